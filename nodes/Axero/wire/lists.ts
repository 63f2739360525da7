import { failed } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { rowsOf, type ListEnd, type Page } from '../../shared/http/pages';
import { isJsonObject, scalarText, writeJson, type JsonObject } from '../../shared/json/json';
import type { AxeroCall, AxeroRequest } from './request';

/*
 * Axero's lists, as the vendor's own mobile app and web chat of 2018 call them; of GET /api/spaces, connectors use
 * the paging. StartPage is a page number and begins at 1. The longest page is not documented; 100 is what connectors
 * ask for. Whether a search is paged is not known either: it is asked for in pages, and read to its end.
 */
const LONGEST_PAGE = 100;

/** A list at Axero, and how it wants its pages. */
export type AxeroList = Readonly<{
	path: string;
	query: NonNullable<AxeroCall['query']>;
	lengthName: 'pagelength' | 'PageSize';
	idName: 'UserID' | 'SpaceID';
	/** What a refusal calls it. */
	about?: string;
}>;

/** Where a page begins: its number, and what came before it. */
export type Place = Readonly<{ page: number; given: number; before?: Readonly<{ rows: number; first: string }> }>;

/** One page. `again`: it is the one before once more, so the list is not paged. */
export type AxeroPage = Page<JsonObject, Place> & Readonly<{ again?: true }>;

export const FIRST_PAGE: Place = { page: 1, given: 0 };

const PEOPLE = { lengthName: 'pagelength', idName: 'UserID' } as const;

/** Users by name, or all of them. */
export function usersList(text = ''): AxeroList {
	return { ...PEOPLE, path: '/users', ...(text === '' ? { query: [['sortorder', '0']] } : byName(text)) };
}

/** Users as the vendor's web chat searches them. Source: its chat.ui.js; whether it covers email addresses is not known. */
export function chatSearch(text: string): AxeroList {
	const query: AxeroList['query'] = [
		['searchText', text],
		['searchUsersOnly', 'true'],
	];
	return { ...PEOPLE, path: '/users', query, about: searchFor(text) };
}

/** @param status 0 waiting, 1 published, 3 declined, 7 all */
export function spacesList(status: string): AxeroList {
	return { path: '/spaces', query: [['status', status]], lengthName: 'PageSize', idName: 'SpaceID' };
}

export function membersList(space: string, text = ''): AxeroList {
	const path = `/spaces/${pathSegment('Space', space)}/members`;
	return { ...PEOPLE, path, ...(text === '' ? { query: [], about: `space ${space}` } : byName(text)) };
}

/** Who asks to join a space. */
export function joinRequestsList(space: string): AxeroList {
	const path = `/spaces/${pathSegment('Space', space)}/users`;
	return { ...PEOPLE, path, query: [['spaceUserMembershipStatus', '0']], about: `space ${space}` };
}

function byName(text: string): Pick<AxeroList, 'query' | 'about'> {
	return { query: [['username', text]], about: searchFor(text) };
}

function searchFor(text: string): string {
	return `search for "${text}"`;
}

/** All rows of a list. */
export function listed(request: AxeroRequest, list: AxeroList, longestPage = LONGEST_PAGE): AsyncGenerator<JsonObject, ListEnd> {
	return rowsOf({
		start: FIRST_PAGE,
		read: async (place) => await pageOf(request, list, place, longestPage),
		idOf: (row) => idOf(list, row),
	});
}

/**
 * One page of a list. It goes on until the total is reached or, where no total comes, until a page is shorter than the one before:
 * a site may give shorter pages than it was asked for. A list that is not paged at all comes again as its
 * second page, and ends there; one that was cut at the length asked for is given again, so that it counts as incomplete.
 */
export async function pageOf(
	request: AxeroRequest,
	list: AxeroList,
	{ page, given, before }: Place,
	longestPage = LONGEST_PAGE,
): Promise<AxeroPage> {
	const { rows, ...counted } = await rowsIn(request, list, [
		['startpage', String(page)],
		[list.lengthName, String(longestPage)],
	]);
	const [row] = rows;
	if (row === undefined) return { rows, ...counted };
	const first = idOf(list, row) || writeJson(row);
	if (before?.first === first) return { rows: rows.length === longestPage ? rows : [], again: true, ...counted };
	const next: Place = { page: page + 1, given: given + rows.length, before: { rows: rows.length, first } };
	const isLast = counted.total === undefined ? rows.length < (before?.rows ?? 0) : next.given >= counted.total;
	return { rows, ...counted, ...(isLast ? {} : { next }) };
}

/**
 * ResponseData is a list of objects, or the answer is one whose rows all have the ID that is theirs.
 * @throws FailureError `unreadable` for anything else: an answer that can't be read must not pass for "nobody"
 */
async function rowsIn(
	request: AxeroRequest,
	{ path, query, idName, about }: AxeroList,
	paging: AxeroList['query'],
): Promise<Readonly<{ rows: readonly JsonObject[]; total?: number }>> {
	const { data, ...counted } = await request({
		method: 'GET',
		path,
		query: [...query, ...paging],
		about,
		bare: (answer) => Array.isArray(answer) && (answer.length === 0 || answer.some((row) => isJsonObject(row) && scalarText(row[idName]))),
	});
	// What is no record stays a row, without an ID: it has to be told of.
	if (Array.isArray(data) && (data.length === 0 || data.some(isJsonObject)))
		return { rows: data.map((row) => (isJsonObject(row) ? row : {})), ...counted };
	throw failed({
		kind: 'unreadable',
		status: 200,
		says: `Axero was asked for a list (${path}) and returned something else`,
		todo: 'Your version of Axero may answer differently than this node expects.',
	});
}

function idOf({ idName }: AxeroList, row: JsonObject): string {
	return scalarText(row[idName]) ?? '';
}
