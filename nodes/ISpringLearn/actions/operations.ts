import type { INodeProperties } from 'n8n-workflow';

import type { Operations } from '../../shared/n8n/run/operations';
import { operationParameters, resourceParameters } from './apis';
import { department, departmentOffers } from './department';
import { group, groupOffers } from './group';
import { profileField, profileFieldOffers, role, roleOffers } from './accountLists';
import { userChoices, userOperations } from '../../shared/n8n/run/userOperations';
import { USERS } from '../users';
import { ownUserOffers, ownUserOperations } from './user';

const user = { ...userOperations(USERS), ...ownUserOperations };

export const operations = { user, department, group, profileField, role } satisfies Operations;

/** "Resource" and "Operation": what the chosen API really has. */
export const choices: readonly INodeProperties[] = [
	...resourceParameters(
		[
			{ name: 'Department', value: 'department' },
			{ name: 'Group', value: 'group' },
			{ name: 'Profile Field', value: 'profileField' },
			{ name: 'Role', value: 'role' },
			{ name: 'User', value: 'user' },
		],
		'user',
	),
	...operationParameters('user', [...userChoices(USERS), ...ownUserOffers], 'update'),
	...operationParameters('department', departmentOffers, 'getAll'),
	...operationParameters('group', groupOffers, 'getAll'),
	...operationParameters('profileField', profileFieldOffers, 'getAll'),
	...operationParameters('role', roleOffers, 'getAll'),
];
