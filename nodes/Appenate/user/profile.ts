import type { IDataObject } from 'n8n-workflow';

import { type FieldSpec, keyFields, signInFields } from '../../shared/fields/spec';
import { isJsonObject, type Json, type JsonObject, scalarText } from '../../shared/json/json';
import type { FieldRules } from '../../shared/provisioning/guard';
import type { Edit, FieldEdits, FieldName, FieldValue, Profile } from '../../shared/provisioning/types';
import { notTheApi } from '../wire/failure';
import { guid, unlessNone } from '../wire/formats';
import { entryFields, merged, sameEntries, storedEntry } from './metadata';
import { ACTIVE, INACTIVE, INVITED } from './status';

/*
 * The fields of PUT /api/v2/user. Left out, a field stays as it is. That an empty text or list clears one is
 * not documented: it is tried, and the user is read back to see. What every user needs is not cleared.
 *
 * | field            | SCIM 2.0         | trap                                                             |
 * |------------------|------------------|------------------------------------------------------------------|
 * | FirstName        | name.givenName   |                                                                  |
 * | LastName         | name.familyName  |                                                                  |
 * | Email            | emails, userName | the sign-in too                                                  |
 * | Type             | userType         | a change starts another line of the account's billing audit      |
 * | Status           | active           | the same; Invited (free), Active (billed), Inactive              |
 * | ExternalId       | externalId       | 50 characters at most                                            |
 * | Groups, Folders  | groups           | a given list replaces (assumed); IDs, names or external IDs      |
 * | Metadata         |                  | a given list replaces (assumed): merged by key before it is sent |
 * | Country          | addresses        | documented as a name, shown as a two-letter code                 |
 * | TimeZone         | timezone         | a full Windows name, not an IANA one                             |
 * | LoginId          | userName         | 5 characters at least; only where Email-less Login is on         |
 * | Password         | password         | taken and never shown                                            |
 *
 * DoNotEmail, UseNames and UseExternalIds steer a write and are no fields. Source: "PUT User" of eForms
 * Mobile; the two lengths from "GET User" of FormsFly and "Email-less Login".
 */
export const APPENATE_FIELDS: readonly FieldSpec[] = [
	{ name: 'FirstName', label: 'First Name', type: 'text', isName: true, common: true, clearable: false },
	{ name: 'LastName', label: 'Last Name', type: 'text', isName: true, common: true, clearable: false },
	{ name: 'Email', label: 'Email', type: 'text', key: 'email', common: true, clearable: false },
	{ name: 'ExternalId', label: 'External ID', type: 'text', key: 'externalId', common: true },
	{ name: 'Groups', label: 'Groups', type: 'list', common: true },
	{ name: 'Metadata', label: 'Metadata (by Key)', type: 'json', common: true },
	{ name: 'Folders', label: 'Folders', type: 'list' },
	{ name: 'Type', label: 'Type (Billing)', type: 'choice', choices: ['Edge', 'Full', 'Premium', 'Standard', 'Lite'], clearable: false },
	{ name: 'Status', label: 'Status (Billing)', type: 'text', clearable: false },
	{
		name: 'WebsiteRole',
		label: 'Website Role',
		type: 'choice',
		choices: ['ReadOnly', 'User', 'Admin', 'EnterpriseAdmin', 'VendorAdmin', 'SuperAdmin'],
	},
	{ name: 'TimeZone', label: 'Time Zone (Full Name)', type: 'text' },
	{ name: 'Country', label: 'Country (as Get Shows It)', type: 'text' },
	{ name: 'ColorCode', label: 'Color Code (#FF8800)', type: 'text' },
	{ name: 'LoginId', label: 'Login ID', type: 'text', key: 'login' },
	{ name: 'Password', label: 'Password', type: 'text', secret: true, clearable: false },
];

/** Fields that Appenate takes and never shows. */
export const UNSEEN: ReadonlySet<FieldName> = new Set(['Password']);

/** Lists of groups and folders, given in the form that {@link PlacesAs} says. */
export const PLACES: ReadonlySet<FieldName> = new Set(['Folders', 'Groups']);

/** How groups and folders are written and shown: one of the directives UseNames and UseExternalIds, or none. */
export type PlacesAs = 'ids' | 'names' | 'externalIds';

/** What finds a user besides the ID, and the fields that hold it. */
export const KEY_FIELDS = { email: 'Email', externalId: 'ExternalId' } as const;
export type AppenateKey = 'id' | keyof typeof KEY_FIELDS;

