import { pathSegment } from '../shared/http/address';
import { isJsonObject, scalarText, type Json } from '../shared/json/json';
import type { BlindDirectory } from '../shared/provisioning/directory';
import type { FieldValue, MatchKey, Profile } from '../shared/provisioning/types';
import { IDENTIFIERS, toProfile, type AxeroKey, type AxeroUser } from './profile';
import type { AxeroRequest } from './transport/request';

export interface AxeroDirectory extends BlindDirectory<AxeroKey, undefined, AxeroUser> {
	/** Everybody with this key. By id the documented details; the look-up by e-mail or user name is not documented by Axero. */
	readonly find: (key: MatchKey<AxeroKey>) => Promise<ReadonlyArray<Profile<AxeroUser>>>;
}

/**
 * Axero's users. Updates address the user by key and are not compared with the profile first: the only
 * documented call for users is the one that writes.
 * Source: POST /api/users/fields, "REST API: Update User Profile Fields".
 */
export function axeroDirectory(request: AxeroRequest): AxeroDirectory {
	const details = async (id: string): Promise<ReadonlyArray<Profile<AxeroUser>>> => {
		const user = await request({ method: 'GET', path: `/users/${pathSegment('User', id)}/details` });
		const profile = isJsonObject(user) ? toProfile({ UserID: id, ...user }) : undefined;
		return profile ? [profile] : [];
	};

	return {
		kind: 'blind',

		find: async ({ by, value }) => {
			if (by === 'id') return await details(value);
			const rows = await request({ method: 'GET', path: '/users', query: [['username', value]] });
			const ids = matches(rows, by, value);
			return (await Promise.all(ids.map(details))).flat();
		},

		updateUnseen: async (key, changes) => {
			const values = changes.map(({ field, to }): [string, Json] => [field, asText(to)]);
			const body: Json = Object.fromEntries([[IDENTIFIERS[key.by], key.value], ...values]);
			// AddUser is always sent: left out, Axero creates users that it does not find.
			const id = await request({ method: 'POST', path: '/users/fields', query: [['AddUser', 'false']], body });
			return { id: scalarText(id) ?? '', warnings: [] };
		},
	};
}

/** Axero takes every value as text, numbers and booleans too. */
function asText(value: FieldValue | null): string {
	if (typeof value === 'object') return value === null ? '' : JSON.stringify(value);
	return String(value);
}

/** The search fits parts of names, so only whole, equal values count; capitals don't. */
function matches(rows: Json, by: 'email' | 'username', value: string): readonly string[] {
	const users = Array.isArray(rows) ? rows.filter(isJsonObject) : [];
	const wanted = value.toLowerCase();
	return users.flatMap((user) => {
		const has = by === 'email' ? user.Email : (user.Username ?? user.UserName);
		const id = scalarText(user.UserID);
		return id !== undefined && scalarText(has)?.toLowerCase() === wanted ? [id] : [];
	});
}
