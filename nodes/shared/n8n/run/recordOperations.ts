import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { plainObject, type JsonObject } from '../../json/json';
import type { ListEnd } from '../../failure';
import { getMany, manyParameters } from './getMany';
import { incompleteListOption } from '../parameters/incompleteLists';
import { eachItem } from './items';
import type { Operation } from './operations';
import type { Offers, ShownFor } from '../parameters/options';
import { outputParameters, shapeOf, type Shape } from '../parameters/output';
import type { RecordLimit } from '../parameters/writeOptions';
import { recordGuard, limitOptions, REMOVAL_GUARD, type RecordGuard } from './recordGuard';
import { writeRecords, type Described, type Planned } from './recordWrites';
import type { Session } from '../session/session';

/** What an execution works with: at least a session. */
type Opening = Readonly<{ session: Session }>;

/** Where an operation is shown, and what opens the vendor for it. */
type Place<Opened extends Opening> = Readonly<{
	resource: string;
	open: (context: IExecuteFunctions) => Promise<Opened>;
	/** What the editor has to say above Options. */
	notices?: (show: ShownFor) => readonly INodeProperties[];
	options: (show: ShownFor, offers?: Offers) => INodeProperties;
}>;

/** Records of one kind at a vendor, such as its user groups: what the operations on them need to know. */
export type RecordKind<Opened extends Opening, Key = string> = Place<Opened> &
	Readonly<{
		/** The parameter that names one, and what it holds for item `i`. */
		parameter: (show: ShownFor, description: string) => INodeProperties;
		keyOf: (context: IExecuteFunctions, i: number) => Key;
		read: (opened: Opened, key: Key) => Promise<JsonObject>;
		/** What people know one by, and how much is in it where the vendor tells. */
		described?: (record: JsonObject) => Described;
		simplified: Shape;
	}>;

/** Get: each item comes out as the record that it names. */
export function getRecord<Opened extends Opening, Key>(kind: RecordKind<Opened, Key>, description: string): Operation {
	const show = { resource: [kind.resource], operation: ['get'] };
	return {
		description: [kind.parameter(show, description), ...outputParameters(show), ...(kind.notices?.(show) ?? []), kind.options(show)],
		writes: false,
		execute: async (context) => {
			const opened = await kind.open(context);
			return await eachItem(context, {
				session: opened.session,
				read: (i) => ({ key: kind.keyOf(context, i), shape: shapeOf(context, i, kind.simplified) }),
				work: async ({ key, shape }) => shape(plainObject(await kind.read(opened, key))),
			});
		},
	};
}

type Listing<Opened extends Opening, Query> = Place<Opened> &
	Readonly<{
		/** Where it is not Get Many. */
		operation?: string;
		above?: (show: ShownFor) => readonly INodeProperties[];
		filters?: (show: ShownFor) => readonly INodeProperties[];
		/** Beside what all lists have. */
		more?: readonly INodeProperties[];
		/** What item `i` asks for. */
		read: (context: IExecuteFunctions, i: number, opened: Opened) => Query;
		rows: (opened: Opened, query: Query) => AsyncGenerator<JsonObject, ListEnd>;
		simplified: Shape;
	}>;

/** Get Many, and other lists: each item comes out as the rows that fit it. */
export function getRecords<Opened extends Opening, Query>(listing: Listing<Opened, Query>): Operation {
	const { resource, operation = 'getAll', above, filters, notices, options, more = [], open, read, rows, simplified } = listing;
	const show = { resource: [resource], operation: [operation] };
	return {
		description: [
			...(above?.(show) ?? []),
			...manyParameters(show),
			...(filters?.(show) ?? []),
			...outputParameters(show),
			...(notices?.(show) ?? []),
			options(show, { own: more, requests: [incompleteListOption] }),
		],
		writes: false,
		execute: async (context) => {
			const opened = await open(context);
			return await getMany(context, {
				session: opened.session,
				rows: (i) => {
					const query = read(context, i, opened);
					return () => rows(opened, query);
				},
				show: plainObject,
				simplified,
			});
		},
	};
}

