import { DateTime } from 'luxon';

import { invalid } from '../failure';
import { parseJson, plain, whyNotJson } from '../json/json';
import { wholeText } from '../words';

/**
 * Text stays text; a number, a boolean or a point in time is written out (ISO 8601).
 * @throws FailureError `invalid` for half a character, a number that JavaScript has already rounded, a list or an object
 */
export function toText(label: string, value: unknown): string {
	if (typeof value === 'string') return wholeText(label, value);
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number' && Number.isFinite(value)) {
		if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
			throw invalid(label, `${label} is a number that is too large to be exact`, 'Pass it as text, in quotes.');
		}
		return String(value);
	}
	const time = isoTime(value);
	if (time !== undefined) return time;
	throw invalid(label, `${label} takes text, not ${kindOf(value)}`, 'Map one value, for example {{ $json.name }}.');
}

/** `$now` and its kind are DateTime objects of luxon in n8n. */
function isoTime(value: unknown): string | undefined {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	return DateTime.isDateTime(value) ? (value.toISO() ?? undefined) : undefined;
}

/**
 * Several texts: a list, a text that is one in JSON, or one text with commas.
 * @throws FailureError `invalid`
 */
export function toTexts(label: string, value: unknown): readonly string[] {
	const given = typeof value === 'string' && value.trim().startsWith('[') ? fromJson(label, value) : value;
	if (given === undefined || given === null) return [];
	if (Array.isArray(given)) return given.map((one) => toText(label, one));
	return toText(label, given)
		.split(',')
		.map((one) => one.trim())
		.filter((one) => one !== '');
}

/**
 * The one reading of true and false, for parameters and fields alike, and n8n's own: in any case, and as 1 and 0.
 * @throws FailureError `invalid` for anything else: what is not understood must switch nothing on or off
 */
export function toBoolean(label: string, value: unknown): boolean {
	const text = (typeof value === 'string' ? value : JSON.stringify(value ?? '')).trim().toLowerCase();
	if (text === 'true' || text === '1') return true;
	if (text === 'false' || text === '0') return false;
	const todo = 'Map true or false, or 1 or 0. Convert other words first: {{ $json.active === "yes" }}.';
	throw invalid(label, `${label} takes true or false, not "${text}"`, todo);
}

/**
 * {@link toBoolean} for what may be left alone.
 * @returns undefined for nothing, and for nothing but white space
 * @throws FailureError `invalid`
 */
export function optionalBoolean(label: string, value: unknown): boolean | undefined {
	const isNothing = value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
	return isNothing ? undefined : toBoolean(label, value);
}

/**
 * The value of a JSON parameter: a text, or what an expression gave.
 * @throws FailureError `invalid` with the parser's own words
 */
export function fromJson(label: string, given: unknown): unknown {
	if (typeof given !== 'string') return given;
	const value = parseJson(given);
	if (value === undefined) throw invalid(label, `${label} is not valid JSON: ${whyNotJson(given)}`, 'Check quotes, commas and brackets.');
	return plain(value);
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : typeof value;
}

/** The properties of what may be an object: of errors and answers of the platform, whose shape nobody promises. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
	return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}
