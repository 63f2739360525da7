import type { Operations } from '../../../shared/n8n/operations';
import type { Offered } from '../apis';
import { create } from './create.operation';
import { deleteGroup } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { addMembers, removeMembers } from './members.operation';
import { update } from './update.operation';

export const group = { addMembers, create, delete: deleteGroup, get, getAll, removeMembers, update } satisfies Operations[string];

export const groupOffers: readonly Offered[] = [
	{
		name: 'Add Members',
		value: 'addMembers',
		action: 'Add members to a group',
		description: 'Let users join a group. By REST, the whole list of members is read, changed and written back.',
	},
	{ name: 'Create', value: 'create', action: 'Create a group', description: 'Make a new group' },
	{ name: 'Delete', value: 'delete', action: 'Delete a group', description: 'Delete a group for good. This cannot be undone.' },
	{ name: 'Get', value: 'get', action: 'Get a group', description: 'Read one group' },
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many groups',
		description: 'List the groups of the account',
	},
	{
		name: 'Remove Members',
		value: 'removeMembers',
		action: 'Remove members from a group',
		description: 'Let users leave a group. The whole list of members is read, changed and written back.',
	},
	{ name: 'Update', value: 'update', action: 'Update a group', description: 'Rename a group' },
];
