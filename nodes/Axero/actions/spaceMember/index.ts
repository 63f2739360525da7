import type { INodeProperties } from 'n8n-workflow';

export { add } from './add.operation';
export { approve } from './approve.operation';
export { decline } from './decline.operation';
export { getAll } from './getAll.operation';
export { getRequests } from './getRequests.operation';

export const spaceMemberOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['spaceMember'] } },
	options: [
		{
			name: 'Add',
			value: 'add',
			action: 'Add a member to a space',
			description: 'Make a user a member of a space. Axero does not document this call.',
		},
		{
			name: 'Approve Join Request',
			value: 'approve',
			action: 'Approve a request to join a space',
			description: 'Let a user in who asked to join a space. Axero does not document this call.',
		},
		{
			name: 'Decline Join Request',
			value: 'decline',
			action: 'Decline a request to join a space',
			description: 'Turn down a user who asked to join a space. Axero does not document this call.',
		},
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many members of a space',
			description: 'List the members of a space. Axero does not document this call.',
		},
		{
			name: 'Get Many Join Requests',
			value: 'getRequests',
			action: 'Get many requests to join a space',
			description: 'List the users who ask to join a space. Axero does not document this call.',
		},
	],
	default: 'getAll',
};
