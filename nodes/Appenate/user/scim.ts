import { withCountryCode } from '../../shared/fields/countries';
import type { FieldValue } from '../../shared/provisioning/types';
import { ifEmailAddress, scimTable, type ScimTable } from '../../shared/scim/table';
import { KEY_PREFIX } from './metadata';
import { APPENATE_FIELDS } from './profile';
import { ACTIVE, INACTIVE, INVITED } from './status';

/** URNs of Appenate's own SCIM service. Source: "External User Connector" for Microsoft Entra ID and Okta. */
const EXTENSIONS = 'urn:ietf:params:scim:schemas:extension:2.0';

const TYPES: ReadonlySet<FieldValue> = new Set(APPENATE_FIELDS.find(({ name }) => name === 'Type')?.choices);
/** The words of the same pages; the other roles are no customer's to give. */
const ROLES = ['ReadOnly', 'User', 'Admin', 'EnterpriseAdmin'];

/**
 * SCIM attributes and Appenate's fields. Not in it: timezone, which has IANA names there and Windows names here.
 * LoginID works only with Email-less Login, so a user name that is no address is left out.
 * @param word what Status is for somebody who is not active
 */
export function appenateScim(word: string = INACTIVE): ScimTable {
	return scimTable([
		// People are found and mailed by this address, so it goes before the user name.
		{ path: 'emails[type eq "work"].value', field: 'Email' },
		{ path: 'userName', field: 'Email', toField: ifEmailAddress },
		{ path: 'externalId', field: 'ExternalId' },
		{ path: 'name.givenName', field: 'FirstName' },
		{ path: 'name.familyName', field: 'LastName' },
		{ path: 'active', field: 'Status', toField: (active) => (active === true ? ACTIVE : word), toScim: (status) => isIn(status, word) },
		{ path: 'userType', field: 'Type', toField: (type) => (TYPES.has(type) ? type : undefined) },
		{ path: 'roles[primary eq true].value', field: 'WebsiteRole', toField: roleOf },
		{ path: 'addresses[type eq "work"].country', field: 'Country', toField: withCountryCode, toScim: withCountryCode },
		{ path: 'password', field: 'Password' },
		{ path: `${EXTENSIONS}:CustomExtensionName:folders`, field: 'Folders' },
		{ path: `${EXTENSIONS}:Metadata:*`, field: `${KEY_PREFIX}*` },
	]);
}

/** Accounts may have other words for somebody who is kept out; what those mean is not documented. */
function isIn(status: FieldValue, word: string): boolean | undefined {
	if (status === word || status === INACTIVE) return false;
	return status === ACTIVE || status === INVITED ? true : undefined;
}

function roleOf(role: FieldValue): FieldValue | undefined {
	return typeof role === 'string' ? ROLES.find((known) => known.toLowerCase() === role.trim().toLowerCase()) : undefined;
}
