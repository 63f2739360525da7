import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { plainObject, type JsonObject } from '../../json/json';
import type { ListEnd } from '../../failure';
import { getMany, manyParameters } from './getMany';
import { incompleteListOption } from '../parameters/incompleteLists';
import type { Operation } from './operations';
import type { Offers, ShownFor } from '../parameters/options';
import { outputParameters, type Shape } from '../parameters/output';
import { limitOptions, type RecordGuard } from './recordGuard';
import type { RecordKey } from '../../provisioning/recordFinder';
import { writeRecords, type Described, type Planned } from './recordWrites';
import type { Session } from '../session/session';

/** What an execution works with: at least a session. */
export type Opening = Readonly<{ session: Session }>;

/** Where an operation is shown, and what opens the vendor for it. */
type Place<Opened extends Opening> = Readonly<{
	resource: string;
	open: (context: IExecuteFunctions) => Promise<Opened>;
	/** What the editor has to say above Options. */
	notices?: (show: ShownFor) => readonly INodeProperties[];
	options: (show: ShownFor, offers?: Offers) => INodeProperties;
}>;

/** Records of one kind at a vendor, such as its user groups: what the operations on them need to know. */
export type RecordKind<Opened extends Opening> = Place<Opened> &
	Readonly<{
		/** The parameter that names one, and what it holds for item `i`. */
		parameter: (show: ShownFor, description: string) => INodeProperties;
		keyOf: (context: IExecuteFunctions, i: number) => RecordKey;
		/** The ID of the one that is named. @throws FailureError `notFound` or `ambiguous` */
		idOf: (opened: Opened, key: RecordKey) => Promise<string>;
		read: (opened: Opened, id: string) => Promise<JsonObject>;
		/** What people know one by, and how much is in it where the vendor tells. */
		described?: (record: JsonObject) => Described;
		simplified: Shape;
	}>;

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
export type RecordWrite<Opened extends Opening, T, V> = Readonly<{
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

export const NO_GUARD = { counts: [] };
