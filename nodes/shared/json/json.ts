import { wholeText } from '../words';
import { LosslessNumber, isLosslessNumber, parse, stringify } from './libraries';

/**
 * A JSON value whose numbers kept their digits: `12345678901234567890` and `1.10` are read and
 * written back as they were (RFC 8259 leaves precision to the reader; `JSON.parse` rounds).
 */
export type Json = string | boolean | null | LosslessNumber | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

/** Ours: the library has none and recurses. An answer with 10,000 users has a few megabytes and five levels. */
export const JSON_LIMITS = { characters: 64_000_000, depth: 100, values: 5_000_000 } as const;

/**
 * Reads JSON without touching a digit.
 * @returns undefined when the text is not JSON, has a property twice, one named `__proto__`, or more than {@link JSON_LIMITS}
 */
export function parseJson(text: string): Json | undefined {
	const [value] = read(text);
	return value;
}

/** Why {@link parseJson} gave nothing, in the parser's words. */
export function whyNotJson(text: string): string {
	const [, why = 'it is not a JSON value'] = read(text);
	return why;
}

function read(text: string): [value: Json] | [value: undefined, why: string] {
	if (text.length > JSON_LIMITS.characters) return [undefined, `it is longer than ${JSON_LIMITS.characters} characters`];
	const { depth, properties, commas, isExact } = shapeOf(text);
	if (depth > JSON_LIMITS.depth) return [undefined, `it has more than ${JSON_LIMITS.depth} levels`];
	if (commas >= JSON_LIMITS.values) return [undefined, `it has more than ${JSON_LIMITS.values} values`];
	const exact = isExact ? readExact(text) : undefined;
	if (exact !== undefined && propertyCount(exact) === properties) return [exact];
	try {
		const value: unknown = parse(text);
		if (!isJson(value)) return [undefined, 'it is not a JSON value'];
		// The library takes a property twice when both are equal, and {} for equal to [].
		return propertyCount(value) === properties ? [value] : [undefined, 'it has a member twice, or one named "__proto__"'];
	} catch (error) {
		return [undefined, error instanceof Error ? error.message : String(error)];
	}
}

/**
 * The same value from the platform's own parser, for text whose numbers it keeps digit by digit. It takes a third of the
 * library's time, and a letter one byte of memory: the library adds letter by letter, which V8 holds in 32 bytes each.
 * @returns undefined when the text is not JSON, for which the library has words
 */
function readExact(text: string): Json | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return withLosslessNumbers(value);
	} catch {
		return undefined;
	}
}

/** Numbers as the library holds them, in a value that nobody else has yet. */
function withLosslessNumbers(value: unknown): Json | undefined {
	if (typeof value === 'number') return new LosslessNumber(String(value));
	if (Array.isArray(value)) return value.map((one) => withLosslessNumbers(one) ?? null);
	if (isMembers(value)) {
		for (const name of Object.keys(value)) {
			const one = value[name];
			if (typeof one === 'number' || typeof one === 'object') value[name] = withLosslessNumbers(one);
		}
	}
	return isJson(value) ? value : undefined;
}

function isMembers(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

type Shape = Readonly<{ depth: number; properties: number; commas: number; isExact: boolean }>;

/**
 * How deep the brackets go, how many properties and commas there are, and whether a JavaScript number holds every number digit by
 * digit, in one walk: with well-formed JSON all are exact.
 */
function shapeOf(text: string): Shape {
	let [level, depth, properties, commas, isExact] = [0, 0, 0, 0, true];
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		switch (code) {
			case QUOTE:
				at = endOfString(text, at);
				break;
			case BRACE:
			case BRACKET:
				level += 1;
				depth = Math.max(depth, level);
				break;
			case BRACE + 2:
			case BRACKET + 2:
				level -= 1;
				break;
			case COLON:
				properties += 1;
				break;
			case COMMA:
				commas += 1;
				break;
			default:
				if (code === MINUS || isDigit(code)) {
					const end = endOfNumber(text, at);
					const digits = text.slice(at, end);
					isExact &&= String(Number(digits)) === digits;
					at = end - 1;
				}
		}
	}
	return { depth, properties, commas, isExact };
}

const [QUOTE, BACKSLASH, BRACE, BRACKET, COLON, COMMA, MINUS] = [0x22, 0x5c, 0x7b, 0x5b, 0x3a, 0x2c, 0x2d] as const;

function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}

/** Behind everything that a number can have in it. */
function endOfNumber(text: string, start: number): number {
	let at = start + 1;
	while (at < text.length && (isDigit(text.charCodeAt(at)) || '.eE+-'.includes(text.charAt(at)))) at += 1;
	return at;
}

function endOfString(text: string, start: number): number {
	let at = start + 1;
	while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
	return at;
}

/** All properties at any depth; one named `__proto__` does not count. */
function propertyCount(value: Json): number {
	if (Array.isArray(value)) return value.reduce<number>((sum, entry) => sum + propertyCount(entry), 0);
	if (!isJsonObject(value)) return 0;
	return Object.entries(value).reduce((sum, [name, one]) => sum + (name === '__proto__' ? 0 : 1) + propertyCount(one), 0);
}

/** Writes JSON; numbers read by {@link parseJson} come out digit by digit as they came in. */
export function writeJson(value: Json): string {
	return stringify(value) ?? 'null';
}

/**
 * {@link writeJson} for what is sent.
 * @throws FailureError `invalid` for half a character, which would go out as U+FFFD
 */
export function jsonBody(value: Json): string {
	const text = writeJson(value);
	// Half a character is written as its number: only where one may stand is it looked for.
	if (/\\ud[89a-f]/.test(text)) assertWhole(value, []);
	return text;
}

/** @param path the names that lead to the value */
function assertWhole(value: Json, path: readonly string[]): void {
	if (typeof value === 'string') wholeText(path.join('.') || 'The value', value);
	if (typeof value !== 'object' || value === null || isLosslessNumber(value)) return;
	for (const [name, one] of Object.entries(value)) {
		wholeText([...path, 'A name'].join('.'), name);
		assertWhole(one, [...path, name]);
	}
}

/** A whole number of any length as a JSON number. The caller has checked that the text is only digits. */
export function jsonNumber(digits: string): LosslessNumber {
	return new LosslessNumber(digits);
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}

/** The object without these properties. */
export function without(record: JsonObject, ...names: readonly string[]): JsonObject {
	return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** The text of a scalar as it stood in the document; undefined for null, lists and objects. */
export function scalarText(value: Json | undefined): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean') return String(value);
	return isLosslessNumber(value) ? value.toString() : undefined;
}

/**
 * As plain values for an n8n item: a number that a JavaScript number can't hold stays text.
 */
export function plain(value: Json): PlainJson {
	if (isLosslessNumber(value)) return plainNumber(value.toString());
	if (Array.isArray(value)) return value.map(plain);
	return isJsonObject(value) ? plainObject(value) : value;
}

/** {@link plain} for a whole document. */
export function plainObject(value: JsonObject): { [name: string]: PlainJson } {
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}

export type PlainJson = string | number | boolean | null | PlainJson[] | { [name: string]: PlainJson };

function plainNumber(digits: string): string | number {
	const number = Number(digits);
	// From 2^53 on every other ID happens to survive: a list of them would be numbers and texts in turn.
	const isExact = String(number) === digits && (Number.isSafeInteger(number) || !Number.isInteger(number));
	return isExact ? number : digits;
}

function isJson(value: unknown): value is Json {
	return value !== undefined;
}
