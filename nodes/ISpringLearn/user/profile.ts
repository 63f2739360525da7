import type { IDataObject } from 'n8n-workflow';

import { failed } from '../../shared/failure';
import { isJsonObject, plainObject, scalarText, type Json, type JsonObject, type PlainJson } from '../../shared/json/json';
import type { FieldSpec } from '../../shared/fields/spec';
import { folded } from '../../shared/provisioning/keys';
import type { Edit, FieldName, FieldValue, MatchKey, Profile } from '../../shared/provisioning/types';
import { STATUS_FIELD, STATUS_NUMBERS, STATUS_SPELLINGS, STATUS_WORDS } from './status';
import { superiorIn, SUPERIORS } from './superiors';

/*
 * A user has *fields*, which the account's owner defines, and *properties* beside them.
 *
 * | wire name               | SCIM name            | clearable | trap                                                              |
 * |-------------------------|----------------------|-----------|-------------------------------------------------------------------|
 * | login                   | userName             | no        | unique; once a field is sent, login and email may be demanded too |
 * | email                   | emails               | no        | unique                                                            |
 * | first_name, last_name   | name.*               | depends   | mandatory where the account says so                               |
 * | job_title, phone        | title, phoneNumbers  | yes       |                                                                   |
 * | country_id              | addresses: country   | yes       | a number of the account's list; called COUNTRY in some accounts   |
 * | any other field         | –                    | depends   | its name, not its label: USER_DEFINED_FIELD1, UB9mT               |
 * | password                | password             | no        | never shown; REST has a call of its own for it                    |
 * | status                  | active               | no        | 1, 3 or 5; a call of its own, which REST (Header) lacks           |
 * | departmentId            | enterprise: department | no      | older accounts: organizationId, a whole number                    |
 * | groupIds                | –                    | by REST   | an update only adds, REST removes by another call; `groups` when read |
 * | role, roleId, roles     | –                    | no        | words differ between generations: user or learner                 |
 * | manageableDepartmentIds | –                    | no        | demanded for some roles                                           |
 * | subordination           | manager              | yes       | REST alone, a call of its own; a text here, see superiors.ts       |
 * | coSubordination         | –                    | yes       | the same, for the functional manager                              |
 *
 * Clearable means: an empty text is sent. No page says so; a value that stays comes out as a warning.
 *
 * Names of fields come in capitals in some accounts (EMAIL), so they are compared without regard to
 * case and written as the account spells them. Fields are a list when read and an object when written.
 * Sources: iSpring's OpenAPI (User, UpdateUser, UserFieldInfo); help pages "Getting User Info",
 * "Updating User Profile".
 */
const ACCOUNT_FIELDS: readonly FieldSpec[] = [
	{ name: 'login', label: 'Login', type: 'text', key: 'login', common: true, clearable: false },
	{ name: 'email', label: 'Email', type: 'text', key: 'email', common: true, clearable: false },
	{ name: 'first_name', label: 'First Name', type: 'text', isName: true, common: true },
	{ name: 'last_name', label: 'Last Name', type: 'text', isName: true, common: true },
	{ name: 'job_title', label: 'Job Title', type: 'text', common: true },
	{ name: 'phone', label: 'Phone', type: 'text', common: true },
	{ name: 'country_id', label: 'Country (Number)', type: 'text' },
];

/** What stands beside the fields of a user, and the password, which no protocol ever shows. */
export const ISPRING_PROPERTIES: readonly FieldSpec[] = [
	{
		name: 'departmentId',
		label: 'Department (Name or ID)',
		alsoCalled: ['Department or Organization ID', 'Organization', 'Organization ID'],
		type: 'text',
		common: true,
		clearable: false,
	},
	{ name: 'groupIds', label: 'Groups (IDs or Names)', alsoCalled: ['Group IDs'], type: 'list' },
	{ name: 'role', label: 'Role', type: 'text', clearable: false },
	{ name: 'roleId', label: 'Role ID', type: 'text', clearable: false },
	{ name: 'roles', label: 'Roles', type: 'json', clearable: false },
	{ name: 'manageableDepartmentIds', label: 'Manageable Department IDs', type: 'list', clearable: false },
	{ name: 'status', label: 'Status', type: 'choice', choices: STATUS_WORDS, spellings: STATUS_SPELLINGS, clearable: false },
	...SUPERIORS,
	{ name: 'password', label: 'Password', type: 'text', secret: true, clearable: false },
];

/** The standard columns. An account's own fields join them where they can be looked up. */
export const ISPRING_FIELDS: readonly FieldSpec[] = [...ACCOUNT_FIELDS, ...ISPRING_PROPERTIES];

/** Taken, never shown, in no output and no message. */
export const PASSWORD = 'password';
export const DEPARTMENT_ID = 'departmentId';
export const GROUP_IDS = 'groupIds';
/** SCIM's userName, until it is known whose it is: then it is a login, or nothing. */
export const USER_NAME = 'userName';

export type ISpringKey = 'id' | 'email' | 'login';

/** A user as REST gives it in JSON; the XML of the older protocols is brought into the same shape. */
export type ISpringUser = JsonObject;
export type ISpringProfile = Profile<ISpringUser>;

/** What iSpring writes to a new user: nothing, or these texts. */
export type Invitation = Readonly<{ emailMessage?: string; smsMessage?: string }>;
/** What steers a write: only a new user takes it, with what is written beside the fields that an item names. */
export type ISpringWriteOptions = Readonly<{ invitation: Invitation; beside: ReadonlyArray<readonly [FieldName, Edit]> }>;
export const SILENT: ISpringWriteOptions = { invitation: {}, beside: [] };

