import { rowsOf, type ListEnd, type Page, type Unopened } from '../../shared/http/pages';
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
	/** Whether it asks for one record. */
	one?: true;
}>;

/** Where a search goes on: `PageNo`, which counts from 0, and how many rows came before. */
export type SearchPlace = Readonly<{ page: number; before: number }>;

export const FIRST_PAGE: SearchPlace = { page: 0, before: 0 };

/** Every row that the search finds, page by page. A `TotalRows` that does not fit is told at the end. */
export function searchRows(request: AppenateRequest, search: Search): AsyncGenerator<JsonObject, ListEnd> {
	const read = async (place: SearchPlace): Promise<Unopened<JsonObject, SearchPlace>> => {
		const { mark, open } = await request.unopened(search.path, queryOf(search, place));
		return { mark, open: () => pageIn(open(), search, place) };
	};
	return rowsOf({ start: FIRST_PAGE, read, idOf });
}

/**
 * One page of a search. Sources: "GET User (User Search)", "GET UserGroup (Search)", "GET Folder" of eForms
 * Mobile; `TotalRows` from "Pagination on search/collection APIs" of TaskForm.
 * @throws FailureError `unreadable` when the answer is no list
 */
export async function readPage(request: AppenateRequest, search: Search, place: SearchPlace): Promise<Page<JsonObject, SearchPlace>> {
	const { path, one } = search;
	return pageIn(await request({ method: 'GET', path, query: queryOf(search, place), ...(one ? { one } : {}) }), search, place);
}

function queryOf({ query, pageSize = LARGEST_PAGE }: Search, { page }: SearchPlace): Search['query'] {
	return [...query, ['PageNo', String(page)], ['PageSize', String(pageSize)]];
}

function pageIn(
	answer: JsonObject,
	{ list, pageSize = LARGEST_PAGE, isWhole = false }: Search,
	place: SearchPlace,
): Page<JsonObject, SearchPlace> {
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
 * The pages behind the next one: with all three requests that Appenate allows at once, the list is read ahead. Source: "API Usage Limits" of the brands.
 */
function following(
	{ page, before }: SearchPlace,
	{ pageSize, total }: Readonly<{ pageSize: number; total: number }>,
): readonly SearchPlace[] {
	return [1, 2].map((more) => ({ page: page + more, before: before + more * pageSize })).filter((place) => place.before < total);
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
