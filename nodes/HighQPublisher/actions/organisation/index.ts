import { filtersParameter } from '../../../shared/n8n/run/getMany';
import { operationParameter, type Operations } from '../../../shared/n8n/run/operations';
import { getRecord, getRecords } from '../../../shared/n8n/run/recordOperations';
import { ORGANISATION, ORGANISATION_STATUSES } from '../../wire/answers';
import { domainList, highqRows, listOf } from '../../wire/lists';
import { simplifiedDomain } from '../simplified';
import { inFull, listQuery, sortOptions, statusFilter, textFilter } from '../filters';
import { ORGANISATIONS } from '../organisationsAndGroups';
import { create, update } from './edit.operation';
import { archive, disable, disableMany } from './off.operation';

const get = getRecord(ORGANISATIONS, 'The organisation to read');

const getAll = getRecords({
	...ORGANISATIONS,
	filters: (show) => [
		filtersParameter(show, [
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
	],
	more: sortOptions([
		{ name: 'ID', value: 'id' },
		{ name: 'Name', value: 'name' },
		{ name: 'Status', value: 'status' },
		{ name: 'URL', value: 'url' },
	]),
	read: (context, i) => inFull(listQuery(context, i)),
	rows: ({ request }, query) => highqRows(request, listOf(ORGANISATION), query),
});

const getDomains = getRecords({
	...ORGANISATIONS,
	operation: 'getDomains',
	above: (show) => [ORGANISATIONS.parameter(show, 'The organisation whose mail domains are listed')],
	filters: (show) => [
		filtersParameter(show, [textFilter('Search', 'search', 'Text to search for'), statusFilter(['active', 'archive', 'pending'])]),
	],
	more: sortOptions([
		{ name: 'Created', value: 'created' },
		{ name: 'Status', value: 'status' },
		{ name: 'URL', value: 'url' },
	]),
	read: (context, i) => ({ list: domainList(ORGANISATIONS.keyOf(context, i)), query: listQuery(context, i) }),
	rows: ({ request }, { list, query }) => highqRows(request, list, query),
	simplified: simplifiedDomain,
});

export const organisation = {
	archive,
	create,
	disable,
	disableMany,
	get,
	getAll,
	getDomains,
	update,
} satisfies Operations[string];

/** The parameter "Operation" of organisations. */
export const organisationOperations = operationParameter(
	'organisation',
	[
		{ name: 'Archive', value: 'archive', action: 'Archive an organisation', description: 'Put one organisation away' },
		{ name: 'Create', value: 'create', action: 'Create an organisation', description: 'Create one organisation' },
		{ name: 'Disable', value: 'disable', action: 'Disable an organisation', description: 'Keep the users of one organisation out' },
		{
			name: 'Disable Many',
			value: 'disableMany',
			action: 'Disable many organisations',
			description: 'Disable several organisations by one request',
		},
		{ name: 'Get', value: 'get', action: 'Get an organisation', description: 'Read one organisation by ID' },
		{
			name: 'Get Domains',
			value: 'getDomains',
			action: 'Get domains of an organisation',
			description: 'List the mail domains of one organisation',
		},
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many organisations',
			description: 'List many organisations, or those that fit filters',
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update an organisation',
			description: 'Change fields of one organisation and keep all others',
		},
	],
	'getAll',
);
