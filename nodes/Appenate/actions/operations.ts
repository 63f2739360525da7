import type { INodeProperties } from 'n8n-workflow';

import { operationParameter, parametersOf, resourceParameter, type Operations } from '../../shared/n8n/run/operations';
import { folder, folderOperations } from './folder';
import { userChoices, userOperations } from '../../shared/n8n/run/userOperations';
import { USERS } from '../users';
import { userGroup, userGroupOperations } from './userGroup';

export const operations = { folder, user: userOperations(USERS), userGroup } satisfies Operations;

/** The parameters of the node, in the order of the editor. A built node takes them from n8n's file of descriptions. */
export function properties(): INodeProperties[] {
	return [
		resourceParameter([
			{ name: 'User', value: 'user' },
			{ name: 'Folder', value: 'folder' },
			{ name: 'User Group', value: 'userGroup' },
		]),
		operationParameter('user', userChoices(USERS), 'update'),
		folderOperations,
		userGroupOperations,
		...parametersOf(operations),
	];
}
