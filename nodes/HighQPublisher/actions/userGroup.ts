import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { keyTexts } from '../../shared/fields/keyText';
import { plainObject } from '../../shared/json/json';
import { membershipOf, membershipOption } from '../../shared/n8n/parameters/membership';
import { nameIn, someName } from '../../shared/n8n/parameters/readings';
import { filtersParameter } from '../../shared/n8n/run/getMany';
import { operationParameter, type Operations } from '../../shared/n8n/run/operations';
import { deletionLimit, REMAKING_GUARD, type Remaking } from '../../shared/n8n/run/recordGuard';
import {
	deleteRecord,
	getRecord,
	getRecords,
	memberWrite,
	recordOperation,
	seenRecordOperation,
} from '../../shared/n8n/run/recordOperations';
import { fieldsParameter, recordChoices, someChange } from '../../shared/n8n/run/recordParameters';
import { making } from '../../shared/words';
import { asMembers, changeGroup, lostBy, memberIds, removeMembers, type GroupChange } from '../groupMembers';
import { GROUP } from '../wire/answers';
import { highqRows, listOf } from '../wire/lists';
import type { HighQRequest } from '../wire/request';
import { bulkKeys } from './bulk.operation';
import { dateFilter, inFull, listQuery, sortOptions, textFilter } from './filters';
import { ignoreChangesOption, ignoredIn } from './open';
import { GROUPS, nameParameter, replacesNotice, shownRecord } from './organisationsAndGroups';

const MEMBERS: INodeProperties = {
	displayName: 'Members',
	name: 'members',
	type: 'string',
	default: '',
	placeholder: 'e.g. ana@example.com, 31',
	description: 'IDs and e-mail addresses of users, separated by commas, or a list',
};

/** HighQ answers a delete with 202, without a body. */
const remove = deleteRecord(GROUPS, {
	description: 'The user group to delete. It cannot be undone; the users stay.',
	limit: deletionLimit('maxGroupDeletions', 'user group'),
	remove: async ({ records }, id) => await records.remove(id),
});

const getAll = getRecords({
	...GROUPS,
	filters: (show) => [
		filtersParameter(show, [
			dateFilter('Created', 'createdDate'),
			dateFilter('Modified', 'modifiedDate'),
			textFilter('Search', 'search', 'Text to search for'),
		]),
	],
	more: sortOptions([
		{ name: 'Created', value: 'created' },
		{ name: 'Name', value: 'name' },
		{ name: 'Updated', value: 'updated' },
	]),
	read: (context, i) => inFull(listQuery(context, i)),
	rows: ({ request }, query) => highqRows(request, listOf(GROUP), query),
});

const create = recordOperation(GROUPS, {
	operation: 'create',
	parameters: (show) => [nameParameter(show, 'Name of the new user group'), { ...MEMBERS, displayOptions: { show } }],
	read: (context, i) => ({
		name: someName('Name', context.getNodeParameter('name', i)),
		members: membersIn(context.getNodeParameter('members', i, '')),
	}),
	planned: ({ name }) => ({ action: 'create', name }),
	work: async ({ name, members }, opened, i) => {
		const users = asMembers(await memberIds(opened.request, members));
		return shownRecord(opened, i, await making('user group', async () => await opened.records.create({ name, users })));
	},
});

const MEMBERS_CHANGE = {
	displayName: 'Change of Members',
	name: 'membersChange',
	description: 'What becomes of those who are in the group when Members has a value',
	memberships: ['add', 'exact'],
} as const;

/** What becomes of a group; `remaking`: who would go. */
type Seen = Readonly<{ id: string; change: GroupChange; remaking?: Remaking }>;

