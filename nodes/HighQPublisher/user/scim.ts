import { withCountryCode, withCountryName } from '../../shared/fields/countries';
import { ENTERPRISE } from '../../shared/scim/paths';
import { ifEmailAddress, scimTable } from '../../shared/scim/table';
import { sameField } from './profile';

/**
 * SCIM attributes and HighQ's fields; people sign in with their address. `active` becomes the status active or disable; any other status than
 * active reads as not active. HighQ's departments and organisations are texts, as SCIM's are; its countries are names,
 * as its pages show them, and SCIM's are codes.
 */
export const HIGHQ_SCIM = scimTable([
	{ path: 'name.givenName', field: 'firstname' },
	{ path: 'name.familyName', field: 'lastname' },
	{ path: 'name.honorificPrefix', field: 'title' },
	{ path: 'externalId', field: 'externalid' },
	{ path: 'emails[type eq "work"].value', field: 'email' },
	{ path: 'userName', field: 'email', toField: ifEmailAddress },
	{
		path: 'active',
		field: 'status',
		toField: (active) => (active === true ? 'active' : 'disable'),
		toScim: (status) => sameField('status', status, 'active'),
	},
	{ path: 'title', field: 'jobtitle' },
	{ path: 'phoneNumbers[type eq "work"].value', field: 'phone' },
	{ path: 'phoneNumbers[type eq "mobile"].value', field: 'mobile' },
	{ path: 'addresses[type eq "work"].streetAddress', field: 'addressline1' },
	{ path: 'addresses[type eq "work"].locality', field: 'city' },
	{ path: 'addresses[type eq "work"].country', field: 'country', toField: withCountryName, toScim: withCountryCode },
	{ path: 'addresses[type eq "work"].postalCode', field: 'postcode' },
	{ path: 'photos[type eq "photo"].value', field: 'img' },
	{ path: `${ENTERPRISE}:department`, field: 'department' },
	{ path: `${ENTERPRISE}:organization`, field: 'orgname' },
]);
