import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters } from '../../../shared/n8n/output';
import { scimMappingOption } from '../../../shared/n8n/scim';
import { showUser, toProfile } from '../../profile';
import { simplified } from '../../simplified';
import { APIS } from '../apis';
import { openISpring } from '../open';
import { pageSizeOf } from '../parameters';
import { iSpringOptions, scimWriter } from './common';
import { filtersOf, filtersParameter } from './filters';

const shown = { resource: ['user'], operation: ['getAll'] };

const description: INodeProperties[] = [
	...manyParameters(shown),
	filtersParameter(shown),
	...outputParameters(shown, { scim: true }),
	iSpringOptions(shown, [scimMappingOption, incompleteListOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel, directory } = await openISpring(context, APIS.user.getAll);
	const scim = await scimWriter(context, directory);
	return await getMany(context, {
		session,
		read: (i) => ({ filters: filtersOf(context, i), pageSize: pageSizeOf(context, i) }),
		rows: ({ filters, pageSize }) => channel.list(filters, pageSize),
		show: showUser,
		simplified,
		scim: (user) => scim(toProfile(user)),
	});
}

export const getAll: Operation = { description, execute };
