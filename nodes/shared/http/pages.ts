import { createHash } from 'node:crypto';

import { failed, type ListEnd } from '../failure';
import { readingAhead } from './ahead';
import type { VendorAnswer } from './types';

export type { ListEnd };

/** A million users, where a page has a hundred. */
const MOST_PAGES = 10_000;
/** A list that is different each time is said to be incomplete. */
const MOST_LOOKS = 3;

/**
 * One page of a list. Without `next` it is the last one. `total` counts all rows, where the vendor tells. `overlaps`: the
 * next page begins with the last row of this one, so that whatever moved in between shows. `following`: the places behind
 * `next`, as far as they are known, which are read ahead of time.
 */
export type Page<Row, Place> = Readonly<{
	rows: readonly Row[];
	next?: Place;
	total?: number;
	overlaps?: true;
	following?: readonly Place[];
}>;

/**
 * A page that came and waits to be opened: as bytes it takes a fraction of the memory. A second look does not open what came at
 * the same place with the same mark.
 */
export type Unopened<Row, Place> = Readonly<{ mark: () => string; open: () => Page<Row, Place> }>;

type Paged<Row, Place> = Readonly<{
	start: Place;
	/** Reads the page at this place: an offset, a page number, a vendor's cursor. */
	read: (place: Place) => Promise<Page<Row, Place> | Unopened<Row, Place>>;
	/** What a row must not share with another one; empty for a row that lacks it. */
	idOf: (row: Row) => string;
}>;

/** What is kept of a page: where it stood, its IDs as one text, what it said beside its rows, and where there was one, its mark. */
type Seen<Place> = Readonly<{ at: string; ids: string; told: Omit<Page<never, Place>, 'rows'>; mark?: string }>;

/** One way through all pages, and what was odd. */
type Look<Place> = Readonly<{
	pages: ReadonlyArray<Seen<Place>>;
	came: number;
	nameless: number;
	total?: number;
	/** Whether all pages are linked: each begins where the one before ended, and the count stayed the same. */
	isLinked: boolean;
	/** Whether it went only as far as it had to: everything was as in the look before. */
	isSame: boolean;
	/** Why there was no going on. */
	stuck?: string;
}>;

/** A look on its way: its number, the look before it, and in which one each ID came last. */
type Looking<Place> = Readonly<{ number: number; before: Look<Place> | undefined; cameIn: Map<string, number> }>;

/**
 * All rows of a paged list, page by page. When somebody is deleted meanwhile, the others move up, and who stood on the
 * next page is on none. That shows where pages overlap; elsewhere a list of several pages is looked at twice. Where
 * something has moved, it is read again, and only rows that did not come before are given.
 * Ends whatever the vendor does: a cursor that comes again, an offset that is set back to the beginning and a list without
 * an end end it as incomplete. A row without an ID is left out and told of. Of all rows that were given, the IDs are kept.
 * @returns at the end, whether the list is complete
 */
export async function* rowsOf<Row, Place>(paged: Paged<Row, Place>): AsyncGenerator<Row, ListEnd> {
	const cameIn = new Map<string, number>();
	let before: Look<Place> | undefined;
	for (let number = 1; number <= MOST_LOOKS; number += 1) {
		const look: Look<Place> = yield* lookThrough(paged, { number, before, cameIn });
		const whole = look.isSame && before ? before : look;
		if (look.stuck !== undefined) return ended(whole, look.stuck);
		if (look.isLinked || look.isSame || look.pages.length < 2) return ended(whole, missing(whole));
		before = look;
	}
	return ended(before, `it was different each time it was read (${MOST_LOOKS} times)`);
}

async function* lookThrough<Row, Place>(
	{ start, read, idOf }: Paged<Row, Place>,
	{ number, before, cameIn }: Looking<Place>,
): AsyncGenerator<Row, Look<Place>> {
	const ahead = readingAhead(read, before ? before.pages.length - 1 : MOST_PAGES);
	const visited = new Set<string>();
	const pages: Seen<Place>[] = [];
	let [named, nameless, total, isLinked]: [number, number, number | undefined, boolean] = [0, 0, undefined, true];
	let last: string | undefined; // with which the next page has to begin
	const look = (more: Readonly<{ stuck?: string; isSame?: true }> = {}): Look<Place> => ({
		...{ pages, came: named + nameless, nameless, isLinked, isSame: false, ...more },
		...(total === undefined ? {} : { total }),
	});

	let place: Place | undefined = start;
	while (place !== undefined) {
		const at: string = JSON.stringify(place);
		if (visited.size >= MOST_PAGES) return look({ stuck: `it has more than ${MOST_PAGES} pages` });
		if (visited.has(at)) return look({ stuck: 'the vendor returned the same page twice' });
		visited.add(at);

		const came: Page<Row, Place> | Unopened<Row, Place> = await ahead.read(place);
		const { page, seen } = opened({ at, came, before: before?.pages[pages.length], idOf });
		ahead.expect(page);
		isLinked &&= total === undefined || page.total === undefined || page.total === total;
		total = page.total ?? total;
		const ids = idsOf(seen);
		const goesOn = last !== undefined && ids[0] === last;
		isLinked &&= pages.length === 0 || goesOn;
		last = page.overlaps ? ids.at(-1) : undefined;
		const others = goesOn ? ids.slice(1) : ids;
		const fresh = others.filter((id) => id !== '');
		if (fresh.length > 0 && fresh.every((id) => cameIn.get(id) === number)) return look({ stuck: 'a page had no new users' });
		nameless += others.length - fresh.length;
		for (const [i, id] of ids.entries()) {
			if (id === '') continue;
			const cameLast = cameIn.get(id);
			if (cameLast !== number) named += 1;
			cameIn.set(id, number);
			const row = page.rows[i];
			if (cameLast === undefined && row !== undefined) yield row;
		}
		pages.push(seen);
		if (isAsFar(pages, before)) return look({ isSame: true });
		place = page.next;
	}
	return look();
}

