import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { outputParameters } from '../../../shared/n8n/output';
import { domainList, highqRows } from '../../lists';
import { simplifiedDomain } from '../../simplified';
import { filtersParameter, listQuery, sortOptions, statusFilter, textFilter } from '../filters';
import { organisationId, organisationParameter, openOrganisations } from './common';

const shown = { resource: ['organisation'], operation: ['getDomains'] };

const description: INodeProperties[] = [
	organisationParameter(shown, 'The organisation whose mail domains are listed'),
	...manyParameters(shown),
	filtersParameter(shown, [textFilter('Search', 'search', 'Text to search for'), statusFilter(['active', 'archive', 'pending'])]),
	...outputParameters(shown),
	optionsParameter(shown, [
		incompleteListOption,
		...sortOptions([
			{ name: 'Created', value: 'created' },
			{ name: 'Status', value: 'status' },
			{ name: 'URL', value: 'url' },
		]),
	]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request } = await openOrganisations(context);
	return await getMany(context, {
		session,
		read: (i) => ({ list: domainList(organisationId(context, i)), query: listQuery(context, i) }),
		rows: ({ list, query }) => highqRows(request, list, query),
		show: plainObject,
		simplified: simplifiedDomain,
	});
}

export const getDomains: Operation = { description, execute };
