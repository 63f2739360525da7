import type { FieldValue } from '../provisioning/types';

/** The schema of a User, RFC 7643 §4.1. Its attributes are named without it. */
export const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
/** The enterprise extension, RFC 7643 §4.3. */
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** `type eq "work"`. Comparing is without regard to case, as `type` is not caseExact (RFC 7643 §8.7.1). */
export type Comparison = Readonly<{ attribute: string; value: string | number | boolean }>;
/** All of its comparisons hold; without any it is no filter. */
export type Filter = readonly Comparison[];

/** A SCIM attribute path, RFC 7644 §3.10 and the PATH of §3.5.2, as it is spelled. */
export type ScimPath = Readonly<{
	/** The schema's URN; empty for the core User. */
	schema: string;
	attribute: string;
	filter: Filter;
	sub: string | undefined;
}>;

/** RFC 7643 §2.1: names begin with a letter. `$ref` is the one that doesn't (§2.4). */
const PATH = /^(?:(urn:[^[\]"\s]+):)?([a-z][\w-]*)(?:\[(.+)\])?(?:\.(\$ref|[a-z][\w-]*))?$/is;
const COMPARISON = /\s*(\$ref|[a-z][\w-]*)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false|-?\d+(?:\.\d+)?)\s*(?:$|\s(?=\S)and\s+(?=\S))/iy;
const LONGEST = 1_000;

/** What only the service itself writes (RFC 7643 §3.1, §4.1.2). */
export const READ_ONLY: ReadonlySet<string> = new Set(['schemas', 'id', 'meta', 'groups']);
/** The attributes of the core User that hold several values (RFC 7643 §4.1.2). */
export const LISTS: ReadonlySet<string> = new Set([
	'emails',
	'phonenumbers',
	'ims',
	'photos',
	'addresses',
	'entitlements',
	'roles',
	'x509certificates',
]);
const MANAGER = `${ENTERPRISE}:manager`.toLowerCase();
/** The attributes of the core User that hold one value (RFC 7643 §3.1, §4.1.1); those of the enterprise extension all do (§4.3). */
export const SINGLE: ReadonlySet<string> = new Set([
	'externalid',
	'username',
	'name',
	'displayname',
	'nickname',
	'profileurl',
	'title',
	'usertype',
	'preferredlanguage',
	'locale',
	'timezone',
	'active',
	'password',
]);

/**
 * Reads a path: `userName`, `name.givenName`, `emails[type eq "work"].value`, `urn:…:User:department`.
 * Of filters it reads comparisons with `eq`, joined by `and`.
 * @returns undefined for anything else
 */
export function parsePath(text: string): ScimPath | undefined {
	const [, schema = '', attribute, inBrackets, sub] = (text.length <= LONGEST && PATH.exec(text.trim())) || [];
	const filter = inBrackets === undefined ? [] : parseFilter(inBrackets);
	if (attribute === undefined || filter === undefined) return undefined;
	return { schema: sameName(schema, CORE) ? '' : schema, attribute, filter, sub };
}

function parseFilter(text: string): Filter | undefined {
	const filter: Comparison[] = [];
	const pattern = new RegExp(COMPARISON);
	while (pattern.lastIndex < text.length) {
		const [, attribute, literal] = pattern.exec(text) ?? [];
		const value = literal === undefined ? undefined : parseLiteral(literal);
		if (attribute === undefined || value === undefined) return undefined;
		filter.push({ attribute, value });
	}
	return filter.length > 0 ? filter : undefined;
}

/** Literals are JSON's (RFC 7644 §3.4.2.2); Entra ID also writes `True`. */
function parseLiteral(literal: string): Comparison['value'] | undefined {
	try {
		const value: unknown = JSON.parse(literal.startsWith('"') ? literal : literal.toLowerCase());
		return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
	} catch {
		return undefined;
	}
}

/** The path of a whole attribute. */
export function attributePath(schema: string, attribute: string): ScimPath {
	return { schema, attribute, filter: [], sub: undefined };
}

/** The path as text, filters in one spelling. */
export function pathText({ schema, attribute, filter, sub }: ScimPath): string {
	const comparisons = filter.map(({ attribute: name, value }) => `${name} eq ${JSON.stringify(value)}`).join(' and ');
	return `${schema === '' ? '' : `${schema}:`}${attribute}${comparisons === '' ? '' : `[${comparisons}]`}${sub === undefined ? '' : `.${sub}`}`;
}

/** The same for every spelling of one attribute (RFC 7643 §2.1: names and URNs are case insensitive). */
export function attributeKey(path: ScimPath): string {
	return pathText({ ...path, filter: [], sub: undefined }).toLowerCase();
}

/** The same for every spelling of one path; `value` is what is meant where no sub-attribute is named (RFC 7643 §2.4). */
export function pathKey(path: ScimPath): string {
	const byDefault = path.filter.length > 0 || isManager(path) ? 'value' : undefined;
	return `${attributeKey(path)}[${filterKey(path.filter)}].${(path.sub ?? byDefault ?? '').toLowerCase()}`;
}

/** The same for every spelling of one filter. */
export function filterKey(filter: Filter): string {
	const comparisons = filter.map(({ attribute, value }) => JSON.stringify([attribute.toLowerCase(), textOf(value)]));
	return comparisons.sort().join();
}

/** Whether something with these facts is what the filter asks for. */
export function meets(filter: Filter, facts: ReadonlyMap<string, string>): boolean {
	return filter.every(({ attribute, value }) => facts.get(attribute.toLowerCase()) === textOf(value));
}

/** A value as comparisons see it. */
export function textOf(value: string | number | boolean): string {
	return String(value).toLowerCase();
}

export function isReadOnly({ schema, attribute }: ScimPath): boolean {
	return schema === '' && READ_ONLY.has(attribute.toLowerCase());
}

/** The multi-valued attributes of the core User (RFC 7643 §4.1.2). */
export function isList({ schema, attribute }: ScimPath): boolean {
	return schema === '' && LISTS.has(attribute.toLowerCase());
}

/** Whether the standard gives the attribute one value; of others nothing is known. */
export function isSingle({ schema, attribute }: ScimPath): boolean {
	return schema === '' ? SINGLE.has(attribute.toLowerCase()) : sameName(schema, ENTERPRISE);
}

/** The attribute that a text begins with, whatever follows it. */
export function leadingPath(text: string): ScimPath | undefined {
	const [start] = /^\s*(?:urn:[^[\]"\s]+:)?[a-z][\w-]*/i.exec(text.slice(0, LONGEST)) ?? [];
	return start === undefined ? undefined : parsePath(start);
}

export function isManager(path: ScimPath): boolean {
	return attributeKey(path) === MANAGER;
}

export function isActive(path: ScimPath): boolean {
	return attributeKey(path) === 'active';
}

/** `active` as boolean, or as the text "True" or "False" that Entra ID sends without its compliance flag; undefined for anything else. */
export function asActive(value: FieldValue): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
	return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

export function sameName(one: string, other: string): boolean {
	return one.toLowerCase() === other.toLowerCase();
}
