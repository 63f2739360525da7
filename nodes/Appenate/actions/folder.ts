import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { plainObject, type JsonObject } from '../../shared/json/json';
import { operationParameter, type Operations } from '../../shared/n8n/run/operations';
import { deletionLimit } from '../../shared/n8n/run/recordGuard';
import { deleteRecord, getRecord, seenNamedOperation } from '../../shared/n8n/run/namedRecords';
import { seenRecordOperation, type RecordKind } from '../../shared/n8n/run/recordOperations';
import { fieldsParameter, nameParameter, newNameOf, recordChoices, someChange } from '../../shared/n8n/run/recordParameters';
import type { RecordFinder } from '../../shared/provisioning/recordFinder';
import { making } from '../../shared/words';
import { FOLDERS, foldersBefore, restrictionWarnings } from '../folders';
import { FOLDER } from '../recordStore';
import { appenateFinder } from '../wire/finders';
import { unlessNone } from '../wire/formats';
import { FOLDER_PROPERTIES, folderFields } from './folderParameters';
import { BY_ID, located, manyRecords, newNameIn, newNameProperty, openRecords, writtenItem } from './groupsAndFolders';

const MEANT = 'The folder to use';

const KIND: RecordKind<Awaited<ReturnType<typeof openFolders>>> = {
	...BY_ID,
	resource: 'folder',
	open: openFolders,
	...located({ displayName: 'Folder', name: 'folder', searchListMethod: 'searchFolders', exampleName: 'e.g. Inspections' }),
	simplified: simplifiedFolder,
};

async function openFolders(context: IExecuteFunctions) {
	const opened = await openRecords(context, FOLDER);
	return { ...opened, groups: appenateFinder(opened.request, 'user group'), foldersBefore: foldersBefore(opened.request) };
}

const remove = deleteRecord(KIND, {
	description:
		"The folder to delete. What is in it stays. Assume that this can't be undone: Appenate does not document whether the folder goes to the Trash.",
	limit: deletionLimit('maxFolderDeletions', 'folder'),
	remove: async ({ records }, id) => await records.remove(id),
});

const create = seenRecordOperation(KIND, {
	operation: 'create',
	parameters: (show) => [
		nameParameter(show, { placeholder: 'e.g. Inspections', description: 'The name of the new folder' }),
		fieldsParameter('additionalFields', show, { options: FOLDER_PROPERTIES }),
	],
	read: (context, i) => ({ Name: newNameOf(context, i), ...folderFields(context, i, 'additionalFields') }),
	look: async (asked, opened) => {
		const folder = await withGroup(asked, opened);
		return { folder, warnings: restrictionWarnings(undefined, folder, await opened.foldersBefore(folder)) };
	},
	planned: ({ folder, warnings }) => ({ action: 'create', name: folder.Name, warnings: [...warnings] }),
	work: async ({ folder, warnings }, { records }) => {
		const written = await making('folder', async () => await records.create(folder));
		return writtenItem('folder', { ...written, warnings: [...warnings, ...written.warnings] });
	},
});

/** Restrict to Group as its ID. */
async function withGroup<F extends JsonObject>(folder: F, { groups }: Readonly<{ groups: RecordFinder }>): Promise<F> {
	const { RestrictToGroup: group } = folder;
	return typeof group === 'string' ? { ...folder, RestrictToGroup: (await groups.theOne(group, 'Restrict to Group')).id } : folder;
}

const update = seenNamedOperation(KIND, {
	operation: 'update',
	parameters: (show) => [
		KIND.parameter(show, MEANT),
		fieldsParameter('updateFields', show, {
			options: [...FOLDER_PROPERTIES, newNameProperty],
			description: 'The node reads the folder, changes these fields and writes it back',
		}),
	],
	read: (context, i) => ({
		changes: someChange({ ...newNameIn(context, i), ...folderFields(context, i, 'updateFields') }),
	}),
	look: async ({ id, changes: asked }, opened) => {
		const changes = await withGroup(asked, opened);
		return { id, changes, folders: await opened.foldersBefore(changes) };
	},
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
	get: getRecord(KIND, MEANT),
	getAll: manyRecords(KIND, { ...FOLDERS, all: 'all folders' }),
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
