import type { INodeProperties } from 'n8n-workflow';

import { create } from './create.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { update } from './update.operation';

export const folder = { create, delete: remove, get, getAll, update };

export const folderOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['folder'] } },
	options: [
		{ name: 'Create', value: 'create', action: 'Create a folder', description: 'Create a folder for forms, documents and data sources' },
		{ name: 'Delete', value: 'delete', action: 'Delete a folder', description: 'Delete a folder; take it for final' },
		{ name: 'Get', value: 'get', action: 'Get a folder', description: 'Read one folder by ID, name or external ID' },
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many folders',
			description: 'Read the folders of the company, or those that fit a filter',
		},
		{ name: 'Update', value: 'update', action: 'Update a folder', description: 'Change the name and other fields of a folder' },
	],
	default: 'getAll',
};
