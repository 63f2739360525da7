import { afterLostTry, failed, FailureError, failureOf, type Failure } from '../failure';
import { isRead } from './readOnly';
import { backOff, LONGEST_WAIT_MS, reasonToRetry, waitAfter, type Reason, type Tried } from './retry';
import type { Clock, Send, VendorAnswer, VendorRequest } from './types';

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

/** What was tried for one request. `mayHaveLanded`: one of the tries that failed may have been carried out. */
type Trying = { readonly counts: Record<Reason, number>; failingSince?: number; mayHaveLanded?: boolean };

/**
 * The way out with patience: what may pass is tried again, never sooner than the vendor asks. A vendor that
 * turns one request away is left alone by all of them, and gets no more in a second afterwards than it took.
 */
export function patient(send: Send, { retries, perSecond }: PatienceOptions, clock: Clock): Send {
	let budget = RETRIES_AT_START;
	let pausedUntil = 0;
	let nextSlot = 0;
	let closed: Readonly<{ until: number; tried: Tried }> | undefined;
	const pace = learnedPace(clock);

	/** Waits until nothing keeps requests back; from then on the request counts as under way. */
	const turn = async (): Promise<void> => {
		for (;;) {
			if (clock.isCancelled()) throw cancelled();
			const wait = Math.max(pausedUntil, nextSlot) - clock.now();
			const held = wait > 0 ? clock.sleep(wait) : pace.room();
			if (held === undefined) break;
			await held;
		}
		pace.sent();
		if (perSecond > 0) nextSlot = Math.max(nextSlot, clock.now()) + 1000 / perSecond;
	};

	/** How long to wait before the next try; undefined when there is none. */
	const patienceFor = (reason: Reason, tried: Tried, trying: Trying): number | undefined => {
		const asked = waitAfter(tried, clock.now());
		if (asked !== undefined && asked > LONGEST_WAIT_MS) {
			if (reason === 'throttled') closed ??= { until: clock.now() + asked, tried };
			return undefined;
		}
		const most = reason === 'throttled' && retries > 0 ? MOST_WAITS : retries;
		if (trying.counts[reason] >= most) return undefined;
		if (reason === 'passing') {
			trying.failingSince ??= clock.now();
			if (budget < 1 || clock.now() - trying.failingSince > LONGEST_TRYING_MS) return undefined;
			budget -= 1;
		}
		// No wait at all would ask again and again in the same moment.
		return asked || backOff(trying.counts[reason], clock.random());
	};

	/** A vendor that named a long wait is not asked to hear the same again. */
	const closedBy = (): Tried | undefined => {
		if (closed && clock.now() >= closed.until) closed = undefined;
		return closed?.tried;
	};

	/** One try, which is no longer under way afterwards. */
	const attempt = async (request: VendorRequest): Promise<Readonly<{ tried: Tried; reason: Reason | undefined }>> => {
		let isTaken = true;
		try {
			const tried = closedBy() ?? (await tryOnce(send, request));
			const reason = reasonToRetry(request, tried);
			isTaken = reason !== 'throttled';
			return { tried, reason };
		} finally {
			pace.back(isTaken);
		}
	};

	return async (request) => {
		const trying: Trying = { counts: { throttled: 0, passing: 0 } };
		for (;;) {
			await turn();
			const { tried, reason } = await attempt(request);
			if (reason === undefined) {
				budget = Math.min(budget + RETRY_PER_SUCCESS, RETRIES_AT_START);
				return answerOrThrow(tried, trying, request);
			}
			const wait = patienceFor(reason, tried, trying);
			if (wait === undefined) return answerOrThrow(tried, trying, request);
			trying.counts[reason] += 1;
			trying.mayHaveLanded ||= reason === 'passing' && !neverArrived(tried);
			if (reason === 'throttled') pausedUntil = Math.max(pausedUntil, clock.now() + wait);
			else await clock.sleep(wait);
			if (!(await maySendAgain(request, trying))) return answerOrThrow(tried, trying, request);
		}
	};
}

async function tryOnce(send: Send, request: VendorRequest): Promise<Tried> {
	return await send(request).then((answer) => ({ kind: 'answered', answer }), failedTry);
}

/** A defect of ours is not tried again. */
function failedTry(error: unknown): Tried {
	if (error instanceof FailureError) return { kind: 'failed', failure: error.failure };
	throw error;
}

function answerOrThrow(tried: Tried, { mayHaveLanded }: Pick<Trying, 'mayHaveLanded'>, request: VendorRequest): VendorAnswer {
	if (tried.kind === 'answered') return mayHaveLanded ? { ...tried.answer, wasRepeated: true } : tried.answer;
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

/**
 * How many requests a vendor takes in a second, as it shows by turning one away: as many as it took in the
 * second before. Until then nothing is held back.
 */
type Pace = Readonly<{
	/** What to wait for before asking again; undefined when a request may leave now. */
	room: () => Promise<void> | undefined;
	sent: () => void;
	/** A request came back: the vendor took it, or turned it away. */
	back: (isTaken: boolean) => void;
}>;

const WINDOW_MS = 1000;
/** After so long without being turned away, twice as many are tried: somebody else may have used the vendor up. */
const LIFTED_AFTER_MS = 10_000;

export function learnedPace({ now, sleep }: Pick<Clock, 'now' | 'sleep'>): Pace {
	/** When the answers came, oldest first. The vendor had counted each of these requests by then. */
	const taken: number[] = [];
	let underWay = 0;
	let most = Infinity;
	let learnedAt = 0;
	let next = signal();

	const inWindow = (): readonly number[] => {
		const over = now() - WINDOW_MS;
		while ((taken[0] ?? Infinity) <= over) taken.shift();
		return taken;
	};
	const learn = (count: number): void => {
		most = count;
		learnedAt = now();
	};

	return {
		room: () => {
			if (now() - learnedAt >= LIFTED_AFTER_MS) learn(most * 2);
			const counted = inWindow();
			const excess = counted.length + underWay - most;
			if (excess < 0) return undefined;
			const lapses = counted[excess];
			return lapses === undefined ? next.given : sleep(lapses + WINDOW_MS - now());
		},
		sent: () => {
			underWay += 1;
		},
		back: (isTaken) => {
			underWay -= 1;
			if (isTaken) taken.push(now());
			// What is under way may be turned away as well, and is counted out then.
			else if (inWindow().length + underWay > 0) learn(inWindow().length + underWay);
			next.give();
			next = signal();
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
