import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import { incompleteListOption } from '../../../shared/n8n/incompleteLists';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters } from '../../../shared/n8n/output';
import { scimMappingOption, scimUserOf } from '../../../shared/n8n/scim';
import { listed, usersList } from '../../lists';
import { profileOf, simplifiedRow } from '../../profile';
import { AXERO_SCIM } from '../../scim';
import { nameFilter, nameFilterOf } from '../filters';
import { axeroOptions, openAxero } from '../open';

const shown = { resource: ['user'], operation: ['getAll'] };

const description: INodeProperties[] = [
	...manyParameters(shown),
	nameFilter(shown),
	...outputParameters(shown, { scim: true }),
	axeroOptions(shown, [scimMappingOption, incompleteListOption]),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request } = await openAxero(context);
	return await getMany(context, {
		session,
		read: (i) => nameFilterOf(context, i),
		rows: (text) => listed(request, usersList(text)),
		show: plainObject,
		simplified: simplifiedRow,
		scim: (user) => scimUserOf(context, profileOf(user), AXERO_SCIM),
	});
}

export const getAll: Operation = { description, execute };
