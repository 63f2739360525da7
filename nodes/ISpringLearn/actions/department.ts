import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../../shared/failure';
import { toText } from '../../shared/fields/values';
import { locatorParameter, selectedKey } from '../../shared/n8n/parameters/locator';
import { nameIn } from '../../shared/n8n/parameters/readings';
import type { RecordLimit } from '../../shared/n8n/parameters/writeOptions';
import { filtersParameter } from '../../shared/n8n/run/getMany';
import type { Offered, Operations } from '../../shared/n8n/run/operations';
import { deletionLimit, recordGuard, type Counted, type RecordGuard } from '../../shared/n8n/run/recordGuard';
import { getRecord, namedOperation, seenNamedOperation } from '../../shared/n8n/run/namedRecords';
import { getRecords, seenRecordOperation } from '../../shared/n8n/run/recordOperations';
import { fieldsParameter, nameParameter, newNameOf, recordChoices } from '../../shared/n8n/run/recordParameters';
import { making } from '../../shared/words';
import { EVERYBODY } from '../user/iSpringDirectory';
import { fieldText, toProfile } from '../user/profile';
import { asJson, usersList } from '../wire/restChannel';
import type { RestClient } from '../wire/restClient';
import { departmentPath, readDepartment } from '../wire/restRecords';
import { APIS, openISpring } from './apis';
import { afterWrite, DEPARTMENT, DEPARTMENTS } from './departmentsAndGroups';
import { moveDepartments, moveUsers } from './moveToDepartment';
import { iSpringOptions, keyTextOf, pageSizeOf } from './parameters';
import { subordinationEdits, subordinationParameters, withSuperiorIds } from './subordination';

const PARENT = { ...DEPARTMENT, displayName: 'Parent Department', name: 'parentDepartment' };
const NAME = { placeholder: 'e.g. Sales', description: 'The name of the department' };
const CODE: INodeProperties = {
	displayName: 'Code',
	name: 'code',
	type: 'string',
	default: '',
	placeholder: 'e.g. D-104',
	description: 'Your own code, which departments can be filtered by',
};

const getAll = getRecords({
	...DEPARTMENTS,
	open: async (context) => await openISpring(context, APIS.department.getAll),
	filters: (show) => [filtersParameter({ ...show, api: ['rest'] }, [{ ...CODE, description: 'Only departments with exactly this code' }])],
	read: (context, i) => ({
		code: toText('Code', context.getNodeParameter('filters.code', i, '')).trim(),
		pageSize: pageSizeOf(context, i),
	}),
	rows: ({ channel }, { code, pageSize }) => channel.departments({ pageSize, ...(code === '' ? {} : { code }) }),
	options: iSpringOptions,
});

const create = seenRecordOperation(DEPARTMENTS, {
	operation: 'create',
	parameters: (show) => [
		nameParameter(show, NAME),
		locatorParameter({ ...PARENT, description: 'The department to create the new one in' }, show),
	],
	options: [CODE],
	read: (context, i) => {
		const code = keyTextOf(context, i, { ...CODE, name: 'options.code' });
		return { parent: selectedKey(context, i, PARENT), asked: { name: newNameOf(context, i), ...(code === '' ? {} : { code }) } };
	},
	look: async ({ parent, asked }, { departments }) => ({
		...asked,
		parentDepartmentId: await departments.idOf(parent, PARENT.displayName),
	}),
	planned: ({ name }) => ({ action: 'create', name }),
	work: async (department, { channel: { client } }) => {
		const departmentId = await making('department', async () => await client.create('/department', department, 'departmentId'));
		return await afterWrite(async () => await readDepartment(client, departmentId), { departmentId });
	},
});

const LABELS = { code: 'Code', name: 'Name', parentDepartmentId: 'Parent Department' } as const;

const update = seenNamedOperation(DEPARTMENTS, {
	operation: 'update',
	parameters: (show) => [
		DEPARTMENTS.parameter(show, 'The department to update'),
		fieldsParameter('updateFields', show, {
			options: [
				CODE,
				{ displayName: LABELS.name, name: 'name', type: 'string', default: '', ...NAME },
				{
					displayName: LABELS.parentDepartmentId,
					name: 'parentDepartmentId',
					type: 'string',
					default: '',
					placeholder: 'e.g. Sales',
					description: 'The department to move it to: its ID, code or name',
				},
			],
			description: 'The fields to change. Empty values change nothing.',
		}),
	],
	read: (context, i) => ({ changes: changesOf(context, i) }),
	look: async ({ id, changes: { parentDepartmentId: parent, ...others } }, { departments }) => {
		if (parent === undefined) return { id, changes: others };
		const { id: parentDepartmentId } = await departments.theOne(parent, LABELS.parentDepartmentId);
		return { id, changes: { ...others, parentDepartmentId } };
	},
	planned: ({ id, changes }) => ({ action: 'update', id, changes }),
	work: async ({ id, changes }, { channel: { client } }) => {
		await client.post(departmentPath(id), changes);
		return await afterWrite(async () => await readDepartment(client, id), { departmentId: id });
	},
});

