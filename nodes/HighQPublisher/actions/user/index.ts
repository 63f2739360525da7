import type { INodeProperties } from 'n8n-workflow';

import { activateMany, deactivateMany } from './bulk';
import { compare } from './compare.operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { activate, archive, deactivate } from './switching';
import { sync } from './sync.operation';
import { update } from './update.operation';
import { upsert } from './upsert.operation';

export const user = { activate, activateMany, archive, compare, create, deactivate, deactivateMany, get, getAll, sync, update, upsert };

/** The parameter "Operation" of users. */
export const userOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['user'] } },
	options: [
		{ name: 'Activate', value: 'activate', action: 'Activate a user', description: 'Let one user in, also after Deactivate or Archive' },
		{ name: 'Activate Many', value: 'activateMany', action: 'Activate many users', description: 'Let several users in by one request' },
		{
			name: 'Archive',
			value: 'archive',
			action: 'Archive a user',
			description: 'Put one user away for good but reversibly: HighQ deletes nobody',
		},
		{
			name: 'Compare Users',
			value: 'compare',
			action: 'Compare users with a list',
			description: 'List all users once and say of each item whether the user is there and differs; nothing is written',
		},
		{ name: 'Create', value: 'create', action: 'Create a user', description: 'Create one user; no invitation is sent' },
		{
			name: 'Create or Update',
			value: 'upsert',
			action: 'Create or update a user',
			description: 'Create a new record, or update the current one if it already exists (upsert)',
		},
		{ name: 'Deactivate', value: 'deactivate', action: 'Deactivate a user', description: 'Keep one user out; HighQ calls it disable' },
		{
			name: 'Deactivate Many',
			value: 'deactivateMany',
			action: 'Deactivate many users',
			description: 'Keep several users out by one request',
		},
		{ name: 'Get', value: 'get', action: 'Get a user', description: 'Read one user by e-mail or ID' },
		{ name: 'Get Many', value: 'getAll', action: 'Get many users', description: 'List many users, or those that fit filters' },
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
			description: 'Change fields of a user and keep all others; never creates one',
		},
	],
	default: 'update',
};
