import { XMLParser } from './libraries';

/** An element as it was read. Names are without their namespace prefix; text is untouched. */
export type XmlNode = Readonly<{
	name: string;
	attributes: Readonly<Record<string, string>>;
	children: readonly XmlNode[];
	text: string;
}>;

// Coercion off: the defaults make 12 of "0012". References are decoded below, in attributes after the blanks,
// and names stay as they are (the default makes "__toString" of "toString").
const parser = new XMLParser({
	preserveOrder: true,
	ignoreAttributes: false,
	attributeNamePrefix: '',
	parseTagValue: false,
	trimValues: false,
	processEntities: false,
	removeNSPrefix: true,
	ignoreDeclaration: true,
	cdataPropName: '#cdata',
	onDangerousProperty: (name) => name,
	jPath: false,
});

/** The elements at the top of a document that the gate lets through: a root, and nothing else. */
export function elementsOf(document: string): readonly XmlNode[] {
	return nodesOf(list(parser.parse(document)));
}

function nodesOf(entries: readonly Entry[]): XmlNode[] {
	return entries.flatMap((entry) => {
		const name = Object.keys(entry).find((key) => !key.startsWith('#') && key !== ':@');
		if (name === undefined) return [];
		const inside = list(entry[name]);
		return [{ name, attributes: attributesOf(entry[':@']), children: nodesOf(inside), text: inside.map(textOf).join('') }];
	});
}

function textOf({ '#text': text, '#cdata': cdata }: Entry): string {
	if (typeof text === 'string') return decoded(text);
	const [part] = list(cdata).map((one) => one['#text']);
	return typeof part === 'string' ? part : '';
}

/** Section 3.3.3: line breaks and tabs that are not written as references are blanks. */
function attributesOf(value: unknown): Record<string, string> {
	const entries = isEntry(value) ? Object.entries(value) : [];
	return Object.fromEntries(entries.map(([name, text]) => [name, decoded(String(text).replace(/[\t\n]/g, ' '))]));
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The gate has seen that each reference is one of a character. What it stands for is not read again. */
function decoded(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(/&(#?)(x?)(\w+);/g, (_, number, hexadecimal, code: string) =>
		number ? String.fromCodePoint(Number.parseInt(code, hexadecimal ? 16 : 10)) : (NAMED[code] ?? ''),
	);
}

type Entry = Readonly<Record<string, unknown>>;

const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null;
const list = (value: unknown): Entry[] => (Array.isArray(value) ? value.filter(isEntry) : []);
