import type { INodeProperties } from 'n8n-workflow';

import type { Failure } from '../../failure';
import { listed } from '../../provisioning/guard';
import { numberOption } from '../parameters/options';
import { previewOption, type RecordLimit } from '../parameters/writeOptions';

/**
 * One that counts: the same key counts once in an execution. `shown` is how an example calls it; `isRecord` tells that
 * it is the record that the item is about, which may have a better name.
 */
export type Counted = Readonly<{ key: string; shown: string; isRecord?: true }>;

/** What of an item counts towards a limit. */
export type Count<V> = Readonly<{ limit: RecordLimit; of: (value: V) => readonly Counted[] }>;

/** A record that would lose a part of what is in it. */
export type Loser = Counted & Readonly<{ all: number; lost: number }>;

/** How large a part one record may lose. The limit is a percentage. */
export type Share<V> = Readonly<{ limit: RecordLimit; of: (value: V) => readonly Loser[] }>;

/** What an operation's guard looks at. */
export type RecordGuard<V> = Readonly<{ counts: ReadonlyArray<Count<V>>; shares?: ReadonlyArray<Share<V>> }>;

/** A limit that is passed, and the value with which it would not be. */
export type Excess<V> = Readonly<{
	limit: RecordLimit;
	says: string;
	needs: number;
	examples: ReadonlyArray<Readonly<{ counted: Counted; value: V }>>;
}>;

/** In a short list, a share says nothing. */
const SMALLEST_LIST = 5;

const EXAMPLES = 3;

/** The options of an operation that writes records: the preview, and what its guard allows. */
export function recordOptions<V>(guard: RecordGuard<V> = { counts: [] }): INodeProperties[] {
	const description =
		'Whether to write nothing and show what would be done instead: per item the action, the record, and the requests that would be sent';
	return [{ ...previewOption, description }, ...limitOptions(guard)];
}

/** The options that raise the limits of a guard. */
export function limitOptions<V>({ counts, shares = [] }: RecordGuard<V>): INodeProperties[] {
	return [...counts.map(({ limit }) => limit), ...shares.map(({ limit }) => ({ ...limit, maxValue: 100 }))].map(numberOption);
}

/**
 * Every limit that the items together would pass. Pure.
 * @param most what each limit is set to
 */
export function excesses<V>(
	{ counts, shares = [] }: RecordGuard<V>,
	values: readonly V[],
	most: (limit: RecordLimit) => number,
): ReadonlyArray<Excess<V>> {
	const counted = counts.flatMap(({ limit, of }): ReadonlyArray<Excess<V>> => {
		const all = values.flatMap((value) => of(value).map((one) => ({ counted: one, value })));
		const first = new Map<string, (typeof all)[number]>();
		for (const one of all) if (!first.has(one.counted.key)) first.set(one.counted.key, one);
		const distinct = [...first.values()];
		if (distinct.length <= most(limit)) return [];
		const says = `${distinct.length} ${distinct.length === 1 ? limit.one : limit.many} would ${limit.would}, and at most ${most(limit)} may`;
		return [{ limit, says, needs: distinct.length, examples: distinct.slice(0, EXAMPLES) }];
	});
	const partly = shares.flatMap(({ limit, of }): ReadonlyArray<Excess<V>> => {
		const losers = values
			.flatMap((value) => of(value).map((one) => ({ counted: one, value, percent: percentOf(one) })))
			.filter(({ percent }) => percent > most(limit))
			.sort((one, other) => other.percent - one.percent);
		const [worst] = losers;
		if (worst === undefined) return [];
		const { all, lost } = worst.counted;
		const says = `${losers.length} ${losers.length === 1 ? limit.one : limit.many} would ${limit.would}, up to ${lost} of ${all}, and at most ${most(limit)} % may go`;
		return [{ limit, says, needs: worst.percent, examples: losers.slice(0, EXAMPLES) }];
	});
	return [...counted, ...partly];
}

function percentOf({ all, lost }: Loser): number {
	return all < SMALLEST_LIST ? 0 : Math.ceil((100 * lost) / all);
}

