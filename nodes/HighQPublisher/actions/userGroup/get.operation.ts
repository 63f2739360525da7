import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { eachItem } from '../../../shared/n8n/items';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { outputParameters, shapeOf } from '../../../shared/n8n/output';
import { simplifiedGroup } from '../../simplified';
import { groupId, groupParameter, openGroups } from './common';

const shown = { resource: ['userGroup'], operation: ['get'] };

const description: INodeProperties[] = [
	groupParameter(shown, 'The user group to read'),
	...outputParameters(shown),
	optionsParameter(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, groups } = await openGroups(context);
	return await eachItem(context, {
		session,
		read: (i) => ({ id: groupId(context, i), shape: shapeOf(context, i, simplifiedGroup) }),
		work: async ({ id, shape }) => shape(plainObject(await groups.read(id))),
	});
}

export const get: Operation = { description, execute };
