import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { failed } from '../../shared/failure';
import type { JsonObject } from '../../shared/json/json';
import { fromJson, optionalBoolean, toText } from '../../shared/fields/values';
import { optionalText } from './filters';
import { externalIdIn, externalIdProperty } from './groupsAndFolders';

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

/** The properties of a request that item `i` gives through {@link FOLDER_PROPERTIES}. */
export function folderFields(context: IExecuteFunctions, i: number, collection: 'additionalFields' | 'updateFields'): JsonObject {
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
