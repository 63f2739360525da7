import { failed, failureOf, halfway } from '../failure';
import { NotSentError, unsentOf } from './readOnly';
import type { VendorRequest } from './types';

type Words = Parameters<typeof halfway>[1];

/**
 * Several writes that belong together, one after another. In a preview all of them are asked, so that each request is seen.
 * @param wordsOf what is said of a write that failed after others were done
 */
export function writesInTurn(wordsOf: (what: string, done: readonly string[]) => Words = updated) {
	const done: string[] = [];
	const keptBack: VendorRequest[] = [];
	return {
		/**
		 * Waits for one of them.
		 * @param what of the user it changes
		 * @returns undefined where a preview kept it back
		 * @throws FailureError whose words tell what is done already
		 */
		write: async <T>(what: string, write: Promise<T>): Promise<T | undefined> => {
			try {
				const result = await write;
				done.push(what);
				return result;
			} catch (error) {
				const unsent = unsentOf(error);
				if (!unsent) throw done.length === 0 ? error : failed(halfway(failureOf(error), wordsOf(what, done)));
				keptBack.push(...unsent);
				return undefined;
			}
		},

		/** After the last one. @throws NotSentError with everything that a preview kept back */
		end: (): void => {
			if (keptBack.length > 0) throw new NotSentError(keptBack);
		},
	};
}

function updated(what: string, done: readonly string[]): Words {
	return { done: `The ${done.join(' and the ')} ${done.length > 1 ? 'were' : 'was'} updated`, rest: `the ${what} was` };
}
