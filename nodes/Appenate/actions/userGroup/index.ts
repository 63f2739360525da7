import type { INodeProperties } from 'n8n-workflow';

import { addMembers } from './addMembers.operation';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { removeMembers } from './removeMembers.operation';
import { update } from './update.operation';

export const userGroup = { addMembers, create, delete: remove, get, getAll, removeMembers, update };

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
	default: 'getAll',
};
