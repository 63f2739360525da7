import type { FastifyReply, FastifyRequest } from 'fastify';
import { accepts } from '../http/wire';
import { type Markup, element, xmlDocument } from '../http/xml';
import type { FieldInfo } from './fields';
import { type ISpringPerson, ROLE_IDS } from './people';

/** XML is the default; JSON only when Accept asks for it. */
export function send(
	request: FastifyRequest,
	reply: FastifyReply,
	json: unknown,
	xml: () => Markup,
): FastifyReply {
	if (accepts(request, 'application/json')) {
		return reply.type('application/json; charset=utf-8').send(JSON.stringify(json));
	}
	return sendXml(reply, xml());
}

export function sendXml(reply: FastifyReply, root: Markup): FastifyReply {
	return reply.type('application/xml; charset=utf-8').send(xmlDocument(root));
}

/** An object of plain values; in XML its members stand under `response`. */
export function sendFlat(
	request: FastifyRequest,
	reply: FastifyReply,
	content: Record<string, string | number>,
): FastifyReply {
	return send(request, reply, content, () => element('response', plain(content)));
}

/** A person as GET shows her: `fields` is a list of names and values, though it is an object in requests. */
export function personJson(person: ISpringPerson, withTerminated: boolean): object {
	const { legacyId: _legacyId, password: _password, fields, ...rest } = person;
	return {
		...rest,
		status: shownStatus(person, withTerminated),
		fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
		userRoles: [{ roleId: person.roleId, roleType: person.role }],
		subordination: { subordinationType: 'inherit' },
		coSubordination: { subordinationType: 'no_supervisor' },
	};
}

export function personXml(person: ISpringPerson, withTerminated: boolean): Markup {
	const { userId, role, roleId, departmentId, addedDate, lastLoginDate } = person;
	const fields = Object.entries(person.fields).map(([name, value]) =>
		element('field', plain({ name, value })),
	);
	return element('userProfile', [
		...plain({ role, roleId, userId, departmentId, status: shownStatus(person, withTerminated) }),
		element('fields', fields),
		...plain({ addedDate, lastLoginDate }),
		element('manageableDepartmentIds', ids(person.manageableDepartmentIds)),
		element('groups', ids(person.groups)),
		element('userRoles', [element('userRole', plain({ roleId, roleType: role }))]),
		element('subordination', plain({ subordinationType: 'inherit' })),
		element('coSubordination', plain({ subordinationType: 'no_supervisor' })),
	]);
}

/** Reads that are not v2 can't tell "terminated" from "inactive". */
function shownStatus(person: ISpringPerson, withTerminated: boolean): number {
	return person.status === 5 && !withTerminated ? 3 : person.status;
}

/** 0 and 1 in JSON; the XML sample says true and false instead. */
export function fieldInfoJson(field: FieldInfo): object {
	return { ...field, isUnique: Number(field.isUnique), isRequired: Number(field.isRequired) };
}

export function fieldInfoXml(
	field: FieldInfo,
	more: Record<string, string | number | boolean> = {},
): Markup {
	const { values, ...flat } = field;
	const list = values.map((entry) => element('value', plain(entry)));
	return element('userFieldInfo', [...plain({ ...flat, ...more }), element('values', list)]);
}

export function rolesJson(): object[] {
	return [...ROLE_IDS].map(([type, roleId]) => ({ roleId, type, title: type, description: '' }));
}

export function plain(content: Readonly<Record<string, string | number | boolean>>): Markup[] {
	return Object.entries(content).map(([name, value]) => element(name, value));
}

export function ids(values: readonly string[]): Markup[] {
	return values.map((value) => element('id', value));
}
