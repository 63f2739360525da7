import { failed, failureOf } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { isJsonObject, jsonNumber, scalarText, type JsonObject } from '../../shared/json/json';
import type { Session } from '../../shared/n8n/session';
import { hasKey, PASSWORD, toProfile } from '../profile';
import type { ProfileField, SwitchingChannel, UserFilters } from './channel';
import { asText } from './mandatory';
import { nameless, newUserOf } from './newUser';
import { newUserBody, updateBody } from './restBody';
import { listIn, restClient, type PagedList, type Query } from './restClient';
import { fieldValues, isYes } from './userXml';

const USERS = { member: 'userProfiles', idName: 'userId' } as const;

/**
 * The current REST API. Users are read by version 2, which tells "terminated" from "inactive".
 * Source: iSpring's OpenAPI document "Learn Rest Api" 3.0; `fields` as its clients have seen them.
 */
export function restChannel(session: Pick<Session, 'credential' | 'send'>): SwitchingChannel {
	const client = restClient(session);

	return {
		find: async ({ by, value }) => {
			if (by === 'id') {
				const profile = await client.readOne(`${userPath(value)}/v2`, toProfile);
				return profile ? [profile] : [];
			}
			// Whether the filters mind capitals is not documented.
			const spellings = [...new Set([value, value.toLowerCase()])];
			const users = await client.read('/user/v2', (json) => listIn(json, USERS), spellings.map((one) => [`${by}s[]`, one] as const));
			return users.map(toProfile).filter((profile) => hasKey(profile, { by, value }));
		},

		list: (filters, pageSize) => client.rows(usersList(filters, pageSize)),

		update: async (current, changes) => {
			const path = userPath(current.id);
			const body = updateBody(current, changes);
			const isProfile = Object.keys(body).length > 0;
			if (isProfile) await client.post(path, body);

			// An update does not take the password: it has a call of its own.
			const password = changes.find(({ field }) => field === PASSWORD);
			if (!password) return [];
			const setPassword = async (): Promise<void> => await client.post(`${path}/password`, { password: asText(password.to) });
			await (isProfile ? afterProfile(setPassword) : setPassword());
			return [];
		},

		create: async ({ changes, invitation }) => ({ id: await client.create('/user', newUserBody(changes, invitation), USERS.idName), fellShort: [] }),

		assertNewcomer: ({ changes }) => {
			if (newUserOf({ changes }).login === undefined) throw nameless('no login', 'Login');
		},
		assertMakeable: async () => await Promise.resolve(), // one request holds everything: iSpring refuses the whole of it

		setStatus: async (id, status) => await client.post(`${userPath(id)}/status`, { status: jsonNumber(String(status)) }),
		remove: async (id) => await client.remove(userPath(id)),

		profileFields: async () => await client.read('/user/profile/fields', (json) => (Array.isArray(json) ? json.filter(isJsonObject).map(fieldFromJson) : undefined)),

		assertCarried: () => undefined, // JSON carries every text
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

/** The first of two writes is done; what becomes of the second must not hide that. */
async function afterProfile(setPassword: () => Promise<void>): Promise<void> {
	try {
		await setPassword();
	} catch (error) {
		const failure = failureOf(error);
		throw failed({ ...failure, says: `The profile was updated, the password was not. ${failure.says}` });
	}
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
		values: Array.isArray(info.values) ? fieldValues(info.values.filter(isJsonObject).map(({ name: said, value }) => [scalarText(said), scalarText(value)])) : [],
	};
}
