import type { INodeProperties } from 'n8n-workflow';

import { operationParameter, type Operations } from '../../shared/n8n/run/operations';
import { userChoices, userOperations } from '../../shared/n8n/run/userOperations';
import { USERS } from '../users';
import { getCurrentUser } from './getCurrentUser.operation';
import { space, spaceOperation } from './space';
import { spaceMember, spaceMemberOperation } from './spaceMember';

export const operations = {
	user: { ...userOperations(USERS), getCurrent: getCurrentUser },
	space,
	spaceMember,
} satisfies Operations;

const CURRENT = {
	name: 'Get Current User',
	value: 'getCurrent',
	action: 'Get the current user',
	description: 'Read the user that the credential belongs to',
};

/** The lists of operations, one per resource. */
export const operationLists: INodeProperties[] = [
	operationParameter('user', [...userChoices(USERS), CURRENT], 'update'),
	spaceOperation,
	spaceMemberOperation,
];
