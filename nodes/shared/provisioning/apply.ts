import { failureOf } from '../failure';
import { isWrite, usersOf } from './plan';
import type { Outcome, Plan, Unsent, Write } from './types';
import type { UserOperation } from './userOperation';

/** One item on its way: what was decided (nothing, when the run stopped before it), and what it asks for (nothing, when it could not be read). */
export type Planned<W, Doc> = Readonly<{ plan?: Plan<Doc>; wanted?: W }>;

/** Runs a task, never more than its bound at once. */
export type Bound = <T>(task: () => Promise<T>) => Promise<T>;

/** How often a write is tried on a record that others change meanwhile. */
const MOST_ATTEMPTS = 2;

/** A plan for one item; a channel that failed is a plan of kind `failed`. */
export async function planSafely<W, Doc>({ plan }: UserOperation<W, Doc>, wanted: W): Promise<Plan<Doc>> {
	try {
		return await plan(wanted);
	} catch (error) {
		return { kind: 'failed', failure: failureOf(error) };
	}
}

/**
 * Writes what was planned. Writes to the same user keep the order of the items and never overlap; a
 * later one is planned anew, because the earlier one changed what it was compared with. So is, once, a
 * write that met a record which somebody changed since it was read.
 * @param stopAtFailure after a failure no further write is started; what is left is `held`
 * @returns one outcome per plan, in the same order
 */
export async function apply<W, Doc>(
	operation: UserOperation<W, Doc>,
	planned: ReadonlyArray<Planned<W, Doc>>,
	{ bound, stopAtFailure }: Readonly<{ bound: Bound; stopAtFailure: boolean }>,
): Promise<ReadonlyArray<Outcome<Doc>>> {
	let stopped = false;
	const lastOf = new Map<string, Promise<unknown>>();

	const finish = async (plan: Plan<Doc>, wanted: W): Promise<Outcome<Doc>> => {
		if (!isWrite(plan)) return { kind: 'settled', plan };
		if (stopped) return { kind: 'held' };
		const outcome = await write(operation, plan, wanted);
		stopped ||= stopAtFailure && outcome.kind === 'failed';
		return outcome;
	};

	const inTurn = async ({ plan, wanted }: Planned<W, Doc>): Promise<Outcome<Doc>> => {
		if (!plan) return { kind: 'held' };
		const users = usersOf(plan);
		const earlier = users.flatMap((user) => lastOf.get(user) ?? []);
		// Somebody who is as wanted now may not be so after an earlier item.
		if (!isWrite(plan) && earlier.length === 0) return { kind: 'settled', plan };
		if (wanted === undefined) throw new Error('A write was planned for an item that asks for nothing');
		const mine =
			earlier.length > 0
				? Promise.all(earlier).then(async () => await bound(async () => await finish(await planSafely(operation, wanted), wanted)))
				: bound(async () => await finish(plan, wanted));
		for (const user of users) lastOf.set(user, mine);
		return await mine;
	};

	return await Promise.all(planned.map(inTurn));
}

async function write<W, Doc>(operation: UserOperation<W, Doc>, plan: Write<Doc>, wanted: W, attempts = 1): Promise<Outcome<Doc>> {
	try {
		return { kind: 'written', plan, written: await operation.write(plan, wanted), attempts };
	} catch (error) {
		const failure = failureOf(error);
		if (failure.kind !== 'conflict' || attempts >= MOST_ATTEMPTS) return { kind: 'failed', plan, failure };
		const anew = await planSafely(operation, wanted);
		return isWrite(anew) ? await write(operation, anew, wanted, attempts + 1) : { kind: 'settled', plan: anew };
	}
}

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
