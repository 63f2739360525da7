import { failed, failureOf, halfway } from '../../shared/failure';
import { inSteps, unsentOf } from '../../shared/http/readOnly';

/** One write of several that belong together, and what of the user it changes. */
export type Step = Readonly<{ what: string; run: () => Promise<void> }>;

/**
 * Writes one step after another. A preview keeps back the requests of all.
 * @throws FailureError whose words tell which steps are done already
 */
export async function writeSteps(steps: readonly Step[]): Promise<void> {
	const done: string[] = [];
	const told =
		({ what, run }: Step) =>
		async (): Promise<void> => {
			try {
				await run();
				done.push(what);
			} catch (error) {
				const soFar = `The ${done.join(' and the ')} ${done.length > 1 ? 'were' : 'was'} updated`;
				throw done.length === 0 || unsentOf(error) ? error : failed(halfway(failureOf(error), { done: soFar, rest: `the ${what} was` }));
			}
		};
	await inSteps(steps.map(told));
}
