import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { eachItem } from '../../../shared/n8n/items';
import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { groupPath } from '../../transport/organisation';
import { openRest } from '../open';
import { GROUP } from '../organisation';

const shown = { resource: ['group'], operation: ['delete'] };

const description: INodeProperties[] = [
	locatorParameter({ ...GROUP, description: 'The group to delete. This cannot be undone. Its members stay users.' }, shown),
	optionsParameter(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, client } = await openRest(context);
	return await eachItem(context, {
		session,
		read: (i) => selectedId(context, i, GROUP),
		work: async (id) => {
			await client.remove(groupPath(id));
			return { deleted: true };
		},
	});
}

export const deleteGroup: Operation = { description, execute };
