import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { invalid } from '../../shared/failure';
import { fromJson, optionalBoolean, toText } from '../../shared/fields/values';
import type { JsonObject } from '../../shared/json/json';
import { optionalText } from './filters';
import { externalIdIn, externalIdProperty } from './groupsAndFolders';

/** What a folder has besides its name, as entries of a collection. */
export const FOLDER_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		description: 'What the folder is for. An empty value leaves it unchanged.',
	},
	externalIdProperty,
	{
		displayName: 'Is Restricted',
		name: 'isRestricted',
		type: 'boolean',
		default: false,
		description:
			'Whether only some users see the folder. Careful: once an account has a restricted folder, everything outside folders is hidden from users below Administrator.',
	},
	{
		displayName: 'Items',
		name: 'items',
		type: 'json',
		default: '[]',
		placeholder: 'e.g. [{"KeyId": "0f1e…", "Type": "Screen"}]',
		description:
			"The folder's full content, as a JSON list of KeyId and Type (Screen, Doc, DataSource, Folder, TaskTemplate). It replaces the current content. An empty list leaves it unchanged.",
	},
	{
		displayName: 'Restrict to Group',
		name: 'restrictToGroup',
		type: 'string',
		default: '',
		placeholder: 'e.g. Field crew',
		description:
			'The one user group that sees the folder: its ID, external ID or name. Other users get access through their field Folders. An empty value leaves it unchanged.',
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
	return invalid(
		'Items',
		'Items takes a list of objects with KeyId and Type',
		`Write it like [{"KeyId": "0f1e…", "Type": "Screen"}]; Type is one of ${TYPES.join(', ')}.`,
	);
}
