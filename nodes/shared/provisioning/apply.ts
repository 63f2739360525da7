import { failureOf } from '../failure';
import type { Course } from './courses';
import type { Outcome, Plan, Write } from './types';

/** One item on its way: what was decided (nothing, when the run stopped before it), and what it asks for (nothing, when it could not be read). */
export type Planned<W, Doc> = Readonly<{ plan?: Plan<Doc>; wanted?: W }>;

/** Runs a task, never more than its bound at once. */
export type Bound = <T>(task: () => Promise<T>) => Promise<T>;

const WRITES: ReadonlySet<Plan['kind']> = new Set<Write['kind']>(['create', 'update', 'updateUnseen', 'activate', 'deactivate', 'delete']);

export function isWrite<Doc>(plan: Plan<Doc>): plan is Write<Doc> {
	return WRITES.has(plan.kind);
}

/** A plan for one item; a channel that failed is a plan of kind `failed`. */
export async function planSafely<W, Doc>({ plan }: Course<W, Doc>, wanted: W): Promise<Plan<Doc>> {
	try {
		return await plan(wanted);
	} catch (error) {
		return { kind: 'failed', failure: failureOf(error) };
	}
}

/**
 * Writes what was planned. Writes to the same user keep the order of the items and never overlap; a
 * later one is planned anew, because the earlier one changed what it was compared with.
 * @param stopAtFailure after a failure no further write is started; what is left is `held`
 * @returns one outcome per plan, in the same order
 */
export async function apply<W, Doc>(
	course: Course<W, Doc>,
	planned: ReadonlyArray<Planned<W, Doc>>,
	{ bound, stopAtFailure }: Readonly<{ bound: Bound; stopAtFailure: boolean }>,
): Promise<ReadonlyArray<Outcome<Doc>>> {
	let stopped = false;
	const lastOf = new Map<string, Promise<unknown>>();

	const finish = async (plan: Plan<Doc>, wanted: W): Promise<Outcome<Doc>> => {
		if (!isWrite(plan)) return { kind: 'settled', plan };
		if (stopped) return { kind: 'held' };
		const outcome = await write(course, plan, wanted);
		stopped ||= stopAtFailure && outcome.kind === 'failed';
		return outcome;
	};

	const inTurn = async ({ plan, wanted }: Planned<W, Doc>): Promise<Outcome<Doc>> => {
		if (!plan) return { kind: 'held' };
		if (!isWrite(plan)) return { kind: 'settled', plan };
		if (wanted === undefined) throw new Error('A write was planned for an item that asks for nothing');
		const user = userOf(plan);
		const earlier = user === undefined ? undefined : lastOf.get(user);
		const mine = earlier
			? earlier.then(async () => await bound(async () => await finish(await planSafely(course, wanted), wanted)))
			: bound(async () => await finish(plan, wanted));
		if (user !== undefined) lastOf.set(user, mine);
		return await mine;
	};

	return await Promise.all(planned.map(inTurn));
}

/** What two writes must share to be kept apart: the user's id, or the key where no id is known. */
function userOf(plan: Write): string | undefined {
	if (plan.kind === 'create' || plan.kind === 'updateUnseen') {
		return plan.key && `${plan.key.by}:${plan.key.value.toLowerCase()}`;
	}
	return `id:${plan.current.id}`;
}

async function write<W, Doc>(course: Course<W, Doc>, plan: Write<Doc>, wanted: W): Promise<Outcome<Doc>> {
	try {
		return { kind: 'written', plan, written: await course.write(plan, wanted) };
	} catch (error) {
		return { kind: 'failed', plan, failure: failureOf(error) };
	}
}
