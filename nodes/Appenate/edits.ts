import { failed } from '../shared/failure';
import { toText } from '../shared/n8n/fields';
import type { Edit, FieldEdits, FieldName, FieldValue } from '../shared/provisioning/types';
import { givenEntries, isList } from './metadata';
import { APPENATE_FIELDS, guid, isGuid, PLACES, type PlacesAs } from './profile';
import { isEmailAddress } from '../shared/n8n/user';

/** "GET User" of FormsFly. */
const LONGEST_EXTERNAL_ID = 50;
/** "Email-less Login" of eForms Mobile. */
const SHORTEST_LOGIN_ID = 5;

const LABELS: ReadonlyMap<FieldName, string> = new Map(APPENATE_FIELDS.map(({ name, label }) => [name, label]));

/**
 * The edits of an item, checked against what Appenate documents, so that a slip costs no request. A list
 * without entries and metadata without values leave the field alone, like an empty text.
 * @throws FailureError `invalid` naming the column
 */
export function checkedEdits(edits: FieldEdits, placesAs: PlacesAs): FieldEdits {
	return new Map(
		[...edits].flatMap(([name, edit]): Array<[FieldName, Edit]> => {
			if (edit === 'clear') return [[name, edit]];
			const set = checked(name, edit.set, placesAs);
			return Array.isArray(set) && set.length === 0 ? [] : [[name, { set }]];
		}),
	);
}

function checked(name: FieldName, value: FieldValue, placesAs: PlacesAs): FieldValue {
	const label = LABELS.get(name);
	if (label === undefined) throw invalid(name, `Appenate has no field "${name}"`, 'Refresh the list of Fields and map the value anew.');
	if (name === 'Metadata') return givenEntries(value);
	if (PLACES.has(name)) return places(name, value, placesAs);
	const text = toText(label, value);
	if (name === 'Email' && !isEmailAddress(text)) {
		throw invalid(name, `Email is not an e-mail address: "${text}"`, 'Map an address like ana@example.com.');
	}
	if (name === 'ExternalId' && text.length > LONGEST_EXTERNAL_ID) {
		throw invalid(name, `External ID has ${text.length} characters; Appenate takes ${LONGEST_EXTERNAL_ID} at most`, 'Map a shorter one.');
	}
	if (name === 'LoginID' && text.length < SHORTEST_LOGIN_ID) {
		throw invalid(name, `Login ID has ${text.length} characters; Appenate takes ${SHORTEST_LOGIN_ID} at least`, 'Map a longer one.');
	}
	return text;
}

function places(name: FieldName, value: FieldValue, placesAs: PlacesAs): FieldValue {
	const given = (isList(value) ? value : [value]).map((place) => toText(name, place));
	if (placesAs !== 'ids') return given;
	const odd = given.find((place) => !isGuid(place));
	if (odd === undefined) return given.map(guid);
	throw invalid(
		name,
		`"${odd}" in ${name} is not an ID`,
		'Map IDs of 32 hexadecimal digits, or choose another form in the option "Groups and Folders Are Given As".',
	);
}

function invalid(name: FieldName, says: string, todo: string) {
	return failed({ kind: 'invalid', parameter: LABELS.get(name) ?? name, says, todo: `${todo} Nothing was sent.` });
}
