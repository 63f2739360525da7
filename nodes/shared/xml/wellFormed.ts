import { strayReference } from './references';

/** Ours, whatever the library's defaults are. The largest honest answer, 10,000 users with 25 fields each, has a third of it. */
export const XML_LIMITS = { characters: 40_000_000, depth: 64, nodes: 2_000_000, attributes: 1000 } as const;

/** What XML 1.0 cannot hold, even as a reference: section 2.2. Unpaired surrogates are no characters. */
export const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/** Section 2.3, at most 200 letters. Without U+1680 and U+FEFF, which the library takes for blanks. */
const START =
	'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u167f\\u1681-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufefe\\uff00-\\ufffd\\u{10000}-\\u{effff}';
const PART = `[${START}][${START}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040]{0,199}`;
const NAME = new RegExp(`${PART}(?::${PART})?`, 'uy');
const BLANKS = '[ \\t\\n\\r]{1,99}';
const EQUALS = `(?:${BLANKS})?=(?:${BLANKS})?`;
const DECLARATION = new RegExp(
	`<\\?xml${BLANKS}version${EQUALS}(?:"1\\.0"|'1\\.0')(?:${BLANKS}encoding${EQUALS}(?:"[A-Za-z][\\w.-]{0,40}"|'[A-Za-z][\\w.-]{0,40}'))?(?:${BLANKS}standalone${EQUALS}(?:"(?:yes|no)"|'(?:yes|no)'))?(?:${BLANKS})?\\?>`,
	'y',
);
const NOT_BLANK = /[^ \t\n\r]/;

/**
 * Says why a document must not be read, in words that go on from "The answer is". The library's own
 * validator lets through unfinished comments, `<` in attributes, control characters and more, and its
 * parser makes something of them; what passes here has one meaning only.
 * Stricter than XML 1.0: no DOCTYPE (it could define entities), no processing instructions, {@link XML_LIMITS}.
 */
export function objectionTo(document: string): string | undefined {
	if (document.length > XML_LIMITS.characters) return `longer than ${XML_LIMITS.characters} characters`;
	const odd = FORBIDDEN.exec(document);
	if (odd) return malformed(document, odd.index, 'a character that XML forbids');
	return new Scan(document).objection();
}

function malformed(document: string, at: number, what: string): string {
	return `no well-formed XML (${what}, line ${document.slice(0, at).split('\n').length})`;
}

/** One walk from the first character to the last, never back. */
class Scan {
	private at = 0;
	private nodes = 0;
	private rootSeen = false;
	private readonly open: string[] = [];

	constructor(private readonly document: string) {}

	objection(): string | undefined {
		DECLARATION.lastIndex = 0;
		this.at = DECLARATION.exec(this.document)?.[0].length ?? 0;
		while (this.at < this.document.length) {
			const objection = this.text() ?? this.markup();
			if (objection !== undefined) return objection;
		}
		const last = this.open.at(-1);
		if (last !== undefined) return this.malformed(`<${last}> is not closed`);
		return this.rootSeen ? undefined : this.malformed('no element');
	}

	private text(): string | undefined {
		const text = this.upTo('<') ?? this.document.slice(this.at);
		if (this.open.length === 0 && NOT_BLANK.test(text)) return this.malformed('text outside of the root');
		if (text.includes(']]>')) return this.malformed(']]> in a text');
		const objection = this.reference(text);
		this.at += text.length;
		return objection;
	}

	private markup(): string | undefined {
		if (this.at >= this.document.length) return undefined;
		if (this.take('<!--')) return this.comment();
		if (this.take('<![CDATA[')) return this.cdata();
		if (this.take('<?'))
			return this.malformedOr(
				'an XML declaration in the wrong place, or not of XML 1.0',
				'XML with a processing instruction, which is refused',
				/^xml[ \t\n\r?]/i,
			);
		if (this.take('<!'))
			return this.malformedOr('<! without a meaning', 'an XML document with a DOCTYPE, which is refused', /^(?!DOCTYPE)/i);
		return this.take('</') ? this.closing() : this.opening();
	}

