import type { IDataObject } from 'n8n-workflow';

import { withCountryCode } from '../../shared/fields/countries';
import { type FieldSpec, keyFields, signInFields } from '../../shared/fields/spec';
import { type JsonObject, scalarText } from '../../shared/json/json';
import { sameValue } from '../../shared/provisioning/diff';
import type { FieldRules } from '../../shared/provisioning/guard';
import type { FieldName, FieldSet, FieldValue, Profile } from '../../shared/provisioning/types';
import { ACTIVE, STATUS_FIELD, STATUS_SPEC } from './status';

/*
 * Axero's fields are the labels that a site shows for them: case-sensitive, with blanks, changeable by
 * an administrator, and different by the site's language. The table offers those of the page and those of the sample
 * of the bulk import; no site need have both "Job title" and "Occupation". Any other label goes through "More Fields".
 *
 * | label             | trap                                                    |
 * |-------------------|---------------------------------------------------------|
 * | Reports to        | takes the manager's user name, not an id or an email, which are looked up: see manager.ts |
 * | Time zone         | takes an id of Axero's time zone list                   |
 * | Date of birth     | in which form is not documented: the day is sent as 1990-02-28 |
 * | Share my profile  | a preference: "true" or "false" as text                 |
 * | Status            | no label: Axero's SCIM service has it, and needs a token of its own |
 * | Email, Username   | also identifiers: as fields they need the User ID; can't be emptied |
 *
 * How a label is emptied is not documented: an empty text is sent.
 *
 * Source: "REST API: Update User Profile Fields", version 12; "Bulk Import Users".
 */
export const AXERO_FIELDS: readonly FieldSpec[] = [
	{ name: 'First name', label: 'First Name', type: 'text', isName: true, common: true },
	{ name: 'Last name', label: 'Last Name', type: 'text', isName: true, common: true },
	{ name: 'Company', label: 'Company', type: 'text', common: true },
	{ name: 'Department', label: 'Department', type: 'text', common: true },
	{ name: 'Job title', label: 'Job Title', type: 'text', common: true },
	{ name: 'Occupation', label: 'Occupation', type: 'text' },
	{ name: 'Phone', label: 'Phone', type: 'text', common: true },
	{ name: 'Reports to', label: 'Reports To (Email)', type: 'text' },
	{ name: 'Time zone', label: 'Time Zone (ID)', type: 'text' },
	{ name: 'Employee number', label: 'Employee Number', type: 'text' },
	{ name: 'Address 1', label: 'Address 1', type: 'text' },
	{ name: 'City', label: 'City', type: 'text' },
	{ name: 'State', label: 'State', type: 'text' },
	{ name: 'Postal code', label: 'Postal Code', type: 'text' },
	{ name: 'Country', label: 'Country', type: 'text' },
	{ name: 'Date of birth', label: 'Date of Birth', type: 'date' },
	{ name: 'Profile photo', label: 'Profile Photo', type: 'text' },
	{ name: 'Bio', label: 'Bio', type: 'text' },
	{ name: 'Share my profile', label: 'Share My Profile', type: 'text' },
	STATUS_SPEC,
	{ name: 'Email', label: 'Email (User by ID)', type: 'text', key: 'email', clearable: false },
	{ name: 'Username', label: 'Username (User by ID)', type: 'text', key: 'username', clearable: false },
];

/** The keys of the request body that say who is meant; the same words are also labels. */
export const IDENTIFIERS = { id: 'UserID', email: 'Email', username: 'Username' } as const;
export type AxeroKey = keyof typeof IDENTIFIERS;

/** A user as `GET /api/users/{id}/details` gives it: one flat object, keyed by labels; or a row of a list, which shows less. */
export type AxeroUser = JsonObject;

/** Properties that stand for a label where a record lacks it. Source: the vendor's mobile app of 2018, which reads either. */
const STANDS_FOR: ReadonlyArray<readonly [property: string, label: FieldName]> = [
	['FirstName', 'First name'],
	['LastName', 'Last name'],
	['UserName', IDENTIFIERS.username],
];

