import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { deletionLimit, recordGuard, recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { groupPath, readGroup } from '../../transport/organisation';
import { REST } from '../apis';
import { openISpring } from '../open';
import { describedRecord, GROUP } from '../organisation';

const shown = { resource: ['group'], operation: ['delete'] };

const guard = recordGuard(deletionLimit('maxGroupDeletions', 'group'), (id: string) => id);

const description: INodeProperties[] = [
	locatorParameter({ ...GROUP, description: 'The group to delete. This cannot be undone. Its members stay users.' }, shown),
	optionsParameter(shown, recordOptions(guard)),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, REST);
	const { client } = channel;
	return await writeRecords(context, {
		session,
		guard,
		read: (i) => selectedId(context, i, GROUP),
		planned: (id) => ({ action: 'delete', id }),
		described: async (id) => describedRecord(await readGroup(client, id)),
		work: async (id) => {
			await client.remove(groupPath(id));
			return { deleted: true };
		},
	});
}

export const deleteGroup: Operation = { description, execute };
