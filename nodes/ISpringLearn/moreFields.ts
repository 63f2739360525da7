import type { IExecuteFunctions } from 'n8n-workflow';

import type { FieldSpec } from '../shared/n8n/columns';
import { ownColumns } from '../shared/n8n/storedColumns';
import type { MoreFieldsWords } from '../shared/n8n/moreFields';
import { ISPRING_FIELDS } from './profile';

/** Fields that an account has of its own. */
export const MORE_NAMES: MoreFieldsWords = {
	description: 'Any other field of your account, by its name',
	name: {
		displayName: 'Name',
		placeholder: 'e.g. USER_DEFINED_FIELD1',
		description: 'The name of the field, not its label; Get shows the names under "fields"',
	},
	jsonPlaceholder: 'e.g. {"USER_DEFINED_FIELD1": "0012"}',
	jsonDescription: 'Fields as one JSON object with names as keys, added to those above',
};

/**
 * The standard columns and those that the editor found in the account: "Map Automatically" takes the
 * members of an item that are called like one of them.
 */
export function knownFields(context: IExecuteFunctions, i: number): readonly FieldSpec[] {
	return [...ISPRING_FIELDS, ...ownColumns(context, i, ISPRING_FIELDS)];
}
