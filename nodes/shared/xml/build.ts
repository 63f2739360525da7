import { invalid } from '../failure';
import { XML_LIMITS } from './gate';
import { create } from './libraries';

/** An element with its children in the order in which they are written. Text is escaped here and nowhere else. */
export type XmlElement = Readonly<{
	name: string;
	attributes?: Readonly<Record<string, string>>;
	children?: readonly XmlElement[];
	text?: string;
	/** What a message calls the value, where the element's own name says nothing: the field that it is for. */
	label?: string;
}>;

type XmlOptions = Readonly<{
	/** Leave out `<?xml …?>`. */
	headless?: boolean;
	/** Write everything outside ASCII as numeric character references, so that the document is pure ASCII. */
	ascii?: boolean;
}>;

/** What XML 1.0 cannot hold, even as a reference: section 2.2. Unpaired surrogates are no characters. */
const FORBIDDEN = /(?![\t\n\r\u007f-\u009f])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/u;

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
	const document = create({ version: '1.0', encoding: 'UTF-8' });
	append(document, root, { level: 1, prefixes: ['xml'], ascii });
	return document.end({ headless });
}

type Place = Readonly<{ level: number; prefixes: readonly string[]; ascii: boolean }>;

function append(
	parent: ReturnType<typeof create>,
	{ name, attributes = {}, text = '', children = [], label = name }: XmlElement,
	{ level, prefixes: outer, ascii }: Place,
): void {
	if (level > XML_LIMITS.depth)
		throw invalid(name, `"${name}" is nested deeper than ${XML_LIMITS.depth} levels`, 'Use a value with fewer levels.');
	const declarations = Object.keys(attributes).filter((key) => /^xmlns:(?!xml)/.test(key) && attributes[key] !== '');
	const prefixes = [...outer, ...declarations.map((key) => key.slice('xmlns:'.length))];
	assertName(name, prefixes, 'element', name);
	assertText(text, `The value of "${label}"`, label);
	const element = parent.ele(name);
	// One by one: as an object, the library stumbles over an attribute with the name of a method.
	for (const [key, value] of Object.entries(attributes)) {
		assertName(key, declarations.includes(key) ? ['xmlns'] : prefixes, 'attribute', name);
		assertText(value, `The attribute "${key}" of "${name}"`, name);
		element.att(key, escaped(value, ascii ? /[^\x20-\x7f]/gu : /[\t\n\r]/g));
	}
	if (text) element.txt(escaped(text, ascii ? /[^\t\n\x20-\x7f]/gu : /\r/g));
	for (const child of children) append(element, child, { level: level + 1, prefixes, ascii });
}

/** xmlbuilder2 4.0 writes what looks like a reference as it is, so a text that only looks like one is escaped here. */
function escaped(text: string, odd: RegExp): string {
	return text.replace(/&/g, '&amp;').replace(odd, (character) => `&#${character.codePointAt(0)};`);
}

function assertName(name: string, prefixes: readonly string[], what: 'element' | 'attribute', parameter: string): void {
	const [prefix, local] = name.split(':');
	if (NAME.test(name) && (local === undefined || prefixes.includes(prefix ?? ''))) return;
	const todo = 'Use a field name of letters, digits, "_", "-" and "." that starts with a letter.';
	throw invalid(parameter, `"${name}" can't be the name of an XML ${what}`, todo);
}

function assertText(text: string, what: string, parameter: string): void {
	const at = text.search(FORBIDDEN) + 1;
	const todo = 'Remove the character, or use JSON if the vendor offers it.';
	if (at > 0) throw invalid(parameter, `${what} has a control character that is not allowed in XML (position ${at})`, todo);
}
