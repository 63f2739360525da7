import type { IDataObject, IExecuteFunctions, INodeProperties, INodePropertyMode } from 'n8n-workflow';

import { failed } from '../../../shared/failure';
import type { JsonObject } from '../../../shared/json/json';
import { optionalBoolean } from '../../../shared/fields/booleans';
import { fromJson, toText } from '../../../shared/fields/values';
import { locatorParameter, selectedId, type Located } from '../../../shared/n8n/locator';
import { someName } from '../../../shared/n8n/names';
import type { ShownFor } from '../../../shared/n8n/operations';
import { unreadable } from '../../transport/failure';
import { unlessNone } from '../../none';
import type { Records } from '../../records';
import { externalIdIn, externalIdProperty, optionalText } from '../common';
import { selected } from '../records';

export const FOLDER_LOCATOR: Located = {
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
	if (by === 'Id') return { by, value: selected(context, i, FOLDER_LOCATOR) };
	if (by === 'ExternalId') return { by, value: selectedId(context, i, FOLDER_LOCATOR) };
	return { by, value: someName(displayName, typeof given === 'object' && given !== null && 'value' in given ? given.value : undefined) };
}

/**
 * The folder that the key means.
 * @throws FailureError `unreadable` when another one is shown: whether Appenate also takes a part of a name is not documented
 */
export async function folderBy({ by, value }: FolderKey, { read }: Pick<Records, 'read'>): Promise<JsonObject> {
	const folder = await read(by, value);
	if (by === 'Id' || folder[by] === value) return folder;
	throw unreadable(200, 'it shows another folder than the one that was asked for');
}

/** A folder in a few members; the search does not show items. */
export function simplifiedFolder({
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

/** What a folder has besides its name, as entries of a collection. */
export const FOLDER_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		description: 'What the folder is for. An empty value leaves it as it is.',
	},
	externalIdProperty,
	{
		displayName: 'Is Restricted',
		name: 'isRestricted',
		type: 'boolean',
		default: false,
		description:
			'Whether only some users see the folder. Careful: as soon as one folder of the account is restricted, whatever lies in no folder is hidden from everybody below Administrator, in the app, in the portal and in data tables.',
	},
	{
		displayName: 'Items',
		name: 'items',
		type: 'json',
		default: '[]',
		placeholder: 'e.g. [{"KeyId": "0f1e…", "Type": "Screen"}]',
		description:
			'All that the folder holds, as a JSON list of KeyId and Type (Screen, Doc, DataSource, Folder, TaskTemplate). It replaces what is in it; an empty list leaves it as it is.',
	},
	{
		displayName: 'Restrict to Group',
		name: 'restrictToGroup',
		type: 'string',
		default: '',
		placeholder: 'e.g. 0f1e2d3c4b5a69788796a5b4c3d2e1f0',
		description:
			'ID of the user group that sees the folder, one only; people can be let in besides it by the field Folders of a user. An empty value leaves it as it is.',
	},
];

/** The members of a request that item `i` gives through {@link FOLDER_PROPERTIES}. */
export function folderMembers(context: IExecuteFunctions, i: number, collection: 'additionalFields' | 'updateFields'): JsonObject {
	const given = (name: string): unknown => context.getNodeParameter(`${collection}.${name}`, i, '');
	const IsRestricted = optionalBoolean('Is Restricted', given('isRestricted'));
	const Description = toText('Description', given('description') ?? '');
	const RestrictToGroup = optionalText(given('restrictToGroup'), 'Restrict to Group');
	const Items = itemsIn(given('items'));
	return {
		...externalIdIn(context, i, collection),
		...(IsRestricted === undefined ? {} : { IsRestricted }),
		...(Description === '' ? {} : { Description }),
		...(RestrictToGroup === '' ? {} : { RestrictToGroup }),
		...(Items.length > 0 ? { Items } : {}),
	};
}

const TYPES = ['Screen', 'Doc', 'DataSource', 'Folder', 'TaskTemplate'];

function itemsIn(given: unknown): JsonObject[] {
	if (given === '' || given === undefined || given === null) return [];
	const list = fromJson('Items', given);
	if (!Array.isArray(list)) throw oddItems();
	return list.map((item: unknown) => {
		const { KeyId, Type }: Readonly<Record<string, unknown>> = typeof item === 'object' && item !== null ? { ...item } : {};
		if (typeof KeyId !== 'string' || KeyId === '' || typeof Type !== 'string' || !TYPES.includes(Type)) throw oddItems();
		return { KeyId, Type };
	});
}

function oddItems() {
	return failed({
		kind: 'invalid',
		parameter: 'Items',
		says: 'Items takes a list of objects with KeyId and Type',
		todo: `Write it like [{"KeyId": "0f1e…", "Type": "Screen"}]; Type is one of ${TYPES.join(', ')}.`,
	});
}