type Came<Row, Place> = Readonly<{
	at: string;
	came: Page<Row, Place> | Unopened<Row, Place>;
	before: Seen<Place> | undefined;
	idOf: (row: Row) => string;
}>;

/** Opens a page, unless it is the one that was there in the look before: then all of its rows were given, and none is wanted. */
function opened<Row, Place>({ at, came, before, idOf }: Came<Row, Place>): Readonly<{ page: Page<Row, Place>; seen: Seen<Place> }> {
	if ('rows' in came) return { page: came, seen: seenOf(came, { at, before, idOf }) };
	if (before?.mark !== undefined && before.at === at && before.mark === came.mark())
		return { page: { ...before.told, rows: [] }, seen: before };
	const page = came.open();
	// A list of one page is not looked at again.
	return { page, seen: { ...seenOf(page, { at, before, idOf }), ...(page.next === undefined ? {} : { mark: came.mark() }) } };
}

function seenOf<Row, Place>(
	{ rows, ...told }: Page<Row, Place>,
	{ at, before, idOf }: Pick<Came<Row, Place>, 'at' | 'before' | 'idOf'>,
): Seen<Place> {
	const ids = JSON.stringify(rows.map(idOf));
	// Of two equal texts, the one that is kept already.
	return { at, told, ids: before?.ids === ids ? before.ids : ids };
}

/** As texts of their own: a part of a longer one keeps the whole of it in memory, here the answer with all records. */
function idsOf({ ids }: Pick<Seen<unknown>, 'ids'>): readonly string[] {
	const list: unknown = JSON.parse(ids);
	return Array.isArray(list) ? list.map(String) : [];
}

/** What an answer has in common only with the same one. */
export function markOf(answer: Pick<VendorAnswer, 'status' | 'body' | 'chunks'>): string {
	const hash = createHash('sha256').update(`${answer.status} `);
	for (const chunk of answer.chunks ?? [answer.body]) hash.update(chunk);
	return hash.digest('base64');
}

/** Whether all pages but the last one are as they were: what stood on that one could not move on. */
function isAsFar<Place>(pages: Look<Place>['pages'], before: Look<Place> | undefined): boolean {
	return before !== undefined && pages.length === before.pages.length - 1 && pages.every(({ ids }, i) => ids === before.pages[i]?.ids);
}

function missing({ came, total }: Look<unknown>): string | undefined {
	return total === undefined || came >= total ? undefined : `the vendor counts ${total}, and ${came} came`;
}

function ended(look: Pick<Look<unknown>, 'nameless' | 'came'> | undefined, why?: string): ListEnd {
	const { nameless = 0, came = 0 } = look ?? {};
	const leftOut =
		nameless === 0 ? undefined : `${nameless} ${nameless === 1 ? 'row has no ID and was' : 'rows have no ID and were'} left out`;
	const whys = [why, leftOut].filter((one) => one !== undefined);
	if (whys.length === 0) return { complete: true };
	// Where no row has an ID, it is another list than the one that was asked for.
	return { complete: false, lacks: why === undefined && nameless < came ? 'details' : 'rows', why: whys.join('; ') };
}

/** All rows of a list, and how it ended. */
export async function readAll<Row>(list: AsyncGenerator<Row, ListEnd>): Promise<Readonly<{ rows: readonly Row[]; end: ListEnd }>> {
	const rows: Row[] = [];
	for (let next = await list.next(); ; next = await list.next()) {
		if (next.done) return { rows, end: next.value };
		rows.push(next.value);
	}
}

/**
 * All rows of a list in which something is looked for: among rows that did not come there could be another one that fits.
 * @param what of what it is, within a sentence: `departments`
 * @throws FailureError `incomplete`
 */
export async function allRows<Row>(list: AsyncGenerator<Row, ListEnd>, what: string): Promise<readonly Row[]> {
	const { rows, end } = await readAll(list);
	if (end.complete || end.lacks === 'details') return rows;
	throw failed({ kind: 'incomplete', says: `The list of ${what} may lack some: ${end.why}`, todo: 'Run this again, or choose by ID.' });
}
