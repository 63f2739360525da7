import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { locatorParameter } from '../../../shared/n8n/locator';
import type { Operation, ShownFor } from '../../../shared/n8n/operations';
import { userIdsOf, USER_GROUP } from '../../records';
import { eachRecord, selected, writtenItem } from '../records';
import { idsOf, someUsers, USER_GROUP_LOCATOR, usersProperty } from './common';

const NOTICE =
	'Appenate only takes the whole list of users: the node reads the group, changes the list and writes it back. What somebody else changes in the same moment can be lost.';

/** Add Members and Remove Members. Who is in the group already, or is not, makes no write. */
export function membersOperation(goal: 'addMembers' | 'removeMembers'): Operation {
	const shown: ShownFor = { resource: ['userGroup'], operation: [goal] };
	const adds = goal === 'addMembers';

	const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[]> =>
		await eachRecord(context, {
			kind: USER_GROUP,
			read: (i) => ({ group: selected(context, i, USER_GROUP_LOCATOR), users: someUsers(context, i) }),
			work: async ({ group, users }, { records, request }) => {
				const ids = await idsOf(users, request);
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
