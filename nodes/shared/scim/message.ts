import { attributesIn, unknownAttribute, unwrapped, type GivenAttribute, type Where } from './attributes';
import { attributeKey, CORE, isList, isSingle, leadingPath, LISTS, parsePath, pathText, READ_ONLY, SINGLE, type ScimPath } from './paths';
import { invalidUser, isEmpty, isJsonList, isObject, propertyOf, structured, type ScimJson, type ScimObject } from './values';

/**
 * What a message says of a user's attributes, in its order: a User (RFC 7643 §4.1), or a PatchOp message (RFC 7644 §3.5.2).
 * @param attributes keys that the vendor's table asks for, in lower case
 * @throws FailureError `invalid` for SCIM's other messages and resources, and for what has nothing of a user
 */
export function attributesOfMessage(
	message: ScimObject,
	where: Where,
	attributes: ReadonlySet<string>,
): Readonly<{ isPatch: boolean; given: readonly GivenAttribute[] }> {
	const names = schemaNames(message);
	if (isPatch(message, names)) return { isPatch: true, given: patchedAttributes(message, where) };
	assertUser(message, names, { schemas: where.schemas, attributes });
	return { isPatch: false, given: attributesIn(message, where) };
}

const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0:';
const PATCH = `${MESSAGES}patchop`;
const RESOURCES = 'urn:ietf:params:scim:schemas:core:2.0:';
/** SCIM 1.1 has one schema for users and groups: it tells nothing. */
const OLDER = 'urn:scim:schemas:';

/** Those that users of Microsoft Graph have as well: they count where nothing foreign stands beside them, or a row asks for them. */
const COMMON: ReadonlySet<string> = new Set(['displayname', 'preferredlanguage']);
/** Graph has it too, and a vendor's own table asks for it. */
const USER_TYPE = 'usertype';
/** The attributes of a User (RFC 7643 §3.1, §4.1) that hardly anything else has. */
const TELLING: ReadonlySet<string> = new Set([...SINGLE, ...LISTS].filter((name) => !COMMON.has(name) && name !== USER_TYPE));

/** So many properties are named, and no name longer: a message is read, not searched. */
const MOST_NAMED = 5;
const LONGEST_NAME = 40;

/** What a vendor's table knows: URNs of schemas and keys of attributes, in lower case. */
type Known = Readonly<{ schemas: ReadonlySet<string>; attributes: ReadonlySet<string> }>;

function isPatch(message: ScimObject, names: readonly string[]): boolean {
	return names.length === 0 ? isJsonList(operationsOf(message)) : names.some((name) => name.toLowerCase() === PATCH);
}

function operationsOf(message: ScimObject): ScimJson {
	return structured('Operations takes a list', propertyOf(message, 'operations') ?? null);
}

function assertUser(user: ScimObject, names: readonly string[], known: Known): void {
	const telling = names.filter((name) => !name.toLowerCase().startsWith(OLDER));
	const other = otherThanUser(telling, known) ?? (telling.length === 0 ? otherResourceType(user) : undefined);
	if (other !== undefined) {
		throw invalidUser(
			`SCIM User is a SCIM ${clipped(other)}, not a user`,
			'Pass one user. For a list, use Split Out on the field Resources.',
		);
	}
	if (telling.length === 0) assertHasAttribute(user, known);
}

function schemaNames(user: ScimObject): readonly string[] {
	const schemas = structured('schemas takes a list', propertyOf(user, 'schemas') ?? null);
	const names: readonly ScimJson[] = isJsonList(schemas) ? schemas : [schemas];
	return names.flatMap((name) => (typeof name === 'string' && name.trim() !== '' ? [name.trim()] : []));
}

/** A resource says by its schemas what it is; a user may have any extensions, and some name these alone. */
function otherThanUser(names: readonly string[], { schemas }: Known): string | undefined {
	const message = names.find((name) => name.toLowerCase().startsWith(MESSAGES));
	if (message !== undefined) return `${lastPart(message)} message`;
	if (names.some((name) => name.toLowerCase() === CORE.toLowerCase())) return undefined;
	const isUser = names.some((name) => schemas.has(name.toLowerCase()) || lastPart(name).toLowerCase() === 'user');
	const other = names.find((name) => !isUser || name.toLowerCase().startsWith(RESOURCES));
	return other === undefined ? undefined : lastPart(other);
}

function otherResourceType(user: ScimObject): string | undefined {
	const meta = propertyOf(user, 'meta');
	const type = isObject(meta) ? propertyOf(meta, 'resourcetype') : undefined;
	return typeof type === 'string' && type.trim() !== '' && type.trim().toLowerCase() !== 'user' ? type.trim() : undefined;
}

function lastPart(urn: string): string {
	return urn.split(':').findLast((part) => part !== '') ?? urn;
}

/** A whole webhook call, or a user of another interface, would else be taken for one who asks for nothing. */
function assertHasAttribute(user: ScimObject, known: Known): void {
	const kinds = [...user].map(([name, value]) => kindOfProperty(name, value, known));
	if (kinds.includes('telling') || (kinds.includes('common') && !kinds.includes('foreign'))) return;
	const names = [...user.keys()].filter((name) => !READ_ONLY.has(name.toLowerCase()));
	const found = names.slice(0, MOST_NAMED).map(clipped).join(', ');
	throw invalidUser(
		`SCIM User has no SCIM user attribute${found === '' ? '' : `, but ${found}${names.length > MOST_NAMED ? ' and more' : ''}`}`,
		'Pass the user itself, for example {{ $json.body }}. For data in another format, set Input Format to Fields.',
	);
}

