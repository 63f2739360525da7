import { failed, failureOf } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { isJsonObject, type Json, type JsonObject, scalarText } from '../../shared/json/json';
import { folded } from '../../shared/provisioning/keys';
import type { MatchKey, Profile } from '../../shared/provisioning/types';
import { type AxeroList, type AxeroPage, chatSearch, FIRST_PAGE, pageOf, type Place, usersList } from '../wire/lists';
import { somebodyElse } from '../wire/failure';
import type { AxeroRequest } from '../wire/request';
import { type AxeroKey, type AxeroUser, IDENTIFIERS, profileOf } from './profile';

type SearchKey = Exclude<AxeroKey, 'id'>;

const NAMES: Readonly<Record<SearchKey, readonly string[]>> = {
	email: [IDENTIFIERS.email],
	username: [IDENTIFIERS.username, 'UserName'],
};
export const KEY_WORDS: Readonly<Record<SearchKey, string>> = { email: 'email address', username: 'username' };

/** What a row or the details show as this key; undefined for none. */
export function keyIn(user: JsonObject, by: SearchKey): string | undefined {
	return NAMES[by].map((name) => scalarText(user[name])).find((text) => text !== undefined && text !== '');
}

/** Of a row or the details, the names alone: by them the SCIM service is asked. */
export function namesIn(user: JsonObject): JsonObject {
	const names = Object.values(NAMES).flat();
	return Object.fromEntries(Object.entries(user).filter(([name]) => names.includes(name)));
}

/**
 * What a user's page shows, by label.
 * @param seen the row that led here, where there is one
 * @throws FailureError `unreadable` when it shows nothing, or somebody else: who is written afterwards is who is in the answer
 */
export async function detailsOf(request: AxeroRequest, id: string, seen: JsonObject = {}): Promise<Profile<AxeroUser>> {
	const about = `user ${id}`;
	const path = `/users/${pathSegment('User', id)}/details`;
	const { data } = await request({ method: 'GET', path, one: true, about, bare: (answer) => isUser(answer, id) });
	if (!isJsonObject(data)) throw unclear(`shows no details of user ${id}`);
	const shown = scalarText(data.UserID);
	if (shown !== undefined && shown !== id) throw somebodyElse(about, `user ${shown}`);
	for (const by of ['email', 'username'] as const) assertSameKey(about, by, [keyIn(seen, by), keyIn(data, by)]);
	return profileOf(shown === undefined ? { ...data, [IDENTIFIERS.id]: id } : data);
}

/** Whether this is a user, and no other than the one with this ID. */
export function isUser(answer: Json, id?: string): boolean {
	if (!isJsonObject(answer)) return false;
	const shown = scalarText(answer[IDENTIFIERS.id]);
	if (shown !== undefined) return id === undefined || shown === id;
	return id !== undefined && (keyIn(answer, 'email') ?? keyIn(answer, 'username')) !== undefined;
}

/** What can't be told apart is never taken for nobody. */
function unclear(what: string) {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: `Axero ${what}, so users can't be told apart`,
		todo: "Choose the user by ID, and check whether the credential's role may see email addresses and usernames.",
		unwritten: true,
	});
}

function assertSameKey(about: string, by: SearchKey, [before, now]: readonly [string | undefined, string | undefined]): void {
	if (before === undefined || now === undefined || folded(before) === folded(now)) return;
	throw somebodyElse(`${about} with the ${KEY_WORDS[by]} "${before}"`, `someone with "${now}"`);
}

type People = ReadonlyArray<Profile<AxeroUser>>;
type FindUsers = (key: MatchKey<AxeroKey>) => Promise<People>;

/**
 * Everybody with this key. By email or user name through searches for a piece of text: only whole, equal values
 * count; capitals don't. What can't be told apart is never taken for nobody: a search that is cut is read on, the
 * other one is asked, and if neither shows the person nor that it has shown everything, that is a failure.
 * Source: the vendor's mobile app of 2018 (GET /api/users?username=, GET /api/users/{id}/details) and its web
 * chat (GET /api/users?searchText=).
 */
