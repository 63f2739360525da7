import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { locatorParameter } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { deletionLimit, recordGuard, recordOptions } from '../../../shared/n8n/recordLimits';
import { USER_GROUP } from '../../records';
import { appenateOptions } from '../open';
import { selected, writeEach } from '../records';
import { USER_GROUP_LOCATOR } from './common';

const shown = { resource: ['userGroup'], operation: ['delete'] };

const guard = recordGuard(deletionLimit('maxGroupDeletions', 'user group'), (id: string) => id);

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await writeEach(context, {
		kind: USER_GROUP,
		guard,
		read: (i) => selected(context, i, USER_GROUP_LOCATOR),
		planned: (id) => ({ action: 'delete', id }),
		work: async (id, { records }) => {
			await records.remove(id);
			return { deleted: true };
		},
	});
}

export const remove: Operation = {
	description: [
		locatorParameter(
			{ ...USER_GROUP_LOCATOR, description: 'The user group to delete for good, which cannot be undone; its users stay' },
			shown,
		),
		appenateOptions(shown, recordOptions(guard)),
	],
	execute,
};
