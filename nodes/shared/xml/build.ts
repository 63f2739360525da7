import { failed } from '../failure';
import { create } from './libraries';

/** An element with members in the order in which they are written. Text is escaped here and nowhere else. */
export type XmlElement = Readonly<{
	name: string;
	attributes?: Readonly<Record<string, string>>;
	children?: readonly XmlElement[];
	text?: string;
}>;

export type XmlOptions = Readonly<{
	/** Leave out `<?xml …?>`. */
	headless?: boolean;
	/** Write everything outside ASCII as numeric character references, so that the document is pure ASCII. */
	ascii?: boolean;
}>;

/** XML 1.0 names without a colon, section 2.3, as far as vendors use them. */
const NAME = /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/;
/** What XML 1.0 cannot hold, even as a reference: section 2.2. Unpaired surrogates are no characters. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/** A short form of {@link XmlElement} with text. */
export function textElement(name: string, text: string): XmlElement {
	return { name, text };
}

/**
 * Writes a document on one line. The text that a parser reads from it is the text that was given,
 * also with line breaks (kept as references: XML 1.0, section 2.11 would turn CR into LF).
 * @throws FailureError `invalid` for a name or a character that XML 1.0 forbids
 */
export function buildXml(root: XmlElement, { headless = false, ascii = false }: XmlOptions = {}): string {
	assertNames(root);
	const document = create({ version: '1.0', encoding: 'UTF-8' });
	append(document, root);
	const xml = document.end({ headless, prettyPrint: false }).replace(/\r/g, '&#xD;');
	return ascii ? xml.replace(/[^\x00-\x7f]/gu, reference) : xml;
}

type Parent = ReturnType<typeof create>;

function append(parent: Parent, { name, attributes = {}, children = [], text }: XmlElement): void {
	const escaped = Object.entries(attributes).map(([key, value]): [string, string] => [key, ampersandsEscaped(value)]);
	const element = parent.ele(name, Object.fromEntries(escaped));
	if (text) element.txt(ampersandsEscaped(text));
	for (const child of children) append(element, child);
}

/** xmlbuilder2 4.0 writes an `&amp;` of the text as it is, taking it for escaped; escaped once here, it stays text. */
function ampersandsEscaped(text: string): string {
	return text.replace(/&/g, '&amp;');
}

function assertNames({ name, text, children = [] }: XmlElement): void {
	if (!NAME.test(name)) {
		throw failed({ kind: 'invalid', parameter: name, says: `"${name}" can't be the name of an XML element`, todo: 'Use a field name of letters, digits, "_", "-" and "." that begins with a letter. Nothing was sent.' });
	}
	const odd = FORBIDDEN.exec(text ?? '');
	if (odd) {
		throw failed({ kind: 'invalid', parameter: name, says: `The value of "${name}" has a control character that XML cannot carry (position ${odd.index + 1})`, todo: 'Remove the character, or use JSON where the vendor offers it. Nothing was sent.' });
	}
	children.forEach(assertNames);
}

function reference(character: string): string {
	return `&#${character.codePointAt(0)};`;
}
