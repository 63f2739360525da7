import { CHROMIUM } from './browser';
import { Stage, type Furniture } from './stage';

const START_MS = 180_000;
const END_MS = 30_000;

/** Describes tests that need a browser; where there is none they are skipped. */
export const inBrowser = CHROMIUM.missing === undefined ? describe : describe.skip;

/** A stage for the tests that are described where this is called; it stands before the first of them begins. */
export function onStage(furniture?: Furniture): () => Stage {
	let stage: Stage | undefined;
	beforeAll(async () => {
		stage = await Stage.start(furniture);
	}, START_MS);
	afterAll(async () => {
		await stage?.end();
	}, END_MS);
	return () => {
		if (!stage) throw new Error('The stage stands only while tests run');
		return stage;
	};
}
