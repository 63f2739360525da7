import { withCountryCode } from '../../shared/fields/countries';
import { toText } from '../../shared/fields/values';
import type { ListedRecord } from '../../shared/provisioning/recordFinder';
import type { FieldName, FieldValue, Profile } from '../../shared/provisioning/types';
import { ENTERPRISE } from '../../shared/scim/paths';
import { scimTable, type ScimTable } from '../../shared/scim/table';
import type { ProfileField } from './accountFields';
import { byName, idKey } from './compare';
import { DEPARTMENT_ID, ISPRING_FIELDS, USER_NAME } from './profile';
import { STATUS_FIELD, STATUS_NUMBERS } from './status';
import { isOwnWord } from './superiors';
import type { Protocol } from '../wire/channel';

/**
 * SCIM attributes and iSpring's fields. `active` becomes the status: false is inactive, and terminated reads as
 * false. SCIM's department is a name and iSpring's an ID: a name that comes in is looked up, where the API lists departments.
 * The manager is the supervisor, which only REST writes.
 * @param account the account's fields, where they were read: its numbers of countries then come out as codes
 * @param departments those of the account, where they were read: their IDs then come out as names
 */
export function iSpringScim(
	account: readonly ProfileField[] = [],
	protocol: Protocol = 'rest',
	departments: readonly ListedRecord[] = [],
): ScimTable {
	const names = new Map(departments.map(({ id, name }) => [idKey(id), name]));
	const settings = new Map(account.map((field) => [field.name.toLowerCase(), field]));
	/** A number says nothing outside of the account: without its name it is left out. */
	const codeOf = (value: FieldValue): FieldValue | undefined => {
		const name = byName(settings, 'country_id')?.values.find((one) => one.value === value)?.name;
		return name === undefined && typeof value === 'string' && /^\d+$/.test(value) ? undefined : withCountryCode(name ?? value);
	};
	return scimTable([
		{ path: 'userName', field: USER_NAME },
		{ path: 'name.givenName', field: 'first_name' },
		{ path: 'name.familyName', field: 'last_name' },
		{ path: 'emails[type eq "work"].value', field: 'email' },
		{
			path: 'active',
			field: STATUS_FIELD,
			toField: (active) => (active === true ? 'active' : 'inactive'),
			toScim: (status) => status === STATUS_NUMBERS.active,
		},
		{ path: 'title', field: 'job_title' },
		{ path: 'phoneNumbers[type eq "work"].value', field: 'phone' },
		{ path: 'addresses[type eq "work"].country', field: 'country_id', toScim: codeOf },
		{ path: 'password', field: 'password' },
		...(protocol === 'restHeader'
			? []
			: [
					{
						path: `${ENTERPRISE}:department`,
						field: DEPARTMENT_ID,
						toScim: (id: FieldValue) => names.get(idKey(toText('Department', id))),
					},
				]),
		...(protocol === 'rest' ? [{ path: `${ENTERPRISE}:manager`, field: 'subordination', toScim: unlessWord }] : []),
	]);
}

/** How else a supervisor is decided is nobody's ID. */
function unlessWord(superior: FieldValue): FieldValue | undefined {
	return isOwnWord(superior) ? undefined : superior;
}

/** A profile under the names of the table, whatever the account calls its fields; its own names stay for SCIM Mapping. */
export function scimProfile<Doc>(profile: Profile<Doc>): Profile<Doc> {
	const spelled = new Map([...profile.fields].map(([name, value]) => [name.toLowerCase(), value]));
	const standard = ISPRING_FIELDS.flatMap(({ name }): Array<[FieldName, FieldValue]> => {
		const value = byName(spelled, name);
		return value === undefined ? [] : [[name, value]];
	});
	const login = spelled.get('login');
	return { ...profile, fields: new Map([...profile.fields, ...standard, ...(login === undefined ? [] : [[USER_NAME, login] as const])]) };
}
