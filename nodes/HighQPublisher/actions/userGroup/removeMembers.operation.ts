import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { recordOptions, removalGuard } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { memberIds, removeMembers as takeOut } from '../../groups';
import { describedRecord } from '../../records';
import { bulkKeys } from '../bulkKeys';
import { ignoredMembers, ignoredOption } from '../ignored';
import { shownChange } from '../hints';
import { MEMBERS, groupId, groupParameter, openGroups } from './common';

const shown = { resource: ['userGroup'], operation: ['removeMembers'] };

type Asked = Readonly<{ i: number; id: string; members: readonly string[] }>;

const guard = removalGuard(({ id, members }: Asked) => ({ group: id, members }));

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
	optionsParameter(shown, [ignoredOption, ...recordOptions(guard)]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request, groups } = await openGroups(context);
	return await writeRecords(context, {
		session,
		guard,
		read: (i) => ({
			i,
			id: groupId(context, i),
			members: bulkKeys(context, i, { name: 'members', label: 'Members' }),
			ignored: ignoredMembers(context, i),
		}),
		planned: ({ id, members }) => ({ action: 'removeMembers', id, members: [...members] }),
		described: async ({ id }) => describedRecord(await groups.read(id)),
		work: async ({ i, id, members, ignored }) =>
			shownChange({ context, session, i }, await takeOut(groups, id, { ids: await memberIds(request, members), ignored })),
	});
}

export const removeMembers: Operation = { description, execute };
