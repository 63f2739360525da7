/*
 * Mutation testing (npm run test:mutation) runs the tests once for each change of the code. MOST_RUNS makes them
 * short there; without it, everything is as large as the tests say.
 */
const MOST_RUNS = process.env.MOST_RUNS;

/** How many generated cases a test takes. */
export function runs(usual: number): number {
	return Math.min(usual, Number(MOST_RUNS ?? usual));
}

/** How long a document is that must be read or refused in no time. */
export function longAs(usual: number): number {
	return MOST_RUNS === undefined ? usual : usual / 100;
}

/** A test that takes seconds: left out there. */
export const inFull = MOST_RUNS === undefined ? it : it.skip;
