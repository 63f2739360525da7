import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Refusal, type JsonObject, isObject, isTexts } from '../http/wire';
import { element } from '../http/xml';
import type { Store } from '../store';
import { withFields } from './fields';
import type { ISpringOrganisation } from './organisation';
import { type ISpringPerson, ROLE_IDS, UNITS, type UserRole } from './people';
import { send } from './reply';
import { fieldTexts, readBody, textOf, textsOf } from './requestBody';

type OneUser = { Params: { userId: string } };
const UPDATE = ['departmentId', 'role', 'roleId', 'roles', 'fields', 'groupIds', 'manageableDepartmentIds'];
const CREATE = [...UPDATE, 'password', 'sendLoginEmail', 'invitationMessage', 'sendLoginSMS', 'invitationSMSMessage'];
const NEEDS_DEPARTMENTS = ['department_administrator', 'publisher', 'custom'];
const STATUSES = { activate: 1, deactivate: 3, terminate: 5 } as const;

type Account = Readonly<{ store: Store<ISpringPerson>; organisation: ISpringOrganisation }>;

export function mountWrites(scope: FastifyInstance, account: Account): void {
	const { store } = account;
	scope.post('/user', async (request, reply) => {
		const body = readBody(request, CREATE);
		const fields = fieldTexts(body);
		if (!fields.login || !fields.email || !body.departmentId) {
			throw new Refusal(400, 'departmentId, fields.login and fields.email are required');
		}
		const created = {
			...applied(newPerson(account), body, account),
			invited: invitationOf(body),
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
		store.replace(person.userId, applied(person, readBody(request, UPDATE), account));
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
	const found = store.named(userId).find((person) => person.userId === userId.toLowerCase());
	if (!found) throw new Refusal(404, 'Unknown user');
	return found;
}

function applied(person: ISpringPerson, body: JsonObject, account: Account): ISpringPerson {
	const { organisation } = account;
	const next = withFields(person, fieldTexts(body), account);
	const departmentId = textOf(body, 'departmentId') ?? person.departmentId;
	if (!organisation.hasDepartment(departmentId)) throw new Refusal(400, 'Unknown department');
	return { ...next, departmentId, groups: joined(person, body, organisation), ...roleOf(person, body, organisation) };
}

/** "Groups the user will be added to": nobody is taken out of a group by an update, unless the sandbox is told so. */
function joined(person: ISpringPerson, body: JsonObject, organisation: ISpringOrganisation): string[] {
	const added = textsOf(body, 'groupIds') ?? [];
	if (added.some((id) => !organisation.hasGroup(id))) throw new Refusal(400, 'Unknown group');
	const kept = organisation.groupsKept(person.groups, body.groupIds !== undefined);
	return [...new Set([...kept, ...added])];
}

type RolePart = Pick<ISpringPerson, 'role' | 'roleId' | 'manageableDepartmentIds' | 'userRoles'>;

function roleOf(person: ISpringPerson, body: JsonObject, organisation: ISpringOrganisation): RolePart {
	const role = textOf(body, 'role') ?? person.role;
	const departments = textsOf(body, 'manageableDepartmentIds') ?? person.manageableDepartmentIds;
	const roleId = textOf(body, 'roleId') ?? (role === 'custom' ? '' : (ROLE_IDS.get(role) ?? ''));
	if (!ROLE_IDS.has(role)) throw new Refusal(400, `Unknown role ${role}`);
	if (![...ROLE_IDS.values()].includes(roleId)) throw new Refusal(400, 'Unknown role ID');
	if (departments.some((id) => !organisation.hasDepartment(id))) throw new Refusal(400, 'Unknown department');
	if (body.role !== undefined && NEEDS_DEPARTMENTS.includes(role) && departments.length === 0) {
		throw new Refusal(400, 'manageableDepartmentIds is required for this role');
	}
	const userRoles = rolesOf(body) ?? (body.role === undefined && body.roleId === undefined ? person.userRoles : undefined);
	return { role, roleId, manageableDepartmentIds: departments, ...(userRoles ? { userRoles } : {}) };
}

/** One or two roles: one is the learner's, the other administrative. */
function rolesOf({ roles }: JsonObject): UserRole[] | undefined {
	if (roles === undefined) return undefined;
	if (!Array.isArray(roles) || roles.length === 0 || roles.length > 2) throw new Refusal(400, 'roles must hold one or two roles');
	return roles.map((role: unknown) => {
		const { roleId, manageableDepartmentIds, ...rest } = isObject(role) ? role : {};
		const isKnown = typeof roleId === 'string' && [...ROLE_IDS.values()].includes(roleId) && Object.keys(rest).length === 0;
		if (!isKnown) throw new Refusal(400, 'Unknown role ID');
		return { roleId, ...(isTexts(manageableDepartmentIds) ? { manageableDepartmentIds } : {}) };
	});
}

/** A message is demanded where an invitation is sent. */
function invitationOf(body: JsonObject): NonNullable<ISpringPerson['invited']> {
	const [email, sms] = [flag(body, 'sendLoginEmail'), flag(body, 'sendLoginSMS')];
	const [message, smsMessage] = [textOf(body, 'invitationMessage'), textOf(body, 'invitationSMSMessage')];
	if (email && !message) throw new Refusal(400, 'invitationMessage is required');
	if (sms && !smsMessage) throw new Refusal(400, 'invitationSMSMessage is required');
	return { email, sms, message: (email ? message : smsMessage) ?? '' };
}

function flag(body: JsonObject, name: string): boolean {
	const { [name]: value = false } = body;
	// In XML a flag is text.
	if (typeof value === 'boolean') return value;
	if (value === 'true' || value === 'false') return value === 'true';
	throw new Refusal(400, `${name} must be a boolean`);
}

export function newPerson({ store, organisation }: Account): ISpringPerson {
	const active = store.all().filter(({ status }) => status === 1).length;
	return {
		userId: randomUUID(),
		legacyId: Math.max(...store.all().map((person) => person.legacyId)) + 1,
		role: 'learner',
		roleId: ROLE_IDS.get('learner') ?? '',
		status: active < organisation.seats ? 1 : 3,
		departmentId: UNITS[0]?.uuid ?? '',
		fields: {},
		groups: [],
		manageableDepartmentIds: [],
		addedDate: '2030-01-01',
		lastLoginDate: '',
		subordination: { subordinationType: 'inherit' },
		coSubordination: { subordinationType: 'inherit' },
		password: '',
	};
}
