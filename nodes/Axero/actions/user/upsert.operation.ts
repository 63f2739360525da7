import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { fieldsParameters, mappedEdits } from '../../../shared/n8n/fields';
import { moreEdits, moreFieldsParameters } from '../../../shared/n8n/moreFields';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { creatingOrUpdating } from '../../../shared/provisioning/courses';
import type { Edit, FieldName } from '../../../shared/provisioning/types';
import { comparingDirectory } from '../../axeroDirectory';
import { knownFields, MORE_LABELS, upsertEdits } from '../../moreFields';
import { AXERO_FIELDS, IDENTIFIERS } from '../../profile';
import { RULES } from '../../rules';
import { openAxero, UPSERT_MODES } from './common';

const shown = { resource: ['user'], operation: ['upsert'] };

const user = userParameter(UPSERT_MODES, shown, 'Who is to be updated, or created when nobody has this e-mail address or username. Several of them are left alone.');

const description: INodeProperties[] = [
	// Who may not be there yet can't be picked from a list.
	{ ...user, modes: (user.modes ?? []).filter(({ name }) => name !== 'list') },
	...fieldsParameters(
		shown,
		"The user is looked up by Axero's search for names, which Axero does not document. When it is not allowed or can't be read, nobody is created. Try it first with somebody who is there: where the search does not cover e-mail addresses, everybody looks new.",
	),
	...moreFieldsParameters(shown, MORE_LABELS),
	optionsParameter(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openAxero(context);
	return await writeUsers(context, {
		session,
		course: creatingOrUpdating(comparingDirectory(directory), ({ key, edits }) => {
			const itself: [FieldName, Edit] = [IDENTIFIERS[key.by], { set: key.value }];
			return new Map([itself, ...edits]);
		}),
		read: (i) => {
			const key = userKey(context, i, UPSERT_MODES);
			return { key, edits: upsertEdits(key, [mappedEdits(context, i, knownFields(context, i, AXERO_FIELDS)), moreEdits(context, i)]), with: undefined };
		},
		show: plainObject,
		rules: RULES,
	});
}

export const upsert: Operation = { description, execute };
