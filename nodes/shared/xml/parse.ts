import { failed } from '../failure';
import { objectionTo } from './gate';
import { elementsOf, type XmlNode } from './tree';

export type { XmlNode } from './tree';

/**
 * Reads a document whose root must have one of these names.
 * Blanks before it are forgiven; section 2.8 wants the XML declaration to come first.
 * @throws FailureError `unreadable` for another root, and for what {@link objectionTo} refuses
 */
export function parseXml(document: string, roots: readonly string[]): XmlNode {
	const text = document.slice(/^\uFEFF?[ \t\n\r]*/.exec(document)?.[0].length);
	const objection = objectionTo(text);
	const [root] = objection === undefined ? elementsOf(text) : [];
	if (root && roots.includes(root.name)) return root;
	throw failed({
		kind: 'unreadable',
		status: 200,
		says: `The answer is ${objection ?? `XML with the root <${root?.name}>`}; ${roots.map((name) => `<${name}>`).join(' or ')} was expected`,
		todo: "Check the base URL in the credential: something else than the vendor's API may be answering.",
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
