import { isJsonObject, jsonNumber, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { buildXml, textElement, type XmlElement } from '../../shared/xml/build';
import { parseXml, type XmlNode } from '../../shared/xml/parse';
import { knownName } from './names';

const INSTANCE_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance';

/**
 * The names of a list's elements in a request. `Id` stands in the XML sample of "PUT User" (Forms On
 * Fire, TaskForm, NoMorePaper), `KeyValue` in the answers of "GET Environment".
 */
const REQUEST_ENTRIES: Readonly<Record<string, string>> = { Folders: 'Id', Groups: 'Id', Metadata: 'KeyValue' };

/**
 * What signs a request stands first: the answers of "GET Environment" begin with what a DTO inherits, and
 * a serializer of this kind skips what stands out of order without a word. The pages speak of alphabetical
 * order alone; both are told from samples, so JSON is the safe way.
 */
const INHERITED: readonly string[] = ['CompanyId', 'IntegrationKey'];

/**
 * Writes a request: what signs it, then the other members in the alphabetical order that the pages demand,
 * sorted by code, capitals first. The pages call the root "the DTO name"; the XML sample of "PUT User" has `User`.
 */
export function writeXml(members: JsonObject): string {
	const inherited = INHERITED.flatMap((name) => (Object.hasOwn(members, name) ? [element(name, members[name] ?? '')] : []));
	const own = Object.fromEntries(Object.entries(members).filter(([name]) => !INHERITED.includes(name)));
	return buildXml({ name: 'User', attributes: { 'xmlns:i': INSTANCE_NAMESPACE }, children: [...inherited, ...elements(own)] });
}

function elements(members: JsonObject, label?: string): XmlElement[] {
	return Object.entries(members)
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([name, value]) => element(name, value, label));
}

/** @param label what a refusal calls the value: of metadata the key, for all entries have the same members */
function element(name: string, value: Json, label?: string): XmlElement {
	if (Array.isArray(value)) return { name, children: value.map((entry) => element(REQUEST_ENTRIES[name] ?? 'Item', entry, label)) };
	if (isJsonObject(value)) return { name, children: elements(value, scalarText(value.Key) ?? label) };
	return textElement(name, scalarText(value) ?? '', label);
}

const TEXT_LISTS: ReadonlySet<string> = new Set(['Folders', 'Groups']);
const OBJECT_LISTS: ReadonlySet<string> = new Set(['Errors', 'Metadata', 'UserAudits', 'UserDevices', 'Users']);
/** Members that are numbers in JSON answers; a name after a dot counts only inside that list. */
const NUMBERS: ReadonlySet<string> = new Set(['CompanyId', 'TimeZoneOffSet', 'TotalRows', 'UserId', 'UserAudits.Id', 'Metadata.Index']);
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;
/** Every answer is a `<Thing>Response`; which one it is for the search, no page says. */
const ROOT = /<(?:[\w.-]+:)?([\w.-]*Response)[\s/>]/;

/** Reads an answer as the object that the JSON answer would have been. */
export function readXml(body: string): JsonObject | undefined {
	const root = ROOT.exec(body)?.[1];
	if (root === undefined) return undefined;
	try {
		return members(parseXml(body, [root]), root);
	} catch {
		return undefined;
	}
}

/** JSON answers leave null members out; in XML they may stand as `i:nil`. A member that comes several times is a list, unless it should be there once. */
function members(node: XmlNode, within: string): JsonObject {
	const byName = new Map<string, Json[]>();
	for (const child of node.children.filter(({ attributes }) => attributes.nil !== 'true')) {
		const known = knownName(child.name);
		const name = known ?? child.name;
		const before = byName.get(name) ?? [];
		if (known !== undefined && before.length > 0) throw new Error(`${name} stands twice`);
		byName.set(name, [...before, value(child, { name, within })]);
	}
	return Object.fromEntries([...byName].map(([name, [first = '', ...others]]) => [name, others.length === 0 ? first : [first, ...others]]));
}

function value(node: XmlNode, { name, within }: Readonly<{ name: string; within: string }>): Json {
	const { children, text } = node;
	if (TEXT_LISTS.has(name)) return children.map((entry) => entry.text);
	if (OBJECT_LISTS.has(name)) return children.map((entry) => members(entry, name));
	if (children.length > 0) return members(node, name);
	const isNumber = NUMBERS.has(name) || NUMBERS.has(`${within}.${name}`);
	return isNumber && JSON_NUMBER.test(text) ? jsonNumber(text) : text;
}
