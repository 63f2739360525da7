import { isJsonObject, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { buildXml, type XmlElement } from '../../shared/xml/build';
import { child, childText, parseXml, type XmlNode } from '../../shared/xml/parse';

/**
 * The element that an object was read from. It goes along with every copy of the object and is no property of it, so that
 * what JSON has no place for is written back: attributes, text between elements, and the order of elements.
 */
const ELEMENT = Symbol('the XML element');

type FromXml = JsonObject & Readonly<Record<typeof ELEMENT, XmlNode>>;

/**
 * Reads a user, or a list of users, as the JSON that says the same: numbers are texts there, and elements of one name a list.
 * Namespaces are not kept: HighQ documents one for its own `link` only, which is not sent back.
 * Source: "Update User": object in JSON or XML; the element names are those of the JSON sample.
 * @throws FailureError `unreadable` for any other document
 */
export function readXml(body: string): JsonObject {
	const root = parseXml(body, ['user', 'users']);
	if (root.name === 'user') return { user: objectOf(root) };
	// JSON nests users.users; which of the two XML has is not shown anywhere.
	const rows = (child(root, 'users') ?? root).children.filter(({ name }) => name === 'user');
	const total = childText(root, 'totalcount');
	return { users: { ...(total === undefined ? {} : { totalcount: total }), users: rows.map(objectOf) } };
}

/**
 * Writes a document whose one property is the root; the entries of a list become elements of one name.
 * @throws FailureError `invalid` for a character that XML can't carry
 */
export function writeXml(document: JsonObject): string {
	const [root] = elements(document);
	if (!root) throw new Error('An XML document has a root');
	return buildXml(root);
}

function objectOf(node: XmlNode): FromXml {
	const byName = new Map<string, Json[]>();
	for (const one of node.children) {
		const before = byName.get(one.name);
		if (before) before.push(value(one));
		else byName.set(one.name, [value(one)]);
	}
	const properties = [...byName].map(([name, values]): [string, Json] => {
		const [only, ...more] = values;
		return [name, only !== undefined && more.length === 0 ? only : values];
	});
	return from(node, Object.fromEntries(properties));
}

function value(node: XmlNode): Json {
	if (node.children.length > 0) return objectOf(node);
	return isBare(node) && Object.keys(node.attributes).length > 0 ? from(node, node.attributes) : node.text;
}

function from(node: XmlNode, object: Readonly<JsonObject>): FromXml {
	return { ...object, [ELEMENT]: node };
}

/** An element that says what it says by its attributes, as links do: `<link rel="…" href="…"/>`. */
function isBare({ children, text }: XmlNode): boolean {
	return children.length === 0 && text === '';
}

/** In the order in which they were read, each with the attributes that it had; what is new comes last. */
function elements(given: JsonObject, read: readonly XmlNode[] = []): XmlElement[] {
	const left = new Map(Object.entries(given).map(([name, one]) => [name, Array.isArray(one) ? [...one] : [one]]));
	const kept = read.flatMap((node) => {
		const next = left.get(node.name)?.shift();
		return next === undefined ? [] : [element(node.name, next, node)];
	});
	return [...kept, ...[...left].flatMap(([name, values]) => values.map((one) => element(name, one)))];
}

function element(name: string, content: Json, before?: XmlNode): XmlElement {
	if (!isJsonObject(content)) return { name, attributes: before?.attributes ?? {}, text: scalarText(content) ?? '' };
	if (!isFromXml(content)) return { name, children: elements(content) };
	const node = content[ELEMENT];
	if (isBare(node)) return bareElement(name, content, node);
	const children = elements(content, node.children);
	// The blanks between elements go; any other text stays to the letter.
	const text = children.length === 0 || node.text.trim() !== '' ? node.text : '';
	return { name, attributes: node.attributes, children, text };
}

/** Its attributes are properties of the object, and may have become others. */
function bareElement(name: string, content: JsonObject, { attributes }: XmlNode): XmlElement {
	const isAttribute = ([key, one]: readonly [string, Json]): boolean => Object.hasOwn(attributes, key) && scalarText(one) !== undefined;
	const properties = Object.entries(content);
	const values = properties.filter(isAttribute).map(([key, one]): [string, string] => [key, scalarText(one) ?? '']);
	return {
		name,
		attributes: { ...attributes, ...Object.fromEntries(values) },
		children: elements(Object.fromEntries(properties.filter((one) => !isAttribute(one)))),
	};
}

function isFromXml(content: JsonObject): content is FromXml {
	return ELEMENT in content;
}
