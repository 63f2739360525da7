import { rowsOf } from '../../shared/http/pages';
import type { ListEnd } from '../../shared/failure';
import { FIRST_PAGE, idOf, readPage, searchRows, wholeList, type Search } from '../wire/pages';
import type { AppenateRequest } from '../wire/request';
import { same, toProfile, type AppenateProfile, type AppenateWriteOptions, type PlacesAs } from './profile';

/** The property of a request that makes it and its answer speak of groups and folders in this form; never both of them. */
export const DIRECTIVES: Readonly<Record<PlacesAs, Readonly<Record<string, true>>>> = {
	ids: {},
	names: { UseNames: true },
	externalIds: { UseExternalIds: true },
};

type UserFilter = Readonly<{ query: Search['query']; placesAs: PlacesAs }>;

/** The search for users that fit the filter, with groups and folders in the form wanted. */
export function userSearch({ query, placesAs }: UserFilter): Search {
	const directive = Object.keys(DIRECTIVES[placesAs]).map((name) => [name, 'true'] as const);
	return { path: '/user/search', list: 'Users', query: [...query, ...directive] };
}

/**
 * All users, whole, as the search without a filter lists them. Whoever has the word of those who are kept out is kept out.
 * @returns at the end, whether the list is complete
 */
export async function* everybody(
	request: AppenateRequest,
	{ placesAs, word }: Pick<AppenateWriteOptions, 'placesAs' | 'word'>,
): AsyncGenerator<AppenateProfile, ListEnd> {
	const rows = searchRows(request, { ...userSearch({ query: [], placesAs }), isWhole: true });
	for (let next = await rows.next(); ; next = await rows.next()) {
		if (next.done) return next.value;
		const profile = toProfile(next.value, { withKeys: true });
		yield same('Status', profile.fields.get('Status') ?? null, word) ? { ...profile, active: false } : profile;
	}
}

/**
 * Everybody whom the search finds, from all pages. It may fit a part of a value: who is meant is the
 * caller's to see. What `TotalRows` counts is not sure enough to doubt a find for it.
 * @throws FailureError `unreadable` when they are not sure to be all
 */
export async function usersLike(request: AppenateRequest, filter: UserFilter): Promise<readonly AppenateProfile[]> {
	const read = async (place: typeof FIRST_PAGE) => {
		const { rows, next } = await readPage(request, { ...userSearch(filter), one: true }, place);
		return { rows, ...(next && { next }) };
	};
	const rows = await wholeList(rowsOf({ start: FIRST_PAGE, read, idOf }), 'the rows of the user search do not match');
	return rows.map((row) => toProfile(row));
}
