import type { INodeProperties } from 'n8n-workflow';

import { keyTexts } from '../../shared/fields/keyText';
import { plainObject } from '../../shared/json/json';
import { membershipOf, membershipOption } from '../../shared/n8n/parameters/membership';
import { nameIn } from '../../shared/n8n/parameters/readings';
import { filtersParameter } from '../../shared/n8n/run/getMany';
import { operationParameter, type Operations } from '../../shared/n8n/run/operations';
import { deletionLimit, REMAKING_GUARD, type Remaking } from '../../shared/n8n/run/recordGuard';
import { deleteRecord, getRecord, memberWrite, namedOperation, seenNamedOperation } from '../../shared/n8n/run/namedRecords';
import { getRecords, recordOperation } from '../../shared/n8n/run/recordOperations';
import { fieldsParameter, nameParameter, newNameOf, recordChoices, someChange } from '../../shared/n8n/run/recordParameters';
import { making } from '../../shared/words';
import { asMembers, changedGroup, lostBy, memberIds, withoutMembers, type GroupChange } from '../groupMembers';
import { GROUP } from '../wire/answers';
import { highqRows, listOf } from '../wire/lists';
import type { Ignored } from '../wire/paths';
import { bulkKeys } from './bulk.operation';
import { dateFilter, inFull, listQuery, sortOptions, textFilter } from './filters';
import { ignoreChangesOption, ignoredIn } from './open';
import { GROUPS, replacesNotice, shownRecord } from './organisationsAndGroups';

const MEMBERS: INodeProperties = {
	displayName: 'Members',
	name: 'members',
	type: 'string',
	default: '',
	placeholder: 'e.g. ana@example.com, 31',
	description: 'Comma-separated list of user IDs or email addresses',
};

/** HighQ answers a delete with 202, without a body. */
const remove = deleteRecord(GROUPS, {
	description: 'The user group to delete. This cannot be undone. Its users stay.',
	limit: deletionLimit('maxGroupDeletions', 'user group'),
	remove: async ({ records }, id) => await records.remove(id),
});

const getAll = getRecords({
	...GROUPS,
	filters: (show) => [
		filtersParameter(show, [
			dateFilter('Created', 'createdDate'),
			dateFilter('Modified', 'modifiedDate'),
			textFilter('Search', 'search', 'The text to search for'),
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
	parameters: (show) => [nameParameter(show, { description: 'The name of the new user group' }), { ...MEMBERS, displayOptions: { show } }],
	read: (context, i) => ({
		name: newNameOf(context, i),
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
	description: 'How to change who is in the group when Members has a value',
	memberships: ['add', 'exact'],
} as const;

/** What becomes of a group; `remaking`: who would go. */
type Seen = Readonly<{ id: string; change: GroupChange; ignored: Ignored; remaking?: Remaking }>;

const update = seenNamedOperation(GROUPS, {
	operation: 'update',
	parameters: (show) => [
		GROUPS.parameter(show, 'The user group to update'),
		fieldsParameter('updateFields', show, {
			options: [
				{
					...MEMBERS,
					description: 'Comma-separated list of user IDs or email addresses. They are added to the group, unless Options say otherwise.',
				},
				{ displayName: 'Name', name: 'name', type: 'string', default: '', description: 'The new name of the user group' },
			],
		}),
		replacesNotice(show, 'HighQ replaces the whole group: a change made elsewhere at the same moment is lost.'),
	],
	options: [ignoreChangesOption, membershipOption(MEMBERS_CHANGE)],
	guard: REMAKING_GUARD,
	read: (context, i) => {
		const name = nameIn('Name', context.getNodeParameter('updateFields.name', i, ''));
		const members = membersIn(context.getNodeParameter('updateFields.members', i, ''));
		const how: GroupChange['how'] = membershipOf(context, i, MEMBERS_CHANGE) === 'exact' ? 'exact' : 'add';
		const wanted = someChange({ ...(name === '' ? {} : { name }), ...(members.length === 0 ? {} : { members }) });
		return { wanted, how, ignored: ignoredIn(context, i) };
	},
	look: async ({ id, wanted: { members, ...named }, how, ignored }, { request, records }): Promise<Seen> => {
		if (members === undefined) return { id, change: { ...named, how }, ignored };
		const ids = await memberIds(request, members);
		const change = { ...named, ids, how };
		return { id, change, ignored, ...(how === 'exact' ? { remaking: lostBy(await records.read(id), ids) } : {}) };
	},
	planned: ({ id }) => ({ action: 'update', id }),
	work: async ({ id, change, ignored }, opened, i) =>
		shownRecord(opened, i, await opened.records.change(id, (group) => changedGroup(group, change), ignored)),
});

/** HighQ's own call keeps the others: the one PUT that does not replace. Source: "Add Users to User Group", since 5.0; ids are texts there. */
const addMembers = namedOperation(GROUPS, {
	...memberWrite('addMembers', 'members'),
	parameters: (show) => [
		GROUPS.parameter(show, 'The user group to add members to. Current members stay.'),
		{
			...MEMBERS,
			required: true,
			displayOptions: { show },
			description: 'Comma-separated list of user IDs or email addresses. HighQ only adds active users.',
		},
	],
	read: (context, i) => ({ members: bulkKeys(context, i, MEMBERS) }),
	work: async ({ id, members }, { records }) => plainObject(await records.put(id, 'users', { users: [...members] })),
});

/** There is no call for it: the group is read and written back without them. */
const removeMembers = namedOperation(GROUPS, {
	...memberWrite('removeMembers', 'members'),
	parameters: (show) => [
		GROUPS.parameter(show, 'The user group to remove members from'),
		{
			...MEMBERS,
			required: true,
			displayOptions: { show },
			description: "Comma-separated list of user IDs or email addresses. Users who aren't in the group are skipped.",
		},
		replacesNotice(show, 'HighQ replaces the whole group: a change made elsewhere at the same moment is lost.'),
	],
	options: [ignoreChangesOption],
	read: (context, i) => ({
		members: bulkKeys(context, i, MEMBERS),
		ignored: ignoredIn(context, i),
	}),
	work: async ({ id, members, ignored }, opened, i) => {
		const ids = await memberIds(opened.request, members);
		return shownRecord(opened, i, await opened.records.change(id, (group) => withoutMembers(group, ids), ignored));
	},
});

export const userGroup = {
	addMembers,
	create,
	delete: remove,
	get: getRecord(GROUPS, 'The user group to get'),
	getAll,
	removeMembers,
	update,
} satisfies Operations[string];

/** The parameter "Operation" of user groups. */
export const userGroupOperations = operationParameter(
	'userGroup',
	recordChoices('user group', 'user groups', {
		addMembers: 'Add users to a group and keep its current members',
		create: 'Create a group, with or without members',
		delete: 'Delete a group permanently. This cannot be undone.',
		get: 'Get one group with the IDs of its members',
		getAll: 'Get all groups, or those that match the filters',
		removeMembers: 'Remove users from a group and keep the others',
		update: 'Rename a group or change its members',
	}),
	'getAll',
);

/** IDs and addresses in "Members", also within a collection; empty when there are none. */
function membersIn(given: unknown): readonly string[] {
	return keyTexts(MEMBERS.displayName, given);
}
