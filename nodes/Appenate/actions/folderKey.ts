import type { IExecuteFunctions, INodeProperties, INodePropertyMode } from 'n8n-workflow';

import { failed } from '../../shared/failure';
import type { JsonObject } from '../../shared/json/json';
import { locatorParameter, selectedId, type Located } from '../../shared/n8n/parameters/locator';
import { someName } from '../../shared/n8n/parameters/readings';
import type { ShownFor } from '../../shared/n8n/parameters/options';
import { guid } from '../wire/formats';
import { idOf, searchRows } from '../wire/pages';
import type { RecordStore } from '../recordStore';
import { notTheApi } from '../wire/failure';
import type { AppenateRequest } from '../wire/request';

const FOLDER_LOCATOR: Located = {
	displayName: 'Folder',
	name: 'folder',
	searchListMethod: 'searchFolders',
	placeholder: 'e.g. 0f1e2d3c4b5a69788796a5b4c3d2e1f0',
	description: 'The folder that is meant',
};

/** The keys that "GET Folder" takes besides the ID. */
const KEYS = [
	{ key: 'Name', mode: 'name', label: 'By Name', placeholder: 'e.g. Inspections' },
	{ key: 'ExternalId', mode: 'externalId', label: 'By External ID', placeholder: 'e.g. 0012' },
] as const;

/** The parameter "Folder": from the list, by ID, name or external ID. */
export function folderParameter(show: ShownFor, description = FOLDER_LOCATOR.description): INodeProperties {
	const parameter = locatorParameter({ ...FOLDER_LOCATOR, description }, show);
	return { ...parameter, modes: [...(parameter.modes ?? []), ...KEYS.map(keyMode)] };
}

function keyMode({ mode, label, placeholder }: (typeof KEYS)[number]): INodePropertyMode {
	const called = { displayName: label, name: mode };
	return { ...called, type: 'string', placeholder };
}

export type FolderKey = Readonly<{ by: 'Id' | 'Name' | 'ExternalId'; value: string }>;

export function folderKey(context: IExecuteFunctions, i: number): FolderKey {
	const given: unknown = context.getNodeParameter(FOLDER_LOCATOR.name, i);
	const mode: unknown = typeof given === 'object' && given !== null && 'mode' in given ? given.mode : 'id';
	const by = KEYS.find((one) => one.mode === mode)?.key ?? 'Id';
	const { displayName } = FOLDER_LOCATOR;
	if (by === 'Id') return { by, value: guid(selectedId(context, i, FOLDER_LOCATOR)) };
	if (by === 'ExternalId') return { by, value: selectedId(context, i, FOLDER_LOCATOR) };
	return { by, value: someName(displayName, typeof given === 'object' && given !== null && 'value' in given ? given.value : undefined) };
}

/**
 * The folder that the key means.
 * @throws FailureError `unreadable` when another one is shown: whether Appenate also takes a part of a name is not documented
 */
export async function folderBy({ by, value }: FolderKey, { read }: Pick<RecordStore, 'read'>): Promise<JsonObject> {
	const folder = await read(by, value);
	if (by === 'Id' || folder[by] === value) return folder;
	throw notTheApi(200, 'it shows another folder than the one that was asked for');
}

/**
 * The ID of the one folder that the key means, to the letter. "DELETE Folder" takes a name and an external ID as
 * well, but no page says what happens where several folders fit.
 * @throws FailureError `notFound` or `ambiguous`, and `unreadable` for a list without an end
 */
export async function onlyFolder({ by, value }: FolderKey, request: AppenateRequest): Promise<string> {
	if (by === 'Id') return value;
	const ids: string[] = [];
	const list = searchRows(request, { path: '/folder/search', list: 'Folders', query: [[by, value]] });
	for (let next = await list.next(); ; next = await list.next()) {
		if (!next.done) ids.push(...(next.value[by] === value ? [idOf(next.value)] : []));
		else if (next.value.complete) break;
		else throw notTheApi(200, `the list of folders may not be complete: ${next.value.why}`);
	}

	const [id, ...others] = ids;
	const called = `the ${by === 'Name' ? 'name' : 'external ID'} "${value}"`;
	if (id === undefined) throw failed({ kind: 'notFound', says: `No folder with ${called} was found`, todo: 'Check the value of Folder.' });
	if (others.length === 0) return id;
	throw failed({
		kind: 'ambiguous',
		says: `${ids.length} folders have ${called}: ${ids.join(', ')}`,
		todo: 'Choose one of them by ID.',
	});
}
