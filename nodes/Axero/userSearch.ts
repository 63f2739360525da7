import { failed } from '../shared/failure';
import { pathSegment } from '../shared/http/address';
import { isJsonObject, scalarText, type JsonObject } from '../shared/json/json';
import type { MatchKey, Profile } from '../shared/provisioning/types';
import { FIRST_PAGE, pageOf, usersList } from './lists';
import { toProfile, type AxeroKey, type AxeroUser } from './profile';
import type { AxeroRequest } from './transport/request';

type People = ReadonlyArray<Profile<AxeroUser>>;
type SearchKey = Exclude<AxeroKey, 'id'>;

/**
 * Everybody with this key. By e-mail or user name through the search for names, which fits parts of them:
 * only whole, equal values count; capitals don't. What can't be told apart is never taken for nobody.
 * Source: the vendor's mobile app of 2018 (GET /api/users?username=, GET /api/users/{id}/details).
 */
export async function findUsers(request: AxeroRequest, { by, value }: MatchKey<AxeroKey>): Promise<People> {
	if (by === 'id') return await details(request, value);
	const { rows } = await pageOf(request, usersList(value), FIRST_PAGE);
	const found: Array<Profile<AxeroUser>> = [];
	// One after another: an item counts as one user under way.
	for (const row of rows) found.push(...(await fitting(request, row, { by, value })));
	return found;
}

/**
 * The details of somebody whom a list or a search has shown.
 * @throws FailureError `unreadable` when there are none: then nothing can be said about this user
 */
export async function detailsOf(request: AxeroRequest, id: string): Promise<Profile<AxeroUser>> {
	const [profile] = await details(request, id);
	if (!profile) throw unclear(`shows no details of user ${id} that it found`);
	return profile;
}

/** What a user's page shows, by label. */
export async function details(request: AxeroRequest, id: string): Promise<People> {
	const { data } = await request({ method: 'GET', path: `/users/${pathSegment('User', id)}/details` });
	const profile = isJsonObject(data) ? toProfile({ UserID: id, ...data }) : undefined;
	return profile ? [profile] : [];
}

/** The row's user when it has the key. Rows need not show it: then the details do. */
async function fitting(request: AxeroRequest, row: JsonObject, key: MatchKey<SearchKey>): Promise<People> {
	const id = scalarText(row.UserID);
	if (id === undefined) throw unclear('does not show the ID of a user that it found');
	const inRow = keyIn(row, key.by);
	if (inRow !== undefined && !isSame(inRow, key)) return [];

	const profile = await detailsOf(request, id);
	if (inRow !== undefined) return [profile];
	const inDetails = keyIn(profile.record, key.by);
	if (inDetails === undefined) throw unclear(`shows neither in its search nor in the details which ${KEY_WORDS[key.by]} user ${id} has`);
	return isSame(inDetails, key) ? [profile] : [];
}

const NAMES: Readonly<Record<SearchKey, readonly string[]>> = { email: ['Email'], username: ['Username', 'UserName'] };
export const KEY_WORDS: Readonly<Record<SearchKey, string>> = { email: 'e-mail address', username: 'user name' };

/** What a row or the details show as this key; undefined for none. */
export function keyIn(user: JsonObject, by: SearchKey): string | undefined {
	return NAMES[by].map((name) => scalarText(user[name])).find((text) => text !== undefined && text !== '');
}

function isSame(text: string, { value }: MatchKey<SearchKey>): boolean {
	return text.toLowerCase() === value.toLowerCase();
}

function unclear(what: string) {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: `Axero ${what}, so nobody can be told apart`,
		todo: 'Choose the user by ID, and check whether the role behind the credential may see e-mail addresses and user names.',
	});
}
