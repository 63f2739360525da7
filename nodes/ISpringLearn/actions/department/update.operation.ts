import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import { nameIn } from '../../../shared/n8n/names';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { departmentPath, readDepartment } from '../../transport/organisation';
import { REST } from '../apis';
import { openISpring } from '../open';
import { afterWrite, DEPARTMENT, describedRecord } from '../organisation';
import { keyTextOf } from '../parameters';

const shown = { resource: ['department'], operation: ['update'] };
const LABELS = { code: 'Code', name: 'Name', parentDepartmentId: 'Parent Department ID' } as const;

const description: INodeProperties[] = [
	locatorParameter({ ...DEPARTMENT, description: 'The department to update' }, shown),
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'What is not added, or has no value for an item, stays as it is',
		displayOptions: { show: shown },
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
	optionsParameter(shown, recordOptions()),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
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

export const update: Operation = { description, execute };
