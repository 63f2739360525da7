import type { INodeProperties } from 'n8n-workflow';

export { get } from './get.operation';
export { getAll } from './getAll.operation';

export const spaceOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['space'] } },
	options: [
		{ name: 'Get', value: 'get', action: 'Get a space', description: 'Read one space by ID. Axero does not document this call.' },
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many spaces',
			description: 'List spaces by status. Axero does not document this call.',
		},
	],
	default: 'getAll',
};
