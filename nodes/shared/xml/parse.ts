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
	const root = objection === undefined ? treeOf(text) : undefined;
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

/** An element while it is read. */
type Growing = { name: string; attributes: Readonly<Record<string, string>>; children: Growing[]; text: string };

/**
 * The root of a document that the gate let through. The library says what it meets, and the elements are made at once:
 * a tree of the library's own would be walked again, and a list be held twice.
 */
function treeOf(document: string): XmlNode | undefined {
	/** By their depth: what holds the root, and the elements that are open. */
	const open: Growing[] = [element('', NONE)];
	let hasReferences = false;
	const parser = new XMLParser({
		...AS_WRITTEN,
		// Asked about the references in every text right before the text is handed over, and not about CDATA, which has none.
		entityDecoder: {
			...NOTHING_DECLARED,
			decode: (text) => {
				hasReferences = true;
				return text;
			},
		},
		tagValueProcessor: (_name, text, place) => {
			const node = open[depthOf(place)];
			if (node) node.text += hasReferences ? decoded(text) : text;
			hasReferences = false;
			return '';
		},
		// Section 3.3.3: line breaks and tabs that are not written as references are blanks.
		attributeValueProcessor: (_name, text) => {
			hasReferences = false;
			return decoded(text.replace(/[\t\n]/g, ' '));
		},
		updateTag: (name, place, attributes) => {
			const depth = depthOf(place);
			const node = element(name, Object.keys(attributes).length > 0 ? attributes : NONE);
			open[depth - 1]?.children.push(node);
			open[depth] = node;
			return false;
		},
	});
	parser.parse(document);
	return open[0]?.children[0];
}

// Coercion off: the defaults make 12 of "0012". Names stay as they are: the default makes "__toString" of "toString".
const AS_WRITTEN = {
	preserveOrder: true,
	ignoreAttributes: false,
	attributeNamePrefix: '',
	parseTagValue: false,
	trimValues: false,
	removeNSPrefix: true,
	ignoreDeclaration: true,
	onDangerousProperty: (name: string) => name,
	jPath: false,
} as const;

/** The gate lets no DOCTYPE through, and no XML but 1.0. */
const nothing = (): void => undefined;
const NOTHING_DECLARED = { setExternalEntities: nothing, addInputEntities: nothing, setXmlVersion: nothing, reset: nothing } as const;

const NONE: XmlNode['attributes'] = {};

function element(name: string, attributes: XmlNode['attributes']): Growing {
	return { name, attributes, children: [], text: '' };
}

/** How many elements are open. The library gives the place as a text where `jPath` is on. */
function depthOf(place: string | Readonly<{ getDepth: () => number }>): number {
	return typeof place === 'string' ? 0 : place.getDepth();
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The gate has seen that each reference is one of a character. What it stands for is not read again. */
function decoded(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(/&(#?)(x?)(\w+);/g, (_, number, hexadecimal, code: string) =>
		number ? String.fromCodePoint(Number.parseInt(code, hexadecimal ? 16 : 10)) : (NAMED[code] ?? ''),
	);
}
