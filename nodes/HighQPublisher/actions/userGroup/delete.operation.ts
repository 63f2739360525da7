import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { deletionLimit, recordGuard, recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { describedRecord } from '../../records';
import { groupId, groupParameter, openGroups } from './common';

const shown = { resource: ['userGroup'], operation: ['delete'] };

const guard = recordGuard(deletionLimit('maxGroupDeletions', 'user group'), (id: string) => id);

const description: INodeProperties[] = [
	groupParameter(shown, 'The user group to delete. It cannot be undone; the users stay.'),
	optionsParameter(shown, recordOptions(guard)),
];

/** HighQ answers 202 without a body. */
async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, groups } = await openGroups(context);
	return await writeRecords(context, {
		session,
		guard,
		read: (i) => groupId(context, i),
		planned: (id) => ({ action: 'delete', id }),
		described: async (id) => describedRecord(await groups.read(id)),
		work: async (id) => {
			await groups.remove(id);
			return { deleted: true };
		},
	});
}

export const remove: Operation = { description, execute };
