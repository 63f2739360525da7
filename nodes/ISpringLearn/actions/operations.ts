import type { INodeProperties } from 'n8n-workflow';

import type { Operations } from '../../shared/n8n/operations';
import { department, departmentOffers } from './department';
import { group, groupOffers } from './group';
import { operationParameters, resourceParameters, type Offered } from './offered';
import { profileField, profileFieldOffers } from './profileField';
import { role, roleOffers } from './role';
import { user, userOffers } from './user';

export const operations = { user, department, group, profileField, role } satisfies Operations;

const EVERY = ['rest', 'restHeader', 'soap'] as const;

const RESOURCES: readonly Offered[] = [
	{ name: 'Department', value: 'department', by: ['rest', 'soap'] },
	{ name: 'Group', value: 'group', by: EVERY },
	{ name: 'Profile Field', value: 'profileField', by: EVERY },
	{ name: 'Role', value: 'role' },
	{ name: 'User', value: 'user', by: EVERY },
];

/** "Resource" and "Operation": what the chosen API really has. */
export const choices: readonly INodeProperties[] = [
	...resourceParameters(RESOURCES, 'user'),
	...operationParameters('user', userOffers, 'update'),
	...operationParameters('department', departmentOffers, 'getAll'),
	...operationParameters('group', groupOffers, 'getAll'),
	...operationParameters('profileField', profileFieldOffers, 'getAll'),
	...operationParameters('role', roleOffers, 'getAll'),
];
