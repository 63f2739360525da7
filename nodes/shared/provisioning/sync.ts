import type { ListEnd } from '../listEnd';
import type { Bound, Planned } from './apply';
import type { Course } from './courses';
import type { SwitchesUsers } from './directory';
import { pLimit } from './libraries';
import { carryOut, planAll, type Ask, type ProvisionOptions, type Provisioned } from './provision';
import type { Snapshot } from './snapshot';
import type { Outcome, Plan, Profile, UserId } from './types';
import { usersOf } from './writes';

/** Who counts as a leaver, and what becomes of them. */
export type LeaverRules<Doc> = Readonly<{
	then: 'report' | 'deactivate' | 'ignore';
	/** Whether the input is a list of people like this one: leavers are looked for nowhere else. */
	inScope: (profile: Profile<Doc>) => boolean;
	/** Why this user is never deactivated; undefined for everybody else. */
	whyKept: (profile: Profile<Doc>) => string | undefined;
}>;

/** A user whom no item means. `why`: what keeps the user from being deactivated. */
export type Leaver<Doc> = Readonly<{ profile: Profile<Doc>; why?: string }>;

/** What a whole set of people leads to. Nothing is written yet. */
export type SyncPlan<W, Doc> = Readonly<{
	planned: ReadonlyArray<Planned<W, Doc>>;
	leavers: ReadonlyArray<Leaver<Doc>>;
	end: ListEnd;
	listed: number;
}>;

/** One outcome per item, then one for each leaver. */
export type Synced<Doc> = Provisioned<Doc> & Readonly<{ leavers: ReadonlyArray<Leaver<Doc> & Readonly<{ outcome?: Outcome<Doc> }>> }>;

/**
 * Plans for everybody who should be there, against a snapshot of who is, and those whom no item means.
 * Two items for one user are both refused: they would write over each other on every run.
 */
export async function planSync<W, Doc>(
	course: Course<W, Doc>,
	asks: ReadonlyArray<Ask<W>>,
	{
		snapshot: { profiles, end },
		leavers,
		bound,
		keyText,
	}: Readonly<{
		snapshot: Snapshot<Doc>;
		leavers: LeaverRules<Doc>;
		bound: Bound;
		/** The key of somebody who is not there as the text that equal keys share. */
		keyText: (wanted: W) => string;
	}>,
): Promise<SyncPlan<W, Doc>> {
	const planned = withoutTwins(await planAll(course, asks, { bound, stopAtFailure: false }), keyText);
	const meant = new Set(planned.flatMap(({ plan }) => usersIn(plan)));
	const doubt = whyNobodyLeft({ planned, end });
	const left =
		leavers.then === 'ignore'
			? []
			: [...profiles.values()].filter((profile) => !meant.has(profile.id) && profile.active !== false && leavers.inScope(profile));
	return {
		planned,
		leavers: left.map((profile): Leaver<Doc> => {
			const why = doubt ?? leavers.whyKept(profile);
			return why === undefined ? { profile } : { profile, why };
		}),
		end,
		listed: profiles.size,
	};
}

/**
 * Carries a sync out. With `deactivates`, leavers whom nothing keeps are deactivated under the same guard.
 * @returns the items' outcomes in their order, and the leavers with theirs
 */
