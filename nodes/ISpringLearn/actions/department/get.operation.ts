import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { eachItem } from '../../../shared/n8n/items';
import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { outputParameters, shapeOf } from '../../../shared/n8n/output';
import { readDepartment } from '../../transport/organisation';
import { REST } from '../apis';
import { openISpring } from '../open';
import { DEPARTMENT, simplifiedDepartment } from '../organisation';

const shown = { resource: ['department'], operation: ['get'] };

const description: INodeProperties[] = [
	locatorParameter({ ...DEPARTMENT, description: 'The department to read' }, shown),
	...outputParameters(shown),
	optionsParameter(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, REST);
	const { client } = channel;
	return await eachItem(context, {
		session,
		read: (i) => ({ id: selectedId(context, i, DEPARTMENT), shape: shapeOf(context, i, simplifiedDepartment) }),
		work: async ({ id, shape }) => shape(plainObject(await readDepartment(client, id))),
	});
}

export const get: Operation = { description, execute };
