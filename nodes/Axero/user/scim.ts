import { withCountryCode, withCountryName } from '../../shared/fields/countries';
import type { FieldValue } from '../../shared/provisioning/types';
import { ENTERPRISE } from '../../shared/scim/paths';
import { scimTable, type ScimRow, type ScimTable } from '../../shared/scim/table';
import { ACTIVE, STATUS_FIELD, statusOf } from './status';

/**
 * SCIM attributes and Axero's usual labels, an address by those of the bulk import's sample. A site calls a person's title
 * Job title or Occupation, and which of them is not known before a write: Job title, unless SCIM Mapping says otherwise.
 * `active` is here only where the credential has a token for Axero's SCIM service, which alone has it. Not here:
 * `timezone`, because Axero takes an ID of its own list; `photos`, because no page says what Profile photo takes. Country
 * is a text that people read, so a code of SCIM becomes a name.
 */
const ROWS: readonly ScimRow[] = [
	{ path: 'userName', field: 'Username', toField: unlessEmailAddress },
	{ path: 'name.givenName', field: 'First name' },
	{ path: 'name.familyName', field: 'Last name' },
	{ path: 'title', field: 'Job title' },
	{ path: 'emails[type eq "work"].value', field: 'Email' },
	{ path: 'phoneNumbers[type eq "work"].value', field: 'Phone' },
	{ path: 'addresses[type eq "work"].streetAddress', field: 'Address 1' },
	{ path: 'addresses[type eq "work"].locality', field: 'City' },
	{ path: 'addresses[type eq "work"].region', field: 'State' },
	{ path: 'addresses[type eq "work"].postalCode', field: 'Postal code' },
	{ path: 'addresses[type eq "work"].country', field: 'Country', toField: withCountryName, toScim: withCountryCode },
	{ path: `${ENTERPRISE}:employeeNumber`, field: 'Employee number' },
	{ path: `${ENTERPRISE}:organization`, field: 'Company' },
	{ path: `${ENTERPRISE}:department`, field: 'Department' },
	{ path: `${ENTERPRISE}:manager`, field: 'Reports to' },
];

const WITHOUT_STATUS = scimTable(ROWS);

export const AXERO_SCIM = scimTable([
	...ROWS,
	{
		path: 'active',
		field: STATUS_FIELD,
		toField: (active) => (typeof active === 'boolean' ? statusOf(active) : undefined),
		toScim: (status) => status === ACTIVE,
	},
]);

/** @param hasStatus whether the credential has a SCIM token */
export function axeroScim(hasStatus: boolean): ScimTable {
	return hasStatus ? AXERO_SCIM : WITHOUT_STATUS;
}

/** Identity providers sign people in by address; taken as it is, it would rename everybody whose user name is another. */
function unlessEmailAddress(userName: FieldValue): FieldValue | undefined {
	return typeof userName === 'string' && userName.includes('@') ? undefined : userName;
}
