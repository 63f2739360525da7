import type { FieldName, FieldValue } from '../provisioning/types';
import { givensOf, type Entry, type Given, type Part } from './given';
import { asActive, attributeKey, filterKey, isActive, isManager, meets, pathText, type Filter, type ScimPath } from './paths';
import { isPatch, patchGivens } from './patch';
import { readTable, type Line, type ScimTable } from './table';
import { invalid, isEmpty, membersOf, toFieldValue, type ScimJson } from './values';

/** What a row found, and the attributes that it accounts for. */
type Found = Readonly<{ value: ScimJson; written: readonly string[] }>;

/** They describe the value beside them and are no loss where it is taken (RFC 7643 §2.4, §4.3). */
const DESCRIBING: ReadonlySet<string> = new Set(['type', 'primary', 'display', '$ref', 'displayname']);

/**
 * What a SCIM user asks of a vendor's fields: a whole User (RFC 7643 §4.1) or a PatchOp message (RFC 7644 §3.5.2).
 *
 * Values stay what they are; `null`, `""` and `[]` come out as null: to be emptied. Absent attributes are not in the
 * map. Names and URNs are read in any case. `schemas`, `id`, `meta` and `groups` are read-only and never map.
 *
 * A filter that no entry fits: the attribute's first type in the table takes the entry that is `primary`, else the only
 * entry, else the only one without a type; never one that another row names. A PATCH names types, or shows some entries
 * of several, so there it takes the primary one at most.
 *
 * Rows that share a field: the first with a value wins; of empty ones only the first row empties the field.
 * @returns `ignored`: what was given and went nowhere, as attribute paths, without values
 * @throws FailureError `invalid` naming the parameter "SCIM User"
 */
export function readScim(
	user: unknown,
	table: ScimTable,
): Readonly<{ values: ReadonlyMap<FieldName, FieldValue | null>; ignored: readonly string[] }> {
	const { lines, schemas, filters } = readTable(table);
	const members = membersOf(user);
	const givens = isPatch(members) ? patchGivens(members, schemas) : givensOf(members, { schemas });
	const latestFirst = [...givens].reverse();
	const values = new Map<FieldName, FieldValue | null>();
	const taken = new Set<string>();
	const first = firstRows(lines);
	for (const line of lines) {
		const found = latestFound(latestFirst, line.path, filters.get(attributeKey(line.path)) ?? []);
		if (found !== undefined && take(line, found, { values, first })) found.written.forEach((path) => taken.add(path.toLowerCase()));
	}
	return { values, ignored: [...new Set(givens.flatMap((given) => leftOver(given, taken)))] };
}

function firstRows(lines: readonly Line[]): ReadonlyMap<FieldName, Line> {
	return new Map([...lines].reverse().map((line) => [line.row.field, line]));
}

type Taking = Readonly<{ values: Map<FieldName, FieldValue | null>; first: ReadonlyMap<FieldName, Line> }>;

/** Puts what a row found into its field. @returns whether the value is accounted for */
function take(line: Line, { value }: Found, { values, first }: Taking): boolean {
	const { field, toField } = line.row;
	const given = isEmpty(value) ? null : toFieldValue(pathText(line.path), value);
	if (given === undefined) return false;
	const known = values.get(field);
	if (given === null) {
		if (known === undefined && first.get(field) === line) values.set(field, null);
		return values.has(field);
	}
	const typed = isActive(line.path) ? active(given) : given;
	const converted = toField === undefined ? typed : toField(typed);
	if (converted === undefined) return false;
	if (known !== undefined && known !== null) return JSON.stringify(known) === JSON.stringify(converted);
	values.set(field, isEmpty(converted) ? null : converted);
	return true;
}

function active(value: FieldValue): boolean {
	const asBoolean = asActive(value);
	if (asBoolean === undefined) throw invalid('active takes true or false in SCIM User', 'Check the expression, or leave active out.');
	return asBoolean;
}

