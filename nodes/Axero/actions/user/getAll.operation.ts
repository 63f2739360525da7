import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { getMany, manyParameters } from '../../../shared/n8n/getMany';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { outputParameters } from '../../../shared/n8n/output';
import { listed, usersList } from '../../lists';
import { simplifiedRow } from '../../profile';
import { nameFilter, nameFilterOf } from '../filters';
import { openAxero } from './common';

const shown = { resource: ['user'], operation: ['getAll'] };

const description: INodeProperties[] = [...manyParameters(shown), nameFilter(shown), ...outputParameters(shown), optionsParameter(shown)];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request } = await openAxero(context);
	return await getMany(context, {
		session,
		read: (i) => nameFilterOf(context, i),
		rows: (text) => listed(request, usersList(text)),
		show: plainObject,
		simplified: simplifiedRow,
	});
}

export const getAll: Operation = { description, execute };
