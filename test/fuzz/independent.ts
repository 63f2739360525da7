import { SaxesParser } from 'saxes';

import type { XmlElement } from '../../nodes/shared/xml/build';
import type { XmlNode } from '../../nodes/shared/xml/parse';

/** What an independent parser reads: the tree in our shape, and what of it we may refuse. */
export type Seen = Readonly<{ root: Required<Omit<XmlElement, 'label'>>; pardonable: boolean }>;

type Open = { name: string; attributes: Record<string, string>; children: Open[]; text: string };

/** saxes' reading of a document, or undefined where it says that the document is not well-formed. */
export function readBySaxes(document: string, { namespaces = false } = {}): Seen | undefined {
	const parser = namespaces ? new SaxesParser({ xmlns: true }) : new SaxesParser();
	const top: Open = { name: '', attributes: {}, children: [], text: '' };
	const open = [top];
	const here = (): Open => open.at(-1) ?? top;
	let pardonable = false;
	parser.on('error', (error) => {
		throw new NotWellFormed(error.message);
	});
	parser.on('doctype', () => (pardonable = true));
	parser.on('processinginstruction', () => (pardonable = true));
	parser.on('xmldecl', ({ version = '1.0' }) => (pardonable ||= version !== '1.0'));
	parser.on('opentag', ({ name, attributes: given }) => {
		const values = Object.entries(given).map(([key, value]): [string, string] => [key, typeof value === 'string' ? value : value.value]);
		pardonable ||= open.length > 60 || values.length > 1000 || [name, ...values.map(([key]) => key)].some(isOddName);
		const element: Open = { name, attributes: Object.fromEntries(values), children: [], text: '' };
		here().children.push(element);
		open.push(element);
	});
	parser.on('closetag', () => open.pop());
	parser.on('text', (text) => (here().text += text));
	parser.on('cdata', (text) => (here().text += text));
	try {
		parser.write(document).close();
	} catch (error) {
		// saxes stumbles over half of a surrogate pair at the end (a RangeError), which is no document either.
		if (error instanceof NotWellFormed || error instanceof RangeError) return undefined;
		throw error;
	}
	const [root] = top.children;
	return root && { root, pardonable: pardonable || /\p{Surrogate}/u.test(document) || /&#x?[\da-f]{21}/i.test(document) };
}

class NotWellFormed extends Error {}

/** Names that XML allows and we don't: several colons or none where one should divide, mischief, what the library takes for a blank. */
function isOddName(name: string): boolean {
	const [first = '', second, ...more] = name.split(':');
	const parts = second === undefined ? [first] : [first, second];
	return (
		more.length > 0 ||
		name.length > 200 ||
		!parts.every((part) => /^[^\d.\-\u00b7\u0300-\u036f\u203f\u2040]/.test(part)) ||
		/[\u1680\ufeff]/.test(name) ||
		/^(__proto__|constructor|prototype)$/.test(parts.at(-1) ?? '')
	);
}

/** Blanks before a document are forgiven by us, see parseXml. A byte order mark behind them is none, but saxes would drop it as one. */
export const asRead = (document: string): string => document.replace(/^\ufeff?[ \t\n\r]*/, '').replace(/^\ufeff/, '\ufeff\ufeff');

/** Prefixes and the declarations of namespaces gone; of two attributes that are then the same, the last. */
export function withoutPrefixes({ name, attributes, children, text }: Required<Omit<XmlElement, 'label'>> | Open): XmlNode {
	const kept = Object.entries(attributes).filter(([key]) => !/^xmlns(:|$)/.test(key));
	return {
		name: local(name),
		attributes: Object.fromEntries(kept.map(([key, value]) => [local(key), value])),
		children: children.map((child) => withoutPrefixes(full(child))),
		text,
	};
}

/** An element with all its members. */
export function full({ name, attributes = {}, children = [], text = '' }: XmlElement): Required<Omit<XmlElement, 'label'>> {
	return { name, attributes, children: children.map(full), text };
}

const local = (name: string): string => name.split(':').at(-1) ?? name;

/** Section 2.2 of XML 1.0, spelled out once more. */
export function isXmlText(text: string): boolean {
	return Array.from(text, (character) => character.codePointAt(0) ?? 0).every(
		(code) => code === 9 || code === 10 || code === 13 || (code > 31 && code < 0xd800) || (code > 0xdfff && code < 0xfffe) || code > 0xffff,
	);
}
