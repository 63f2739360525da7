import type { IDataObject } from 'n8n-workflow';

import { locatorParameter } from '../../../shared/n8n/parameters/locator';
import { operationParameter, type Operations } from '../../../shared/n8n/run/operations';
import { deletionLimit } from '../../../shared/n8n/run/recordGuard';
import { deleteRecord, getRecord } from '../../../shared/n8n/run/recordOperations';
import { USER_GROUP } from '../../recordStore';
import { appenateOptions } from '../open';
import { describedRecord, manyRecords, openRecords, selected, type OpenedKind } from '../groupsAndFolders';
import { create, update } from './edit.operation';
import { addMembers, removeMembers, USER_GROUP_LOCATOR } from './members.operation';

const GROUPS: OpenedKind<string> = {
	resource: 'userGroup',
	open: async (context) => await openRecords(context, USER_GROUP),
	parameter: (show, description) => locatorParameter({ ...USER_GROUP_LOCATOR, description }, show),
	keyOf: (context, i) => selected(context, i, USER_GROUP_LOCATOR),
	read: async ({ records }, id) => await records.read('Id', id),
	simplified: simplifiedGroup,
	options: appenateOptions,
};

const remove = deleteRecord(GROUPS, {
	description: 'The user group to delete for good, which cannot be undone; its users stay',
	limit: deletionLimit('maxGroupDeletions', 'user group'),
	seek: async (_opened, id) => await Promise.resolve(id),
	described: async ({ records }, id) => describedRecord(await records.read('Id', id)),
	remove: async ({ records }, id) => await records.remove(id),
});

const get = getRecord(GROUPS, 'The user group that is meant');

const getAll = manyRecords(GROUPS, { path: '/usergroup/search', list: 'UserGroups', all: 'all groups' });

export const userGroup = { addMembers, create, delete: remove, get, getAll, removeMembers, update } satisfies Operations[string];

export const userGroupOperations = operationParameter(
	'userGroup',
	[
		{
			name: 'Add Members',
			value: 'addMembers',
			action: 'Add members to a user group',
			description: 'Put users into a group; those who are in it stay',
		},
		{ name: 'Create', value: 'create', action: 'Create a user group', description: 'Create a group, with or without users' },
		{ name: 'Delete', value: 'delete', action: 'Delete a user group', description: 'Delete a group for good; this cannot be undone' },
		{ name: 'Get', value: 'get', action: 'Get a user group', description: 'Read one group and who is in it' },
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many user groups',
			description: 'Read the groups of the company, or those that fit a filter',
		},
		{
			name: 'Remove Members',
			value: 'removeMembers',
			action: 'Remove members from a user group',
			description: 'Take users out of a group; the others stay',
		},
		{ name: 'Update', value: 'update', action: 'Update a user group', description: 'Change the name or external ID of a group' },
	],
	'getAll',
);

/** A group in a few members. */
function simplifiedGroup({ Id = null, Name = null, ExternalId = null, UserIds }: IDataObject): IDataObject {
	return { Id, Name, ExternalId, UserCount: Array.isArray(UserIds) ? UserIds.length : null };
}
