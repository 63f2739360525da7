import { plainObject } from '../../json/json';
import { outputParameters, shapeOf } from '../parameters/output';
import type { RecordLimit } from '../parameters/writeOptions';
import { eachItem } from './items';
import type { Operation } from './operations';
import { recordGuard, REMOVAL_GUARD } from './recordGuard';
import { NO_GUARD, seenRecordOperation, type Opening, type RecordKind, type RecordWrite } from './recordOperations';

/*
 * Operations on one record that each item names, by its ID or otherwise: its ID is found out before anything is written.
 */

/** Get: each item comes out as the record that it names. */
export function getRecord<Opened extends Opening>(kind: RecordKind<Opened>, description: string): Operation {
	const show = { resource: [kind.resource], operation: ['get'] };
	return {
		description: [kind.parameter(show, description), ...outputParameters(show), ...(kind.notices?.(show) ?? []), kind.options(show)],
		writes: false,
		execute: async (context) => {
			const opened = await kind.open(context);
			return await eachItem(context, {
				session: opened.session,
				read: (i) => ({ key: kind.keyOf(context, i), shape: shapeOf(context, i, kind.simplified) }),
				work: async ({ key, shape }) => shape(plainObject(await kind.read(opened, await kind.idOf(opened, key)))),
			});
		},
	};
}

/** What an item asks for, and the ID of the record that it names. */
type Named<T> = T & Readonly<{ id: string }>;

type NamingKind<Opened extends Opening> = Omit<RecordKind<Opened>, 'parameter' | 'read' | 'simplified'> &
	Pick<Partial<RecordKind<Opened>>, 'read'>;

type SeenNamedWrite<Opened extends Opening, T, V> = Omit<RecordWrite<Opened, T, V>, 'look'> &
	Readonly<{
		/** What has to be known of every item besides, before the first write. */
		look: (asked: Named<T>, opened: Opened) => Promise<V>;
	}>;

/** An operation that writes the record that an item names. `read` gives what the item asks for besides. */
export function seenNamedOperation<Opened extends Opening, T extends object, V>(
	kind: NamingKind<Opened>,
	{ read, look, ...write }: SeenNamedWrite<Opened, T, V>,
): Operation {
	return seenRecordOperation(kind, {
		...write,
		read: (context, i, opened) => ({ key: kind.keyOf(context, i), asked: read(context, i, opened) }),
		look: async ({ key, asked }, opened) => await look({ ...asked, id: await kind.idOf(opened, key) }, opened),
	});
}

/** {@link seenNamedOperation} where nothing else has to be known before the first write. */
export function namedOperation<Opened extends Opening, T extends object>(
	kind: NamingKind<Opened>,
	write: Omit<RecordWrite<Opened, Named<T>, Named<T>>, 'look' | 'read'> & Pick<RecordWrite<Opened, T, never>, 'read'>,
): Operation {
	return seenNamedOperation<Opened, T, Named<T>>(kind, { ...write, look: async (asked) => await Promise.resolve(asked) });
}

type Deletion<Opened> = Readonly<{ description: string; limit: RecordLimit; remove: (opened: Opened, id: string) => Promise<void> }>;

/** Delete, behind a guard: each item comes out as `{ deleted: true }`. */
export function deleteRecord<Opened extends Opening>(
	kind: RecordKind<Opened>,
	{ description, limit, remove }: Deletion<Opened>,
): Operation {
	return namedOperation(kind, {
		operation: 'delete',
		parameters: (show) => [kind.parameter(show, description)],
		guard: recordGuard(limit),
		read: () => ({}),
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
