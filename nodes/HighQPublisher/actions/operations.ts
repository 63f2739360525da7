import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { operationParameter, type Operations } from '../../shared/n8n/run/operations';
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

/** The lists of operations, one per resource. */
export const operationLists: readonly INodeProperties[] = [
	operationParameter('user', [...userChoices(USERS), ...MANY], 'update'),
	organisationOperations,
	userGroupOperations,
];
