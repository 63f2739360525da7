import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Routes } from '../http/server';
import { queryOf, statusOf } from '../http/wire';
import { element } from '../http/xml';
import type { Store } from '../store';
import type { ISpringOrganisation } from './organisation';
import type { CourseBook } from './courses';
import type { ISpringPerson } from './people';
import { send, sendFlat, sendList, sendPage } from './reply';
import { readBody, textsOf } from './requestBody';
import { mountCourses } from './restCourses';
import { mountOrganisation } from './restOrganisation';
import { mountUserCalls } from './restUserCalls';
import { mountWrites, personById } from './restWrites';
import { fieldRow, personRow, roleRows } from './rows';
import type { ISpringSignIn } from './signIn';

const FILTERS = ['departments', 'groups', 'logins', 'emails', 'userIds'] as const;
type Filters = Partial<Record<(typeof FILTERS)[number], string[]>>;
type OneUser = { Params: { userId: string } };

/** The current REST API. */
export function ispringRestRoutes(
	store: Store<ISpringPerson>,
	signIn: ISpringSignIn,
	{ organisation, courses }: Readonly<{ organisation: ISpringOrganisation; courses: CourseBook }>,
): Routes {
	return (scope) => {
		scope.setErrorHandler<Error>((error, request, reply) => {
			const code = statusOf(error);
			return sendFlat(request, reply.code(code), { code, message: error.message });
		});
		// The host's web application answers what the API doesn't know.
		scope.setNotFoundHandler((_request, reply) => {
			const page = '<!DOCTYPE html><title>iSpring</title><h1>Not found</h1>';
			return reply.code(404).type('text/html; charset=utf-8').send(page);
		});
		signIn.mount(scope);
		scope.register(async (api) => {
			api.addHook('preHandler', async (request) => signIn.requireCaller(request));
			mountPeople(api, store);
			mountCatalogues(api, organisation);
			mountOrganisation(api, { store, organisation });
			mountWrites(api, { store, organisation });
			mountUserCalls(api, store);
			mountCourses(api, { store, courses });
		});
	};
}

function mountPeople(scope: FastifyInstance, store: Store<ISpringPerson>): void {
	const versions = { '': false, '/v2': true };
	for (const [suffix, isV2] of Object.entries(versions)) {
		const sendOnePage = (request: FastifyRequest, reply: FastifyReply, filters: Filters): FastifyReply => {
			const rows = filtered(store, filters).map((person) => personRow(person, isV2));
			return sendPage(request, reply, 'userProfiles', rows);
		};
		scope.get(`/user${suffix}`, async (request, reply) => {
			const people = filtered(store, queryFilters(request));
			const rows = people.map((person) => personRow(person, isV2));
			return sendList(request, reply, rows);
		});
		scope.get(`/users${suffix}`, async (request, reply) => sendOnePage(request, reply, queryFilters(request)));
		if (isV2) {
			scope.post('/users/v2', async (request, reply) => sendOnePage(request, reply, bodyFilters(request)));
		}
		// Unwrapped in JSON as clients have seen it, against the OpenAPI document.
		scope.get<OneUser>(`/user/:userId${suffix}`, async (request, reply) => {
			const { json, xml } = personRow(personById(store, request.params.userId), isV2);
			return send(request, reply, { json, xml: () => element('response', [xml()]) });
		});
	}
	scope.post('/users/find_existing', async (request, reply) => {
		const wanted = textsOf(readBody(request, ['userIds']), 'userIds') ?? [];
		const found = wanted.filter((userId) => store.named(userId).some((person) => person.userId === userId));
		const rows = found.map((userId) => ({ json: userId, xml: () => element('id', userId) }));
		return sendList(request, reply, rows);
	});
}

function mountCatalogues(scope: FastifyInstance, organisation: ISpringOrganisation): void {
	const lists = {
		'/user/profile/fields': () => organisation.fields.map(fieldRow),
		'/role': roleRows,
	};
	for (const [path, rows] of Object.entries(lists)) {
		scope.get(path, async (request, reply) => sendList(request, reply, rows()));
	}
}

/** PHP style: `emails[]=a&emails[]=b`. */
function queryFilters(request: FastifyRequest): Filters {
	const query = queryOf(request);
	const present = FILTERS.filter((name) => query.has(`${name}[]`));
	return Object.fromEntries(present.map((name) => [name, query.getAll(`${name}[]`)]));
}

function bodyFilters(request: FastifyRequest): Filters {
	const body = readBody(request, FILTERS);
	return Object.fromEntries(FILTERS.map((name) => [name, textsOf(body, name)]));
}

function filtered(store: Store<ISpringPerson>, filters: Filters): ISpringPerson[] {
	const has = (wanted: string[] | undefined, ...values: string[]): boolean =>
		wanted === undefined || wanted.some((entry) => values.some((value) => value.toLowerCase() === entry.toLowerCase()));
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
