import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Routes } from '../http/server';
import { Refusal, bearerToken, queryOf, statusOf } from '../http/wire';
import type { Store } from '../store';
import { isJsonObject } from './exactJson';
import { groupRoutes } from './groups';
import { listUsers } from './list';
import type { HighQSignIn } from './oauth';
import { organisationRoutes } from './organisations';
import type { HighQPerson } from './people';
import type { HighQBooks } from './records';
import { signed, unsigned } from './signed';
import { newcomer, replacement } from './user';
import { type JsonTree, REF, readBody, send } from './wire';

/** POST …/activate and so on, and the status word that it leaves. */
const ACTIONS = { activate: 'active', disable: 'disable', archive: 'archive' } as const;
type OneUser = { Params: { key: string } };

export function highqRoutes(
	store: Store<HighQPerson>,
	{ signIn, books, base }: { signIn: HighQSignIn; books: HighQBooks; base: () => string },
): Routes {
	const { organisations, groups } = books;
	const directory = { store, organisations };
	const summary = ({ id, email }: HighQPerson): JsonTree => ({
		id,
		email,
		link: `${base()}/api/2/user/${id}`,
	});

	return (scope) => {
		answerErrors(scope, base);
		signIn.mount(scope);
		const signedIn = (prefix: string, mount: (api: FastifyInstance) => void): void => {
			scope.register(
				async (api) => {
					api.addHook('preHandler', async (request) => {
						if (!signIn.honours(bearerToken(request))) throw new Refusal(401, 'Not authorised', '401');
					});
					mount(api);
				},
				{ prefix },
			);
		};
		signedIn('/api/2/groups', (api) => groupRoutes(api, { groups, store, base }));
		signedIn('/api/2/organisations', (api) => organisationRoutes(api, { organisations, base }));
		signedIn('/api/2/users', (api) => {
			api.get('/', async (request, reply) =>
				send(request, reply, 'users', listUsers(store.all().map(signed), queryOf(request), { books, summary })),
			);
			api.get<OneUser>('/:key', async (request, reply) => send(request, reply, 'user', signed(named(store, request.params.key))));
			api.put<OneUser>('/:key', async (request, reply) => {
				const { id } = named(store, request.params.key);
				const next = replacement(id, unsigned(readBody(request, 'user')), directory);
				store.replace(String(id), next);
				return send(request, reply, 'user', summary(next));
			});
			api.post('/', async (request, reply) => {
				const id = Math.max(...store.all().map((person) => person.id)) + 1;
				const next = newcomer(id, unsigned(readBody(request, 'user')), directory);
				store.add(next);
				return send(request, reply, 'user', summary(next));
			});
			for (const [action, status] of Object.entries(ACTIONS)) {
				api.post<OneUser>(`/:key/${action}`, async (request, reply) => {
					const [changed] = setStatus(store, [request.params.key], status);
					return send(request, reply, 'user', changed ? summary(changed) : {});
				});
			}
			// Bulk exists for these two only; for archiving no page shows it.
			for (const action of ['activate', 'disable'] as const) {
				api.post(`/${action}`, async (request, reply) => {
					const users = setStatus(store, bulkKeys(request), ACTIONS[action]).map(summary);
					return sendPage(request, reply, users);
				});
			}
		});
	};
}

function answerErrors(scope: FastifyInstance, base: () => string): void {
	scope.setErrorHandler<Error>((error, request, reply) => {
		const status = statusOf(error);
		const ref = error instanceof Refusal ? Number(error.code) : 500;
		const link = `${base()}/api/2/error/${1800 + ref}`;
		return send(request, reply.code(status), 'error', { summary: error.message, ref, link });
	});
	scope.setNotFoundHandler((_request, reply) =>
		reply.code(404).type('text/html; charset=utf-8').send('<!DOCTYPE html><title>Publisher</title><h1>Page not found</h1>'),
	);
}

/** By id or email address; fastify has decoded the path segment. */
function named(store: Store<HighQPerson>, key: string): HighQPerson {
	const found = store.byKey(key);
	if (!found) throw new Refusal(404, 'User not found', REF.noUser);
	return found;
}

function setStatus(store: Store<HighQPerson>, keys: readonly string[], status: string): HighQPerson[] {
	const changed = keys.map((key) => ({ ...named(store, key), status }));
	for (const person of changed) store.replace(String(person.id), person);
	return changed;
}

/** `{"users":{"user":[…]}}`, ids and email addresses mixed: the form that the organisations' sample suggests. */
function bulkKeys(request: FastifyRequest): string[] {
	const { user } = readBody(request, 'users');
	const keys = Array.isArray(user) ? user : [user];
	if (keys.some((key) => typeof key !== 'string' && typeof key !== 'number')) {
		throw new Refusal(400, 'Request body is missing or not valid', REF.body);
	}
	return keys.map((key) => (isJsonObject(key) ? '' : String(key)));
}

function sendPage(request: FastifyRequest, reply: FastifyReply, users: JsonTree[]): FastifyReply {
	return send(request, reply, 'users', {
		totalcount: users.length,
		total: users.length,
		currentpage: 0,
		users,
	});
}
