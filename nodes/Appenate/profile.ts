import { isJsonObject, scalarText, type Json, type JsonObject } from '../shared/json/json';
import type { FieldSpec } from '../shared/n8n/fields';
import type { Edit, FieldEdits, FieldName, FieldValue, Profile } from '../shared/provisioning/types';
import { entriesOf, merged, sameEntries } from './metadata';
import { unreadable } from './transport/failure';

/*
 * The fields of PUT /api/v2/user. Left out, a field stays as it is. Whether an empty value clears one is
 * not documented, so none is offered for clearing.
 *
 * | field            | SCIM 2.0         | trap                                                             |
 * |------------------|------------------|------------------------------------------------------------------|
 * | FirstName        | name.givenName   |                                                                  |
 * | LastName         | name.familyName  |                                                                  |
 * | Email            | emails, userName | the sign-in too                                                  |
 * | Type             | userType         | a change starts another line of the account's billing audit      |
 * | Status           | active           | the same; the full list of values is not documented              |
 * | ExternalId       | externalId       | 50 characters at most                                            |
 * | Groups, Folders  | groups           | a given list replaces (assumed); IDs, names or external IDs      |
 * | Metadata         |                  | a given list replaces (assumed): merged by key before it is sent |
 * | Country          | addresses        | documented as a name, shown as a two-letter code                 |
 * | TimeZone         | timezone         | a full Windows name, not an IANA one                             |
 * | LoginID          | userName         | 5 characters at least; only where Email-less Login is on         |
 * | Password         | password         | taken and never shown                                            |
 *
 * DoNotEmail, UseNames and UseExternalIds steer a write and are no fields. Source: "PUT User" of eForms
 * Mobile; the two lengths from "GET User" of FormsFly and "Email-less Login".
 */
export const APPENATE_FIELDS: readonly FieldSpec[] = [
	{ name: 'FirstName', label: 'First Name', type: 'text', common: true },
	{ name: 'LastName', label: 'Last Name', type: 'text', common: true },
	{ name: 'Email', label: 'Email', type: 'text', common: true },
	{ name: 'ExternalId', label: 'External ID (at Most 50 Characters)', type: 'text', common: true },
	{ name: 'Groups', label: 'Groups (the Whole List)', type: 'list', common: true },
	{ name: 'Metadata', label: 'Metadata (Keys That Are Not Given Stay)', type: 'members', common: true },
	{ name: 'Folders', label: 'Folders (the Whole List)', type: 'list' },
	{ name: 'Type', label: 'Type (Counts for Billing)', type: 'choice', choices: ['Full', 'Premium', 'Standard', 'Lite'] },
	{ name: 'Status', label: 'Status (Counts for Billing), Such as Active', type: 'text' },
	{
		name: 'WebsiteRole',
		label: 'Website Role',
		type: 'choice',
		choices: ['ReadOnly', 'User', 'Admin', 'EnterpriseAdmin', 'VendorAdmin', 'SuperAdmin'],
	},
	{ name: 'TimeZone', label: 'Time Zone, Such as Central Standard Time', type: 'text' },
	{ name: 'Country', label: 'Country, Spelled as Get Shows It', type: 'text' },
	{ name: 'ColorCode', label: 'Color Code, Such as #FF8800', type: 'text' },
	{ name: 'LoginID', label: 'Login ID (at Least 5 Characters)', type: 'text' },
	{ name: 'Password', label: 'Password (Written Every Time)', type: 'text', secret: true },
];

/** Fields that Appenate takes and never shows. */
export const UNSEEN: ReadonlySet<FieldName> = new Set(['Password']);

/** Lists of groups and folders, given in the form that {@link PlacesAs} says. */
export const PLACES: ReadonlySet<FieldName> = new Set(['Folders', 'Groups']);

/** How groups and folders are written and shown: one of the directives UseNames and UseExternalIds, or none. */
export type PlacesAs = 'ids' | 'names' | 'externalIds';

/** A user as `GET /api/v2/user` shows it. */
export type AppenateUser = JsonObject;

export type AppenateProfile = Profile<AppenateUser>;

/** @throws FailureError `unreadable` when it is no user or has no id */
export function toProfile(user: Json | undefined): AppenateProfile {
	const id = isJsonObject(user) ? scalarText(user.Id) : undefined;
	if (!isJsonObject(user) || !id) throw unreadable(200, 'it holds no user');
	const fields = APPENATE_FIELDS.flatMap(({ name }): Array<[FieldName, FieldValue]> => {
		const value = fieldOf(name, user[name]);
		return value === undefined ? [] : [[name, value]];
	});
	return { id: guid(id), fields: new Map(fields), record: user };
}

function fieldOf(name: FieldName, value: Json | undefined): FieldValue | undefined {
	if (!Array.isArray(value)) return scalarText(value);
	if (name === 'Metadata') return entriesOf(value.map((entry) => (isJsonObject(entry) ? texts(entry) : {})));
	return value.flatMap((entry) => scalarText(entry) ?? []);
}

function texts(entry: JsonObject): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.entries(entry).flatMap(([name, value]) => (scalarText(value) === undefined ? [] : [[name, scalarText(value) ?? '']])));
}
