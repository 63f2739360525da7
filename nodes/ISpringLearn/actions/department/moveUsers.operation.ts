import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { eachItem } from '../../../shared/n8n/items';
import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { departmentPath } from '../../transport/organisation';
import { openRest } from '../open';
import { DEPARTMENT, idsParameter } from '../organisation';
import { someOf } from '../parameters';

const shown = { resource: ['department'], operation: ['moveUsers'] };
const MOVED = { displayName: 'User IDs', name: 'userIds' };

const description: INodeProperties[] = [
	locatorParameter({ ...DEPARTMENT, description: 'The department that they are moved to' }, shown),
	idsParameter(MOVED, shown, 'IDs of the users who come into the department'),
	optionsParameter(shown),
];

/** Source: OpenAPI, `POST /department/{id}/user/move`. */
async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, client } = await openRest(context);
	return await eachItem(context, {
		session,
		read: (i) => ({ departmentId: selectedId(context, i, DEPARTMENT), userIds: someOf(context, i, MOVED) }),
		work: async ({ departmentId, userIds }) => {
			await client.post(`${departmentPath(departmentId)}/user/move`, { userIds: [...userIds] });
			return { action: 'moved', departmentId, userIds: [...userIds] };
		},
	});
}

export const moveUsers: Operation = { description, execute };
