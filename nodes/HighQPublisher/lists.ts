import { rowsOf, type ListEnd, type Page } from '../shared/http/pages';
import type { VendorAnswer, VendorRequest } from '../shared/http/types';
import { failed } from '../shared/failure';
import type { Listed } from './format/userFormat';
import type { HighQRequest, MediaType } from './transport/request';

/** HighQ's own default; how much more it would give is not documented. */
export const PAGE_SIZE = 200;

/** What is asked of a list: filters, sort and fields, as query parameters. */
export type ListQuery = Readonly<{ query: NonNullable<VendorRequest['query']>; pageSize?: number }>;

export type HighQList<Row> = Readonly<{
	/** Below /api/2. */
	path: string;
	mediaType: MediaType;
	read: (answer: VendorAnswer) => Listed<Row>;
	idOf: (row: Row) => string | undefined;
}>;

/**
 * All rows of a list, page by page, by `limit` and `offset`, which counts rows: each page begins with the last row of
 * the one before.
 * Source: "Get User List", "Get Organisation List", "Get User Group List".
 */
export function highqRows<Row>(request: HighQRequest, list: HighQList<Row>, wanted: ListQuery): AsyncGenerator<Row, ListEnd> {
	const read = async (offset: number): Promise<Page<Row, number>> => {
		const page = await highqPage(request, list, { ...wanted, offset });
		const { next, rows } = page;
		return next === undefined || rows.length < 2 ? page : { ...page, next: next - 1, overlaps: true };
	};
	return rowsOf({ start: 0, read, idOf: (row) => list.idOf(row) ?? '' });
}

/** One page from this offset. Where the rows are counted, a short page is not taken for the last one. */
export async function highqPage<Row>(
	request: HighQRequest,
	{ path, mediaType, read }: HighQList<Row>,
	{ query, pageSize = PAGE_SIZE, offset }: ListQuery & Readonly<{ offset: number }>,
): Promise<Page<Row, number>> {
	const heard = await request({
		method: 'GET',
		path,
		mediaType,
		query: [...query, ['limit', String(pageSize)], ['offset', String(offset)]],
	});
	if (heard.kind === 'nobody') throw failed({ kind: 'notFound', says: heard.says, todo: 'Check the filters.' });
	const { rows, total } = read(heard.answer);
	const next = offset + rows.length;
	const isMore = rows.length > 0 && (total === undefined ? rows.length >= pageSize : next < total);
	return { rows, ...(isMore ? { next } : {}), ...(total === undefined ? {} : { total }) };
}
