import type { Failure } from '../failure';
import { retryAfter } from './retryAfter';
import type { VendorAnswer } from './types';

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
		says: `${vendor} issues no access token at the moment (HTTP ${status}): ${says}`,
		todo: 'The request was kept back. Run it again later.',
	};
	if (isTurnedAway) return { kind: 'throttled', ...what, ...retryAfter({ status, statusText: '', headers, body: '' }) };
	return status >= 500 || status === 408 ? { kind: 'unreachable', landed: 'no', ...what } : undefined;
}
