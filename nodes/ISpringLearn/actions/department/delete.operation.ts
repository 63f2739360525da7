import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { eachItem } from '../../../shared/n8n/items';
import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { departmentPath } from '../../transport/organisation';
import { openRest } from '../open';
import { DEPARTMENT } from '../organisation';

const shown = { resource: ['department'], operation: ['delete'] };

const description: INodeProperties[] = [
	locatorParameter(
		{
			...DEPARTMENT,
			description: 'The department to delete. This cannot be undone. What becomes of the people in it is not documented: move them first.',
		},
		shown,
	),
	optionsParameter(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, client } = await openRest(context);
	return await eachItem(context, {
		session,
		read: (i) => selectedId(context, i, DEPARTMENT),
		work: async (id) => {
			await client.remove(departmentPath(id));
			return { deleted: true };
		},
	});
}

export const deleteDepartment: Operation = { description, execute };
