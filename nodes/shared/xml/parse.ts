import { failed } from '../failure';
import { XMLParser, XMLValidator } from './libraries';

/** An element as it was read. Names are without their namespace prefix; text is untouched. */
export type XmlNode = Readonly<{
	name: string;
	attributes: Readonly<Record<string, string>>;
	children: readonly XmlNode[];
	text: string;
}>;

/** It can stand only before the root, after comments and processing instructions (XML 1.0, section 2.8). */
const DOCTYPE = /^(?:\s|<\?[^>]*>|<!--[\s\S]*?-->)*<!DOCTYPE/i;
const TEXT = '#text';
const ATTRIBUTES = ':@';

// Coercion off: the defaults make 12 of "0012". Entities are decoded below, after the parser.
const parser = new XMLParser({
	preserveOrder: true,
	ignoreAttributes: false,
	attributeNamePrefix: '',
	parseTagValue: false,
	parseAttributeValue: false,
	trimValues: false,
	processEntities: false,
	removeNSPrefix: true,
	ignoreDeclaration: true,
	ignorePiTags: true,
	textNodeName: TEXT,
	cdataPropName: '#cdata',
});

/**
 * Reads a document whose root must have one of these names.
 * @throws FailureError `unreadable` for anything else: no XML, a DOCTYPE (it could define entities),
 * malformed, two roots, another root, an entity that XML does not define
 */
export function parseXml(document: string, roots: readonly string[]): XmlNode {
	const expected = roots.map((name) => `<${name}>`).join(' or ');
	const text = document.replace(/^\uFEFF/, '').trim();
	if (DOCTYPE.test(text)) throw unreadable(`an XML document with a DOCTYPE, which is refused`, expected);
	const valid = XMLValidator.validate(text, { allowBooleanAttributes: false });
	if (valid !== true) throw unreadable(`no well-formed XML (${valid.err.msg}, line ${valid.err.line})`, expected);

	const [root, ...others] = nodesOf(parsed(text, expected));
	if (!root || others.length > 0 || !roots.includes(root.name)) {
		throw unreadable(root ? `XML with the root <${root.name}>` : 'an XML document without a root', expected);
	}
	return root;
}

/** The first child of that name. */
export function child(node: XmlNode, name: string): XmlNode | undefined {
	return node.children.find((one) => one.name === name);
}

/** The text of the first child of that name; undefined when there is none. */
export function childText(node: XmlNode, name: string): string | undefined {
	return child(node, name)?.text;
}

function parsed(text: string, expected: string): unknown {
	try {
		return parser.parse(text);
	} catch (error) {
		throw unreadable(`XML that is refused (${error instanceof Error ? error.message : String(error)})`, expected);
	}
}

function nodesOf(entries: unknown): XmlNode[] {
	return list(entries).flatMap((entry) => {
		const name = Object.keys(entry).find((key) => key !== ATTRIBUTES && !key.startsWith('#'));
		return name === undefined ? [] : [element(name, entry)];
	});
}

function element(name: string, entry: Entry): XmlNode {
	const inside = list(entry[name]);
	return {
		name,
		attributes: attributesOf(entry[ATTRIBUTES]),
		children: nodesOf(inside),
		text: inside.map(textOf).join(''),
	};
}

function textOf(entry: Entry): string {
	const text = entry[TEXT];
	if (typeof text === 'string') return decoded(text);
	return list(entry['#cdata']).map((part) => (typeof part[TEXT] === 'string' ? part[TEXT] : '')).join('');
}

type Entry = Readonly<Record<string, unknown>>;

function list(value: unknown): Entry[] {
	return Array.isArray(value) ? value.filter(isEntry) : [];
}

function isEntry(value: unknown): value is Entry {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function attributesOf(value: unknown): Record<string, string> {
	if (!isEntry(value)) return {};
	return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, typeof text === 'string' ? decoded(text) : '']));
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five entities of XML 1.0 (section 4.6) and numeric references (4.1); nothing else can exist without a DOCTYPE. */
function decoded(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(/&([^;&\s]*);?/g, (whole, name: string) => {
		const character = NAMED[name] ?? numeric(name);
		if (character === undefined || !whole.endsWith(';')) throw unreadable(`XML with the undefined entity ${whole}`, 'plain text');
		return character;
	});
}

function numeric(name: string): string | undefined {
	const digits = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name);
	if (!digits) return undefined;
	const code = digits[1] ? Number.parseInt(digits[1], 16) : Number(digits[2]);
	const allowed = code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
	return allowed ? String.fromCodePoint(code) : undefined;
}

function unreadable(got: string, expected: string) {
	return failed({ kind: 'unreadable', status: 200, says: `The answer is ${got}; ${expected} was expected`, todo: 'Check the base URL in the credential: something else than the vendor\'s API may be answering.' });
}
