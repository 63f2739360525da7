import { DateTime } from 'luxon';

import { failed } from '../failure';
import { parseJson, plain, whyNotJson } from '../json/json';
import type { FieldValue } from '../provisioning/types';
import type { FieldSpec } from './columns';

/**
 * A mapped value as the field's own type.
 * @returns undefined for null, undefined and the empty text: leave the field alone
 */
export function toFieldValue(spec: FieldSpec, value: unknown): FieldValue | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	switch (spec.type) {
		case 'text':
		case 'choice':
			return toText(spec.label, value);
		case 'boolean':
			return toBoolean(spec.label, value);
		case 'list':
			return toList(spec.label, value);
		case 'members':
			return toMembers(spec.label, value);
	}
}

/**
 * Text stays text; a number, a boolean or a point in time is written out (ISO 8601).
 * @throws FailureError `invalid` for a number that JavaScript has already rounded, a list or an object
 */
export function toText(label: string, value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number' && Number.isFinite(value)) {
		if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
			throw invalid(label, `${label} is a number too large to be exact`, 'Pass it as text, in quotes.');
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

function toBoolean(label: string, value: unknown): boolean {
	const text = String(value).trim().toLowerCase();
	if (text === 'true' || text === 'false') return text === 'true';
	throw invalid(label, `${label} takes true or false, not "${text}"`);
}

function toList(label: string, value: unknown): readonly string[] {
	const given = typeof value === 'string' && value.trim().startsWith('[') ? fromJson(label, value) : value;
	if (Array.isArray(given)) return given.map((one) => toText(label, one));
	return toText(label, given)
		.split(',')
		.map((one) => one.trim())
		.filter((one) => one !== '');
}

function toMembers(label: string, value: unknown): FieldValue {
	const given = withoutNothing(fromJson(label, value));
	if (isFieldValue(given) && typeof given === 'object') return given;
	throw invalid(label, `${label} takes an object or a list of objects`, 'Write it as JSON.');
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

/** Members without a value are left out, as columns without one are. */
function withoutNothing(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNothing);
	if (typeof value !== 'object' || value === null) return value;
	const given = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
	return Object.fromEntries(given.map(([name, member]) => [name, withoutNothing(member)]));
}

function isFieldValue(value: unknown): value is FieldValue {
	if (['string', 'number', 'boolean'].includes(typeof value)) return true;
	return typeof value === 'object' && value !== null && Object.values(value).every(isFieldValue);
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `${typeof value}`;
}

function invalid(parameter: string, says: string, todo?: string) {
	return failed({ kind: 'invalid', parameter, says, ...(todo === undefined ? {} : { todo }) });
}
