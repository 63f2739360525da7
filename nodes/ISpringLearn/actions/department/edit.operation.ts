import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { making } from '../../../shared/words';
import { locatorParameter, selectedId } from '../../../shared/n8n/parameters/locator';
import { nameIn } from '../../../shared/n8n/parameters/readings';
import type { Operation } from '../../../shared/n8n/run/operations';
import { optionsParameter } from '../../../shared/n8n/parameters/options';
import { recordOptions } from '../../../shared/n8n/run/recordGuard';
import { writeRecords } from '../../../shared/n8n/run/recordWrites';
import { departmentPath, readDepartment } from '../../wire/departmentsAndGroups';
import { asJson } from '../../wire/restChannel';
import { REST, openISpring } from '../apis';
import { afterWrite, DEPARTMENT, describedRecord } from '../organisation';
import { keyTextOf, nameOf } from '../parameters';
import { subordinationEdits, subordinationParameters } from '../subordination';

const CREATE = { resource: ['department'], operation: ['create'] };
const PARENT = { ...DEPARTMENT, displayName: 'Parent Department', name: 'parentDepartment' };
const NAME = { displayName: 'Name', name: 'name' };
const CODE = { displayName: 'Code', name: 'options.code' };

const createDescription: INodeProperties[] = [
	{
		...NAME,
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Sales',
		description: 'What the department is called',
		displayOptions: { show: CREATE },
	},
	locatorParameter({ ...PARENT, description: 'The department that the new one lies below' }, CREATE),
	optionsParameter(CREATE, [
		...recordOptions(),
		{
			displayName: 'Code',
			name: 'code',
			type: 'string',
			default: '',
			placeholder: 'e.g. D-104',
			description: 'A code of your own, by which departments can be listed',
		},
	]),
];

async function executeCreate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, REST);
	const { client } = channel;
	return await writeRecords(context, {
		session,
		read: (i) => {
			const code = keyTextOf(context, i, CODE);
			return { name: nameOf(context, i, NAME), parentDepartmentId: selectedId(context, i, PARENT), ...(code === '' ? {} : { code }) };
		},
		planned: ({ name }) => ({ action: 'create', name }),
		work: async (department) => {
			const departmentId = await making('department', async () => await client.create('/department', department, 'departmentId'));
			return await afterWrite(async () => await readDepartment(client, departmentId), { departmentId });
		},
	});
}

export const create: Operation = { description: createDescription, execute: executeCreate };

const UPDATE = { resource: ['department'], operation: ['update'] };
const LABELS = { code: 'Code', name: 'Name', parentDepartmentId: 'Parent Department ID' } as const;

const updateDescription: INodeProperties[] = [
	locatorParameter({ ...DEPARTMENT, description: 'The department to update' }, UPDATE),
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'What is not added, or has no value for an item, stays as it is',
		displayOptions: { show: UPDATE },
		options: [
			{
				displayName: LABELS.code,
				name: 'code',
				type: 'string',
				default: '',
				placeholder: 'e.g. D-104',
				description: 'A code of your own, by which departments can be listed',
			},
			{
				displayName: LABELS.name,
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. Sales',
				description: 'What the department is called',
			},
			{
				displayName: LABELS.parentDepartmentId,
				name: 'parentDepartmentId',
				type: 'string',
				default: '',
				description: 'The department that it is moved below',
			},
		],
	},
	optionsParameter(UPDATE, recordOptions()),
];

async function executeUpdate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, REST);
	const { client } = channel;
	return await writeRecords(context, {
		session,
		read: (i) => ({ id: selectedId(context, i, DEPARTMENT), changes: changesOf(context, i) }),
		planned: ({ id, changes }) => ({ action: 'update', id, changes }),
		described: async ({ id }) => describedRecord(await readDepartment(client, id)),
		work: async ({ id, changes }) => {
			await client.post(departmentPath(id), changes);
			return await afterWrite(async () => await readDepartment(client, id), { departmentId: id });
		},
	});
}

function changesOf(context: IExecuteFunctions, i: number): Record<string, string> {
	const key = (name: 'code' | 'parentDepartmentId') => keyTextOf(context, i, { displayName: LABELS[name], name: `updateFields.${name}` });
	const given = {
		name: nameIn(LABELS.name, context.getNodeParameter('updateFields.name', i, '')),
		code: key('code'),
		parentDepartmentId: key('parentDepartmentId'),
	};
	const changes = Object.entries(given).filter(([, value]) => value !== '');
	if (changes.length > 0) return Object.fromEntries(changes);
	throw failed({
		kind: 'invalid',
		parameter: 'Update Fields',
		says: 'Nothing to update was given',
		todo: 'Map at least one value for every item.',
	});
}

export const update: Operation = { description: updateDescription, execute: executeUpdate };

const SET_SUBORDINATION = { resource: ['department'], operation: ['setSubordination'] };

const setSubordinationDescription: INodeProperties[] = [
	locatorParameter({ ...DEPARTMENT, description: 'The department that gets other superiors' }, SET_SUBORDINATION),
	...subordinationParameters(SET_SUBORDINATION),
	optionsParameter(SET_SUBORDINATION, recordOptions()),
];

/** Source: OpenAPI, `POST /department/{id}/subordination`. */
async function executeSetSubordination(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, REST);
	const { client } = channel;
	return await writeRecords(context, {
		session,
		read: (i) => ({ id: selectedId(context, i, DEPARTMENT), edits: subordinationEdits(context, i) }),
		planned: ({ id }) => ({ action: 'setSubordination', id }),
		described: async ({ id }) => describedRecord(await readDepartment(client, id)),
		work: async ({ id, edits }) => {
			const body = [...edits].flatMap(([member, edit]) => (edit === 'clear' ? [] : [[member, asJson(edit.set)] as const]));
			await client.post(`${departmentPath(id)}/subordination`, Object.fromEntries(body));
			return await afterWrite(async () => await readDepartment(client, id), { departmentId: id });
		},
	});
}

export const setSubordination: Operation = { description: setSubordinationDescription, execute: executeSetSubordination };
