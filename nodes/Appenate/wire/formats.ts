import type { IDataObject } from 'n8n-workflow';

import { isJsonObject, jsonBody, jsonNumber, parseJson, type Json, type JsonObject } from '../../shared/json/json';
import type { FieldValue } from '../../shared/provisioning/types';
import { parseXml, type XmlNode } from '../../shared/xml/parse';
import { writeXml } from './xmlOrder';

/** One of the two languages that the API speaks: properties of a request to text, an answer to properties. */
export type WireFormat = Readonly<{
	/** The value of the query parameter `format`. */
	name: Format;
	mediaType: string;
	/** @throws FailureError `invalid` for a character that the format can't hold */
	write: (properties: JsonObject) => string;
	/** @returns undefined for anything that is no answer of the API */
	read: (body: string) => JsonObject | undefined;
}>;

export type Format = 'json' | 'xml';

/** The API takes and gives the same properties in both; see "POST User" of the brands. */
export const WIRE_FORMATS: Readonly<Record<Format, WireFormat>> = {
	json: { name: 'json', mediaType: 'application/json', write: jsonBody, read: readJson },
	xml: { name: 'xml', mediaType: 'application/xml', write: writeXml, read: readXml },
};

/** A field's value as a property of a request. */
export function toJson(value: FieldValue): Json {
	if (typeof value === 'number') return jsonNumber(String(value));
	if (typeof value !== 'object') return value;
	return isList(value) ? value.map(toJson) : toJsonObject(value);
}

export function toJsonObject(value: Readonly<Record<string, FieldValue>>): JsonObject {
	return Object.fromEntries(Object.entries(value).map(([name, property]) => [name, toJson(property)]));
}

/** A guard for a read-only list, which `Array.isArray` does not narrow. */
function isList(value: FieldValue): value is readonly FieldValue[] {
	return Array.isArray(value);
}

function readJson(body: string): JsonObject | undefined {
	const value = withKnownNames(parseJson(body) ?? null);
	return isJsonObject(value) ? value : undefined;
}

/**
 * Properties of answers as the samples of 2025 spell them. Pages and brands differ in capitals (`LoginID`,
 * `UserID` in the parameter tables), and a service of this kind reads names without regard to them.
 * Sources: "GET User (User Search)", "POST User", "GET UserGroup", "GET Folder", "General Information".
 */
const NAMES = [
	...['ResponseStatus', 'ErrorCode', 'Message', 'Errors', 'FieldName', 'TotalRows'],
	...['User', 'Users', 'UserGroup', 'UserGroups', 'Folder', 'Folders'],
	...['Id', 'UserId', 'CompanyId', 'Type', 'FirstName', 'LastName', 'Email', 'Status', 'ExternalId', 'TimeZone', 'TimeZoneOffSet'],
	...['Country', 'WebsiteRole', 'Groups', 'Metadata', 'ColorCode', 'LoginId', 'CreatedDate', 'LastUpdated', 'LastActivity'],
	...['UserAudits', 'UserDevices', 'Key', 'Val', 'Value', 'Index'],
	...['Name', 'UserIds', 'IsRestricted', 'RestrictToGroup', 'Description', 'Items', 'KeyId'],
];

const BY_LOWER_CASE: ReadonlyMap<string, string> = new Map(NAMES.map((name) => [name.toLowerCase(), name]));

const USUAL: ReadonlySet<string> = new Set(NAMES);

/**
 * The properties that this node reads under their usual names, at every depth; all others stay as they are. Changes an answer
 * that nobody else has yet: of a list, nearly all names are the usual ones.
 */
function withKnownNames(value: Json): Json {
	if (Array.isArray(value)) return value.map(withKnownNames);
	if (!isJsonObject(value)) return value;
	const names = Object.keys(value);
	for (const name of names) {
		const property = value[name];
		if (typeof property === 'object') value[name] = withKnownNames(property);
	}
	if (names.every((name) => USUAL.has(name) || !BY_LOWER_CASE.has(name.toLowerCase()))) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, property]) => {
			const known = BY_LOWER_CASE.get(name.toLowerCase()) ?? name;
			return [Object.hasOwn(value, known) ? name : known, property];
		}),
	);
}

const TEXT_LISTS: ReadonlySet<string> = new Set(['Folders', 'Groups']);
const OBJECT_LISTS: ReadonlySet<string> = new Set(['Errors', 'Metadata', 'UserAudits', 'UserDevices', 'Users']);
/** Properties that are numbers in JSON answers; a name after a dot counts only inside that list. */
const NUMBERS: ReadonlySet<string> = new Set(['CompanyId', 'TimeZoneOffSet', 'TotalRows', 'UserId', 'UserAudits.Id', 'Metadata.Index']);
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;
/** Every answer is a `<Thing>Response`; which one it is for the search, no page says. */
const ROOT = /<(?:[\w.-]+:)?([\w.-]*Response)[\s/>]/;

/** Reads an answer as the object that the JSON answer would have been. */
export function readXml(body: string): JsonObject | undefined {
	const root = ROOT.exec(body)?.[1];
	if (root === undefined) return undefined;
	try {
		return propertiesOf(parseXml(body, [root]), root);
	} catch {
		return undefined;
	}
}

/** JSON answers leave null properties out; in XML they may stand as `i:nil`. What comes several times is a list, unless it should be there once. */
function propertiesOf(node: XmlNode, within: string): JsonObject {
	const byName = new Map<string, Json[]>();
	for (const child of node.children.filter(({ attributes }) => attributes.nil !== 'true')) {
		const known = BY_LOWER_CASE.get(child.name.toLowerCase());
		const name = known ?? child.name;
		const before = byName.get(name) ?? [];
		if (known !== undefined && before.length > 0) throw new Error(`${name} stands twice`);
		byName.set(name, [...before, valueOf(child, { name, within })]);
	}
	return Object.fromEntries([...byName].map(([name, [first = '', ...others]]) => [name, others.length === 0 ? first : [first, ...others]]));
}

function valueOf(node: XmlNode, { name, within }: Readonly<{ name: string; within: string }>): Json {
	const { children, text } = node;
	if (TEXT_LISTS.has(name)) return children.map((entry) => entry.text);
	if (OBJECT_LISTS.has(name)) return children.map((entry) => propertiesOf(entry, name));
	if (children.length > 0) return propertiesOf(node, name);
	const isNumber = NUMBERS.has(name) || NUMBERS.has(`${within}.${name}`);
	return isNumber && JSON_NUMBER.test(text) ? jsonNumber(text) : text;
}

const GUID = /^\{?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\}?$/i;

export function isGuid(text: string): boolean {
	return GUID.test(text);
}

/** A GUID as Appenate's answers write it, 32 lower-case hex digits; any other text as it is. */
export function guid(text: string): string {
	return isGuid(text) ? text.replace(/[-{}]/g, '').toLowerCase() : text;
}

/** How Appenate writes a time that never came ("GET Environment") and a group that is none ("GET Task"). */
const NEVER = /^1990-01-01T00:00:01(\.0+)?(Z|\+00:00)?$/;
const NOBODY = /^\{?0{8}-?(0{4}-?){3}0{12}\}?$/;

/** A property as it is meant: what stands for nothing is null. */
export function unlessNone(value: IDataObject[string]): IDataObject[string] {
	return typeof value === 'string' && (NEVER.test(value) || NOBODY.test(value)) ? null : value;
}
