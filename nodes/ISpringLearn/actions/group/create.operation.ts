import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { eachItem } from '../../../shared/n8n/items';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { readGroup } from '../../transport/organisation';
import { openRest } from '../open';
import { afterWrite } from '../organisation';
import { listOf, someTextOf } from '../parameters';

const shown = { resource: ['group'], operation: ['create'] };
const NAME = { displayName: 'Name', name: 'name' };
const MEMBERS = { displayName: 'User IDs', name: 'options.userIds' };

const description: INodeProperties[] = [
	{ ...NAME, type: 'string', default: '', required: true, placeholder: 'e.g. Newcomers', description: 'What the group is called', displayOptions: { show: shown } },
	optionsParameter(shown, [{ displayName: 'User IDs', name: 'userIds', type: 'string', default: '', description: 'IDs of the first members, separated by commas, or a list from an expression' }]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, client } = await openRest(context);
	return await eachItem(context, {
		session,
		read: (i) => {
			const userIds = listOf(context, i, MEMBERS);
			return { name: someTextOf(context, i, NAME), ...(userIds.length === 0 ? {} : { userIds: [...userIds] }) };
		},
		work: async (group) => {
			const groupId = await client.create('/group', group, 'groupId');
			return await afterWrite(async () => await readGroup(client, groupId), { groupId });
		},
	});
}

export const create: Operation = { description, execute };
