import { failureOf } from '../failure';
import { mapBounded } from './bounded';
import { pLimit } from './libraries';
import { becauseOf, whyNotDone, whyNotPlanned } from './order';
import { isWrite, usersOf } from './plan';
import type { Outcome, Plan, Planned, Predecessor, Unsent, Write } from './types';
import type { UserOperation } from './userOperation';

/** How often a write is tried on a record that others change meanwhile. */
const MOST_ATTEMPTS = 2;

/** A plan for one item; a channel that failed is a plan of kind `failed`. */
export async function planSafely<W, Doc>({ plan }: Pick<UserOperation<W, Doc>, 'plan'>, wanted: W): Promise<Plan<Doc>> {
	try {
		return await plan(wanted);
	} catch (error) {
		return { kind: 'failed', failure: failureOf(error) };
	}
}

/** The same right before a write. */
async function planAgain<W, Doc>({ plan, planAnew = plan }: UserOperation<W, Doc>, wanted: W): Promise<Plan<Doc>> {
	return await planSafely({ plan: planAnew }, wanted);
}

/**
 * Writes what was planned. Writes to the same user keep the order of the items and never overlap; a
 * later one is planned anew, because the earlier one changed what it was compared with. So is what waits for
 * somebody whom it refers to, and, once, a write that met a record which somebody changed since it was read.
 * @param stopAtFailure after a failure no further write is started; what is left is `held`
 * @returns one outcome per plan, in the same order
 */
export async function apply<W, Doc>(
	operation: UserOperation<W, Doc>,
	planned: ReadonlyArray<Planned<W, Doc>>,
	{ concurrency, stopAtFailure }: Readonly<{ concurrency: number; stopAtFailure: boolean }>,
): Promise<ReadonlyArray<Outcome<Doc>>> {
	let stopped = false;
	const bound = pLimit(concurrency);
	const earlierOf = sameUserBefore(planned);
	/** Whom others wait for. */
	const awaited = new Set([...earlierOf.values(), ...planned.map(({ after = [] }) => after.map(({ item }) => item))].flat());
	const underWay = new Map<number, Promise<Outcome<Doc>>>();

	const finish = async (plan: Plan<Doc>, wanted: W): Promise<Outcome<Doc>> => {
		if (!isWrite(plan)) return { kind: 'settled', plan };
		if (stopped) return { kind: 'held' };
		const outcome = await write(operation, plan, wanted);
		stopped ||= stopAtFailure && outcome.kind === 'failed';
		return outcome;
	};

	const finishAnew = async (plan: Plan<Doc>, wanted: W): Promise<Outcome<Doc>> => {
		// What a plan refers to may be made for it: not after a failure.
		if (stopped && isWrite(plan)) return { kind: 'held' };
		const anew = await planAgain(operation, wanted);
		// Planning anew may make a record first, and fail at that.
		stopped ||= stopAtFailure && anew.kind === 'failed';
		return await finish(anew, wanted);
	};

	const inTurn = async (i: number): Promise<Outcome<Doc>> => {
		const { plan, wanted, after = [], anew = false } = planned[i] ?? {};
		if (!plan) return { kind: 'held' };
		const earlier = earlierOf.get(i) ?? [];
		// Somebody who is as wanted now may not be so after an earlier item.
		if (!isWrite(plan) && earlier.length + after.length === 0) return { kind: 'settled', plan };
		if (wanted === undefined) throw new Error('A write was planned for an item that asks for nothing');
		// Waits outside of the bound: who waits within it could wait for one who never gets in.
		await Promise.all(earlier.map(outcomeOf));
		const kept = await keptBy(after, outcomeOf);
		if (kept && !stopped) return isWrite(plan) ? { kind: 'failed', plan, failure: kept } : { kind: 'settled', plan };
		const isOld = anew || earlier.length + after.length > 0;
		return await bound(async () => (isOld ? await finishAnew(plan, wanted) : await finish(plan, wanted)));
	};

	const outcomeOf = async (i: number): Promise<Outcome<Doc>> => {
		const known = underWay.get(i);
		if (known) return await known;
		const mine = inTurn(i);
		if (awaited.has(i)) underWay.set(i, mine);
		return await mine;
	};

	const outcomes: Array<Outcome<Doc>> = [];
	const late: Array<Promise<void>> = [];
	const finished = async (i: number): Promise<void> => {
		outcomes[i] = await outcomeOf(i);
	};
	await mapBounded(planned, concurrency, async ({ after = [] }, i) => {
		const mine = finished(i);
		if (!earlierOf.has(i) && after.length === 0) return await mine;
		// Who waits must not take the place of one who is waited for.
		mine.catch(() => undefined);
		late.push(mine);
		return undefined;
	});
	await Promise.all(late);
	return outcomes;
}

