import { failed } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { isJsonObject, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { folded } from '../../shared/provisioning/keys';
import type { Profile } from '../../shared/provisioning/types';
import { IDENTIFIERS, toProfile, type AxeroKey, type AxeroUser } from './profile';
import type { AxeroRequest } from '../wire/request';

export type SearchKey = Exclude<AxeroKey, 'id'>;

const NAMES: Readonly<Record<SearchKey, readonly string[]>> = {
	email: [IDENTIFIERS.email],
	username: [IDENTIFIERS.username, 'UserName'],
};
export const KEY_WORDS: Readonly<Record<SearchKey, string>> = { email: 'e-mail address', username: 'user name' };

/** What a row or the details show as this key; undefined for none. */
export function keyIn(user: JsonObject, by: SearchKey): string | undefined {
	return NAMES[by].map((name) => scalarText(user[name])).find((text) => text !== undefined && text !== '');
}

/**
 * What a user's page shows, by label.
 * @param seen the row that led here, where there is one
 * @throws FailureError `unreadable` when it shows nothing, or somebody else: who is written afterwards is who is in the answer
 */
export async function detailsOf(request: AxeroRequest, id: string, seen: JsonObject = {}): Promise<Profile<AxeroUser>> {
	const about = `user ${id}`;
	const path = `/users/${pathSegment('User', id)}/details`;
	const { data } = await request({ method: 'GET', path, about, bare: (answer) => isUser(answer, id) });
	if (!isJsonObject(data)) throw unclear(`shows no details of user ${id}`);
	const shown = scalarText(data.UserID);
	if (shown !== undefined && shown !== id) throw somebodyElse(about, `user ${shown}`);
	for (const by of ['email', 'username'] as const) assertSameKey(about, by, [keyIn(seen, by), keyIn(data, by)]);
	const profile = toProfile(shown === undefined ? { ...data, [IDENTIFIERS.id]: id } : data);
	if (!profile) throw unclear(`shows no details of user ${id}`);
	return profile;
}

/** Whether this is a user, and no other than the one with this ID. */
export function isUser(answer: Json, id?: string): boolean {
	if (!isJsonObject(answer)) return false;
	const shown = scalarText(answer[IDENTIFIERS.id]);
	if (shown !== undefined) return id === undefined || shown === id;
	return id !== undefined && (keyIn(answer, 'email') ?? keyIn(answer, 'username')) !== undefined;
}

/** An answer about somebody else than the one who was asked for. */
export function somebodyElse(asked: string, shown: string) {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: `Axero was asked for ${asked} and answered with ${shown}`,
		todo: 'Run the item again. If it stays so, something between n8n and Axero mixes up its answers.',
		unwritten: true,
	});
}

/** What can't be told apart is never taken for nobody. */
export function unclear(what: string) {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: `Axero ${what}, so nobody can be told apart`,
		todo: 'Choose the user by ID, and check whether the role behind the credential may see e-mail addresses and user names.',
		unwritten: true,
	});
}

function assertSameKey(about: string, by: SearchKey, [before, now]: readonly [string | undefined, string | undefined]): void {
	if (before === undefined || now === undefined || folded(before) === folded(now)) return;
	throw somebodyElse(`${about} with the ${KEY_WORDS[by]} "${before}"`, `somebody with "${now}"`);
}
