import type { Run } from './race';

/** A median of several rounds, and how far the rounds lie apart. */
export type Figure = Readonly<{ median: number; least: number; most: number }>;

export function figureOf(values: readonly number[]): Figure {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = (sorted.length - 1) / 2;
	const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
	return { median: (low + high) / 2, least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}

export const peoplePerSecond = ({ people, seconds }: Run): number => people / seconds;
export const cpuPerPerson = ({ people, cpuSeconds }: Run): number => (cpuSeconds * 1000) / people;

/** Of each round, one contender's value held against the other's: the machine's speed drifts, and this does not. */
export function ratios(ours: readonly Run[], theirs: readonly Run[], value: (run: Run) => number): readonly number[] {
	return ours.flatMap((run, round) => {
		const other = theirs[round];
		return other ? [value(run) / value(other)] : [];
	});
}

/** What one contender takes more than the other in processor time, in ms per request. */
export function ownTime(ours: readonly Run[], theirs: readonly Run[]): readonly number[] {
	return ours.flatMap((run, round) => {
		const other = theirs[round];
		return other ? [((run.cpuSeconds - other.cpuSeconds) * 1000) / run.requests] : [];
	});
}
