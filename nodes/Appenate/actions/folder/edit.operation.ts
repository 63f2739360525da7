import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject } from '../../../shared/json/json';
import { making } from '../../../shared/words';
import type { Operation } from '../../../shared/n8n/run/operations';
import { recordOptions } from '../../../shared/n8n/run/recordGuard';
import { someChange } from '../../../shared/n8n/run/recordWrites';
import { idOf } from '../../wire/pages';
import { FOLDER } from '../../recordStore';
import { newNameIn, newNameProperty } from '../common';
import { appenateOptions } from '../open';
import { nameOf, nameParameter, writeSeen, writtenItem } from '../groupsAndFolders';
import { FOLDER_PROPERTIES, folderMembers } from './fields';
import { folderBy, folderKey, folderParameter } from './folderKey';
import { foldersBefore, restrictionWarnings } from './restriction';

const CREATE = { resource: ['folder'], operation: ['create'] };

const createDescription: INodeProperties[] = [
	nameParameter(CREATE, 'e.g. Inspections'),
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: CREATE },
		options: FOLDER_PROPERTIES,
	},
	appenateOptions(CREATE, recordOptions()),
];

async function executeCreate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
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

export const create: Operation = { description: createDescription, execute: executeCreate };

const UPDATE = { resource: ['folder'], operation: ['update'] };

const updateDescription: INodeProperties[] = [
	folderParameter(UPDATE),
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: UPDATE },
		options: [...FOLDER_PROPERTIES, newNameProperty].sort((one, other) => one.displayName.localeCompare(other.displayName)),
		description: 'The node reads the folder, changes these fields and writes it back',
	},
	appenateOptions(UPDATE, recordOptions()),
];

async function executeUpdate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const foldersOf = foldersBefore();
	return await writeSeen(context, {
		kind: FOLDER,
		read: (i) => ({
			key: folderKey(context, i),
			changes: someChange({ ...newNameIn(context, i), ...folderMembers(context, i, 'updateFields') }),
		}),
		look: async ({ key, changes }, { records, request }) => ({
			id: key.by === 'Id' ? key.value : idOf(await folderBy(key, records)),
			changes,
			folders: await foldersOf(changes, request),
		}),
		planned: ({ id, changes }) => ({ action: 'update', id, changes: plainObject(changes) }),
		warned: ({ changes, folders }, before) => restrictionWarnings(before, changes, folders),
		work: async ({ id, changes, folders }, { records }) => {
			let warnings: readonly string[] = [];
			const written = await records.change(id, (before) => {
				warnings = restrictionWarnings(before, changes, folders);
				return changes;
			});
			return writtenItem('folder', { ...written, warnings: [...warnings, ...written.warnings] });
		},
	});
}

export const update: Operation = { description: updateDescription, execute: executeUpdate };
