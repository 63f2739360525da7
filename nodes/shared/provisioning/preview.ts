import { failureOf } from '../failure';
import type { Bound, Planned } from './apply';
import type { UserOperation } from './userOperation';
import type { Outcome, Unsent } from './types';
import { isWrite, usersOf } from './writes';

/** What a write that was kept from being sent threw: the requests; undefined for any other error. */
export type UnsentOf = (thrown: unknown) => readonly Unsent[] | undefined;

/**
 * What {@link apply} would do, and with which requests. The directory must stand on a channel that lets
 * nothing but reads through and throws what it kept back.
 * @returns one outcome per plan, in the same order
 */
export async function preview<W, Doc>(
	operation: UserOperation<W, Doc>,
	planned: ReadonlyArray<Planned<W, Doc>>,
	{ bound, unsentOf }: Readonly<{ bound: Bound; unsentOf: UnsentOf }>,
): Promise<ReadonlyArray<Outcome<Doc>>> {
	const firstOf = new Map<string, number>();

	const show = async ({ plan, wanted }: Planned<W, Doc>, i: number): Promise<Outcome<Doc>> => {
		if (!plan) return { kind: 'held' };
		const users = usersOf(plan);
		const [first] = users.flatMap((user) => firstOf.get(user) ?? []);
		// What the earlier item leaves behind is only seen once it is written.
		if (first !== undefined) return { kind: 'deferred', after: first };
		if (!isWrite(plan)) return { kind: 'settled', plan };
		if (wanted === undefined) throw new Error('A write was planned for an item that asks for nothing');
		for (const user of users) firstOf.set(user, i);

		return await bound(async (): Promise<Outcome<Doc>> => {
			try {
				await operation.write(plan, wanted);
			} catch (thrown) {
				const requests = unsentOf(thrown);
				return requests ? { kind: 'previewed', plan, requests } : { kind: 'failed', plan, failure: failureOf(thrown) };
			}
			throw new Error('A preview ended without a request that it kept back');
		});
	};
	return await Promise.all(planned.map(show));
}
