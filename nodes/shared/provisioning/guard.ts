import type { Failure } from '../failure';
import type { Change, FieldName, FieldSet, Plan, Write } from './types';
import { isWrite } from './writes';

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
	identityChanges: 'Max E-Mail or Login Changes',
};

type Excess = Readonly<{ says: string; limit: keyof GuardLimits; plans: readonly Write[] }>;

/**
 * Looks at everything that an execution would write, before it writes anything. Pure.
 * @param population how many users the plans are about: the items, or the directory where it was listed
 * @returns why the execution must stop, for people who keep a list of employees; undefined when it may go on
 */
export function overLimit(
	plans: readonly Plan[],
	{ population, limits, rules }: Readonly<{ population: number; limits: GuardLimits; rules: FieldRules }>,
): Failure | undefined {
	const writes = plans.filter((plan) => isWrite(plan));
	const [excess] = excesses(writes, { population, limits, rules });
	if (!excess) return undefined;
	return {
		kind: 'guarded',
		says: [`Stopped before anything was written: ${excess.says}.`, mostOften(writes), forExample(excess.plans, rules)]
			.filter(Boolean)
			.join(' '),
		todo: `Check whether a column of the source has shifted or a list is incomplete. If the changes are right, raise "${LIMIT_LABELS[excess.limit]}" under Options.`,
	};
}

function excesses(
	writes: readonly Write[],
	{ population, limits, rules }: Readonly<{ population: number; limits: GuardLimits; rules: FieldRules }>,
): readonly Excess[] {
	const over = (limit: Exclude<keyof GuardLimits, 'share'>, plans: readonly Write[], would: string): Excess[] =>
		plans.length > limits[limit]
			? [{ limit, plans, says: `${counted(plans.length)} of ${population} would ${would}, and at most ${limits[limit]} may` }]
			: [];

	const deleted = writes.filter(({ kind }) => kind === 'delete');
	// A new user has neither access nor an address to lose.
	const edited = writes.filter(({ kind }) => kind !== 'create');
	const keptOut = edited.filter((plan) => plan.kind === 'deactivate' || plan.kind === 'archive' || changesOf(plan).some(rules.keepsOut));
	const renamed = edited.filter((plan) => changesOf(plan).some(({ field }) => rules.isIdentity(field)));
	const share = (100 * writes.length) / population;
	return [
		...over('deletions', deleted, 'be deleted'),
		...over('deactivations', keptOut, 'lose access'),
		...over('identityChanges', renamed, 'get another e-mail address or login'),
		...over('changes', writes, 'change'),
		...(population >= SMALLEST_POPULATION && share > limits.share
			? [
					{
						limit: 'share' as const,
						plans: writes,
						says: `${counted(writes.length)} of ${population} would change, which is ${Math.floor(share)} %, and at most ${limits.share} % may`,
					},
				]
			: []),
	];
}

function counted(users: number): string {
	return users === 1 ? '1 user' : `${users} users`;
}

const MOST_FIELDS = 5;
const EXAMPLES = 3;
const LONGEST_VALUE = 40;

/** Which fields would change how often: a shifted column shows at once. */
function mostOften(writes: readonly Write[]): string {
	const times = new Map<FieldName, number>();
	for (const { field } of writes.flatMap(changesOf)) times.set(field, (times.get(field) ?? 0) + 1);
	const most = [...times].sort(([, one], [, other]) => other - one).slice(0, MOST_FIELDS);
	return most.length === 0 ? '' : `Fields that would change most: ${most.map(([field, count]) => `${field} (${count})`).join(', ')}.`;
}

function forExample(plans: readonly Write[], { secret }: FieldRules): string {
	const shown = plans.slice(0, EXAMPLES).map((plan) => {
		const [change] = changesOf(plan);
		const what =
			change === undefined
				? plan.kind
				: `${change.field} ${secret.has(change.field) ? '[hidden]' : `${text(change.from)} → ${text(change.to)}`}`;
		return `${plan.key?.value ?? 'a new user'}: ${what}`;
	});
	return `For example ${shown.join('; ')}.`;
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
