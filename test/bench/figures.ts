import type { Run } from './race';

/** A median of several rounds, and how far the rounds lie apart. */
export type Figure = Readonly<{ median: number; least: number; most: number }>;

export function figureOf(values: readonly number[]): Figure {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = (sorted.length - 1) / 2;
	const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
	return { median: (low + high) / 2, least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}

/** The median, and in parentheses the least and the most where they are others. */
export function show({ median, least, most }: Figure, digits = 2): string {
	const [middle = '', low, high] = [median, least, most].map((value) => value.toFixed(digits));
	return low === high ? middle : `${middle} (${low}–${high})`;
}

export const peoplePerSecond = ({ people, seconds }: Run): number => people / seconds;
export const cpuPerPerson = ({ people, cpuSeconds }: Run): number => (cpuSeconds * 1000) / people;

/** A value of each round. */
export function figure(runs: readonly Run[], value: (run: Run) => number): Figure {
	return figureOf(runs.map(value));
}

/** Of each round, one contender's value held against the other's: the machine's speed drifts, and this does not. */
export function ratio(ours: readonly Run[], theirs: readonly Run[], value: (run: Run) => number): Figure {
	return figureOf(paired(ours, theirs).map(([our, their]) => value(our) / value(their)));
}

/** What one contender takes more than the other in processor time, in ms per request. */
export function ownTime(ours: readonly Run[], theirs: readonly Run[]): Figure {
	return figureOf(paired(ours, theirs).map(([our, their]) => ((our.cpuSeconds - their.cpuSeconds) * 1000) / our.requests));
}

function paired(ours: readonly Run[], theirs: readonly Run[]): ReadonlyArray<readonly [Run, Run]> {
	return ours.flatMap((our, round) => {
		const their = theirs[round];
		return their ? [[our, their] as const] : [];
	});
}
