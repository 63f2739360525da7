import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { getUser } from '../../../shared/n8n/get';
import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { outputParameters } from '../../../shared/n8n/output';
import { scimMappingOption, scimUserOf } from '../../../shared/n8n/scim';
import { HIGHQ_SCIM } from '../../scim';
import { simplified } from '../../simplified';
import { formatOption, openHighQ } from '../open';
import { highqUserKey, highqUserParameter } from './common';

const shown = { resource: ['user'], operation: ['get'] };

const description: INodeProperties[] = [
	highqUserParameter(shown, 'The user to read'),
	...outputParameters(shown, { scim: true }),
	optionsParameter(shown, [formatOption, scimMappingOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, directory } = await openHighQ(context);
	return await getUser(context, {
		session,
		find: directory.find,
		read: (i) => ({ key: highqUserKey(context, i), with: {} }),
		show: plainObject,
		simplified,
		scim: (profile) => scimUserOf(context, profile, HIGHQ_SCIM),
	});
}

export const get: Operation = { description, execute };
