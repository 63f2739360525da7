import { attributeKey, isList, isReadOnly, parsePath, pathText, textOf, type ScimPath } from './paths';
import { isEmpty, isJsonList, isMembers, type ScimJson, type ScimMembers } from './values';

/** One sub-attribute of an entry, or a simple attribute's value under the name `value`. */
export type Part = Readonly<{ sub: string; written: string; value: ScimJson }>;
/** One value of a multi-valued attribute, or the only one of another. */
export type Entry = Readonly<{
	written: string;
	/** By name in lower case. */
	parts: ReadonlyMap<string, Part>;
	/** What filters look at, in lower case. */
	facts: ReadonlyMap<string, string>;
	/** A PATCH removes it with all of its parts. */
	removed: boolean;
}>;
/** What a user or one operation of a PATCH says about one attribute. */
export type Given = Readonly<{
	/** The attribute's key; empty for a name that is no attribute path. */
	key: string;
	written: string;
	/**
	 * `cleared`: no value. `scalar`, `members`, `list`: the attribute's whole value. `member`: one of its
	 * sub-attributes. `some`: entries of a list whose other entries are not known.
	 */
	kind: 'cleared' | 'scalar' | 'members' | 'member' | 'list' | 'some';
	entries: readonly Entry[];
}>;

/** Where members stand: inside which extension, and whether lists are added to (PATCH `add`) or set. */
export type Where = Readonly<{ schemas: ReadonlySet<string>; inside?: string; adding?: boolean }>;

/**
 * The attributes among the members of a user, an extension (RFC 7643 §3.3) or a PATCH value, in their order.
 * Names may be paths: `name.givenName` and `urn:…:User:department` are what Entra ID sends.
 */
export function givensOf(members: ScimMembers, where: Where): readonly Given[] {
	return [...members].flatMap(([name, value]): readonly Given[] => {
		const written = where.inside === undefined ? name : `${where.inside}:${name}`;
		if (where.inside === undefined && isMembers(value) && isExtension(name, where.schemas)) {
			return givensOf(value, { ...where, inside: name.trim() });
		}
		const path = parsePath(written);
		if (path === undefined) return [{ key: '', written: name, kind: 'members', entries: [] }];
		return isReadOnly(path) ? [] : [givenOf(path, withoutReference(path, value), where.adding ?? false)];
	});
}

/** Whether an object under this name holds attributes and is not itself one: `urn:…:User`, not `urn:…:User:manager`. */
function isExtension(name: string, schemas: ReadonlySet<string>): boolean {
	const urn = name.trim().toLowerCase();
	if (schemas.has(urn) || !urn.startsWith('urn:')) return schemas.has(urn);
	const path = parsePath(urn);
	return path === undefined || (path.sub === undefined && path.filter.length === 0 && !schemas.has(path.schema));
}

/** Entra ID wraps a single value in a PATCH: `"value": [{"$ref": null, "value": "Ann"}]`. */
function withoutReference(path: ScimPath, value: ScimJson): ScimJson {
	const [only, ...others] = isJsonList(value) ? value : [];
	if ((isList(path) && path.sub === undefined) || others.length > 0 || !isMembers(only)) return value;
	const wraps = only.size === 2 && only.has('$ref') && only.has('value');
	return (wraps ? only.get('value') : undefined) ?? value;
}

function givenOf(path: ScimPath, value: ScimJson, adding: boolean): Given {
	const key = attributeKey(path);
	const written = pathText(path);
	if (!isAnswerable(path, value)) return { key: '', written, kind: 'some', entries: [] };
	if (path.filter.length > 0) return { key, written, kind: 'some', entries: [filtered(path, value)] };
	const base = pathText({ ...path, sub: undefined });
	if (path.sub !== undefined) return { key, written, kind: 'member', entries: [entryOf(base, new Map([[path.sub, value]]))] };
	if (isEmpty(value)) return { key, written, kind: 'cleared', entries: [] };
	if (isJsonList(value)) return { key, written, kind: adding ? 'some' : 'list', entries: listed(base, value) };
	if (isMembers(value)) return { key, written, kind: 'members', entries: [entryOf(base, value)] };
	return { key, written, kind: 'scalar', entries: [simple(base, value)] };
}

/** What a filter on values finds depends on the user as it is now, which is not known here; and one filter is for one entry. */
function isAnswerable({ filter, sub }: ScimPath, value: ScimJson): boolean {
	const isMany = filter.length > 0 && sub === undefined && isJsonList(value) && value.length > 1;
	return !isMany && !filter.some(({ attribute }) => attribute.toLowerCase() === 'value');
}

function filtered(path: ScimPath, value: ScimJson): Entry {
	const base = pathText({ ...path, sub: undefined });
	const one = isJsonList(value) ? (value[0] ?? null) : value;
	const members = isMembers(one) ? one : new Map([['value', one]]);
	const entry = entryOf(base, path.sub === undefined ? members : new Map([[path.sub, value]]));
	const facts = new Map([
		...path.filter.map(({ attribute, value: fact }) => [attribute.toLowerCase(), textOf(fact)] as const),
		...entry.facts,
	]);
	return { ...entry, facts, removed: path.sub === undefined && isEmpty(value) };
}

/** Entries are told apart by their type where it is theirs alone, else by their place. */
function listed(base: string, values: readonly ScimJson[]): readonly Entry[] {
	const types = values.map((value) => (isMembers(value) ? value.get('type') : undefined));
	const lastOfType = new Map(types.map((type, i) => [type, i]));
	const firstOfType = new Map(types.map((type, i) => [type, i] as const).reverse());
	return values.map((value, i) => {
		const type = types[i];
		const isAlone = firstOfType.get(type) === lastOfType.get(type);
		const written = typeof type === 'string' && isAlone ? `${base}[type eq ${JSON.stringify(type)}]` : `${base}[${i}]`;
		return isMembers(value) ? entryOf(written, value) : simple(written, value);
	});
}

function entryOf(written: string, members: ScimMembers): Entry {
	const parts = [...members].map(([sub, value]): Part => ({ sub, written: `${written}.${sub}`, value }));
	const facts = parts.flatMap(({ sub, value }) => (isScalar(value) ? [[sub.toLowerCase(), textOf(value)] as const] : []));
	return { written, parts: new Map(parts.map((part) => [part.sub.toLowerCase(), part])), facts: new Map(facts), removed: false };
}

function simple(written: string, value: ScimJson): Entry {
	return { ...entryOf(written, new Map()), parts: new Map([['value', { sub: 'value', written, value }]]) };
}

function isScalar(value: ScimJson): value is string | number | boolean {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
