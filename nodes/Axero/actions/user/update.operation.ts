import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { fieldsParameters, mappedEdits } from '../../../shared/n8n/fields';
import { moreEdits, moreFieldsParameters } from '../../../shared/n8n/moreFields';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { writeUsers } from '../../../shared/n8n/write';
import { updating } from '../../../shared/provisioning/courses';
import { knownFields, MORE_LABELS, updateEdits } from '../../moreFields';
import { AXERO_FIELDS } from '../../profile';
import { RULES } from '../../rules';
import { openAxero, USER_MODES } from './common';

const shown = { resource: ['user'], operation: ['update'] };

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user to update. A user that does not exist is never created.'),
	...fieldsParameters(
		shown,
		"Fields are the labels of your site. Reports To takes the manager's user name, Time Zone an ID of Axero's time zone list. Email and Username can be changed when the user is chosen by ID.",
	),
	...moreFieldsParameters(shown, MORE_LABELS),
	optionsParameter(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openAxero(context);
	return await writeUsers(context, {
		session,
		course: updating(directory),
		read: (i) => {
			const key = userKey(context, i, USER_MODES);
			return { key, edits: updateEdits(key, [mappedEdits(context, i, knownFields(context, i, AXERO_FIELDS)), moreEdits(context, i)]), with: undefined };
		},
		show: plainObject,
		rules: RULES,
	});
}

export const update: Operation = { description, execute };
