import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import { toText } from '../../../shared/fields/values';
import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters } from '../../../shared/n8n/output';
import { listed, spacesList } from '../../lists';
import { simplifiedSpace } from '../../profile';
import { filtersParameter } from '../filters';
import { axeroOptions, openAxero } from '../open';
import { notDocumented } from './common';

const shown = { resource: ['space'], operation: ['getAll'] };

const PUBLISHED = '1';

const description: INodeProperties[] = [
	...manyParameters(shown),
	filtersParameter(shown, [
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: [
				{ name: 'All', value: '7' },
				{ name: 'Declined', value: '3' },
				{ name: 'Published', value: PUBLISHED },
				{ name: 'Waiting for Approval', value: '0' },
			],
			default: PUBLISHED,
			description: 'Which spaces to list; the published ones when this filter is not added',
		},
	]),
	...outputParameters(shown),
	notDocumented(shown),
	axeroOptions(shown, [incompleteListOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request } = await openAxero(context);
	return await getMany(context, {
		session,
		read: (i) => toText('Status', context.getNodeParameter('filters.status', i, PUBLISHED)),
		rows: (status) => listed(request, spacesList(status)),
		show: plainObject,
		simplified: simplifiedSpace,
	});
}

export const getAll: Operation = { description, execute };
