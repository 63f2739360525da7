import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { outputParameters } from '../../../shared/n8n/output';
import { ORGANISATION, ORGANISATION_STATUSES } from '../../documents';
import { highqRows, listOf } from '../../lists';
import { simplifiedOrganisation } from '../../simplified';
import { filtersParameter, inFull, listQuery, sortOptions, statusFilter, textFilter } from '../filters';
import { openOrganisations } from './common';

const shown = { resource: ['organisation'], operation: ['getAll'] };

const description: INodeProperties[] = [
	...manyParameters(shown),
	filtersParameter(shown, [
		{
			displayName: 'Auto Login',
			name: 'autologin',
			type: 'boolean',
			default: false,
			description: 'Whether users of the organisation are signed in by themselves',
		},
		textFilter('Category', 'category', 'Category of the organisation'),
		textFilter('Domain', 'domain', 'A mail domain of the organisation'),
		textFilter('Homepage', 'homepage', 'Page that users of the organisation see first'),
		textFilter('Industry', 'industry', 'Industry of the organisation'),
		textFilter('Locations', 'locations', 'Values of an address, such as a city, separated by commas'),
		textFilter('Search', 'search', 'Text to search for'),
		statusFilter(ORGANISATION_STATUSES),
	]),
	...outputParameters(shown),
	optionsParameter(shown, [
		incompleteListOption,
		...sortOptions([
			{ name: 'ID', value: 'id' },
			{ name: 'Name', value: 'name' },
			{ name: 'Status', value: 'status' },
			{ name: 'URL', value: 'url' },
		]),
	]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request } = await openOrganisations(context);
	return await getMany(context, {
		session,
		read: (i) => inFull(listQuery(context, i)),
		rows: (query) => highqRows(request, listOf(ORGANISATION), query),
		show: plainObject,
		simplified: simplifiedOrganisation,
	});
}

export const getAll: Operation = { description, execute };
