import type { INodeProperties } from 'n8n-workflow';

import type { ShownFor } from '../../shared/n8n/parameters/options';
import type { Operation } from '../../shared/n8n/run/operations';
import { listGuard, type RecordGuard } from '../../shared/n8n/run/recordGuard';
import { seenNamedOperation } from '../../shared/n8n/run/namedRecords';
import { usersLimit } from '../../shared/n8n/parameters/writeOptions';
import { departmentPath } from '../wire/restRecords';
import { uniqueIds } from '../user/compare';
import type { OpenedISpring } from './apis';
import { DEPARTMENTS, idsParameter, USERS, usersParameter } from './departmentsAndGroups';
import { someOf } from './parameters';

type Moving = Readonly<{
	operation: 'moveDepartments' | 'moveUsers';
	moved: Readonly<{ displayName: string; name: string }>;
	parameter: (show: ShownFor) => INodeProperties;
	/** The IDs of those that an item names. */
	idsOf: (keys: readonly string[], opened: OpenedISpring<'rest'>) => Promise<readonly string[]>;
	/** The call below the department. */
	call: 'department/move' | 'user/move';
	guard?: RecordGuard<Readonly<{ keys: readonly string[] }>>;
}>;

/** Several of them come into one department by one request. Source: OpenAPI, `POST /department/{id}/…/move`. */
function moveOperation({ operation, moved, parameter, idsOf, call, guard = { counts: [] } }: Moving): Operation {
	return seenNamedOperation(DEPARTMENTS, {
		operation,
		parameters: (show) => [DEPARTMENTS.parameter(show, 'The department to move them to'), parameter(show)],
		guard,
		read: (context, i) => ({ named: someOf(context, i, moved) }),
		look: async ({ id, named }, opened) => ({ id, keys: await idsOf(named, opened) }),
		planned: ({ id: departmentId, keys }) => ({ action: 'move', departmentId, [moved.name]: [...keys] }),
		work: async ({ id: departmentId, keys }, { channel }) => {
			await channel.client.post(`${departmentPath(departmentId)}/${call}`, { [moved.name]: [...keys] });
			return { action: 'moved', departmentId, [moved.name]: [...keys] };
		},
	});
}

const MOVED = { displayName: 'Departments', name: 'departmentIds' };

export const moveDepartments = moveOperation({
	operation: 'moveDepartments',
	moved: MOVED,
	parameter: (show) => ({
		...idsParameter(MOVED, show, 'The departments to move'),
		placeholder: 'e.g. Sales, D-104',
		description: 'The departments to move, by ID, code or name, separated by commas. For names with a comma, pass an array.',
	}),
	idsOf: async (keys, { departments }) => {
		const found = await Promise.all(keys.map(async (key) => (await departments.theOne(key, MOVED.displayName)).id));
		return uniqueIds(found);
	},
	call: 'department/move',
});

export const moveUsers = moveOperation({
	operation: 'moveUsers',
	moved: USERS,
	parameter: (show) => usersParameter(show, 'The users to move'),
	idsOf: async (keys, { userIds }) => await userIds(keys, USERS.displayName),
	call: 'user/move',
	guard: listGuard(usersLimit('changes')),
});
