import type { FieldValue } from '../shared/provisioning/types';
import type { ScimTable } from '../shared/scim/table';
import { ACTIVE, APPENATE_FIELDS, INACTIVE, INVITED } from './profile';

const TYPES: ReadonlySet<FieldValue> = new Set(APPENATE_FIELDS.find(({ name }) => name === 'Type')?.choices);

const tables = new Map<string, ScimTable>();

/**
 * SCIM attributes and Appenate's fields. Not in it, because the two sides mean something else: timezone (IANA
 * names here, Windows names there) and roles. LoginID works only with Email-less Login, so a user name that is
 * no address is left out.
 * @param word what Status is for somebody who is not active
 */
export function appenateScim(word: string = INACTIVE): ScimTable {
	const known = tables.get(word);
	if (known) return known;
	const table: ScimTable = [
		// People are found and mailed by this address, so it goes before the user name.
		{ path: 'emails[type eq "work"].value', field: 'Email' },
		{ path: 'userName', field: 'Email', toField: ifEmailAddress },
		{ path: 'externalId', field: 'ExternalId' },
		{ path: 'name.givenName', field: 'FirstName' },
		{ path: 'name.familyName', field: 'LastName' },
		{ path: 'active', field: 'Status', toField: (active) => (active === true ? ACTIVE : word), toScim: (status) => isIn(status, word) },
		{ path: 'userType', field: 'Type', toField: (type) => (TYPES.has(type) ? type : undefined) },
		{ path: 'addresses[type eq "work"].country', field: 'Country' },
		{ path: 'password', field: 'Password' },
	];
	tables.set(word, table);
	return table;
}

/** What other words of Status mean is not documented. */
function isIn(status: FieldValue, word: string): boolean | undefined {
	if (status === word) return false;
	return status === ACTIVE || status === INVITED ? true : undefined;
}

function ifEmailAddress(userName: FieldValue): FieldValue | undefined {
	return typeof userName === 'string' && userName.includes('@') ? userName : undefined;
}
