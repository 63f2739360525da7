import { breaking } from './breaker';
import type { ListEnd } from '../failure';
import type { FieldRules } from './guard';
import { alikeWhy, lookalikes, leaverOf, unmade, unmadeWhy, usersIn, whyNobodyLeft, type Leaver, type Lookalike } from './leavers';
import { usersOf } from './plan';
import { carryOut, planAll, type Ask, type ProvisionOptions, type Provisioned } from './provision';
import type { Snapshot } from './snapshot';
import type { FieldEdits, MatchBy, MatchKey, Outcome, Plan, Planned, Profile, Written } from './types';
import type { UserOperation } from './userOperation';
import type { Wording } from './wording';

/** What a whole set of people leads to. Nothing is written yet. */
export type SyncPlan<W, Doc> = Readonly<{
	planned: ReadonlyArray<Planned<W, Doc>>;
	/** Each made when it is asked for: there may be many. */
	leavers: Iterable<Leaver<Doc>>;
	/** For items whom no user fits, by their index: somebody who may be the same person. */
	alike: ReadonlyMap<number, Lookalike<Doc>>;
	end: ListEnd;
	listed: number;
}>;

/** One outcome per item, then one for each leaver. */
export type Synced<Doc> = Provisioned<Doc> & Readonly<{ leavers: ReadonlyArray<Leaver<Doc> & Readonly<{ outcome?: Outcome<Doc> }>> }>;

/**
 * Plans for everybody who should be there, against a snapshot of who is, and those whom no item means.
 * Two items for one user are both refused: they would write over each other on every run.
 */
export async function planSync<W extends Readonly<{ edits: FieldEdits }>, Doc>(
	operation: UserOperation<W, Doc>,
	asks: ReadonlyArray<Ask<W>>,
	{
		snapshot: { named, candidates, listed, end },
		concurrency,
		keyText,
		identifies,
		label,
		find,
	}: Readonly<{
		snapshot: Pick<Snapshot<MatchBy, Doc>, 'named' | 'candidates' | 'listed' | 'end'>;
		concurrency: number;
		/** The key of somebody who is not there as the text that equal keys share. */
		keyText: (wanted: W) => string;
		/** Who of the snapshot has a key. */
		find: (key: MatchKey) => Promise<ReadonlyArray<Profile<Doc>>>;
	}> &
		Pick<FieldRules, 'identifies'> &
		Pick<Wording, 'label'>,
): Promise<SyncPlan<W, Doc>> {
	const bare = await planAll(operation, asks, { concurrency, stopAtFailure: false });
	const planned = withoutTwins(await Promise.all(bare.map(async (one, i) => await withMeant(one, asks[i]?.key, find))), keyText);
	const meant = new Set(planned.flatMap(({ plan }) => usersIn(plan)));
	const doubt = whyNobodyLeft({ planned, end });
	const alike = lookalikes(planned, named.values(), { meant, identifies });
	const alikeOf = new Map([...alike].map(([item, { profile, field }]) => [profile.id, alikeWhy(item, label(field))]));
	const leavers: Iterable<Leaver<Doc>> = {
		*[Symbol.iterator]() {
			for (const [id, candidate] of candidates) {
				if (meant.has(id)) continue;
				const leaver = leaverOf(id, candidate);
				const why = doubt ?? leaver.why ?? alikeOf.get(id);
				yield why === undefined ? leaver : { ...leaver, why };
			}
		},
	};
	return { planned, leavers, alike, end, listed };
}

/**
 * Carries a sync out. With `deactivate`, leavers whom nothing keeps are deactivated under the same guard, when all
 * items are through. Whoever has changed the key looks like a newcomer and a leaver at once: while a newcomer was not
 * made for sure, no leaver is deactivated.
 * @returns the items' outcomes in their order, and the leavers with theirs
 */
export async function carryOutSync<W, Doc>(
	operation: UserOperation<W, Doc>,
	{ planned, listed, ...plan }: Omit<SyncPlan<W, Doc>, 'alike'>,
	{ deactivate, ...options }: ProvisionOptions & Readonly<{ deactivate?: (leaver: Profile<Doc>) => Promise<Written<Doc>> }>,
): Promise<Synced<Doc>> {
	const leavers = [...plan.leavers];
	const going = deactivate ? leavers.filter(({ why }) => why === undefined).flatMap(({ profile }) => profile ?? []) : [];
	const { outcomes: all, ...rest } = await carryOut(operation, planned, {
		...options,
		population: { count: listed, of: 'directory' },
		missingIsFine: true,
		afterwards: deactivate && {
			operation: breaking({
				plan: async (leaver) => await Promise.resolve(departure(leaver)),
				write: async (_plan, leaver) => await deactivate(leaver),
			}),
			planned: going.map((leaver) => ({ plan: departure(leaver), wanted: leaver })),
			isOff: (outcomes) => unmade(planned, outcomes).length > 0,
		},
	});
	const outcomes = all.slice(0, planned.length);
	const missed =
		rest.guarded || all.some((one) => one.kind === 'failed' && one.failure.kind === 'guarded') ? [] : unmade(planned, outcomes);
	const ofLeaver = new Map(going.map(({ id }, i) => [id, all[planned.length + i]]));
	return {
		...rest,
		outcomes,
		leavers: leavers.map((leaver) => {
			const outcome = ofLeaver.get(leaver.id);
			if (!outcome) return leaver;
			return missed.length === 0 ? { ...leaver, outcome } : { ...leaver, why: unmadeWhy(missed) };
		}),
	};
}

function departure<Doc>(current: Profile<Doc>): Plan<Doc> {
	return { kind: 'deactivate', key: { by: 'id', value: current.id }, current };
}

/** An item that can't be done may still name somebody who is there: then it is clear that nobody else is meant by it. */
async function withMeant<W, Doc>(
	one: Planned<W, Doc>,
	key: MatchKey | undefined,
	find: (key: MatchKey) => Promise<ReadonlyArray<Profile<Doc>>>,
): Promise<Planned<W, Doc>> {
	const { plan } = one;
	if (plan?.kind !== 'failed' || !key) return one;
	const [first, ...others] = await find(key).catch(() => []);
	return first ? { ...one, plan: { ...plan, meant: [first.id, ...others.map(({ id }) => id)] } } : one;
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
			? {
					...one,
					plan: {
						kind: 'failed',
						failure: twinFailure(items),
						isTwin: true,
						...('current' in one.plan ? { meant: [one.plan.current.id] } : {}),
					},
				}
			: one;
	});
}

function twinFailure(items: readonly number[]) {
	return {
		kind: 'invalid',
		says: `Items ${items.join(', ')} are about the same user`,
		todo: 'List each person once: otherwise the items would overwrite each other on every run.',
	} as const;
}
