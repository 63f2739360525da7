import { pathSegment } from '../shared/http/address';
import { rowsOf, type ListEnd, type Page, type Paged } from '../shared/http/pages';
import { scalarText, writeJson, type JsonObject } from '../shared/json/json';
import { readRows, type AxeroCall, type AxeroRequest } from './transport/request';

/*
 * Axero's lists, as the vendor's own mobile app of 2018 calls them; of GET /api/spaces, connectors use the
 * paging. StartPage is a page number and begins at 1. The longest page is not documented; 100 is what
 * connectors ask for.
 */
const LONGEST_PAGE = 100;

/** A list at Axero, and how it wants its pages. `text`: names, as far as the list can be searched; a search is not paged. */
export type AxeroList = Readonly<{
	path: string;
	query: NonNullable<AxeroCall['query']>;
	lengthName: 'pagelength' | 'PageSize';
	idName: 'UserID' | 'SpaceID';
	text?: string;
}>;

/** Where a page begins: its number, and what came before it. */
export type Place = Readonly<{ page: number; given: number; before?: Readonly<{ rows: number; first: string }> }>;

export const FIRST_PAGE: Place = { page: 1, given: 0 };

/** Users by name, or all of them. */
export function usersList(text = ''): AxeroList {
	return { path: '/users', query: [['sortorder', '0']], lengthName: 'pagelength', idName: 'UserID', text };
}

/** @param status 0 waiting, 1 published, 3 declined, 7 all */
export function spacesList(status: string): AxeroList {
	return { path: '/spaces', query: [['status', status]], lengthName: 'PageSize', idName: 'SpaceID' };
}

export function membersList(space: string, text = ''): AxeroList {
	return { path: `/spaces/${pathSegment('Space', space)}/members`, query: [], lengthName: 'pagelength', idName: 'UserID', text };
}

/** Who asks to join a space. */
export function joinRequestsList(space: string): AxeroList {
	return {
		path: `/spaces/${pathSegment('Space', space)}/users`,
		query: [['spaceUserMembershipStatus', '0']],
		lengthName: 'pagelength',
		idName: 'UserID',
	};
}

/** All rows of a list. */
export function listed(request: AxeroRequest, list: AxeroList, longestPage = LONGEST_PAGE): AsyncGenerator<JsonObject, ListEnd> {
	const paged: Paged<JsonObject, Place> = {
		start: FIRST_PAGE,
		read: async (place) => await pageOf(request, list, place, longestPage),
		idOf: (row) => idOf(list, row),
	};
	return rowsOf(paged);
}

/** One page of a list, or what a search found. */
export async function pageOf(
	request: AxeroRequest,
	list: AxeroList,
	place: Place,
	longestPage = LONGEST_PAGE,
): Promise<Page<JsonObject, Place>> {
	const { path, query, lengthName, text = '' } = list;
	if (text !== '') return await readRows(request, { method: 'GET', path, query: [['username', text]] });
	const paging: NonNullable<AxeroCall['query']> = [
		['startpage', String(place.page)],
		[lengthName, String(longestPage)],
	];
	const { rows, total } = await readRows(request, { method: 'GET', path, query: [...query, ...paging] });
	const [row] = rows;
	if (row === undefined) return { rows, ...(total === undefined ? {} : { total }) };
	return following(place, { rows, first: idOf(list, row), ...(total === undefined ? {} : { total }) });
}

type Answer = Readonly<{ rows: readonly JsonObject[]; first: string; total?: number }>;

/**
 * Goes on until the total is reached or, where no total comes, until a page is shorter than the one before:
 * a site may give shorter pages than it was asked for. A list that is not paged at all comes again as its
 * second page, and ends there.
 */
function following({ page, given, before }: Place, { rows, first, total }: Answer): Page<JsonObject, Place> {
	if (before?.first === first) return { rows: [] };
	const next: Place = { page: page + 1, given: given + rows.length, before: { rows: rows.length, first } };
	if (total !== undefined) return { rows, total, ...(next.given < total ? { next } : {}) };
	return rows.length < (before?.rows ?? 0) ? { rows } : { rows, next };
}

function idOf({ idName }: AxeroList, row: JsonObject): string {
	return scalarText(row[idName]) ?? writeJson(row);
}
