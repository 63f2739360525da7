import { type Markup, element } from '../http/xml';
import type { FieldInfo } from './fields';
import type { StoredDepartment, StoredGroup } from './organisation';
import { type ISpringPerson, ROLE_IDS, type UserRole } from './people';
import { type Row, ids, plain, plainRow } from './reply';

/** A person as GET shows her: `fields` is a list of names and values, though it is an object in requests. */
export function personRow(person: ISpringPerson, isV2: boolean): Row {
	return { json: personJson(person, isV2), xml: () => personXml(person, isV2) };
}

function personJson(person: ISpringPerson, isV2: boolean): object {
	const {
		legacyId: _legacyId,
		password: _password,
		fields,
		scheduledDeactivation: _off,
		scheduledTermination: _end,
		invited: _invited,
		...rest
	} = person;
	return {
		...rest,
		status: shownStatus(person, isV2),
		fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
		userRoles: shownRoles(person),
	};
}

function personXml(person: ISpringPerson, isV2: boolean): Markup {
	const { userId, role, roleId, departmentId, addedDate, lastLoginDate } = person;
	const fields = Object.entries(person.fields).map(([name, value]) => element('field', plain({ name, value })));
	return element('userProfile', [
		...plain({ role, roleId, userId, departmentId, status: shownStatus(person, isV2) }),
		element('fields', fields),
		...plain({ addedDate, lastLoginDate }),
		element('manageableDepartmentIds', ids(person.manageableDepartmentIds)),
		element('groups', ids(person.groups)),
		element(
			'userRoles',
			shownRoles(person).map(({ roleId: id, roleType }) => element('userRole', plain({ roleId: id, roleType }))),
		),
		element('subordination', plain({ ...person.subordination })),
		element('coSubordination', plain({ ...person.coSubordination })),
		...(person.workLeaveStatus ? [element('workLeaveStatus', plain({ ...person.workLeaveStatus }))] : []),
	]);
}

function shownRoles({ role, roleId, userRoles = [{ roleId }] }: ISpringPerson): (UserRole & { roleType: string })[] {
	return userRoles.map((one) => ({ ...one, roleType: [...ROLE_IDS].find(([, id]) => id === one.roleId)?.[0] ?? role }));
}

/** Reads that are not v2 can't tell "terminated" from "inactive". */
function shownStatus(person: ISpringPerson, isV2: boolean): number {
	return person.status === 5 && !isV2 ? 3 : person.status;
}

/** Flags are 0 and 1 in JSON; the XML sample says true and false instead. */
export function fieldRow(field: FieldInfo): Row {
	const json = { ...field, isUnique: Number(field.isUnique), isRequired: Number(field.isRequired) };
	return { json, xml: () => fieldInfoXml(field) };
}

export function fieldInfoXml(field: FieldInfo, more: Record<string, boolean> = {}): Markup {
	const { values, ...flat } = field;
	const list = values.map((entry) => element('value', plain(entry)));
	return element('userFieldInfo', [...plain({ ...flat, ...more }), element('values', list)]);
}

export function roleRows(): Row[] {
	return [...ROLE_IDS].map(([type, roleId]) => plainRow('role', { roleId, type, title: type, description: '' }));
}

export function departmentRow(department: StoredDepartment): Row {
	const { subordination, coSubordination, ...flat } = department;
	const xml = () =>
		element('department', [
			...plain(flat),
			element('subordination', plain({ ...subordination })),
			element('coSubordination', plain({ ...coSubordination })),
		]);
	return { json: department, xml };
}

export function groupRow({ groupId, name, isSmart }: StoredGroup): Row {
	return plainRow('group', { groupId, name, isSmart });
}
