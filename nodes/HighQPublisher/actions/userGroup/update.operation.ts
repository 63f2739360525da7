import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import type { JsonObject } from '../../../shared/json/json';
import { eachItem } from '../../../shared/n8n/items';
import { nameIn } from '../../../shared/n8n/names';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { asMembers, changeGroup, memberIds } from '../../groups';
import { highqRequest, type HighQRequest } from '../../transport/request';
import { shownChange } from '../shownChange';
import { openHighQ } from '../user/common';
import { MEMBERS, groupId, groupParameter, groupsOf, membersIn } from './common';

const shown = { resource: ['userGroup'], operation: ['update'] };

const description: INodeProperties[] = [
	groupParameter(shown, 'The user group to update'),
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: shown },
		options: [
			{
				...MEMBERS,
				description: 'IDs and e-mail addresses of all members, separated by commas, or a list. Everybody else is taken out of the group.',
			},
			{ displayName: 'Name', name: 'name', type: 'string', default: '', description: 'Another name of the user group' },
		],
	},
	{
		displayName:
			'HighQ replaces the whole group: the node reads it, merges these fields into it and writes it back. What somebody else changes in that moment is lost. A field without a value is left as it is.',
		name: 'wholeRecordNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: shown },
	},
	optionsParameter(shown),
];

type Wanted = Readonly<{ name: string; members: readonly string[] }>;

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openHighQ(context);
	const request = highqRequest(session);
	const groups = groupsOf(request);
	return await eachItem(context, {
		session,
		read: (i) => ({ i, id: groupId(context, i), wanted: readWanted(context, i) }),
		work: async ({ i, id, wanted }) =>
			shownChange({ context, session, i }, await changeGroup(groups, id, await changesOf(request, wanted))),
	});
}

function readWanted(context: IExecuteFunctions, i: number): Wanted {
	const name = nameIn('Name', context.getNodeParameter('updateFields.name', i, ''));
	const members = membersIn(context.getNodeParameter('updateFields.members', i, ''));
	if (name !== '' || members.length > 0) return { name, members };
	throw failed({
		kind: 'invalid',
		parameter: 'Update Fields',
		says: 'No field to update was given',
		todo: 'Add a field that has a value. Nothing was sent.',
	});
}

async function changesOf(request: HighQRequest, { name, members }: Wanted): Promise<JsonObject> {
	return {
		...(name === '' ? {} : { name }),
		...(members.length === 0 ? {} : { users: asMembers(await memberIds(request, members)) }),
	};
}

export const update: Operation = { description, execute };
