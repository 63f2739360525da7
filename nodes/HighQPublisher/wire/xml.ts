import { isJsonObject, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { buildXml, type XmlElement } from '../../shared/xml/build';
import { child, childText, parseXml, type XmlNode } from '../../shared/xml/parse';

/**
 * The element that an object was read from. It goes along with every copy of the object and is no member of it, so that
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
	if (root.name === 'user') return { user: members(root) };
	// JSON nests users.users; which of the two XML has is not shown anywhere.
	const rows = (child(root, 'users') ?? root).children.filter(({ name }) => name === 'user');
	const total = childText(root, 'totalcount');
	return { users: { ...(total === undefined ? {} : { totalcount: total }), users: rows.map(members) } };
}

/**
 * Writes a document whose one member is the root; the members of a list become elements of one name.
 * @throws FailureError `invalid` for a character that XML can't carry
 */
export function writeXml(document: JsonObject): string {
	const [root] = elements(document);
	if (!root) throw new Error('An XML document has a root');
	return buildXml(root);
}

function members(node: XmlNode): FromXml {
	const byName = new Map<string, Json[]>();
	for (const one of node.children) {
		const before = byName.get(one.name);
		if (before) before.push(value(one));
		else byName.set(one.name, [value(one)]);
	}
	return from(node, Object.fromEntries([...byName].map(([name, values]) => [name, oneOrMany(values)])));
}

function value(node: XmlNode): Json {
	if (node.children.length > 0) return members(node);
	return isBare(node) && Object.keys(node.attributes).length > 0 ? from(node, node.attributes) : node.text;
}

function oneOrMany(values: Json[]): Json {
	const [only, ...more] = values;
	return only !== undefined && more.length === 0 ? only : values;
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
	const left = new Map(Object.entries(given).map(([name, member]) => [name, Array.isArray(member) ? [...member] : [member]]));
	const kept = read.flatMap((node) => {
		const next = left.get(node.name)?.shift();
		return next === undefined ? [] : [element(node.name, next, node)];
	});
	return [...kept, ...[...left].flatMap(([name, values]) => values.map((one) => element(name, one)))];
}

function element(name: string, content: Json, before?: XmlNode): XmlElement {
	if (!isJsonObject(content)) return { name, attributes: before?.attributes ?? {}, text: scalarText(content) ?? '' };
	const node = elementOf(content);
	if (!node) return { name, children: elements(content) };
	if (isBare(node)) return bareElement(name, content, node);
	const children = elements(content, node.children);
	// The blanks between elements go; any other text stays to the letter.
	const text = children.length === 0 || node.text.trim() !== '' ? node.text : '';
	return { name, attributes: node.attributes, children, text };
}

/** Its attributes are members of the object, and may have become others. */
function bareElement(name: string, content: JsonObject, { attributes }: XmlNode): XmlElement {
	const isAttribute = ([key, member]: readonly [string, Json]): boolean =>
		Object.hasOwn(attributes, key) && scalarText(member) !== undefined;
	const members = Object.entries(content);
	const values = members.filter(isAttribute).map(([key, member]): [string, string] => [key, scalarText(member) ?? '']);
	return {
		name,
		attributes: { ...attributes, ...Object.fromEntries(values) },
		children: elements(Object.fromEntries(members.filter((one) => !isAttribute(one)))),
	};
}

function elementOf(content: JsonObject): XmlNode | undefined {
	return isFromXml(content) ? content[ELEMENT] : undefined;
}

function isFromXml(content: JsonObject): content is FromXml {
	return ELEMENT in content;
}
