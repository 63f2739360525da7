import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { manyParameters } from '../../../shared/n8n/getMany';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters } from '../../../shared/n8n/output';
import { filtersParameter } from '../common';
import { appenateOptions } from '../open';
import { manyRecords, RECORD_FILTERS } from '../records';
import { simplifiedGroup } from './common';

const shown = { resource: ['userGroup'], operation: ['getAll'] };

const description: INodeProperties[] = [
	...manyParameters(shown),
	filtersParameter(shown, RECORD_FILTERS, 'Without a filter, all groups are asked for'),
	...outputParameters(shown),
	appenateOptions(shown, [incompleteListOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await manyRecords(context, { path: '/usergroup/search', list: 'UserGroups', simplified: simplifiedGroup });
}

export const getAll: Operation = { description, execute };
