import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import type { Operation } from '../../../shared/n8n/operations';
import { outputParameters, shapeOf } from '../../../shared/n8n/output';
import { FOLDER } from '../../records';
import { eachRecord } from '../records';
import { folderBy, folderKey, folderParameter, simplifiedFolder } from './common';

const shown = { resource: ['folder'], operation: ['get'] };

const description: INodeProperties[] = [folderParameter(shown), ...outputParameters(shown)];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await eachRecord(context, {
		kind: FOLDER,
		read: (i) => ({ key: folderKey(context, i), shape: shapeOf(context, i, simplifiedFolder) }),
		work: async ({ key, shape }, { records }) => shape(plainObject(await folderBy(key, records))),
	});
}

export const get: Operation = { description, execute };
