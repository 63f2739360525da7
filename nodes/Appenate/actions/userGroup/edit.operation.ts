import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { making } from '../../../shared/words';
import { locatorParameter } from '../../../shared/n8n/parameters/locator';
import type { Operation } from '../../../shared/n8n/run/operations';
import { recordOptions } from '../../../shared/n8n/run/recordGuard';
import { someChange } from '../../../shared/n8n/run/recordWrites';
import { USER_GROUP } from '../../recordStore';
import { externalIdIn, externalIdProperty, newNameIn, newNameProperty } from '../common';
import { appenateOptions } from '../open';
import { nameOf, nameParameter, selected, writeEach, writeSeen, writtenItem } from '../groupsAndFolders';
import { idsOf, USER_GROUP_LOCATOR, usersIn, usersProperty } from './members.operation';

const CREATE = { resource: ['userGroup'], operation: ['create'] };

const createDescription: INodeProperties[] = [
	nameParameter(CREATE, 'e.g. Field crew'),
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: CREATE },
		options: [externalIdProperty, usersProperty],
	},
	appenateOptions(CREATE, recordOptions()),
];

async function executeCreate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await writeSeen(context, {
		kind: USER_GROUP,
		read: (i) => ({
			members: { Name: nameOf(context, i), ...externalIdIn(context, i, 'additionalFields') },
			users: usersIn(context.getNodeParameter('additionalFields.users', i, '')),
		}),
		look: async ({ members, users }, { request }) => ({ members, UserIds: await idsOf(users, request) }),
		planned: ({ members: { Name } }) => ({ action: 'create', name: Name }),
		work: async ({ members, UserIds }, { records }) =>
			writtenItem(
				'userGroup',
				await making('user group', async () => await records.create({ ...members, ...(UserIds.length > 0 ? { UserIds } : {}) })),
			),
	});
}

export const create: Operation = { description: createDescription, execute: executeCreate };

const UPDATE = { resource: ['userGroup'], operation: ['update'] };

const updateDescription: INodeProperties[] = [
	locatorParameter(USER_GROUP_LOCATOR, UPDATE),
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: UPDATE },
		options: [externalIdProperty, newNameProperty],
		description: 'An empty value leaves a field as it is. The users of the group stay; see Add Members and Remove Members.',
	},
	appenateOptions(UPDATE, recordOptions()),
];

async function executeUpdate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
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

export const update: Operation = { description: updateDescription, execute: executeUpdate };
