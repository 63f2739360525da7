import { rowsOf } from '../../shared/http/pages';
import type { WayOut } from '../../shared/http/types';
import { writesInTurn } from '../../shared/http/writesInTurn';
import { isJsonObject, jsonNumber, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { formsOf } from '../../shared/provisioning/keys';
import type { Change, FieldName, FieldValue } from '../../shared/provisioning/types';
import { toProfileField } from '../user/accountFields';
import { missing } from '../user/compare';
import { GROUP_IDS, isProperty, PASSWORD, toProfile, type Invitation, type ISpringProfile } from '../user/profile';
import { STATUS_FIELD, storedStatus } from '../user/status';
import { isSuperior, subordinationBody } from '../user/superiors';
import { userPath } from './addresses';
import type { RestChannel, UserFilters } from './channel';
import { createInSteps, nameless, newUserOf, type Finish } from './newUser';
import { askedById, askedByKey } from './mixedUpAnswers';
import { DEPARTMENT_LIST, GROUP_LIST } from './restRecords';
import { listIn, restClient, type PagedList, type Query } from './restClient';
import { once } from './roster';
import { asText, groupsAlong, untouchedBy, withGroupsToJoin } from './unchangedFields';

const USERS = { property: 'userProfiles', idName: 'userId' } as const;

/**
 * The current REST API. Users are read by version 2, which tells "terminated" from "inactive".
 * Source: iSpring's OpenAPI document "Learn Rest Api" 3.0; `fields` as its clients have seen them.
 */
export function restChannel(out: WayOut): RestChannel {
	const client = restClient(out);

	const byId = async (id: string): Promise<readonly ISpringProfile[]> => {
		const profile = await client.readOne(`${userPath(id)}/v2`, toProfile);
		return profile ? [askedById(id, profile)] : [];
	};
	const setStatus: RestChannel['setStatus'] = async (id, status) =>
		await client.post(`${userPath(id)}/status`, { status: jsonNumber(String(status)) });

	return {
		client,
		find: async ({ by, value }) => {
			if (by === 'id') return await byId(value);
			// Whether the filters mind capitals, or letters of two characters, is not documented.
			const spellings = [...new Set(formsOf(value).flatMap((form) => [form, form.toLowerCase()]))];
			const users = await client.read(
				'/user/v2',
				(json) => listIn(json, USERS),
				spellings.map((one) => [`${by}s[]`, one] as const),
				{ one: true },
			);
			return askedByKey({ by, value }, users.map(toProfile));
		},

		list: (filters, pageSize) => client.rows(usersList(filters, pageSize)),

		update: async (current, changes) => {
			const path = userPath(current.id);
			const body = updateBody(current, changes);
			const left = groupsLeft(current, changes);
			const superiors = subordinationBody(changes);
			const untouched = untouchedBy({ planned: current, changes, along: alongRest(current, changes), byId });
			await untouched.before();
			const turn = writesInTurn();
			if (Object.keys(body).length > 0) await turn.write('profile', client.post(path, body, untouched.again));
			if (left.length > 0) await turn.write('list of groups', client.post(`${path}/groups/remove`, { groupIds: [...left] }));
			if (superiors) await turn.write('supervisor', client.post(`${path}/subordination`, superiors));
			// An update takes neither the password nor the status: each has a call of its own.
			for (const { field, to } of changes) {
				if (field === PASSWORD) await turn.write('password', client.post(`${path}/password`, { password: asText(to) }));
				if (field === STATUS_FIELD) await turn.write('status', setStatus(current.id, asText(to)));
			}
			turn.end();
			return [];
		},

		create: async ({ changes, invitation }) => {
			const user = newUserOf({ changes });
			const { status } = user;
			const superiors = subordinationBody(changes);
			const finish: Finish[] = [
				...(superiors
					? [{ what: 'supervisor', run: async (id: string) => await client.post(`${userPath(id)}/subordination`, superiors) } as const]
					: []),
				...(status === undefined ? [] : [{ what: 'status', run: async (id: string) => await setStatus(id, status) } as const]),
			];
			return await createInSteps({
				user,
				byId,
				make: async () => ({ id: await client.create('/user', newUserBody(changes, invitation), USERS.idName), fellShort: [] }),
				finish,
			});
		},

		assertChangeable: () => undefined,
		assertNewcomer: ({ changes }) => {
			if (newUserOf({ changes }).login === undefined) throw nameless('no login', 'Login');
		},
		assertMakeable: async () => await Promise.resolve(), // one request holds everything: iSpring refuses the whole of it

		setStatus,
		remove: async (id) => await client.remove(userPath(id)),

		profileFields: once(
			async () =>
				await client.read('/user/profile/fields', (json) =>
					Array.isArray(json) ? json.filter(isJsonObject).map(toProfileField) : undefined,
				),
		).get,

		assertCarried: (field, value) => {
			if (field === STATUS_FIELD) storedStatus(value); // JSON carries every text
		},

		departments: ({ code, pageSize } = {}) => {
			if (code === undefined) return client.rows({ ...DEPARTMENT_LIST, pageSize });
			// Only the older list takes a code. It has no pages. Source: OpenAPI, `GET /department`.
			const read = async () => ({ rows: await client.read('/department', (json) => listIn(json, DEPARTMENT_LIST), [['code', code]]) });
			return rowsOf({ start: '', read, idOf: ({ departmentId }) => scalarText(departmentId) ?? '' });
		},
		groups: ({ pageSize } = {}) => client.rows({ ...GROUP_LIST, pageSize }),
		newGroup:
			({ name, userIds = [] }) =>
			async () =>
				await client.create('/group', { name, ...(userIds.length === 0 ? {} : { userIds: [...userIds] }) }, GROUP_LIST.idName),
	};
}

/**
 * The body of an update: the changed properties only. With any field go the login and the email address,
 * which the OpenAPI document demands as soon as `fields` is sent; clients leave them out with success.
 */
function updateBody(current: ISpringProfile, changes: readonly Change[]): JsonObject {
	const fields = fieldsOf(changes);
	const named = fields.length === 0 ? {} : { fields: Object.fromEntries([...identity(current), ...fields]) };
	return { ...propertiesOf(withGroupsToJoin(current, changes)), ...named };
}

/** What goes along with an update and does not change by it: names, and groups that the user stays in. */
function alongRest(current: ISpringProfile, changes: readonly Change[]): readonly FieldName[] {
	const fields = new Set(fieldsOf(changes).map(([name]) => name.toLowerCase()));
	const names = fields.size === 0 ? [] : identity(current).map(([name]) => name);
	return [...names.filter((name) => !fields.has(name.toLowerCase())), ...groupsAlong(current, changes)];
}

/** The groups that a user leaves: another call than the one that joins. */
function groupsLeft(current: ISpringProfile, changes: readonly Change[]): readonly string[] {
	return changes.flatMap(({ field, to }) => (field === GROUP_IDS ? missing(to, current.fields.get(GROUP_IDS)) : []));
}

/** The body of a new user. Whether iSpring writes to the user is always said: its default has changed over time. */
function newUserBody(changes: readonly Change[], { emailMessage, smsMessage }: Invitation): JsonObject {
	const password = changes.find(({ field }) => field === PASSWORD);
	return {
		...propertiesOf(changes),
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
	return Object.fromEntries(Object.entries(value).map(([name, property]): [string, Json] => [name, asJson(property)]));
}

function fieldsOf(changes: readonly Change[]): ReadonlyArray<[FieldName, Json]> {
	return changes.filter(({ field }) => !isProperty(field)).map(({ field, to }) => [field, asText(to)]);
}

function propertiesOf(changes: readonly Change[]): JsonObject {
	const properties = changes.filter(({ field }) => isProperty(field) && field !== PASSWORD && field !== STATUS_FIELD && !isSuperior(field));
	return Object.fromEntries(properties.map(({ field, to }): [string, Json] => [field, asJson(to ?? '')]));
}

function identity(current: ISpringProfile): ReadonlyArray<[FieldName, Json]> {
	return [...current.fields].flatMap(([name, value]): Array<[FieldName, Json]> =>
		/^(login|email)$/i.test(name) && typeof value === 'string' && value !== '' ? [[name, value]] : [],
	);
}

/** Users, page by page. Source: OpenAPI, `GET /users/v2`. */
export function usersList(filters: UserFilters, pageSize?: number): PagedList {
	const query = Object.entries(filters).flatMap(([name, values]): Query => values.map((value) => [`${name}[]`, value] as const));
	return { ...USERS, path: '/users/v2', query, pageSize };
}
