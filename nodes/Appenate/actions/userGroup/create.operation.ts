import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { making } from '../../../shared/n8n/doubt';
import type { Operation } from '../../../shared/n8n/operations';
import { USER_GROUP } from '../../records';
import { externalIdIn, externalIdProperty } from '../common';
import { eachRecord, nameOf, nameParameter, writtenItem } from '../records';
import { idsOf, usersIn, usersProperty } from './common';

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
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await eachRecord(context, {
		kind: USER_GROUP,
		read: (i) => ({
			members: { Name: nameOf(context, i), ...externalIdIn(context, i, 'additionalFields') },
			users: usersIn(context.getNodeParameter('additionalFields.users', i, '')),
		}),
		work: async ({ members, users }, { records, request }) => {
			const UserIds = await idsOf(users, request);
			return writtenItem(
				'userGroup',
				await making('user group', async () => await records.create({ ...members, ...(UserIds.length > 0 ? { UserIds } : {}) })),
			);
		},
	});
}

export const create: Operation = { description, execute };
