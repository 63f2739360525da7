import { usersLimit } from '../../../shared/n8n/parameters/writeOptions';
import { locatorParameter, selectedId } from '../../../shared/n8n/parameters/locator';
import type { Operation } from '../../../shared/n8n/run/operations';
import { optionsParameter } from '../../../shared/n8n/parameters/options';
import { listGuard, type RecordGuard, recordOptions } from '../../../shared/n8n/run/recordGuard';
import { writeRecords } from '../../../shared/n8n/run/recordWrites';
import type { NonEmpty } from '../../../shared/provisioning/types';
import { departmentPath } from '../../wire/departmentsAndGroups';
import { REST, openISpring } from '../apis';
import { DEPARTMENT, idsParameter } from '../organisation';
import { someOf } from '../parameters';

type Asked = Readonly<{ departmentId: string; ids: NonEmpty<string> }>;

type Moving = Readonly<{
	operation: 'moveDepartments' | 'moveUsers';
	moved: Readonly<{ displayName: string; name: 'departmentIds' | 'userIds' }>;
	description: string;
	/** The call below the department. */
	call: 'department/move' | 'user/move';
	guard?: RecordGuard<Asked>;
}>;

/** Several of them come into one department by one request. Source: OpenAPI, `POST /department/{id}/…/move`. */
function moveOperation({ operation, moved, description, call, guard = { counts: [] } }: Moving): Operation {
	const show = { resource: ['department'], operation: [operation] };
	return {
		description: [
			locatorParameter({ ...DEPARTMENT, description: 'The department that they are moved to' }, show),
			idsParameter(moved, show, description),
			optionsParameter(show, recordOptions(guard)),
		],
		execute: async (context) => {
			const { session, channel } = await openISpring(context, REST);
			return await writeRecords(context, {
				session,
				guard,
				read: (i): Asked => ({ departmentId: selectedId(context, i, DEPARTMENT), ids: someOf(context, i, moved) }),
				planned: ({ departmentId, ids }) => ({ action: 'move', departmentId, [moved.name]: [...ids] }),
				work: async ({ departmentId, ids }) => {
					await channel.client.post(`${departmentPath(departmentId)}/${call}`, { [moved.name]: [...ids] });
					return { action: 'moved', departmentId, [moved.name]: [...ids] };
				},
			});
		},
	};
}

export const moveDepartments = moveOperation({
	operation: 'moveDepartments',
	moved: { displayName: 'Department IDs', name: 'departmentIds' },
	description: 'IDs of the departments that come below this one',
	call: 'department/move',
});

export const moveUsers = moveOperation({
	operation: 'moveUsers',
	moved: { displayName: 'User IDs', name: 'userIds' },
	description: 'IDs of the users who come into the department',
	call: 'user/move',
	guard: listGuard(usersLimit('changes'), ({ ids }: Asked) => ids),
});
