import { randomUUID } from 'node:crypto';
import { Refusal, isObject } from '../http/wire';
import { FIELDS, type FieldInfo } from './fields';
import { GROUPS, ROOT, type Subordination, UNITS } from './people';

export interface StoredDepartment {
	readonly departmentId: string;
	readonly name: string;
	/** Absent at the root. */
	readonly parentDepartmentId?: string;
	readonly code?: string;
	readonly subordination: Subordination;
	readonly coSubordination: Subordination;
}

/** Who is in a group is stored with the people. */
export interface StoredGroup {
	readonly groupId: string;
	/** What the older channels call it by. */
	readonly number: number;
	readonly name: string;
	readonly isSmart: boolean;
	/** Only the older REST API knows these two. */
	readonly description: string;
	readonly organizationId: number;
}

const INHERITED: Subordination = { subordinationType: 'inherit' };
const NEW_GROUP = { isSmart: false, description: '', organizationId: ROOT.number };

/** Departments and groups of the account, as the current REST API knows and changes them. */
export class ISpringOrganisation {
	departments: readonly StoredDepartment[] = [];
	groups: readonly StoredGroup[] = [];
	/** The account's profile settings. */
	fields: readonly FieldInfo[] = [];
	/** How many active users the plan allows; whoever is made beyond them comes out inactive. */
	seats = Number.POSITIVE_INFINITY;
	/** Whether the groups of an update, by whichever protocol, are all the groups of the user, or more of them: no page says which. */
	groupsReplace = false;
	/** Whether the older REST API refuses as its oldest pages say: 403 for an address that is taken and for a plan that is full. */
	isOldest = false;

	constructor() {
		this.reset();
	}

	reset(): void {
		this.departments = UNITS.map(({ uuid, name }) => ({
			departmentId: uuid,
			name,
			...(uuid === ROOT.uuid ? {} : { parentDepartmentId: ROOT.uuid, code: `D-${name}` }),
			subordination: INHERITED,
			coSubordination: INHERITED,
		}));
		this.groups = GROUPS.map(({ uuid, number, name }) => ({ ...NEW_GROUP, groupId: uuid, number, name }));
		this.fields = FIELDS;
		this.seats = Number.POSITIVE_INFINITY;
		this.groupsReplace = false;
		this.isOldest = false;
	}

	/** What stays of a user's groups where an update names some, or none. */
	groupsKept(current: readonly string[], isNamed: boolean): readonly string[] {
		return this.groupsReplace && isNamed ? [] : current;
	}

	hasDepartment(id: string): boolean {
		return this.departments.some(({ departmentId }) => departmentId === id);
	}

	hasGroup(id: string): boolean {
		return this.groups.some(({ groupId }) => groupId === id);
	}

	/** The document declares 404 for the two calls that move something, and 400 for all others. */
	department(id: string, unknown = 400): StoredDepartment {
		const found = this.departments.find(({ departmentId }) => departmentId === id.toLowerCase());
		if (!found) throw new Refusal(unknown, 'Unknown department');
		return found;
	}

	group(id: string): StoredGroup {
		const found = this.groups.find(({ groupId }) => groupId === id.toLowerCase());
		if (!found) throw new Refusal(400, 'Unknown group');
		return found;
	}

	addDepartment(rest: Pick<StoredDepartment, 'name' | 'parentDepartmentId' | 'code'>): string {
		const departmentId = randomUUID();
		this.departments = [...this.departments, { departmentId, ...rest, subordination: INHERITED, coSubordination: INHERITED }];
		return departmentId;
	}

	changeDepartment(id: string, change: Partial<StoredDepartment>): void {
		this.departments = this.departments.map((one) => (one.departmentId === id ? { ...one, ...change } : one));
	}

	removeDepartment(id: string): void {
		this.departments = this.departments.filter(({ departmentId }) => departmentId !== id);
	}

	addGroup(name: string, more: Partial<StoredGroup> = {}): StoredGroup {
		const number = Math.max(0, ...this.groups.map((one) => one.number)) + 1;
		const group = { ...NEW_GROUP, groupId: randomUUID(), number, name, ...more };
		this.groups = [...this.groups, group];
		return group;
	}

	renameGroup(id: string, name: string): void {
		this.groups = this.groups.map((one) => (one.groupId === id ? { ...one, name } : one));
	}

	removeGroup(id: string): void {
		this.groups = this.groups.filter(({ groupId }) => groupId !== id);
	}

	/** Whether a department is another one or lies below it. */
	isWithin(id: string | undefined, above: string): boolean {
		if (id === undefined) return false;
		return id === above || this.isWithin(this.departments.find(({ departmentId }) => departmentId === id)?.parentDepartmentId, above);
	}
}

/** `supervisorId` only goes with "manual". */
export function subordinationOf(value: unknown, isUser: (id: string) => boolean): Subordination | undefined {
	if (value === undefined) return undefined;
	const { subordinationType: type, supervisorId, ...rest } = isObject(value) ? value : {};
	if (type !== 'manual' && type !== 'inherit' && type !== 'no_supervisor') throw new Refusal(400, 'subordinationType is not valid');
	if (Object.keys(rest).length > 0) throw new Refusal(400, 'Unknown parameter of a subordination');
	if (type !== 'manual') {
		if (supervisorId !== undefined) throw new Refusal(400, 'supervisorId goes with manual only');
		return { subordinationType: type };
	}
	if (typeof supervisorId !== 'string' || !isUser(supervisorId)) throw new Refusal(400, 'Unknown supervisor');
	return { subordinationType: type, supervisorId };
}
