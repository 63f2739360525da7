import { packIfChanged } from './lib/package.mjs';
import { bin, root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';
import { inherit } from './lib/step.mjs';

/** How fast the nodes are, as they are packed, beside the least that a node can be: `test/bench/main.ts` says what can follow `--`. */
await main(async () => {
	await prepare();
	await packIfChanged();
	return inherit(bin('tsx'), ['test/bench/main.ts', ...process.argv.slice(2)], { cwd: root });
});