/** @returns undefined when the object has no id */
export function toProfile(user: AxeroUser): Profile<AxeroUser> | undefined {
	const id = scalarText(user.UserID);
	if (id === undefined) return undefined;
	const fields = new Map<FieldName, string>();
	for (const [label, value] of Object.entries(user)) {
		const text = scalarText(value);
		if (text !== undefined) fields.set(label, text);
	}
	for (const [property, label] of STANDS_FOR) {
		const text = fields.get(property);
		if (text !== undefined && !fields.has(label)) fields.set(label, text);
	}
	return { id, fields, record: user };
}

/** A row of a list; rows have been seen to have an ID. */
export function profileOf(row: AxeroUser): Profile<AxeroUser> {
	return toProfile(row) ?? { id: '', fields: new Map(), record: row };
}

/** People are found by these whatever the capitals. */
const IN_ANY_CASE: ReadonlySet<FieldName> = new Set([IDENTIFIERS.email, IDENTIFIERS.username, 'Reports to']);
/** Where `true` is a word like any other. */
const TEXTS: ReadonlySet<FieldName> = new Set(AXERO_FIELDS.map(({ name }) => name).filter((name) => name !== 'Share my profile'));

/** Whether two values of a label mean the same at Axero, so that no run writes one over the other. */
export function sameLabel(label: FieldName, one: FieldValue | null, other: FieldValue | null): boolean {
	return sameValue(spelling(label, one), spelling(label, other));
}

function spelling(label: FieldName, value: FieldValue | null): FieldValue | null {
	// Whom the SCIM service does not show it has not deactivated either.
	if (label === STATUS_FIELD) return value ?? ACTIVE;
	if (typeof value !== 'string') return value;
	if (label === 'Country') return withCountryCode(value);
	const isTruth = !TEXTS.has(label) && /^(true|false)$/i.test(value);
	return isTruth || IN_ANY_CASE.has(label) ? value.toLowerCase() : value;
}

/**
 * What can be asked of a new user besides email address and user name, which have parameters of their own.
 */
export const NEWCOMER_FIELDS: readonly FieldSpec[] = AXERO_FIELDS.filter(
	({ name }) => name !== IDENTIFIERS.email && name !== IDENTIFIERS.username,
);

const PASSWORD_LABEL = /\bpassword\b|password$/i;
/** Labels whose values are never shown: those for a password, whatever a site calls it. Whether one takes it this way is not documented. */
export const SECRET_LABELS: FieldSet = { has: (label) => PASSWORD_LABEL.test(label.trim()) };

/** Short forms: what each property comes from, of which the first one that is there counts. */
type Short = Readonly<Record<string, readonly string[]>>;

const USERNAME = ['Username', 'UserName'];
const USER: Short = {
	UserID: ['UserID'],
	Username: USERNAME,
	Email: ['Email'],
	FirstName: ['First name', 'FirstName'],
	LastName: ['Last name', 'LastName'],
	Company: ['Company'],
	Department: ['Department'],
	JobTitle: ['Job title', 'Occupation'],
	Phone: ['Phone'],
	ReportsTo: ['Reports to'],
};
const ROW: Short = {
	UserID: ['UserID'],
	Username: USERNAME,
	Email: ['Email'],
	FirstName: ['FirstName'],
	LastName: ['LastName'],
	DisplayName: ['UserInfoDisplayName'],
	RankName: ['RankName'],
	AvatarImageURL: ['AvatarImageURL'],
};

function shortened(record: IDataObject, short: Short): IDataObject {
	const valueOf = (names: readonly string[]) => names.map((name) => record[name]).find((value) => value !== undefined && value !== null);
	return Object.fromEntries(Object.entries(short).map(([name, names]) => [name, valueOf(names) ?? null]));
}

/** The usual labels of a user, flat. Labels differ between sites; what a site doesn't have comes out as null. */
export function simplified(user: IDataObject): IDataObject {
	return shortened(user, USER);
}

/** A row of a list of people, flat. Rows show a face and a name; more than that is up to the site. */
export function simplifiedRow(row: IDataObject): IDataObject {
	return shortened(row, ROW);
}

/** What Axero's fields mean to the guard and in outputs. No label keeps a user out: that takes the SCIM service. */
export const RULES: FieldRules = {
	secret: SECRET_LABELS,
	isIdentity: signInFields(AXERO_FIELDS),
	identifies: keyFields(AXERO_FIELDS),
	keepsOut: ({ field, to }) => field === STATUS_FIELD && to !== ACTIVE,
};
