import { SaxesParser } from 'saxes';

export interface XmlElement {
	/** Without the prefix. */
	readonly name: string;
	readonly namespace: string;
	/** Namespaces declared on this very element: prefix to URI. */
	readonly declares: Readonly<Record<string, string>>;
	/** By local name. */
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly XmlElement[];
	/** Its own text and CDATA, exactly as written. */
	readonly text: string;
}

type OpenElement = XmlElement & { children: XmlElement[]; text: string };

/** Strict, namespace-aware, no DTD. The nodes only ask saxes whether a document is well-formed; they build and read with others. */
export function parseXml(source: string): XmlElement {
	const parser = new SaxesParser({ xmlns: true });
	const open: OpenElement[] = [];
	let root: XmlElement | undefined;
	parser.on('error', (error) => {
		throw error;
	});
	parser.on('doctype', () => {
		throw new Error('A document type declaration is not allowed');
	});
	parser.on('opentag', (tag) => {
		const attributes = Object.values(tag.attributes).map((attribute) => [attribute.local, attribute.value]);
		const element: OpenElement = {
			name: tag.local,
			namespace: tag.uri,
			declares: tag.ns,
			attributes: Object.fromEntries(attributes),
			children: [],
			text: '',
		};
		open.at(-1)?.children.push(element);
		root ??= element;
		open.push(element);
	});
	const take = (text: string): void => {
		const current = open.at(-1);
		if (current) current.text += text;
	};
	parser.on('text', take);
	parser.on('cdata', take);
	parser.on('closetag', () => {
		open.pop();
	});
	parser.write(source).close();
	if (!root) throw new Error('There is no element');
	return root;
}

export function childOf(parent: XmlElement, name: string): XmlElement | undefined {
	return parent.children.find((child) => child.name === name);
}

export type Tree<L> = L | Tree<L>[] | { [member: string]: Tree<L> };

/** Children become members, repeated ones a list, an element without children what `leaf` makes of it. */
export function treeOf<L>(parent: XmlElement, leaf: (element: XmlElement) => L): Tree<L> {
	if (parent.children.length === 0) return leaf(parent);
	const tree: { [member: string]: Tree<L> } = {};
	for (const { name } of parent.children) {
		const values = parent.children.filter((child) => child.name === name).map((child) => treeOf(child, leaf));
		tree[name] = values.length === 1 ? (values[0] as Tree<L>) : values;
	}
	return tree;
}

/** Finished markup, apart from text that still needs escaping. */
export interface Markup {
	readonly markup: string;
}
type Content = string | number | boolean | Markup | readonly Markup[];

export function element(name: string, content: Content, attributes: Readonly<Record<string, string>> = {}): Markup {
	const attributeText = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
	const inner = innerMarkup(content);
	const start = `<${name}${attributeText.join('')}`;
	return { markup: inner === '' ? `${start}/>` : `${start}>${inner}</${name}>` };
}

export function xmlDocument(root: Markup): string {
	return `<?xml version="1.0" encoding="UTF-8"?>${root.markup}`;
}

function innerMarkup(content: Content): string {
	if (typeof content !== 'object') return escaped(String(content));
	if ('markup' in content) return content.markup;
	return content.map((part) => part.markup).join('');
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\r', '&#13;');
}
