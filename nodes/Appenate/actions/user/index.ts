import type { INodeProperties } from 'n8n-workflow';

import { activate } from './activate.operation';
import { create } from './create.operation';
import { deactivate } from './deactivate.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { update } from './update.operation';
import { upsert } from './upsert.operation';

export const user = { activate, create, upsert, deactivate, delete: remove, get, getAll, update };

export const userOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['user'] } },
	options: [
		{ name: 'Activate', value: 'activate', action: 'Activate a user', description: 'Let a user in: Status becomes Active' },
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
			name: 'Update',
			value: 'update',
			action: 'Update a user',
			description: 'Change fields, groups, folders and metadata of a user; never creates one',
		},
	],
	default: 'update',
};
