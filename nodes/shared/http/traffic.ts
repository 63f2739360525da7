import { learnedPace } from './pace';
import type { Tried } from './retry';
import type { Clock } from './types';

/**
 * What is known of how much a vendor takes through one account: all who work with it keep to that, and learn it together.
 * Times are those of each one's own clock, whose waits end with its execution.
 */
export type Traffic = Readonly<{
	/** What to wait for before a request leaves; undefined when one may leave now. */
	held: (clock: Clock) => Promise<void> | undefined;
	/** A request leaves. @param perSecond how many may do so in a second; 0 for as many as come */
	leaves: (clock: Clock, perSecond: number) => void;
	/** A request is back: the vendor took it, or turned it away. */
	back: (clock: Clock, isTaken: boolean) => void;
	/** Leaves the vendor alone for so many milliseconds. */
	pause: (clock: Clock, ms: number) => void;
	/** A vendor that named a long wait is not asked to hear the same again. */
	close: (clock: Clock, ms: number, tried: Tried) => void;
	closedBy: (clock: Clock) => Tried | undefined;
	/** How many requests it has taken. */
	taken: () => number;
}>;

export function newTraffic(): Traffic {
	const pace = learnedPace();
	let pausedUntil = 0;
	let nextSlot = 0;
	let closed: Readonly<{ until: number; tried: Tried }> | undefined;
	let taken = 0;
	return {
		held: (clock) => {
			// Asking for the time takes some: not where nothing ever waited.
			const until = Math.max(pausedUntil, nextSlot);
			const wait = until > 0 ? until - clock.now() : 0;
			return wait > 0 ? clock.sleep(wait) : pace.room(clock);
		},
		leaves: ({ now }, perSecond) => {
			pace.sent();
			if (perSecond > 0) nextSlot = Math.max(nextSlot, now()) + 1000 / perSecond;
		},
		back: (clock, isTaken) => {
			if (isTaken) taken += 1;
			pace.back(clock, isTaken);
		},
		pause: ({ now }, ms) => {
			pausedUntil = Math.max(pausedUntil, now() + ms);
			pace.rests(pausedUntil);
		},
		close: ({ now }, ms, tried) => {
			closed ??= { until: now() + ms, tried };
		},
		closedBy: ({ now }) => {
			if (closed && now() >= closed.until) closed = undefined;
			return closed?.tried;
		},
		taken: () => taken,
	};
}
