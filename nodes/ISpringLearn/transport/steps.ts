import { failed, failureOf } from '../../shared/failure';
import { inSteps, unsentOf } from '../../shared/http/readOnly';

/** One write of several that belong together, and what of the user it changes. */
export type Step = Readonly<{ what: string; run: () => Promise<void> }>;

/**
 * Writes one step after another. A preview keeps back the requests of all.
 * @throws FailureError whose words tell which steps are done already
 */
export async function writeSteps(steps: readonly Step[]): Promise<void> {
	const done: string[] = [];
	const told = ({ what, run }: Step) => async (): Promise<void> => {
		try {
			await run();
			done.push(what);
		} catch (error) {
			throw done.length === 0 || unsentOf(error) ? error : halfDone(done, what, error);
		}
	};
	await inSteps(steps.map(told));
}

/** What is done must not be hidden by what becomes of the rest. */
function halfDone(done: readonly string[], what: string, error: unknown) {
	const failure = failureOf(error);
	const rest = failure.kind === 'unreachable' ? `whether the ${what} was is not known` : `the ${what} was not`;
	return failed({ ...failure, says: `The ${done.join(' and the ')} ${done.length > 1 ? 'were' : 'was'} updated, ${rest}. ${failure.says}` });
}
