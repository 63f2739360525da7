import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { eachItem } from '../../../shared/n8n/items';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { outputParameters, shapeOf } from '../../../shared/n8n/output';
import { simplifiedOrganisation } from '../../simplified';
import { organisationId, organisationParameter, openOrganisations } from './common';

const shown = { resource: ['organisation'], operation: ['get'] };

const description: INodeProperties[] = [
	organisationParameter(shown, 'The organisation to read'),
	...outputParameters(shown),
	optionsParameter(shown),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, organisations } = await openOrganisations(context);
	return await eachItem(context, {
		session,
		read: (i) => ({ id: organisationId(context, i), shape: shapeOf(context, i, simplifiedOrganisation) }),
		work: async ({ id, shape }) => shape(plainObject(await organisations.read(id))),
	});
}

export const get: Operation = { description, execute };
