import { workerData } from 'node:worker_threads';

/*
 * libxml2 reads documents in a thread of its own: its module is loaded asynchronously, and a judge answers at once.
 * Namespaces are left aside unless they are asked for: well-formed is a document without declarations too, but behind
 * a complaint about one libxml2 overlooks what follows the root. So it is shown colons as another letter of names.
 */

/** libxml2-wasm would lose a byte order mark at the start of a text: it is decoded as a document would be. */
globalThis.TextDecoder = class extends TextDecoder {
	constructor(encoding, options) {
		super(encoding, { ...options, ignoreBOM: true });
	}
};

const { XmlDocument } = await import('libxml2-wasm');
const { error, xmlCtxtSetErrorHandler, xmlFreeParserCtxt, xmlNewParserCtxt, xmlReadString } = await import('libxml2-wasm/lib/libxml2.mjs');
const { XmlCData, XmlElement, XmlProcessingInstructionNode, XmlText } = await import('libxml2-wasm/lib/nodes.mjs');

/** The text is UTF-8 by now, whatever its declaration says. */
const IGNORE_ENCODING = 2_097_152;

const DISGUISED = [
	[':', '\u{eff00}'],
	['xmlns', '\u{eff01}mlns'],
];
const disguised = (text) => DISGUISED.reduce((sum, [plain, other]) => sum.replaceAll(plain, other), text);
const undisguised = (text) => DISGUISED.reduce((sum, [plain, other]) => sum.replaceAll(other, plain), text);
const asItIs = (text) => text;

const { port, answered } = workerData;
port.on('message', ({ document, namespaces }) => {
	const seen = namespaces ? read(document, asItIs) : read(disguised(document), undisguised);
	// As text: objects of another realm are no equals in jest.
	port.postMessage(JSON.stringify(seen ?? null));
	Atomics.store(answered, 0, 1);
	Atomics.notify(answered, 0);
});

function read(source, back) {
	const context = xmlNewParserCtxt();
	const errors = error.storage.allocate([]);
	xmlCtxtSetErrorHandler(context, error.errorCollector, errors);
	const pointer = xmlReadString(context, source, null, 'utf-8', IGNORE_ENCODING);
	const complaint = error.storage.get(errors).some(({ level }) => level > 1);
	error.storage.free(errors);
	xmlFreeParserCtxt(context);
	if (!pointer) return undefined;
	const document = XmlDocument.getInstance(pointer);
	try {
		if (complaint) return undefined;
		const seen = { version: document.version, doctype: document.dtd !== null, instructions: false };
		for (const other of around(document.root)) seen.instructions ||= other instanceof XmlProcessingInstructionNode;
		return { root: element(document.root, seen, back), ...seen };
	} finally {
		document.dispose();
	}
}

function element(node, seen, back) {
	const read = { name: back(qualified(node)), attributes: attributesOf(node, back), children: [], text: '' };
	for (let child = node.firstChild; child; child = child.next) {
		if (child instanceof XmlElement) read.children.push(element(child, seen, back));
		else if (child instanceof XmlText || child instanceof XmlCData) read.text += back(child.content);
		else seen.instructions ||= child instanceof XmlProcessingInstructionNode;
	}
	return read;
}

function attributesOf(node, back) {
	const namespaces = Object.entries(node.nsDeclarations).map(([prefix, uri]) => [prefix ? `xmlns:${prefix}` : 'xmlns', uri]);
	return Object.fromEntries([...namespaces, ...node.attrs.map((one) => [back(qualified(one)), back(one.value)])]);
}

const qualified = ({ prefix, name }) => (prefix ? `${prefix}:${name}` : name);

function* around(root) {
	for (let node = root.prev; node; node = node.prev) yield node;
	for (let node = root.next; node; node = node.next) yield node;
}
