import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { getUser } from '../../../shared/n8n/get';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters } from '../../../shared/n8n/output';
import { scimMappingOption } from '../../../shared/n8n/scim';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { showUser, SILENT, simplified } from '../../profile';
import { APIS } from '../apis';
import { openISpring } from '../open';
import { iSpringOptions } from '../parameters';
import { scimWriter, USER_MODES } from './people';

const shown = { resource: ['user'], operation: ['get'] };

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user to read. REST (Header) and SOAP list all users once to find one by e-mail or login.'),
	...outputParameters(shown, { scim: true }),
	iSpringOptions(shown, [scimMappingOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openISpring(context, APIS.user.get);
	return await getUser(context, {
		session,
		find: directory.find,
		read: (i) => ({ key: userKey(context, i, USER_MODES), with: SILENT }),
		show: showUser,
		simplified,
		scim: await scimWriter(context, directory),
	});
}

export const get: Operation = { description, execute };
