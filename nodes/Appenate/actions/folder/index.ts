import type { IDataObject } from 'n8n-workflow';

import { operationParameter, type Operations } from '../../../shared/n8n/run/operations';
import { deletionLimit } from '../../../shared/n8n/run/recordGuard';
import { deleteRecord, getRecord } from '../../../shared/n8n/run/recordOperations';
import { unlessNone } from '../../wire/formats';
import { FOLDER } from '../../recordStore';
import { appenateOptions } from '../open';
import { describedRecord, manyRecords, openRecords, type OpenedKind } from '../groupsAndFolders';
import { create, update } from './edit.operation';
import { folderBy, folderKey, folderParameter, onlyFolder, type FolderKey } from './folderKey';

const FOLDERS: OpenedKind<FolderKey> = {
	resource: 'folder',
	open: async (context) => await openRecords(context, FOLDER),
	parameter: folderParameter,
	keyOf: folderKey,
	read: async ({ records }, key) => await folderBy(key, records),
	simplified: simplifiedFolder,
	options: appenateOptions,
};

const remove = deleteRecord(FOLDERS, {
	description:
		'The folder to delete; what is in it stays. A folder deleted in the portal rests in the Trash for 30 days. Whether one deleted here does is not documented, so take it for final.',
	limit: deletionLimit('maxFolderDeletions', 'folder'),
	seek: async ({ request }, key) => await onlyFolder(key, request),
	described: async ({ records }, id) => describedRecord(await records.read('Id', id)),
	remove: async ({ records }, id) => await records.remove(id),
});

const get = getRecord(FOLDERS, 'The folder that is meant');

const getAll = manyRecords(FOLDERS, { path: '/folder/search', list: 'Folders', all: 'all folders' });

export const folder = { create, delete: remove, get, getAll, update } satisfies Operations[string];

export const folderOperations = operationParameter(
	'folder',
	[
		{ name: 'Create', value: 'create', action: 'Create a folder', description: 'Create a folder for forms, documents and data sources' },
		{ name: 'Delete', value: 'delete', action: 'Delete a folder', description: 'Delete a folder; take it for final' },
		{ name: 'Get', value: 'get', action: 'Get a folder', description: 'Read one folder by ID, name or external ID' },
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many folders',
			description: 'Read the folders of the company, or those that fit a filter',
		},
		{ name: 'Update', value: 'update', action: 'Update a folder', description: 'Change the name and other fields of a folder' },
	],
	'getAll',
);

/** A folder in a few members; the search does not show items. */
function simplifiedFolder({
	Id = null,
	Name = null,
	ExternalId = null,
	IsRestricted = null,
	RestrictToGroup = null,
	Description = null,
	Items,
}: IDataObject): IDataObject {
	return {
		Id,
		Name,
		ExternalId,
		IsRestricted,
		RestrictToGroup: unlessNone(RestrictToGroup),
		Description,
		ItemCount: Array.isArray(Items) ? Items.length : null,
	};
}
