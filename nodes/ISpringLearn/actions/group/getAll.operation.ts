import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { outputParameters } from '../../../shared/n8n/output';
import { GROUPS } from '../../transport/organisation';
import { openRest } from '../open';
import { simplifiedListedGroup } from '../organisation';
import { pageSizeOf } from '../parameters';

const shown = { resource: ['group'], operation: ['getAll'] };

const description: INodeProperties[] = [...manyParameters(shown), ...outputParameters(shown), optionsParameter(shown)];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, client } = await openRest(context);
	return await getMany(context, {
		session,
		read: (i) => ({ pageSize: pageSizeOf(context, i) }),
		rows: ({ pageSize }) => client.rows({ ...GROUPS, pageSize }),
		show: plainObject,
		simplified: simplifiedListedGroup,
	});
}

export const getAll: Operation = { description, execute };
