import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { plainObject, scalarText, type JsonObject } from '../../shared/json/json';
import { filtersParameter } from '../../shared/n8n/run/getMany';
import { selectedId, type Located } from '../../shared/n8n/parameters/locator';
import { someName } from '../../shared/n8n/parameters/readings';
import type { Operation } from '../../shared/n8n/run/operations';
import type { ShownFor } from '../../shared/n8n/parameters/options';
import type { RecordGuard } from '../../shared/n8n/run/recordGuard';
import { writeSeenRecords, type Planned } from '../../shared/n8n/run/recordWrites';
import { getRecords, type RecordKind as RecordsAs } from '../../shared/n8n/run/recordOperations';
import type { Session } from '../../shared/n8n/session/session';
import { openAppenate } from './open';
import { unlessNone, guid } from '../wire/formats';
import { idOf, searchRows, type Search } from '../wire/pages';
import { recordStore, type StoredKind, type RecordStore, type RecordWritten } from '../recordStore';
import { appenateRequest, type AppenateRequest } from '../wire/request';
import { EXTERNAL_ID_FILTER, filtersOf, NAME_FILTER } from './common';

/** The root of groups and folders in XML is shown on no page, so these speak JSON. */
const FORMAT = 'json';

/** What an operation on groups or folders works with. */
export type Tools = Readonly<{ records: RecordStore; request: AppenateRequest }>;

type Opened = Tools & Readonly<{ session: Session }>;

/** Groups or folders, as the operations on them open, name and show them. */
export type OpenedKind<Key> = RecordsAs<Opened, Key>;

/** Opens the credential and one kind of record. */
export async function openRecords(context: IExecuteFunctions, kind: StoredKind): Promise<Opened> {
	const session = await openAppenate(context);
	const request = appenateRequest(session, FORMAT);
	return { session, request, records: recordStore(request, kind) };
}

type Writes<T, V> = Readonly<{
	kind: StoredKind;
	guard?: RecordGuard<V>;
	read: (i: number) => T;
	/** What has to be known before the first write. */
	look: (value: T, tools: Tools) => Promise<V>;
	planned: (value: V) => Planned;
	/** What a preview warns of, seen from the record as it is. */
	warned?: (value: V, before: JsonObject) => readonly string[];
	work: (value: V, tools: Tools) => Promise<IDataObject>;
}>;

/** Runs an operation that writes groups or folders, behind its guard. */
export async function writeEach<T>(context: IExecuteFunctions, writes: Omit<Writes<T, T>, 'look'>): Promise<INodeExecutionData[]> {
	return await writeSeen(context, { ...writes, look: async (value: T) => await Promise.resolve(value) });
}

/** {@link writeEach} where something has to be known of every item before the first write. */
export async function writeSeen<T, V>(
	context: IExecuteFunctions,
	{ kind, guard, read, look, planned, warned, work }: Writes<T, V>,
): Promise<INodeExecutionData[]> {
	const tools = await openRecords(context, kind);
	return await writeSeenRecords(context, {
		session: tools.session,
		...(guard ? { guard } : {}),
		read,
		look: async (value) => await look(value, tools),
		planned,
		described: async (value) => {
			const { id } = planned(value);
			if (id === undefined) return {};
			const record = await tools.records.read('Id', id);
			return { ...describedRecord(record), ...(warned ? { warnings: [...warned(value, record)] } : {}) };
		},
		work: async (value) => await work(value, tools),
	});
}

/** What people know a group or a folder by, and how much is in it. */
export function describedRecord({ Name, UserIds, Items }: JsonObject): Readonly<{ name?: string }> & IDataObject {
	const name = scalarText(Name);
	return {
		...(name === undefined ? {} : { name }),
		...(Array.isArray(UserIds) ? { userCount: UserIds.length } : {}),
		...(Array.isArray(Items) ? { itemCount: Items.length } : {}),
	};
}

const FILTERS = [EXTERNAL_ID_FILTER, NAME_FILTER];

/** Get Many of groups or folders, by external ID and name. */
export function manyRecords(
	kind: Pick<OpenedKind<never>, 'resource' | 'open' | 'simplified' | 'options'>,
	{ path, list, all }: Pick<Search, 'path' | 'list'> & Readonly<{ all: string }>,
): Operation {
	return getRecords({
		...kind,
		filters: (show) => [
			filtersParameter(
				show,
				FILTERS.map(({ property }) => property),
				`Without a filter, ${all} are asked for`,
			),
		],
		read: (context, i): Search => ({ path, list, query: filtersOf(context, i, FILTERS) }),
		rows: ({ request }, search) => searchRows(request, search),
	});
}

/** The ID that item `i` selects, as Appenate writes it. */
export function selected(context: IExecuteFunctions, i: number, located: Located): string {
	return guid(selectedId(context, i, located));
}

/** What comes out of a write: `{ action, id, warnings, <name>: the record }`. */
export function writtenItem(name: 'userGroup' | 'folder', { action, record, warnings }: RecordWritten): IDataObject {
	const shown = Object.entries(plainObject(record)).map(([member, value]) => [member, unlessNone(value)] as const);
	return { action, id: idOf(record), warnings: [...warnings], [name]: Object.fromEntries(shown) };
}

export function nameParameter(show: ShownFor, placeholder: string): INodeProperties {
	return { displayName: 'Name', name: 'name', type: 'string', default: '', required: true, placeholder, displayOptions: { show } };
}

/** @throws FailureError `invalid` when it is empty */
export function nameOf(context: IExecuteFunctions, i: number): string {
	return someName('Name', context.getNodeParameter('name', i, ''));
}
