import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { plainObject, type JsonObject } from '../../json/json';
import type { ListEnd } from '../../failure';
import { getMany, manyParameters } from './getMany';
import { incompleteListOption } from '../parameters/incompleteLists';
import { eachItem } from './items';
import type { Operation } from './operations';
import type { ShownFor } from '../parameters/options';
import { outputParameters, shapeOf, type Shape } from '../parameters/output';
import type { RecordLimit } from '../parameters/writeOptions';
import { recordGuard, recordOptions } from './recordGuard';
import { writeSeenRecords } from './recordWrites';
import type { Session } from '../session/session';

/** What an execution works with: at least a session. */
type Opening = Readonly<{ session: Session }>;

/** Records of one kind at a vendor, such as its user groups: what the operations on them need to know. */
export type RecordKind<Opened extends Opening, Key> = Readonly<{
	resource: string;
	open: (context: IExecuteFunctions) => Promise<Opened>;
	/** The parameter that names one, and what it holds for item `i`. */
	parameter: (show: ShownFor, description: string) => INodeProperties;
	keyOf: (context: IExecuteFunctions, i: number) => Key;
	read: (opened: Opened, key: Key) => Promise<JsonObject>;
	simplified: Shape;
	/** What the editor has to say above Options. */
	notices?: (show: ShownFor) => readonly INodeProperties[];
	options: (show: ShownFor, more?: INodeProperties[]) => INodeProperties;
}>;

/** Get: each item comes out as the record that it names. */
export function getRecord<Opened extends Opening, Key>(kind: RecordKind<Opened, Key>, description: string): Operation {
	const show = { resource: [kind.resource], operation: ['get'] };
	return {
		description: [kind.parameter(show, description), ...outputParameters(show), ...(kind.notices?.(show) ?? []), kind.options(show)],
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

type Listing<Opened extends Opening, Query> = Pick<RecordKind<Opened, never>, 'resource' | 'open' | 'simplified' | 'notices' | 'options'> &
	Readonly<{
		/** Where it is not Get Many. */
		operation?: string;
		above?: (show: ShownFor) => readonly INodeProperties[];
		filters?: (show: ShownFor) => readonly INodeProperties[];
		/** Beside the option for lists that may lack rows. */
		more?: readonly INodeProperties[];
		/** What item `i` asks for. */
		read: (context: IExecuteFunctions, i: number, opened: Opened) => Query;
		rows: (opened: Opened, query: Query) => AsyncGenerator<JsonObject, ListEnd>;
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
			options(show, [incompleteListOption, ...more]),
		],
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

type Deleting<Opened, Key> = Readonly<{
	description: string;
	limit: RecordLimit;
	/** The ID of the record that the key names. */
	seek: (opened: Opened, key: Key) => Promise<string>;
	/** What people know the record by. */
	described: (opened: Opened, id: string) => Promise<Readonly<{ name?: string }> & IDataObject>;
	remove: (opened: Opened, id: string) => Promise<void>;
}>;

/** Delete, behind a guard: each item comes out as `{ deleted: true }`. */
export function deleteRecord<Opened extends Opening, Key>(
	kind: RecordKind<Opened, Key>,
	{ description, limit, seek, described, remove }: Deleting<Opened, Key>,
): Operation {
	const show = { resource: [kind.resource], operation: ['delete'] };
	const guard = recordGuard(limit, (id: string) => id);
	return {
		description: [kind.parameter(show, description), kind.options(show, recordOptions(guard))],
		execute: async (context) => {
			const opened = await kind.open(context);
			return await writeSeenRecords(context, {
				session: opened.session,
				guard,
				read: (i) => kind.keyOf(context, i),
				look: async (key) => await seek(opened, key),
				planned: (id) => ({ action: 'delete', id }),
				described: async (id) => await described(opened, id),
				work: async (id) => {
					await remove(opened, id);
					return { deleted: true };
				},
			});
		},
	};
}
