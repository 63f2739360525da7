import { Refusal, countFrom } from '../http/wire';
import { type Json, textAt } from './exactJson';
import { type JsonTree, REF } from './wire';

const USUAL_LIMIT = 200;

/** How one list sorts and what it shows when `fields` is left out. */
export interface Listing<Row extends JsonTree> {
	/** The plural in which the rows are nested: users.users. */
	readonly member: string;
	/** Sort key of the page to the member that it stands for. */
	readonly sortKeys: Readonly<Record<string, readonly string[]>>;
	/** The user list takes one sort field, the group list several. */
	readonly manySorts?: boolean;
	readonly summary: (row: Row) => JsonTree;
	/** Members of members that `fields` names without their parent. */
	readonly flat?: (row: Row) => JsonTree;
}

/** Sorts, cuts, and shows the fields that were asked for. */
export function listed<Row extends JsonTree>(hits: readonly Row[], query: URLSearchParams, listing: Listing<Row>): Json {
	const offset = countFrom(query.get('offset') ?? undefined, 0);
	const limit = countFrom(query.get('limit') ?? undefined, USUAL_LIMIT);
	if (offset === undefined) throw new Refusal(400, 'Invalid offset', REF.offset);
	if (!limit) throw new Refusal(400, 'Invalid limit', REF.limit);
	const rows = sorted(hits, query.get('sort'), listing).slice(offset, offset + limit);
	return {
		totalcount: hits.length,
		total: rows.length,
		currentpage: Math.floor(offset / limit),
		[listing.member]: rows.map((row) => shownFields(row, query.get('fields'), listing)),
	};
}

/** The error table demands the sign, and an unescaped + arrives as a blank. */
function sorted<Row extends JsonTree>(rows: readonly Row[], sort: string | null, { sortKeys, manySorts = false }: Listing<Row>): Row[] {
	const keys = sort === null ? [] : manySorts ? sort.split(',') : [sort];
	const orders = keys.map((key) => {
		const path = sortKeys[key.slice(1)];
		const sign = key.startsWith('+') ? 1 : key.startsWith('-') ? -1 : 0;
		if (!path || sign === 0) throw new Refusal(400, 'Invalid sort parameter', REF.sort);
		return (a: Row, b: Row): number => sign * textAt(a, ...path).localeCompare(textAt(b, ...path), 'en', { numeric: true });
	});
	return [...rows].sort((a, b) => orders.reduce((found, order) => found || order(a, b), 0));
}

function shownFields<Row extends JsonTree>(row: Row, fields: string | null, { summary, flat }: Listing<Row>): JsonTree {
	if (fields === null || fields === '') return summary(row);
	if (fields === 'all') return row;
	const members = flat ? flat(row) : row;
	const wanted = fields.split(',').filter((field) => members[field] !== undefined);
	return Object.fromEntries(wanted.map((field) => [field, members[field] as Json]));
}

/** Comma-separated values of a filter; none when it is not there. */
export function valuesOf(query: URLSearchParams, name: string): string[] {
	const text = query.get(name);
	return text === null || text === '' ? [] : text.split(',');
}

const DAY_MS = 86_400_000;
const LAST: Readonly<Record<string, number>> = { lastweek: 7, lastmonth: 31, lastyear: 366 };

/** `lastweek`, `lastmonth`, `lastyear` or `YYYYMMDD,YYYYMMDD`; both days count. */
export function dateFilter(query: URLSearchParams, ...spellings: string[]): (time: number) => boolean {
	const given = spellings.map((name) => query.get(name)).find((text) => text !== null);
	if (given === undefined || given === null) return () => true;
	const days = LAST[given];
	if (days !== undefined) return (time) => time >= Date.now() - days * DAY_MS && time <= Date.now();
	const range = /^(\d{4})(\d\d)(\d\d),(\d{4})(\d\d)(\d\d)$/.exec(given);
	if (!range) throw new Refusal(400, 'Invalid date parameter', REF.body);
	const [from = 0, to = 0] = [range.slice(1, 4), range.slice(4, 7)].map(([year, month, day]) =>
		Date.UTC(Number(year), Number(month) - 1, Number(day)),
	);
	return (time) => time >= from && time < to + DAY_MS;
}
