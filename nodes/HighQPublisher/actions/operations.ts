import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { operationParameter, parametersOf, resourceParameter, type Operations } from '../../shared/n8n/run/operations';
import { userChoices, userOperations } from '../../shared/n8n/run/userOperations';
import { USERS } from '../users';
import { activateMany, deactivateMany } from './bulk.operation';
import { organisation, organisationOperations } from './organisation';
import { userGroup, userGroupOperations } from './userGroup';

export const operations = {
	organisation,
	user: { ...userOperations(USERS), activateMany, deactivateMany },
	userGroup,
} satisfies Operations;

const MANY: readonly INodePropertyOptions[] = [
	{ name: 'Activate Many', value: 'activateMany', action: 'Activate many users', description: 'Activate several users in one request' },
	{
		name: 'Deactivate Many',
		value: 'deactivateMany',
		action: 'Deactivate many users',
		description: 'Deactivate several users in one request',
	},
];

const AUTHENTICATION: INodeProperties = {
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
};

/** The parameters of the node, in the order of the editor. A built node takes them from n8n's file of descriptions. */
export function properties(): INodeProperties[] {
	return [
		AUTHENTICATION,
		resourceParameter([
			{ name: 'User', value: 'user' },
			{ name: 'Organisation', value: 'organisation' },
			{ name: 'User Group', value: 'userGroup' },
		]),
		operationParameter('user', [...userChoices(USERS), ...MANY], 'update'),
		organisationOperations,
		userGroupOperations,
		...parametersOf(operations),
	];
}
