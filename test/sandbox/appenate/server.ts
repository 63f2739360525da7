import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Routes } from '../http/server';
import { Refusal, type JsonObject, countFrom, looseQuery, statusOf } from '../http/wire';
import { steadyHex } from '../people';
import type { Store } from '../store';
import type { SandboxSecrets } from '../types';
import { applied, guid, identifierForm, invalid } from './change';
import { readMembers } from './members';
import { type AppenatePerson, COMPANY_ID, FOLDERS, GROUPS, type Place } from './people';
import { responseStatus, send, shown } from './reply';

const LONGEST_PAGE = 250;
const USUAL_PAGE = 100;

interface Settings {
	readonly secrets: SandboxSecrets['appenate'];
	readonly echoesKey: boolean;
}

export function appenateRoutes(store: Store<AppenatePerson>, settings: Settings): Routes {
	let writes = 0;
	const now = (): string => {
		writes += 1;
		return new Date(Date.UTC(2030, 0, 1) + writes * 1000).toISOString().replace('Z', '0000Z');
	};

	return (scope) => {
		answerErrors(scope);
		scope.put('/api/v2/user', async (request, reply) => {
			const members = membersOf(request, settings);
			const id = guid(required(members, 'Id'));
			const next = applied(person(store, id), members, store, now());
			store.replace(id, next);
			return send(request, reply, 'UserResponse', { User: shown(next, identifierForm(members)) });
		});
		scope.post('/api/v2/user', async (request, reply) => {
			const members = membersOf(request, settings);
			for (const name of ['FirstName', 'LastName', 'Email']) required(members, name);
			const next = applied(blank(now(), store.all().length), members, store, now());
			store.add(next);
			return send(request, reply, 'UserResponse', { User: shown(next, identifierForm(members)) });
		});
		scope.delete('/api/v2/user', async (request, reply) => {
			const query = queryWithKey(request, settings);
			const id = guid(query.get('id') ?? '');
			person(store, id);
			store.remove(id);
			return send(request, reply, 'UserResponse', {});
		});
		scope.get('/api/v2/user', async (request, reply) => {
			const found = one(store, queryWithKey(request, settings));
			return send(request, reply, 'UserResponse', { User: shown(found, 'Id') });
		});
		scope.get('/api/v2/user/search', async (request, reply) => {
			const query = queryWithKey(request, settings);
			const form = identifierForm({
				UseNames: flag(query, 'usenames'),
				UseExternalIds: flag(query, 'useexternalids'),
			});
			const hits = store.all().filter((candidate) => matches(candidate, query));
			const Users = page(hits, query).map((hit) => shown(hit, form));
			return send(request, reply, 'UserSearchResponse', { Users, TotalRows: hits.length });
		});
		searchOf(scope, 'UserGroup', GROUPS, settings);
		searchOf(scope, 'Folder', FOLDERS, settings);
	};
}

function answerErrors(scope: FastifyInstance): void {
	scope.setErrorHandler<Error>((error, request, reply) => {
		reply.code(statusOf(error));
		return send(request, reply, 'UserResponse', responseStatus(error));
	});
	// The vendor's pages: 405, not 404, means that there is no such endpoint.
	scope.setNotFoundHandler((request, reply) => {
		const error = new Refusal(405, 'The operation does not exist for this service', 'NotImplementedException');
		return send(request, reply.code(405), 'UserResponse', responseStatus(error));
	});
}

function membersOf(request: FastifyRequest, settings: Settings): JsonObject {
	const members = readMembers(request);
	requireKey(String(members.CompanyId ?? ''), String(members.IntegrationKey ?? ''), settings);
	return members;
}

function queryWithKey(request: FastifyRequest, settings: Settings): ReadonlyMap<string, string> {
	const query = looseQuery(request);
	requireKey(query.get('companyid') ?? '', query.get('integrationkey') ?? '', settings);
	return query;
}

function requireKey(companyId: string, key: string, { secrets, echoesKey }: Settings): void {
	if (companyId === secrets.companyId && key === secrets.integrationKey) return;
	const echo = echoesKey ? ` (${key})` : '';
	throw new Refusal(401, `The company id or integration key${echo} is invalid.`, 'Unauthorized');
}

function required(members: JsonObject, name: string): string {
	const value = members[name];
	if (typeof value !== 'string' || value === '') throw invalid(name, `'${name}' should not be empty.`, 'NotEmpty');
	return value;
}

function person(store: Store<AppenatePerson>, id: string): AppenatePerson {
	const found = store.find((candidate) => candidate.Id === id);
	if (!found) throw invalid('Id', 'The user was not found.', 'NotFound');
	return found;
}

function one(store: Store<AppenatePerson>, query: ReadonlyMap<string, string>): AppenatePerson {
	const [id, email, externalId] = ['id', 'email', 'externalid'].map((name) => query.get(name));
	if (id) return person(store, guid(id));
	if (!email && !externalId) throw invalid('Id', 'Id, Email or ExternalId is required.', 'NotEmpty');
	const found = store.find((candidate) =>
		email ? candidate.Email.toLowerCase() === email.toLowerCase() : candidate.ExternalId === externalId,
	);
	if (!found) throw invalid(email ? 'Email' : 'ExternalId', 'The user was not found.', 'NotFound');
	return found;
}

/** Texts are searched for inside the value: the pages don't promise an exact match, so a client can't rely on one. */
function matches(candidate: AppenatePerson, query: ReadonlyMap<string, string>): boolean {
	const holds = (value: string, name: string): boolean => value.toLowerCase().includes((query.get(name) ?? '').toLowerCase());
	return (
		holds(`${candidate.FirstName} ${candidate.LastName}`, 'name') &&
		holds(candidate.Email, 'email') &&
		holds(candidate.ExternalId ?? '', 'externalid') &&
		(query.get('status') ?? candidate.Status) === candidate.Status
	);
}

function page<T>(rows: readonly T[], query: ReadonlyMap<string, string>): T[] {
	const number = countFrom(query.get('pageno'), 0);
	const size = countFrom(query.get('pagesize'), USUAL_PAGE);
	if (number === undefined) throw invalid('PageNo', 'PageNo must be a number from 0.');
	if (!size || size > LONGEST_PAGE) throw invalid('PageSize', `PageSize must be 1 to ${LONGEST_PAGE}.`);
	return rows.slice(number * size, (number + 1) * size);
}

function flag(query: ReadonlyMap<string, string>, name: string): boolean {
	return query.get(name)?.toLowerCase() === 'true';
}

function searchOf(scope: FastifyInstance, kind: string, places: readonly Place[], settings: Settings): void {
	scope.get(`/api/v2/${kind.toLowerCase()}/search`, async (request, reply) => {
		const query = queryWithKey(request, settings);
		const name = (query.get('name') ?? '').toLowerCase();
		const hits = places.filter((place) => place.Name.toLowerCase().includes(name));
		return send(request, reply, `${kind}SearchResponse`, {
			[`${kind}s`]: page(hits, query),
			TotalRows: hits.length,
		});
	});
}

/** A created user before its members are set. */
function blank(created: string, count: number): AppenatePerson {
	return {
		Id: steadyHex(`appenate created ${count} ${created}`),
		Type: 'Standard',
		FirstName: '',
		LastName: '',
		Email: '',
		Status: 'Invited',
		CreatedDate: created,
		LastUpdated: created,
		UserAudits: [],
		Folders: [],
		Groups: [],
		Metadata: [],
		CompanyId: COMPANY_ID,
	};
}