const update = seenRecordOperation(GROUPS, {
	operation: 'update',
	parameters: (show) => [
		GROUPS.parameter(show, 'The user group to update'),
		fieldsParameter('updateFields', show, {
			options: [
				{
					...MEMBERS,
					description:
						'IDs and e-mail addresses of users, separated by commas, or a list. They join the group, unless Options say otherwise.',
				},
				{ displayName: 'Name', name: 'name', type: 'string', default: '', description: 'Another name of the user group' },
			],
		}),
		replacesNotice(
			show,
			'HighQ replaces the whole group: the node reads it, merges these fields into it and writes it back. What somebody else changes in that moment is lost. A field without a value is left as it is.',
		),
	],
	options: [ignoreChangesOption, membershipOption(MEMBERS_CHANGE)],
	guard: REMAKING_GUARD,
	read: (context, i) => ({ id: GROUPS.keyOf(context, i), wanted: wantedOf(context, i), ignored: ignoredIn(context, i) }),
	look: async ({ id, wanted, ignored }, { request, records }): Promise<Seen> => {
		const change = { ...(await changeOf(request, wanted)), ignored };
		if (change.members?.how !== 'exact') return { id, change };
		return { id, change, remaking: lostBy(await records.read(id), change.members.ids) };
	},
	planned: ({ id }) => ({ action: 'update', id }),
	work: async ({ id, change }, opened, i) => shownRecord(opened, i, await changeGroup(opened.records, id, change)),
});

type Wanted = Readonly<{ name?: string; members?: readonly string[]; how: 'add' | 'exact' }>;

function wantedOf(context: IExecuteFunctions, i: number): Wanted {
	const name = nameIn('Name', context.getNodeParameter('updateFields.name', i, ''));
	const members = membersIn(context.getNodeParameter('updateFields.members', i, ''));
	const how = membershipOf(context, i, MEMBERS_CHANGE) === 'exact' ? 'exact' : 'add';
	return { ...someChange({ ...(name === '' ? {} : { name }), ...(members.length === 0 ? {} : { members }) }), how };
}

async function changeOf(request: HighQRequest, { members, how, ...named }: Wanted): Promise<GroupChange> {
	return { ...named, ...(members === undefined ? {} : { members: { ids: await memberIds(request, members), how } }) };
}

/** HighQ's own call keeps the others: the one PUT that does not replace. Source: "Add Users to User Group", since 5.0; ids are texts there. */
const addMembers = recordOperation(GROUPS, {
	...memberWrite('addMembers', 'members'),
	parameters: (show) => [
		GROUPS.parameter(show, 'The user group that gets members; those who are in it stay'),
		{
			...MEMBERS,
			required: true,
			displayOptions: { show },
			description: 'IDs and e-mail addresses of users, separated by commas, or a list. HighQ adds active users only.',
		},
	],
	read: (context, i) => ({ id: GROUPS.keyOf(context, i), members: bulkKeys(context, i, MEMBERS) }),
	work: async ({ id, members }, { records }) => plainObject(await records.put(id, 'users', { users: [...members] })),
});

const takeOut = recordOperation(GROUPS, {
	...memberWrite('removeMembers', 'members'),
	parameters: (show) => [
		GROUPS.parameter(show, 'The user group that loses members'),
		{
			...MEMBERS,
			required: true,
			displayOptions: { show },
			description: 'IDs and e-mail addresses of users, separated by commas, or a list. Who is not in the group is passed over.',
		},
		replacesNotice(
			show,
			'HighQ has no call that takes a member out: the node reads the group and writes it back without these members. Somebody who is added by others in that moment is lost again.',
		),
	],
	options: [ignoreChangesOption],
	read: (context, i) => ({
		id: GROUPS.keyOf(context, i),
		members: bulkKeys(context, i, MEMBERS),
		ignored: ignoredIn(context, i),
	}),
	work: async ({ id, members, ignored }, opened, i) =>
		shownRecord(opened, i, await removeMembers(opened.records, id, { ids: await memberIds(opened.request, members), ignored })),
});

export const userGroup = {
	addMembers,
	create,
	delete: remove,
	get: getRecord(GROUPS, 'The user group to read'),
	getAll,
	removeMembers: takeOut,
	update,
} satisfies Operations[string];

/** The parameter "Operation" of user groups. */
export const userGroupOperations = operationParameter(
	'userGroup',
	recordChoices('a user group', 'user groups', {
		addMembers: 'Add users to a group and keep those who are in it',
		create: 'Create one group, with or without members',
		delete: 'Delete one group; this cannot be undone',
		get: 'Read one group with the IDs of its members',
		getAll: 'List many groups, or those that fit filters',
		removeMembers: 'Take users out of a group and keep the others',
		update: 'Rename a group, or change who is in it',
	}),
	'getAll',
);

/** IDs and addresses in "Members", also within a collection; empty when there are none. */
function membersIn(given: unknown): readonly string[] {
	return keyTexts(MEMBERS.displayName, given);
}
