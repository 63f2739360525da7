import type { Json, JsonObject } from '../../shared/json/json';
import { childText, type XmlNode } from '../../shared/xml/parse';

/** What holds several of something, also when it holds one or none. */
const LISTS = new Set(['groups', 'manageableDepartmentIds', 'userRoles', 'users', 'values']);

/**
 * A record of the older protocols in the shape that REST has in JSON. Of a user, the older REST API names the fields by
 * elements (`<email>…</email>`), SOAP by pairs (`<field><name/><value/></field>`).
 * Sources: "Getting User Info" of the older REST API and of SOAP.
 */
export function recordFromXml({ children }: XmlNode): JsonObject {
	return Object.fromEntries(children.map((one) => [one.name, valueOf(one)]));
}

function valueOf(element: XmlNode): Json {
	if (element.name === 'fields') return element.children.map(pairOf);
	return LISTS.has(element.name) ? element.children.map(textOrRecord) : textOrRecord(element);
}

function textOrRecord(element: XmlNode): Json {
	return element.children.length === 0 ? element.text : recordFromXml(element);
}

function pairOf(field: XmlNode): Json {
	if (field.name !== 'field') return { name: field.name, value: field.text };
	return { name: childText(field, 'name') ?? '', value: childText(field, 'value') ?? '' };
}

/** Yes is 1 in the tables of iSpring's pages and true in their samples. */
export function isYes(text: string | undefined): boolean {
	return text === '1' || text?.toLowerCase() === 'true';
}
