import { DateTime } from 'luxon';

import { failed } from '../failure';
import { wholeText } from '../words';
import type { FieldValue } from '../provisioning/types';
import { toBoolean } from './booleans';
import type { FieldSpec } from './spec';
import { toDay } from './days';
import { keyText } from './keyText';
import { fromJson, toText, toTexts } from './values';

/**
 * A mapped value as the field's own type. What people are found by or sign in with is trimmed like a key; all other
 * text stays to the letter.
 * @param zone the workflow's time zone, in which a point in time is a day
 * @returns undefined for null, undefined and the empty text: leave the field alone
 * @throws FailureError `invalid` naming the field
 */
export function toFieldValue(spec: FieldSpec, value: unknown, zone: string): FieldValue | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	if (spec.key !== undefined) return keyText(spec.label, value, spec.key) || undefined;
	switch (spec.type) {
		case 'text':
			return toText(spec.label, value);
		case 'choice':
			return toChoice(spec, value);
		case 'boolean':
			return toBoolean(spec.label, value);
		case 'date':
			return toDay(spec.label, value, zone);
		case 'list':
			return toTexts(spec.label, value);
		case 'members':
			return toMembers(spec.label, value);
	}
}

/** Of the vendor's own words one, whatever its upper and lower case; or what the field table knows for one. */
function toChoice({ label, choices = [], spellings = {} }: FieldSpec, value: unknown): string | undefined {
	const given = toText(label, value).trim();
	if (given === '') return undefined;
	const chosen = choices.find((choice) => plain(choice) === plain(given)) ?? spellings[plain(given)];
	if (chosen !== undefined) return chosen;
	const others = Object.keys(spellings);
	throw failed({
		kind: 'invalid',
		parameter: label,
		says: `${label} takes ${choices.join(', ')}, not "${given}"`,
		todo: others.length === 0 ? 'Map one of these words.' : `Map one of these words, or what stands for one: ${others.join(', ')}.`,
	});
}

function plain(word: string): string {
	return word.toLowerCase().replace(/[\s_-]+/g, ' ');
}

function toMembers(label: string, value: unknown): FieldValue {
	const given = withoutNothing(label, fromJson(label, value));
	if (isFieldValue(given) && typeof given === 'object') return given;
	throw failed({
		kind: 'invalid',
		parameter: label,
		says: `${label} takes an object or a list of objects`,
		todo: 'Write it as JSON.',
	});
}

/** Members without a value are left out, as columns without one are. */
function withoutNothing(label: string, value: unknown): unknown {
	if (typeof value === 'string') return wholeText(label, value);
	if (Array.isArray(value)) return value.map((one) => withoutNothing(label, one));
	if (typeof value !== 'object' || value === null) return value;
	if (value instanceof Date || DateTime.isDateTime(value)) return toText(label, value);
	const given = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
	return Object.fromEntries(given.map(([name, member]) => [wholeText(label, name), withoutNothing(label, member)]));
}

function isFieldValue(value: unknown): value is FieldValue {
	if (['string', 'number', 'boolean'].includes(typeof value)) return true;
	return typeof value === 'object' && value !== null && Object.values(value).every(isFieldValue);
}
