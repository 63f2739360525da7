import { COUNTRIES, DEPARTMENTS, type Person, inventPeople, steadyUuid } from '../people';
import type { PersonView } from '../store';

/** One person for all three channels: the current REST knows the UUIDs, the older channels the whole numbers. */
export interface ISpringPerson {
	userId: string;
	legacyId: number;
	role: string;
	roleId: string;
	/** 1 active, 3 inactive, 5 terminated. */
	status: number;
	departmentId: string;
	/** By field name; an empty text where nothing is known. */
	fields: Record<string, string>;
	groups: string[];
	manageableDepartmentIds: string[];
	addedDate: string;
	lastLoginDate: string;
	/** As given by `roles`; absent for those who have one role only. */
	userRoles?: UserRole[];
	subordination: Subordination;
	coSubordination: Subordination;
	workLeaveStatus?: WorkLeave;
	/** YYYY-MM-DD; not shown by the vendor, here for tests. */
	scheduledDeactivation?: string;
	scheduledTermination?: string;
	/** What the invitation would have been: not shown by the vendor, here for tests. */
	invited?: { email: boolean; sms: boolean; message: string };
	/** Write-only at the vendor; here for tests. */
	password: string;
}

export interface Subordination {
	readonly subordinationType: 'manual' | 'inherit' | 'no_supervisor';
	readonly supervisorId?: string;
}

export interface WorkLeave {
	readonly workLeaveReason: string;
	readonly startDate: string;
	readonly endDate?: string;
}

export interface UserRole {
	readonly roleId: string;
	readonly manageableDepartmentIds?: string[];
}

/** A department or a group, with its id in both generations. */
export interface Unit {
	readonly uuid: string;
	readonly number: number;
	readonly name: string;
}

export const ROOT: Unit = {
	uuid: steadyUuid('ispring department root'),
	number: 1,
	name: 'Example Holding',
};
export const UNITS: readonly Unit[] = [
	ROOT,
	...DEPARTMENTS.map((name, index) => ({
		uuid: steadyUuid(`ispring department ${name}`),
		number: index + 2,
		name,
	})),
];

/** Nobody can join this one: the reason for X-Exceeded-Groups. */
export const FULL_GROUP: Unit = {
	uuid: steadyUuid('ispring group full'),
	number: 9,
	name: 'Full house',
};
export const GROUPS: readonly Unit[] = [
	{ uuid: steadyUuid('ispring group newcomers'), number: 4, name: 'Newcomers' },
	{ uuid: steadyUuid('ispring group safety'), number: 5, name: 'Safety first' },
	{ uuid: steadyUuid('ispring group łódź'), number: 6, name: 'Łódź & friends' },
	FULL_GROUP,
];

export const ROLES = ['learner', 'administrator', 'department_administrator', 'publisher', 'custom'] as const;
export const ROLE_IDS: ReadonlyMap<string, string> = new Map(ROLES.map((role) => [role, steadyUuid(`ispring role ${role}`)]));

const FIRST_LEGACY_ID = 4;

export function ispringPeople(howMany?: number): ISpringPerson[] {
	return inventPeople(howMany).map((person) => ({
		userId: steadyUuid(`ispring user ${person.number}`),
		legacyId: FIRST_LEGACY_ID + person.number - 1,
		role: 'learner',
		roleId: ROLE_IDS.get('learner') ?? '',
		status: 1,
		departmentId: UNITS[DEPARTMENTS.indexOf(person.department) + 1]?.uuid ?? ROOT.uuid,
		fields: fieldsOf(person),
		groups: person.number % 4 === 0 ? [GROUPS[0]?.uuid ?? ''] : [],
		manageableDepartmentIds: [],
		addedDate: '2029-03-01',
		lastLoginDate: '2029-11-30',
		subordination: { subordinationType: 'inherit' },
		coSubordination: { subordinationType: 'no_supervisor' },
		password: '',
	}));
}

function fieldsOf(person: Person): Record<string, string> {
	return {
		login: person.userName,
		email: person.email,
		first_name: person.firstName,
		last_name: person.lastName,
		job_title: person.jobTitle,
		phone: person.phone,
		state: '',
		country_id: String(COUNTRIES.indexOf(person.country) + 1),
		birthdate: '',
		USER_DEFINED_FIELD1: person.employeeNumber,
		UB9mT: person.city,
	};
}

export const ispringView: PersonView<ISpringPerson> = {
	keys: (person) => [person.userId, String(person.legacyId), person.fields.email ?? ''],
	card: (person) => ({
		id: String(person.legacyId),
		name: `${person.fields.first_name ?? ''} ${person.fields.last_name ?? ''}`.trim(),
		email: person.fields.email ?? '',
		jobTitle: person.fields.job_title ?? '',
		department: unitName(UNITS, person.departmentId),
		phone: person.fields.phone ?? '',
		active: person.status === 1,
	}),
	flat: (person) => ({
		...person.fields,
		status: String(person.status),
		role: person.role,
		department: unitName(UNITS, person.departmentId),
		groups: person.groups.map((id) => unitName(GROUPS, id)).join(', '),
		subordination: Object.values(person.subordination).join(' '),
		coSubordination: Object.values(person.coSubordination).join(' '),
		workLeave: Object.values(person.workLeaveStatus ?? {}).join(' '),
		scheduledDeactivation: person.scheduledDeactivation ?? '',
		scheduledTermination: person.scheduledTermination ?? '',
		password: person.password === '' ? '' : `set, ${person.password.length} characters`,
	}),
};

function unitName(units: readonly Unit[], uuid: string): string {
	return units.find((unit) => unit.uuid === uuid)?.name ?? uuid;
}
