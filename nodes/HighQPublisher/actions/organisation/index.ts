import type { INodeProperties } from 'n8n-workflow';

import { archive, disable } from './acting';
import { create } from './create.operation';
import { disableMany } from './disableMany.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { getDomains } from './getDomains.operation';
import { update } from './update.operation';

export const organisation = { archive, create, disable, disableMany, get, getAll, getDomains, update };

/** The parameter "Operation" of organisations. */
export const organisationOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['organisation'] } },
	options: [
		{ name: 'Archive', value: 'archive', action: 'Archive an organisation', description: 'Put one organisation away' },
		{ name: 'Create', value: 'create', action: 'Create an organisation', description: 'Create one organisation' },
		{ name: 'Disable', value: 'disable', action: 'Disable an organisation', description: 'Keep the users of one organisation out' },
		{
			name: 'Disable Many',
			value: 'disableMany',
			action: 'Disable many organisations',
			description: 'Disable several organisations by one request',
		},
		{ name: 'Get', value: 'get', action: 'Get an organisation', description: 'Read one organisation by ID' },
		{
			name: 'Get Domains',
			value: 'getDomains',
			action: 'Get domains of an organisation',
			description: 'List the mail domains of one organisation',
		},
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many organisations',
			description: 'List many organisations, or those that fit filters',
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update an organisation',
			description: 'Change fields of one organisation and keep all others',
		},
	],
	default: 'getAll',
};
