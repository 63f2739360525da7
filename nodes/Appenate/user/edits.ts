import { failed } from '../../shared/failure';
import { editOf, type EmptyRule } from '../../shared/fields/edits';
import type { FieldSpec } from '../../shared/fields/spec';
import { toText } from '../../shared/fields/values';
import { listOf } from '../../shared/provisioning/diff';
import type { Edit, FieldEdits, FieldName, FieldValue } from '../../shared/provisioning/types';
import { givenEntries, KEY_PREFIX } from './metadata';
import { APPENATE_FIELDS, guid, isGuid, PLACES, type PlacesAs } from './profile';

/** "GET User" of FormsFly. */
const LONGEST_EXTERNAL_ID = 50;
/** "Email-less Login" of eForms Mobile. */
const SHORTEST_LOGIN_ID = 5;

const SPECS: ReadonlyMap<FieldName, FieldSpec> = new Map(APPENATE_FIELDS.map((spec) => [spec.name, spec]));

/** What an item's edits are checked by: the form of groups and folders, and what emptiness means. */
export type Checks = Readonly<{ placesAs: PlacesAs; rule?: EmptyRule }>;

/**
 * The edits of an item, checked against what Appenate documents, so that a slip costs no request. A list
 * without entries and a metadata key without a value are what an empty text is.
 * @throws FailureError `invalid` naming the column
 */
export function checkedEdits(edits: FieldEdits, { placesAs, rule = 'leave' }: Checks): FieldEdits {
	return new Map(
		[...edits].flatMap(([name, edit]): Array<[FieldName, Edit]> => {
			const spec = specOf(name);
			const checked = edit === 'clear' ? edit : checkedEdit(spec, edit.set, { placesAs, rule });
			return checked === undefined ? [] : [[name, checked]];
		}),
	);
}

function specOf(name: FieldName): FieldSpec {
	const spec: FieldSpec | undefined = name.startsWith(KEY_PREFIX) ? { name, label: name, type: 'text' } : SPECS.get(name);
	if (spec) return spec;
	throw invalid(name, `Appenate has no field "${name}"`, 'Refresh the list of Fields and map the value anew.');
}

function checkedEdit(spec: FieldSpec, value: FieldValue, { placesAs, rule }: Required<Checks>): Edit | undefined {
	if (spec.name === 'Metadata') {
		const set = givenEntries(value, rule);
		return set.length === 0 ? undefined : { set };
	}
	if (!PLACES.has(spec.name)) return { set: text(spec, value) };
	const set = places(spec.name, value, placesAs);
	return editOf(spec, set.length === 0 ? undefined : set, rule);
}

function text({ name, label }: FieldSpec, value: FieldValue): string {
	const given = toText(label, value);
	if (name === 'ExternalId' && given.length > LONGEST_EXTERNAL_ID) {
		throw invalid(label, `External ID has ${given.length} characters; Appenate takes ${LONGEST_EXTERNAL_ID} at most`, 'Map a shorter one.');
	}
	if (name === 'LoginId' && given.length < SHORTEST_LOGIN_ID) {
		throw invalid(label, `Login ID has ${given.length} characters; Appenate takes ${SHORTEST_LOGIN_ID} at least`, 'Map a longer one.');
	}
	return given;
}

function places(name: FieldName, value: FieldValue, placesAs: PlacesAs): readonly string[] {
	const given = listOf(value).map((place) => toText(name, place));
	if (placesAs !== 'ids') return given;
	const odd = given.find((place) => !isGuid(place));
	if (odd === undefined) return given.map(guid);
	throw invalid(
		name,
		`"${odd}" in ${name} is not an ID`,
		'Map IDs of 32 hexadecimal digits, or choose another form in the option "Groups and Folders Are Given As".',
	);
}

function invalid(parameter: string, says: string, todo: string) {
	return failed({ kind: 'invalid', parameter, says, todo });
}
