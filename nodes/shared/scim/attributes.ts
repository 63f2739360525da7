import { attributeKey, attributePath, isList, isReadOnly, leadingPath, parsePath, pathText, textOf, type ScimPath } from './paths';
import { asStructure, isEmpty, isJsonList, isObject, structured, type ScimJson, type ScimObject, type Structures } from './values';

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
export type GivenAttribute = Readonly<{
	/** The attribute's key, or that of an extension without anything in it; empty for a name that is neither. */
	key: string;
	/** The attribute's own name, as it is spelled. */
	attribute: string;
	written: string;
	/**
	 * `cleared`: no value. `scalar`, `object`, `list`: the attribute's whole value. `part`: one of its
	 * sub-attributes. `added`, `filtered`: entries of a list whose other entries are not known. `unknown`: what is
	 * meant depends on the user as it is stored.
	 */
	kind: 'cleared' | 'scalar' | 'object' | 'part' | 'list' | 'added' | 'filtered' | 'unknown';
	entries: readonly Entry[];
	/** A PATCH removes it: that is an order, and no value that happens to be empty. */
	isOrder: boolean;
}>;

/** Where properties stand, and what they are for. */
export type Where = Readonly<{
	/** URNs of schemas in lower case: what follows one of them is an attribute. */
	schemas: ReadonlySet<string>;
	/** Those of extensions whose attributes may have any name, even with blanks and dots. */
	open: ReadonlySet<string>;
	structures: Structures;
	/** The extension that they are inside of. */
	inside?: string;
	/** Lists are added to (PATCH `add`), or things are removed (PATCH `remove`); else lists are set. */
	op?: 'add' | 'remove';
}>;

/**
 * The attributes among the properties of a user, an extension (RFC 7643 §3.3) or a PATCH value, in their order.
 * Names may be paths: `name.givenName` and `urn:…:User:department` are what Entra ID sends.
 * @throws FailureError `invalid` for a text where SCIM has a list or an object, when it is none in JSON either
 */
export function attributesIn(object: ScimObject, where: Where): readonly GivenAttribute[] {
	return [...object].flatMap(([name, value]): readonly GivenAttribute[] => {
		const written = where.inside === undefined ? name : `${where.inside}:${name}`;
		if (where.inside === undefined && isExtension(name, where.schemas)) {
			const inside = structured(`${written} takes an object`, value);
			if (isObject(inside)) return attributesIn(inside, { ...where, inside: name.trim() });
			if (isEmpty(inside)) return [emptyExtension(name.trim(), where)];
		}
		const path = openPath(written, where.open) ?? parsePath(written);
		if (path === undefined) return [unknownAttribute(leadingPath(written), name)];
		return isReadOnly(path) ? [] : [attributeOf(path, value, where)];
	});
}

function emptyExtension(urn: string, { op }: Where): GivenAttribute {
	return { key: urn.toLowerCase(), attribute: '', written: urn, kind: 'cleared', entries: [], isOrder: op === 'remove' };
}

/** Whether an object under this name holds attributes and is not itself one: `urn:…:User`, not `urn:…:User:manager`. */
function isExtension(name: string, schemas: ReadonlySet<string>): boolean {
	const urn = name.trim().toLowerCase();
	if (schemas.has(urn) || !urn.startsWith('urn:')) return schemas.has(urn);
	const path = parsePath(urn);
	return path === undefined || (path.sub === undefined && path.filter.length === 0 && !schemas.has(path.schema));
}

/** What follows the URN of an open extension is a name to the letter. */
function openPath(written: string, open: ReadonlySet<string>): ScimPath | undefined {
	const schema = [...open].find((urn) => written.trim().toLowerCase().startsWith(`${urn}:`));
	if (schema === undefined) return undefined;
	const text = written.trim();
	return attributePath(text.slice(0, schema.length), text.slice(schema.length + 1));
}

/**
 * Entra ID wraps a single value in a PATCH: `"value": [{"$ref": null, "value": "Ann"}]`.
 * @returns undefined for what is no such wrapping
 */
