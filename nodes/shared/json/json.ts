import { LosslessNumber, isLosslessNumber, parse, stringify } from './libraries';

/**
 * A JSON value whose numbers kept their digits: `12345678901234567890` and `1.10` are read and
 * written back as they were (RFC 8259 leaves precision to the reader; `JSON.parse` rounds).
 */
export type Json = string | boolean | null | LosslessNumber | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

/**
 * Reads JSON without touching a digit.
 * @returns undefined when the text is not JSON, has a duplicate member or a `__proto__` member
 */
export function parseJson(text: string): Json | undefined {
	try {
		const value: unknown = parse(text);
		return isJson(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** Why {@link parseJson} gave nothing, in the parser's words. */
export function whyNotJson(text: string): string {
	try {
		parse(text);
		return 'it is not a JSON value';
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

/** Writes JSON; numbers read by {@link parseJson} come out digit by digit as they came in. */
export function writeJson(value: Json): string {
	return stringify(value) ?? 'null';
}

/** A whole number of any length as a JSON number. The caller has checked that the text is only digits. */
export function jsonNumber(digits: string): LosslessNumber {
	return new LosslessNumber(digits);
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
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
	return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}

export type PlainJson = string | number | boolean | null | PlainJson[] | { [name: string]: PlainJson };

function plainNumber(digits: string): string | number {
	const number = Number(digits);
	return String(number) === digits ? number : digits;
}

function isJson(value: unknown): value is Json {
	return value !== undefined;
}
