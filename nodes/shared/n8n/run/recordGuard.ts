import type { INodeProperties } from 'n8n-workflow';

import type { Failure } from '../../failure';
import { listed } from '../../provisioning/guard';
import type { RecordLimit } from '../parameters/writeOptions';

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
export const SMALLEST_LIST = 5;

const EXAMPLES = 3;

/** The options that raise the limits of a guard. They hold for the execution, so they take no expression of an item. */
export function limitOptions<V>({ counts, shares = [] }: RecordGuard<V>): INodeProperties[] {
	return [...counts.map(({ limit }) => option(limit)), ...shares.map(({ limit }) => option(limit, { maxValue: 100 }))];
}

function option({ displayName, name, default: usual, description }: RecordLimit, more: { maxValue?: number } = {}): INodeProperties {
	return {
		displayName,
		name,
		type: 'number',
		noDataExpression: true,
		typeOptions: { minValue: 0, ...more, numberPrecision: 0 },
		default: usual,
		description,
	};
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
