import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { making } from '../../../shared/words';
import { membershipOf, membershipOption } from '../../../shared/n8n/parameters/membership';
import { nameIn, someName } from '../../../shared/n8n/parameters/readings';
import type { Operation } from '../../../shared/n8n/run/operations';
import { optionsParameter } from '../../../shared/n8n/parameters/options';
import { recordOptions, remakingGuard, type Remaking } from '../../../shared/n8n/run/recordGuard';
import { someChange, writeRecords, writeSeenRecords } from '../../../shared/n8n/run/recordWrites';
import { asMembers, changeGroup, lostBy, memberIds, type GroupChange } from '../../groupMembers';
import { describedRecord } from '../../recordStore';
import type { HighQRequest } from '../../wire/request';
import { ignoredMembers, ignoredOption } from '../ignored';
import { GROUPS, shownChange } from '../organisationsAndGroups';
import { MEMBERS, membersIn } from './members.operation';

const CREATE = { resource: ['userGroup'], operation: ['create'] };

const createDescription: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		displayOptions: { show: CREATE },
		description: 'Name of the new user group',
	},
	{ ...MEMBERS, displayOptions: { show: CREATE } },
	optionsParameter(CREATE, recordOptions()),
];

async function executeCreate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request, records: groups } = await GROUPS.open(context);
	return await writeRecords(context, {
		session,
		read: (i) => ({
			i,
			name: someName('Name', context.getNodeParameter('name', i)),
			members: membersIn(context.getNodeParameter('members', i, '')),
		}),
		planned: ({ name }) => ({ action: 'create', name }),
		work: async ({ i, name, members }) => {
			const users = asMembers(await memberIds(request, members));
			return shownChange({ context, session, i }, await making('user group', async () => await groups.create({ name, users })));
		},
	});
}

export const create: Operation = { description: createDescription, execute: executeCreate };

const UPDATE = { resource: ['userGroup'], operation: ['update'] };
const MEMBERS_CHANGE = {
	displayName: 'Change of Members',
	name: 'membersChange',
	description: 'What becomes of those who are in the group when Members has a value',
	memberships: ['add', 'exact'],
} as const;

/** What an item asks for, with the IDs of its members; `remaking`: who would go. */
type Seen = Readonly<{ i: number; id: string; change: GroupChange; remaking?: Remaking }>;

const guard = remakingGuard(({ remaking }: Seen) => remaking);

const updateDescription: INodeProperties[] = [
	GROUPS.parameter(UPDATE, 'The user group to update'),
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: UPDATE },
		options: [
			{
				...MEMBERS,
				description:
					'IDs and e-mail addresses of users, separated by commas, or a list. They join the group, unless Options say otherwise.',
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
		displayOptions: { show: UPDATE },
	},
	optionsParameter(UPDATE, [ignoredOption, membershipOption(MEMBERS_CHANGE), ...recordOptions(guard)]),
];

type Wanted = Readonly<{ name: string; members: readonly string[]; how: 'add' | 'exact' }>;

async function executeUpdate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request, records: groups } = await GROUPS.open(context);
	return await writeSeenRecords(context, {
		session,
		guard,
		read: (i) => ({ i, id: GROUPS.keyOf(context, i), wanted: readWanted(context, i), ignored: ignoredMembers(context, i) }),
		look: async ({ i, id, wanted, ignored }): Promise<Seen> => {
			const change = { ...(await changesOf(request, wanted)), ignored };
			if (change.members?.how !== 'exact') return { i, id, change };
			return { i, id, change, remaking: { group: id, ...lostBy(await groups.read(id), change.members.ids) } };
		},
		planned: ({ id }) => ({ action: 'update', id }),
		described: async ({ id }) => describedRecord(await groups.read(id)),
		work: async ({ i, id, change }) => shownChange({ context, session, i }, await changeGroup(groups, id, change)),
	});
}

function readWanted(context: IExecuteFunctions, i: number): Wanted {
	const name = nameIn('Name', context.getNodeParameter('updateFields.name', i, ''));
	const members = membersIn(context.getNodeParameter('updateFields.members', i, ''));
	const how = membershipOf(context, i, MEMBERS_CHANGE) === 'exact' ? 'exact' : 'add';
	someChange({ ...(name === '' ? {} : { name }), ...(members.length === 0 ? {} : { members }) });
	return { name, members, how };
}

async function changesOf(request: HighQRequest, { name, members, how }: Wanted): Promise<GroupChange> {
	return {
		...(name === '' ? {} : { name }),
		...(members.length === 0 ? {} : { members: { ids: await memberIds(request, members), how } }),
	};
}

export const update: Operation = { description: updateDescription, execute: executeUpdate };
