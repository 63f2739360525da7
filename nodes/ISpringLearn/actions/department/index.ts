import { toText } from '../../../shared/fields/values';
import { filtersParameter } from '../../../shared/n8n/run/getMany';
import { locatorParameter, selectedId } from '../../../shared/n8n/parameters/locator';
import type { Operations } from '../../../shared/n8n/run/operations';
import { optionsParameter } from '../../../shared/n8n/parameters/options';
import { getRecord, getRecords, type RecordKind } from '../../../shared/n8n/run/recordOperations';
import { readDepartment } from '../../wire/departmentsAndGroups';
import { APIS, REST, openISpring, type OpenedISpring } from '../apis';
import type { Offered } from '../../../shared/n8n/run/userOperations';
import { DEPARTMENT, simplifiedDepartment } from '../organisation';
import { iSpringOptions, pageSizeOf } from '../parameters';
import { create, update, setSubordination } from './edit.operation';
import { deleteDepartment } from './delete.operation';
import { moveDepartments, moveUsers } from './move.operation';

const DEPARTMENTS: RecordKind<OpenedISpring<'rest'>, string> = {
	resource: 'department',
	open: async (context) => await openISpring(context, REST),
	parameter: (show, description) => locatorParameter({ ...DEPARTMENT, description }, show),
	keyOf: (context, i) => selectedId(context, i, DEPARTMENT),
	read: async ({ channel }, id) => await readDepartment(channel.client, id),
	simplified: simplifiedDepartment,
	options: optionsParameter,
};

const get = getRecord(DEPARTMENTS, 'The department to read');

const getAll = getRecords({
	...DEPARTMENTS,
	open: async (context) => await openISpring(context, APIS.department.getAll),
	filters: (show) => [
		filtersParameter({ ...show, api: ['rest'] }, [
			{
				displayName: 'Code',
				name: 'code',
				type: 'string',
				default: '',
				placeholder: 'e.g. D-104',
				description: 'Only departments with exactly this code',
			},
		]),
	],
	read: (context, i) => ({
		code: toText('Code', context.getNodeParameter('filters.code', i, '')).trim(),
		pageSize: pageSizeOf(context, i),
	}),
	rows: ({ channel }, { code, pageSize }) => channel.departments({ pageSize, ...(code === '' ? {} : { code }) }),
	options: iSpringOptions,
});

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
