import { SaxesParser } from './libraries';

/** Ours, whatever the libraries' defaults are. The largest honest answer, 10,000 users with 25 fields each, has a third of it. */
export const XML_LIMITS = { characters: 40_000_000, depth: 64, nodes: 2_000_000, attributes: 1000 } as const;

/** At most one prefix, 200 letters each; no name made for mischief, no U+1680 or U+FEFF: the parser behind takes them for blanks. */
const NAME = /^(?:[^:\s]{1,200}:)?(?!(?:__proto__|constructor|prototype)$)[^\u0300-\u036f:\s\d.\-\u00b7\u203f\u2040][^:\s]{0,199}$/;
const WITH_DOCTYPE = 'an XML document with a DOCTYPE, which is refused';

/**
 * Says why a document must not be read, in words that go on from "The answer is". The parser behind
 * makes something of nearly everything; what passes here has one meaning only.
 * Stricter than XML 1.0: no DOCTYPE (it could define entities), no processing instructions, {@link XML_LIMITS}.
 * Laxer than its namespaces: a prefix that nobody declared is dropped like any other.
 */
export function objectionTo(document: string): string | undefined {
	if (document.length > XML_LIMITS.characters) return `longer than ${XML_LIMITS.characters} characters`;
	if (/^<!doctype/i.test(document)) return WITH_DOCTYPE;
	// saxes takes whatever follows the first half of a pair for the second.
	if (!document.isWellFormed()) return 'no well-formed XML (half of a surrogate pair)';
	kept ??= gate();
	try {
		// saxes drops a byte order mark. The document's own is gone already: one that is left is a text.
		gate().write('\ufeff').write(document).close();
		return undefined;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

/** Read by nobody. When no parser is left, V8 forgets what it compiled for them, and after some lists it compiles no more. */
let kept: SaxesParser | undefined;

function gate(): SaxesParser {
	const parser = new SaxesParser({ position: false });
	const refuse = (what: string): never => {
		throw new Error(what);
	};
	let [depth, nodes, attributes] = [0, 0, 0];
	const names = new Set<string>();
	const limit = (count: number, most: number, what: string) =>
		count > most && refuse(`XML with more than ${most} ${what}, which is refused`);
	const take = (name: string): void => {
		limit((nodes += 1), XML_LIMITS.nodes, 'elements and attributes');
		if (names.has(name)) return;
		if (!NAME.test(name)) refuse(`XML with the name ${name.slice(0, 50)}, which is refused`);
		names.add(name);
	};
	parser.on('error', ({ message }) => refuse(`no well-formed XML (${message.replace(/\.$/, '')}, line ${parser.line})`));
	parser.on('xmldecl', ({ version }) => version === '1.0' || refuse('XML of another version than XML 1.0'));
	parser.on('doctype', () => refuse(WITH_DOCTYPE));
	parser.on('processinginstruction', () => refuse('XML with a processing instruction, which is refused'));
	parser.on('opentagstart', ({ name }) => {
		limit((depth += 1), XML_LIMITS.depth, 'levels');
		attributes = 0;
		take(name);
	});
	parser.on('attribute', ({ name }) => {
		limit((attributes += 1), XML_LIMITS.attributes, 'attributes in one element');
		take(name);
	});
	parser.on('closetag', () => (depth -= 1));
	return parser;
}
