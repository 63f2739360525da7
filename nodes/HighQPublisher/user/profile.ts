import { withCountryCode } from '../../shared/fields/countries';
import { invalid } from '../../shared/failure';
import { isJsonObject, scalarText, writeJson, type Json, type JsonObject } from '../../shared/json/json';
import type { Resting } from '../../shared/fields/atRest';
import { keyFields, signInFields, type FieldSpec } from '../../shared/fields/spec';
import { toText } from '../../shared/fields/values';
import { sameValue } from '../../shared/provisioning/diff';
import type { FieldRules } from '../../shared/provisioning/guard';
import type { Edit, FieldEdits, FieldName, FieldValue, Profile } from '../../shared/provisioning/types';
import { USER } from '../wire/answers';
import { textAt, valueAt, type Path } from '../wire/paths';
import { linksIn, toLinks } from './links';

/** Words for a status that mean the same: the pages of HighQ use both. */
const STATUS_WORDS: Readonly<Record<string, string>> = { archived: 'archive', disabled: 'disable' };

/*
 * The properties of HighQ's user object. The editor addresses columns by path, so a column has the last part
 * of its path only. Cleared means: an empty text, or, for "dropped", left out of what is sent.
 *
 * | property                        | SCIM name                    | cleared | trap                                             |
 * |---------------------------------|------------------------------|---------|--------------------------------------------------|
 * | name.firstname                  | name.givenName               | no      |                                                  |
 * | name.lastname                   | name.familyName              | no      |                                                  |
 * | name.title                      | name.honorificPrefix         | yes     | "Dr", not the job title                          |
 * | externalid                      | externalId                   | yes     | the screens' Contact ID, unique there; no call finds by it |
 * | email                           | emails[type eq "work"]       | no      | also the key; capitals don't count; can't change for people who sign in with a Thomson Reuters account |
 * | phone, mobile                   | phoneNumbers                 | yes     |                                                  |
 * | jobtitle                        | title                        | yes     |                                                  |
 * | department                      | enterprise: department       | yes     |                                                  |
 * | status                          | active                       | no      | pages disagree on the words: archive or archived |
 * | organisation.orgname            | enterprise: organization     | yes     | which of name and ID wins is not documented      |
 * | organisation.orgid, orgaddressid| none                         | dropped | JSON numbers; an address belongs to one organisation |
 * | location.addressline1, 2        | addresses.streetAddress      | yes     |                                                  |
 * | location.city, country, postcode| addresses: locality, country, postalCode | yes |                                          |
 * | img                             | photos                       | yes     | a URL                                            |
 * | sociallinks, customlinks        | none                         | dropped | one link is an object, several are a list        |
 * | messaginglinks                  | ims                          | dropped | the same                                         |
 * | secretaryname, secretarymail, bio, sourcetype | none           | yes     |                                                  |
 * | specialities                    | none                         | yes     | one text with commas between the values          |
 *
 * Source: "Update User" and "Get User", Publisher 4.6 and later.
 */
export type HighQField = FieldSpec & Readonly<{ within?: 'name' | 'organisation' | 'location'; number?: true }>;

export const HIGHQ_FIELDS: readonly HighQField[] = [
	{ name: 'firstname', within: 'name', label: 'First Name', type: 'text', isName: true, common: true, clearable: false },
	{ name: 'lastname', within: 'name', label: 'Last Name', type: 'text', isName: true, common: true, clearable: false },
	{ name: 'jobtitle', label: 'Job Title', type: 'text', common: true },
	{ name: 'department', label: 'Department', type: 'text', common: true },
	{ name: 'phone', label: 'Phone', type: 'text', common: true },
	{ name: 'mobile', label: 'Mobile', type: 'text', common: true },
	{
		name: 'status',
		label: 'Status',
		type: 'choice',
		choices: ['active', 'archive', 'disable', 'pending', 'suspended'],
		states: { archive: 'Archived', disable: 'Inactive' },
		spellings: STATUS_WORDS,
		common: true,
		clearable: false,
	},
	{ name: 'email', label: 'Email', type: 'text', key: 'email', clearable: false },
	{ name: 'title', within: 'name', label: 'Title (Such as Dr)', type: 'text' },
	{ name: 'externalid', label: 'External ID (Contact ID)', alsoCalled: ['Contact ID'], type: 'text', key: 'externalId' },
	{ name: 'orgname', within: 'organisation', label: 'Organisation Name', type: 'text' },
	{
		name: 'orgid',
		within: 'organisation',
		label: 'Organisation (ID or Name)',
		alsoCalled: ['Organisation ID', 'Organization', 'Organization ID'],
		type: 'text',
		number: true,
	},
	{ name: 'orgaddressid', within: 'organisation', label: 'Organisation Address ID', type: 'text', number: true },
	{ name: 'addressline1', within: 'location', label: 'Address Line 1', type: 'text' },
	{ name: 'addressline2', within: 'location', label: 'Address Line 2', type: 'text' },
	{ name: 'city', within: 'location', label: 'City', type: 'text' },
	{ name: 'country', within: 'location', label: 'Country', type: 'text' },
	{ name: 'postcode', within: 'location', label: 'Postal Code', type: 'text' },
	{ name: 'specialities', label: 'Specialties (List)', type: 'list' },
	{ name: 'bio', label: 'Bio', type: 'text' },
	{ name: 'img', label: 'Image URL', type: 'text' },
	{ name: 'secretaryname', label: 'Secretary Name', type: 'text' },
	{ name: 'secretarymail', label: 'Secretary Email', type: 'text' },
	{ name: 'sociallinks', label: 'Social Links (JSON)', type: 'json' },
	{ name: 'customlinks', label: 'Custom Links (JSON)', type: 'json' },
	{ name: 'messaginglinks', label: 'Messaging Links (JSON)', type: 'json' },
	{ name: 'sourcetype', label: 'Source Type', type: 'text' },
];

