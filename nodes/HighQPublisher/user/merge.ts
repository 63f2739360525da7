import { failed, invalid } from '../../shared/failure';
import { toText } from '../../shared/fields/values';
import { jsonNumber, type Json, type JsonObject } from '../../shared/json/json';
import type { Change, Edit, FieldEdits, FieldName, FieldValue } from '../../shared/provisioning/types';
import { differences, IGNORING, isIgnored, valueAt, withValue, type Ignored } from '../wire/paths';
import { WIRE_FORMATS, type Format } from '../wire/request';
import { isLinks, withLinks } from './links';
import { fieldOf, HIGHQ_FIELDS, pathOf, type HighQField } from './profile';

/*
 * HighQ has no call that changes single fields: a PUT replaces the user, so changes are merged into the user as it was read.
 * What others wrote between the look-up and the write would be lost, and is a conflict.
 */

/** RFC 8259, section 6: no zeros in front. Anything else is sent as text. */
const JSON_NUMBER = /^(0|[1-9]\d*)$/;

const OUTERMOST: ReadonlySet<string> = new Set(['id', 'link', ...HIGHQ_FIELDS.map((field) => pathOf(field)[0])]);

/** The user that is written. `link` is HighQ's own and says nothing about the user. */
export function merged(user: JsonObject, changes: readonly Change[]): JsonObject {
	const values = changes.map(({ field, to }) => [field, to] as const);
	return withValue(withFields(user, values), ['link'], undefined);
}

/**
 * A user with these fields set, or cleared where the value is null. Properties that no page of HighQ's mentions stay as
 * they are, because what a PUT does not send back may be lost.
 */
export function withFields(user: JsonObject, values: ReadonlyArray<readonly [FieldName, FieldValue | null]>): JsonObject {
	return values.reduce((changed, [name, value]) => {
		const field = fieldOf(name);
		const path = pathOf(field);
		return withValue(changed, path, toWire(field, value, valueAt(changed, path)));
	}, user);
}

/** @returns undefined for a property that is left out */
function toWire({ label, type, number }: HighQField, value: FieldValue | null, present: Json | undefined): Json | undefined {
	if (value === null) return type === 'json' || number ? undefined : '';
	if (isLinks(value)) return withLinks(present, value);
	const text = Array.isArray(value) ? value.join(',') : toText(label, value);
	return number && JSON_NUMBER.test(text) ? jsonNumber(text) : text;
}

/** A user of these fields alone. */
export function wholeUser(edits: FieldEdits): JsonObject {
	const values = [...edits].flatMap(([name, edit]): Array<[FieldName, FieldValue]> => (edit === 'clear' ? [] : [[name, edit.set]]));
	return withFields({}, values);
}

/** The edits of an item that replaces the whole user: every other field is cleared, so that the changes list it. */
export function replacing(edits: FieldEdits): FieldEdits {
	if (edits.size === 0) {
		const todo = 'Map all fields that the user should keep. All others are removed.';
		throw invalid('Fields', 'Replace Whole User is on, but no field has a value', todo);
	}
	const others = HIGHQ_FIELDS.filter(({ name }) => !edits.has(name)).map(({ name }): [FieldName, Edit] => [name, 'clear']);
	return new Map([...edits, ...others]);
}

/** Properties of a user that no field stands for: HighQ's own, and those that no page mentions. */
export function unknownProperties(user: JsonObject): readonly string[] {
	return Object.keys(user).filter((name) => !OUTERMOST.has(name));
}

/**
 * Refuses what the format can't carry, such as control characters in XML, before anything is sent.
 * @throws FailureError `invalid`
 */
export function assertWritable(format: Format, edits: FieldEdits): void {
	WIRE_FORMATS[format].write({ user: wholeUser(edits) });
}

/** What would be written of a user as it was read before, and as it is now. */
type Twice = Readonly<{ before: JsonObject; now: JsonObject; ignored: Ignored }>;

/**
 * Asked before a write, and before it is sent again: what its first try left behind leads to the same write.
 * @param became what became of the write, for the message
 * @throws FailureError `conflict` that names what somebody else changed
 */
export function assertUntouched(id: string, { before, now, ignored }: Twice, became: string): void {
	const changed = differences(before, now).filter((path) => !isIgnored(path, ignored));
	if (changed.length === 0) return;
	throw failed({
		kind: 'conflict',
		says: `The user ${id} was changed by someone else while this item ran: ${changed.join(', ')}`,
		todo: `Run this item again. ${became}, because HighQ replaces the whole record. ${IGNORING}`,
	});
}
