import type { INodeProperties } from 'n8n-workflow';

import { operationLists, operations } from './operations';
import { parametersOf } from '../../shared/n8n/run/operations';

/** The parameters of the node, in the order of the editor. A built node takes them from n8n's file of descriptions. */
export function properties(): INodeProperties[] {
	return [
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Access Token', value: 'accessToken', description: 'Enter the tokens in the credential, which can renew them' },
				{ name: 'OAuth2', value: 'oAuth2', description: 'Sign in with the browser, if the HighQ instance supports it' },
			],
			default: 'accessToken',
			description: 'How to sign in to HighQ',
		},
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'User', value: 'user' },
				{ name: 'Organisation', value: 'organisation' },
				{ name: 'User Group', value: 'userGroup' },
			],
			default: 'user',
		},
		...operationLists,
		...parametersOf(operations),
	];
}
