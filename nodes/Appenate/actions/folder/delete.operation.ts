import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Operation } from '../../../shared/n8n/operations';
import { FOLDER } from '../../records';
import { eachRecord } from '../records';
import { folderKey, folderParameter } from './common';
import { onlyFolder } from './onlyFolder';

const shown = { resource: ['folder'], operation: ['delete'] };

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await eachRecord(context, {
		kind: FOLDER,
		read: (i) => folderKey(context, i),
		work: async (key, { records, request }) => {
			await records.remove(await onlyFolder(key, request));
			return { deleted: true };
		},
	});
}

export const remove: Operation = {
	description: [
		folderParameter(
			shown,
			'The folder to delete; what is in it stays. A folder deleted in the portal rests in the Trash for 30 days. Whether one deleted here does is not documented, so take it for final.',
		),
	],
	execute,
};
