import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { making } from '../../../shared/n8n/doubt';
import { someName } from '../../../shared/n8n/names';
import type { Operation } from '../../../shared/n8n/operations';
import { optionsParameter } from '../../../shared/n8n/options';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { writeRecords } from '../../../shared/n8n/recordWrites';
import { ORGANISATIONS, shownChange } from '../records';
import { ORGANISATION_FIELDS, organisationMembers } from './fields';

const shown = { resource: ['organisation'], operation: ['create'] };

const description: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		displayOptions: { show: shown },
		description: 'Name of the new organisation',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: shown },
		options: ORGANISATION_FIELDS,
	},
	optionsParameter(shown, recordOptions()),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { session, records: organisations } = await ORGANISATIONS.open(context);
	return await writeRecords(context, {
		session,
		read: (i) => ({
			i,
			organisation: { name: someName('Name', context.getNodeParameter('name', i)), ...organisationMembers(context, i, 'additionalFields') },
		}),
		planned: ({ organisation: { name } }) => ({ action: 'create', name }),
		work: async ({ i, organisation }) =>
			shownChange({ context, session, i }, await making('organisation', async () => await organisations.create(organisation))),
	});
}

export const create: Operation = { description, execute };
