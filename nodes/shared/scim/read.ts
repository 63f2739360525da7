import type { FieldName, FieldValue } from '../provisioning/types';
import { assertPlain } from './asStructure';
import { chosen } from './chosen';
import { givensOf, type Entry, type Given } from './given';
import { hasMore, leftOver } from './leftOver';
import { asActive, attributeKey, isActive, isManager, pathText, type Filter, type ScimPath } from './paths';
import { patchGivens } from './patch';
import { kindOf } from './resource';
import type { Extension, Line, ScimTable } from './table';
import { invalid, isEmpty, membersOf, toFieldValue, type ScimJson } from './values';

/** What a row found, and the attributes that it accounts for. */
type Found = Readonly<{ value: ScimJson; written: readonly string[]; isOrder?: boolean }>;

/** What a SCIM user or a PATCH asks of a vendor's fields. */
export type Asked = Readonly<{
	/** Null: to be emptied. Fields that nothing was said about are not in it. */
	values: ReadonlyMap<FieldName, FieldValue | null>;
	/** The fields among them that a PATCH removes: an order, and not a value that happens to be empty. */
	removed: ReadonlySet<FieldName>;
	/** What was given and no field stands for, as attribute paths, without values. */
	ignored: readonly string[];
	/** The same where a field stands for it and did not take it. */
	untaken: readonly string[];
	/** Whether it says that the user is not active, whatever field stands for that. */
	isInactive: boolean;
}>;

/**
 * What a SCIM user asks of a vendor's fields: a whole User (RFC 7643 §4.1) or a PatchOp message (RFC 7644 §3.5.2).
 *
 * Values stay what they are; `null`, `""` and `[]` come out as null. Absent attributes are not in the map. A list given
 * whole is the whole truth about its attribute (RFC 7644 §3.5.1, §3.5.2.3), so an entry that it lacks comes out as null
 * too; a sub-attribute that an entry lacks is left alone, as not every source of users knows all of them.
 * Names and URNs are read in any case. `schemas`, `id`, `meta` and `groups` are read-only and never map.
 *
 * Which entry of a list a row takes: see `chosen`. Rows that share a field: the first with a value wins; of empty ones
 * only the first row empties the field.
 * @throws FailureError `invalid` naming the parameter "SCIM User"
 */
export function readScim(user: unknown, table: ScimTable): Asked {
	const { lines: rows, schemas, filters, structures, extensions } = table;
	const members = membersOf(user);
	const where = { schemas, structures, open: new Set(extensions.map(({ schema }) => schema.toLowerCase())) };
	const isPatch = kindOf(members, { schemas, attributes: new Set(filters.keys()) }) === 'patch';
	const givens = isPatch ? patchGivens(members, where) : givensOf(members, where);
	const latestFirst = (isPatch ? [...givens] : listsFirst(givens)).reverse();
	const lines = [...rows, ...extensions.flatMap((extension) => linesIn(extension, latestFirst, rows))];
	const taking: Taking = { values: new Map(), removed: new Set(), first: firstRows(lines) };
	const taken = new Set<string>();
	for (const line of lines) {
		const found = latestFound(latestFirst, line.path, filters.get(attributeKey(line.path)) ?? []);
		if (found !== undefined && take(line, found, taking)) found.written.forEach((path) => taken.add(path.toLowerCase()));
	}
	const left = givens.flatMap((given) =>
		leftOver(
			given,
			taken,
			lines.filter(({ path }) => given.key !== '' && [attributeKey(path), path.schema.toLowerCase()].includes(given.key)),
		),
	);
	const named = (hasField: boolean) => [...new Set(left.filter((one) => one.hasField === hasField).map(({ path }) => path))];
	return {
		values: taking.values,
		removed: taking.removed,
		ignored: named(false),
		untaken: named(true),
		isInactive: isInactive(latestFirst),
	};
}

const ACTIVE: ScimPath = { schema: '', attribute: 'active', filter: [], sub: undefined };

function isInactive(latestFirst: readonly Given[]): boolean {
	const value = latestFound(latestFirst, ACTIVE, [])?.value;
	return (typeof value === 'string' || typeof value === 'boolean') && asActive(value) === false;
}