	/** What is never read is named for what it is, unless it can't even be that. */
	private malformedOr(what: string, refused: string, isMalformed: RegExp): string {
		return isMalformed.test(this.document.slice(this.at, this.at + 8)) ? this.malformed(what) : refused;
	}

	private comment(): string | undefined {
		const text = this.upTo('--');
		if (text === undefined) return this.malformed('a comment without an end');
		this.at += text.length;
		return this.take('-->') ? undefined : this.malformed('-- in a comment');
	}

	private cdata(): string | undefined {
		const text = this.upTo(']]>');
		if (text === undefined || this.open.length === 0) return this.malformed('CDATA without an end, or outside of the root');
		this.at += text.length + ']]>'.length;
		return undefined;
	}

	private closing(): string | undefined {
		const name = this.name();
		this.blanks();
		if (name === undefined || !this.take('>')) return this.malformed('an unfinished closing tag');
		return name === this.open.pop() ? undefined : this.malformed(`</${name}> in the wrong place`);
	}

	private opening(): string | undefined {
		this.take('<');
		const name = this.name();
		if (name === undefined) return this.malformed('< before something that is no name');
		if (this.open.length === 0 && this.rootSeen) return this.malformed('a second root');
		this.rootSeen = true;
		if (this.open.length >= XML_LIMITS.depth) return `XML with more than ${XML_LIMITS.depth} levels, which is refused`;
		const objection = this.attributes(name) ?? this.counted();
		if (objection !== undefined) return objection;
		if (this.take('/>')) return undefined;
		this.open.push(name);
		return this.take('>') ? undefined : this.malformed(`an unfinished tag <${name}`);
	}

	private attributes(element: string): string | undefined {
		const names = new Set<string>();
		for (;;) {
			const apart = this.blanks();
			if (this.document[this.at] === '>' || this.document[this.at] === '/') return undefined;
			const name = apart ? this.name() : undefined;
			if (name === undefined) return this.malformed(`an unfinished tag <${element}`);
			if (names.has(name)) return this.malformed(`the attribute ${name} twice`);
			if (names.size >= XML_LIMITS.attributes)
				return `XML with more than ${XML_LIMITS.attributes} attributes in one element, which is refused`;
			names.add(name);
			const objection = this.value(name) ?? this.counted();
			if (objection !== undefined) return objection;
		}
	}

	private value(name: string): string | undefined {
		this.blanks();
		const equals = this.take('=');
		this.blanks();
		const quote = this.take('"') ? '"' : this.take("'") ? "'" : undefined;
		const value = equals && quote !== undefined ? this.upTo(quote) : undefined;
		if (value === undefined || value.includes('<')) return this.malformed(`the attribute ${name} without a value, or with < in it`);
		const objection = this.reference(value);
		this.at += value.length + 1;
		return objection;
	}

	private counted(): string | undefined {
		this.nodes += 1;
		return this.nodes > XML_LIMITS.nodes ? `XML with more than ${XML_LIMITS.nodes} elements and attributes, which is refused` : undefined;
	}

	private reference(text: string): string | undefined {
		const stray = strayReference(text);
		return stray === undefined ? undefined : this.malformed(`the undefined entity ${stray}`);
	}

	private name(): string | undefined {
		NAME.lastIndex = this.at;
		const name = NAME.exec(this.document)?.[0];
		this.at += name?.length ?? 0;
		return name;
	}

	/** Whether there were any. */
	private blanks(): boolean {
		const start = this.at;
		while (this.at < this.document.length && !NOT_BLANK.test(this.document.charAt(this.at))) this.at += 1;
		return this.at > start;
	}

	private upTo(end: string): string | undefined {
		const found = this.document.indexOf(end, this.at);
		return found < 0 ? undefined : this.document.slice(this.at, found);
	}

	private take(start: string): boolean {
		const there = this.document.startsWith(start, this.at);
		if (there) this.at += start.length;
		return there;
	}

	private malformed(what: string): string {
		return malformed(this.document, this.at, what);
	}
}
