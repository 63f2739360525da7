import type { INodeProperties } from 'n8n-workflow';

import { addMembers } from './addMembers.operation';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { removeMembers } from './removeMembers.operation';
import { update } from './update.operation';

export const userGroup = { addMembers, create, delete: remove, get, getAll, removeMembers, update };

/** The parameter "Operation" of user groups. */
export const userGroupOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['userGroup'] } },
	options: [
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
	default: 'getAll',
};
