import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { getUser } from '../../../shared/n8n/get';
import type { Operation } from '../../../shared/n8n/operations';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { showUser } from '../../profile';
import { iSpringOptions, openISpring, USER_MODES } from './common';

const shown = { resource: ['user'], operation: ['get'] };

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user to read. REST (Header) and SOAP list all users once to find one by e-mail or login.'),
	iSpringOptions(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openISpring(context);
	return await getUser(context, {
		session,
		find: directory.find,
		read: (i) => ({ key: userKey(context, i, USER_MODES), with: undefined }),
		show: showUser,
	});
}

export const get: Operation = { description, execute };
