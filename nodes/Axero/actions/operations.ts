import type { INodeProperties } from 'n8n-workflow';

import { operationParameter, type Operations } from '../../shared/n8n/operations';
import { userChoices, userOperations } from '../../shared/n8n/userOperations';
import { USERS } from '../users';
import { getCurrentUser } from './getCurrentUser.operation';
import * as space from './space';
import * as spaceMember from './spaceMember';

export const operations = {
	user: { ...userOperations(USERS), getCurrent: getCurrentUser },
	space: { get: space.get, getAll: space.getAll },
	spaceMember: {
		add: spaceMember.add,
		approve: spaceMember.approve,
		decline: spaceMember.decline,
		getAll: spaceMember.getAll,
		getRequests: spaceMember.getRequests,
	},
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
	space.spaceOperation,
	spaceMember.spaceMemberOperation,
];
