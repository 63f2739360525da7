import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { locatorParameter } from '../../../shared/n8n/locator';
import type { Operation, ShownFor } from '../../../shared/n8n/operations';
import { recordOptions, removalGuard } from '../../../shared/n8n/recordLimits';
import type { RecordGuard } from '../../../shared/n8n/recordGuard';
import { userIdsOf, USER_GROUP } from '../../records';
import { appenateOptions } from '../open';
import { selected, writeSeen, writtenItem } from '../records';
import { idsOf, someUsers, USER_GROUP_LOCATOR, usersProperty } from './common';

const NOTICE =
	'Appenate only takes the whole list of users: the node reads the group, changes the list and writes it back. What somebody else changes in the same moment can be lost.';

/** What an item asks for, with the IDs of its users. */
type Seen = Readonly<{ group: string; users: readonly string[]; ids: readonly string[] }>;

/** Add Members and Remove Members. Who is in the group already, or is not, makes no write. */
export function membersOperation(goal: 'addMembers' | 'removeMembers'): Operation {
	const shown: ShownFor = { resource: ['userGroup'], operation: [goal] };
	const adds = goal === 'addMembers';
	const guard: RecordGuard<Seen> = adds ? { counts: [] } : removalGuard(({ group, users }) => ({ group, members: users }));

	const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[]> =>
		await writeSeen(context, {
			kind: USER_GROUP,
			guard,
			read: (i) => ({ group: selected(context, i, USER_GROUP_LOCATOR), users: someUsers(context, i) }),
			look: async (asked, { request }): Promise<Seen> => ({ ...asked, ids: await idsOf(asked.users, request) }),
			planned: ({ group, users }) => ({ action: goal, id: group, users: [...users] }),
			work: async ({ group, ids }, { records }) => {
				let changed: string[] = [];
				const written = await records.change(group, ({ UserIds }) => {
					if (!Array.isArray(UserIds)) throw unseenMembers();
					const now = userIdsOf(UserIds);
					changed = ids.filter((id) => now.includes(id) !== adds);
					return { UserIds: adds ? [...now, ...changed] : now.filter((id) => !changed.includes(id)) };
				});
				return { ...writtenItem('userGroup', written), [adds ? 'added' : 'removed']: changed };
			},
		});

	return {
		description: [
			locatorParameter(USER_GROUP_LOCATOR, shown),
			{ ...usersProperty, required: true, displayOptions: { show: shown } },
			{ displayName: NOTICE, name: 'membersNotice', type: 'notice', default: '', displayOptions: { show: shown } },
			appenateOptions(shown, recordOptions(guard)),
		],
		execute,
	};
}

/** Taken for an empty group, it could lose everybody who is in it. */
function unseenMembers() {
	return failed({
		kind: 'unreadable',
		status: 200,
		says: 'Appenate does not show who is in the user group',
		todo: 'Use an integration key with full access.',
		unwritten: true,
	});
}
