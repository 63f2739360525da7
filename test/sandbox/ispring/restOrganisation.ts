import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, queryOf } from '../http/wire';
import { element } from '../http/xml';
import type { Store } from '../store';
import { type ISpringOrganisation, type StoredDepartment, type StoredGroup, subordinationOf } from './organisation';
import type { ISpringPerson } from './people';
import { type Row, ids, plain, send, sendList, sendPage } from './reply';
import { readBody, textOf, textsOf } from './requestBody';
import { departmentRow, groupRow } from './rows';

type One = { Params: { id: string } };
type Account = Readonly<{ store: Store<ISpringPerson>; organisation: ISpringOrganisation }>;

/** Departments and groups of the current REST API. */
export function mountOrganisation(scope: FastifyInstance, account: Account): void {
	mountDepartments(scope, account);
	mountDepartmentMoves(scope, account);
	mountGroups(scope, account);
}

function mountDepartments(scope: FastifyInstance, { store, organisation }: Account): void {
	scope.get('/department', async (request, reply) => {
		const code = queryOf(request).get('code');
		const rows = organisation.departments.filter((one) => code === null || one.code === code).map(departmentRow);
		const xml = () =>
			element(
				'response',
				rows.map((row) => row.xml()),
			);
		return send(request, reply, { json: { departments: rows.map((row) => row.json) }, xml });
	});
	scope.get('/departments', async (request, reply) => sendPage(request, reply, 'departments', organisation.departments.map(departmentRow)));
	// Unwrapped, as users are seen to be.
	scope.get<One>('/department/:id', async (request, reply) =>
		send(request, reply, inResponse(departmentRow(organisation.department(request.params.id)))),
	);
	scope.post('/department', async (request, reply) => {
		const body = readBody(request, ['name', 'parentDepartmentId', 'code']);
		const [name, parent, code] = [textOf(body, 'name'), textOf(body, 'parentDepartmentId'), textOf(body, 'code')];
		if (!name || !parent) throw new Refusal(400, 'name and parentDepartmentId are required');
		const { departmentId: parentDepartmentId } = organisation.department(parent);
		return created(request, reply, organisation.addDepartment({ name, parentDepartmentId, ...(code === undefined ? {} : { code }) }));
	});
	scope.post<One>('/department/:id', async (request, reply) => {
		const { departmentId } = organisation.department(request.params.id);
		const body = readBody(request, ['name', 'parentDepartmentId', 'code']);
		const parent = textOf(body, 'parentDepartmentId');
		if (parent !== undefined) assertCanMove(organisation, departmentId, organisation.department(parent));
		if (textOf(body, 'name') === '') throw new Refusal(400, 'name is required');
		textOf(body, 'code');
		organisation.changeDepartment(departmentId, body);
		return reply.code(204).send();
	});
	// What becomes of the people is not documented: the sandbox refuses while somebody is there.
	scope.delete<One>('/department/:id', async (request, reply) => {
		const { departmentId } = organisation.department(request.params.id);
		const isParent = organisation.departments.some(({ parentDepartmentId }) => parentDepartmentId === departmentId);
		if (isParent || store.some((person) => person.departmentId === departmentId)) throw new Refusal(400, 'The department is not empty');
		organisation.removeDepartment(departmentId);
		return reply.code(204).send();
	});
}

function mountDepartmentMoves(scope: FastifyInstance, { store, organisation }: Account): void {
	const isUser = (id: string): boolean => store.some(({ userId }) => userId === id);

	scope.post<One>('/department/:id/subordination', async (request, reply) => {
		const { departmentId } = organisation.department(request.params.id);
		const body = readBody(request, ['subordination', 'coSubordination']);
		const [subordination, coSubordination] = [subordinationOf(body.subordination, isUser), subordinationOf(body.coSubordination, isUser)];
		organisation.changeDepartment(departmentId, {
			...(subordination ? { subordination } : {}),
			...(coSubordination ? { coSubordination } : {}),
		});
		return reply.code(204).send();
	});
	scope.post<One>('/department/:id/user/move', async (request, reply) => {
		const { departmentId } = organisation.department(request.params.id, 404);
		const people = required(textsOf(readBody(request, ['userIds']), 'userIds'), 'userIds').map((id) => {
			const person = store.find(({ userId }) => userId === id);
			if (!person) throw new Refusal(404, 'Unknown user');
			return person;
		});
		for (const person of people) store.replace(person.userId, { ...person, departmentId });
		return reply.code(204).send();
	});
	scope.post<One>('/department/:id/department/move', async (request, reply) => {
		const parent = organisation.department(request.params.id, 404);
		// The list of what is required misspells the name; the member itself is spelled right.
		const wanted = required(textsOf(readBody(request, ['departmentIds']), 'departmentIds'), 'departmentIds');
		const moved = wanted.map((id) => organisation.department(id, 404).departmentId);
		for (const id of moved) assertCanMove(organisation, id, parent);
		for (const id of moved) organisation.changeDepartment(id, { parentDepartmentId: parent.departmentId });
		return reply.code(204).send();
	});
}

