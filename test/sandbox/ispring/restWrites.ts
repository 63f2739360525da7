import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Refusal, type JsonObject } from '../http/wire';
import { element } from '../http/xml';
import type { Store } from '../store';
import { withFields } from './fields';
import { GROUPS, type ISpringPerson, ROLE_IDS, UNITS } from './people';
import { send } from './reply';
import { fieldTexts, readBody, textOf, textsOf } from './requestBody';

type OneUser = { Params: { userId: string } };
const UPDATE = ['departmentId', 'role', 'roleId', 'fields', 'groupIds', 'manageableDepartmentIds'];
const CREATE = [...UPDATE, 'password', 'sendLoginEmail', 'invitationMessage', 'sendLoginSMS', 'invitationSMSMessage'];
const NEEDS_DEPARTMENTS = ['department_administrator', 'publisher', 'custom'];
const STATUSES = { activate: 1, deactivate: 3, terminate: 5 } as const;

export function mountWrites(scope: FastifyInstance, store: Store<ISpringPerson>): void {
	scope.post('/user', async (request, reply) => {
		const body = readBody(request, CREATE);
		const fields = fieldTexts(body);
		if (!fields.login || !fields.email || !body.departmentId) {
			throw new Refusal(400, 'departmentId, fields.login and fields.email are required');
		}
		const created = {
			...applied(newPerson(store), body, store),
			password: textOf(body, 'password') ?? '',
		};
		store.add(created);
		return send(request, reply.code(201), {
			json: created.userId,
			xml: () => element('response', created.userId),
		});
	});
	// An update is a POST and answers with nothing.
	scope.post<OneUser>('/user/:userId', async (request, reply) => {
		const person = personById(store, request.params.userId);
		store.replace(person.userId, applied(person, readBody(request, UPDATE), store));
		return reply.code(200).send();
	});
	scope.delete<OneUser>('/user/:userId', async (request, reply) => {
		store.remove(personById(store, request.params.userId).userId);
		return reply.code(204).send();
	});
	scope.post<OneUser>('/user/:userId/status', async (request, reply) => {
		const person = personById(store, request.params.userId);
		const status = Number(readBody(request, ['status']).status);
		if (![1, 3, 5].includes(status)) throw new Refusal(400, 'User status must be 1, 3 or 5');
		store.replace(person.userId, { ...person, status });
		return reply.code(200).send();
	});
	scope.post<OneUser>('/user/:userId/password', async (request, reply) => {
		const person = personById(store, request.params.userId);
		const password = textOf(readBody(request, ['password']), 'password');
		if (!password) throw new Refusal(400, 'password is required');
		store.replace(person.userId, { ...person, password });
		return reply.code(200).send();
	});
	scope.post<OneUser>('/user/:userId/groups/remove', async (request, reply) => {
		const person = personById(store, request.params.userId);
		const gone = textsOf(readBody(request, ['groupIds']), 'groupIds') ?? [];
		store.replace(person.userId, {
			...person,
			groups: person.groups.filter((id) => !gone.includes(id)),
		});
		return reply.code(200).send();
	});
	for (const [action, status] of Object.entries(STATUSES)) {
		scope.post(`/users/${action}`, async (request, reply) => {
			const wanted = textsOf(readBody(request, ['userIds']), 'userIds') ?? [];
			const people = wanted.map((userId) => personById(store, userId));
			for (const person of people) store.replace(person.userId, { ...person, status });
			return reply.code(200).send();
		});
	}
}

/** The pages name no answer for an unknown user on this channel; 404 is the sandbox's choice. */
export function personById(store: Store<ISpringPerson>, userId: string): ISpringPerson {
	const found = store.find((person) => person.userId === userId.toLowerCase());
	if (!found) throw new Refusal(404, 'Unknown user');
	return found;
}

function applied(person: ISpringPerson, body: JsonObject, store: Store<ISpringPerson>): ISpringPerson {
	const next = withFields(person, fieldTexts(body), store);
	const departmentId = textOf(body, 'departmentId') ?? person.departmentId;
	if (!UNITS.some((unit) => unit.uuid === departmentId)) throw new Refusal(400, 'Unknown department');
	return { ...next, departmentId, groups: joined(person, body), ...roleOf(person, body) };
}

/** "Groups the user will be added to": nobody is taken out of a group by an update. */
function joined(person: ISpringPerson, body: JsonObject): string[] {
	const added = textsOf(body, 'groupIds') ?? [];
	if (added.some((id) => !GROUPS.some((group) => group.uuid === id))) throw new Refusal(400, 'Unknown group');
	return [...new Set([...person.groups, ...added])];
}

type RolePart = Pick<ISpringPerson, 'role' | 'roleId' | 'manageableDepartmentIds'>;

function roleOf(person: ISpringPerson, body: JsonObject): RolePart {
	const role = textOf(body, 'role') ?? person.role;
	const departments = textsOf(body, 'manageableDepartmentIds') ?? person.manageableDepartmentIds;
	const roleId = textOf(body, 'roleId') ?? (role === 'custom' ? '' : (ROLE_IDS.get(role) ?? ''));
	if (!ROLE_IDS.has(role)) throw new Refusal(400, `Unknown role ${role}`);
	if (![...ROLE_IDS.values()].includes(roleId)) throw new Refusal(400, 'Unknown role ID');
	if (departments.some((id) => !UNITS.some((unit) => unit.uuid === id))) throw new Refusal(400, 'Unknown department');
	if (body.role !== undefined && NEEDS_DEPARTMENTS.includes(role) && departments.length === 0) {
		throw new Refusal(400, 'manageableDepartmentIds is required for this role');
	}
	return { role, roleId, manageableDepartmentIds: departments };
}

export function newPerson(store: Store<ISpringPerson>): ISpringPerson {
	return {
		userId: randomUUID(),
		legacyId: Math.max(...store.all().map((person) => person.legacyId)) + 1,
		role: 'learner',
		roleId: ROLE_IDS.get('learner') ?? '',
		status: 1,
		departmentId: UNITS[0]?.uuid ?? '',
		fields: {},
		groups: [],
		manageableDepartmentIds: [],
		addedDate: '2030-01-01',
		lastLoginDate: '',
		password: '',
	};
}
