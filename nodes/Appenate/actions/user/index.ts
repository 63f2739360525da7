import type { INodeProperties } from 'n8n-workflow';

import { activate } from './activate.operation';
import { compare } from './compare.operation';
import { create } from './create.operation';
import { deactivate } from './deactivate.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { sync } from './sync.operation';
import { update } from './update.operation';
import { upsert } from './upsert.operation';

export const user = { activate, compare, create, upsert, deactivate, delete: remove, get, getAll, sync, update };

export const userOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['user'] } },
	options: [
		{ name: 'Activate', value: 'activate', action: 'Activate a user', description: 'Let a user in: Status becomes Active' },
		{
			name: 'Compare Users',
			value: 'compare',
			action: 'Compare users with a list',
			description: 'List all users once and say of each item whether the user is there and differs; nothing is written',
		},
		{ name: 'Create', value: 'create', action: 'Create a user', description: 'Create a user; an invitation is sent only when you say so' },
		{
			name: 'Create or Update',
			value: 'upsert',
			action: 'Create or update a user',
			description: 'Create a new record, or update the current one if it already exists (upsert)',
		},
		{
			name: 'Deactivate',
			value: 'deactivate',
			action: 'Deactivate a user',
			description: 'Keep a user out and keep everything else: Status becomes Inactive',
		},
		{ name: 'Delete', value: 'delete', action: 'Delete a user', description: 'Delete a user at once and for good; this cannot be undone' },
		{ name: 'Get', value: 'get', action: 'Get a user', description: 'Read one user by e-mail, external ID or ID' },
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many users',
			description: 'Read the users of the company, or those that fit a filter',
		},
		{
			name: 'Sync Users',
			value: 'sync',
			action: 'Sync users with a list',
			description: 'Make all users as the items say: list them once, write only what differs, report or deactivate leavers',
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update a user',
			description: 'Change fields, groups, folders and metadata of a user; never creates one',
		},
	],
	default: 'update',
};
