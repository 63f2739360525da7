import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Routes } from '../http/server';
import { Refusal, bearerToken, bodyText, countFrom, headerText, isObject, looseQuery, mediaType, statusOf } from '../http/wire';
import type { Store } from '../store';
import type { SandboxSecrets } from '../types';
import type { ScimBehavior } from './scim/service';
import { envelope, LONGEST_PAGE } from './envelope';
import { readFields, writeFields } from './fields';
import { type AxeroPerson, displayName, emptyLabels, searchText } from './people';
import { spaceRoutes } from './spaceRoutes';
import type { SpaceBook } from './spaces';

/** The account that the key belongs to. It is not one of the people. */
const CALLER = {
	UserID: 1,
	Username: 'integration',
	Email: 'integration@example.test',
	AvatarImageURL: '',
};

export function axeroRoutes(
	people: Store<AxeroPerson>,
	spaces: SpaceBook,
	{ secrets, scim }: Readonly<{ secrets: SandboxSecrets['axero']; scim: Pick<ScimBehavior, 'restHidesInactive'> }>,
): Routes {
	const shown = (person: AxeroPerson): boolean => person.active || !scim.restHidesInactive;
	const store = {
		find: (test: (person: AxeroPerson) => boolean) => people.find((person) => shown(person) && test(person)),
		all: () => people.all().filter(shown),
	};
	return (scope) => {
		answerErrors(scope);
		scope.addHook('preHandler', async (request) => checkKey(request, secrets));
		scope.post('/api/users/fields', async (request) => envelope(updateFields(request, people)));
		scope.get('/api/users/me', async () => envelope(CALLER));
		scope.get<{ Params: { id: string } }>('/api/users/:id/details', async (request) => {
			const { id } = request.params;
			if (id === String(CALLER.UserID)) return envelope({ ...CALLER, FirstName: '', LastName: 'Integration', ...emptyLabels() });
			const person = store.find((candidate) => String(candidate.UserID) === id);
			if (!person) throw new Refusal(200, 'User not found.');
			const { labels, active: _active, roles: _roles, ...identity } = person;
			return envelope({ ...identity, ...labels });
		});
		scope.get('/api/users', async (request) => listPeople(request, store));
		spaceRoutes(scope, spaces, people);
	};
}

function answerErrors(scope: FastifyInstance): void {
	scope.setErrorHandler<Error>((error, _request, reply) => {
		const status = statusOf(error);
		return reply.code(status).send({ IsError: true, ResponseMessage: error.message, ResponseData: null });
	});
	// What a site answers outside its API: a page for people.
	scope.setNotFoundHandler((_request, reply) =>
		reply.code(404).type('text/html; charset=utf-8').send('<!DOCTYPE html><title>Page not found</title><h1>404</h1>'),
	);
}

function checkKey(request: FastifyRequest, secrets: SandboxSecrets['axero']): void {
	if (request.is404) return;
	const query = looseQuery(request);
	// The old documentation allows the key in the URL; the strict security levels don't, and nor do we.
	if (query.has('token') || query.has('rest-api-key')) throw new Refusal(401, 'An API key in the URL is not accepted.');
	const legacyKey = headerText(request, 'rest-api-key');
	const good =
		request.headers.authorization === undefined ? legacyKey === secrets.restApiKey : bearerToken(request) === secrets.bearerToken;
	if (!good) throw new Refusal(401, 'Authentication failed. The token or API key is missing, wrong or expired.');
}

function updateFields(request: FastifyRequest, store: Store<AxeroPerson>): number {
	if (mediaType(request) !== 'application/json') {
		throw new Refusal(415, 'The content type must be application/json.');
	}
	const addUser = looseQuery(request).get('adduser') ?? '';
	if (!['', 'true', 'false'].includes(addUser)) throw new Refusal(200, 'AddUser must be true or false.');
	return writeFields(store, readFields(parsedObject(request)), addUser);
}

function parsedObject(request: FastifyRequest): Record<string, unknown> {
	let parsed: unknown;
	try {
		parsed = JSON.parse(bodyText(request));
	} catch {
		throw new Refusal(400, 'The request body is not valid JSON.');
	}
	if (!isObject(parsed)) throw new Refusal(400, 'The request body must be one JSON object.');
	return parsed;
}

/** GET /api/users as the vendor's mobile app and web chat use it: a text search that is not paged, or a sorted, paged list. */
function listPeople(request: FastifyRequest, store: Pick<Store<AxeroPerson>, 'all'>): object {
	const query = looseQuery(request);
	const chatText = query.get('searchtext')?.toLowerCase();
	if (chatText !== undefined) {
		if (chatText.length < 2) throw new Refusal(200, 'Type at least 2 characters.');
		const hits = store.all().filter((person) => searchText(person).includes(chatText));
		return envelope(hits.map((person) => ({ UserID: person.UserID, UserInfoDisplayName: displayName(person) })));
	}
	const text = query.get('username')?.toLowerCase();
	if (text !== undefined) {
		const hits = store.all().filter((person) => searchText(person).includes(text));
		return envelope(hits.map(summary));
	}
	const page = countFrom(query.get('startpage'), 1);
	const length = countFrom(query.get('pagelength'), 15);
	if (!page || !length || length > LONGEST_PAGE) throw new Refusal(200, 'StartPage or PageLength is out of range.');
	const descending = ['1', 'descending'].includes((query.get('sortorder') ?? '0').toLowerCase());
	const sorted = [...store.all()].sort((a, b) => (descending ? b.UserID - a.UserID : a.UserID - b.UserID));
	const rows = sorted.slice((page - 1) * length, page * length).map(summary);
	return { ...envelope(rows), TotalRecords: sorted.length };
}

function summary(person: AxeroPerson): object {
	const { UserID, Username, Email, labels } = person;
	return {
		UserID,
		Username,
		Email,
		UserInfoDisplayName: displayName(person),
		FirstName: labels['First name'],
		LastName: labels['Last name'],
		RankName: '',
		AvatarImageURL: `/avatars/${UserID}.png`,
	};
}
