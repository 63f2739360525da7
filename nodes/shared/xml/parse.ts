import { failed, NOT_THE_API } from '../failure';
import { objectionTo } from './gate';
import { XMLParser } from './libraries';

/** An element as it was read. Names are without their namespace prefix; text is untouched. */
export type XmlNode = Readonly<{
	name: string;
	attributes: Readonly<Record<string, string>>;
	children: readonly XmlNode[];
	text: string;
}>;

/**
 * Reads a document whose root must have one of these names.
 * Blanks before it are forgiven; section 2.8 wants the XML declaration to come first.
 * @throws FailureError `unreadable` for another root, and for what {@link objectionTo} refuses
 */
export function parseXml(document: string, roots: readonly string[]): XmlNode {
	const text = document.replace(/^\uFEFF?[ \t\n\r]*/, '');
	const objection = objectionTo(text);
	// What the gate lets through has a root, and nothing beside it.
	const root = objection === undefined ? contentOf(theParser().parse(text)).children[0] : undefined;
	if (root && roots.includes(root.name)) return root;
	throw failed({
		kind: 'unreadable',
		status: 200,
		says: `The answer is ${objection ?? `XML with the root <${root?.name}>`}; ${roots.map((name) => `<${name}>`).join(' or ')} was expected`,
		todo: NOT_THE_API,
	});
}

/** The first child of that name. */
export function child(node: XmlNode, name: string): XmlNode | undefined {
	return node.children.find((one) => one.name === name);
}

/** The text of the first child of that name; undefined when there is none. */
export function childText(node: XmlNode, name: string): string | undefined {
	return child(node, name)?.text;
}

// Coercion off: the defaults make 12 of "0012". References are decoded by us, in attributes after the blanks,
// and names stay as they are (the default makes "__toString" of "toString").
let parser: XMLParser | undefined;
function theParser(): XMLParser {
	parser ??= new XMLParser({
		preserveOrder: true,
		ignoreAttributes: false,
		attributeNamePrefix: '',
		parseTagValue: false,
		trimValues: false,
		processEntities: false,
		tagValueProcessor: (_name, text) => decoded(text),
		// Section 3.3.3: line breaks and tabs that are not written as references are blanks.
		attributeValueProcessor: (_name, text) => decoded(text.replace(/[\t\n]/g, ' ')),
		removeNSPrefix: true,
		ignoreDeclaration: true,
		cdataPropName: '#cdata',
		onDangerousProperty: (name) => name,
		jPath: false,
	});
	return parser;
}

/** A text, or a list of entries: `{ '#text': text }`, `{ '#cdata': list }`, or of an element `{ name: list, ':@': attributes }`. */
function contentOf(inside: unknown): Pick<XmlNode, 'children' | 'text'> {
	if (!isList(inside)) return { children: [], text: String(inside) };
	const children: XmlNode[] = [];
	let text = '';
	for (const entry of inside) {
		for (const [name, value] of Object.entries(entry)) {
			if (name === '#text' || name === '#cdata') text += contentOf(value).text;
			else if (name !== ':@') children.push({ name, attributes: entry[':@'] ?? {}, ...contentOf(value) });
		}
	}
	return { children, text };
}

type Entry = Readonly<{ ':@'?: Readonly<Record<string, string>> }>;
const isList = (value: unknown): value is readonly Entry[] => Array.isArray(value);

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The gate has seen that each reference is one of a character. What it stands for is not read again. */
function decoded(text: string): string {
	return text.replace(/&(#?)(x?)(\w+);/g, (_, number, hexadecimal, code: string) =>
		number ? String.fromCodePoint(Number.parseInt(code, hexadecimal ? 16 : 10)) : (NAMED[code] ?? ''),
	);
}
