import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { locatorParameter } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters, shapeOf } from '../../../shared/n8n/output';
import { USER_GROUP } from '../../records';
import { eachRecord, selected } from '../records';
import { simplifiedGroup, USER_GROUP_LOCATOR } from './common';

const shown = { resource: ['userGroup'], operation: ['get'] };

const description: INodeProperties[] = [locatorParameter(USER_GROUP_LOCATOR, shown), ...outputParameters(shown)];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await eachRecord(context, {
		kind: USER_GROUP,
		read: (i) => ({ id: selected(context, i, USER_GROUP_LOCATOR), shape: shapeOf(context, i, simplifiedGroup) }),
		work: async ({ id, shape }, { records }) => shape(plainObject(await records.read('Id', id))),
	});
}

export const get: Operation = { description, execute };
