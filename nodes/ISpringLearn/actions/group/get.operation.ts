import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { eachItem } from '../../../shared/n8n/items';
import { locatorParameter, selectedId } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { outputParameters, shapeOf } from '../../../shared/n8n/output';
import { readGroup } from '../../transport/organisation';
import { REST } from '../apis';
import { openISpring } from '../open';
import { GROUP, simplifiedGroup } from '../organisation';

const shown = { resource: ['group'], operation: ['get'] };

const description: INodeProperties[] = [
	locatorParameter({ ...GROUP, description: 'The group to read, with the IDs of its members in the raw output' }, shown),
	...outputParameters(shown),
	optionsParameter(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, channel } = await openISpring(context, REST);
	const { client } = channel;
	return await eachItem(context, {
		session,
		read: (i) => ({ id: selectedId(context, i, GROUP), shape: shapeOf(context, i, simplifiedGroup) }),
		work: async ({ id, shape }) => shape(plainObject(await readGroup(client, id))),
	});
}

export const get: Operation = { description, execute };