function changesOf(context: IExecuteFunctions, i: number): Record<string, string> {
	const key = (name: 'code' | 'parentDepartmentId') => keyTextOf(context, i, { displayName: LABELS[name], name: `updateFields.${name}` });
	const given = {
		name: nameIn(LABELS.name, context.getNodeParameter('updateFields.name', i, '')),
		code: key('code'),
		parentDepartmentId: key('parentDepartmentId'),
	};
	const changes = Object.entries(given).filter(([, value]) => value !== '');
	if (changes.length > 0) return Object.fromEntries(changes);
	throw invalid('Update Fields', 'No fields to update were given', 'Map at least one value for every item.');
}

/** Source: OpenAPI, `POST /department/{id}/subordination`. */
const setSubordination = namedOperation(DEPARTMENTS, {
	operation: 'setSubordination',
	parameters: (show) => [DEPARTMENTS.parameter(show, 'The department to change'), ...subordinationParameters(show)],
	read: (context, i) => ({ edits: subordinationEdits(context, i) }),
	planned: ({ id }) => ({ action: 'setSubordination', id }),
	work: async ({ id, edits }, { channel: { client }, userIds }) => {
		const body = [...(await withSuperiorIds(edits, userIds))].flatMap(([name, edit]) =>
			edit === 'clear' ? [] : [[name, asJson(edit.set)] as const],
		);
		await client.post(`${departmentPath(id)}/subordination`, Object.fromEntries(body));
		return await afterWrite(async () => await readDepartment(client, id), { departmentId: id });
	},
});

/** None, because nobody knows what becomes of them. */
const PEOPLE: RecordLimit = {
	displayName: 'Max Users in Deleted Departments',
	name: 'maxDepartmentUsers',
	default: 0,
	description:
		'How many users may be in the departments that one execution deletes. iSpring does not document what happens to them, so move them first.',
	one: 'user',
	many: 'users',
	would: 'lose their department',
};

/** A department that is to be deleted, and who is in it. */
type Seen = Readonly<{ id: string; people: readonly Counted[] }>;

const DELETION_GUARD: RecordGuard<Seen> = {
	counts: [...recordGuard(deletionLimit('maxDepartmentDeletions', 'department')).counts, { limit: PEOPLE, of: ({ people }) => people }],
};

const remove = seenNamedOperation(DEPARTMENTS, {
	operation: 'delete',
	parameters: (show) => [
		DEPARTMENTS.parameter(
			show,
			'The department to delete. This cannot be undone. iSpring does not document what happens to its users, so move them first.',
		),
	],
	guard: DELETION_GUARD,
	read: () => ({}),
	look: async ({ id }, { channel }): Promise<Seen> => ({ id, people: await peopleIn(channel.client, id) }),
	planned: ({ id, people }) => ({ action: 'delete', id, userCount: people.length }),
	work: async ({ id }, { channel }) => {
		await channel.client.remove(departmentPath(id));
		return { deleted: true };
	},
});

async function peopleIn(client: RestClient, id: string): Promise<readonly Counted[]> {
	const people: Counted[] = [];
	for await (const row of client.rows(usersList({ ...EVERYBODY, departments: [id] }))) {
		const profile = toProfile(row);
		people.push({ key: profile.id, shown: fieldText(profile, 'email') ?? fieldText(profile, 'login') ?? profile.id });
	}
	return people;
}

export const department = {
	create,
	delete: remove,
	get: getRecord(DEPARTMENTS, 'The department to get'),
	getAll,
	moveDepartments,
	moveUsers,
	setSubordination,
	update,
} satisfies Operations[string];

export const departmentOffers: readonly Offered[] = [
	...recordChoices('department', 'departments', {
		create: 'Create a department within another one',
		delete: 'Delete a department permanently. This cannot be undone.',
		get: 'Get one department',
		getAll: 'Get all departments, or those with a certain code',
		update: 'Change the name, code or parent of a department',
	}),
	{
		name: 'Move Departments',
		value: 'moveDepartments',
		action: 'Move departments to department',
		description: 'Move departments into another one',
	},
	{
		name: 'Move Users',
		value: 'moveUsers',
		action: 'Move users to department',
		description: 'Move several users to a department in one request',
	},
	{
		name: 'Set Subordination',
		value: 'setSubordination',
		action: 'Set subordination of department',
		description: 'Set the supervisor and functional manager that users of a department inherit',
	},
];
