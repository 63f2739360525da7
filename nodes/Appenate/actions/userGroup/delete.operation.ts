import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { locatorParameter } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { USER_GROUP } from '../../records';
import { deleteRecord } from '../records';
import { USER_GROUP_LOCATOR } from './common';

const shown = { resource: ['userGroup'], operation: ['delete'] };

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await deleteRecord(context, USER_GROUP, USER_GROUP_LOCATOR);
}

export const remove: Operation = {
	description: [
		locatorParameter(
			{ ...USER_GROUP_LOCATOR, description: 'The user group to delete for good, which cannot be undone; its users stay' },
			shown,
		),
	],
	execute,
};