function kindOfProperty(name: string, value: ScimJson, { attributes }: Known): 'telling' | 'common' | 'readOnly' | 'foreign' {
	if (/^\s*urn:/i.test(name)) return 'telling';
	const path = parsePath(name);
	const attribute = path?.attribute.toLowerCase() ?? '';
	if (attribute === 'name' && path?.sub === undefined && isPlainName(value)) return 'foreign';
	if (attribute === USER_TYPE) return 'common';
	if (attributes.has(attribute) || TELLING.has(attribute)) return 'telling';
	if (COMMON.has(attribute)) return 'common';
	return READ_ONLY.has(attribute) ? 'readOnly' : 'foreign';
}

/** Many a system has a text called name; SCIM's is an object. */
function isPlainName(value: ScimJson): boolean {
	return !isEmpty(value) && !isObject(structured('name takes an object', value));
}

function clipped(name: string): string {
	return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

/**
 * What the operations of a PatchOp ask for, in their order; a later one wins over an earlier one. The names of
 * operations come in any case, with a path and without (RFC 7644 §3.5.2.1–3.5.2.3; Entra ID capitalises them).
 * Removing comes out as an attribute without a value.
 * @throws FailureError `invalid` naming the operation that can't be understood
 */
function patchedAttributes(message: ScimObject, where: Where): readonly GivenAttribute[] {
	const operations = operationsOf(message);
	if (!isJsonList(operations))
		throw invalidUser('The PatchOp message in SCIM User has no "Operations" list', 'Pass the whole message, for example {{ $json.body }}.');
	return operations.flatMap((operation, i) =>
		operationAttributes(operation, `Operation ${i + 1} of the PatchOp message in SCIM User`, where),
	);
}

function operationAttributes(given: ScimJson, name: string, where: Where): readonly GivenAttribute[] {
	const operation = structured(`${name} takes an object`, given);
	if (!isObject(operation))
		throw invalidUser(`${name} is not an object`, 'Write operations like {"op": "replace", "path": "title", "value": "Lead"}.');
	const op = propertyOf(operation, 'op');
	switch (typeof op === 'string' ? op.trim().toLowerCase() : op) {
		case 'add':
			return attributesIn(assigned(operation, name), { ...where, op: 'add' });
		case 'replace':
			return attributesIn(assigned(operation, name), where);
		case 'remove':
			return removed(operation, name, where);
		default:
			throw invalidUser(`${name} is not add, replace or remove`, 'SCIM allows these three values for "op".');
	}
}

/** With a path one attribute, without one the properties of the value. */
function assigned(operation: ScimObject, name: string): ScimObject {
	const path = pathOf(operation, name);
	const given = propertyOf(operation, 'value');
	if (given === undefined) throw invalidUser(`${name} has no value`, 'Give it a value, or use "remove" to clear the attribute.');
	if (path !== undefined) return new Map([[path, given]]);
	const value = structured(`The value of ${name} takes an object`, given);
	if (isObject(value)) return value;
	throw invalidUser(`${name} has no path, and its value is not an object`, 'Give it a path, or a value like {"title": "Lead"}.');
}

/**
 * Of an attribute with one value there is nothing but that to remove, whatever value or filter is named beside it. Of
 * a list, the value may name some of many: what stays depends on the user as it is now, which is not known here.
 */
function removed(operation: ScimObject, name: string, where: Where): readonly GivenAttribute[] {
	const written = pathOf(operation, name);
	if (written === undefined) throw invalidUser(`${name} is a remove without a path`, 'Enter the attribute to remove as its path.');
	const path = parsePath(written) ?? (/\]\s*$/.test(written) ? leadingPath(written) : undefined);
	const target = path && isSingle(path) ? pathText({ ...path, filter: [] }) : written;
	const value = structured(`The value of ${name} takes a list`, propertyOf(operation, 'value') ?? null);
	if (path !== undefined && namesSome(path, value, where)) return [unknownAttribute(path, written)];
	return attributesIn(new Map([[target, null]]), { ...where, op: 'remove' });
}

/** Of an attribute that the standard does not know, a text or a wrapped one is all that there is. */
function namesSome(path: ScimPath, value: ScimJson, { structures }: Where): boolean {
	if (isSingle(path) || path.filter.length > 0 || path.sub !== undefined || isEmpty(value)) return false;
	const isKnownList = isList(path) || structures.get(attributeKey(path)) === 'list';
	return isKnownList || (typeof value === 'object' && unwrapped(value) === undefined);
}

function pathOf(operation: ScimObject, name: string): string | undefined {
	const path = propertyOf(operation, 'path');
	if (path === undefined || path === null || path === '') return undefined;
	if (typeof path === 'string') return path;
	throw invalidUser(`${name} has a path that is not text`, 'Write paths like "name.givenName".');
}
