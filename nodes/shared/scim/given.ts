import { asStructure, type Structures } from './asStructure';
import { attributeKey, isList, isReadOnly, leadingPath, parsePath, pathText, textOf, type ScimPath } from './paths';
import { isEmpty, isJsonList, isMembers, structured, type ScimJson, type ScimMembers } from './values';

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
	/** The attribute's key, or that of an extension without anything in it; empty for a name that is neither. */
	key: string;
	/** The attribute's own name, as it is spelled. */
	attribute: string;
	written: string;
	/**
	 * `cleared`: no value. `scalar`, `members`, `list`: the attribute's whole value. `member`: one of its
	 * sub-attributes. `added`, `filtered`: entries of a list whose other entries are not known. `unknown`: what is
	 * meant depends on the user as it is stored.
	 */
	kind: 'cleared' | 'scalar' | 'members' | 'member' | 'list' | 'added' | 'filtered' | 'unknown';
	entries: readonly Entry[];
	/** A PATCH removes it: that is an order, and no value that happens to be empty. */
	isOrder: boolean;
}>;

/** Where members stand, and what they are for. */
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
 * The attributes among the members of a user, an extension (RFC 7643 §3.3) or a PATCH value, in their order.
 * Names may be paths: `name.givenName` and `urn:…:User:department` are what Entra ID sends.
 * @throws FailureError `invalid` for a text where SCIM has a list or an object, when it is none in JSON either
 */
export function givensOf(members: ScimMembers, where: Where): readonly Given[] {
	return [...members].flatMap(([name, value]): readonly Given[] => {
		const written = where.inside === undefined ? name : `${where.inside}:${name}`;
		if (where.inside === undefined && isExtension(name, where.schemas)) {
			const inside = structured(`${written} takes an object`, value);
			if (isMembers(inside)) return givensOf(inside, { ...where, inside: name.trim() });
			if (isEmpty(inside)) return [emptyExtension(name.trim(), where)];
		}
		const path = openPath(written, where.open) ?? parsePath(written);
		if (path === undefined) return [unknownGiven(leadingPath(written), name)];
		return isReadOnly(path) ? [] : [givenOf(path, value, where)];
	});
}

function emptyExtension(urn: string, { op }: Where): Given {
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
	return { schema: text.slice(0, schema.length), attribute: text.slice(schema.length + 1), filter: [], sub: undefined };
}

/** Entra ID wraps a single value in a PATCH: `"value": [{"$ref": null, "value": "Ann"}]`. */
function withoutReference(path: ScimPath, value: ScimJson): ScimJson {
	return (isList(path) && path.sub === undefined ? undefined : wrapped(value)) ?? value;
}

/** @returns undefined for what is no such wrapping */
export function wrapped(value: ScimJson): ScimJson | undefined {
	const [only, ...others] = isJsonList(value) ? value : [];
	const wraps = others.length === 0 && isMembers(only) && only.size === 2 && only.has('$ref');
	return wraps ? only.get('value') : undefined;
}

function givenOf(path: ScimPath, given: ScimJson, { structures, op }: Where): Given {
	const value = withoutReference(path, asStructure(path, given, structures));
	const about = { key: attributeKey(path), attribute: path.attribute, written: pathText(path), isOrder: op === 'remove' };
	if (!isAnswerable(path, value)) return unknownGiven(path, about.written);
	if (path.filter.length > 0) return { ...about, kind: 'filtered', entries: [filtered(path, value)] };
	const base = pathText({ ...path, sub: undefined });
	if (path.sub !== undefined) return { ...about, kind: 'member', entries: [entryOf(base, new Map([[path.sub, value]]))] };
	if (isEmpty(value)) return { ...about, kind: 'cleared', entries: [] };
	if (isJsonList(value)) return { ...about, kind: op === 'add' ? 'added' : 'list', entries: listed(base, value) };
	if (isMembers(value)) return { ...about, kind: 'members', entries: isList(path) ? listed(base, [value]) : [entryOf(base, value)] };
	return { ...about, kind: 'scalar', entries: [simple(base, value)] };
}

/** What is meant depends on the user as it is now, which is not known here. */
export function unknownGiven(path: ScimPath | undefined, written: string): Given {
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
		const written = typeof type === 'string' && type !== '' && isAlone ? `${base}[type eq ${JSON.stringify(type)}]` : `${base}[${i}]`;
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
