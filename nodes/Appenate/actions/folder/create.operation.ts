import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { making } from '../../../shared/n8n/doubt';
import type { Operation } from '../../../shared/n8n/operations';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { FOLDER } from '../../records';
import { appenateOptions } from '../open';
import { nameOf, nameParameter, writeSeen, writtenItem } from '../records';
import { FOLDER_PROPERTIES, folderMembers } from './fields';
import { foldersBefore, restrictionWarnings } from './restriction';

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
	const before = foldersBefore();
	return await writeSeen(context, {
		kind: FOLDER,
		read: (i) => ({ Name: nameOf(context, i), ...folderMembers(context, i, 'additionalFields') }),
		look: async (members, { request }) => ({ members, warnings: restrictionWarnings(undefined, members, await before(members, request)) }),
		planned: ({ members, warnings }) => ({ action: 'create', name: members.Name, warnings: [...warnings] }),
		work: async ({ members, warnings }, { records }) => {
			const written = await making('folder', async () => await records.create(members));
			return writtenItem('folder', { ...written, warnings: [...warnings, ...written.warnings] });
		},
	});
}

export const create: Operation = { description, execute };
