import { afterLostTry, failed, failureOf, isFailureError, type Failure } from '../failure';
import { isRead } from './readOnly';
import { backOff, LONGEST_WAIT_MS, reasonToRetry, waitAfter, type Reason, type Tried } from './retry';
import { newTraffic, type Traffic } from './traffic';
import type { Clock, Place, Send, VendorAnswer, VendorRequest } from './types';

export type PatienceOptions = Readonly<{
	/** How often one request is sent again, at most; a vendor that asks to wait is waited for more often. */
	retries: number;
	/** Requests per second; 0 for as many as come. */
	perSecond: number;
}>;

/** So long after its first failure a request is not tried again: a vendor that is silent until the deadline would be waited for six times. */
const LONGEST_TRYING_MS = 180_000;

/** A vendor that allows few requests turns the same one away several times. */
const MOST_WAITS = 20;

/** An outage must not be multiplied: beside a few at the start, one retry for every five requests that went well. */
const RETRIES_AT_START = 20;
const RETRY_PER_SUCCESS = 0.2;

/** What was tried for one request. `mayHaveLanded`: one of the tries that failed may have been carried out; `taken`: {@link Traffic.taken} at the last that was turned away. */
type Trying = { readonly counts: Record<Reason, number>; failingSince?: number; mayHaveLanded?: boolean; taken?: number };

/** What came of one try, and when another one may help. */
type Try = Readonly<{ tried: Tried; again?: 'never' | Readonly<{ reason: Reason; wait: number }> }>;

/** What keeps a request back that had a place; it waits outside of it. */
type Held = Readonly<{ held: Promise<void> | undefined }>;

type Road = Readonly<{
	/** Shared with all who work with the same account at the vendor. */
	traffic: Traffic;
	/** Runs a request when there is a place for it. Waits for the next try need none. */
	place: Place;
}>;

/**
 * The way out with patience: what may pass is tried again, never sooner than the vendor asks. A vendor that
 * turns one request away is left alone by all of them, and gets no more in a second afterwards than it took.
 */
export function patient(
	send: Send,
	{ retries, perSecond }: PatienceOptions,
	clock: Clock,
	{ traffic, place }: Road = { traffic: newTraffic(), place: async (task) => await task() },
): Send {
	let budget = RETRIES_AT_START;

	/** Whether a request that is turned away is sent again after so many waits. A vendor that takes others gets to it in the end. */
	const isHopeless = (reason: Reason, trying: Trying): boolean => {
		if (reason === 'throttled' && trying.taken !== traffic.taken()) {
			trying.taken = traffic.taken();
			trying.counts.throttled = 0;
		}
		return trying.counts[reason] >= (reason === 'throttled' && retries > 0 ? MOST_WAITS : retries);
	};

	/** How long to wait before the next try; undefined when there is none. */
	const patienceFor = (reason: Reason, tried: Tried, trying: Trying): number | undefined => {
		const asked = waitAfter(tried, clock.now());
		if (asked !== undefined && asked > LONGEST_WAIT_MS) {
			if (reason === 'throttled') traffic.close(clock, asked, tried);
			return undefined;
		}
		if (isHopeless(reason, trying)) return undefined;
		if (reason === 'passing') {
			trying.failingSince ??= clock.now();
			if (budget < 1 || clock.now() - trying.failingSince > LONGEST_TRYING_MS) return undefined;
			budget -= 1;
		}
		// No wait at all would ask again and again in the same moment.
		return asked || backOff(trying.counts[reason], clock.random());
	};

	/** One try, which counts as under way from its place until it is back. All wait from the moment in which it is turned away. */
	const inPlace = async (request: VendorRequest, trying: Trying): Promise<Try> => {
		traffic.leaves(clock, perSecond);
		let isTaken = true;
		try {
			const tried = traffic.closedBy(clock) ?? (await send(request).then(answered, failedTry));
			const reason = reasonToRetry(request, tried);
			if (reason === undefined) return { tried };
			isTaken = reason !== 'throttled';
			const wait = patienceFor(reason, tried, trying);
			if (wait !== undefined && reason === 'throttled') traffic.pause(clock, wait);
			return { tried, again: wait === undefined ? 'never' : { reason, wait } };
		} finally {
			traffic.back(clock, isTaken);
		}
	};

	/** Waits until nothing keeps requests back. While one waited for its place, others may have been turned away. */
	const attempt = async (request: VendorRequest, trying: Trying): Promise<Try> => {
		for (;;) {
			if (clock.isCancelled()) throw cancelled();
			const wait = traffic.held(clock);
			if (wait) await wait;
			const came = await place((): Promise<Try | Held> => {
				const held = traffic.held(clock);
				return held || clock.isCancelled() ? Promise.resolve({ held }) : inPlace(request, trying);
			});
			if ('tried' in came) return came;
			await came.held;
		}
	};

	return async (request) => {
		const trying: Trying = { counts: { throttled: 0, passing: 0 } };
		for (;;) {
			const { tried, again } = await attempt(request, trying);
			if (again === undefined) budget = Math.min(budget + RETRY_PER_SUCCESS, RETRIES_AT_START);
			if (again === undefined || again === 'never') return answerOrThrow(tried, trying, request);
			trying.counts[again.reason] += 1;
			trying.mayHaveLanded ||= again.reason === 'passing' && !neverArrived(tried);
			if (again.reason === 'passing') await clock.sleep(again.wait);
			if (!(await maySendAgain(request, trying))) return answerOrThrow(tried, trying, request);
		}
	};
}

function answered(answer: VendorAnswer): Tried {
	return { kind: 'answered', answer };
}

/** A defect of ours is not tried again. */
function failedTry(error: unknown): Tried {
	if (isFailureError(error)) return { kind: 'failed', failure: error.failure };
	throw error;
}

function answerOrThrow(tried: Tried, { mayHaveLanded }: Pick<Trying, 'mayHaveLanded'>, request: VendorRequest): VendorAnswer {
	if (tried.kind === 'answered') return mayHaveLanded && !isRead(request) ? { ...tried.answer, wasRepeated: true } : tried.answer;
	throw failed(mayHaveLanded && !isRead(request) ? afterLostTry(tried.failure) : tried.failure);
}

function neverArrived(tried: Tried): boolean {
	return tried.kind === 'failed' && tried.failure.kind === 'unreachable' && tried.failure.landed === 'no';
}

/** Where that can't be found out, what came of the last try says the most. */
async function maySendAgain({ beforeRepeat }: VendorRequest, { mayHaveLanded }: Pick<Trying, 'mayHaveLanded'>): Promise<boolean> {
	const objection = await beforeRepeat?.().then(() => undefined, failureOf);
	if (objection && OBJECTIONS.has(objection.kind))
		throw failed(mayHaveLanded && objection.kind === 'notFound' ? afterLostTry(objection) : objection);
	return objection === undefined;
}

const OBJECTIONS: ReadonlySet<Failure['kind']> = new Set<Failure['kind']>(['conflict', 'notFound', 'cancelled', 'unexpected']);

function cancelled() {
	return failed({ kind: 'cancelled', says: 'The execution was canceled', todo: 'Items that were not processed were not written.' });
}
