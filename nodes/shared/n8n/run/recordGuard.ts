import type { INodeProperties } from 'n8n-workflow';

import type { Failure } from '../../failure';
import { guarded, tooMany } from '../../provisioning/guard';
import { groupOption, SAFETY_LIMITS } from '../parameters/groups';
import { numberOption } from '../parameters/options';
import type { RecordLimit } from '../parameters/writeOptions';

/**
 * One that counts: the same key counts once in an execution. `shown` is how an example calls it; `isRecord` tells that
 * it is the record that the item is about, which may have a better name.
 */
export type Counted = Readonly<{ key: string; shown: string; isRecord?: true }>;

/** A record that would lose a part of what is in it. */
type Loser = Counted & Readonly<{ all: number; lost: number }>;

/** What an operation's guard looks at, in what is known of an item. */
export type RecordGuard<V> = Readonly<{
	/** What of an item counts towards a limit. */
	counts: ReadonlyArray<Readonly<{ limit: RecordLimit; of: (value: V) => readonly Counted[] }>>;
	/** How large a part one record may lose. The limit is a percentage. */
	shares?: ReadonlyArray<Readonly<{ limit: RecordLimit; of: (value: V) => readonly Loser[] }>>;
}>;

/** A limit that is passed, and the value with which it would not be. */
export type RecordExcess<V> = Readonly<{
	limit: RecordLimit;
	says: string;
	needs: number;
	examples: ReadonlyArray<Readonly<{ counted: Counted; value: V }>>;
}>;

/** In a short list, a share says nothing. */
const SMALLEST_LIST = 5;

const EXAMPLES = 3;

/** The option that raises the limits of a guard; none where it has none. */
export function limitOptions<V>({ counts, shares = [] }: RecordGuard<V>): INodeProperties[] {
	const limits = [...counts.map(({ limit }) => limit), ...shares.map(({ limit }) => ({ ...limit, maxValue: 100 }))];
	return limits.length === 0 ? [] : [groupOption(SAFETY_LIMITS, limits.map(numberOption))];
}

/**
 * Every limit that the items together would pass. Pure.
 * @param mostOf what each limit is set to
 */
export function excesses<V>(
	{ counts, shares = [] }: RecordGuard<V>,
	values: readonly V[],
	mostOf: (limit: RecordLimit) => number,
): ReadonlyArray<RecordExcess<V>> {
	const counted = counts.flatMap(({ limit, of }): ReadonlyArray<RecordExcess<V>> => {
		const most = mostOf(limit);
		const distinct = firstOfEach(values.flatMap((value) => of(value).map((one) => ({ counted: one, value }))));
		if (distinct.length <= most) return [];
		const says = tooMany(distinct.length, { ...limit, most });
		return [{ limit, says, needs: distinct.length, examples: distinct.slice(0, EXAMPLES) }];
	});
	const partly = shares.flatMap(({ limit, of }): ReadonlyArray<RecordExcess<V>> => {
		const most = mostOf(limit);
		const all = values.flatMap((value) => of(value).map((one) => ({ counted: one, value, percent: percentOf(one) })));
		const losers = firstOfEach(all.filter(({ percent }) => percent > most).sort((one, other) => other.percent - one.percent));
		const [worst] = losers;
		if (worst === undefined) return [];
		const { counted: loser, percent: needs } = worst;
		const says = `${losers.length} ${losers.length === 1 ? limit.one : limit.many} would ${limit.would}, up to ${loser.lost} of ${loser.all} (limit: ${most}%)`;
		return [{ limit, says, needs, examples: losers.slice(0, EXAMPLES) }];
	});
	return [...counted, ...partly];
}

function firstOfEach<T extends Readonly<{ counted: Counted }>>(all: readonly T[]): readonly T[] {
	const first = new Map<string, T>();
	for (const one of all) if (!first.has(one.counted.key)) first.set(one.counted.key, one);
	return [...first.values()];
}

function percentOf({ all, lost }: Loser): number {
	return all < SMALLEST_LIST ? 0 : Math.ceil((100 * lost) / all);
}

/**
 * Why an execution must stop, for people who know their groups by name.
 * @returns undefined when it may go on
 */
export async function stopOf<V>(
	passed: ReadonlyArray<RecordExcess<V>>,
	nameOf: (value: V) => Promise<string | undefined>,
): Promise<Failure | undefined> {
	const [first] = passed;
	if (first === undefined) return undefined;
	const names = await Promise.all(
		first.examples.map(async ({ counted: { shown, isRecord }, value }) => {
			const name = isRecord ? await nameOf(value) : undefined;
			return name === undefined ? shown : `${name} (${shown})`;
		}),
	);
	const limits = passed.map(({ limit, says, needs }) => ({ label: limit.displayName, says, needs }));
	return guarded(limits, {
		examples: `For example, ${names.join('; ')}.`,
		advice: 'Check that the list is right. If it is',
	});
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
		description: `How many ${one}s one execution may delete. If there would be more, nothing is written.`,
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
export function recordGuard(limit: RecordLimit): RecordGuard<Readonly<{ id: string }>> {
	return { counts: [{ limit, of: ({ id }) => [{ key: spelling(id), shown: id, isRecord: true }] }] };
}

/** The guard of an operation whose items name several at once. */
export function listGuard(limit: RecordLimit): RecordGuard<Readonly<{ keys: readonly string[] }>> {
	return { counts: [{ limit, of: ({ keys }) => keys.map((key) => ({ key: spelling(key), shown: key })) }] };
}

/** Who is taken out of a group can be put back, so it is as many as users may change. */
const MEMBER_REMOVALS: RecordLimit = {
	displayName: 'Max Members to Remove',
	name: 'maxMemberRemovals',
	default: 50,
	description: 'How many members one execution may remove, across all groups',
	one: 'member',
	many: 'members',
	would: 'be removed',
};

/** For lists that are made exactly what is given: a list that is cut off takes most of them out. */
const MEMBER_SHARE: RecordLimit = {
	displayName: 'Max Share of Members to Remove (%)',
	name: 'maxMemberShare',
	default: 50,
	description: `What percentage of its members a group may lose. Applies to groups of ${SMALLEST_LIST} members or more; 100 means no limit.`,
	one: 'group',
	many: 'groups',
	would: 'lose members',
};

/** The guard of an operation that takes members out of a group. */
export const REMOVAL_GUARD: RecordGuard<Readonly<{ id: string; members: readonly string[] }>> = {
	counts: [
		{
			limit: MEMBER_REMOVALS,
			of: ({ id, members }) => members.map((member) => ({ key: `${spelling(id)}/${spelling(member)}`, shown: member })),
		},
	],
};

/** A list that is made exactly what is given: how many are in it now, and who would go. */
export type Remaking = Readonly<{ all: number; lost: readonly string[] }>;

/** The guard of an operation that makes a group's members exactly what is given, if it does: there is no `remaking` otherwise. */
export const REMAKING_GUARD: Required<RecordGuard<Readonly<{ id: string; remaking?: Remaking }>>> = {
	counts: [
		{
			limit: MEMBER_REMOVALS,
			of: ({ id, remaking }) => (remaking?.lost ?? []).map((member) => ({ key: `${id}/${member}`, shown: member })),
		},
	],
	shares: [
		{
			limit: MEMBER_SHARE,
			of: ({ id, remaking }) => (remaking ? [{ key: id, shown: id, isRecord: true, all: remaking.all, lost: remaking.lost.length }] : []),
		},
	],
};
