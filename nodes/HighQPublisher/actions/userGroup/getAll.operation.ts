import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { outputParameters } from '../../../shared/n8n/output';
import { GROUP } from '../../documents';
import { highqRows, listOf } from '../../lists';
import { simplifiedGroup } from '../../simplified';
import { dateFilter, filtersParameter, inFull, listQuery, sortOptions, textFilter } from '../filters';
import { openGroups } from './common';

const shown = { resource: ['userGroup'], operation: ['getAll'] };

const description: INodeProperties[] = [
	...manyParameters(shown),
	filtersParameter(shown, [
		dateFilter('Created', 'createdDate'),
		dateFilter('Modified', 'modifiedDate'),
		textFilter('Search', 'search', 'Text to search for'),
	]),
	...outputParameters(shown),
	optionsParameter(shown, [
		incompleteListOption,
		...sortOptions([
			{ name: 'Created', value: 'created' },
			{ name: 'Name', value: 'name' },
			{ name: 'Updated', value: 'updated' },
		]),
	]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request } = await openGroups(context);
	return await getMany(context, {
		session,
		read: (i) => inFull(listQuery(context, i)),
		rows: (query) => highqRows(request, listOf(GROUP), query),
		show: plainObject,
		simplified: simplifiedGroup,
	});
}

export const getAll: Operation = { description, execute };
