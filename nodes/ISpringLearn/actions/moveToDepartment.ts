import type { Operation } from '../../shared/n8n/run/operations';
import { listGuard, type RecordGuard } from '../../shared/n8n/run/recordGuard';
import { namedOperation } from '../../shared/n8n/run/namedRecords';
import { usersLimit } from '../../shared/n8n/parameters/writeOptions';
import { departmentPath } from '../wire/restRecords';
import { DEPARTMENTS, idsParameter } from './departmentsAndGroups';
import { someOf } from './parameters';

type Moving = Readonly<{
	operation: 'moveDepartments' | 'moveUsers';
	moved: Readonly<{ displayName: string; name: 'departmentIds' | 'userIds' }>;
	description: string;
	/** The call below the department. */
	call: 'department/move' | 'user/move';
	guard?: RecordGuard<Readonly<{ keys: readonly string[] }>>;
}>;

/** Several of them come into one department by one request. Source: OpenAPI, `POST /department/{id}/…/move`. */
function moveOperation({ operation, moved, description, call, guard = { counts: [] } }: Moving): Operation {
	return namedOperation(DEPARTMENTS, {
		operation,
		parameters: (show) => [DEPARTMENTS.parameter(show, 'The department to move them to'), idsParameter(moved, show, description)],
		guard,
		read: (context, i) => ({ keys: someOf(context, i, moved) }),
		planned: ({ id: departmentId, keys }) => ({ action: 'move', departmentId, [moved.name]: [...keys] }),
		work: async ({ id: departmentId, keys }, { channel }) => {
			await channel.client.post(`${departmentPath(departmentId)}/${call}`, { [moved.name]: [...keys] });
			return { action: 'moved', departmentId, [moved.name]: [...keys] };
		},
	});
}

export const moveDepartments = moveOperation({
	operation: 'moveDepartments',
	moved: { displayName: 'Department IDs', name: 'departmentIds' },
	description: 'IDs of the departments to move',
	call: 'department/move',
});

export const moveUsers = moveOperation({
	operation: 'moveUsers',
	moved: { displayName: 'User IDs', name: 'userIds' },
	description: 'IDs of the users to move',
	call: 'user/move',
	guard: listGuard(usersLimit('changes')),
});
