import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

import type { XmlElement } from '../../nodes/shared/xml/build';
import type { XmlNode } from '../../nodes/shared/xml/parse';

type Tree = Required<Omit<XmlElement, 'label'>>;
/** What an independent parser reads: the tree in our shape, and what of it we may refuse. */
export type Seen = Readonly<{ root: Tree; pardonable: boolean }>;
/** What libxml2.mjs answers. */
type Answer = Readonly<{ root: Tree; version: string; doctype: boolean; instructions: boolean }>;
type Ask = (question: Readonly<{ document: string; namespaces: boolean }>) => Answer | null;

let ask: Ask | undefined;

/** libxml2's reading of a document, or undefined where it says that the document (or, asked for them, its namespaces) is not well-formed. */
export function readByLibxml2(document: string, { namespaces = false } = {}): Seen | undefined {
	// What is no text at all would arrive in the thread as another text.
	if (!document.isWellFormed()) return undefined;
	ask ??= startLibxml2();
	const seen = ask({ document, namespaces });
	return seen
		? { root: seen.root, pardonable: seen.doctype || seen.instructions || seen.version !== '1.0' || isOdd(seen.root) }
		: undefined;
}

function startLibxml2(): Ask {
	const { port1, port2 } = new MessageChannel();
	const answered = new Int32Array(new SharedArrayBuffer(4));
	const worker = new Worker(join(__dirname, 'libxml2.mjs'), { workerData: { port: port2, answered }, transferList: [port2], execArgv: [] });
	worker.unref();
	return (question) => {
		Atomics.store(answered, 0, 0);
		port1.postMessage(question);
		// Not once: the thread's notice of the last answer may come when the next is waited for.
		while (Atomics.load(answered, 0) === 0) {
			if (Atomics.wait(answered, 0, 0, 20_000) === 'timed-out') throw new Error('libxml2 gives no answer');
		}
		return JSON.parse(String(receiveMessageOnPort(port1)?.message)) as Answer | null;
	};
}

function isOdd({ name, attributes, children }: Tree, depth = 1): boolean {
	const keys = Object.keys(attributes);
	return depth > 60 || keys.length > 1000 || [name, ...keys].some(isOddName) || children.some((child) => isOdd(full(child), depth + 1));
}

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

/** Blanks before a document are forgiven by us, see parseXml. A byte order mark behind them is none, but libxml2 would drop it as one. */
export const asRead = (document: string): string => document.replace(/^\ufeff?[ \t\n\r]*/, '').replace(/^\ufeff/, '\ufeff\ufeff');

/** Prefixes and the declarations of namespaces gone; of two attributes that are then the same, the last. */
export function withoutPrefixes({ name, attributes, children, text }: Tree): XmlNode {
	const kept = Object.entries(attributes).filter(([key]) => !/^xmlns(:|$)/.test(key));
	return {
		name: local(name),
		attributes: Object.fromEntries(kept.map(([key, value]) => [local(key), value])),
		children: children.map((child) => withoutPrefixes(full(child))),
		text,
	};
}

/** An element with all its members. */
export function full({ name, attributes = {}, children = [], text = '' }: XmlElement): Tree {
	return { name, attributes, children: children.map(full), text };
}

const local = (name: string): string => name.split(':').at(-1) ?? name;

/** Section 2.2 of XML 1.0, spelled out once more. */
export function isXmlText(text: string): boolean {
	return Array.from(text, (character) => character.codePointAt(0) ?? 0).every(
		(code) => code === 9 || code === 10 || code === 13 || (code > 31 && code < 0xd800) || (code > 0xdfff && code < 0xfffe) || code > 0xffff,
	);
}
