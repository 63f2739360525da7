import { failed } from '../shared/failure';
import { joinedEdits, type MoreFieldsWords } from '../shared/n8n/moreFields';
import type { Edit, FieldEdits, FieldName } from '../shared/provisioning/types';
import { IDENTIFIERS, type AxeroKey } from './profile';

/** Labels that the field table doesn't know. */
export const MORE_LABELS: MoreFieldsWords = {
	description: 'Any other profile or preference field of your site, by its label',
	name: {
		displayName: 'Label',
		placeholder: 'e.g. Share my profile',
		description: 'The label that your site shows for the field, with the same capitals and blanks',
	},
	jsonPlaceholder: 'e.g. {"Share my profile": "false"}',
	jsonDescription: 'Fields as one JSON object with labels as names, added to those above',
};

/**
 * All edits of an item as one map.
 * @throws FailureError `invalid` when a label is given twice, or collides with what says who is meant:
 * Axero puts both into one object and does not document which wins
 */
export function joined(by: AxeroKey, ...parts: ReadonlyArray<Iterable<readonly [FieldName, Edit]>>): FieldEdits {
	const edits = joinedEdits(parts);
	for (const label of edits.keys()) {
		if (label === IDENTIFIERS.id || (by !== 'id' && IDENTIFIER_LABELS.has(label))) {
			throw failed({
				kind: 'invalid',
				parameter: 'Fields',
				says: `"${label}" says who is meant, so it can't be changed here; to change an e-mail address or user name, choose the user by ID`,
				todo: 'Nothing was sent.',
			});
		}
	}
	return edits;
}

const IDENTIFIER_LABELS: ReadonlySet<string> = new Set(Object.values(IDENTIFIERS));
