import type { IDataObject, IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { failed } from '../../shared/failure';
import { pathSegment } from '../../shared/http/address';
import { isJsonObject, scalarText, type Json, type JsonObject } from '../../shared/json/json';
import { filtersParameter } from '../../shared/n8n/run/getMany';
import { locatorParameter, selectedKey } from '../../shared/n8n/parameters/locator';
import { operationParameter, type Operations } from '../../shared/n8n/run/operations';
import type { ShownFor } from '../../shared/n8n/parameters/options';
import { getRecord } from '../../shared/n8n/run/namedRecords';
import { getRecords, type RecordKind } from '../../shared/n8n/run/recordOperations';
import type { RecordKey } from '../../shared/provisioning/recordFinder';
import { toText } from '../../shared/fields/values';
import { somebodyElse } from '../wire/failure';
import { spaceFinder } from '../wire/finders';
import { listed, spacesList } from '../wire/lists';
import type { AxeroRequest } from '../wire/request';
import { axeroOptions, openAxero } from './open';

/** Opens the credential, and spaces by their names. */
export async function openSpaces(context: IExecuteFunctions) {
	const opened = await openAxero(context);
	return { ...opened, spaces: spaceFinder(opened.request) };
}

export type Opened = Awaited<ReturnType<typeof openSpaces>>;

const SPACE = { displayName: 'Space', name: 'space', keys: { name: 'e.g. Newcomers' } };
const PUBLISHED = '1';

/** One space, from the published ones, by ID or by name. */
export function spaceParameter(show: ShownFor, description: string): INodeProperties {
	return locatorParameter({ ...SPACE, searchListMethod: 'searchSpaces', placeholder: 'e.g. 21', description }, show);
}

/** How item `i` names its space. */
export function spaceKey(context: IExecuteFunctions, i: number): RecordKey {
	return selectedKey(context, i, SPACE);
}

/** @throws FailureError `notFound` or `ambiguous` */
export async function spaceId({ spaces }: Opened, key: RecordKey): Promise<string> {
	return await spaces.idOf(key, SPACE.displayName);
}

/** What every operation on spaces has to say in the editor. */
export function notDocumented(show: ShownFor): INodeProperties {
	return {
		displayName: 'Axero documents no call for spaces: try this on your site before you rely on it.',
		name: 'notDocumented',
		type: 'notice',
		default: '',
		displayOptions: { show },
	};
}

/** A space, flat. */
function simplified(space: IDataObject): IDataObject {
	return Object.fromEntries(['SpaceID', 'SpaceName', 'SpaceVisibility', 'SpaceIconURL'].map((name) => [name, space[name] ?? null]));
}

const SPACES: RecordKind<Opened> = {
	resource: 'space',
	open: openSpaces,
	parameter: spaceParameter,
	keyOf: spaceKey,
	idOf: spaceId,
	read: async ({ request }, id) => await readSpace(request, id),
	simplified,
	notices: (show) => [notDocumented(show)],
	options: axeroOptions,
};

const STATUS: INodeProperties = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: [
		{ name: 'All', value: '7' },
		{ name: 'Declined', value: '3' },
		{ name: 'Published', value: PUBLISHED },
		{ name: 'Waiting for Approval', value: '0' },
	],
	default: PUBLISHED,
	description: 'Which spaces to get. Without this filter, only published spaces.',
};

export const space = {
	get: getRecord(SPACES, 'The space to get'),
	getAll: getRecords({
		...SPACES,
		filters: (show) => [filtersParameter(show, [STATUS])],
		read: (context, i) => toText('Status', context.getNodeParameter('filters.status', i, PUBLISHED)),
		rows: ({ request }, status) => listed(request, spacesList(status)),
	}),
} satisfies Operations[string];

/** An operation as the list "Operation" has it. */
export function undocumented(value: string, name: string, [action, does]: readonly [action: string, does: string]): INodePropertyOptions {
	return { name, value, action, description: `${does}. Axero does not document this call.` };
}

export const spaceOperation = operationParameter(
	'space',
	[
		undocumented('get', 'Get', ['Get space', 'Get one space']),
		undocumented('getAll', 'Get Many', ['Get many spaces', 'Get spaces, filtered by status']),
	],
	'getAll',
);

async function readSpace(request: AxeroRequest, id: string): Promise<JsonObject> {
	const about = `space ${id}`;
	const isIt = (answer: Json): boolean => isJsonObject(answer) && scalarText(answer.SpaceID) === id;
	const { data } = await request({ method: 'GET', path: `/spaces/${pathSegment('Space', id)}`, about, bare: isIt });
	const shown = isJsonObject(data) ? scalarText(data.SpaceID) : undefined;
	if (shown !== undefined && shown !== id) throw somebodyElse(about, `space ${shown}`);
	if (isJsonObject(data)) return data;
	throw failed({
		kind: 'notFound',
		says: `No space with the ID "${id}" was found`,
		todo: 'Check the value of Space, and whether the credential has access to this space.',
	});
}
