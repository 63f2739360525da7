import { afterLostTry, failed, FailureError } from '../failure';
import type { VendorAnswer } from './types';

/**
 * Judges the answer to a write.
 * @throws FailureError of `judge`; after a try that got no answer, one that says that this try may have been carried out
 */
export function judged<T>({ wasRepeated }: Pick<VendorAnswer, 'wasRepeated'>, judge: () => T): T {
	try {
		return judge();
	} catch (error) {
		throw wasRepeated && error instanceof FailureError ? failed(afterLostTry(error.failure)) : error;
	}
}
