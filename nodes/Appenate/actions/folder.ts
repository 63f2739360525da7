import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { plainObject } from '../../shared/json/json';
import { operationParameter, type Operations } from '../../shared/n8n/run/operations';
import { deletionLimit, recordGuard } from '../../shared/n8n/run/recordGuard';
import { getRecord, seenRecordOperation, type RecordKind } from '../../shared/n8n/run/recordOperations';
import { fieldsParameter, nameParameter, newNameOf, recordChoices, someChange } from '../../shared/n8n/run/recordParameters';
import { making } from '../../shared/words';
import { folderBy, FOLDERS, foldersBefore, onlyFolder, restrictionWarnings, type FolderKey } from '../folders';
import { FOLDER } from '../recordStore';
import { unlessNone } from '../wire/formats';
import { idOf } from '../wire/pages';
import { FOLDER_PROPERTIES, folderFields, folderKey, folderParameter } from './folderParameters';
import { BY_ID, manyRecords, newNameIn, newNameProperty, openRecords, writtenItem } from './groupsAndFolders';

const BY_FOLDER_ID = { ...BY_ID, resource: 'folder', open: openFolders, simplified: simplifiedFolder };

async function openFolders(context: IExecuteFunctions) {
	const opened = await openRecords(context, FOLDER);
	return { ...opened, foldersBefore: foldersBefore(opened.request) };
}

const BY_KEY: RecordKind<Awaited<ReturnType<typeof openFolders>>, FolderKey> = {
	...BY_FOLDER_ID,
	parameter: folderParameter,
	keyOf: folderKey,
	read: async ({ records }, key) => await folderBy(key, records),
};

const remove = seenRecordOperation(BY_FOLDER_ID, {
	operation: 'delete',
	parameters: (show) => [
		folderParameter(
			show,
			"The folder to delete. What is in it stays. Assume that this can't be undone: Appenate does not document whether the folder goes to the Trash.",
		),
	],
	guard: recordGuard(deletionLimit('maxFolderDeletions', 'folder')),
	read: folderKey,
	look: async (key, { request }) => ({ id: await onlyFolder(key, request) }),
	planned: ({ id }) => ({ action: 'delete', id }),
	work: async ({ id }, { records }) => {
		await records.remove(id);
		return { deleted: true };
	},
});

const create = seenRecordOperation(BY_FOLDER_ID, {
	operation: 'create',
	parameters: (show) => [
		nameParameter(show, { placeholder: 'e.g. Inspections', description: 'The name of the new folder' }),
		fieldsParameter('additionalFields', show, { options: FOLDER_PROPERTIES }),
	],
	read: (context, i) => ({ Name: newNameOf(context, i), ...folderFields(context, i, 'additionalFields') }),
	look: async (folder, opened) => ({ folder, warnings: restrictionWarnings(undefined, folder, await opened.foldersBefore(folder)) }),
	planned: ({ folder, warnings }) => ({ action: 'create', name: folder.Name, warnings: [...warnings] }),
	work: async ({ folder, warnings }, { records }) => {
		const written = await making('folder', async () => await records.create(folder));
		return writtenItem('folder', { ...written, warnings: [...warnings, ...written.warnings] });
	},
});

const update = seenRecordOperation(BY_FOLDER_ID, {
	operation: 'update',
	parameters: (show) => [
		folderParameter(show),
		fieldsParameter('updateFields', show, {
			options: [...FOLDER_PROPERTIES, newNameProperty],
			description: 'The node reads the folder, changes these fields and writes it back',
		}),
	],
	read: (context, i) => ({
		key: folderKey(context, i),
		changes: someChange({ ...newNameIn(context, i), ...folderFields(context, i, 'updateFields') }),
	}),
	look: async ({ key, changes }, { records, ...opened }) => ({
		id: key.by === 'Id' ? key.value : idOf(await folderBy(key, records)),
		changes,
		folders: await opened.foldersBefore(changes),
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

export const folder = {
	create,
	delete: remove,
	get: getRecord(BY_KEY, 'The folder to use'),
	getAll: manyRecords(BY_FOLDER_ID, { ...FOLDERS, all: 'all folders' }),
	update,
} satisfies Operations[string];

export const folderOperations = operationParameter(
	'folder',
	recordChoices('folder', 'folders', {
		create: 'Create a folder for forms, documents and data sources',
		delete: "Delete a folder. Assume that this can't be undone.",
		get: 'Get one folder by ID, name or external ID',
		getAll: 'Get all folders, or those that match the filters',
		update: 'Change the name and other fields of a folder',
	}),
	'getAll',
);

/** A folder in a few properties; the search does not show items. */
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
