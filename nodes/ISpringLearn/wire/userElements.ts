import { invalid } from '../../shared/failure';
import { bareLabel } from '../../shared/fields/spec';
import type { Change, FieldName, FieldValue } from '../../shared/provisioning/types';
import { textElement, type XmlElement } from '../../shared/xml/build';
import type { ProfileField } from '../user/accountFields';
import { texts } from '../user/compare';
import { GROUP_IDS, isProperty, ISPRING_PROPERTIES, PASSWORD, type Invitation, type ISpringProfile } from '../user/profile';
import { STATUS_FIELD, STATUS_NUMBERS, storedStatus } from '../user/status';
import { asText, fullFields, withGroupsToJoin } from './unchangedFields';
import { assertNoSms, nameless, type NewUser } from './newUser';
import { NAMESPACES, type Namespace } from './soapEnvelope';

/** The namespace of the older pages, which have organizations where the newer ones have departments. */
export const [OLDER] = NAMESPACES;

/** Properties of an update. Where a profile does not show a property, that generation of the API does not know it. */
const PROPERTIES = ['departmentId', 'role', 'roleId', 'manageableDepartmentIds', 'groupIds'];
/** Properties of a new user in the older pages. */
const OLDER_PROPERTIES = ['departmentId', 'role', 'groupIds'];

/** The older page of addUser numbers the roles that every other page names. */
const ROLE_NUMBERS: Readonly<Record<string, string>> = {
	user: '10',
	publisher: '20',
	organizationAdministrator: '30',
	administrator: '40',
};

/** Elements of an update, in the order of the page's sample. Source: "Updating User's Profile". */
export function updateElements(
	current: ISpringProfile,
	changes: readonly Change[],
	account: readonly ProfileField[],
): readonly XmlElement[] {
	const properties = withGroupsToJoin(current, changes)
		.filter(({ field }) => isProperty(field) && field !== PASSWORD && field !== STATUS_FIELD)
		.map(({ field, to }) => propertyElement(field, to ?? '', current));
	const fields = { name: 'fields', children: fullFields(current, changes, account).map(pair) };
	const isGroups = ({ name }: XmlElement): boolean => name === 'groups';
	return [
		textElement('userId', current.id),
		...properties.filter((property) => !isGroups(property)),
		fields,
		...properties.filter(isGroups),
	];
}

/**
 * Elements of a new user, in the order of the pages' tables. Whether iSpring writes to the user is always
 * said: the older page does so by default.
 * Sources: "Adding a User" of both generations, addUser.
 * @throws FailureError `invalid` for what the generation demands or does not know
 */
export function newUserElements(
	{ login, email, password, properties }: NewUser,
	invitation: Invitation,
	namespace: Namespace,
): readonly XmlElement[] {
	const isOlder = namespace === OLDER;
	if (isOlder) assertNoSms('SOAP in this namespace', invitation);
	if (isOlder && email === undefined) throw nameless('no email address', 'Email');
	if (!isOlder && login === undefined) throw nameless('no login', 'Login');
	if (!isOlder && !properties.some(({ field }) => field === 'departmentId'))
		throw invalid('Department', 'Department is empty', 'Choose one from the list, or map an ID for every item.');

	const { emailMessage, smsMessage } = invitation;
	const named = { email, login, password };
	const invited = {
		sendLoginEmail: String(emailMessage !== undefined),
		invitationMessage: emailMessage || undefined,
		...(isOlder ? {} : { sendLoginSMS: String(smsMessage !== undefined), invitationSMSMessage: smsMessage }),
	};
	const elements = (values: Readonly<Record<string, string | undefined>>): XmlElement[] =>
		Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [textElement(name, value)]));
	return [...elements(named), ...elements(invited), ...properties.map(({ field, to }) => newUserProperty(field, to ?? '', isOlder))];
}

function newUserProperty(field: FieldName, value: FieldValue, isOlder: boolean): XmlElement {
	if (!isOlder) return propertyElement(field, value, undefined);
	if (!OLDER_PROPERTIES.includes(field)) throw notForSoap(field);
	if (field === 'departmentId') return textElement('organizationId', asText(value));
	return field === 'role' ? textElement('role', roleNumber(asText(value))) : propertyElement(field, value, undefined);
}

function roleNumber(word: string): string {
	const number = Object.hasOwn(ROLE_NUMBERS, word) ? ROLE_NUMBERS[word] : undefined;
	if (number !== undefined) return number;
	throw invalid(
		'Role',
		`Role takes ${Object.keys(ROLE_NUMBERS).join(', ')} with SOAP in this namespace, not "${word}"`,
		'Map one of them, or try the other "SOAP Namespace" under Options, Requests.',
	);
}

/** @throws FailureError `invalid` when SOAP, or the generation that answered with this profile, has no such property */
export function propertyElement(field: FieldName, value: FieldValue, current: ISpringProfile | undefined): XmlElement {
	const name = wireName(field, current);
	const known = PROPERTIES.includes(field) && (current === undefined || current.record[name] !== undefined);
	if (!known) throw notForSoap(field);
	if (!Array.isArray(value)) return textElement(name, asText(value));
	return { name, children: texts(value).map((id) => textElement('id', id)) };
}

/**
 * The status as changeUserStatus takes it: 1 or 3.
 * @throws FailureError `invalid` for another one
 */
export function soapStatus(value: FieldValue): string {
	const status = storedStatus(value);
	if (status !== STATUS_NUMBERS.terminated) return status;
	throw invalid(
		'Status',
		"SOAP can't terminate a user: it only supports active and inactive",
		'Map another status, or choose REST as API.',
	);
}

function notForSoap(field: FieldName) {
	const label = bareLabel(ISPRING_PROPERTIES.find((spec) => spec.name === field)?.label ?? field);
	return invalid(label, `${label} can't be set with SOAP in this account`, 'Remove the field, or choose REST as API.');
}

/** Older accounts have organizations where newer ones have departments. */
function wireName(field: FieldName, current: ISpringProfile | undefined): string {
	if (field === GROUP_IDS) return 'groups';
	return field === 'departmentId' && current?.record.organizationId !== undefined ? 'organizationId' : field;
}

export function pair([name, value]: readonly [FieldName, string]): XmlElement {
	return { name: 'field', children: [textElement('name', name), textElement('value', value, name)] };
}
