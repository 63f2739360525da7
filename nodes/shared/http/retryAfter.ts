import { askedWait } from './retry';
import type { VendorAnswer } from './types';

/** The wait that an answer asks for, as a failure of kind `throttled` has it. */
export function retryAfter(answer: VendorAnswer): Readonly<{ retryAfterMs?: number }> {
	const retryAfterMs = askedWait(answer, Date.now());
	return retryAfterMs === undefined ? {} : { retryAfterMs };
}
