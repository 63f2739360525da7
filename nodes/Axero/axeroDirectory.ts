import { failed } from '../shared/failure';
import { isJsonObject, scalarText, type Json } from '../shared/json/json';
import type { BlindDirectory, CreatesUsers, UserDirectory } from '../shared/provisioning/directory';
import { sameValue } from '../shared/provisioning/diff';
import type { Change, Edit, FieldEdits, FieldName, FieldValue, MatchKey, Profile } from '../shared/provisioning/types';
import { IDENTIFIERS, type AxeroKey, type AxeroUser } from './profile';
import type { AxeroRequest } from './transport/request';
import { findUsers } from './userSearch';

export interface AxeroDirectory extends BlindDirectory<AxeroKey, undefined, AxeroUser>, CreatesUsers<undefined, AxeroUser> {
	/** Everybody with this key. The look-up by e-mail or user name is not documented by Axero. */
	readonly find: (key: MatchKey<AxeroKey>) => Promise<ReadonlyArray<Profile<AxeroUser>>>;
}

/**
 * Axero's users. Updates address the user by key and are not compared with the profile first: the only
 * documented call for users is the one that writes.
 * Source: POST /api/users/fields, "REST API: Update User Profile Fields".
 */
export function axeroDirectory(request: AxeroRequest): AxeroDirectory {
	/** AddUser is always sent: left out, Axero creates users that it does not find. */
	const write = async (addUser: boolean, members: ReadonlyArray<readonly [string, string]>): Promise<string | undefined> => {
		const body: Json = Object.fromEntries(members);
		const { data } = await request({ method: 'POST', path: '/users/fields', query: [['AddUser', String(addUser)]], body });
		return scalarText(data);
	};

	return {
		kind: 'blind',

		find: async (key) => await findUsers(request, key),

		create: async (changes) => {
			const id = await write(true, changes.map(labelled));
			return { id: id ?? '', warnings: id === undefined ? ['Axero did not tell the ID of the new user'] : [] };
		},

		updateUnseen: async (key, changes) => {
			const id = await write(false, [[IDENTIFIERS[key.by], key.value], ...changes.map(labelled)]);
			return { id: id ?? '', warnings: [] };
		},
	};
}

/**
 * The same users for Create or Update, which has to look first. Compared is what the details show; a label
 * that they lack counts as different and is written. Writes name the user by ID, so that an e-mail address
 * or user name among the fields is a new value.
 */
export function comparingDirectory({ find, create, updateUnseen }: AxeroDirectory): UserDirectory<AxeroKey, undefined, AxeroUser> & CreatesUsers<undefined, AxeroUser> {
	return {
		kind: 'readable',
		find,
		create,
		asStored: (edits): FieldEdits => new Map([...edits].map(([label, edit]): [FieldName, Edit] => [label, edit === 'clear' ? edit : { set: asText(edit.set) }])),
		same: (_label, one, other) => sameValue(one, other),
		unseen: new Set(),
		update: async ({ id }, changes) => await updateUnseen({ by: 'id', value: id }, changes, undefined),
	};
}

/** The user behind the credential. Source: "Using the REST API". */
export async function currentUser(request: AxeroRequest): Promise<AxeroUser> {
	const { data } = await request({ method: 'GET', path: '/users/me' });
	if (isJsonObject(data)) return data;
	throw failed({ kind: 'unreadable', status: 200, says: 'Axero does not show the user behind the credential' });
}

function labelled({ field, to }: Change): [string, string] {
	return [field, asText(to)];
}

/** Axero takes every value as text, numbers and booleans too. */
function asText(value: FieldValue | null): string {
	if (typeof value === 'object') return value === null ? '' : JSON.stringify(value);
	return String(value);
}
