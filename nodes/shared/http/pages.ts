import type { ListEnd } from '../listEnd';

export type { ListEnd };

/** A million users, where a page has a hundred. */
const MOST_PAGES = 10_000;

/** One page of a list. Without `next` it is the last one. `total` counts all rows, where the vendor tells. */
export type Page<Row, Place> = Readonly<{ rows: readonly Row[]; next?: Place; total?: number }>;

export type Paged<Row, Place> = Readonly<{
	start: Place;
	/** Reads the page at this place: an offset, a page number, a vendor's cursor. */
	read: (place: Place) => Promise<Page<Row, Place>>;
	/** What a row must not share with another one. */
	idOf: (row: Row) => string;
}>;

/**
 * All rows of a paged list, page by page. Ends whatever the vendor does: a cursor that comes again and an
 * offset that is set back to the beginning end the list as incomplete, and so does a list without an end; a row that moved to a later page
 * while the list was read is given once.
 * @returns at the end, whether the list is complete
 */
export async function* rowsOf<Row, Place>({ start, read, idOf }: Paged<Row, Place>): AsyncGenerator<Row, ListEnd> {
	const visited = new Set<string>();
	const given = new Set<string>();
	let place: Place | undefined = start;

	while (place !== undefined) {
		if (visited.size >= MOST_PAGES) return { complete: false, why: `it has more than ${MOST_PAGES} pages` };
		if (visited.has(JSON.stringify(place))) return { complete: false, why: 'the vendor led back to a page that was read already' };
		visited.add(JSON.stringify(place));

		const page: Page<Row, Place> = await read(place);
		const fresh = page.rows.filter((row) => !given.has(idOf(row)));
		for (const row of fresh) {
			if (given.has(idOf(row))) continue;
			given.add(idOf(row));
			yield row;
		}
		if (page.rows.length > 0 && fresh.length === 0) return { complete: false, why: 'a page held nobody new' };
		place = page.next;
		if (place === undefined) return ended(given.size, page.total);
	}
	return { complete: true };
}

function ended(given: number, total: number | undefined): ListEnd {
	if (total === undefined || given >= total) return { complete: true };
	return { complete: false, why: `the vendor counts ${total}, and ${given} came` };
}
