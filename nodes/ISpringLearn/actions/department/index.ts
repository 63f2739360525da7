import { create } from './create.operation';
import { deleteDepartment } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { moveDepartments } from './moveDepartments.operation';
import { moveUsers } from './moveUsers.operation';
import { setSubordination } from './setSubordination.operation';
import { update } from './update.operation';
import type { Operations } from '../../../shared/n8n/operations';
import type { Offered } from '../apis';

export const department = {
	create,
	delete: deleteDepartment,
	get,
	getAll,
	moveDepartments,
	moveUsers,
	setSubordination,
	update,
} satisfies Operations[string];

export const departmentOffers: readonly Offered[] = [
	{ name: 'Create', value: 'create', action: 'Create a department', description: 'Make a new department below another one' },
	{ name: 'Delete', value: 'delete', action: 'Delete a department', description: 'Delete a department for good. This cannot be undone.' },
	{ name: 'Get', value: 'get', action: 'Get a department', description: 'Read one department' },
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many departments',
		description: 'List the departments of the account, all of them or those with a code',
	},
	{
		name: 'Move Departments',
		value: 'moveDepartments',
		action: 'Move departments to a department',
		description: 'Put departments below another one',
	},
	{
		name: 'Move Users',
		value: 'moveUsers',
		action: 'Move users to a department',
		description: 'Move several users to a department, in one request',
	},
	{
		name: 'Set Subordination',
		value: 'setSubordination',
		action: 'Set the subordination of a department',
		description: 'Set the supervisor and the functional manager that the people of a department inherit',
	},
	{ name: 'Update', value: 'update', action: 'Update a department', description: 'Change the name, code or parent of a department' },
];
