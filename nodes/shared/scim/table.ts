import { invalid } from '../failure';
import type { FieldName, FieldValue } from '../provisioning/types';
import { attributeKey, CORE, ENTERPRISE, isReadOnly, parsePath, pathKey, sameName, type Filter, type ScimPath } from './paths';
import type { Structures } from './values';

/** One line of a vendor's mapping table. */
export type ScimRow = Readonly<{
	/**
	 * A SCIM attribute path: `userName`, `name.givenName`, `active`, `emails[type eq "work"].value`,
	 * `addresses[type eq "work"].locality`, `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department`.
	 * A multi-valued attribute without filter and sub-attribute (`roles`) stands for the list of its values.
	 * `urn:…:*` stands for every attribute of an extension, with a `*` for its name in the field too.
	 */
	path: string;
	field: FieldName;
	/**
	 * SCIM value → the vendor's; left out: as it is. undefined: no value for this vendor. Not called for an empty one.
	 * @throws FailureError `invalid`
	 */
	toField?: (value: FieldValue) => FieldValue | undefined;
	/** The vendor's value → SCIM's. undefined: no such attribute in the resource. */
	toScim?: (value: FieldValue) => FieldValue | undefined;
}>;

/** A row with its path read. */
export type Line = Readonly<{ row: ScimRow; path: ScimPath }>;

/** A vendor's table, its paths read. */
export type ScimTable = Readonly<{
	rows: readonly ScimRow[];
	/** Without those of read-only attributes, and of whole extensions. */
	lines: readonly Line[];
	/** Schema URNs in lower case: what follows one of them is an attribute. */
	schemas: ReadonlySet<string>;
	/** By attribute key, the filters of its rows. */
	filters: ReadonlyMap<string, readonly Filter[]>;
	/** What rows take apart: lists by filters, objects by sub-attributes. */
	structures: Structures;
	/** The extensions that a row takes whole. */
	extensions: readonly Extension[];
}>;

/** An extension whose attributes stand for fields of their own names. */
export type Extension = Readonly<{
	schema: string;
	fieldOf: (attribute: string) => FieldName;
	/** The other way round; undefined for a field that is none of this extension. */
	attributeOf: (field: FieldName) => string | undefined;
}>;

/**
 * A table of these rows. Where rows share a field, the first with a value wins; one path may fill several fields.
 * Of a multi-valued attribute, name the main type first: it also takes entries that no row names (see `readScim`).
 * Paths are read with the first use, which throws FailureError `invalid` for one that can't be read: a node is read without them.
 */
export function scimTable(rows: readonly ScimRow[]): ScimTable {
	let read: ReadRows | undefined;
	const table = (): ReadRows => (read ??= readRows(rows));
	return {
		rows,
		get lines() {
			return table().lines;
		},
		get schemas() {
			return table().schemas;
		},
		get filters() {
			return table().filters;
		},
		get structures() {
			return table().structures;
		},
		get extensions() {
			return table().extensions;
		},
	};
}

type ReadRows = Omit<ScimTable, 'rows'>;

function readRows(rows: readonly ScimRow[]): ReadRows {
	const ofAttributes = rows.filter((row) => !isWhole(row));
	const lines = ofAttributes.map((row) => ({ row, path: readPath(row.path) })).filter(({ path }) => !isReadOnly(path));
	const extensions = rows.filter(isWhole).map(extensionOf);
	const named = [...lines.map(({ path }) => path.schema), ...extensions.map(({ schema }) => schema)];
	const schemas = [CORE, ENTERPRISE, ...named.filter((schema) => schema !== '')];
	return {
		lines,
		schemas: new Set(schemas.map((schema) => schema.toLowerCase())),
		filters: filtersOf(lines),
		structures: structuresOf(lines),
		extensions,
	};
}

/** The user name where people sign in with their address: one that is no address says nothing. */
export function ifEmailAddress(userName: FieldValue): FieldValue | undefined {
	return typeof userName === 'string' && userName.includes('@') ? userName : undefined;
}

