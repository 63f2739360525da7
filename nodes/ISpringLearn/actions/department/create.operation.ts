import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { making } from '../../../shared/n8n/doubt';
import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { readDepartment } from '../../transport/organisation';
import { REST } from '../apis';
import { openISpring } from '../open';
import { afterWrite, DEPARTMENT } from '../organisation';
import { keyTextOf, nameOf } from '../parameters';

const shown = { resource: ['department'], operation: ['create'] };
const PARENT = { ...DEPARTMENT, displayName: 'Parent Department', name: 'parentDepartment' };
const NAME = { displayName: 'Name', name: 'name' };
const CODE = { displayName: 'Code', name: 'options.code' };

const description: INodeProperties[] = [
	{
		...NAME,
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Sales',
		description: 'What the department is called',
		displayOptions: { show: shown },
	},
	locatorParameter({ ...PARENT, description: 'The department that the new one lies below' }, shown),
	optionsParameter(shown, [
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

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
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

export const create: Operation = { description, execute };