/** The members of a user have no order: what one says of an entry holds whatever list stands beside it. */
function listsFirst(givens: readonly Given[]): Given[] {
	return [...givens].sort((one, other) => Number(other.kind === 'list') - Number(one.kind === 'list'));
}

/** A row for each attribute that was given of an extension, unless it has one of its own. */
function linesIn({ schema, fieldOf }: Extension, givens: readonly Given[], rows: readonly Line[]): readonly Line[] {
	const prefix = `${schema.toLowerCase()}:`;
	const own = new Set(rows.map(({ path }) => attributeKey(path)));
	const names = new Map(givens.filter(({ key }) => key.startsWith(prefix) && !own.has(key)).map(({ key, attribute }) => [key, attribute]));
	return [...names.values()].map((attribute) => ({
		row: { path: `${schema}:${attribute}`, field: fieldOf(attribute) },
		path: { schema, attribute, filter: [], sub: undefined },
	}));
}

function firstRows(lines: readonly Line[]): ReadonlyMap<FieldName, Line> {
	return new Map([...lines].reverse().map((line) => [line.row.field, line]));
}

type Taking = Readonly<{
	values: Map<FieldName, FieldValue | null>;
	removed: Set<FieldName>;
	first: ReadonlyMap<FieldName, Line>;
}>;

/** Puts what a row found into its field. @returns whether the value is accounted for */
function take(line: Line, { value, isOrder = false }: Found, { values, removed, first }: Taking): boolean {
	const { field, toField } = line.row;
	assertPlain(line.path, value);
	const given = isEmpty(value) ? null : toFieldValue(pathText(line.path), value);
	if (given === undefined) return false;
	const known = values.get(field);
	if (given === null) {
		if (known === undefined && first.get(field) === line) {
			values.set(field, null);
			if (isOrder) removed.add(field);
		}
		return values.has(field);
	}
	const typed = isActive(line.path) ? active(given) : given;
	const converted = toField === undefined ? typed : toField(typed);
	if (converted === undefined) return false;
	if (known !== undefined && known !== null) return JSON.stringify(known) === JSON.stringify(converted);
	values.set(field, isEmpty(converted) ? null : converted);
	removed.delete(field);
	return true;
}

function active(value: FieldValue): boolean {
	const asBoolean = asActive(value);
	if (asBoolean === undefined) throw invalid('active takes true or false in SCIM User', 'Check the expression, or leave active out.');
	return asBoolean;
}

function latestFound(latestFirst: readonly Given[], path: ScimPath, filters: readonly Filter[]): Found | undefined {
	const [key, extension] = [attributeKey(path), path.schema.toLowerCase()];
	for (const given of latestFirst) {
		if (given.key === '') continue;
		const found = given.key === key || given.key === extension ? seek(given, path, filters) : undefined;
		if (found !== undefined) return { ...found, isOrder: given.isOrder };
	}
	return undefined;
}

function seek(given: Given, path: ScimPath, filters: readonly Filter[]): Found | undefined {
	if (given.kind === 'cleared') return { value: null, written: [given.written] };
	if (path.filter.length === 0 && path.sub === undefined) return whole(given, path);
	const isOne = path.filter.length === 0 && !['list', 'added', 'filtered', 'unknown'].includes(given.kind);
	const entry = isOne ? given.entries[0] : chosen(given, { filter: path.filter, filters });
	if (entry === 'none') return { value: null, written: [] };
	return entry && partOf(entry, path.sub ?? 'value');
}

/** The value of a path that names nothing inside the attribute. */
function whole({ kind, entries }: Given, path: ScimPath): Found | undefined {
	const [entry] = entries;
	if (kind === 'list') return { value: entries.map(listValue), written: entries.flatMap(writtenIn) };
	if (entry === undefined || kind === 'added' || kind === 'filtered') return undefined;
	if (kind === 'member' || isManager(path)) return partOf(entry, 'value');
	const value = hasMore(entry) ? undefined : partOf(entry, 'value');
	return value ?? { value: membersIn(entry), written: writtenIn(entry) };
}

/** `[{"value": "a", "type": "b"}]` is a list of one text; entries that hold more stay as they are. */
function listValue(entry: Entry): ScimJson {
	const value = entry.parts.get('value');
	return value === undefined || hasMore(entry) ? membersIn(entry) : value.value;
}

function membersIn(entry: Entry): ScimJson {
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
