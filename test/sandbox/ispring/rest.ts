import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Routes } from '../http/server';
import { Refusal, countFrom, queryOf } from '../http/wire';
import { type Markup, element } from '../http/xml';
import type { Store } from '../store';
import { FIELDS } from './fields';
import { GROUPS, type ISpringPerson, ROOT, UNITS, type Unit } from './people';
import {
	fieldInfoJson,
	fieldInfoXml,
	personJson,
	personXml,
	plain,
	rolesJson,
	send,
	sendFlat,
} from './reply';
import { readBody, textsOf } from './requestBody';
import { mountWrites, personById } from './restWrites';
import type { ISpringSignIn } from './signIn';

const USUAL_PAGE = 1000;
const FILTERS = ['departments', 'groups', 'logins', 'emails', 'userIds'] as const;
type Filters = Partial<Record<(typeof FILTERS)[number], string[]>>;

/** The current REST API. */
export function ispringRestRoutes(store: Store<ISpringPerson>, signIn: ISpringSignIn): Routes {
	return (scope) => {
		scope.setErrorHandler<Error>((error, request, reply) => {
			const code = error instanceof Refusal ? error.status : 500;
			return sendFlat(request, reply.code(code), { code, message: error.message });
		});
		// The host's web application answers what the API doesn't know.
		scope.setNotFoundHandler((_request, reply) =>
			reply
				.code(404)
				.type('text/html; charset=utf-8')
				.send('<!DOCTYPE html><title>iSpring</title><h1>Not found</h1>'),
		);
		signIn.mount(scope);
		scope.register(async (api) => {
			api.addHook('preHandler', async (request) => signIn.requireCaller(request));
			mountReads(api, store);
			mountWrites(api, store);
		});
	};
}

function mountReads(scope: FastifyInstance, store: Store<ISpringPerson>): void {
	for (const [path, isV2] of [
		['/user', false],
		['/user/v2', true],
	] as const) {
		scope.get(path, async (request, reply) => {
			const people = filtered(store, queryFilters(request));
			return send(
				request,
				reply,
				people.map((person) => personJson(person, isV2)),
				() =>
					element(
						'response',
						people.map((person) => personXml(person, isV2)),
					),
			);
		});
	}
	for (const [path, isV2] of [
		['/users', false],
		['/users/v2', true],
	] as const) {
		scope.get(path, async (request, reply) =>
			sendPeople(request, reply, filtered(store, queryFilters(request)), isV2),
		);
	}
	scope.post('/users/v2', async (request, reply) => {
		const body = readBody(request, FILTERS);
		const filters = Object.fromEntries(
			FILTERS.map((name) => [name, textsOf(body, name)]),
		) as Filters;
		return sendPeople(request, reply, filtered(store, filters), true);
	});
	scope.post('/users/find_existing', async (request, reply) => {
		const wanted = textsOf(readBody(request, ['userIds']), 'userIds') ?? [];
		const found = wanted.filter((userId) => store.some((person) => person.userId === userId));
		return send(request, reply, found, () =>
			element(
				'response',
				found.map((userId) => element('id', userId)),
			),
		);
	});
	for (const [path, isV2] of [
		['/user/:userId', false],
		['/user/:userId/v2', true],
	] as const) {
		// Unwrapped in JSON as clients have seen it, against the OpenAPI document.
		scope.get<{ Params: { userId: string } }>(path, async (request, reply) => {
			const person = personById(store, request.params.userId);
			return send(request, reply, personJson(person, isV2), () =>
				element('response', [personXml(person, isV2)]),
			);
		});
	}
	scope.get('/user/profile/fields', async (request, reply) =>
		send(request, reply, FIELDS.map(fieldInfoJson), () =>
			element(
				'response',
				FIELDS.map((field) => fieldInfoXml(field)),
			),
		),
	);
	scope.get('/role', async (request, reply) => {
		const roles = rolesJson();
		return send(request, reply, roles, () =>
			element(
				'response',
				roles.map((role) => element('role', plain(role as Record<string, string>))),
			),
		);
	});
	mountUnits(scope);
}

function mountUnits(scope: FastifyInstance): void {
	const departments = UNITS.map(departmentJson);
	const groups = GROUPS.map(({ uuid, name }) => ({ groupId: uuid, name, isSmart: false }));
	scope.get('/department', async (request, reply) =>
		send(request, reply, { departments }, () =>
			element(
				'response',
				departments.map((row) => element('department', plain(row))),
			),
		),
	);
	scope.get('/departments', async (request, reply) =>
		sendPage(
			request,
			reply,
			'departments',
			departments,
			(row) => row,
			(row) => element('department', plain(row)),
		),
	);
	scope.get('/group', async (request, reply) =>
		send(request, reply, groups, () =>
			element(
				'response',
				groups.map((row) => element('group', plain(row))),
			),
		),
	);
	scope.get('/groups', async (request, reply) =>
		sendPage(
			request,
			reply,
			'groups',
			groups,
			(row) => row,
			(row) => element('group', plain(row)),
		),
	);
}

function departmentJson({ uuid, name }: Unit): Record<string, string> {
	return {
		departmentId: uuid,
		name,
		...(uuid === ROOT.uuid ? {} : { parentDepartmentId: ROOT.uuid }),
	};
}

/** PHP style: `emails[]=a&emails[]=b`. */
function queryFilters(request: FastifyRequest): Filters {
	const query = queryOf(request);
	const present = FILTERS.filter((name) => query.has(`${name}[]`));
	return Object.fromEntries(present.map((name) => [name, query.getAll(`${name}[]`)]));
}

function filtered(store: Store<ISpringPerson>, filters: Filters): ISpringPerson[] {
	const has = (wanted: string[] | undefined, ...values: string[]): boolean =>
		wanted === undefined ||
		wanted.some((entry) => values.some((value) => value.toLowerCase() === entry.toLowerCase()));
	return store
		.all()
		.filter(
			({ userId, departmentId, groups, fields }) =>
				has(filters.userIds, userId) &&
				has(filters.departments, departmentId) &&
				has(filters.groups, ...groups) &&
				has(filters.logins, fields.login ?? '') &&
				has(filters.emails, fields.email ?? ''),
		);
}

function sendPeople(
	request: FastifyRequest,
	reply: FastifyReply,
	people: ISpringPerson[],
	isV2: boolean,
): FastifyReply {
	const asJson = (person: ISpringPerson): object => personJson(person, isV2);
	return sendPage(request, reply, 'userProfiles', people, asJson, (person) =>
		personXml(person, isV2),
	);
}

/** `nextPageToken` is opaque, and absent on the last page. */
function sendPage<T>(
	request: FastifyRequest,
	reply: FastifyReply,
	name: string,
	rows: readonly T[],
	asJson: (row: T) => object,
	asXml: (row: T) => Markup,
): FastifyReply {
	const query = queryOf(request);
	const size = countFrom(query.get('pageSize') ?? undefined, USUAL_PAGE);
	const start = countFrom(Buffer.from(query.get('pageToken') ?? '', 'base64url').toString(), 0);
	if (!size || start === undefined) throw new Refusal(400, 'pageSize or pageToken is not valid');
	const page = rows.slice(start, start + size);
	const isLast = start + size >= rows.length;
	const next: Record<string, string> = isLast
		? {}
		: { nextPageToken: Buffer.from(String(start + size)).toString('base64url') };
	return send(request, reply, { [name]: page.map(asJson), ...next }, () =>
		element('response', [element(name, page.map(asXml)), ...plain(next)]),
	);
}