/** Why an execution must stop, for people who know their groups by name. */
export function guarded<V>(passed: ReadonlyArray<Excess<V>>, nameOf: (counted: Counted) => string): Failure {
	const [first] = passed;
	const examples = first === undefined ? '' : `For example ${first.examples.map(({ counted }) => nameOf(counted)).join('; ')}.`;
	const raised = passed.map(({ limit, needs }) => `"${limit.displayName}" to ${needs}`);
	return {
		kind: 'guarded',
		says: `Stopped before anything was written: ${passed.map(({ says }) => says).join('; ')}. ${examples}`,
		todo: `Check whether the list is the right one. If it is, raise ${listed(raised)} under Options.`,
	};
}

/** As few as of users: what is deleted can't be brought back. */
const DELETIONS = 5;

/** How many records of a kind may be deleted in one execution. @param one how a sentence calls it, such as `user group` */
export function deletionLimit(name: string, one: string): RecordLimit {
	const label = one.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
	return {
		displayName: `Max ${label}s to Delete`,
		name,
		default: DELETIONS,
		description: `How many ${one}s may be deleted in one execution. When it would be more, nothing is written and the error says how many.`,
		one,
		many: `${one}s`,
		would: 'be deleted',
	};
}

/** What all spellings of an ID or an address share: none of the vendors tells two apart by capitals or braces. */
function spelling(key: string): string {
	return key.replace(/^\{(.*)\}$/, '$1').toLowerCase();
}

/** The guard of an operation that takes each item's record away. */
export function recordGuard<V>(limit: RecordLimit, idOf: (value: V) => string): RecordGuard<V> {
	return { counts: [{ limit, of: (value) => [{ key: spelling(idOf(value)), shown: idOf(value), isRecord: true }] }] };
}

/** The guard of an operation whose items name several at once. */
export function listGuard<V>(limit: RecordLimit, keysOf: (value: V) => readonly string[]): RecordGuard<V> {
	return { counts: [{ limit, of: (value) => keysOf(value).map((key) => ({ key: spelling(key), shown: key })) }] };
}

/** Who is taken out of a group can be put back, so it is as many as users may change. */
export const MEMBER_REMOVALS: RecordLimit = {
	displayName: 'Max Members to Remove',
	name: 'maxMemberRemovals',
	default: 50,
	description: 'How many members may be taken out in one execution, of all groups together',
	one: 'member',
	many: 'members',
	would: 'be taken out',
};

/** For lists that are made exactly what is given: a list that is cut off takes most of them out. */
export const MEMBER_SHARE: RecordLimit = {
	displayName: 'Max Share of Members to Remove (%)',
	name: 'maxMemberShare',
	default: 50,
	description: `How many percent of its members one group may lose. Counts from ${SMALLEST_LIST} members on; 100 switches it off.`,
	one: 'group',
	many: 'groups',
	would: 'lose members',
};

/** The guard of an operation that takes members out: what item asks for whom to go, from where. */
export function removalGuard<V>(of: (value: V) => Readonly<{ group: string; members: readonly string[] }>): RecordGuard<V> {
	return {
		counts: [
			{
				limit: MEMBER_REMOVALS,
				of: (value) => {
					const { group, members } = of(value);
					return members.map((member) => ({ key: `${spelling(group)}/${spelling(member)}`, shown: member }));
				},
			},
		],
	};
}

/** A list that is made exactly what is given: who is in it now, and who would go. */
export type Remaking = Readonly<{ group: string; all: number; lost: readonly string[] }>;

/** The guard of an operation that makes a list of members exactly what is given. @param of nothing where it leaves them alone */
export function remakingGuard<V>(of: (value: V) => Remaking | undefined): RecordGuard<V> {
	const remaking =
		<R>(make: (one: Remaking) => readonly R[]) =>
		(value: V): readonly R[] => {
			const one = of(value);
			return one === undefined ? [] : make(one);
		};
	const lost = remaking(({ group, lost: members }) => members.map((member) => ({ key: `${group}/${member}`, shown: member })));
	return {
		counts: [{ limit: MEMBER_REMOVALS, of: lost }],
		shares: [
			{
				limit: MEMBER_SHARE,
				of: remaking(({ group, all, lost: gone }) => [{ key: group, shown: group, isRecord: true, all, lost: gone.length }]),
			},
		],
	};
}
