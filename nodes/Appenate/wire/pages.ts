import { rowsOf, type ListEnd, type Page } from '../../shared/http/pages';
import { isJsonObject, scalarText, type JsonObject } from '../../shared/json/json';
import { guid } from './formats';
import { notTheApi } from './failure';
import type { AppenateRequest } from './request';

/** The largest page that the parameter tables of the searches allow. */
const LARGEST_PAGE = 250;
/** Older pages cap a page at 100 rows; a shorter one is the last whatever the cap. */
const LOWEST_CAP = 100;

export type Search = Readonly<{
	path: '/user/search' | '/usergroup/search' | '/folder/search';
	/** The property of the answer that holds the rows. */
	list: 'Users' | 'UserGroups' | 'Folders';
	query: ReadonlyArray<readonly [name: string, value: string]>;
	pageSize?: number;
	/** Whether all of it will be read: then pages are read ahead of time. */
	isWhole?: boolean;
}>;

/** Where a search goes on: `PageNo`, which counts from 0, and how many rows came before. */
export type SearchPlace = Readonly<{ page: number; before: number }>;

export const FIRST_PAGE: SearchPlace = { page: 0, before: 0 };

/** Every row that the search finds, page by page. A `TotalRows` that does not fit is told at the end. */
export function searchRows(request: AppenateRequest, search: Search): AsyncGenerator<JsonObject, ListEnd> {
	return rowsOf({ start: FIRST_PAGE, read: async (place) => await readPage(request, search, place), idOf });
}

/**
 * One page of a search. Sources: "GET User (User Search)", "GET UserGroup (Search)", "GET Folder" of eForms
 * Mobile; `TotalRows` from "Pagination on search/collection APIs" of TaskForm.
 * @throws FailureError `unreadable` when the answer is no list
 */
export async function readPage(
	request: AppenateRequest,
	{ path, list, query, pageSize = LARGEST_PAGE, isWhole = false }: Search,
	place: SearchPlace,
): Promise<Page<JsonObject, SearchPlace>> {
	const answer = await request({ method: 'GET', path, query: [...query, ['PageNo', String(place.page)], ['PageSize', String(pageSize)]] });
	const given = answer[list];
	const count = scalarText(answer.TotalRows);
	// An empty list may be missing from an answer; only together with the count does that mean nobody.
	if (!Array.isArray(given) && count !== '0') throw notTheApi(200, `it has no list of ${list}`);

	const rows = Array.isArray(given) ? given.map((row) => (isJsonObject(row) ? row : {})) : [];
	const total = count === undefined ? {} : { total: Number(count) };
	const before = place.before + rows.length;
	const isLast = rows.length < Math.min(pageSize, LOWEST_CAP) || before >= (total.total ?? Infinity);
	if (isLast) return { rows, ...total };
	const next = { page: place.page + 1, before };
	// Only where the vendor counts, and pages are as long as they were asked for, it is sure where the others begin.
	const isSure = isWhole && total.total !== undefined && rows.length === pageSize;
	return { rows, ...total, next, ...(isSure ? { following: following(next, { pageSize, total: total.total }) } : {}) };
}

/**
 * The page behind the next one, if there is one: with two of the three requests that Appenate allows at once, the list is read ahead.
 * With all three, the memory for pages that nobody has looked at yet grew more than the time fell. Source: "API Usage Limits" of the brands.
 */
function following(
	{ page, before }: SearchPlace,
	{ pageSize, total }: Readonly<{ pageSize: number; total: number }>,
): readonly SearchPlace[] {
	const place = { page: page + 1, before: before + pageSize };
	return place.before < total ? [place] : [];
}

/**
 * All of a list at once.
 * @throws FailureError `unreadable` when it may lack some
 */
export async function wholeList<T>(list: AsyncGenerator<T, ListEnd>, incomplete: string): Promise<readonly T[]> {
	const found: T[] = [];
	for (let next = await list.next(); ; next = await list.next()) {
		if (!next.done) found.push(next.value);
		else if (next.value.complete) return found;
		else throw notTheApi(200, `${incomplete}: ${next.value.why}`);
	}
}

export function idOf({ Id }: JsonObject): string {
	return guid(scalarText(Id) ?? '');
}
