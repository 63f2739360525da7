import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { fieldsParameters } from '../../../shared/n8n/fields';
import { moreFieldsParameters } from '../../../shared/n8n/moreFields';
import type { Operation } from '../../../shared/n8n/operations';
import { writeUsers } from '../../../shared/n8n/write';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { updating } from '../../../shared/provisioning/courses';
import { MORE_NAMES } from '../../moreFields';
import { showUser } from '../../profile';
import { openISpring } from '../open';
import { RULES } from '../../rules';
import { iSpringOptions, userEdits, USER_MODES } from './common';

const shown = { resource: ['user'], operation: ['update'] };

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user to update. A user that does not exist is never created.'),
	...fieldsParameters(
		shown,
		'Groups are only added to. Role words depend on the account: learner or user, department_administrator or organizationAdministrator, publisher, administrator, custom with a Role ID. A password is set on every run.',
	),
	...moreFieldsParameters(shown, MORE_NAMES),
	iSpringOptions(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openISpring(context);
	return await writeUsers(context, {
		session,
		course: updating(directory),
		read: (i) => {
			const key = userKey(context, i, USER_MODES);
			const edits = userEdits(context, i);
			directory.assertCarried(edits);
			return { key, edits, with: undefined };
		},
		show: showUser,
		rules: RULES,
	});
}

export const update: Operation = { description, execute };
