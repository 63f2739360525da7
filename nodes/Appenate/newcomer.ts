import { failed } from '../shared/failure';
import { toText } from '../shared/n8n/fields';
import type { Edit, FieldEdits, FieldName, MatchKey } from '../shared/provisioning/types';
import type { AppenateKey } from './appenateDirectory';
import { APPENATE_FIELDS } from './profile';

/** Required by "POST User". */
export const REQUIRED: readonly FieldName[] = ['FirstName', 'LastName', 'Email'];

/** "POST User" has no Status: a new user is invited. */
export const NEWCOMER_FIELDS = APPENATE_FIELDS.filter(({ name }) => name !== 'Status');

/** How the key of a user is called as a field. */
const FIELD_OF: Readonly<Record<Exclude<AppenateKey, 'id'>, FieldName>> = { email: 'Email', externalId: 'ExternalId' };

export type NewcomerKey = MatchKey<keyof typeof FIELD_OF>;

/**
 * The fields of a user who may be new.
 * @throws FailureError `invalid` for Status
 */
export function withoutStatus(edits: FieldEdits): FieldEdits {
	if (!edits.has('Status')) return edits;
	throw invalid('Status', "Status can't be given to a new user, who is always invited", 'Use Activate, Deactivate or Update for Status.');
}

/**
 * The fields of a new user, complete.
 * @throws FailureError `invalid` naming what Appenate requires and nobody gave
 */
export function complete(edits: FieldEdits): FieldEdits {
	const missing = REQUIRED.filter((name) => !edits.has(name)).map(labelOf);
	if (missing.length === 0) return edits;
	throw invalid('Fields', `A new user needs ${missing.join(', ')}`, 'Map a value for every item. Nothing was written for this item.');
}

/** The fields of a new user whom nobody was found for: what finds the user goes along. */
export function newcomer({ key: { by, value }, edits }: Readonly<{ key: NewcomerKey; edits: FieldEdits }>): FieldEdits {
	return complete(new Map<FieldName, Edit>([[FIELD_OF[by], { set: value }], ...edits]));
}

/**
 * Refuses another value for the key than the one that finds the user: the next run would find nobody and
 * create the user again.
 * @throws FailureError `invalid`
 */
export function keepingKey({ by, value }: NewcomerKey, edits: FieldEdits): FieldEdits {
	const edit = edits.get(FIELD_OF[by]);
	if (edit === undefined || edit === 'clear') return edits;
	const given = toText(FIELD_OF[by], edit.set);
	const plain = (text: string): string => (by === 'email' ? text.toLowerCase() : text);
	if (plain(given) === plain(value)) return edits;
	throw invalid(
		FIELD_OF[by],
		`${labelOf(FIELD_OF[by])} in Fields (${given}) is not the one in User (${value})`,
		'The next run would find nobody and create the user again. Use Update to change it. Nothing was sent.',
	);
}

function labelOf(name: FieldName): string {
	const label = APPENATE_FIELDS.find((spec) => spec.name === name)?.label ?? name;
	return label.replace(/ \(.*$/, '');
}

function invalid(parameter: string, says: string, todo: string) {
	return failed({ kind: 'invalid', parameter, says, todo });
}
