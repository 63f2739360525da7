import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { outputParameters } from '../../../shared/n8n/output';
import { scimMappingOption, scimUserOf } from '../../../shared/n8n/scim';
import { USERS } from '../../documents';
import { highqRows, listOf } from '../../lists';
import { profileOf } from '../../profile';
import { HIGHQ_SCIM } from '../../scim';
import { simplified } from '../../simplified';
import { dateFilter, filtersParameter, inFull, listQuery, sortOptions, statusFilter, textFilter } from '../filters';
import { formatOption, openHighQ } from '../open';

const shown = { resource: ['user'], operation: ['getAll'] };

const description: INodeProperties[] = [
	...manyParameters(shown),
	filtersParameter(shown, [
		dateFilter('Created', 'createddate'),
		textFilter('Departments', 'departments', 'Names of departments, separated by commas'),
		textFilter('Locations', 'locations', 'Values of the address of the organisation, such as a city, separated by commas'),
		dateFilter('Modified', 'modifieddate'),
		textFilter(
			'Organisation Groups',
			'organisationgroups',
			'Organisation groups, separated by commas. The documentation does not say whether IDs or names.',
		),
		textFilter(
			'Organisations',
			'organisations',
			'Organisations, separated by commas. The documentation does not say whether IDs or names.',
		),
		textFilter('Search', 'search', 'Text to search for'),
		statusFilter(['active', 'archive', 'disable', 'pending', 'suspended']),
		textFilter('User Groups', 'usergroups', 'User groups, separated by commas. The documentation does not say whether IDs or names.'),
	]),
	...outputParameters(shown, { scim: true }),
	optionsParameter(shown, [
		formatOption,
		scimMappingOption,
		incompleteListOption,
		...sortOptions([
			{ name: 'Created', value: 'created' },
			{ name: 'E-Mail', value: 'email' },
			{ name: 'First Name', value: 'firstname' },
			{ name: 'Invited', value: 'invited' },
			{ name: 'Last Login', value: 'lastlogin' },
			{ name: 'Last Name', value: 'lastname' },
			{ name: 'Organisation', value: 'organisation' },
			{ name: 'Status', value: 'status' },
			{ name: 'Updated', value: 'updated' },
		]),
	]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request } = await openHighQ(context);
	return await getMany(context, {
		session,
		read: (i) => inFull(listQuery(context, i)),
		rows: (query) => highqRows(request, listOf(USERS), query),
		show: plainObject,
		simplified,
		scim: (user) => scimUserOf(context, profileOf(user), HIGHQ_SCIM),
	});
}

export const getAll: Operation = { description, execute };
