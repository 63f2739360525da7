import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { eachItem } from '../../../shared/n8n/items';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { memberIds, removeMembers as takeOut } from '../../groups';
import { highqRequest } from '../../transport/request';
import { bulkKeys } from '../bulkKeys';
import { ignoredMembers, ignoredOption } from '../ignored';
import { shownChange } from '../shownChange';
import { openHighQ } from '../user/common';
import { MEMBERS, groupId, groupParameter, groupsOf } from './common';

const shown = { resource: ['userGroup'], operation: ['removeMembers'] };

const description: INodeProperties[] = [
	groupParameter(shown, 'The user group that loses members'),
	{
		...MEMBERS,
		required: true,
		displayOptions: { show: shown },
		description: 'IDs and e-mail addresses of users, separated by commas, or a list. Who is not in the group is passed over.',
	},
	{
		displayName:
			'HighQ has no call that takes a member out: the node reads the group and writes it back without these members. Somebody who is added by others in that moment is lost again.',
		name: 'wholeRecordNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: shown },
	},
	optionsParameter(shown, [ignoredOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openHighQ(context);
	const request = highqRequest(session);
	const groups = groupsOf(request);
	return await eachItem(context, {
		session,
		read: (i) => ({
			i,
			id: groupId(context, i),
			members: bulkKeys(context, i, { name: 'members', label: 'Members' }),
			ignored: ignoredMembers(context, i),
		}),
		work: async ({ i, id, members, ignored }) =>
			shownChange({ context, session, i }, await takeOut(groups, id, { ids: await memberIds(request, members), ignored })),
	});
}

export const removeMembers: Operation = { description, execute };
