import { DateTime } from 'luxon';

import { invalid } from '../failure';
import type { Edit, FieldEdits, FieldName, FieldValue } from '../provisioning/types';
import { wholeText } from '../words';
import { toDay } from './days';
import { keyText } from './keyText';
import type { FieldSpec } from './spec';
import { fromJson, toBoolean, toText, toTexts } from './values';

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
		case 'json':
			return toObjects(spec.label, value);
	}
}

/** Of the vendor's own words one, whatever its upper and lower case; or what the field table knows for one. */
function toChoice({ label, choices = [], spellings = {} }: FieldSpec, value: unknown): string | undefined {
	const given = toText(label, value).trim();
	if (given === '') return undefined;
	const chosen = choices.find((choice) => plain(choice) === plain(given)) ?? spellings[plain(given)];
	if (chosen !== undefined) return chosen;
	const others = Object.keys(spellings);
	const todo = others.length === 0 ? 'Map one of these words.' : `Map one of these words, or an equivalent: ${others.join(', ')}.`;
	throw invalid(label, `${label} takes ${choices.join(', ')}, not "${given}"`, todo);
}

function plain(word: string): string {
	return word.toLowerCase().replace(/[\s_-]+/g, ' ');
}

function toObjects(label: string, value: unknown): FieldValue {
	const given = withoutNothing(label, fromJson(label, value));
	if (isFieldValue(given) && typeof given === 'object') return given;
	throw invalid(label, `${label} takes an object or a list of objects`, 'Enter valid JSON.');
}

/** Properties without a value are left out, as columns without one are. */
function withoutNothing(label: string, value: unknown): unknown {
	if (typeof value === 'string') return wholeText(label, value);
	if (Array.isArray(value)) return value.map((one) => withoutNothing(label, one));
	if (typeof value !== 'object' || value === null) return value;
	if (value instanceof Date || DateTime.isDateTime(value)) return toText(label, value);
	const given = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
	return Object.fromEntries(given.map(([name, one]) => [wholeText(label, name), withoutNothing(label, one)]));
}

function isFieldValue(value: unknown): value is FieldValue {
	if (['string', 'number', 'boolean'].includes(typeof value)) return true;
	return typeof value === 'object' && value !== null && Object.values(value).every(isFieldValue);
}

/** What becomes of a field that is mapped and has no value for an item. */
export type EmptyRule = 'leave' | 'clear' | 'refuse';

/**
 * What a mapped value asks of a field.
 * @param value undefined where the field has no value for this item
 * @returns undefined: leave the field alone
 * @throws FailureError `invalid` when emptiness is refused, or the field can't be emptied
 */
export function editOf(spec: FieldSpec, value: FieldValue | undefined, rule: EmptyRule): Edit | undefined {
	if (value !== undefined) return { set: value };
	switch (rule) {
		case 'leave':
			return undefined;
		case 'clear':
			return cleared(spec);
		case 'refuse':
			throw invalid(spec.label, `${spec.label} has no value`, 'Map a value, or change Empty Values under Options, Empty Fields.');
	}
}

/**
 * The edit that empties a field.
 * @throws FailureError `invalid` when it can't be emptied
 */
export function cleared({ label, clearable = true }: FieldSpec): Edit {
	if (clearable) return 'clear';
	throw invalid(label, `${label} can't be cleared at the vendor`, 'Map a value, or leave the field out.');
}

/**
 * All edits of an item as one map.
 * @param same names that mean the same field give the same text
 * @throws FailureError `invalid` when a field is given twice
 */
export function joinedEdits(
	parts: ReadonlyArray<Iterable<readonly [FieldName, Edit]>>,
	same: (name: FieldName) => string = (name) => name,
): FieldEdits {
	const edits = new Map<FieldName, Edit>();
	const taken = new Set<string>();
	for (const [name, edit] of parts.flatMap((part) => [...part])) {
		if (taken.has(same(name))) throw invalid('Fields', `The field "${name}" is mapped twice`);
		taken.add(same(name));
		edits.set(name, edit);
	}
	return edits;
}