export async function carryOutSync<With, W, Doc>(
	course: Course<W, Doc>,
	{ planned, leavers }: SyncPlan<W, Doc>,
	{
		deactivates,
		how,
		missingIsFine,
		...options
	}: ProvisionOptions & Readonly<{ deactivates?: SwitchesUsers<With, Doc>; how: With; missingIsFine: boolean }>,
): Promise<Synced<Doc>> {
	type Task = Readonly<{ item: W } | { leaver: Profile<Doc> }>;
	const both: Course<Task, Doc> = {
		plan: async (task) =>
			'item' in task
				? await course.plan(task.item)
				: { kind: 'deactivate', key: { by: 'id', value: task.leaver.id }, current: task.leaver },
		write: async (plan, task) => {
			if ('item' in task) return await course.write(plan, task.item);
			if (!deactivates) throw new Error('A leaver was to be deactivated at a vendor that can not');
			return await deactivates.setActive(task.leaver, false, how);
		},
	};
	const going = deactivates ? leavers.filter(({ why }) => why === undefined) : [];
	const tasks: ReadonlyArray<Planned<Task, Doc>> = [
		...planned.map(({ plan, wanted }): Planned<Task, Doc> => ({
			...(plan ? { plan } : {}),
			...(wanted === undefined ? {} : { wanted: { item: wanted } }),
		})),
		...going.map(({ profile }): Planned<Task, Doc> => ({
			plan: { kind: 'deactivate', key: { by: 'id', value: profile.id }, current: profile },
			wanted: { leaver: profile },
		})),
	];
	const { outcomes, ...rest } = await carryOut(both, tasks, {
		...options,
		bound: pLimit(options.concurrency),
		population: tasks.length,
		missingIsFine,
	});
	const ofLeaver = new Map(going.map(({ profile }, i) => [profile.id, outcomes[planned.length + i]]));
	return {
		...rest,
		outcomes: outcomes.slice(0, planned.length),
		leavers: leavers.map((leaver) => {
			const outcome = ofLeaver.get(leaver.profile.id);
			return outcome ? { ...leaver, outcome } : leaver;
		}),
	};
}

/** Two items that mean the same user, or would make the same one. */
function withoutTwins<W, Doc>(planned: ReadonlyArray<Planned<W, Doc>>, keyText: (wanted: W) => string): ReadonlyArray<Planned<W, Doc>> {
	const whoIs = ({ plan, wanted }: Planned<W, Doc>): readonly string[] => {
		if (plan && 'current' in plan) return [`user ${plan.current.id}`];
		if (wanted === undefined || (plan?.kind !== 'create' && plan?.kind !== 'notFound')) return [];
		// The list never shows who is made from it: a further key in common would make the same user twice.
		return [keyText(wanted), ...usersOf(plan)].map((text) => `nobody ${text}`);
	};
	const itemsOf = new Map<string, number[]>();
	planned.forEach((one, i) => {
		for (const who of new Set(whoIs(one))) itemsOf.set(who, [...(itemsOf.get(who) ?? []), i]);
	});
	const twins = new Map(
		[...itemsOf.values()].filter((items) => items.length > 1).flatMap((items) => items.map((i) => [i, items] as const)),
	);
	return planned.map((one, i): Planned<W, Doc> => {
		const items = twins.get(i);
		return items && one.plan
			? { ...one, plan: { kind: 'failed', failure: twinFailure(items), ...('current' in one.plan ? { meant: one.plan.current.id } : {}) } }
			: one;
	});
}

function twinFailure(items: readonly number[]) {
	return {
		kind: 'invalid',
		says: `Items ${items.join(', ')} mean the same user`,
		todo: 'Give each person once: the items would write over each other on every run.',
	} as const;
}

/** Users that an item means, or may mean: none of them has left. */
function usersIn(plan: Plan | undefined): readonly UserId[] {
	if (!plan) return [];
	if (plan.kind === 'ambiguous') return plan.candidates;
	if (plan.kind === 'failed') return plan.meant === undefined ? [] : [plan.meant];
	return 'current' in plan ? [plan.current.id] : [];
}

/** Absence proves nothing when not everybody could be read, on either side. */
function whyNobodyLeft({
	planned,
	end,
}: Readonly<{ planned: ReadonlyArray<Planned<unknown, unknown>>; end: ListEnd }>): string | undefined {
	if (!end.complete) return `the list of users may not be complete: ${end.why}`;
	if (planned.some(({ plan }) => !plan || (plan.kind === 'failed' && plan.meant === undefined)))
		return 'not every item could be understood, so anybody could be meant by it';
	if (!planned.some(({ plan }) => plan && usersIn(plan).length > 0))
		return 'none of the items means a user who is there, which looks like a wrong list';
	return undefined;
}
