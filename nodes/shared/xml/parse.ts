import { failed } from '../failure';
import { objectionTo } from './gate';

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
	const whole = elementOf('', {});
	const around: Open[] = [];
	let current = whole;
	const objection = objectionTo(document.replace(/^\uFEFF?[ \t\n\r]*/, ''), {
		opened: (name, attributes) => {
			const element = elementOf(name, attributes);
			current.children.push(element);
			around.push(current);
			current = element;
		},
		text: (part) => (current.text += part),
		closed: () => (current = around.pop() ?? whole),
	});
	// What the gate lets through has a root, and nothing beside it.
	const [root] = whole.children;
	if (objection === undefined && root && roots.includes(root.name)) return root;
	throw failed({
		kind: 'unreadable',
		status: 200,
		says: `The answer is ${objection ?? `XML with the root <${root?.name}>`}; ${roots.map((name) => `<${name}>`).join(' or ')} was expected`,
		todo: "Check the base URL in the credential: something other than the vendor's API may be answering.",
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

type Open = { name: string; attributes: Readonly<Record<string, string>>; children: Open[]; text: string };

/** Declarations of namespaces are no attributes: what they are for is dropped with the prefixes. */
function elementOf(name: string, attributes: Readonly<Record<string, string>>): Open {
	const own = Object.entries(attributes).filter(([key]) => !/^xmlns(:|$)/.test(key));
	return { name: local(name), attributes: Object.fromEntries(own.map(([key, value]) => [local(key), value])), children: [], text: '' };
}

/** The gate has seen that there is one colon at most. */
function local(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}
