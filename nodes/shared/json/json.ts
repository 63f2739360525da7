import { wholeText } from '../words';
import { LosslessNumber, isLosslessNumber, parse, stringify } from './libraries';
import { isDigit, scanJson, type Shape } from './shape';

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
	// As many answers to writes are: both parsers would throw for it.
	if (text.trim() === '') return [undefined, 'it is empty'];
	const shape = scanJson(text);
	const { depth, properties, commas } = shape;
	if (depth > JSON_LIMITS.depth) return [undefined, `it has more than ${JSON_LIMITS.depth} levels`];
	if (commas >= JSON_LIMITS.values) return [undefined, `it has more than ${JSON_LIMITS.values} values`];
	const quick = readQuickly(text, shape);
	if (quick !== undefined) return [quick];
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
 * The same value from the platform's own parser, which takes a third of the library's time, and a letter one byte of memory: the
 * library adds letter by letter, which V8 holds in 32 bytes each.
 * @returns undefined when the text is not JSON, for which the library has words, or only the library can tell
 */
function readQuickly(text: string, { properties, inexact }: Shape): Json | undefined {
	const met = { properties: 0, numbers: 0, inexact: 0, isInOrder: true };

	/** As the library holds it. */
	const numberOf = (value: number): LosslessNumber => {
		const next = inexact[met.inexact];
		const isInexact = next?.before === met.numbers;
		met.numbers += 1;
		if (!isInexact) return new LosslessNumber(String(value));
		met.inexact += 1;
		return new LosslessNumber(ownText(next.digits));
	};
	/** A value that nobody else has yet, with its numbers as the library holds them. */
	const toJson = (value: unknown): Json => {
		if (typeof value === 'number') return numberOf(value);
		if (Array.isArray(value)) return value.map(toJson);
		if (isMembers(value)) {
			// What was just read has no members but its own, and no list of their names is made of it.
			for (const name in value) {
				if (name !== '__proto__') met.properties += 1;
				met.isInOrder &&= !isDigit(name.charCodeAt(0));
				const one = value[name];
				if (typeof one === 'string') continue;
				const held = toJson(one);
				if (held !== one) value[name] = held;
			}
		}
		return isJson(value) ? value : null;
	};

	try {
		const value = toJson(JSON.parse(text));
		// Names that are numbers come first in an object of the platform's, wherever they stood.
		const isSure = inexact.length === 0 || (met.isInOrder && met.inexact === inexact.length);
		return isSure && met.properties === properties ? value : undefined;
	} catch {
		return undefined;
	}
}

/** A text of its own: a part of a longer one keeps the whole of it in memory. */
function ownText(digits: string): string {
	return String(JSON.parse(`"${digits}"`));
}

function isMembers(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
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
