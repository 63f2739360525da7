import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { departmentPath } from '../../transport/organisation';
import { REST } from '../apis';
import { openISpring } from '../open';
import { DEPARTMENT, idsParameter } from '../organisation';
import { someOf } from '../parameters';

const shown = { resource: ['department'], operation: ['moveDepartments'] };
const MOVED = { displayName: 'Department IDs', name: 'departmentIds' };

const description: INodeProperties[] = [
	locatorParameter({ ...DEPARTMENT, description: 'The department that they are moved to' }, shown),
	idsParameter(MOVED, shown, 'IDs of the departments that come below this one'),
	optionsParameter(shown, recordOptions()),
];

/** Source: OpenAPI, `POST /department/{id}/department/move`. */
async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, REST);
	const { client } = channel;
	return await writeRecords(context, {
		session,
		read: (i) => ({ departmentId: selectedId(context, i, DEPARTMENT), departmentIds: someOf(context, i, MOVED) }),
		planned: ({ departmentId, departmentIds }) => ({ action: 'move', departmentId, departmentIds: [...departmentIds] }),
		work: async ({ departmentId, departmentIds }) => {
			await client.post(`${departmentPath(departmentId)}/department/move`, { departmentIds: [...departmentIds] });
			return { action: 'moved', departmentId, departmentIds: [...departmentIds] };
		},
	});
}

export const moveDepartments: Operation = { description, execute };
