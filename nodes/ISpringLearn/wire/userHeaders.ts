import { invalid } from '../../shared/failure';
import { bareLabel } from '../../shared/fields/spec';
import { assertHeader } from '../../shared/http/headers';
import type { Change, FieldName, FieldValue } from '../../shared/provisioning/types';
import { buildXml, textElement } from '../../shared/xml/build';
import type { ProfileField } from '../user/accountFields';
import { texts } from '../user/compare';
import { isProperty, ISPRING_PROPERTIES, PASSWORD, type Invitation, type ISpringProfile } from '../user/profile';
import { assertNoSms, nameless, type NewUser } from './newUser';
import { asText, fullFields, withGroupsToJoin } from './unchangedFields';

export type Headers = Readonly<Record<string, string>>;

/**
 * The headers that have a value, each with what the editor calls it.
 * @throws FailureError `invalid` for what a header can't carry: everything beyond plain ASCII
 */
export function headersOf(values: Readonly<Record<string, readonly [label: string, value: string | undefined]>>): Headers {
	const given = Object.entries(values).flatMap(([name, [label, value]]) =>
		value === undefined ? [] : [[name, assertHeader(label, value)] as const],
	);
	return Object.fromEntries(given);
}

/** What stands beside the fields and has a header, and which. */
const HEADERS: Readonly<Record<FieldName, string>> = { departmentId: 'X-Organization-Id', role: 'X-Role', groupIds: 'X-Groups' };

/** Servers cut or refuse longer header lines, most of them at 8 KB. */
const MAX_HEADER_BYTES = 8000;

/** The headers of an update. Source: "Updating User Profile" of the older REST API. */
export function updateHeaders(current: ISpringProfile, changes: readonly Change[], account: readonly ProfileField[]): Headers {
	const properties = withGroupsToJoin(current, changes).filter(({ field }) => isProperty(field) && field !== PASSWORD);
	return {
		'X-Fields-Xml': fieldsXml(fullFields(current, changes, account)),
		...Object.fromEntries(properties.map(({ field, to }) => headerOf(field, to ?? ''))),
	};
}

/**
 * The headers of a new user. Whether iSpring writes to the user is always said, because it does so by default.
 * Source: "Adding a User" of the older REST API, `POST /user`.
 * @throws FailureError `invalid` without email address and login, and for what a header can't carry
 */
export function newUserHeaders({ login, email, password, properties }: NewUser, invitation: Invitation): Headers {
	assertNoSms('REST (Header)', invitation);
	if (email === undefined && login === undefined) throw nameless('neither an email address nor a login', 'Email or Login');
	const { emailMessage } = invitation;
	return {
		...headersOf({ 'X-Email': ['Email', email], 'X-Login': ['Login', login], 'X-Password': ['Password', password] }),
		'X-Send-Login-Email': emailMessage === undefined ? '0' : '1',
		...headersOf({ 'X-Invitation-Message': ['Invitation Message', emailMessage || undefined] }),
		...Object.fromEntries(properties.map(({ field, to }) => headerOf(field, to ?? ''))),
	};
}

/** @throws FailureError `invalid` where the API has no header for a property, or a header can't carry the value */
export function headerOf(field: FieldName, value: FieldValue): [name: string, value: string] {
	const label = bareLabel(ISPRING_PROPERTIES.find(({ name }) => name === field)?.label ?? field);
	const name = HEADERS[field];
	if (name !== undefined) return [name, assertHeader(label, Array.isArray(value) ? texts(value).join(',') : asText(value))];
	throw invalid(
		label,
		`${label} can't be set with REST (Header): that API has no header for it`,
		'Remove the field, or choose REST as API.',
	);
}

/**
 * The fields as one line of ASCII: a header can hold neither a line break nor, in the platform's client,
 * letters outside Latin-1; numeric character references say the same.
 * @throws FailureError `invalid` for what XML can't hold, and when the line is longer than servers take
 */
export function fieldsXml(fields: ReadonlyArray<readonly [FieldName, string]>): string {
	const document = { name: 'fields', children: fields.map(([name, value]) => textElement(name, value)) };
	const xml = buildXml(document, { headless: true, ascii: true }).replace(/[\t\n\u007f]/g, (character) => `&#${character.charCodeAt(0)};`);
	if (xml.length <= MAX_HEADER_BYTES) return xml;
	throw invalid(
		'Fields',
		`The fields of this user take ${xml.length} bytes as a header; servers allow about ${MAX_HEADER_BYTES}`,
		'Shorten the values, or choose REST as API, which sends them in the body.',
	);
}
