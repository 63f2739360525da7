import { failed } from '../failure';
import { create } from './libraries';
import { FORBIDDEN, XML_LIMITS } from './wellFormed';

/** An element with members in the order in which they are written. Text is escaped here and nowhere else. */
export type XmlElement = Readonly<{
	name: string;
	attributes?: Readonly<Record<string, string>>;
	children?: readonly XmlElement[];
	text?: string;
	/** What a message calls the value, where the element's own name says nothing: the field that it is for. */
	label?: string;
}>;

export type XmlOptions = Readonly<{
	/** Leave out `<?xml …?>`. */
	headless?: boolean;
	/** Write everything outside ASCII as numeric character references, so that the document is pure ASCII. */
	ascii?: boolean;
}>;

/** XML 1.0 names, section 2.3, as far as vendors use them; what is before a colon must be declared. */
const NAME = /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/;

/** A short form of {@link XmlElement} with text. */
export function textElement(name: string, text: string, label?: string): XmlElement {
	return { name, text, ...(label === undefined ? {} : { label }) };
}

/**
 * Writes a document on one line. The text that a parser reads from it is the text that was given,
 * also with line breaks: what XML 1.0 would make something else of is a reference (CR: section 2.11; in
 * attributes LF and tabs too: section 3.3.3).
 * @throws FailureError `invalid` for a name or a character that XML 1.0 forbids, and for more levels than we read
 */
export function buildXml(root: XmlElement, { headless = false, ascii = false }: XmlOptions = {}): string {
	assertWritable(root, ['xml']);
	const document = create({ version: '1.0', encoding: 'UTF-8' });
	append(document, root);
	const xml = document
		.end({ headless, prettyPrint: false })
		.replace(/\r/g, '&#xD;')
		.replace(TAG, (tag) => tag.replace(/[\t\n]/g, reference));
	return ascii ? xml.replace(/[^\x00-\x7f]/gu, reference) : xml;
}

/** In what the library writes, `>` stands nowhere else: in texts and values it is `&gt;`. */
const TAG = /<[^>]*>/g;

type Parent = ReturnType<typeof create>;

function append(parent: Parent, { name, attributes = {}, children = [], text }: XmlElement): void {
	// One by one: as an object, the library stumbles over an attribute with the name of a method.
	const element = Object.entries(attributes).reduce((sum, [key, value]) => sum.att(key, ampersandsEscaped(value)), parent.ele(name));
	if (text) element.txt(ampersandsEscaped(text));
	for (const child of children) append(element, child);
}

/** xmlbuilder2 4.0 writes an `&amp;` of the text as it is, taking it for escaped; escaped once here, it stays text. */
function ampersandsEscaped(text: string): string {
	return text.replace(/&/g, '&amp;');
}

function assertWritable(
	{ name, attributes = {}, text = '', children = [], label = name }: XmlElement,
	outer: readonly string[],
	level = 1,
): void {
	if (level > XML_LIMITS.depth) {
		throw failed({
			kind: 'invalid',
			parameter: name,
			says: `"${name}" is nested deeper than ${XML_LIMITS.depth} levels`,
			todo: 'Use a value with fewer levels.',
		});
	}
	const declared = [
		...outer,
		...Object.entries(attributes).flatMap(([key, value]) => (value === '' ? [] : (/^xmlns:(?!xml)(.+)/.exec(key)?.slice(1) ?? []))),
	];
	assertName(name, declared, 'element', name);
	assertText(text, `The value of "${label}"`, label);
	for (const [key, value] of Object.entries(attributes)) {
		if (!key.startsWith('xmlns:') || !declared.includes(key.slice('xmlns:'.length))) assertName(key, declared, 'attribute', name);
		assertText(value, `The attribute "${key}" of "${name}"`, name);
	}
	for (const child of children) assertWritable(child, declared, level + 1);
}

function assertName(name: string, prefixes: readonly string[], what: 'element' | 'attribute', parameter: string): void {
	const [prefix] = name.includes(':') ? name.split(':') : [];
	if (NAME.test(name) && (prefix === undefined || prefixes.includes(prefix))) return;
	throw failed({
		kind: 'invalid',
		parameter,
		says: `"${name}" can't be the name of an XML ${what}`,
		todo: 'Use a field name of letters, digits, "_", "-" and "." that begins with a letter.',
	});
}

function assertText(text: string, what: string, parameter: string): void {
	const odd = FORBIDDEN.exec(text);
	if (!odd) return;
	throw failed({
		kind: 'invalid',
		parameter,
		says: `${what} has a control character that XML cannot carry (position ${odd.index + 1})`,
		todo: 'Remove the character, or use JSON where the vendor offers it.',
	});
}

function reference(character: string): string {
	return `&#${character.codePointAt(0)};`;
}
