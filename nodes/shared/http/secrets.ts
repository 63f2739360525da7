/** Replaces every secret in a text. */
export type Scrub = (text: string) => string;

/** Shorter values would blank half of any message. */
const SHORTEST = 4;
/** Of a base64 text that begins in the middle of three bytes: less could be chance. */
const SHORTEST_INNER = 6;
const MASK = '[hidden]';

/**
 * A function that blanks these values, raw and in every spelling in which a URL, a header, XML or JSON
 * could show them, mixed and escaped twice too. Vendors echo keys in their own messages, or the whole of
 * what they were sent: then what a URL, JSON or XML made of the value is spelled anew.
 */
export function scrubber(secrets: readonly string[]): Scrub {
	const longestFirst = [...new Set(secrets.filter((secret) => secret.length >= SHORTEST).flatMap(asSent))].sort(
		(one, other) => other.length - one.length,
	);
	const patterns = longestFirst.map((secret) => new RegExp([parts(secret).map(spellingsOf).join(''), ...inBase64(secret)].join('|'), 'gu'));
	return (text) => patterns.reduce((rest, pattern) => rest.replace(pattern, MASK), text);
}

/** The value as requests carry it: in a header, in a query, in JSON and in XML. */
function asSent(secret: string): string[] {
	const xml = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
	return [
		secret,
		encodeURIComponent(secret.toWellFormed()),
		new URLSearchParams({ '': secret }).toString().slice(1),
		JSON.stringify(secret).slice(1, -1),
		xml,
	];
}

/** By what other name XML and JSON know a character. */
const NAMED: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };
const LETTERED: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f' };

/** The characters; backslashes in a row stay together, because nothing tells where the spelling of one ends. */
function parts(secret: string): readonly string[] {
	return secret.match(/\\+|[^\\]/gsu) ?? [];
}

/** What XML's spellings are made of, in a URL too. */
const AMPERSAND = '(?:&|%(?:25)*26)';
const HASH = '(?:#|%(?:25)*23)';
const SEMICOLON = '(?:;|%(?:25)*3[bB])';
const AND = `${AMPERSAND}(?:amp${SEMICOLON})*`;

/** One character in all its spellings, as a pattern. */
function spellingsOf(character: string): string {
	if (character.startsWith('\\'))
		return `(?:(?:\\\\{1,8}u005[cC]){${character.length}}|\\\\{${character.length},${8 * character.length}}|(?:%(?:25)*5[cC]){${character.length}}|(?:${AND}${HASH}(?:0*92|[xX]0*5[cC])${SEMICOLON}){${character.length}})`;
	const code = character.codePointAt(0) ?? 0;
	const units = character.split('').map((unit) => `\\\\{1,8}u${digits(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`);
	const bytes = [...Buffer.from(character)].map((byte) => `%(?:25)*${digits(byte.toString(16).padStart(2, '0'))}`);
	const name = NAMED[character];
	const letter = LETTERED[character];
	const written = escaped(character);
	return `(?:${[
		// JSON puts a backslash before quotes, backslashes and, as some write it, slashes.
		/["'/]/.test(character) ? `\\\\{0,8}${written}` : written,
		...(character === ' ' ? ['\\+'] : []),
		bytes.join(''),
		units.join(''),
		...(letter === undefined ? [] : [`\\\\{1,8}${letter}`]),
		`${AND}${HASH}(?:0*${code}|[xX]0*${digits(code.toString(16))})${SEMICOLON}`,
		...(name === undefined ? [] : [`${AND}${name}${SEMICOLON}`]),
	].join('|')})`;
}

/** Hexadecimal digits in capitals or not. */
function digits(hexadecimal: string): string {
	return hexadecimal.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function escaped(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** The value in base64 by itself, and inside of something longer, such as `user:password`: there it may begin at any of three places. */
function inBase64(secret: string): string[] {
	const bytes = Buffer.from(secret);
	return [0, 1, 2].flatMap((before) => {
		const bits = (before + bytes.length) * 8;
		const inner = Buffer.concat([Buffer.alloc(before), bytes])
			.toString('base64')
			.slice(Math.ceil((before * 8) / 6), Math.floor(bits / 6));
		if (before > 0 && inner.length < SHORTEST_INNER) return [];
		const rest = bits % 6 === 0 ? '' : '[A-Za-z0-9+/_-]?(?:=|%3[dD]){0,2}';
		return [inner.replace(/[+/]/g, (letter) => (letter === '+' ? '(?:[+]|-|%2[bB])' : '(?:[/]|_|%2[fF])')) + rest];
	});
}

const CHARACTERS = inverse(NAMED);
const LETTERS = inverse(LETTERED);
/** A character reference of XML, or an escape of JSON or of a URL. */
const REFERENCE = /&(?:#(\d+)|#x([\da-f]+)|(lt|gt|amp|quot|apos));/gi;
const ESCAPE = /\\(?:u([\da-f]{4})|(.))/gis;

/**
 * A part of a request with its secrets blanked. The whole part is blanked where one of them still stands in it: as
 * numeric references of XML, as escapes of JSON or of a URL, or because it is too short to be blanked by itself.
 */
export function withoutTrace(text: string, secrets: readonly string[], blank: Scrub): string {
	const blanked = blank(text);
	const readings = [blanked, fromXml(blanked), fromJson(blanked), fromJson(fromXml(blanked)), fromUrl(blanked)];
	return secrets.some((secret) => secret !== '' && readings.some((reading) => reading.includes(secret))) ? MASK : blanked;
}

function fromXml(text: string): string {
	return text.replace(REFERENCE, (written, decimal?: string, hexadecimal?: string, name?: string) => {
		if (name !== undefined) return CHARACTERS[name.toLowerCase()] ?? written;
		const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
		return code <= 0x10ffff ? String.fromCodePoint(code) : written;
	});
}

function fromJson(text: string): string {
	return text.replace(ESCAPE, (_written, code?: string, letter?: string) =>
		code === undefined ? (LETTERS[letter ?? ''] ?? letter ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
	);
}

function fromUrl(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return text;
	}
}

function inverse(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.entries(names).map(([one, other]) => [other, one]));
}
