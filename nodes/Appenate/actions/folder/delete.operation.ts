import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { locatorParameter } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { FOLDER } from '../../records';
import { deleteRecord } from '../records';
import { FOLDER_LOCATOR } from './common';

const shown = { resource: ['folder'], operation: ['delete'] };

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await deleteRecord(context, FOLDER, FOLDER_LOCATOR);
}

export const remove: Operation = {
	description: [locatorParameter({ ...FOLDER_LOCATOR, description: 'The folder to delete for good, which cannot be undone' }, shown)],
	execute,
};
