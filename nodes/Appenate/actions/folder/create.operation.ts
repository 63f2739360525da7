import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { making } from '../../../shared/n8n/doubt';
import type { Operation } from '../../../shared/n8n/operations';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { FOLDER } from '../../records';
import { appenateOptions } from '../open';
import { nameOf, nameParameter, writeEach, writtenItem } from '../records';
import { FOLDER_PROPERTIES, folderMembers } from './common';
import { restrictionWarnings } from './restriction';

const shown = { resource: ['folder'], operation: ['create'] };

const description: INodeProperties[] = [
	nameParameter(shown, 'e.g. Inspections'),
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: shown },
		options: FOLDER_PROPERTIES,
	},
	appenateOptions(shown, recordOptions()),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await writeEach(context, {
		kind: FOLDER,
		read: (i) => ({ Name: nameOf(context, i), ...folderMembers(context, i, 'additionalFields') }),
		planned: (members) => ({ action: 'create', name: members.Name, warnings: [...restrictionWarnings(undefined, members)] }),
		work: async (members, { records }) => {
			const written = await making('folder', async () => await records.create(members));
			return writtenItem('folder', { ...written, warnings: [...restrictionWarnings(undefined, members), ...written.warnings] });
		},
	});
}

export const create: Operation = { description, execute };
