import type { Entry, Given, Part } from './given';
import { textOf } from './paths';
import type { Line } from './table';

/** They describe the value beside them and are no loss where it is taken (RFC 7643 §2.4, §4.3). */
const DESCRIBING: ReadonlySet<string> = new Set(['type', 'primary', 'display', '$ref', 'displayname']);

/** An attribute that went nowhere, or some of it, as an attribute path. */
export type LeftOver = Readonly<{
	path: string;
	/** Whether a row asks for it, and its field still did not take it. */
	hasField: boolean;
}>;

/**
 * What no row took: the attribute, some of its entries, or some of their parts.
 * @param rows those of the same attribute
 */
export function leftOver({ written, kind, entries }: Given, taken: ReadonlySet<string>, rows: readonly Line[]): readonly LeftOver[] {
	const isTaken = (path: string) => taken.has(path.toLowerCase());
	if (entries.length === 0) return isTaken(written) ? [] : [{ path: written, hasField: rows.length > 0 }];
	const left = entries.flatMap((entry) => leftIn(entry, { isTaken, isSplit: kind === 'members' && rows.length > 0, rows }));
	const worth = entries.flatMap(worthTaking);
	if (worth.length === 0 || worth.some(isTaken)) return left;
	// All of it is left. It goes by its own name, unless a row stands for another type or part of it.
	if (kind === 'filtered' || kind === 'member') return [{ path: written, hasField: left.some(({ hasField }) => hasField) }];
	const isWhole = rows.length === 0 || kind === 'scalar' || left.every(({ hasField }) => hasField);
	return isWhole ? [{ path: written, hasField: rows.length > 0 }] : left;
}

type Leaving = Readonly<{ isTaken: (path: string) => boolean; isSplit: boolean; rows: readonly Line[] }>;

function leftIn(entry: Entry, { isTaken, isSplit, rows }: Leaving): readonly LeftOver[] {
	const worth = partsWorth(entry);
	if (entry.removed) return isTaken(entry.written) ? [] : [{ path: entry.written, hasField: rows.some((row) => isFor(row, entry)) }];
	const left = worth
		.filter(({ written }) => !isTaken(written))
		.map(({ sub, written }) => ({ path: written, hasField: rows.some((row) => isFor(row, entry, sub)) }));
	if (isSplit || left.length === 0 || left.length < worth.length) return left;
	return [{ path: entry.written, hasField: left.some(({ hasField }) => hasField) }];
}

/** Whether a row stands for this part of an entry of this type. */
function isFor({ path }: Line, { facts }: Entry, sub?: string): boolean {
	const type = (facts.get('type') ?? '').trim();
	const isOtherType = path.filter.some(({ attribute, value }) => attribute.toLowerCase() === 'type' && textOf(value) !== type);
	if (type !== '' && isOtherType) return false;
	const isWhole = path.sub === undefined && path.filter.length === 0;
	return sub === undefined || isWhole || (path.sub ?? 'value').toLowerCase() === sub.toLowerCase();
}

/** Whether an entry holds more than a value and what describes it. */
export function hasMore(entry: Entry): boolean {
	return [...entry.parts.keys()].some((name) => name !== 'value' && !DESCRIBING.has(name));
}

function worthTaking(entry: Entry): readonly string[] {
	return entry.removed ? [entry.written] : partsWorth(entry).map(({ written }) => written);
}

function partsWorth(entry: Entry): readonly Part[] {
	const parts = [...entry.parts.values()];
	const telling = parts.filter(({ sub }) => !DESCRIBING.has(sub.toLowerCase()));
	return telling.length > 0 ? telling : parts;
}
