import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { addMembers as add } from '../../groups';
import { describedRecord } from '../../records';
import { bulkKeys } from '../bulkKeys';
import { MEMBERS, groupId, groupParameter, openGroups } from './common';

const shown = { resource: ['userGroup'], operation: ['addMembers'] };

const description: INodeProperties[] = [
	groupParameter(shown, 'The user group that gets members; those who are in it stay'),
	{
		...MEMBERS,
		required: true,
		displayOptions: { show: shown },
		description: 'IDs and e-mail addresses of users, separated by commas, or a list. HighQ adds active users only.',
	},
	optionsParameter(shown, recordOptions()),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, groups } = await openGroups(context);
	return await writeRecords(context, {
		session,
		read: (i) => ({ id: groupId(context, i), members: bulkKeys(context, i, { name: 'members', label: 'Members' }) }),
		planned: ({ id, members }) => ({ action: 'addMembers', id, members: [...members] }),
		described: async ({ id }) => describedRecord(await groups.read(id)),
		work: async ({ id, members }) => plainObject(await add(groups, id, members)),
	});
}

export const addMembers: Operation = { description, execute };
