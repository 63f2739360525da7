import type { Failure } from '../failure';
import { apply, isWrite, planSafely, type Planned } from './apply';
import type { Course } from './courses';
import { pLimit } from './libraries';
import type { Outcome, Plan } from './types';

/** What an item's parameters gave: something wanted, or the reason why they can't be understood. */
export type Ask<W> =
	| Readonly<{ kind: 'wanted'; wanted: W }>
	| Readonly<{ kind: 'failed'; failure: Failure }>;

export type ProvisionOptions = Readonly<{
	/** Users that are read or written at once, 1 to 25. */
	concurrency: number;
	/** Whether one item that can't be done keeps the others from being written. */
	stopAtFailure: boolean;
}>;

/**
 * The story of every operation that writes users: plan each item, look at the whole set, apply.
 * Reads come before the first write. With `stopAtFailure`, a plan that can't be carried out means that
 * nothing is written at all.
 * @returns one outcome per ask, in the same order
 */
export async function provision<W, Doc>(
	course: Course<W, Doc>,
	asks: ReadonlyArray<Ask<W>>,
	{ concurrency, stopAtFailure }: ProvisionOptions,
): Promise<ReadonlyArray<Outcome<Doc>>> {
	const bound = pLimit(concurrency);
	let deadEnd = asks.some(({ kind }) => kind === 'failed');

	const plan = async (ask: Ask<W>): Promise<Planned<W, Doc>> => {
		if (ask.kind === 'failed') return { plan: ask };
		return await bound(async () => {
			if (stopAtFailure && deadEnd) return {};
			const plan = await planSafely(course, ask.wanted);
			deadEnd ||= isDeadEnd(plan);
			return { plan, wanted: ask.wanted };
		});
	};

	const planned = await Promise.all(asks.map(plan));
	if (stopAtFailure && deadEnd) return planned.map(unwritten);
	return await apply(course, planned, { bound, stopAtFailure });
}

function unwritten<Doc>({ plan }: Readonly<{ plan?: Plan<Doc> }>): Outcome<Doc> {
	return !plan || isWrite(plan) ? { kind: 'held' } : { kind: 'settled', plan };
}

/** Plans that end as an error of their item. */
function isDeadEnd(plan: Plan): boolean {
	return plan.kind === 'notFound' || plan.kind === 'ambiguous' || plan.kind === 'failed';
}