/** What steers a call without being a field of the user. */
export type AppenateWriteOptions = Readonly<{
	doNotEmail: boolean;
	placesAs: PlacesAs;
	/** Lists that are not replaced but added to or removed from: what the user has goes back along. */
	joined?: ReadonlySet<FieldName>;
	/** Whether every write is read back; some always are. */
	verify?: boolean;
	/** What Status is for somebody who is switched on or off: the list of words is not documented. */
	word: string;
}>;

/** For reads, and writes that name no groups and folders. */
export const QUIETLY: AppenateWriteOptions = { doNotEmail: true, placesAs: 'ids', word: INACTIVE };

/** A user as `GET /api/v2/user` shows it. */
export type AppenateUser = JsonObject;

export type AppenateProfile = Profile<AppenateUser>;

/**
 * @param withKeys whether each metadata key is a field of its own too, for conditions and SCIM attributes that name one
 * @throws FailureError `unreadable` when it is no user or has no id
 */
export function toProfile(user: Json | undefined, { withKeys = false }: Readonly<{ withKeys?: boolean }> = {}): AppenateProfile {
	const id = isJsonObject(user) ? scalarText(user.Id) : undefined;
	if (!isJsonObject(user) || !id) throw notTheApi(200, 'it has no user');
	// One map and nothing beside it: a list may have hundreds of thousands.
	const fields = new Map<FieldName, FieldValue>();
	for (const { name } of APPENATE_FIELDS) {
		const value = fieldOf(name, user[name]);
		if (value !== undefined) fields.set(name, value);
	}
	if (withKeys) for (const [name, value] of entryFields(fields.get('Metadata'))) fields.set(name, value);
	// What other words mean is not documented.
	const active = user.Status === ACTIVE ? true : user.Status === INACTIVE ? false : undefined;
	return { id: guid(id), ...(active === undefined ? {} : { active }), fields, record: user };
}

function fieldOf(name: FieldName, value: Json | undefined): FieldValue | undefined {
	if (!Array.isArray(value)) return scalarText(value);
	if (name === 'Metadata') return value.filter(isJsonObject).map(storedEntry);
	return value.flatMap((entry) => scalarText(entry) ?? []);
}

/**
 * Metadata is merged with what the user has; everything else is stored as it is given, as far as the
 * pages tell.
 */
export function asStored(edits: FieldEdits, current: AppenateProfile): FieldEdits {
	const stored = (name: FieldName, edit: Edit): Edit =>
		name === 'Metadata' && edit !== 'clear' ? { set: merged(current.fields.get(name), edit.set) } : edit;
	return new Map([...edits].map(([name, edit]) => [name, stored(name, edit)]));
}

/**
 * Whether two values of a field mean the same to Appenate. A country's name and its code do not: which
 * one is stored is not documented.
 */
export function same(name: FieldName, one: FieldValue | null, other: FieldValue | null): boolean {
	if (name === 'Metadata') return sameEntries(one, other);
	if (PLACES.has(name)) return placesOf(one) === placesOf(other);
	return comparable(name, one) === comparable(name, other);
}

/** {@link same} where Status stands for SCIM's `active`: somebody who is invited is not kept out, so `active: true` asks nothing. */
export function sameAsScim(name: FieldName, one: FieldValue | null, other: FieldValue | null): boolean {
	const asScim = (value: FieldValue | null): FieldValue | null => (name === 'Status' && value === INVITED ? ACTIVE : value);
	return same(name, asScim(one), asScim(other));
}

/** Fields in which capitals make no difference. */
const CASELESS: ReadonlySet<FieldName> = new Set(['Email', 'LoginId', 'ColorCode']);

function comparable(name: FieldName, value: FieldValue | null): string {
	const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
	return CASELESS.has(name) ? text.toLowerCase() : text;
}

/** Groups and folders are sets. */
function placesOf(value: FieldValue | null): string {
	const places = Array.isArray(value) ? value.map((place) => guid(String(place))) : [];
	return JSON.stringify([...new Set(places)].sort());
}

/** What Appenate's fields mean to the guard and in outputs. Which words of Status keep a user out is not documented: any but Active may. */
export const RULES: FieldRules = {
	secret: UNSEEN,
	isIdentity: signInFields(APPENATE_FIELDS),
	identifies: keyFields(APPENATE_FIELDS),
	keepsOut: ({ field, to }) => field === 'Status' && to !== ACTIVE,
};

const SHORT = ['Id', 'FirstName', 'LastName', 'Email', 'ExternalId', 'Type', 'Status', 'WebsiteRole', 'Country', 'LastActivity'];

/** A user in ten properties: what a workflow usually asks of one. */
export function simplified(user: IDataObject): IDataObject {
	return { ...Object.fromEntries(SHORT.map((name) => [name, user[name] ?? null])), LastActivity: unlessNone(user.LastActivity ?? null) };
}
