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
	/** What a row must not share with another one; empty for a row that lacks it. */
	idOf: (row: Row) => string;
}>;

/**
 * All rows of a paged list, page by page. Ends whatever the vendor does: a cursor that comes again and an
 * offset that is set back to the beginning end the list as incomplete, and so does a list without an end; a row that moved to a later page
 * while the list was read is given once. A row without an ID is left out and told of.
 * @returns at the end, whether the list is complete
 */
export async function* rowsOf<Row, Place>({ start, read, idOf }: Paged<Row, Place>): AsyncGenerator<Row, ListEnd> {
	const visited = new Set<string>();
	const given = new Set<string>();
	let nameless = 0;
	let place: Place | undefined = start;

	while (place !== undefined) {
		if (visited.size >= MOST_PAGES) return ended(nameless, `it has more than ${MOST_PAGES} pages`);
		if (visited.has(JSON.stringify(place))) return ended(nameless, 'the vendor led back to a page that was read already');
		visited.add(JSON.stringify(place));

		const page: Page<Row, Place> = await read(place);
		const rows = page.rows.filter((row) => idOf(row) !== '');
		nameless += page.rows.length - rows.length;
		const fresh = rows.filter((row) => !given.has(idOf(row)));
		for (const row of fresh) {
			if (given.has(idOf(row))) continue;
			given.add(idOf(row));
			yield row;
		}
		if (rows.length > 0 && fresh.length === 0) return ended(nameless, 'a page held nobody new');
		place = page.next;
		if (place === undefined) return ended(nameless, missing(given.size + nameless, page.total));
	}
	return ended(nameless);
}

function missing(came: number, total: number | undefined): string | undefined {
	return total === undefined || came >= total ? undefined : `the vendor counts ${total}, and ${came} came`;
}

function ended(nameless: number, why?: string): ListEnd {
	const leftOut =
		nameless === 0 ? undefined : `${nameless} ${nameless === 1 ? 'row has no ID and was' : 'rows have no ID and were'} left out`;
	const whys = [why, leftOut].filter((one) => one !== undefined);
	return whys.length === 0 ? { complete: true } : { complete: false, why: whys.join('; ') };
}
