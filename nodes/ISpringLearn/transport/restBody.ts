import { jsonNumber, type Json, type JsonObject } from '../../shared/json/json';
import type { Change, FieldName, FieldValue } from '../../shared/provisioning/types';
import { missing } from '../compare';
import { fieldText, GROUP_IDS, isMember, PASSWORD, type Invitation, type ISpringProfile } from '../profile';
import { STATUS_FIELD } from '../status';
import { asText, groupsAlong, withGroupsToJoin } from './along';

/**
 * The body of an update: the changed members only. With any field go the login and the e-mail address,
 * which the OpenAPI document demands as soon as `fields` is sent; clients leave them out with success.
 */
export function updateBody(current: ISpringProfile, changes: readonly Change[]): JsonObject {
	const fields = fieldsOf(changes);
	const named = fields.length === 0 ? {} : { fields: Object.fromEntries([...identity(current), ...fields]) };
	return { ...membersOf(withGroupsToJoin(current, changes), ({ to }) => asJson(to ?? '')), ...named };
}

/** What goes along with an update and does not change by it: names, and groups that the user stays in. */
export function alongRest(current: ISpringProfile, changes: readonly Change[]): readonly FieldName[] {
	const fields = new Set(fieldsOf(changes).map(([name]) => name.toLowerCase()));
	const names = fields.size === 0 ? [] : identity(current).map(([name]) => name);
	return [...names.filter((name) => !fields.has(name.toLowerCase())), ...groupsAlong(current, changes)];
}

/** The groups that a user leaves: another call than the one that joins. */
export function groupsLeft(current: ISpringProfile, changes: readonly Change[]): readonly string[] {
	return changes.flatMap(({ field, to }) => (field === GROUP_IDS ? missing(to, current.fields.get(GROUP_IDS)) : []));
}

/** The body of a new user. Whether iSpring writes to the user is always said: its default has changed over time. */
export function newUserBody(changes: readonly Change[], { emailMessage, smsMessage }: Invitation): JsonObject {
	const password = changes.find(({ field }) => field === PASSWORD);
	return {
		...membersOf(changes, ({ to }) => asJson(to ?? '')),
		fields: Object.fromEntries(fieldsOf(changes)),
		...(password ? { password: asText(password.to) } : {}),
		sendLoginEmail: emailMessage !== undefined,
		...(emailMessage === undefined ? {} : { invitationMessage: emailMessage }),
		sendLoginSMS: smsMessage !== undefined,
		...(smsMessage === undefined ? {} : { invitationSMSMessage: smsMessage }),
	};
}

export function asJson(value: FieldValue): Json {
	if (typeof value === 'number') return jsonNumber(String(value));
	if (typeof value !== 'object') return value;
	if (Array.isArray(value)) return value.map(asJson);
	return Object.fromEntries(Object.entries(value).map(([name, member]): [string, Json] => [name, asJson(member)]));
}

function fieldsOf(changes: readonly Change[]): ReadonlyArray<[FieldName, Json]> {
	return changes.filter(({ field }) => !isMember(field)).map(({ field, to }) => [field, asText(to)]);
}

function membersOf(changes: readonly Change[], value: (change: Change) => Json): JsonObject {
	const members = changes.filter(({ field }) => isMember(field) && field !== PASSWORD && field !== STATUS_FIELD);
	return Object.fromEntries(members.map((change): [string, Json] => [change.field, value(change)]));
}

function identity(current: ISpringProfile): ReadonlyArray<[FieldName, Json]> {
	return [...current.fields.keys()]
		.filter((name) => ['login', 'email'].includes(name.toLowerCase()))
		.flatMap((name): Array<[FieldName, Json]> => {
			const value = fieldText(current, name);
			return value ? [[name, value]] : [];
		});
}
