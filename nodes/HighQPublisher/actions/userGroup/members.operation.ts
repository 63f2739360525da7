import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { keyTexts } from '../../../shared/fields/keyText';
import type { Operation } from '../../../shared/n8n/run/operations';
import { optionsParameter } from '../../../shared/n8n/parameters/options';
import { recordOptions, removalGuard } from '../../../shared/n8n/run/recordGuard';
import { writeRecords } from '../../../shared/n8n/run/recordWrites';
import { addMembers as add, memberIds, removeMembers as takeOut } from '../../groupMembers';
import { describedRecord } from '../../recordStore';
import { bulkKeys } from '../bulk.operation';
import { ignoredMembers, ignoredOption } from '../ignored';
import { GROUPS, shownChange } from '../organisationsAndGroups';

/** IDs and addresses in "Members", also within a collection; empty when there are none. */
export function membersIn(given: unknown): readonly string[] {
	return keyTexts('Members', given);
}

export const MEMBERS: INodeProperties = {
	displayName: 'Members',
	name: 'members',
	type: 'string',
	default: '',
	placeholder: 'e.g. ana@example.com, 31',
	description: 'IDs and e-mail addresses of users, separated by commas, or a list',
};

const ADD = { resource: ['userGroup'], operation: ['addMembers'] };

const addDescription: INodeProperties[] = [
	GROUPS.parameter(ADD, 'The user group that gets members; those who are in it stay'),
	{
		...MEMBERS,
		required: true,
		displayOptions: { show: ADD },
		description: 'IDs and e-mail addresses of users, separated by commas, or a list. HighQ adds active users only.',
	},
	optionsParameter(ADD, recordOptions()),
];

async function addTo(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, records: groups } = await GROUPS.open(context);
	return await writeRecords(context, {
		session,
		read: (i) => ({ id: GROUPS.keyOf(context, i), members: bulkKeys(context, i, MEMBERS) }),
		planned: ({ id, members }) => ({ action: 'addMembers', id, members: [...members] }),
		described: async ({ id }) => describedRecord(await groups.read(id)),
		work: async ({ id, members }) => plainObject(await add(groups, id, members)),
	});
}

export const addMembers: Operation = { description: addDescription, execute: addTo };

const REMOVE = { resource: ['userGroup'], operation: ['removeMembers'] };

type Asked = Readonly<{ i: number; id: string; members: readonly string[] }>;

const guard = removalGuard(({ id, members }: Asked) => ({ group: id, members }));

const removeDescription: INodeProperties[] = [
	GROUPS.parameter(REMOVE, 'The user group that loses members'),
	{
		...MEMBERS,
		required: true,
		displayOptions: { show: REMOVE },
		description: 'IDs and e-mail addresses of users, separated by commas, or a list. Who is not in the group is passed over.',
	},
	{
		displayName:
			'HighQ has no call that takes a member out: the node reads the group and writes it back without these members. Somebody who is added by others in that moment is lost again.',
		name: 'wholeRecordNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: REMOVE },
	},
	optionsParameter(REMOVE, [ignoredOption, ...recordOptions(guard)]),
];

async function removeFrom(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request, records: groups } = await GROUPS.open(context);
	return await writeRecords(context, {
		session,
		guard,
		read: (i) => ({
			i,
			id: GROUPS.keyOf(context, i),
			members: bulkKeys(context, i, MEMBERS),
			ignored: ignoredMembers(context, i),
		}),
		planned: ({ id, members }) => ({ action: 'removeMembers', id, members: [...members] }),
		described: async ({ id }) => describedRecord(await groups.read(id)),
		work: async ({ i, id, members, ignored }) =>
			shownChange({ context, session, i }, await takeOut(groups, id, { ids: await memberIds(request, members), ignored })),
	});
}

export const removeMembers: Operation = { description: removeDescription, execute: removeFrom };
