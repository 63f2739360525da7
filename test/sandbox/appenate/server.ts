import type { FastifyInstance } from 'fastify';
import type { Routes } from '../http/server';
import { Refusal, statusOf } from '../http/wire';
import { steadyHex } from '../people';
import type { Store } from '../store';
import { applied, guid, identifierForm, invalid, unknown } from './change';
import { folderRoutes } from './folders';
import { groupRoutes } from './groups';
import { type AppenatePerson, COMPANY_ID } from './people';
import type { AppenatePlaces } from './places';
import { responseStatus, send, shown } from './reply';
import { type Settings, holds, membersOf, page, queryWithKey, required } from './request';

export function appenateRoutes(store: Store<AppenatePerson>, places: AppenatePlaces, settings: Settings): Routes {
	let writes = 0;
	const now = (): string => {
		writes += 1;
		return new Date(Date.UTC(2030, 0, 1) + writes * 1000).toISOString().replace('Z', '0000Z');
	};

	return (scope) => {
		answerErrors(scope);
		settings.account.watch(scope);
		scope.put('/api/v2/user', async (request, reply) => {
			const members = membersOf(request, settings, 'User');
			const id = guid(required(members, 'Id'));
			const next = applied(person(store, id), members, { store, known: places, now: now() });
			store.replace(id, next);
			return send(request, reply, 'UserResponse', { User: shown(next, identifierForm(members), places) });
		});
		scope.post('/api/v2/user', async (request, reply) => {
			const members = membersOf(request, settings, 'User');
			for (const name of ['FirstName', 'LastName', 'Email']) required(members, name);
			const next = applied(blank(now(), store.all().length), members, { store, known: places, now: now() });
			store.add(next);
			return send(request, reply, 'UserResponse', { User: shown(next, identifierForm(members), places) });
		});
		scope.delete('/api/v2/user', async (request, reply) => {
			const query = queryWithKey(request, settings);
			const id = guid(query.get('id') ?? '');
			person(store, id);
			store.remove(id);
			return send(request, reply, 'UserResponse', {});
		});
		scope.get('/api/v2/user', async (request, reply) => {
			if (!settings.account.hasDetails) throw noEndpoint();
			const found = one(store, queryWithKey(request, settings));
			return send(request, reply, 'UserResponse', { User: shown(found, 'Id', places) });
		});
		scope.get('/api/v2/user/search', async (request, reply) => {
			const query = queryWithKey(request, settings);
			const form = identifierForm({
				UseNames: flag(query, 'usenames'),
				UseExternalIds: flag(query, 'useexternalids'),
			});
			const hits = store.all().filter((candidate) => matches(candidate, query));
			const Users = page(hits, query).map((hit) => shown(hit, form, places));
			return send(request, reply, 'UserSearchResponse', { Users, TotalRows: hits.length });
		});
		groupRoutes(scope, store, places, settings);
		folderRoutes(scope, store, places, settings);
	};
}

function answerErrors(scope: FastifyInstance): void {
	scope.setErrorHandler<Error>((error, request, reply) => {
		reply.code(statusOf(error));
		return send(request, reply, 'UserResponse', responseStatus(error));
	});
	// The vendor's pages: 405, not 404, means that there is no such endpoint.
	scope.setNotFoundHandler((request, reply) => {
		return send(request, reply.code(405), 'UserResponse', responseStatus(noEndpoint()));
	});
}

function noEndpoint(): Refusal {
	return new Refusal(405, 'The operation does not exist for this service', 'NotImplementedException');
}

function person(store: Store<AppenatePerson>, id: string): AppenatePerson {
	const found = store.named(id).find((candidate) => candidate.Id === id);
	if (!found) throw unknown('Id', 'The user was not found.');
	return found;
}

function one(store: Store<AppenatePerson>, query: ReadonlyMap<string, string>): AppenatePerson {
	const [id, email, externalId] = ['id', 'email', 'externalid'].map((name) => query.get(name));
	if (id) return person(store, guid(id));
	if (!email && !externalId) throw invalid('Id', 'Id, Email or ExternalId is required.', 'NotEmpty');
	const found = store.find((candidate) =>
		email ? candidate.Email.toLowerCase() === email.toLowerCase() : candidate.ExternalId === externalId,
	);
	if (!found) throw unknown(email ? 'Email' : 'ExternalId', 'The user was not found.');
	return found;
}

function matches(candidate: AppenatePerson, query: ReadonlyMap<string, string>): boolean {
	return (
		holds(`${candidate.FirstName} ${candidate.LastName}`, query, 'name') &&
		holds(candidate.Email, query, 'email') &&
		holds(candidate.ExternalId, query, 'externalid') &&
		(query.get('status') ?? candidate.Status) === candidate.Status
	);
}

function flag(query: ReadonlyMap<string, string>, name: string): boolean {
	return query.get(name)?.toLowerCase() === 'true';
}

/** How the vendor writes a time that has not come yet. */
const NEVER = '1990-01-01T00:00:01';

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
		LastActivity: NEVER,
		UserAudits: [],
		Folders: [],
		Groups: [],
		Metadata: [],
		CompanyId: COMPANY_ID,
	};
}
