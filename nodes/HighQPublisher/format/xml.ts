import type { IDataObject } from 'n8n-workflow';

import { buildXml, textElement, type XmlElement } from '../../shared/xml/build';
import { child, childText, parseXml, type XmlNode } from '../../shared/xml/parse';
import { earlier, type Content, type Link, type Path, type UserFormat } from './userFormat';

/**
 * `<user>…</user>`; every number is text there, and links are repeated `<link>` elements. Namespaces are
 * not kept: HighQ documents one for its own `link` only, which is not sent back.
 * Source: "Update User": object in JSON or XML; the element names are those of the JSON sample.
 */
export const xmlFormat: UserFormat<XmlNode> = {
	mediaType: 'application/xml',
	blank: empty('user'),
	read: ({ body }) => parseXml(body, ['user']),
	write: (user) => buildXml(toElement(user)),
	readPage: ({ body }) => {
		const list = parseXml(body, ['users']);
		const total = childText(list, 'totalcount') ?? '';
		return { rows: rowsIn(list), ...(/^\d+$/.test(total) ? { total: Number(total) } : {}) };
	},
	writeKeys: (keys) => buildXml({ name: 'users', children: keys.map((key) => textElement('user', key)) }),
	text: (user, path) => path.reduce<XmlNode | undefined>((node, name) => node && child(node, name), user)?.text,
	links: (user, group) =>
		entriesOf(child(user, group)).map((entry) => ({ name: childText(entry, 'name') ?? '', value: childText(entry, 'value') ?? '' })),
	with: changed,
	members: ({ children }) => [...new Set(children.map(({ name }) => name))],
	show: shownMembers,
};

/** JSON nests `users.users`; which of the two XML has is not shown anywhere. */
function rowsIn(list: XmlNode): readonly XmlNode[] {
	const inner = child(list, 'users') ?? list;
	return inner.children.filter(({ name }) => name === 'user');
}

function changed(user: XmlNode, [name, ...deeper]: Path, content: Content): XmlNode {
	const [next, ...rest] = deeper;
	const present = child(user, name) ?? empty(name);
	if (next !== undefined) return replaced(user, changed(present, [next, ...rest], content));
	if (content.kind === 'dropped') return { ...user, children: user.children.filter((one) => one.name !== name) };
	return replaced(user, filled(present, content));
}

/** In the place of the first child of that name, or at the end. */
function replaced(parent: XmlNode, next: XmlNode): XmlNode {
	const at = parent.children.findIndex(({ name }) => name === next.name);
	const children = at < 0 ? [...parent.children, next] : parent.children.with(at, next);
	return { ...parent, children };
}

function filled(node: XmlNode, content: Exclude<Content, { kind: 'dropped' }>): XmlNode {
	switch (content.kind) {
		case 'text':
			return { ...node, children: [], text: content.text };
		case 'number':
			return { ...node, children: [], text: content.digits };
		case 'links':
			return { ...node, children: [...node.children.filter(({ name }) => name !== 'link'), ...linkNodes(content.links, entriesOf(node))] };
	}
}

function linkNodes(links: readonly Link[], entries: readonly XmlNode[]): readonly XmlNode[] {
	return links.map(({ name, value }, i) => {
		const entry = earlier(entries, (one) => childText(one, 'name'), links, i) ?? empty('link');
		const named = changed(entry, ['name'], { kind: 'text', text: name });
		return changed(named, ['value'], { kind: 'text', text: value });
	});
}

function entriesOf(group: XmlNode | undefined): readonly XmlNode[] {
	return group?.children.filter(({ name }) => name === 'link') ?? [];
}

function empty(name: string): XmlNode {
	return { name, attributes: {}, children: [], text: '' };
}

/** The blanks between the elements of a container go; the text of an element without children stays to the letter. */
function toElement({ name, attributes, children, text }: XmlNode): XmlElement {
	if (children.length === 0) return { name, attributes, text };
	return { name, attributes, children: children.map(toElement), ...(text.trim() === '' ? {} : { text }) };
}

function shownMembers({ children }: XmlNode): IDataObject {
	return Object.fromEntries(
		children.map(({ name }) => {
			const values = children.filter((one) => one.name === name).map(shown);
			return [name, values.length === 1 ? values[0] : values];
		}),
	);
}

/** An element without text or children may still say something: links are `<link rel="…" href="…"/>`. */
function shown(node: XmlNode): IDataObject | string {
	if (node.children.length > 0) return shownMembers(node);
	const silent = node.text === '' && Object.keys(node.attributes).length > 0;
	return silent ? { ...node.attributes } : node.text;
}
