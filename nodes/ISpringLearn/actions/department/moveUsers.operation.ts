import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { usersLimit } from '../../../shared/n8n/guard';
import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { listGuard, recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import type { NonEmpty } from '../../../shared/provisioning/types';
import { departmentPath } from '../../transport/organisation';
import { REST } from '../apis';
import { openISpring } from '../open';
import { DEPARTMENT, idsParameter } from '../organisation';
import { someOf } from '../parameters';

const shown = { resource: ['department'], operation: ['moveUsers'] };

type Asked = Readonly<{ departmentId: string; userIds: NonEmpty<string> }>;

const guard = listGuard(usersLimit('changes'), ({ userIds }: Asked) => userIds);
const MOVED = { displayName: 'User IDs', name: 'userIds' };

const description: INodeProperties[] = [
	locatorParameter({ ...DEPARTMENT, description: 'The department that they are moved to' }, shown),
	idsParameter(MOVED, shown, 'IDs of the users who come into the department'),
	optionsParameter(shown, recordOptions(guard)),
];

/** Source: OpenAPI, `POST /department/{id}/user/move`. */
async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, REST);
	const { client } = channel;
	return await writeRecords(context, {
		session,
		guard,
		read: (i) => ({ departmentId: selectedId(context, i, DEPARTMENT), userIds: someOf(context, i, MOVED) }),
		planned: ({ departmentId, userIds }) => ({ action: 'move', departmentId, userIds: [...userIds] }),
		work: async ({ departmentId, userIds }) => {
			await client.post(`${departmentPath(departmentId)}/user/move`, { userIds: [...userIds] });
			return { action: 'moved', departmentId, userIds: [...userIds] };
		},
	});
}

export const moveUsers: Operation = { description, execute };
