import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Operation } from '../../../shared/n8n/operations';
import { deletionLimit, recordGuard, recordOptions } from '../../../shared/n8n/recordLimits';
import { FOLDER } from '../../records';
import { appenateOptions } from '../open';
import { writeSeen } from '../records';
import { folderKey, folderParameter } from './common';
import { onlyFolder } from './onlyFolder';

const shown = { resource: ['folder'], operation: ['delete'] };

const guard = recordGuard(deletionLimit('maxFolderDeletions', 'folder'), (id: string) => id);

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await writeSeen(context, {
		kind: FOLDER,
		guard,
		read: (i) => folderKey(context, i),
		look: async (key, { request }) => await onlyFolder(key, request),
		planned: (id) => ({ action: 'delete', id }),
		work: async (id, { records }) => {
			await records.remove(id);
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
		appenateOptions(shown, recordOptions(guard)),
	],
	execute,
};
