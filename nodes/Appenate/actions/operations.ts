import type { INodeProperties } from 'n8n-workflow';

import { operationParameter, type Operations } from '../../shared/n8n/run/operations';
import { folder, folderOperations } from './folder';
import { userChoices, userOperations } from '../../shared/n8n/run/userOperations';
import { USERS } from '../users';
import { userGroup, userGroupOperations } from './userGroup';

export const operations = { folder, user: userOperations(USERS), userGroup } satisfies Operations;

/** The lists of operations, one per resource. */
export const operationLists: INodeProperties[] = [
	operationParameter('user', userChoices(USERS), 'update'),
	folderOperations,
	userGroupOperations,
];
