import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { eachItem } from '../../../shared/n8n/items';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { highqRequest } from '../../transport/request';
import { openHighQ } from '../user/common';
import { groupId, groupParameter, groupsOf } from './common';

const shown = { resource: ['userGroup'], operation: ['delete'] };

const description: INodeProperties[] = [
	groupParameter(shown, 'The user group to delete. It cannot be undone; the users stay.'),
	optionsParameter(shown),
];

/** HighQ answers 202 without a body. */
async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openHighQ(context);
	const groups = groupsOf(highqRequest(session));
	return await eachItem(context, {
		session,
		read: (i) => groupId(context, i),
		work: async (id) => {
			await groups.remove(id);
			return { deleted: true };
		},
	});
}

export const remove: Operation = { description, execute };
