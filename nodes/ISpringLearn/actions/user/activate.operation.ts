import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/n8n/operations';
import { writeUsers } from '../../../shared/n8n/write';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { switching } from '../../../shared/provisioning/courses';
import { showUser } from '../../profile';
import { openSwitching } from '../open';
import { RULES } from '../../rules';
import { iSpringOptions, USER_MODES } from './common';

const shown = { resource: ['user'], operation: ['activate'] };

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user who may sign in again'),
	iSpringOptions(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openSwitching(context);
	return await writeUsers(context, {
		session,
		course: switching(directory, 'activate'),
		read: (i) => ({ key: userKey(context, i, USER_MODES), with: undefined }),
		show: showUser,
		rules: RULES,
	});
}

export const activate: Operation = { description, execute };
