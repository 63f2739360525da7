import { isJsonObject, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { folded } from '../../shared/provisioning/keys';

/** What a user of the REST API is called. */
export type Names = Readonly<{ email?: string | undefined; username?: string | undefined }>;

/** A user as the SCIM service shows them. Its id is its own: no call of the REST API knows it. Shapes by RFC 7643, section 4.1. */
export type ScimPerson = Readonly<{
	scimId: string;
	/** undefined where the service does not say. */
	active: boolean | undefined;
	/** Sources disagree on what stands here: the email address, or Axero's username. */
	userName: string;
	emails: readonly string[];
	roles: readonly string[];
	record: JsonObject;
}>;

/** @returns undefined for a resource without an id */
export function toScimPerson(record: JsonObject): ScimPerson | undefined {
	const scimId = scalarText(record.id);
	if (scimId === undefined || scimId === '') return undefined;
	return {
		scimId,
		active: activeIn(record),
		userName: scalarText(record.userName) ?? '',
		emails: valuesOf(record.emails),
		roles: valuesOf(record.roles),
		record,
	};
}

/** Some services write it as text. */
export function activeIn({ active }: JsonObject): boolean | undefined {
	const text = scalarText(active)?.toLowerCase();
	return text === 'true' ? true : text === 'false' ? false : undefined;
}

/**
 * Whether both are the same person, by whole names alone. A username counts only where nothing speaks against it: an
 * email address that the service shows and that is another one.
 */
export function isSamePerson({ userName, emails }: ScimPerson, { email, username }: Names): boolean {
	if (email !== undefined && [userName, ...emails].some((text) => isEqual(text, email))) return true;
	if (username === undefined || !isEqual(userName, username)) return false;
	return emails.length === 0 || email === undefined;
}

/** Whether somebody is called so at all, as whoever a filter finds must be. */
export function isCalled({ userName, emails }: ScimPerson, name: string): boolean {
	return [userName, ...emails].some((text) => isEqual(text, name));
}

/** All that somebody is called, in the form in which equal names are the same text. */
export function callings({ userName, emails }: ScimPerson): ReadonlySet<string> {
	return new Set([userName, ...emails].filter((text) => text !== '').map(folded));
}

function isEqual(one: string, other: string): boolean {
	return folded(one) === folded(other);
}

/** Plural attributes hold objects with a value; some services give the values alone. */
function valuesOf(attribute: Json | undefined): readonly string[] {
	if (!Array.isArray(attribute)) return [];
	return attribute.flatMap((one) => scalarText(isJsonObject(one) ? one.value : one) ?? []).filter((text) => text !== '');
}
