import type { Entry, GivenAttribute } from './attributes';
import { attributeKey, filterKey, isManager, meets, type Filter, type ScimPath } from './paths';
import { isEmpty, type ScimJson } from './values';

/** What a row found, and the attributes that it accounts for. */
export type Found = Readonly<{ value: ScimJson; written: readonly string[]; isOrder?: boolean }>;

/**
 * What the latest of these attributes has at a path.
 * @param filters those of all rows of the attribute, the main one first
 */
export function latestFound(latestFirst: readonly GivenAttribute[], path: ScimPath, filters: readonly Filter[]): Found | undefined {
	const [key, extension] = [attributeKey(path), path.schema.toLowerCase()];
	for (const given of latestFirst) {
		if (given.key === '') continue;
		const found = given.key === key || given.key === extension ? seek(given, path, filters) : undefined;
		if (found !== undefined) return { ...found, isOrder: given.isOrder };
	}
	return undefined;
}

function seek(given: GivenAttribute, path: ScimPath, filters: readonly Filter[]): Found | undefined {
	if (given.kind === 'cleared') return { value: null, written: [given.written] };
	if (path.filter.length === 0 && path.sub === undefined) return whole(given, path);
	const isOne = path.filter.length === 0 && !['list', 'added', 'filtered', 'unknown'].includes(given.kind);
	const entry = isOne ? given.entries[0] : chooseEntry(given, path.filter, filters);
	if (entry === 'none') return { value: null, written: [] };
	return entry && partOf(entry, path.sub ?? 'value');
}

/**
 * The entry that a row means (RFC 7644 §3.4.2.2): the one that its filter fits, of several the primary one.
 *
 * Where none fits, one may stand in for the attribute's main filter, unless another row names it: an entry without a
 * type; of email addresses also a lone one of any type, as vendors keep one address and need it. A home address or a
 * fax is never taken for that of work.
 * @returns `none`: a list given whole has no such entry, so the user has none. undefined: it can't be told
 */
function chooseEntry(given: GivenAttribute, filter: Filter, filters: readonly Filter[]): Entry | 'none' | undefined {
	const fitting = filter.length === 0 ? [] : given.entries.filter(({ facts }) => meets(filter, facts));
	const own = fitting.find(isPrimary) ?? fitting[0];
	if (own !== undefined) return own;
	const main = filters.find((other) => other.length === 0) ?? filters[0] ?? [];
	const free = given.entries.filter(({ facts }) => !filters.some((other) => other.length > 0 && meets(other, facts)));
	if (filterKey(main) === filterKey(filter)) return standIn(given, filter, free);
	return given.kind === 'list' ? 'none' : undefined;
}

/** @param free the entries that no row names */
function standIn({ key, kind, entries }: GivenAttribute, filter: Filter, free: readonly Entry[]): Entry | 'none' | undefined {
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

/** The value of a path that names nothing inside the attribute. */
function whole({ kind, entries }: GivenAttribute, path: ScimPath): Found | undefined {
	const [entry] = entries;
	if (kind === 'list') return { value: entries.map(listValue), written: entries.flatMap(writtenIn) };
	if (entry === undefined || kind === 'added' || kind === 'filtered') return undefined;
	if (kind === 'part' || isManager(path)) return partOf(entry, 'value');
	const value = hasMore(entry) ? undefined : partOf(entry, 'value');
	return value ?? { value: objectIn(entry), written: writtenIn(entry) };
}

/** `[{"value": "a", "type": "b"}]` is a list of one text; entries that hold more stay as they are. */
function listValue(entry: Entry): ScimJson {
	const value = entry.parts.get('value');
	return value === undefined || hasMore(entry) ? objectIn(entry) : value.value;
}

function objectIn(entry: Entry): ScimJson {
	return new Map([...entry.parts.values()].map(({ sub, value }) => [sub, value]));
}

/** A reference without a value is known by the end of its URI (RFC 7643 §4.3, `manager.$ref`). */
function partOf(entry: Entry, sub: string): Found | undefined {
	if (entry.removed) return { value: null, written: [entry.written] };
	const part = entry.parts.get(sub.toLowerCase());
	const reference = entry.parts.get('$ref');
	if (sub.toLowerCase() === 'value' && (part === undefined || isEmpty(part.value)) && typeof reference?.value === 'string') {
		const id = lastSegment(reference.value);
		if (id !== '') return { value: id, written: [reference.written, ...(part === undefined ? [] : [part.written])] };
	}
	return part && { value: part.value, written: [part.written] };
}

function lastSegment(uri: string): string {
	const [path = ''] = uri.split(/[?#]/);
	const segments = path.split('/').filter((segment) => segment !== '');
	const segment = segments.at(-1) ?? '';
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

function writtenIn(entry: Entry): readonly string[] {
	return [...entry.parts.values()].map(({ written }) => written);
}

/** They describe the value beside them and are no loss where it is taken (RFC 7643 §2.4, §4.3). */
export const DESCRIBING: ReadonlySet<string> = new Set(['type', 'primary', 'display', '$ref', 'displayname']);

/** Whether an entry holds more than a value and what describes it. */
function hasMore(entry: Entry): boolean {
	return [...entry.parts.keys()].some((name) => name !== 'value' && !DESCRIBING.has(name));
}
