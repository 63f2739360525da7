import { failed } from '../../failure';
import type { VendorRequest } from '../../http/types';

/** What ends a request: its own time, in milliseconds, for the whole answer with its body, and the end of the execution. */
export type Ending = Readonly<{ timeout: number; cancel?: AbortSignal | undefined }>;

/** Where nobody can choose it. */
export const USUAL_TIMEOUT_MS = 120_000;

/**
 * What the task of a request comes to, or the end of its time: the platform's helper does not end its own requests for a token by the signal.
 * @throws what the task throws; FailureError `unreachable` at the end of its time, `cancelled` when the execution has ended, also before it began: what is begun then would go on
 */
type WithinTime = <T>(request: VendorRequest, task: (signal: AbortSignal) => Promise<T>) => Promise<T>;

type UnderWay = { readonly time: AbortSignal; readonly controller: AbortController; giveUp?: (why: Error) => void };

/** Requests that begin within so much of their time have one timer, and end that much later at most. */
const SHARED = 0.01;

/** The time of requests that end the same way: a timer and a composite signal for each would take longer than the rest of the request. */
export function deadlines({ timeout, cancel }: Ending): WithinTime {
	const underWay = new Set<UnderWay>();
	const endAll = (): void => underWay.forEach(end);
	const spare = Math.floor(timeout * SHARED);
	let shared: Readonly<{ time: AbortSignal; from: number }> | undefined;

	const timeFrom = (now: number): AbortSignal => {
		if (shared && !shared.time.aborted && now - shared.from <= spare) return shared.time;
		const time = AbortSignal.timeout(timeout + spare);
		time.addEventListener('abort', () => underWay.forEach((one) => one.time === time && end(one)), { once: true });
		shared = { time, from: now };
		return time;
	};
	const begin = (one: UnderWay): void => {
		if (underWay.size === 0) cancel?.addEventListener('abort', endAll);
		underWay.add(one);
	};
	const finish = (one: UnderWay): void => {
		underWay.delete(one);
		if (underWay.size === 0) cancel?.removeEventListener('abort', endAll);
	};

	return async (request, task) => {
		if (cancel?.aborted) throw cancelled();
		const one: UnderWay = { time: timeFrom(performance.now()), controller: new AbortController() };
		begin(one);
		try {
			return await untilEnded(one, task);
		} catch (error) {
			if (cancel?.aborted) throw cancelled();
			throw one.time.aborted ? timeOver(request, timeout) : error;
		} finally {
			finish(one);
		}
	};
}

/**
 * What gives up is kept bare: with a function of our own around it, V8's quick collections left each answer for a slow one, and a list of
 * many pages took half as much memory again.
 */
async function untilEnded<T>(one: UnderWay, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
	return await new Promise((resolve, reject) => {
		one.giveUp = reject;
		task(one.controller.signal).then(resolve, reject);
	});
}

function end({ controller, giveUp }: UnderWay): void {
	giveUp?.(new Error('The time is over'));
	controller.abort();
}

function timeOver({ url }: VendorRequest, timeout: number) {
	return failed({
		kind: 'unreachable',
		landed: 'maybe',
		says: `No complete answer from ${new URL(url).host} within ${seconds(timeout)}`,
		todo: 'The vendor may be slow right now, and the change may have been saved. Run it again later, or raise "Timeout" under Options, Requests: what is already done is left alone.',
	});
}

function seconds(ms: number): string {
	return ms === 1_000 ? '1 second' : `${ms / 1_000} seconds`;
}

function cancelled() {
	return failed({ kind: 'cancelled', says: 'The execution was canceled', todo: 'It is unclear whether this request went through.' });
}