const PROPERTIES = new Map(ISPRING_PROPERTIES.map(({ name }) => [name.toLowerCase(), name]));

/** The name of the property that a name means; undefined for the account's own fields. */
export function propertyName(name: FieldName): FieldName | undefined {
	return PROPERTIES.get(name.toLowerCase());
}

export function isProperty(name: FieldName): boolean {
	return propertyName(name) !== undefined;
}

/** @throws FailureError `unreadable` when it is no user: without an id, or without fields */
export function toProfile(user: Json | undefined): ISpringProfile {
	const id = isJsonObject(user) ? scalarText(user.userId) : undefined;
	const pairs = isJsonObject(user) ? fieldPairs(user.fields) : undefined;
	if (!isJsonObject(user) || !id || !pairs) {
		throw failed({
			kind: 'unreadable',
			status: 200,
			says: "iSpring's answer has no user with an ID and fields",
			todo: 'Check the API and the addresses in the credential.',
		});
	}
	const status = scalarText(user.status);
	const fields = new Map([...outside(user, pairs), ...pairs, ...propertyPairs(user)]);
	return { id, fields, ...(status === undefined ? {} : { active: status === STATUS_NUMBERS.active }), record: user };
}

/** The value of a field, whatever the capitals of its name. */
export function fieldText({ fields }: Pick<ISpringProfile, 'fields'>, name: FieldName): string | undefined {
	const wanted = name.toLowerCase();
	for (const [spelled, value] of fields) if (spelled.toLowerCase() === wanted) return typeof value === 'string' ? value : undefined;
	return undefined;
}

/** Whether a profile is the one that a key by email or login means. Capitals don't count: a mailbox is the same in both spellings. */
export function hasKey(profile: ISpringProfile, { by, value }: MatchKey<'email' | 'login'>): boolean {
	const stored = fieldText(profile, by);
	return stored !== undefined && folded(stored) === folded(value);
}

/** A user for an item: `fields` by name, so that `{{ $json.fields.email }}` works with every protocol. */
export function showUser(user: ISpringUser): { [name: string]: PlainJson } {
	return { ...plainObject(user), fields: Object.fromEntries(fieldPairs(user.fields) ?? []) };
}

/** A user in ten properties, flat. Accounts spell the names of their fields with different capitals. */
export function simplified(user: IDataObject): IDataObject {
	const fields = byLowerCase(user.fields);
	const { userId = null, departmentId = user.organizationId ?? null, role = null, status = null, lastLoginDate = null } = user;
	const { login = null, email = null, first_name: firstName = null, last_name: lastName = null, job_title: jobTitle = null } = fields;
	return { userId, login, email, firstName, lastName, jobTitle, departmentId, role, status, lastLoginDate };
}

function byLowerCase(fields: unknown): IDataObject {
	if (typeof fields !== 'object' || fields === null) return {};
	return Object.fromEntries(Object.entries(fields).map(([name, value]: [string, IDataObject['x']]) => [name.toLowerCase(), value]));
}

/** A list of names and values as seen in answers, or the object that the OpenAPI document declares. */
function fieldPairs(fields: Json | undefined): ReadonlyArray<[FieldName, string]> | undefined {
	if (isJsonObject(fields)) return Object.entries(fields).map(([name, value]) => [name, scalarText(value) ?? '']);
	if (!Array.isArray(fields)) return undefined;
	return fields.filter(isJsonObject).flatMap(({ name, value }): Array<[FieldName, string]> => {
		const called = scalarText(name);
		return called === undefined ? [] : [[called, scalarText(value) ?? '']];
	});
}

/** SOAP shows the email address beside the fields. */
function outside(user: JsonObject, pairs: ReadonlyArray<[FieldName, string]>): ReadonlyArray<[FieldName, string]> {
	return ['login', 'email'].flatMap((name): Array<[FieldName, string]> => {
		const value = scalarText(user[name]);
		return value === undefined || pairs.some(([spelled]) => spelled.toLowerCase() === name) ? [] : [[name, value]];
	});
}

function propertyPairs(user: JsonObject): ReadonlyArray<[FieldName, FieldValue]> {
	const properties: ReadonlyArray<readonly [FieldName, FieldValue | undefined]> = [
		['departmentId', scalarText(user.departmentId ?? user.organizationId)],
		[STATUS_FIELD, scalarText(user.status)],
		['role', scalarText(user.role)],
		['roleId', scalarText(user.roleId)],
		['roles', Array.isArray(user.userRoles) ? user.userRoles.filter(isJsonObject).map(writtenRole) : undefined],
		['groupIds', Array.isArray(user.groups) ? scalars(user.groups) : undefined],
		['manageableDepartmentIds', Array.isArray(user.manageableDepartmentIds) ? scalars(user.manageableDepartmentIds) : undefined],
		...SUPERIORS.map(({ name }) => [name, superiorIn(user[name])] as const),
	];
	return properties.flatMap(([name, value]): Array<[FieldName, FieldValue]> => (value === undefined ? [] : [[name, value]]));
}

/** A role of a user as it is written: reads also tell its type. */
function writtenRole({ roleId, manageableDepartmentIds }: JsonObject): FieldValue {
	const departments = Array.isArray(manageableDepartmentIds) ? { manageableDepartmentIds: scalars(manageableDepartmentIds) } : {};
	return { roleId: scalarText(roleId) ?? '', ...departments };
}

function scalars(values: readonly Json[]): readonly string[] {
	return values.flatMap((value) => scalarText(value) ?? []);
}
