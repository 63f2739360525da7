import { Refusal } from '../http/wire';
import { type Markup, element } from '../http/xml';
import type { ISpringOrganisation, StoredGroup } from './organisation';
import { FULL_GROUP, type ISpringPerson, ROLE_IDS, UNITS, type Unit } from './people';
import { ids, plain } from './reply';

/** X-Role's words, and what the same role is called today. */
export const LEGACY_ROLES: ReadonlyMap<string, string> = new Map([
	['user', 'learner'],
	['publisher', 'publisher'],
	['organizationAdministrator', 'department_administrator'],
	['administrator', 'administrator'],
]);

export function legacyRole(word: string | undefined, person: ISpringPerson): Pick<ISpringPerson, 'role' | 'roleId'> {
	const role = word === undefined ? undefined : LEGACY_ROLES.get(word);
	return role === undefined ? { role: person.role, roleId: person.roleId } : { role, roleId: ROLE_IDS.get(role) ?? '' };
}

export function legacyRoleWord(person: ISpringPerson): string {
	return [...LEGACY_ROLES].find(([, role]) => role === person.role)?.[0] ?? person.role;
}

export function organizationByNumber(number: string): Unit {
	const found = UNITS.find((unit) => String(unit.number) === number);
	if (!found) throw new Refusal(400, 'Bad Request');
	return found;
}

export function groupByNumber(all: readonly StoredGroup[], number: string): StoredGroup {
	const found = all.find((group) => String(group.number) === number);
	if (!found) throw new Refusal(404, 'Unknown group');
	return found;
}

type Joining = Readonly<{ current: readonly string[]; numbers: readonly string[] | undefined }>;

/** The groups after an update that names some by number; nobody gets into the full one, but who is in it stays. */
export function joinGroups(organisation: ISpringOrganisation, { current, numbers }: Joining): { groups: string[]; isFull: boolean } {
	const wanted = (numbers ?? []).map((number) => groupByNumber(organisation.groups, number).groupId);
	const entered = wanted.filter((uuid) => uuid !== FULL_GROUP.uuid || current.includes(uuid));
	const kept = organisation.groupsKept(current, numbers !== undefined);
	return { groups: [...new Set([...kept, ...entered])], isFull: wanted.includes(FULL_GROUP.uuid) };
}

export function groupNumbers(all: readonly StoredGroup[], person: ISpringPerson): string[] {
	return all.filter((group) => person.groups.includes(group.groupId)).map((group) => String(group.number));
}

export function organizationNumber(person: ISpringPerson): number {
	return UNITS.find((unit) => unit.uuid === person.departmentId)?.number ?? 1;
}

export function legacyPersonXml(all: readonly StoredGroup[], person: ISpringPerson): Markup {
	return element('userProfile', [
		...plain({
			userId: person.legacyId,
			status: person.status === 1 ? 1 : 3,
			role: legacyRoleWord(person),
			organizationId: organizationNumber(person),
		}),
		element('groups', ids(groupNumbers(all, person))),
		element('fields', plain(person.fields)),
	]);
}
