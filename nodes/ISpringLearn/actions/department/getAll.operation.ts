import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters } from '../../../shared/n8n/output';
import { toText } from '../../../shared/fields/values';
import { APIS } from '../apis';
import { openISpring } from '../open';
import { simplifiedDepartment } from '../organisation';
import { pageSizeOf, iSpringOptions } from '../parameters';

const shown = { resource: ['department'], operation: ['getAll'] };

const description: INodeProperties[] = [
	...manyParameters(shown),
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { show: { ...shown, api: ['rest'] } },
		options: [
			{
				displayName: 'Code',
				name: 'code',
				type: 'string',
				default: '',
				placeholder: 'e.g. D-104',
				description: 'Only departments with exactly this code',
			},
		],
	},
	...outputParameters(shown),
	iSpringOptions(shown, [incompleteListOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, APIS.department.getAll);
	return await getMany(context, {
		session,
		read: (i) => ({ code: toText('Code', context.getNodeParameter('filters.code', i, '')).trim(), pageSize: pageSizeOf(context, i) }),
		rows: ({ code, pageSize }) => channel.departments({ pageSize, ...(code === '' ? {} : { code }) }),
		show: plainObject,
		simplified: simplifiedDepartment,
	});
}

export const getAll: Operation = { description, execute };
