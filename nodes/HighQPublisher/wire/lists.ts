import { rowsOf, type ListEnd, type Page } from '../../shared/http/pages';
import type { VendorRequest } from '../../shared/http/types';
import { failed } from '../../shared/failure';
import { scalarText, type JsonObject } from '../../shared/json/json';
import { DOMAIN, ORGANISATION, recordPath, rowsIn, type Names } from './answers';
import type { HighQRequest } from './request';

/** HighQ's own default; how much more it would give is not documented. */
export const PAGE_SIZE = 200;

/** What is asked of a list: filters, sort and fields, as query parameters. */
export type ListQuery = Readonly<{ query: NonNullable<VendorRequest['query']>; pageSize?: number }>;

/** A list, and what tells two of its rows apart. */
export type HighQList = Readonly<{
	/** Below /api/2. */
	path: string;
	names: Names;
	idOf: (row: JsonObject) => string | undefined;
}>;

/** GET /users, /organisations and /groups: all filters are HighQ's own; the wrapper of the last two is by analogy with users. */
export function listOf(names: Names): HighQList {
	return { path: `/${names.many}`, names, idOf: ({ id }) => scalarText(id) };
}

/**
 * GET /organisations/<ID>/domains. The properties of a row are not documented, so whatever is there tells two apart.
 * Source: "Get Organisation Domains"; the wrapper is by analogy with the other lists.
 */
export function domainList(id: string): HighQList {
	return {
		path: `${recordPath(ORGANISATION, id)}/domains`,
		names: DOMAIN,
		idOf: ({ id: own, url, name }) => scalarText(own) ?? scalarText(url) ?? scalarText(name),
	};
}

/**
 * All rows of a list, page by page, by `limit` and `offset`, which counts rows: each page begins with the last row of
 * the one before.
 * Source: "Get User List", "Get Organisation List", "Get User Group List".
 */
export function highqRows(request: HighQRequest, list: HighQList, wanted: ListQuery): AsyncGenerator<JsonObject, ListEnd> {
	const read = async (offset: number): Promise<Page<JsonObject, number>> => {
		const page = await highqPage(request, list, { ...wanted, offset });
		const { next, rows } = page;
		return next === undefined || rows.length < 2 ? page : { ...page, next: next - 1, overlaps: true };
	};
	return rowsOf({ start: 0, read, idOf: (row) => list.idOf(row) ?? '' });
}

/** One page from this offset. Where the rows are counted, a short page is not taken for the last one. */
export async function highqPage(
	request: HighQRequest,
	{ path, names }: HighQList,
	{ query, pageSize = PAGE_SIZE, offset }: ListQuery & Readonly<{ offset: number }>,
): Promise<Page<JsonObject, number>> {
	const answer = await request({
		method: 'GET',
		path,
		query: [...query, ['limit', String(pageSize)], ['offset', String(offset)]],
	});
	if (answer.kind === 'nobody') throw failed({ kind: 'notFound', says: answer.says, todo: 'Check the filters.' });
	const { rows, total } = rowsIn(answer, names);
	const next = offset + rows.length;
	const isMore = rows.length > 0 && (total === undefined ? rows.length >= pageSize : next < total);
	return { rows, ...(isMore ? { next } : {}), ...(total === undefined ? {} : { total }) };
}