export function unwrapped(value: ScimJson): ScimJson | undefined {
	const [only, ...others] = isJsonList(value) ? value : [];
	const wraps = others.length === 0 && isObject(only) && only.size === 2 && only.has('$ref');
	return wraps ? only.get('value') : undefined;
}

function attributeOf(path: ScimPath, given: ScimJson, { structures, op }: Where): GivenAttribute {
	const structure = asStructure(path, given, structures);
	const value = (isList(path) && path.sub === undefined ? undefined : unwrapped(structure)) ?? structure;
	const about = { key: attributeKey(path), attribute: path.attribute, written: pathText(path), isOrder: op === 'remove' };
	if (!isAnswerable(path, value)) return unknownAttribute(path, about.written);
	if (path.filter.length > 0) return { ...about, kind: 'filtered', entries: [filtered(path, value)] };
	const base = pathText({ ...path, sub: undefined });
	if (path.sub !== undefined) return { ...about, kind: 'part', entries: [entryOf(base, new Map([[path.sub, value]]))] };
	if (isEmpty(value)) return { ...about, kind: 'cleared', entries: [] };
	if (isJsonList(value)) return { ...about, kind: op === 'add' ? 'added' : 'list', entries: listed(base, value) };
	if (isObject(value)) return { ...about, kind: 'object', entries: isList(path) ? listed(base, [value]) : [entryOf(base, value)] };
	return { ...about, kind: 'scalar', entries: [simple(base, value)] };
}

/** What is meant depends on the user as it is now, which is not known here. */
export function unknownAttribute(path: ScimPath | undefined, written: string): GivenAttribute {
	const [key, attribute] = path === undefined ? ['', ''] : [attributeKey(path), path.attribute];
	return { key, attribute, written, kind: 'unknown', entries: [], isOrder: false };
}

/** What a filter on values finds is not known; and one filter is for one entry. */
function isAnswerable({ filter, sub }: ScimPath, value: ScimJson): boolean {
	const isMany = filter.length > 0 && sub === undefined && isJsonList(value) && value.length > 1;
	return !isMany && !filter.some(({ attribute }) => attribute.toLowerCase() === 'value');
}

function filtered(path: ScimPath, value: ScimJson): Entry {
	const base = pathText({ ...path, sub: undefined });
	const one = isJsonList(value) ? (value[0] ?? null) : value;
	const parts = isObject(one) ? one : new Map([['value', one]]);
	const entry = entryOf(base, path.sub === undefined ? parts : new Map([[path.sub, value]]));
	const facts = new Map([
		...path.filter.map(({ attribute, value: fact }) => [attribute.toLowerCase(), textOf(fact)] as const),
		...entry.facts,
	]);
	return { ...entry, facts, removed: path.sub === undefined && isEmpty(value) };
}

/** Entries are told apart by their type where it is theirs alone, else by their place. */
function listed(base: string, values: readonly ScimJson[]): readonly Entry[] {
	const types = values.map((value) => (isObject(value) ? value.get('type') : undefined));
	const lastOfType = new Map(types.map((type, i) => [type, i]));
	const firstOfType = new Map(types.map((type, i) => [type, i] as const).reverse());
	return values.map((value, i) => {
		const type = types[i];
		const isAlone = firstOfType.get(type) === lastOfType.get(type);
		const written = typeof type === 'string' && type !== '' && isAlone ? `${base}[type eq ${JSON.stringify(type)}]` : `${base}[${i}]`;
		return isObject(value) ? entryOf(written, value) : simple(written, value);
	});
}

function entryOf(written: string, object: ScimObject): Entry {
	const parts = [...object].map(([sub, value]): Part => ({ sub, written: `${written}.${sub}`, value }));
	const facts = parts.flatMap(({ sub, value }) => (typeof value === 'object' ? [] : [[sub.toLowerCase(), textOf(value)] as const]));
	return { written, parts: new Map(parts.map((part) => [part.sub.toLowerCase(), part])), facts: new Map(facts), removed: false };
}

function simple(written: string, value: ScimJson): Entry {
	return { ...entryOf(written, new Map()), parts: new Map([['value', { sub: 'value', written, value }]]) };
}
