import type { Entry, Given } from './given';
import { filterKey, meets, type Filter } from './paths';

/** What an attribute's rows ask for: this row's filter, and those of all its rows, the main one first. */
export type Asked = Readonly<{ filter: Filter; filters: readonly Filter[] }>;

/**
 * The entry that a row means (RFC 7644 §3.4.2.2): the one that its filter fits, of several the primary one.
 *
 * Where none fits, one may stand in for the attribute's main filter, unless another row names it: an entry without a
 * type; of e-mail addresses also a lone one of any type, as vendors keep one address and need it. A home address or a
 * fax is never taken for that of work.
 * @returns `none`: a list given whole has no such entry, so the user has none. undefined: it can't be told
 */
export function chosen(given: Given, { filter, filters }: Asked): Entry | 'none' | undefined {
	const fitting = filter.length === 0 ? [] : given.entries.filter(({ facts }) => meets(filter, facts));
	const own = fitting.find(isPrimary) ?? fitting[0];
	if (own !== undefined) return own;
	const main = filters.find((other) => other.length === 0) ?? filters[0] ?? [];
	const free = given.entries.filter(({ facts }) => !filters.some((other) => other.length > 0 && meets(other, facts)));
	if (filterKey(main) === filterKey(filter)) return standIn(given, filter, free);
	return given.kind === 'list' ? 'none' : undefined;
}

/** @param free the entries that no row names */
function standIn({ key, kind, entries }: Given, filter: Filter, free: readonly Entry[]): Entry | 'none' | undefined {
	const takesAnyType = filter.length === 0 || key === 'emails';
	const untyped = free.filter(hasNoType);
	const primary = (filter.length === 0 ? free : untyped).find(isPrimary);
	if (primary !== undefined) return primary;
	// What else the user has is not known: beside a filter not at all, beside what is added only that it has another type.
	if (kind === 'filtered') return undefined;
	const [only, ...others] = takesAnyType && entries.length === 1 && kind !== 'added' ? free : untyped;
	if (only !== undefined) return others.length === 0 ? only : undefined;
	return kind === 'list' && !(takesAnyType && free.length > 0) ? 'none' : undefined;
}

function hasNoType({ facts }: Entry): boolean {
	return (facts.get('type') ?? '').trim() === '';
}

function isPrimary({ facts }: Entry): boolean {
	return facts.get('primary') === 'true';
}
