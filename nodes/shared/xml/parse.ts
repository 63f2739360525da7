import { failed } from '../failure';
import { XMLParser } from './libraries';
import { decoded } from './references';
import { objectionTo, XML_LIMITS } from './wellFormed';

/** An element as it was read. Names are without their namespace prefix; text is untouched. */
export type XmlNode = Readonly<{
	name: string;
	attributes: Readonly<Record<string, string>>;
	children: readonly XmlNode[];
	text: string;
}>;

const TEXT = '#text';
const ATTRIBUTES = ':@';

// Coercion off: the defaults make 12 of "0012". References are decoded after the parser, and names stay as
// they are (the default makes "__toString" of "toString"); "__proto__", "constructor" and "prototype" are refused.
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
	maxNestedTags: XML_LIMITS.depth,
	onDangerousProperty: (name) => name,
	jPath: false,
});

/**
 * Reads a document whose root must have one of these names.
 * Blanks before it are forgiven; section 2.8 wants the XML declaration to come first.
 * @throws FailureError `unreadable` for another root, a name made for mischief, and what {@link objectionTo} refuses
 */
export function parseXml(document: string, roots: readonly string[]): XmlNode {
	const expected = roots.map((name) => `<${name}>`).join(' or ');
	const text = document.slice(/^\uFEFF?[ \t\n\r]*/.exec(document)?.[0].length);
	const objection = objectionTo(text);
	if (objection !== undefined) throw unreadable(objection, expected);

	const [root, ...others] = nodesOf(list(parsed(text, expected)));
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

function nodesOf(entries: readonly Entry[]): XmlNode[] {
	return entries.flatMap((entry) => {
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
	return list(entry['#cdata'])
		.map((part) => (typeof part[TEXT] === 'string' ? part[TEXT] : ''))
		.join('');
}

type Entry = Readonly<Record<string, unknown>>;

function list(value: unknown): Entry[] {
	return Array.isArray(value) ? value.filter(isEntry) : [];
}

function isEntry(value: unknown): value is Entry {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Section 3.3.3: line breaks and tabs that are not written as references are blanks. */
function attributesOf(value: unknown): Record<string, string> {
	if (!isEntry(value)) return {};
	return Object.fromEntries(
		Object.entries(value).map(([name, text]) => [name, typeof text === 'string' ? decoded(text.replace(/[\t\n]/g, ' ')) : '']),
	);
}

function unreadable(got: string, expected: string) {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: `The answer is ${got}; ${expected} was expected`,
		todo: "Check the base URL in the credential: something else than the vendor's API may be answering.",
	});
}