const WHOLE = ':*';

function isWhole({ path }: Pick<ScimRow, 'path'>): boolean {
	return path.trim().endsWith(WHOLE);
}

function extensionOf({ path, field }: ScimRow): Extension {
	const [before = '', after = ''] = field.split('*');
	return {
		schema: path.trim().slice(0, -WHOLE.length),
		fieldOf: (attribute) => before + attribute + after,
		attributeOf: (name) =>
			name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length
				? name.slice(before.length, name.length - after.length)
				: undefined,
	};
}

function structuresOf(lines: readonly Line[]): Structures {
	const objects = lines.filter(({ path }) => path.sub !== undefined).map(({ path }) => [attributeKey(path), 'object'] as const);
	const lists = lines.filter(({ path }) => path.filter.length > 0).map(({ path }) => [attributeKey(path), 'list'] as const);
	return new Map([...objects, ...lists]);
}

function filtersOf(lines: readonly Line[]): ReadonlyMap<string, readonly Filter[]> {
	const filters = new Map<string, readonly Filter[]>();
	for (const { path } of lines) filters.set(attributeKey(path), [...(filters.get(attributeKey(path)) ?? []), path.filter]);
	return filters;
}

/**
 * The table with the user's own rows: `field: ''` drops a path, an unknown path is added, a known one is
 * redirected. Conversions only stay when the field stays; a path given twice fills both fields.
 * @throws FailureError `invalid` naming the parameter "SCIM Mapping" for a path that can't be read or is read-only
 */
export function overridden(table: ScimTable, overrides: ReadonlyArray<Readonly<{ path: string; field: FieldName }>>): ScimTable {
	const own = overrides.map((row) => ({ row, key: ownKey(row) }));
	const base = table.rows.map((row) => ({ row, key: keyOf(row.path) }));
	const rowsOf = (key: string): readonly ScimRow[] =>
		own
			.filter((override) => override.key === key && override.row.field !== '')
			.map(({ row }) => base.find((known) => known.key === key && known.row.field === row.field)?.row ?? row);
	const inBase = new Set(base.map(({ key }) => key));
	const keys = new Set(own.map(({ key }) => key));
	const placed = base.flatMap(({ row, key }, i) => {
		if (!keys.has(key)) return [row];
		return base.findIndex((known) => known.key === key) === i ? rowsOf(key) : [];
	});
	return scimTable([...placed, ...[...keys].filter((key) => !inBase.has(key)).flatMap(rowsOf)]);
}

function keyOf(path: string): string {
	return isWhole({ path }) ? path.trim().toLowerCase() : pathKey(readPath(path));
}

function ownKey({ path, field }: Readonly<{ path: string; field: FieldName }>): string {
	if (isWhole({ path })) {
		if (field === '' || field.includes('*')) return keyOf(path);
		throw invalid(
			'SCIM Mapping',
			`"${path}" covers several attributes, but "${field}" is one field`,
			'Enter one attribute, or leave Field empty.',
		);
	}
	const parsed = readPath(path);
	if (field !== '' && isReadOnly(parsed)) {
		throw invalid('SCIM Mapping', `"${path}" is read-only in SCIM`, 'Remove it: id, meta, schemas and groups are never written to a user.');
	}
	return pathKey(parsed);
}

function readPath(text: string): ScimPath {
	const path = parsePath(text);
	if (path === undefined) {
		const examples = 'userName, name.givenName, emails[type eq "work"].value';
		throw invalid('SCIM Mapping', `"${text}" is not a SCIM attribute path`, `Write it like ${examples} or ${ENTERPRISE}:department.`);
	}
	if (sameName(text.trim(), CORE) || sameName(text.trim(), ENTERPRISE)) {
		throw invalid('SCIM Mapping', `"${text}" names a schema, not an attribute`, `Add the attribute's name, like ${ENTERPRISE}:department.`);
	}
	return path;
}
