import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { locatorParameter } from '../../../shared/n8n/locator';
import type { Operation } from '../../../shared/n8n/operations';
import { recordOptions } from '../../../shared/n8n/recordLimits';
import { USER_GROUP } from '../../records';
import { externalIdIn, externalIdProperty, newNameIn, newNameProperty } from '../common';
import { appenateOptions } from '../open';
import { selected, someChange, writeEach, writtenItem } from '../records';
import { USER_GROUP_LOCATOR } from './members.operation';

const shown = { resource: ['userGroup'], operation: ['update'] };

const description: INodeProperties[] = [
	locatorParameter(USER_GROUP_LOCATOR, shown),
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: shown },
		options: [externalIdProperty, newNameProperty],
		description: 'An empty value leaves a field as it is. The users of the group stay; see Add Members and Remove Members.',
	},
	appenateOptions(shown, recordOptions()),
];

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await writeEach(context, {
		kind: USER_GROUP,
		read: (i) => ({
			id: selected(context, i, USER_GROUP_LOCATOR),
			changes: someChange({ ...newNameIn(context, i), ...externalIdIn(context, i, 'updateFields') }),
		}),
		planned: ({ id, changes }) => ({ action: 'update', id, changes: plainObject(changes) }),
		work: async ({ id, changes }, { records }) => writtenItem('userGroup', await records.change(id, () => changes)),
	});
}

export const update: Operation = { description, execute };
