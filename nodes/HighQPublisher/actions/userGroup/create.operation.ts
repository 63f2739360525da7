import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { making } from '../../../shared/n8n/doubt';
import { someName } from '../../../shared/n8n/names';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { asMembers, memberIds } from '../../groups';
import { GROUPS, shownChange } from '../records';
import { MEMBERS, membersIn } from './members.operation';

const shown = { resource: ['userGroup'], operation: ['create'] };

const description: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		displayOptions: { show: shown },
		description: 'Name of the new user group',
	},
	{ ...MEMBERS, displayOptions: { show: shown } },
	optionsParameter(shown, recordOptions()),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request, records: groups } = await GROUPS.open(context);
	return await writeRecords(context, {
		session,
		read: (i) => ({
			i,
			name: someName('Name', context.getNodeParameter('name', i)),
			members: membersIn(context.getNodeParameter('members', i, '')),
		}),
		planned: ({ name }) => ({ action: 'create', name }),
		work: async ({ i, name, members }) => {
			const users = asMembers(await memberIds(request, members));
			return shownChange({ context, session, i }, await making('user group', async () => await groups.create({ name, users })));
		},
	});
}

export const create: Operation = { description, execute };
