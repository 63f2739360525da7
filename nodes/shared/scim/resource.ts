import { CORE, LISTS, parsePath, SINGLE } from './paths';
import { invalid, isEmpty, isJsonList, isMembers, member, structured, type ScimJson, type ScimMembers } from './values';

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
const READ_ONLY: ReadonlySet<string> = new Set(['id', 'meta', 'schemas', 'groups']);

/** So many members are named, and no name longer: a message is read, not searched. */
const MOST_NAMED = 5;
const LONGEST_NAME = 40;

/** What a vendor's table knows: URNs of schemas and keys of attributes, in lower case. */
export type Known = Readonly<{ schemas: ReadonlySet<string>; attributes: ReadonlySet<string> }>;

/**
 * Whether this is a PatchOp message (RFC 7644 §3.5.2) or a User (RFC 7643 §4.1).
 * @throws FailureError `invalid` for SCIM's other messages and resources, and for what has nothing of a user
 */
export function kindOf(members: ScimMembers, known: Known): 'user' | 'patch' {
	const names = schemaNames(members);
	if (names.some((name) => name.toLowerCase() === PATCH)) return 'patch';
	if (names.length === 0 && isJsonList(structured('Operations takes a list', member(members, 'operations') ?? null))) return 'patch';
	const telling = names.filter((name) => !name.toLowerCase().startsWith(OLDER));
	const other = otherThanUser(telling, known) ?? (telling.length === 0 ? otherResourceType(members) : undefined);
	if (other !== undefined) {
		throw invalid(
			`SCIM User holds a SCIM ${clipped(other)}, not a user`,
			'Pass one user. Of a list, Split Out makes one item of each member of Resources.',
		);
	}
	if (telling.length === 0) assertHasAttribute(members, known);
	return 'user';
}

function schemaNames(members: ScimMembers): readonly string[] {
	const schemas = structured('schemas takes a list', member(members, 'schemas') ?? null);
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

function otherResourceType(members: ScimMembers): string | undefined {
	const meta = member(members, 'meta');
	const type = isMembers(meta) ? member(meta, 'resourcetype') : undefined;
	return typeof type === 'string' && type.trim() !== '' && type.trim().toLowerCase() !== 'user' ? type.trim() : undefined;
}

function lastPart(urn: string): string {
	return urn.split(':').findLast((part) => part !== '') ?? urn;
}

/** A whole webhook call, or a user of another interface, would else be taken for one who asks for nothing. */
function assertHasAttribute(members: ScimMembers, known: Known): void {
	const kinds = [...members].map(([name, value]) => kindOfMember(name, value, known));
	if (kinds.includes('telling') || (kinds.includes('common') && !kinds.includes('foreign'))) return;
	const names = [...members.keys()].filter((name) => !READ_ONLY.has(name.toLowerCase()));
	const found = names.slice(0, MOST_NAMED).map(clipped).join(', ');
	throw invalid(
		`SCIM User has no attribute of a SCIM user${found === '' ? '' : `, but ${found}${names.length > MOST_NAMED ? ' and more' : ''}`}`,
		'Pass the user itself, for example {{ $json.body }}. For a user who is no SCIM user, choose Fields as Input Format.',
	);
}

function kindOfMember(name: string, value: ScimJson, { attributes }: Known): 'telling' | 'common' | 'readOnly' | 'foreign' {
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
	return !isEmpty(value) && !isMembers(structured('name takes an object', value));
}

function clipped(name: string): string {
	return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}