/** By item, those before it that write the same user, where there are any. */
function sameUserBefore<W, Doc>(planned: ReadonlyArray<Planned<W, Doc>>): ReadonlyMap<number, readonly number[]> {
	const lastOf = new Map<string, number>();
	const earlierOf = new Map<number, readonly number[]>();
	planned.forEach(({ plan, after = [] }, i) => {
		const users = plan ? usersOf(plan) : [];
		const earlier = users.flatMap((user) => lastOf.get(user) ?? []);
		if (earlier.length > 0) earlierOf.set(i, earlier);
		if (plan && (isWrite(plan) || earlier.length + after.length > 0)) for (const user of users) lastOf.set(user, i);
	});
	return earlierOf;
}

/** Why an item can't be done, because one that it waits for was not. */
async function keptBy<Doc>(after: readonly Predecessor[], outcomeOf: (i: number) => Promise<Outcome<Doc>>) {
	for (const one of after) {
		const why = whyNotDone(await outcomeOf(one.item));
		if (why !== undefined) return becauseOf(one, why);
	}
	return undefined;
}

async function write<W, Doc>(operation: UserOperation<W, Doc>, plan: Write<Doc>, wanted: W, attempts = 1): Promise<Outcome<Doc>> {
	try {
		return { kind: 'written', plan, written: await operation.write(plan, wanted), attempts };
	} catch (error) {
		const failure = failureOf(error);
		if (failure.kind !== 'conflict' || attempts >= MOST_ATTEMPTS) return { kind: 'failed', plan, failure };
		const anew = await planAgain(operation, wanted);
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
	{ concurrency, unsentOf }: Readonly<{ concurrency: number; unsentOf: UnsentOf }>,
): Promise<ReadonlyArray<Outcome<Doc>>> {
	const firstOf = new Map<string, number>();

	const show = async ({ plan, wanted, after = [] }: Planned<W, Doc>, i: number): Promise<Outcome<Doc>> => {
		if (!plan) return { kind: 'held' };
		const users = usersOf(plan);
		const [first] = users.flatMap((user) => firstOf.get(user) ?? []);
		// What the earlier item leaves behind is only seen once it is written.
		if (first !== undefined) return { kind: 'deferred', after: first };
		if (!isWrite(plan)) return { kind: 'settled', plan };
		if (wanted === undefined) throw new Error('A write was planned for an item that asks for nothing');
		const [failure] = after.flatMap((one) => {
			const why = whyNotPlanned(planned[one.item]?.plan);
			return why === undefined ? [] : [becauseOf(one, why)];
		});
		if (failure) return { kind: 'failed', plan, failure };
		for (const user of users) firstOf.set(user, i);

		try {
			await operation.write(plan, wanted);
		} catch (thrown) {
			const requests = unsentOf(thrown);
			const first = after.map(({ item }) => item);
			if (requests) return { kind: 'previewed', plan, requests, ...(first.length > 0 ? { after: first } : {}) };
			return { kind: 'failed', plan, failure: failureOf(thrown) };
		}
		throw new Error('A preview ended without a request that it kept back');
	};
	return await mapBounded(planned, concurrency, show);
}
