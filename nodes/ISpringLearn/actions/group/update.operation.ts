import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { groupPath, readGroup } from '../../transport/organisation';
import { REST } from '../apis';
import { openISpring } from '../open';
import { afterWrite, describedRecord, GROUP } from '../organisation';
import { nameOf } from '../parameters';

const shown = { resource: ['group'], operation: ['update'] };
const NAME = { displayName: 'Name', name: 'name' };

const description: INodeProperties[] = [
	locatorParameter({ ...GROUP, description: 'The group to rename' }, shown),
	{
		...NAME,
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Newcomers',
		description: 'What the group is called from now on',
		displayOptions: { show: shown },
	},
	optionsParameter(shown, recordOptions()),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, REST);
	const { client } = channel;
	return await writeRecords(context, {
		session,
		read: (i) => ({ id: selectedId(context, i, GROUP), name: nameOf(context, i, NAME) }),
		planned: ({ id, name }) => ({ action: 'update', id, changes: { name } }),
		described: async ({ id }) => describedRecord(await readGroup(client, id)),
		work: async ({ id, name }) => {
			await client.post(groupPath(id), { name });
			return await afterWrite(async () => await readGroup(client, id), { groupId: id });
		},
	});
}

export const update: Operation = { description, execute };