export function userFinder(request: AxeroRequest): FindUsers {
	let asked: Promise<boolean> | undefined;

	/** A site that doesn't know this search passes over its parameter, and lists everybody. Asked once. */
	const hasChatSearch = async (): Promise<boolean> => {
		asked ??= pageOf(request, chatSearch(NOBODY), FIRST_PAGE)
			.then(({ rows }) => rows.length === 0, isNoRefusal)
			.catch((error: unknown) => {
				asked = undefined;
				throw error;
			});
		return await asked;
	};

	return async ({ by, value }) => {
		if (by === 'id') return [await detailsOf(request, value)];
		const key = { by, value };
		const byName = await search(request, usersList, key);
		// Whether the search for names covers email addresses differs from site to site.
		if (byName.found.length > 0 || (byName.isWhole && by === 'username')) return byName.found;

		const byChat = (await hasChatSearch()) ? await search(request, chatSearch, key) : byName;
		if (byChat.found.length > 0 || (byName.isWhole && byChat.isWhole)) return byChat.found;
		throw cut(key);
	};
}

/** A text that is nobody's, for finding out whether a search searches. */
const NOBODY = 'zqx-nobody-is-called-this-zqx';
/** What a whole key fits is few: with more than this, the search has not searched for it. */
const MOST_PAGES = 5;

type Search = (text: string) => AxeroList;
/** `isWhole`: whether the search has shown everybody whom it fits. */
type Searched = Readonly<{ found: People; isWhole: boolean }>;

async function search(request: AxeroRequest, listOf: Search, key: MatchKey<SearchKey>): Promise<Searched> {
	const found: Array<Profile<AxeroUser>> = [];
	const seen = new Set<string>();
	let [place, total]: [Place, number | undefined] = [FIRST_PAGE, undefined];
	for (let pages = 0; pages < MOST_PAGES; pages += 1) {
		const page: AxeroPage = await pageOf(request, listOf(key.value), place);
		total = page.total ?? total;
		if (page.again)
			return { found, isWhole: total === undefined ? await isUncut(request, listOf, { ...key, came: seen.size }) : seen.size >= total };
		// One after another: an item counts as one user under way.
		for (const row of page.rows) {
			const id = idOf(row);
			if (!seen.has(id)) found.push(...(await fitting(request, { id, row }, key)));
			seen.add(id);
		}
		if (page.next === undefined) return { found, isWhole: total === undefined || seen.size >= total };
		// Where nobody counts, the next page is asked for only to be sure of nobody.
		if (found.length > 0 && total === undefined) break;
		place = page.next;
	}
	return { found, isWhole: false };
}

/**
 * Whether a search that neither counts nor pages gave all it found: it did when it gives more for a piece of the
 * text, as it can't have been cut below that. Many share the end of an address and the beginning of a name.
 */
async function isUncut(
	request: AxeroRequest,
	listOf: Search,
	{ by, value, came }: MatchKey<SearchKey> & Readonly<{ came: number }>,
): Promise<boolean> {
	const piece = by === 'email' ? value.slice(value.lastIndexOf('@')) : [...value].slice(0, 2).join('');
	if (piece === value) return false;
	return await pageOf(request, listOf(piece), FIRST_PAGE).then(({ rows }) => rows.length > came, isNoRefusal);
}

/** The row's user when it has the key. Rows need not show it: then the details do. */
async function fitting(
	request: AxeroRequest,
	{ id, row }: Readonly<{ id: string; row: JsonObject }>,
	key: MatchKey<SearchKey>,
): Promise<People> {
	const inRow = keyIn(row, key.by);
	if (inRow !== undefined && !isSame(inRow, key)) return [];

	const profile = await detailsOf(request, id, row);
	if (inRow !== undefined) return [profile];
	const inDetails = keyIn(profile.record, key.by);
	if (inDetails === undefined)
		throw unclear(`does not show the ${KEY_WORDS[key.by]} of user ${id}, neither in its search nor in the details`);
	return isSame(inDetails, key) ? [profile] : [];
}

function idOf(row: JsonObject): string {
	const id = scalarText(row.UserID);
	if (id === undefined) throw unclear('does not show the ID of a user that it found');
	return id;
}

function isSame(text: string, { value }: MatchKey<SearchKey>): boolean {
	return folded(text) === folded(value);
}

/** For what is asked only to learn something: a refusal is a no. */
function isNoRefusal(error: unknown): false {
	if (failureOf(error).kind === 'refused') return false;
	throw error;
}

function cut({ by, value }: MatchKey<SearchKey>) {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: `Axero's search for "${value}" may not have found everyone, so another user may have this ${KEY_WORDS[by]}`,
		todo: 'Choose the user by ID or by another key, or use Sync Users, which reads all users.',
		unwritten: true,
	});
}
