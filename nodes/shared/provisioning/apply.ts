import { failureOf } from '../failure';
import type { Directory } from './directory';
import { planSafely } from './plan';
import type { MatchBy, Outcome, Plan, Wanted, Write, Written } from './types';

/** One item on its way: what was decided (nothing, when the run stopped before it), and what it asks for (nothing, when it could not be read). */
export type Planned<By extends MatchBy, With, Doc> = Readonly<{ plan?: Plan<Doc>; wanted?: Wanted<By, With> }>;

/** Runs a task, never more than its bound at once. */
export type Bound = <T>(task: () => Promise<T>) => Promise<T>;

/**
 * Writes what was planned. Writes to the same user keep the order of the items and never overlap; a
 * later one is planned anew, because the earlier one changed what it was compared with.
 * @param stopAtFailure after a failure no further write is started; what is left is `held`
 * @returns one outcome per plan, in the same order
 */
export async function apply<By extends MatchBy, With, Doc>(
	directory: Directory<By, With, Doc>,
	planned: ReadonlyArray<Planned<By, With, Doc>>,
	{ bound, stopAtFailure }: Readonly<{ bound: Bound; stopAtFailure: boolean }>,
): Promise<ReadonlyArray<Outcome<Doc>>> {
	let stopped = false;
	const lastOf = new Map<string, Promise<unknown>>();

	const finish = async (plan: Plan<Doc>, wanted: Wanted<By, With>): Promise<Outcome<Doc>> => {
		if (!isWrite(plan)) return { kind: 'settled', plan };
		if (stopped) return { kind: 'held' };
		const outcome = await write(directory, plan, wanted);
		stopped ||= stopAtFailure && outcome.kind === 'failed';
		return outcome;
	};

	const inTurn = async ({ plan, wanted }: Planned<By, With, Doc>): Promise<Outcome<Doc>> => {
		if (!plan) return { kind: 'held' };
		if (!isWrite(plan)) return { kind: 'settled', plan };
		if (!wanted) throw new Error('A write was planned for an item that asks for nothing');
		const user = userOf(plan);
		const earlier = lastOf.get(user);
		const mine = earlier
			? earlier.then(async () => await bound(async () => await finish(await planSafely(directory, wanted), wanted)))
			: bound(async () => await finish(plan, wanted));
		lastOf.set(user, mine);
		return await mine;
	};

	return await Promise.all(planned.map(inTurn));
}

export function isWrite<Doc>(plan: Plan<Doc>): plan is Write<Doc> {
	return plan.kind === 'update' || plan.kind === 'updateUnseen';
}

/** What two writes must share to be kept apart: the user's id, or the key where no id is known. */
function userOf(plan: Write): string {
	return plan.kind === 'update' ? `id:${plan.current.id}` : `${plan.key.by}:${plan.key.value.toLowerCase()}`;
}

async function write<By extends MatchBy, With, Doc>(
	directory: Directory<By, With, Doc>,
	plan: Write<Doc>,
	wanted: Wanted<By, With>,
): Promise<Outcome<Doc>> {
	try {
		return { kind: 'written', plan, written: await send(directory, plan, wanted) };
	} catch (error) {
		return { kind: 'failed', plan, failure: failureOf(error) };
	}
}

async function send<By extends MatchBy, With, Doc>(
	directory: Directory<By, With, Doc>,
	plan: Write<Doc>,
	wanted: Wanted<By, With>,
): Promise<Written<Doc>> {
	if (directory.kind === 'readable' && plan.kind === 'update') {
		return await directory.update(plan.current, plan.changes, wanted.with);
	}
	if (directory.kind === 'blind' && plan.kind === 'updateUnseen') {
		return await directory.updateUnseen(wanted.key, plan.changes, wanted.with);
	}
	throw new Error(`A plan of kind ${plan.kind} does not belong to a ${directory.kind} directory`);
}