const PLACED = HIGHQ_FIELDS.map((field) => [field, pathOf(field)] as const);

/** Both are the same path segment for HighQ. */
export type HighQKey = 'id' | 'email';

const BY_NAME: ReadonlyMap<FieldName, HighQField> = new Map(HIGHQ_FIELDS.map((field) => [field.name, field]));
/** Of a field that is not in the table, its name is all that is known. */
export function fieldOf(name: FieldName): HighQField {
	return BY_NAME.get(name) ?? { name, label: name, type: 'text' };
}

/** What HighQ's fields mean to the guard and in outputs. */
export const RULES: FieldRules = {
	secret: new Set(),
	isIdentity: signInFields(HIGHQ_FIELDS),
	identifies: keyFields(HIGHQ_FIELDS),
	keepsOut: ({ field, to }) => field === 'status' && !sameField('status', to, 'active'),
};

/** @returns undefined when the user has no id */
export function toProfile(user: JsonObject): Profile<JsonObject> | undefined {
	const id = textAt(user, ['id']);
	if (!id) return undefined;
	const fields = new Map<FieldName, FieldValue>();
	for (const [field, path] of PLACED) {
		const value = valueOf(field, valueAt(user, path));
		if (value !== undefined) fields.set(field.name, value);
	}
	const active = isActive(textAt(user, ['status']));
	return { id, fields, record: user, ...(active === undefined ? {} : { active }) };
}

/** A row of a list; rows have been seen to have an id. */
export function profileOf(user: JsonObject): Profile<JsonObject> {
	return toProfile(user) ?? { id: '', fields: new Map(), record: user };
}

/** A user who waits for the write is the answer that showed it; one that came in XML, the JSON that says the same. */
export const AT_REST: Resting<JsonObject> = {
	textOf: ({ text, record }) => text ?? writeJson({ [USER.one]: record }),
	profileIn: (document) => {
		const user = document[USER.one];
		return profileOf(isJsonObject(user) ? user : {});
	},
};

/** Suspended and pending users are neither: whichever is asked for is then sent. */
function isActive(status: string | undefined): boolean | undefined {
	const word = spelling('status', status ?? null);
	if (word === 'active') return true;
	return word === 'archive' || word === 'disable' ? false : undefined;
}

/**
 * Edits in the spelling in which HighQ gives the values back. An empty list leaves a field alone, like an
 * empty text does.
 * @throws FailureError `invalid` for what HighQ's user object can't express
 */
export function storedEdits(edits: FieldEdits): FieldEdits {
	return new Map(
		[...edits].flatMap(([name, edit]): Array<[FieldName, Edit]> => {
			if (edit === 'clear') return [[name, edit]];
			const value = asStored(fieldOf(name), edit.set);
			return Array.isArray(value) && value.length === 0 ? [] : [[name, { set: value }]];
		}),
	);
}

function asStored({ type, label }: HighQField, value: FieldValue): FieldValue {
	if (type === 'json') return toLinks(label, value);
	return type === 'list' ? toSpecialities(label, value) : toText(label, value);
}

/** On the wire they are one text with commas between them. */
function toSpecialities(label: string, value: FieldValue): readonly string[] {
	const values = (Array.isArray(value) ? value : [value]).map((one) => toText(label, one).trim()).filter((one) => one !== '');
	const odd = values.find((one) => one.includes(','));
	if (odd === undefined) return values;
	throw invalid(label, `${label}: "${odd}" has a comma, which HighQ reads as the end of a value`, 'Remove the comma from the value.');
}

/** Whether two values of a field mean the same at HighQ, so that no run writes one over the other. */
export function sameField(name: FieldName, one: FieldValue | null, other: FieldValue | null): boolean {
	return sameValue(spelling(name, one), spelling(name, other));
}

function spelling(name: FieldName, value: FieldValue | null): FieldValue | null {
	if (name === 'country' && value !== null) return withCountryCode(value);
	if (typeof value !== 'string' || (name !== 'email' && name !== 'status')) return value;
	const lower = value.toLowerCase();
	return name === 'status' ? (STATUS_WORDS[lower] ?? lower) : lower;
}

function valueOf({ type }: HighQField, shown: Json | undefined): FieldValue | undefined {
	if (type === 'json') {
		const links = linksIn(shown);
		return links.length === 0 ? undefined : links;
	}
	const text = scalarText(shown);
	return text !== undefined && type === 'list' ? valuesIn(text) : text;
}

function valuesIn(csv: string): readonly string[] | undefined {
	const values = csv
		.split(',')
		.map((one) => one.trim())
		.filter((one) => one !== '');
	return values.length === 0 ? undefined : values;
}

/** Where a field stands in HighQ's user object. */
export function pathOf({ name, within }: HighQField): Path {
	return within ? [within, name] : [name];
}
