import { failed } from '../../shared/failure';
import { toText } from '../../shared/fields/values';
import type { Edit, FieldEdits, FieldName, FieldValue } from '../../shared/provisioning/types';
import { toLinks } from './links';
import { HIGHQ_FIELDS, labelOf, withFields } from './profile';
import { WIRE_FORMATS, type Format } from '../wire/format';

const LINKS: ReadonlySet<FieldName> = new Set(HIGHQ_FIELDS.filter(({ type }) => type === 'json').map(({ name }) => name));

/**
 * Edits in the spelling in which HighQ gives the values back. An empty list leaves a field alone, like an
 * empty text does.
 * @throws FailureError `invalid` for what HighQ's user object can't express
 */
export function storedEdits(edits: FieldEdits): FieldEdits {
	return new Map(
		[...edits].flatMap(([name, edit]): Array<[FieldName, Edit]> => {
			if (edit === 'clear') return [[name, edit]];
			const value = storedValue(name, edit.set);
			return Array.isArray(value) && value.length === 0 ? [] : [[name, { set: value }]];
		}),
	);
}

/** The edits of an item that replaces the whole user: every other field is cleared, so that the changes list it. */
export function replacing(edits: FieldEdits): FieldEdits {
	if (edits.size === 0) {
		throw failed({
			kind: 'invalid',
			parameter: 'Fields',
			says: 'Replace Whole User is on, and no field has a value',
			todo: 'Map the fields that the user keeps: everything else is taken from the user.',
		});
	}
	const others = HIGHQ_FIELDS.filter(({ name }) => !edits.has(name)).map(({ name }): [FieldName, Edit] => [name, 'clear']);
	return new Map([...edits, ...others]);
}

/** What edits set. */
export function valuesSet(edits: FieldEdits): ReadonlyArray<readonly [FieldName, FieldValue]> {
	return [...edits].flatMap(([field, edit]): Array<[FieldName, FieldValue]> => (edit === 'clear' ? [] : [[field, edit.set]]));
}

/**
 * Refuses what the format can't carry, such as control characters in XML, before anything is sent.
 * @throws FailureError `invalid`
 */
export function assertCarried(format: Format, edits: FieldEdits): void {
	WIRE_FORMATS[format].write({ user: withFields({}, valuesSet(edits)) });
}

function storedValue(name: FieldName, value: FieldValue): FieldValue {
	if (LINKS.has(name)) return toLinks(labelOf(name), value);
	if (name === 'specialities') return toSpecialities(value);
	return toText(labelOf(name), value);
}

/** On the wire they are one text with commas between them. */
function toSpecialities(value: FieldValue): readonly string[] {
	const label = labelOf('specialities');
	const values = (Array.isArray(value) ? value : [value]).map((one) => toText(label, one).trim()).filter((one) => one !== '');
	const odd = values.find((one) => one.includes(','));
	if (odd === undefined) return values;
	throw failed({
		kind: 'invalid',
		parameter: label,
		says: `${label}: "${odd}" has a comma, which HighQ takes for the end of a value`,
		todo: 'Write the value without a comma.',
	});
}