/** An operation that writes: what it asks the user for, and what it does with each item. */
type RecordWrite<Opened extends Opening, T, V> = Readonly<{
	operation: string;
	parameters: (show: ShownFor) => readonly INodeProperties[];
	/** Beside the limits of the guard. */
	options?: readonly INodeProperties[];
	requests?: readonly INodeProperties[];
	guard?: RecordGuard<V>;
	/** What item `i` asks for; throws FailureError `invalid` when its parameters can't be understood. */
	read: (context: IExecuteFunctions, i: number, opened: Opened) => T;
	/** What has to be known of every item before the first write. */
	look: (asked: T, opened: Opened) => Promise<V>;
	/** What an item of a preview says of it. Two items with the same `id` are for the same record. */
	planned: (value: V) => Planned;
	/** What a preview warns of, seen from the record as it is. */
	warned?: (value: V, record: JsonObject) => readonly string[];
	work: (value: V, opened: Opened, i: number) => Promise<IDataObject | readonly IDataObject[]>;
}>;

type WritePlace<Opened extends Opening> = Place<Opened> & Pick<Partial<RecordKind<Opened>>, 'read' | 'described'>;

/** An operation that writes records: parameters, then a look at what is there, then the guard, then the work or its preview. */
export function seenRecordOperation<Opened extends Opening, T, V>(
	{ resource, open, notices, options, read: readRecord, described }: WritePlace<Opened>,
	{
		operation,
		parameters,
		options: more = [],
		requests = [],
		guard = NO_GUARD,
		read,
		look,
		planned,
		warned,
		work,
	}: RecordWrite<Opened, T, V>,
): Operation {
	const show = { resource: [resource], operation: [operation] };
	return {
		description: [...parameters(show), ...(notices?.(show) ?? []), options(show, { own: [...more, ...limitOptions(guard)], requests })],
		writes: true,
		execute: async (context) => {
			const opened = await open(context);
			const describe = async (id: string, value: V): Promise<Described> => {
				const record = (await readRecord?.(opened, id)) ?? {};
				return { ...described?.(record), ...(warned ? { warnings: [...warned(value, record)] } : {}) };
			};
			return await writeRecords(context, {
				session: opened.session,
				guard,
				read: (i) => read(context, i, opened),
				look: async (asked) => await look(asked, opened),
				planned,
				...(readRecord ? { described: describe } : {}),
				work: async (value, i) => await work(value, opened, i),
			});
		},
	};
}

/** {@link seenRecordOperation} where nothing has to be known before the first write. */
export function recordOperation<Opened extends Opening, V>(
	place: WritePlace<Opened>,
	write: Omit<RecordWrite<Opened, V, V>, 'look'>,
): Operation {
	return seenRecordOperation(place, { ...write, look: async (asked: V) => await Promise.resolve(asked) });
}

const NO_GUARD = { counts: [] };

type Deletion<Opened> = Readonly<{ description: string; limit: RecordLimit; remove: (opened: Opened, id: string) => Promise<void> }>;

/** Delete, behind a guard: each item comes out as `{ deleted: true }`. */
export function deleteRecord<Opened extends Opening>(
	kind: RecordKind<Opened>,
	{ description, limit, remove }: Deletion<Opened>,
): Operation {
	return recordOperation(kind, {
		operation: 'delete',
		parameters: (show) => [kind.parameter(show, description)],
		guard: recordGuard(limit),
		read: (context, i) => ({ id: kind.keyOf(context, i) }),
		planned: ({ id }) => ({ action: 'delete', id }),
		work: async ({ id }, opened) => {
			await remove(opened, id);
			return { deleted: true };
		},
	});
}

type MemberWrite = Required<
	Pick<RecordWrite<never, never, Readonly<{ id: string; members: readonly string[] }>>, 'operation' | 'guard' | 'planned'>
>;

/** What Add Members and Remove Members share at all vendors. @param name how an item of a preview calls the members */
export function memberWrite(operation: 'addMembers' | 'removeMembers', name: string): MemberWrite {
	return {
		operation,
		guard: operation === 'removeMembers' ? REMOVAL_GUARD : NO_GUARD,
		planned: ({ id, members }) => ({ action: operation, id, [name]: [...members] }),
	};
}
