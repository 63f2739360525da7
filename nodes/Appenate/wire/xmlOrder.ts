import { isJsonObject, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { buildXml, textElement, type XmlElement } from '../../shared/xml/build';

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
const INHERITED: ReadonlySet<string> = new Set(['CompanyId', 'IntegrationKey']);

/**
 * Writes a request in the order that Appenate wants: what signs it, then the other properties in the alphabetical order that
 * the pages demand, sorted by code, capitals first. The pages call the root "the DTO name"; the XML sample of "PUT User" has `User`.
 */
export function writeXml(properties: JsonObject): string {
	const ordered = elements(properties);
	const children = [...ordered.filter(({ name }) => INHERITED.has(name)), ...ordered.filter(({ name }) => !INHERITED.has(name))];
	return buildXml({ name: 'User', attributes: { 'xmlns:i': INSTANCE_NAMESPACE }, children });
}

function elements(properties: JsonObject, label?: string): XmlElement[] {
	return Object.entries(properties)
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([name, value]) => element(name, value, label));
}

/** @param label what a refusal calls the value: of metadata the key, for all entries have the same properties */
function element(name: string, value: Json, label?: string): XmlElement {
	if (Array.isArray(value)) return { name, children: value.map((entry) => element(REQUEST_ENTRIES[name] ?? 'Item', entry, label)) };
	if (isJsonObject(value)) return { name, children: elements(value, scalarText(value.Key) ?? label) };
	return textElement(name, scalarText(value) ?? '', label);
}
