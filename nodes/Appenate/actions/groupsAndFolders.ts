import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { plainObject, scalarText, type JsonObject } from '../../shared/json/json';
import type { ShownFor } from '../../shared/n8n/parameters/options';
import { nameIn } from '../../shared/n8n/parameters/readings';
import { filtersParameter } from '../../shared/n8n/run/getMany';
import type { Operation } from '../../shared/n8n/run/operations';
import { getRecords, type RecordKind } from '../../shared/n8n/run/recordOperations';
import type { Described } from '../../shared/n8n/run/recordWrites';
import { locatorParameter, selectedKey, type Located } from '../../shared/n8n/parameters/locator';
import type { RecordFinder, RecordKey } from '../../shared/provisioning/recordFinder';
import type { Session } from '../../shared/n8n/session/session';
import { recordStore, type RecordStore, type RecordWritten, type StoredKind } from '../recordStore';
import { appenateFinder } from '../wire/finders';
import { guid, unlessNone } from '../wire/formats';
import { idOf, searchRows, type Search } from '../wire/pages';
import { appenateRequest, type AppenateRequest } from '../wire/request';
import { EXTERNAL_ID_FILTER, filtersOf, optionalText, textFilter } from './filters';
import { appenateOptions, openAppenate } from './open';

/** The root of groups and folders in XML is shown on no page, so these speak JSON. */
const FORMAT = 'json';

/** What an operation on groups or folders works with. */
export type OpenedRecords = Readonly<{ session: Session; request: AppenateRequest; records: RecordStore; finder: RecordFinder }>;

const NOUNS = { UserGroup: 'user group', Folder: 'folder' } as const;

/** Opens the credential and one kind of record. */
export async function openRecords(context: IExecuteFunctions, kind: StoredKind): Promise<OpenedRecords> {
	const session = await openAppenate(context);
	const request = appenateRequest(session, FORMAT);
	return { session, request, records: recordStore(request, kind), finder: appenateFinder(request, NOUNS[kind.property]) };
}

/** A locator of groups or folders, which can be named alike. */
export function located({
	exampleName,
	...words
}: Omit<Located, 'placeholder' | 'keys' | 'description'> & Readonly<{ exampleName: string }>) {
	const selected = { ...words, placeholder: 'e.g. 0f1e2d3c4b5a69788796a5b4c3d2e1f0', keys: { name: exampleName, externalId: 'e.g. 0012' } };
	return {
		parameter: (show: ShownFor, description: string): INodeProperties => locatorParameter({ ...selected, description }, show),
		keyOf: (context: IExecuteFunctions, i: number): RecordKey => {
			const { by, value } = selectedKey(context, i, selected);
			return { by, value: by === 'id' ? guid(value) : value };
		},
		idOf: async ({ finder }: Pick<OpenedRecords, 'finder'>, key: RecordKey): Promise<string> => await finder.idOf(key, words.displayName),
	};
}

/** What operations on groups and on folders have in common: options, and how one is read and described by its ID. */
export const BY_ID = {
	options: appenateOptions,
	read: async ({ records }: OpenedRecords, id: string): Promise<JsonObject> => await records.read('Id', id),
	described: ({ Name, UserIds, Items }: JsonObject): Described => {
		const name = scalarText(Name);
		return {
			...(name === undefined ? {} : { name }),
			...(Array.isArray(UserIds) ? { userCount: UserIds.length } : {}),
			...(Array.isArray(Items) ? { itemCount: Items.length } : {}),
		};
	},
};

const FILTERS = [EXTERNAL_ID_FILTER, textFilter('Name', 'Name', 'e.g. Field crew')];

/** Get Many of groups or folders, by external ID and name. */
export function manyRecords(
	kind: Pick<RecordKind<OpenedRecords>, 'resource' | 'open' | 'simplified' | 'options'>,
	{ path, list, all }: Pick<Search, 'path' | 'list'> & Readonly<{ all: string }>,
): Operation {
	return getRecords({
		...kind,
		filters: (show) => [
			filtersParameter(
				show,
				FILTERS.map(({ property }) => property),
				`Without a filter, ${all} are returned`,
			),
		],
		read: (context, i): Search => ({ path, list, query: filtersOf(context, i, FILTERS) }),
		rows: ({ request }, search) => searchRows(request, search),
	});
}

/** What comes out of a write: `{ action, id, warnings, <name>: the record }`. */
export function writtenItem(name: 'userGroup' | 'folder', { action, record, warnings }: RecordWritten): IDataObject {
	const shown = Object.entries(plainObject(record)).map(([property, value]) => [property, unlessNone(value)] as const);
	return { action, id: idOf(record), warnings: [...warnings], [name]: Object.fromEntries(shown) };
}

export const externalIdProperty: INodeProperties = {
	displayName: 'External ID',
	name: 'externalId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 0012',
	description: 'Your own key for it. An empty value leaves it unchanged.',
};

export const newNameProperty: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Field crew',
	description: 'The new name. An empty value leaves it unchanged.',
};

/** The external ID of item `i` as a property of a request, where one is given. */
export function externalIdIn(
	context: IExecuteFunctions,
	i: number,
	collection: 'additionalFields' | 'updateFields',
): Readonly<{ ExternalId?: string }> {
	const ExternalId = optionalText(context.getNodeParameter(`${collection}.externalId`, i, ''), externalIdProperty.displayName);
	return ExternalId === '' ? {} : { ExternalId };
}

/** The new name of item `i` as a property of a request, where one is given. */
export function newNameIn(context: IExecuteFunctions, i: number): Readonly<{ Name?: string }> {
	const Name = nameIn(newNameProperty.displayName, context.getNodeParameter('updateFields.name', i, ''));
	return Name === '' ? {} : { Name };
}
