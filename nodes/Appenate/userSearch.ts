import { scalarText } from '../shared/json/json';
import type { UserId } from '../shared/provisioning/types';
import { toProfile, type AppenateProfile, type PlacesAs } from './profile';
import { unreadable } from './transport/failure';
import type { AppenateRequest } from './transport/request';

/** The largest page that the parameter table of "GET User (User Search)" allows. */
const PAGE_SIZE = 250;
/** Older pages cap a page at 100 users; a shorter one is the last whatever the cap. */
const LOWEST_CAP = 100;

/** The directive that makes answers and requests speak of groups and folders in this form; never both of them. */
export const DIRECTIVES: Readonly<Record<PlacesAs, 'UseNames' | 'UseExternalIds' | undefined>> = {
	ids: undefined,
	names: 'UseNames',
	externalIds: 'UseExternalIds',
};

type Search = Readonly<{ field: 'Email' | 'ExternalId'; value: string; placesAs: PlacesAs }>;

/**
 * Everybody whom the search finds, from all pages. It may fit a part of a value: who is meant is the
 * caller's to see. Source: "GET User (User Search)"; pages count from 0.
 * @throws FailureError `unreadable` when the pages don't move on
 */
export async function searchUsers(request: AppenateRequest, search: Search): Promise<readonly AppenateProfile[]> {
	const found = new Map<UserId, AppenateProfile>();
	let rows = 0;
	for (let page = 0; ; page += 1) {
		const { users, total } = await readPage(request, search, page);
		const before = found.size;
		for (const user of users) found.set(user.id, user);
		rows += users.length;
		if (users.length < LOWEST_CAP || rows >= total) return [...found.values()];
		if (found.size === before) throw unreadable(200, 'every page of the user search holds the same users');
	}
}

type Page = Readonly<{ users: readonly AppenateProfile[]; total: number }>;

async function readPage(request: AppenateRequest, { field, value, placesAs }: Search, page: number): Promise<Page> {
	const directive = DIRECTIVES[placesAs];
	const { Users, TotalRows } = await request({
		method: 'GET',
		path: '/user/search',
		query: [
			[field, value],
			['PageNo', String(page)],
			['PageSize', String(PAGE_SIZE)],
			...(directive ? [[directive, 'true'] as const] : []),
		],
	});
	const total = scalarText(TotalRows);
	// An empty list may be missing from an answer; only together with the count does that mean nobody.
	if (!Array.isArray(Users) && total !== '0') throw unreadable(200, 'it holds no list of users');
	return { users: Array.isArray(Users) ? Users.map(toProfile) : [], total: total === undefined ? Infinity : Number(total) };
}