function mountGroups(scope: FastifyInstance, { store, organisation }: Account): void {
	const memberIds = (id: string): string[] => store.all().flatMap(({ userId, groups }) => (groups.includes(id) ? [userId] : []));
	const assertUsers = (userIds: readonly string[]): void => {
		const stranger = userIds.find((id) => !store.some(({ userId }) => userId === id));
		if (stranger !== undefined) throw new Refusal(400, 'Unknown user');
	};
	const setMembers = (groupId: string, userIds: readonly string[]): void => {
		for (const person of store.all()) {
			const others = person.groups.filter((id) => id !== groupId);
			store.replace(person.userId, { ...person, groups: userIds.includes(person.userId) ? [...others, groupId] : others });
		}
	};

	scope.get('/group', async (request, reply) => sendList(request, reply, organisation.groups.map(groupRow)));
	scope.get('/groups', async (request, reply) => sendPage(request, reply, 'groups', organisation.groups.map(groupRow)));
	scope.get<One>('/group/:id', async (request, reply) => {
		const group = organisation.group(request.params.id);
		return send(request, reply, inResponse(detailedRow(group, memberIds(group.groupId))));
	});
	scope.post('/group', async (request, reply) => {
		const body = readBody(request, ['name', 'userIds']);
		const [name, userIds = []] = [textOf(body, 'name'), textsOf(body, 'userIds')];
		if (!name) throw new Refusal(400, 'name is required');
		assertUsers(userIds);
		const { groupId } = organisation.addGroup(name);
		setMembers(groupId, userIds);
		return created(request, reply, groupId);
	});
	scope.post<One>('/group/:id', async (request, reply) => {
		const { groupId } = organisation.group(request.params.id);
		const name = textOf(readBody(request, ['name']), 'name');
		if (!name) throw new Refusal(400, 'name is required');
		organisation.renameGroup(groupId, name);
		return reply.code(200).send();
	});
	scope.delete<One>('/group/:id', async (request, reply) => {
		const { groupId } = organisation.group(request.params.id);
		setMembers(groupId, []);
		organisation.removeGroup(groupId);
		return reply.code(204).send();
	});
	// Replaces the whole membership; an empty list empties the group.
	scope.post<One>('/group/:id/members', async (request, reply) => {
		const { groupId } = organisation.group(request.params.id);
		const userIds = required(textsOf(readBody(request, ['userIds']), 'userIds'), 'userIds');
		assertUsers(userIds);
		setMembers(groupId, userIds);
		return reply.code(200).send();
	});
}

function assertCanMove(organisation: ISpringOrganisation, id: string, parent: StoredDepartment): void {
	if (organisation.isWithin(parent.departmentId, id)) throw new Refusal(400, 'A department cannot be moved into itself');
	if (organisation.department(id).parentDepartmentId === undefined) throw new Refusal(400, 'The root cannot be moved');
}

function required(values: string[] | undefined, name: string): string[] {
	if (values === undefined) throw new Refusal(400, `${name} is required`);
	return values;
}

function created(request: FastifyRequest, reply: FastifyReply, id: string): FastifyReply {
	return send(request, reply.code(201), { json: id, xml: () => element('response', id) });
}

function inResponse({ json, xml }: Row): Row {
	return { json, xml: () => element('response', [xml()]) };
}

function detailedRow({ groupId, name, isSmart }: StoredGroup, userIds: readonly string[]): Row {
	const flat = { usersCount: userIds.length, groupId, name, isSmart };
	return {
		json: { ...flat, userIds },
		xml: () => element('group', [...plain(flat), element('userIds', ids(userIds))]),
	};
}
