import type { JsonObject } from '../http/wire';
import type { Store } from '../store';
import type { ISpringOrganisation, StoredDepartment } from './organisation';
import { type ISpringPerson, UNITS } from './people';
import { type IdStyle, assertMembers, listOf, personBy, text } from './soapRequest';

type Account = Readonly<{ store: Store<ISpringPerson>; organisation: ISpringOrganisation }>;

/** getDepartments: all of them at once. */
export function getDepartments({ organisation }: Account, request: JsonObject, style: IdStyle): object {
	assertMembers(request, { allowed: [], required: [] });
	const idOf = (uuid: string): string => (style === 'uuids' ? uuid : String(UNITS.find((unit) => unit.uuid === uuid)?.number ?? uuid));
	const row = ({ departmentId, name, code = '', parentDepartmentId, subordination, coSubordination }: StoredDepartment) => ({
		departmentId: idOf(departmentId),
		name,
		code,
		...(parentDepartmentId === undefined ? {} : { parentDepartmentId: idOf(parentDepartmentId) }),
		subordination,
		coSubordination,
	});
	return { department: organisation.departments.map(row) };
}

/** addGroup: its table has one userId, its sample a list of userIds. The sample counts. */
export function addGroup({ store, organisation }: Account, request: JsonObject, style: IdStyle): object {
	assertMembers(request, { allowed: ['name', 'userIds'], required: ['name'] });
	const people = listOf(request.userIds).map((id) => personBy(store, id));
	const { groupId, number } = organisation.addGroup(text(request.name));
	for (const person of people) store.replace(person.userId, { ...person, groups: [...person.groups, groupId] });
	return { groupId: style === 'uuids' ? groupId : String(number) };
}
