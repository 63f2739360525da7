import type { Failure } from '../failure';
import type { VendorAnswer, VendorRequest } from './types';

/** What came of one try. */
export type Tried = Readonly<{ kind: 'answered'; answer: VendorAnswer } | { kind: 'failed'; failure: Failure }>;

/** Why another try may help. `throttled`: the vendor did not even look at the request. */
export type Reason = 'throttled' | 'passing';

/** Statuses that pass by themselves. Sources: RFC 9110, sections 15.5.9 and 15.6; RFC 6585, section 4. */
const PASSING: ReadonlySet<number> = new Set([408, 500, 502, 503, 504]);
const TOO_MANY_REQUESTS = 429;

/** A wait that a vendor asks for may be this long; a longer one is the user's to plan. */
export const LONGEST_WAIT_MS = 60_000;
const SHORTEST_BACK_OFF_MS = 500;
const LONGEST_BACK_OFF_MS = 20_000;

/**
 * Whether another try may help, and can do no harm. A request that changes something is sent again only
 * when doing it twice is the same as doing it once, or when it surely did not arrive.
 * @returns undefined when what came is final
 */
export function reasonToRetry(request: VendorRequest, tried: Tried): Reason | undefined {
	if (tried.kind === 'failed') return reasonIn(tried.failure, request);
	const { answer } = tried;
	if (request.isFinal?.(answer) ?? false) return undefined;
	if (answer.status === TOO_MANY_REQUESTS) return 'throttled';
	return PASSING.has(answer.status) && isRepeatable(request) ? 'passing' : undefined;
}

/** What issues tokens may turn a request away too, before the vendor sees it. */
function reasonIn(failure: Failure, request: VendorRequest): Reason | undefined {
	if (failure.kind === 'throttled') return 'throttled';
	if (failure.kind !== 'unreachable' || failure.lasting) return undefined;
	return failure.landed === 'no' || isRepeatable(request) ? 'passing' : undefined;
}

function isRepeatable({ method, reads, repeats }: VendorRequest): boolean {
	return repeats ?? ((method !== 'POST' && method !== 'PATCH') || reads === true);
}

/** Some servers send fractions. */
const SECONDS = /^\d+(\.\d+)?$/;
/** The three forms of RFC 9110, section 5.6.7: `Date.parse` also takes `-5` and `3/4` for dates. */
const DATE = /^[A-Za-z]{3,9},? /;
/** Less than this many seconds can't be a date of our days: it is a number of seconds to wait. */
const FIRST_EPOCH = 1e9;

/**
 * The wait that an answer asks for: `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3), or
 * HighQ's `X-Ratelimit-Reset` in epoch seconds, or in seconds from now, as others send it. The answer's own `Date` keeps a wrong clock out of it.
 * @returns milliseconds, 0 or more; undefined when none is named
 */
export function askedWait({ headers }: VendorAnswer, now: number): number | undefined {
	const sent = Date.parse(headers.date ?? '');
	const from = Number.isNaN(sent) ? now : sent;
	const after = headers['retry-after']?.trim() ?? '';
	if (SECONDS.test(after)) return Number(after) * 1000;
	const date = DATE.test(after) ? Date.parse(after) : NaN;
	if (!Number.isNaN(date)) return Math.max(date - from, 0);
	const reset = headers['x-ratelimit-reset']?.trim() ?? '';
	if (!SECONDS.test(reset)) return undefined;
	return Number(reset) < FIRST_EPOCH ? Number(reset) * 1000 : Math.max(Number(reset) * 1000 - from, 0);
}

/** The wait that came of a try: {@link askedWait} of its answer, or of the one behind its failure. */
export function waitAfter(tried: Tried, now: number): number | undefined {
	if (tried.kind === 'answered') return askedWait(tried.answer, now);
	return tried.failure.kind === 'throttled' ? tried.failure.retryAfterMs : undefined;
}

/**
 * Exponential back-off with full jitter: anything up to twice as much as before.
 * @param retry 0 for the first one
 * @param random from 0 to 1
 */
export function backOff(retry: number, random: number): number {
	return Math.floor(random * Math.min(SHORTEST_BACK_OFF_MS * 2 ** retry, LONGEST_BACK_OFF_MS));
}
