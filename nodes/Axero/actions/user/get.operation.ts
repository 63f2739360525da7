import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { getUser } from '../../../shared/n8n/get';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters } from '../../../shared/n8n/output';
import { scimMappingOption, scimUserOf } from '../../../shared/n8n/scim';
import { userKey, userParameter } from '../../../shared/n8n/user';
import { simplified } from '../../profile';
import { AXERO_SCIM } from '../../scim';
import { axeroOptions, openAxero } from '../open';
import { USER_MODES } from './common';

const shown = { resource: ['user'], operation: ['get'] };

const description: INodeProperties[] = [
	userParameter(USER_MODES, shown, 'The user to read. By ID is the quickest; e-mail address and username are searched for first.'),
	...outputParameters(shown, { scim: true }),
	axeroOptions(shown, [scimMappingOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openAxero(context);
	return await getUser(context, {
		session,
		find: directory.find,
		read: (i) => ({ key: userKey(context, i, USER_MODES), with: {} }),
		show: plainObject,
		simplified,
		scim: (profile) => scimUserOf(context, profile, AXERO_SCIM),
	});
}

export const get: Operation = { description, execute };
