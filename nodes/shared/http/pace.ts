import type { Clock } from './types';

/**
 * How many requests a vendor takes in a second, as it shows by turning one away: as many as it took in the
 * second before. Until then nothing is held back.
 */
export type Pace = Readonly<{
	/** What to wait for before asking again; undefined when a request may leave now. */
	room: (clock: Waiting) => Promise<void> | undefined;
	sent: () => void;
	/** A request came back: the vendor took it, or turned it away. */
	back: (clock: Pick<Clock, 'now'>, isTaken: boolean) => void;
	/** Nothing is sent until then, so that nothing is learned. */
	rests: (until: number) => void;
}>;

type Waiting = Pick<Clock, 'now' | 'sleep'>;

const WINDOW_MS = 1000;
/** After every so long without being turned away, twice as many are tried: somebody else may have used the vendor up. */
const LIFTED_AFTER_MS = 10_000;

export function learnedPace(): Pace {
	/** When the answers came, oldest first. The vendor had counted each of these requests by then. */
	const taken: number[] = [];
	let underWay = 0;
	let most = Infinity;
	/** Since when it holds without the vendor having turned anything away. */
	let since = 0;
	let next = signal();

	const inWindow = (now: number): readonly number[] => {
		while ((taken[0] ?? Infinity) <= now - WINDOW_MS) taken.shift();
		return taken;
	};
	const learn = (count: number, from: number): void => {
		most = count;
		since = Math.max(since, from);
	};

	return {
		room: (clock) => {
			if (most === Infinity) return undefined;
			const now = clock.now();
			const lifts = Math.floor((now - since) / LIFTED_AFTER_MS);
			if (lifts > 0) learn(most * 2 ** lifts, since + lifts * LIFTED_AFTER_MS);
			const counted = inWindow(now);
			const excess = counted.length + underWay - most;
			if (excess < 0) return undefined;
			const lapses = counted[excess];
			return lapses === undefined ? next.given : clock.sleep(lapses + WINDOW_MS - now);
		},
		sent: () => {
			underWay += 1;
		},
		back: (clock, isTaken) => {
			underWay -= 1;
			const now = clock.now();
			const counted = inWindow(now).length;
			if (isTaken) taken.push(now);
			// What is under way may be turned away as well, and is counted out then.
			else if (counted + underWay > 0) learn(counted + underWay, now);
			next.give();
			next = signal();
		},
		rests: (until) => {
			since = Math.max(since, until);
		},
	};
}

function signal(): Readonly<{ given: Promise<void>; give: () => void }> {
	let give = (): void => undefined;
	const given = new Promise<void>((resolve) => {
		give = resolve;
	});
	return { given, give };
}
