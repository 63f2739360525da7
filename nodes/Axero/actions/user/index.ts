import type { INodeProperties } from 'n8n-workflow';

export { compare } from './compare.operation';
export { create } from './create.operation';
export { get } from './get.operation';
export { getAll } from './getAll.operation';
export { getCurrent } from './getCurrent.operation';
export { sync } from './sync.operation';
export { update } from './update.operation';
export { upsert } from './upsert.operation';

export const userOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['user'] } },
	options: [
		{
			name: 'Compare Users',
			value: 'compare',
			action: 'Compare users with a list',
			description: 'List all users once and say of each item whether the user is there and differs; nothing is written',
		},
		{ name: 'Create', value: 'create', action: 'Create a user', description: 'Add a new user with an e-mail address and profile fields' },
		{
			name: 'Create or Update',
			value: 'upsert',
			action: 'Create or update a user',
			description: 'Create a new record, or update the current one if it already exists (upsert)',
		},
		{ name: 'Get', value: 'get', action: 'Get a user', description: 'Read the profile of one user by e-mail, username or ID' },
		{
			name: 'Get Current User',
			value: 'getCurrent',
			action: 'Get the current user',
			description: 'Read the user that the credential belongs to',
		},
		{ name: 'Get Many', value: 'getAll', action: 'Get many users', description: 'List many users, or those with a name' },
		{
			name: 'Sync Users',
			value: 'sync',
			action: 'Sync users with a list',
			description: 'Make all users as the items say: list them once, write only what differs, report who is not in the input',
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update a user',
			description: 'Change profile and preference fields of a user; never creates one',
		},
	],
	default: 'update',
};