function latestFound(latestFirst: readonly Given[], path: ScimPath, filters: readonly Filter[]): Found | undefined {
	const key = attributeKey(path);
	for (const given of latestFirst) {
		const found = given.key === key ? seek(given, path, filters) : undefined;
		if (found !== undefined) return found;
	}
	return undefined;
}

function seek(given: Given, path: ScimPath, filters: readonly Filter[]): Found | undefined {
	if (given.kind === 'cleared') return { value: null, written: [given.written] };
	if (path.filter.length === 0 && path.sub === undefined) return whole(given, path);
	const isOne = path.filter.length === 0 && given.kind !== 'list' && given.kind !== 'some';
	const entry = isOne ? given.entries[0] : chosen(given, path.filter, filters);
	return entry && partOf(entry, path.sub ?? 'value');
}

/** The value of a path that names nothing inside the attribute. */
function whole({ kind, entries }: Given, path: ScimPath): Found | undefined {
	const [entry] = entries;
	if (kind === 'list') return { value: entries.map(listValue), written: entries.flatMap(writtenIn) };
	if (entry === undefined || kind === 'some') return undefined;
	if (kind === 'member' || isManager(path)) return partOf(entry, 'value');
	const value = hasMore(entry) ? undefined : partOf(entry, 'value');
	return value ?? { value: membersIn(entry), written: writtenIn(entry) };
}

/** `[{"value": "a", "type": "b"}]` is a list of one text; entries that hold more stay as they are. */
function listValue(entry: Entry): ScimJson {
	const value = entry.parts.get('value');
	return value === undefined || hasMore(entry) ? membersIn(entry) : value.value;
}

function hasMore(entry: Entry): boolean {
	return [...entry.parts.keys()].some((name) => name !== 'value' && !DESCRIBING.has(name));
}

function membersIn(entry: Entry): ScimJson {
	return new Map([...entry.parts.values()].map(({ sub, value }) => [sub, value]));
}

function chosen({ kind, entries }: Given, filter: Filter, filters: readonly Filter[]): Entry | undefined {
	const fitting = filter.length === 0 ? [] : entries.filter(({ facts }) => meets(filter, facts));
	const own = fitting.find(isPrimary) ?? fitting[0];
	const main = filters.find((other) => other.length === 0) ?? filters[0] ?? [];
	if (own !== undefined || filterKey(main) !== filterKey(filter)) return own;
	const free = entries.filter(({ facts }) => !filters.some((other) => other.length > 0 && meets(other, facts)));
	const [only, ...others] = entries.length === 1 ? free : free.filter(({ facts }) => !facts.has('type'));
	return free.find(isPrimary) ?? (kind === 'some' || others.length > 0 ? undefined : only);
}

function isPrimary({ facts }: Entry): boolean {
	return facts.get('primary') === 'true';
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

/** What no row took: the attribute, some of its entries, or some of their parts. */
function leftOver({ written, kind, entries }: Given, taken: ReadonlySet<string>): readonly string[] {
	const isTaken = (path: string) => taken.has(path.toLowerCase());
	if (kind === 'cleared' || entries.length === 0) return isTaken(written) ? [] : [written];
	const worth = entries.flatMap(worthTaking);
	if (!worth.some(isTaken)) return worth.length === 0 ? [] : [written];
	return entries.flatMap((entry) => leftIn(entry, isTaken));
}

function leftIn(entry: Entry, isTaken: (path: string) => boolean): readonly string[] {
	const worth = worthTaking(entry);
	const left = worth.filter((path) => !isTaken(path));
	return left.length > 0 && left.length === worth.length ? [entry.written] : left;
}

function worthTaking(entry: Entry): readonly string[] {
	if (entry.removed) return [entry.written];
	const parts = [...entry.parts.values()];
	const telling = parts.filter(({ sub }) => !DESCRIBING.has(sub.toLowerCase()));
	return writtenOf(telling.length > 0 ? telling : parts);
}

function writtenIn(entry: Entry): readonly string[] {
	return writtenOf([...entry.parts.values()]);
}

function writtenOf(parts: readonly Part[]): readonly string[] {
	return parts.map(({ written }) => written);
}
