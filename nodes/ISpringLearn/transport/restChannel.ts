import { pathSegment } from '../../shared/http/address';
import { rowsOf } from '../../shared/http/pages';
import type { WayOut } from '../../shared/http/types';
import { isJsonObject, jsonNumber, scalarText, type JsonObject } from '../../shared/json/json';
import { formsOf } from '../../shared/provisioning/keys';
import { PASSWORD, toProfile, type ISpringProfile } from '../profile';
import { STATUS_FIELD, storedStatus } from '../status';
import { asText, untouchedBy } from './along';
import { askedById, askedByKey } from './asked';
import type { ProfileField, RestChannel, UserFilters } from './channel';
import { nameless, newcomerCheck, newUserOf } from './newUser';
import { DEPARTMENTS, GROUPS } from './organisation';
import { alongRest, groupsLeft, newUserBody, updateBody } from './restBody';
import { listIn, restClient, type PagedList, type Query } from './restClient';
import { madeInSteps, writeSteps, type Step } from './steps';
import { fieldValues, isYes } from './userXml';

const USERS = { member: 'userProfiles', idName: 'userId' } as const;

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
			);
			return askedByKey({ by, value }, users.map(toProfile));
		},

		list: (filters, pageSize) => client.rows(usersList(filters, pageSize)),

		update: async (current, changes) => {
			const path = userPath(current.id);
			const body = updateBody(current, changes);
			const left = groupsLeft(current, changes);
			const untouched = untouchedBy({ planned: current, changes, along: alongRest(current, changes), read: byId });
			await untouched.before();
			await writeSteps([
				...(Object.keys(body).length > 0 ? [{ what: 'profile', run: async () => await client.post(path, body, untouched.again) }] : []),
				...(left.length > 0
					? [{ what: 'list of groups', run: async () => await client.post(`${path}/groups/remove`, { groupIds: [...left] }) }]
					: []),
				// An update takes neither the password nor the status: each has a call of its own.
				...changes.flatMap(({ field, to }): readonly Step[] => {
					if (field === PASSWORD)
						return [{ what: 'password', run: async () => await client.post(`${path}/password`, { password: asText(to) }) }];
					return field === STATUS_FIELD ? [{ what: 'status', run: async () => await setStatus(current.id, asText(to)) }] : [];
				}),
			]);
			return [];
		},

		create: async ({ changes, invitation }) => {
			const user = newUserOf({ changes });
			const { status } = user;
			return await madeInSteps({
				check: newcomerCheck(user, byId),
				make: async () => ({ id: await client.create('/user', newUserBody(changes, invitation), USERS.idName), fellShort: [] }),
				finish: status === undefined ? [] : [{ what: 'status', run: async (id) => await setStatus(id, status) }],
			});
		},

		assertChangeable: () => undefined,
		assertNewcomer: ({ changes }) => {
			if (newUserOf({ changes }).login === undefined) throw nameless('no login', 'Login');
		},
		assertMakeable: async () => await Promise.resolve(), // one request holds everything: iSpring refuses the whole of it

		setStatus,
		remove: async (id) => await client.remove(userPath(id)),

		profileFields: async () =>
			await client.read('/user/profile/fields', (json) => (Array.isArray(json) ? json.filter(isJsonObject).map(fieldFromJson) : undefined)),

		assertCarried: (field, value) => {
			if (field === STATUS_FIELD) storedStatus(value); // JSON carries every text
		},

		departments: ({ code, pageSize } = {}) => {
			if (code === undefined) return client.rows({ ...DEPARTMENTS, ...(pageSize === undefined ? {} : { pageSize }) });
			// Only the older list takes a code. It has no pages. Source: OpenAPI, `GET /department`.
			const read = async () => ({ rows: await client.read('/department', (json) => listIn(json, DEPARTMENTS), [['code', code]]) });
			return rowsOf({ start: '', read, idOf: ({ departmentId }) => scalarText(departmentId) ?? '' });
		},
		groups: ({ pageSize } = {}) => client.rows({ ...GROUPS, ...(pageSize === undefined ? {} : { pageSize }) }),
		newGroup:
			({ name, userIds = [] }) =>
			async () =>
				await client.create('/group', { name, ...(userIds.length === 0 ? {} : { userIds: [...userIds] }) }, GROUPS.idName),
	};
}

/** Users, page by page. Source: OpenAPI, `GET /users/v2`. */
export function usersList(filters: UserFilters, pageSize?: number): PagedList {
	const query = Object.entries(filters).flatMap(([name, values]): Query => values.map((value) => [`${name}[]`, value] as const));
	return { ...USERS, path: '/users/v2', query, ...(pageSize === undefined ? {} : { pageSize }) };
}

export function userPath(id: string): string {
	return `/user/${pathSegment('User', id)}`;
}

function fieldFromJson(info: JsonObject): ProfileField {
	const name = scalarText(info.name) ?? '';
	return {
		id: scalarText(info.userFieldInfoId) ?? '',
		name,
		label: scalarText(info.label) ?? name,
		type: scalarText(info.type) ?? '',
		required: isYes(scalarText(info.isRequired)),
		unique: isYes(scalarText(info.isUnique)),
		position: Number(scalarText(info.orderPriority) ?? 0),
		values: Array.isArray(info.values)
			? fieldValues(info.values.filter(isJsonObject).map(({ name: said, value }) => [scalarText(said), scalarText(value)]))
			: [],
	};
}
