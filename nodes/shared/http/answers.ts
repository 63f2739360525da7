import { afterLostTry, failed, isFailureError, type Failure } from '../failure';
import { askedWait } from './retry';
import type { VendorAnswer } from './types';

/**
 * Judges the answer to a write.
 * @throws FailureError of `judge`; after a try that got no answer, one that says that this try may have been carried out
 */
export function judged<T>({ wasRepeated }: Pick<VendorAnswer, 'wasRepeated'>, judge: () => T): T {
	try {
		return judge();
	} catch (error) {
		throw wasRepeated && isFailureError(error) ? failed(afterLostTry(error.failure)) : error;
	}
}

/** The wait that an answer asks for, as a failure of kind `throttled` has it. */
export function retryAfter(answer: VendorAnswer): Readonly<{ retryAfterMs?: number }> {
	const retryAfterMs = askedWait(answer, Date.now());
	return retryAfterMs === undefined ? {} : { retryAfterMs };
}

/**
 * Why a service can issue no token for now; undefined when its answer is about the sign-in.
 * @param says its own words, where it has some
 */
export function noTokenNow({
	vendor,
	answer,
	says = 'no reason given',
}: Readonly<{ vendor: string; answer: Pick<VendorAnswer, 'status' | 'headers'>; says?: string | undefined }>): Failure | undefined {
	const { status, headers } = answer;
	const isTurnedAway = status === 429 || (status >= 500 && headers['retry-after'] !== undefined);
	const what = {
		says: `${vendor} is not issuing access tokens right now (HTTP ${status}): ${says}`,
		todo: 'The request was not sent. Run it again later.',
	};
	if (isTurnedAway) return { kind: 'throttled', ...what, ...retryAfter({ status, statusText: '', headers, body: '' }) };
	return status >= 500 || status === 408 ? { kind: 'unreachable', landed: 'no', ...what } : undefined;
}
