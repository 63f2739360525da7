import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/n8n/operations';
import { idOf } from '../../pages';
import { FOLDER } from '../../records';
import { newNameIn, newNameProperty } from '../common';
import { eachRecord, someChange, writtenItem } from '../records';
import { FOLDER_PROPERTIES, folderBy, folderKey, folderMembers, folderParameter } from './common';
import { restrictionWarnings } from './restriction';

const shown = { resource: ['folder'], operation: ['update'] };

const description: INodeProperties[] = [
	folderParameter(shown),
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: shown },
		options: [...FOLDER_PROPERTIES, newNameProperty].sort((one, other) => one.displayName.localeCompare(other.displayName)),
		description: 'The node reads the folder, changes these fields and writes it back',
	},
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await eachRecord(context, {
		kind: FOLDER,
		read: (i) => ({
			key: folderKey(context, i),
			changes: someChange({ ...newNameIn(context, i), ...folderMembers(context, i, 'updateFields') }),
		}),
		work: async ({ key, changes }, { records }) => {
			const id = key.by === 'Id' ? key.value : idOf(await folderBy(key, records));
			let warnings: readonly string[] = [];
			const written = await records.change(id, (before) => {
				warnings = restrictionWarnings(before, changes);
				return changes;
			});
			return writtenItem('folder', { ...written, warnings: [...warnings, ...written.warnings] });
		},
	});
}

export const update: Operation = { description, execute };
