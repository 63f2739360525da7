import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { fieldsParameters } from '../../../shared/n8n/fields';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { openSession } from '../../../shared/n8n/session';
import { writeUsers } from '../../../shared/n8n/write';
import { userParameter } from '../../../shared/n8n/user';
import { updating } from '../../../shared/provisioning/courses';
import { appenateDirectory } from '../../appenateDirectory';
import { checkedEdits } from '../../edits';
import { columnEdits } from '../../metadataColumns';
import { APPENATE_FIELDS } from '../../profile';
import { appenateRequest } from '../../transport/request';
import { CREDENTIAL } from '../common';
import { RULES } from '../../rules';
import {
	appenateUser,
	doNotEmailOf,
	doNotEmailParameter,
	FIELDS_NOTICE,
	formatOf,
	formatOption,
	placesAsOf,
	placesOption,
	USER_MODES,
} from './common';

const shown = { resource: ['user'], operation: ['update'] };

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user to update. A user that does not exist is never created.'),
	...fieldsParameters(shown, FIELDS_NOTICE),
	doNotEmailParameter(shown, 'Whether to keep Appenate from sending the user an e-mail about the change. Left on, nobody is written to.'),
	optionsParameter(shown, [formatOption, placesOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openSession(context, CREDENTIAL);
	return await writeUsers(context, {
		session,
		course: updating(appenateDirectory(appenateRequest(session, formatOf(context)))),
		read: (i) => {
			const placesAs = placesAsOf(context, i);
			return {
				key: appenateUser(context, i),
				edits: checkedEdits(columnEdits(context, i, APPENATE_FIELDS), placesAs),
				with: { doNotEmail: doNotEmailOf(context, i), placesAs },
			};
		},
		show: plainObject,
		rules: RULES,
	});
}

export const update: Operation = { description, execute };
