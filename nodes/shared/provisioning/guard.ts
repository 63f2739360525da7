import type { Failure } from '../failure';
import type { Change, FieldName, FieldSet, Plan, Write } from './types';
import { isWrite } from './plan';
import { HIDDEN, introduced, type Told, type Wording } from './wording';

/** How much one execution may change. Each is a number of users, `share` a percentage of them, from {@link SMALLEST_POPULATION} on. */
export type GuardLimits = Readonly<{ changes: number; share: number; deactivations: number; deletions: number; identityChanges: number }>;

/**
 * Modest on purpose: a day's joiners, movers and leavers pass, a shifted column does not. 20 % from 100
 * users on is what provisioning engines stop at.
 */
export const DEFAULT_LIMITS: GuardLimits = { changes: 50, share: 20, deactivations: 10, deletions: 5, identityChanges: 10 };

/** In a short list, a share says nothing. */
export const SMALLEST_POPULATION = 100;

/** What some fields mean at a vendor. */
export type FieldRules = Readonly<{
	/** Fields whose values are never shown. */
	secret: FieldSet;
	/** Whether people sign in with what stands in this field. */
	isIdentity: (field: FieldName) => boolean;
	/** Whether no two users share what stands in this field: who has it in common with a newcomer may be the same person. */
	identifies: (field: FieldName) => boolean;
	/** Whether a change of a field keeps the user out. */
	keepsOut: (change: Change) => boolean;
}>;

/** The parameters that raise a limit, as the editor shows them. */
export const LIMIT_LABELS: Readonly<Record<keyof GuardLimits, string>> = {
	changes: 'Max Users to Change',
	share: 'Max Share to Change (%)',
	deactivations: 'Max Users to Deactivate',
	deletions: 'Max Users to Delete',
	identityChanges: 'Max Email or Login Changes',
};

/** How many the plans are about: the items, or the users of the directory where it was listed. */
export type Population = Readonly<{ count: number; of: 'items' | 'directory' }>;

/** A limit that is passed: how the editor calls it, and the value with which it would not be. */
type Excess = Readonly<{ label: string; says: string; needs: number }>;

type Passed = Excess & Readonly<{ plans: readonly Write[] }>;
type Limited = Readonly<{ population: Population; limits: GuardLimits; rules: FieldRules; wording: Wording }>;

/**
 * Looks at everything that an execution would write, before it writes anything. Pure.
 * @returns why the execution must stop, by every limit, for people who keep a list of employees; undefined when it may go on
 */
export function overLimit(plans: readonly Plan[], limited: Limited): Failure | undefined {
	const writes = plans.filter((plan) => isWrite(plan));
	const passed = excesses(writes, limited);
	const [worst] = passed;
	if (!worst) return undefined;
	return guarded(passed, {
		examples: [mostOften(writes, limited.wording), forExample(worst.plans, limited.wording)].filter(Boolean).join(' '),
		advice: 'Check for a shifted column or an incomplete list. If the changes are right',
	});
}

/**
 * Why an execution must stop before its first write, by every limit that it passes.
 * @param advice what to check, and when the limits may be raised: a sentence that goes on with "raise …"
 */
export function guarded(passed: readonly Excess[], { examples, advice }: Readonly<{ examples: string; advice: string }>): Failure {
	const needed = passed.map(({ label, needs }) => `"${label}" to ${needs}`);
	return {
		kind: 'guarded',
		says: `Stopped before anything was written: ${passed.map(({ says }) => says).join('; ')}. ${examples}`,
		todo: `${advice}, raise ${listed(needed)} under Options, Safety Limits.`,
	};
}

/** That more would be changed than may be: `3 groups would be deleted, and at most 2 may`. */
export function tooMany(
	count: number,
	{ one, many, would, most }: Readonly<{ one: string; many: string; would: string; most: number }>,
): string {
	return `${count} ${count === 1 ? one : many} would ${would} (limit: ${most})`;
}

const USERS = { one: 'user', many: 'users' };

function excesses(writes: readonly Write[], { population, limits, rules }: Limited): readonly Passed[] {
	const over = (limit: Exclude<keyof GuardLimits, 'share'>, plans: readonly Write[], would: string): readonly Passed[] => {
		const most = limits[limit];
		if (plans.length <= most) return [];
		return [{ label: LIMIT_LABELS[limit], says: tooMany(plans.length, { ...USERS, would, most }), needs: plans.length, plans }];
	};

	const deleted = writes.filter(({ kind }) => kind === 'delete');
	// A new user has neither access nor an address to lose.
	const edited = writes.filter(({ kind }) => kind !== 'create');
	const keptOut = edited.filter((plan) => plan.kind === 'deactivate' || plan.kind === 'archive' || changesOf(plan).some(rules.keepsOut));
	const renamed = edited.filter((plan) => changesOf(plan).some(({ field }) => rules.isIdentity(field)));
	return [
		...over('deletions', deleted, 'be deleted'),
		...over('deactivations', keptOut, 'lose access'),
		...over('identityChanges', renamed, 'get another email address or login'),
		...over('changes', writes, 'change'),
		...overShare(writes, population, limits.share),
	];
}

const WHOLE = 100;

function overShare(plans: readonly Write[], { count, of }: Population, limit: number): readonly Passed[] {
	const share = (WHOLE * plans.length) / count;
	if (count < SMALLEST_POPULATION || limit >= WHOLE || share <= limit) return [];
	const among = of === 'directory' ? `${count} users in the directory` : `${count} items`;
	const says = `${plans.length} ${plans.length === 1 ? 'user' : 'users'} would change: ${percent(share)}% of the ${among} (limit: ${limit}%)`;
	return [{ label: LIMIT_LABELS.share, says, needs: Math.min(Math.ceil(share), WHOLE), plans }];
}

/** Rounded up, so that what is too much never reads like what is allowed. */
function percent(share: number): number {
	return Math.ceil(Number((share * 10).toFixed(6))) / 10;
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[]): string {
	return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const MOST_FIELDS = 5;
const EXAMPLES = 3;
const LONGEST_VALUE = 40;

/** Which fields would change how often: a shifted column shows at once. */
function mostOften(writes: readonly Write[], { label }: Wording): string {
	const times = new Map<FieldName, number>();
	for (const { field } of writes.flatMap(changesOf)) times.set(field, (times.get(field) ?? 0) + 1);
	const most = [...times].sort(([, one], [, other]) => other - one).slice(0, MOST_FIELDS);
	const named = most.map(([field, count]) => `${label(field)} (${count})`);
	return most.length === 0 ? '' : `Fields that change most often: ${named.join(', ')}.`;
}

function forExample(plans: readonly Write[], wording: Wording): string {
	const shown = plans.slice(0, EXAMPLES).map((plan) => {
		const [change] = wording.changes(plan);
		return `${introduced(plan, wording)}: ${change === undefined ? plan.kind : example(change)}`;
	});
	return `For example, ${shown.join('; ')}.`;
}

function example({ field, from, to }: Told): string {
	return `${field} ${to === HIDDEN ? HIDDEN : `${text(from)} → ${text(to)}`}`;
}

function text(value: Change['from']): string {
	if (value === undefined) return '(not shown)';
	if (value === null) return '(nothing)';
	const written = typeof value === 'string' ? value : JSON.stringify(value);
	return `"${written.length > LONGEST_VALUE ? `${written.slice(0, LONGEST_VALUE)}…` : written}"`;
}

/** What a plan changes, field by field; nothing for plans without fields. */
export function changesOf(plan: Write): readonly Change[] {
	return 'changes' in plan ? plan.changes : [];
}
