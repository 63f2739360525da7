import { beforeWriting, failed, failureOf, halfway } from '../../shared/failure';
import { inSteps, unsentOf } from '../../shared/http/readOnly';
import type { Made } from './channel';
import { NOBODY_YET } from './newUser';

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

/** What is written to a user who is there now, and what of the user it changes. */
export type Finish = Readonly<{ what: 'fields' | 'status'; run: (id: string) => Promise<void> }>;
type Creation = Readonly<{
	make: () => Promise<Made>;
	/** Asked before more is written: the answer that gave the ID may have been somebody else's. */
	check: (id: string) => Promise<void>;
	finish: readonly Finish[];
}>;

/** Makes a user, then writes the rest. A preview keeps all requests back: then the later ones name a user who is not there yet. */
export async function madeInSteps({ make, check, finish }: Creation): Promise<Made> {
	let made: Made = { id: NOBODY_YET, fellShort: [] };
	const making = async (): Promise<void> => {
		made = await make();
	};
	const finishing = finish.map((one, i) => async (): Promise<void> => {
		const isFirst = i === 0 && made.id !== NOBODY_YET;
		await afterCreation(made.id, isFirst ? { ...one, check } : one);
	});
	await inSteps([making, ...finishing]);
	return made;
}

async function afterCreation(id: string, { what, run, check }: Finish & Readonly<{ check?: Creation['check'] }>): Promise<void> {
	try {
		if (check) await beforeWriting(async () => await check(id));
		await run(id);
	} catch (error) {
		const rest = what === 'fields' ? 'its fields were' : 'its status was';
		const todo = 'Run Create or Update for this item: it finds the user and writes the rest.';
		throw unsentOf(error) ? error : failed(halfway(failureOf(error), { done: `The user was created with ID ${id}`, rest, todo }));
	}
}
