import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { making } from '../../../shared/n8n/doubt';
import type { Operation } from '../../../shared/n8n/operations';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { USER_GROUP } from '../../records';
import { externalIdIn, externalIdProperty } from '../common';
import { appenateOptions } from '../open';
import { nameOf, nameParameter, writeSeen, writtenItem } from '../records';
import { idsOf, usersIn, usersProperty } from './members.operation';

const shown = { resource: ['userGroup'], operation: ['create'] };

const description: INodeProperties[] = [
	nameParameter(shown, 'e.g. Field crew'),
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: shown },
		options: [externalIdProperty, usersProperty],
	},
	appenateOptions(shown, recordOptions()),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await writeSeen(context, {
		kind: USER_GROUP,
		read: (i) => ({
			members: { Name: nameOf(context, i), ...externalIdIn(context, i, 'additionalFields') },
			users: usersIn(context.getNodeParameter('additionalFields.users', i, '')),
		}),
		look: async ({ members, users }, { request }) => ({ members, UserIds: await idsOf(users, request) }),
		planned: ({ members: { Name } }) => ({ action: 'create', name: Name }),
		work: async ({ members, UserIds }, { records }) =>
			writtenItem(
				'userGroup',
				await making('user group', async () => await records.create({ ...members, ...(UserIds.length > 0 ? { UserIds } : {}) })),
			),
	});
}

export const create: Operation = { description, execute };
