import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { booleanOf } from '../../../shared/n8n/booleans';
import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters } from '../../../shared/n8n/output';
import { scimMappingOption, scimUserOf } from '../../../shared/n8n/scim';
import { appenateOptions, openAppenate } from '../open';
import { searchRows } from '../../pages';
import { toProfile, withKeyFields } from '../../profile';
import { appenateScim } from '../../scim';
import { simplified } from '../../simplified';
import { appenateRequest } from '../../transport/request';
import { userSearch } from '../../userSearch';
import { EXTERNAL_ID_FILTER, filtersOf, filtersParameter, textFilter } from '../common';
import { formatOf, formatOption, placesAsOf, placesOption } from './common';

const shown = { resource: ['user'], operation: ['getAll'] };

const FILTERS = [
	textFilter('Email', 'Email', 'e.g. name@email.com'),
	EXTERNAL_ID_FILTER,
	textFilter('Name', 'Name', 'e.g. Ana'),
	textFilter('Status', 'Status', 'e.g. Active'),
];

const auditsOption: INodeProperties = {
	displayName: 'Include Audits of Deleted Users',
	name: 'includeDeletedUserAudits',
	type: 'boolean',
	default: false,
	description: 'Whether to include the audits of users who were deleted',
};

const description: INodeProperties[] = [
	...manyParameters(shown),
	filtersParameter(shown, FILTERS, 'Without a filter, all users are asked for. Some services want a Name, an Email or an External ID.'),
	...outputParameters(shown, { scim: true }),
	appenateOptions(shown, [formatOption, auditsOption, placesOption, scimMappingOption, incompleteListOption]),
];

const SCIM = appenateScim();

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const session = await openAppenate(context);
	const request = appenateRequest(session, formatOf(context));
	return await getMany(context, {
		session,
		read: (i) => userSearch({ query: [...filtersOf(context, i, FILTERS), ...audits(context, i)], placesAs: placesAsOf(context, i) }),
		rows: (search) => searchRows(request, search),
		show: plainObject,
		simplified,
		scim: (user) => scimUserOf(context, withKeyFields(toProfile(user)), SCIM),
	});
}

function audits(context: IExecuteFunctions, i: number): ReadonlyArray<readonly [string, string]> {
	return booleanOf(context, i, auditsOption, 'options') ? [['IncludeDeletedUserAudits', 'true']] : [];
}

export const getAll: Operation = { description, execute };
