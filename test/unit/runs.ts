/*
 * MOST_RUNS makes tests short: in mutation testing (npm run test:mutation), which runs them once for each change of
 * the code, and in the inner loop (npm run test:quick). Without it, everything is as large as the tests say.
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
