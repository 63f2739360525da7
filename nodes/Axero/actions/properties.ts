import type { INodeProperties } from 'n8n-workflow';

import { operationLists, operations } from './operations';
import { parametersOf } from '../../shared/n8n/run/operations';

/** The parameters of the node, in the order of the editor. A built node takes them from n8n's file of descriptions. */
export function properties(): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'User', value: 'user' },
				{ name: 'Space', value: 'space' },
				{ name: 'Space Member', value: 'spaceMember' },
			],
			default: 'user',
		},
		...operationLists,
		...parametersOf(operations),
	];
}
