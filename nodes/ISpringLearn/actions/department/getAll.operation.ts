import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { rowsOf } from '../../../shared/http/pages';
import { plainObject, scalarText } from '../../../shared/json/json';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import { toText } from '../../../shared/n8n/values';
import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters } from '../../../shared/n8n/output';
import { DEPARTMENTS } from '../../transport/organisation';
import { listIn, restClient, type RestClient } from '../../transport/restClient';
import { soapOrganisation } from '../../transport/soapOrganisation';
import { openBy } from '../open';
import { simplifiedDepartment } from '../organisation';
import { pageSizeOf } from '../parameters';
import { iSpringOptions } from '../user/common';

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
	const { session, protocol, namespace } = await openBy(context, ['rest', 'soap']);
	const client = restClient(session);
	return await getMany(context, {
		session,
		read: (i) => ({ code: toText('Code', context.getNodeParameter('filters.code', i, '')).trim(), pageSize: pageSizeOf(context, i) }),
		rows: ({ code, pageSize }) => {
			if (protocol === 'soap') return soapOrganisation(session, namespace).departments();
			return code === '' ? client.rows({ ...DEPARTMENTS, pageSize }) : withCode(client, code);
		},
		show: plainObject,
		simplified: simplifiedDepartment,
	});
}

/** Only the older list takes a code. It has no pages. Source: OpenAPI, `GET /department`. */
function withCode(client: RestClient, code: string): ReturnType<RestClient['rows']> {
	const read = async () => ({ rows: await client.read('/department', (json) => listIn(json, DEPARTMENTS), [['code', code]]) });
	return rowsOf({ start: '', read, idOf: ({ departmentId }) => scalarText(departmentId) ?? '' });
}

export const getAll: Operation = { description, execute };
