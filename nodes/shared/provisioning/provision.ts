import type { Failure } from '../failure';
import { apply, planSafely, preview, type UnsentOf } from './apply';
import { mapBounded } from './bounded';
import { breaking } from './breaker';
import { overLimit, type FieldRules, type GuardLimits, type Population } from './guard';
import type { MatchKey, Outcome, Plan, Planned, Profile } from './types';
import { isWrite } from './plan';
import type { UserOperation } from './userOperation';
import type { Wording } from './wording';

/** What an item's parameters gave: something wanted, or the reason why they can't be understood; and whom it names, where that can be read. */
export type Ask<W> = Readonly<{ key?: MatchKey }> & Readonly<{ kind: 'wanted'; wanted: W } | { kind: 'failed'; failure: Failure }>;

export type ProvisionOptions = Readonly<{
	/** Users that are read or written at once, 1 to 25. */
	concurrency: number;
	/** Whether one item that can't be done keeps the others from being written. */
	stopAtFailure: boolean;
	guard: Readonly<{ limits: GuardLimits; rules: FieldRules; wording: Wording }>;
	/** Given, nothing is written: see {@link preview}. */
	preview?: UnsentOf;
}>;

/** The outcomes, one per ask and in the same order; and, in a preview, why the guard would stop the execution. */
export type Provisioned<Doc> = Readonly<{ outcomes: ReadonlyArray<Outcome<Doc>>; guarded?: Failure }>;

/**
 * The story of every operation that writes users: plan each item, look at the whole set, apply.
 * Reads come before the first write. With `stopAtFailure`, a plan that can't be carried out means that
 * nothing is written at all; so does a whole that is larger than the guard allows.
 */
export async function provision<W, Doc>(
	operation: UserOperation<W, Doc>,
	asks: ReadonlyArray<Ask<W>>,
	options: ProvisionOptions,
): Promise<Provisioned<Doc>> {
	const { concurrency } = options;
	const stopAtFailure = options.stopAtFailure && options.preview === undefined;
	const careful = breaking(operation);
	const planned = await planAll(careful, asks, { concurrency, stopAtFailure });
	return await carryOut(careful, planned, { ...options, population: { count: asks.length, of: 'items' } });
}

/** A plan for each ask; with `stopAtFailure`, none for what comes after one that can't be carried out. Writes nothing. */
export async function planAll<W, Doc>(
	operation: UserOperation<W, Doc>,
	asks: ReadonlyArray<Ask<W>>,
	{ concurrency, stopAtFailure }: Pick<ProvisionOptions, 'concurrency' | 'stopAtFailure'>,
): Promise<ReadonlyArray<Planned<W, Doc>>> {
	let deadEnd = asks.some(({ kind }) => kind === 'failed');
	const planned = await mapBounded(asks, concurrency, async (ask): Promise<Planned<W, Doc>> => {
		if (ask.kind === 'failed') return { plan: { kind: 'failed', failure: ask.failure } };
		if (stopAtFailure && deadEnd) return {};
		const made = await planSafely(operation, ask.wanted);
		deadEnd ||= isDeadEnd(made);
		return { plan: made, wanted: ask.wanted };
	});
	const arranged = operation.arrange?.(planned) ?? planned;
	return arranged === planned ? planned : planned.map((one, i) => ({ ...one, ...arranged[i] }));
}

/** What is written when everything else is through, under the same guard: not at all when `isOff` says so of what became of the rest. */
type Afterwards<Doc> = Readonly<{
	operation: UserOperation<Profile<Doc>, Doc>;
	planned: ReadonlyArray<Planned<Profile<Doc>, Doc>>;
	isOff: (outcomes: ReadonlyArray<Outcome<Doc>>) => boolean;
}>;

type CarryOut<Doc> = ProvisionOptions &
	Readonly<{ population: Population; missingIsFine?: boolean; afterwards?: Afterwards<Doc> | undefined }>;

/**
 * From plans to outcomes: the guard, then the writes, or the preview of them.
 * @returns one outcome per plan, those of `afterwards` behind the others
 */
export async function carryOut<W, Doc>(
	operation: UserOperation<W, Doc>,
	planned: ReadonlyArray<Planned<W, Doc>>,
	{ concurrency, population, guard, stopAtFailure, missingIsFine = false, preview: unsentOf, afterwards }: CarryOut<Doc>,
): Promise<Provisioned<Doc>> {
	const all = [...planned, ...(afterwards?.planned ?? [])];
	const plans = all.flatMap(({ plan }) => plan ?? []);
	const guarded = overLimit(plans, { ...guard, population });
	if (unsentOf) {
		const outcomes = await preview(operation, planned, { concurrency, unsentOf });
		const later = afterwards ? await preview(afterwards.operation, afterwards.planned, { concurrency, unsentOf }) : [];
		return { outcomes: [...outcomes, ...later], ...(guarded ? { guarded } : {}) };
	}
	if (stopAtFailure && plans.some((plan) => isDeadEnd(plan) && !(missingIsFine && plan.kind === 'notFound')))
		return { outcomes: all.map(unwritten) };
	if (guarded) return { outcomes: all.map((one) => stoppedBy(guarded, one)) };

	const outcomes = await apply(operation, planned, { concurrency, stopAtFailure });
	if (!afterwards) return { outcomes };
	const isOff = (stopAtFailure && outcomes.some(({ kind }) => kind === 'failed')) || afterwards.isOff(outcomes);
	const later = isOff
		? afterwards.planned.map(unwritten)
		: await apply(afterwards.operation, afterwards.planned, { concurrency, stopAtFailure });
	return { outcomes: [...outcomes, ...later] };
}

function unwritten<Doc>({ plan }: Readonly<{ plan?: Plan<Doc> }>): Outcome<Doc> {
	return !plan || isWrite(plan) ? { kind: 'held' } : { kind: 'settled', plan };
}

function stoppedBy<Doc>(failure: Failure, { plan }: Readonly<{ plan?: Plan<Doc> }>): Outcome<Doc> {
	return plan && isWrite(plan) ? { kind: 'failed', plan, failure } : unwritten(plan ? { plan } : {});
}

/** Plans that end as an error of their item. */
function isDeadEnd(plan: Plan): boolean {
	return plan.kind === 'notFound' || plan.kind === 'ambiguous' || plan.kind === 'failed';
}
