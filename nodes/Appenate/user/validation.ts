import { invalid } from '../../shared/failure';
import { editOf, type EmptyRule } from '../../shared/fields/edits';
import type { FieldSpec } from '../../shared/fields/spec';
import { toText } from '../../shared/fields/values';
import { listOf } from '../../shared/provisioning/diff';
import type { UserDirectory } from '../../shared/provisioning/directory';
import type { Edit, FieldEdits, FieldName, FieldValue, Wanted } from '../../shared/provisioning/types';
import { guid, isGuid } from '../wire/formats';
import { givenEntries, KEY_PREFIX } from './metadata';
import { APPENATE_FIELDS, type AppenateKey, KEY_FIELDS, PLACES, type PlacesAs } from './profile';
import { INVITED } from './status';

/** "GET User" of FormsFly. */
const LONGEST_EXTERNAL_ID = 50;
/** "Email-less Login" of eForms Mobile. */
const SHORTEST_LOGIN_ID = 5;

const SPECS: ReadonlyMap<FieldName, FieldSpec> = new Map(APPENATE_FIELDS.map((spec) => [spec.name, spec]));

/** What an item's edits are checked by: the form of groups and folders, and what emptiness means. */
type Checks = Readonly<{ placesAs: PlacesAs; rule: EmptyRule }>;

/**
 * The edits of an item, checked against what Appenate documents, so that a slip costs no request. A list
 * without entries and a metadata key without a value are what an empty text is.
 * @throws FailureError `invalid` naming the column
 */
export function checkedEdits(edits: FieldEdits, checks: Checks): FieldEdits {
	return new Map(
		[...edits].flatMap(([name, edit]): Array<[FieldName, Edit]> => {
			const spec: FieldSpec | undefined = name.startsWith(KEY_PREFIX) ? { name, label: name, type: 'text' } : SPECS.get(name);
			if (!spec) throw invalid(name, `Appenate has no field "${name}"`, 'Refresh the list of Fields and map the value again.');
			const checked = edit === 'clear' ? edit : checkedEdit(spec, edit.set, checks);
			return checked === undefined ? [] : [[name, checked]];
		}),
	);
}

function checkedEdit(spec: FieldSpec, value: FieldValue, { placesAs, rule }: Checks): Edit | undefined {
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
		throw invalid(label, `External ID is longer than ${LONGEST_EXTERNAL_ID} characters`, 'Map a shorter one.');
	}
	if (name === 'LoginId' && given.length < SHORTEST_LOGIN_ID) {
		throw invalid(label, `Login ID is shorter than ${SHORTEST_LOGIN_ID} characters`, 'Map a longer one.');
	}
	return given;
}

function places(name: FieldName, value: FieldValue, placesAs: PlacesAs): readonly string[] {
	const given = listOf(value).map((place) => toText(name, place));
	return placesAs === 'ids' ? given.map((place) => (isGuid(place) ? guid(place) : place)) : given;
}

const REQUIRED = APPENATE_FIELDS.filter(({ name }) => ['FirstName', 'LastName', 'Email'].includes(name));

/** Whether "POST User" asks for this field. */
export function isRequired(field: FieldName): boolean {
	return REQUIRED.some(({ name }) => name === field);
}

/** "POST User" has no Status: a new user is invited. */
export const NEWCOMER_FIELDS = APPENATE_FIELDS.filter(({ name }) => name !== 'Status');

/**
 * The fields of a user who may be new.
 * @throws FailureError `invalid` for Status
 */
export function assertNoStatus(edits: FieldEdits): FieldEdits {
	if (!edits.has('Status')) return edits;
	throw invalid('Status', "Status can't be set for a new user, who is always Invited", 'Use Activate, Deactivate or Update for Status.');
}

type Comparing = Pick<UserDirectory<AppenateKey, unknown>, 'same'>;

/**
 * The fields of a new user, complete and without what a new user is anyway.
 * @throws FailureError `invalid` naming what Appenate requires and nobody gave
 */
export function newcomer(edits: FieldEdits, { same }: Comparing): FieldEdits {
	const missing = REQUIRED.filter(({ name }) => !edits.has(name)).map(({ label }) => label);
	if (missing.length > 0) throw invalid('Fields', `A new user needs ${missing.join(', ')}`, 'Map a value for every item.');
	return new Map(
		[...edits].flatMap(([name, edit]): Array<[FieldName, Edit]> => {
			if (edit === 'clear' || (name === 'Status' && same(name, INVITED, edit.set))) return [];
			if (name !== 'Metadata') return [[name, edit]];
			const set = givenEntries(edit.set);
			return set.length === 0 ? [] : [[name, { set }]];
		}),
	);
}

/** {@link newcomer} of whom nobody was found for: what finds the user goes along, but for the ID, which Appenate chooses. */
export function newcomerWithKey({ key, edits }: Pick<Wanted<AppenateKey>, 'key' | 'edits'>, directory: Comparing): FieldEdits {
	if (key.by === 'id') return newcomer(edits, directory);
	return newcomer(new Map<FieldName, Edit>([[KEY_FIELDS[key.by], { set: key.value }], ...edits]), directory);
}
