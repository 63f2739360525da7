import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { outputParameters } from '../../../shared/n8n/output';
import { APIS } from '../apis';
import { openISpring } from '../open';
import { simplifiedListedGroup } from '../organisation';
import { pageSizeOf, keyTextOf } from '../parameters';

const shown = { resource: ['group'], operation: ['getAll'] };

const ORGANIZATION = { displayName: 'Organization ID', name: 'filters.organizationId' };

const description: INodeProperties[] = [
	...manyParameters(shown),
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { show: { ...shown, api: ['restHeader'] } },
		options: [
			{
				...ORGANIZATION,
				name: 'organizationId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2',
				description: 'Only groups of this organization',
			},
		],
	},
	...outputParameters(shown),
	optionsParameter(shown, [incompleteListOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, protocol, channel } = await openISpring(context, APIS.group.getAll);
	return await getMany(context, {
		session,
		read: (i) => ({ pageSize: pageSizeOf(context, i), organization: protocol === 'rest' ? '' : keyTextOf(context, i, ORGANIZATION) }),
		rows: ({ pageSize, organization }) => channel.groups({ pageSize, ...(organization === '' ? {} : { organizationId: organization }) }),
		show: plainObject,
		simplified: simplifiedListedGroup,
	});
}

export const getAll: Operation = { description, execute };
