import type { FieldName, FieldValue } from '../provisioning/types';
import type { Entry, GivenAttribute } from './attributes';
import { DESCRIBING, latestFound, type Found } from './entries';
import { attributesOfMessage } from './message';
import { asActive, attributeKey, attributePath, isActive, pathText, textOf } from './paths';
import type { Extension, Line, ScimTable } from './table';
import { assertPlain, invalidUser, isEmpty, objectOf, scimFieldValue } from './values';

/** What a SCIM user or a PATCH asks of a vendor's fields. */
type ScimEdits = Readonly<{
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
 * Which entry of a list a row takes: see `entries.ts`. Rows that share a field: the first with a value wins; of empty ones
 * only the first row empties the field.
 * @throws FailureError `invalid` naming the parameter "SCIM User"
 */
export function readScim(user: unknown, table: ScimTable): ScimEdits {
	const { lines: rows, schemas, filters, structures, extensions } = table;
	const where = { schemas, structures, open: new Set(extensions.map(({ schema }) => schema.toLowerCase())) };
	const { isPatch, given: attributes } = attributesOfMessage(objectOf(user), where, new Set(filters.keys()));
	const latestFirst = (isPatch ? [...attributes] : listsFirst(attributes)).reverse();
	const lines = [...rows, ...extensions.flatMap((extension) => linesIn(extension, latestFirst, rows))];
	const first = new Map([...lines].reverse().map((line) => [line.row.field, line]));
	const taking: Taking = { values: new Map(), removed: new Set(), first };
	const taken = new Set<string>();
	for (const line of lines) {
		const found = latestFound(latestFirst, line.path, filters.get(attributeKey(line.path)) ?? []);
		if (found !== undefined && take(line, found, taking)) found.written.forEach((path) => taken.add(path.toLowerCase()));
	}
	const left = attributes.flatMap((attribute) => {
		const { key } = attribute;
		const own = lines.filter(({ path }) => key !== '' && [attributeKey(path), path.schema.toLowerCase()].includes(key));
		return remainderOf(attribute, taken, own);
	});
	const named = (hasField: boolean) => [...new Set(left.filter((one) => one.hasField === hasField).map(({ path }) => path))];
	const { values, removed } = taking;
	return { values, removed, ignored: named(false), untaken: named(true), isInactive: isInactive(latestFirst) };
}

function isInactive(latestFirst: readonly GivenAttribute[]): boolean {
	const value = latestFound(latestFirst, attributePath('', 'active'), [])?.value;
	return (typeof value === 'string' || typeof value === 'boolean') && asActive(value) === false;
}

/** The properties of a user have no order: what one says of an entry holds whatever list stands beside it. */
function listsFirst(attributes: readonly GivenAttribute[]): GivenAttribute[] {
	return [...attributes].sort((one, other) => Number(other.kind === 'list') - Number(one.kind === 'list'));
}

/** A row for each attribute that was given of an extension, unless it has one of its own. */
function linesIn({ schema, fieldOf }: Extension, given: readonly GivenAttribute[], rows: readonly Line[]): readonly Line[] {
	const prefix = `${schema.toLowerCase()}:`;
	const own = new Set(rows.map(({ path }) => attributeKey(path)));
	const names = new Map(given.filter(({ key }) => key.startsWith(prefix) && !own.has(key)).map(({ key, attribute }) => [key, attribute]));
	return [...names.values()].map((attribute) => ({
		row: { path: `${schema}:${attribute}`, field: fieldOf(attribute) },
		path: attributePath(schema, attribute),
	}));
}

type Taking = Readonly<{
	values: Map<FieldName, FieldValue | null>;
	removed: Set<FieldName>;
	/** By field, the first of its rows. */
	first: ReadonlyMap<FieldName, Line>;
}>;

/** Puts what a row found into its field. @returns whether the value is accounted for */
function take(line: Line, { value, isOrder = false }: Found, { values, removed, first }: Taking): boolean {
	const { field, toField } = line.row;
	assertPlain(line.path, value);
	const given = isEmpty(value) ? null : scimFieldValue(pathText(line.path), value);
	if (given === undefined) return false;
	const known = values.get(field);
	if (given === null) {
		if (known === undefined && first.get(field) === line) {
			values.set(field, null);
			if (isOrder) removed.add(field);
		}
		return values.has(field);
	}
	const typed = isActive(line.path) ? toActive(given) : given;
	const converted = toField === undefined ? typed : toField(typed);
	if (converted === undefined) return false;
	if (known !== undefined && known !== null) return JSON.stringify(known) === JSON.stringify(converted);
	values.set(field, isEmpty(converted) ? null : converted);
	removed.delete(field);
	return true;
}

function toActive(value: FieldValue): boolean {
	const asBoolean = asActive(value);
	if (asBoolean === undefined) throw invalidUser('active takes true or false in SCIM User', 'Check the expression, or leave out active.');
	return asBoolean;
}

/** An attribute that went nowhere, or some of it, as an attribute path. */
type Remainder = Readonly<{
	path: string;
	/** Whether a row asks for it, and its field still did not take it. */
	hasField: boolean;
}>;

/**
 * What no row took: the attribute, some of its entries, or some of their parts.
 * @param rows those of the same attribute
 */
function remainderOf({ written, kind, entries }: GivenAttribute, taken: ReadonlySet<string>, rows: readonly Line[]): readonly Remainder[] {
	const isTaken = (path: string) => taken.has(path.toLowerCase());
	if (entries.length === 0) return isTaken(written) ? [] : [{ path: written, hasField: rows.length > 0 }];
	const left = entries.flatMap((entry) => leftIn(entry, { isTaken, isSplit: kind === 'object' && rows.length > 0, rows }));
	const worth = entries.flatMap(worthTaking);
	if (worth.length === 0 || worth.some((part) => isTaken(part.written))) return left;
	// All of it is left. It goes by its own name, unless a row stands for another type or part of it.
	if (kind === 'filtered' || kind === 'part') return [{ path: written, hasField: left.some(({ hasField }) => hasField) }];
	const isWhole = rows.length === 0 || kind === 'scalar' || left.every(({ hasField }) => hasField);
	return isWhole ? [{ path: written, hasField: rows.length > 0 }] : left;
}

type Leaving = Readonly<{ isTaken: (path: string) => boolean; isSplit: boolean; rows: readonly Line[] }>;

function leftIn(entry: Entry, { isTaken, isSplit, rows }: Leaving): readonly Remainder[] {
	const worth = worthTaking(entry);
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

/** Without `sub`: all of an entry that a PATCH removes. */
function worthTaking(entry: Entry): ReadonlyArray<Readonly<{ sub?: string; written: string }>> {
	if (entry.removed) return [{ written: entry.written }];
	const parts = [...entry.parts.values()];
	const telling = parts.filter(({ sub }) => !DESCRIBING.has(sub.toLowerCase()));
	return telling.length > 0 ? telling : parts;
}
