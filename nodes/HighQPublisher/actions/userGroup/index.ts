import { filtersParameter } from '../../../shared/n8n/run/getMany';
import { operationParameter, type Operations } from '../../../shared/n8n/run/operations';
import { deletionLimit } from '../../../shared/n8n/run/recordGuard';
import { deleteRecord, getRecord, getRecords } from '../../../shared/n8n/run/recordOperations';
import { GROUP } from '../../wire/answers';
import { highqRows, listOf } from '../../wire/lists';
import { describedRecord } from '../../recordStore';
import { dateFilter, inFull, listQuery, sortOptions, textFilter } from '../filters';
import { GROUPS } from '../organisationsAndGroups';
import { create, update } from './edit.operation';
import { addMembers, removeMembers } from './members.operation';

/** HighQ answers a delete with 202, without a body. */
const remove = deleteRecord(GROUPS, {
	description: 'The user group to delete. It cannot be undone; the users stay.',
	limit: deletionLimit('maxGroupDeletions', 'user group'),
	seek: async (_opened, id) => await Promise.resolve(id),
	described: async ({ records }, id) => describedRecord(await records.read(id)),
	remove: async ({ records }, id) => await records.remove(id),
});

const get = getRecord(GROUPS, 'The user group to read');

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

export const userGroup = { addMembers, create, delete: remove, get, getAll, removeMembers, update } satisfies Operations[string];

/** The parameter "Operation" of user groups. */
export const userGroupOperations = operationParameter(
	'userGroup',
	[
		{
			name: 'Add Members',
			value: 'addMembers',
			action: 'Add members to a user group',
			description: 'Add users to a group and keep those who are in it',
		},
		{ name: 'Create', value: 'create', action: 'Create a user group', description: 'Create one group, with or without members' },
		{ name: 'Delete', value: 'delete', action: 'Delete a user group', description: 'Delete one group; this cannot be undone' },
		{ name: 'Get', value: 'get', action: 'Get a user group', description: 'Read one group with the IDs of its members' },
		{ name: 'Get Many', value: 'getAll', action: 'Get many user groups', description: 'List many groups, or those that fit filters' },
		{
			name: 'Remove Members',
			value: 'removeMembers',
			action: 'Remove members from a user group',
			description: 'Take users out of a group and keep the others',
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update a user group',
			description: 'Rename a group, or change who is in it',
		},
	],
	'getAll',
);
