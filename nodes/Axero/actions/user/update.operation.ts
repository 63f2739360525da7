import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { fieldsParameters, mappedEdits } from '../../../shared/n8n/fields';
import { moreEdits, moreFieldsParameters } from '../../../shared/n8n/moreFields';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { openSession } from '../../../shared/n8n/session';
import { writeUsers } from '../../../shared/n8n/write';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { updating } from '../../../shared/provisioning/courses';
import { axeroDirectory } from '../../axeroDirectory';
import { joined, MORE_LABELS } from '../../moreFields';
import { AXERO_FIELDS } from '../../profile';
import { axeroRequest } from '../../transport/request';
import { CREDENTIAL, USER_MODES } from './common';

const shown = { resource: ['user'], operation: ['update'] };

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user to update. A user that does not exist is never created.'),
	...fieldsParameters(shown),
	...moreFieldsParameters(shown, MORE_LABELS),
	optionsParameter(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openSession(context, CREDENTIAL);
	return await writeUsers(context, {
		session,
		course: updating(axeroDirectory(axeroRequest(session))),
		read: (i) => {
			const key = userKey(context, i, USER_MODES);
			return { key, edits: joined(key.by, mappedEdits(context, i, AXERO_FIELDS), moreEdits(context, i)), with: undefined };
		},
		show: plainObject,
		secret: new Set(),
	});
}

export const update: Operation = { description, execute };
