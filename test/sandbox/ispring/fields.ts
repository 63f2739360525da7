import { Refusal, isEmail } from '../http/wire';
import { COUNTRIES, steadyUuid } from '../people';
import type { Store } from '../store';
import type { ISpringPerson } from './people';

/** One row of the account's profile settings. */
export interface FieldInfo {
	readonly userFieldInfoId: string;
	readonly name: string;
	readonly label: string;
	readonly type: string;
	readonly isUnique: boolean;
	readonly isRequired: boolean;
	readonly orderPriority: number;
	readonly values: readonly { readonly name: string; readonly value: string }[];
}

const COUNTRY_VALUES = COUNTRIES.map((name, index) => ({ name, value: String(index + 1) }));

// name | label | type | required | unique. Custom names are opaque: USER_DEFINED_FIELD1, or a short random id.
const ROWS = `
login|Login|login|yes|yes
email|Email|email|yes|yes
first_name|First Name|first_name|yes|
last_name|Last Name|last_name|yes|
job_title|Job Title|job_title||
phone|Phone|phone||
state|State|string||
country_id|Country|country||
birthdate|Date of Birth|birthdate||
USER_DEFINED_FIELD1|Employee number|string||
UB9mT|City|string||`;

export const FIELDS: readonly FieldInfo[] = ROWS.trim()
	.split('\n')
	.map((row, index) => {
		const [name = '', label = '', type = '', required = '', unique = ''] = row.split('|');
		return {
			userFieldInfoId: steadyUuid(`ispring field ${name}`),
			name,
			label,
			type,
			isUnique: unique !== '',
			isRequired: required !== '',
			// May be negative, the older page says.
			orderPriority: index - 1,
			values: type === 'country' ? COUNTRY_VALUES : [],
		};
	});

/** A field that an account defines beside these. */
export function ownField(name: string, change: Partial<FieldInfo> = {}): FieldInfo {
	const usual = { userFieldInfoId: steadyUuid(`ispring field ${name}`), name, label: name, type: 'string', values: [] };
	return { ...usual, isUnique: false, isRequired: false, orderPriority: FIELDS.length, ...change };
}

/** What an update of the older protocols must hold: SOAP's newer page exempts the country alone. */
export function mandatory(settings: readonly FieldInfo[]): readonly string[] {
	return settings.filter(({ isRequired, type }) => isRequired && type !== 'country').map(({ name }) => name);
}

export function isField(settings: readonly FieldInfo[], name: string): boolean {
	return settings.some((field) => field.name === name);
}

type Account = Readonly<{ store: Store<ISpringPerson>; organisation: Readonly<{ fields: readonly FieldInfo[] }> }>;

/** The person with these fields set, checked; names are case-sensitive and must be known already. */
export function withFields(person: ISpringPerson, fields: Readonly<Record<string, string>>, account: Account): ISpringPerson {
	for (const [name, value] of Object.entries(fields)) checkField(person, { name, value, ...account });
	return { ...person, fields: { ...person.fields, ...fields } };
}

function checkField(
	person: ISpringPerson,
	{ name, value, store, organisation }: Account & Readonly<{ name: string; value: string }>,
): void {
	const info = organisation.fields.find((field) => field.name === name);
	if (!info) throw new Refusal(400, `Unknown field ${name}.`);
	if (info.isRequired && value === '') throw new Refusal(400, `Field ${name} is required.`);
	if (info.type === 'email' && !isEmail(value)) throw new Refusal(400, `Invalid value ${value}. Field ${name} must be an email.`);
	if (info.type === 'country' && value !== '' && !info.values.some((entry) => entry.value === value)) {
		throw new Refusal(400, `Invalid value ${value}. Field ${name} must be a country ID.`);
	}
	const same = (other: ISpringPerson): boolean =>
		other.userId !== person.userId && (other.fields[name] ?? '').toLowerCase() === value.toLowerCase();
	if (info.isUnique && store.some(same)) {
		throw new Refusal(400, `Invalid value ${value}. Field ${name} must be unique.`);
	}
}
