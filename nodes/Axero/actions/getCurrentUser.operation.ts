import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../shared/json/json';
import { eachItem } from '../../shared/n8n/run/items';
import type { Operation } from '../../shared/n8n/run/operations';
import { outputParameters, shapeOf } from '../../shared/n8n/parameters/output';
import { currentUser } from '../user/axeroDirectory';
import { simplifiedRow } from '../user/profile';
import { openAxero } from './open';

const shown = { resource: ['user'], operation: ['getCurrent'] };

const description: INodeProperties[] = outputParameters(shown);

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, request } = await openAxero(context);
	return await eachItem(context, {
		session,
		read: (i) => shapeOf(context, i, simplifiedRow),
		work: async (shape) => shape(plainObject(await currentUser(request))),
	});
}

/** The user behind the credential. */
export const getCurrentUser: Operation = { description, execute };
