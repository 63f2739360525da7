import type { INodeProperties } from 'n8n-workflow';

import type { Operations } from '../../shared/n8n/operations';
import { folder, folderOperations } from './folder';
import { user, userOperations } from './user';
import { userGroup, userGroupOperations } from './userGroup';

export const operations = { folder, user, userGroup } satisfies Operations;

/** The lists of operations, one per resource. */
export const operationLists: INodeProperties[] = [folderOperations, userOperations, userGroupOperations];
