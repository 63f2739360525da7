import { installN8n } from './lib/install.mjs';
import { packIfChanged } from './lib/package.mjs';
import { bin, root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';
import { inherit } from './lib/step.mjs';

/** How fast the nodes are, as they are packed, beside the least that a node can be: `test/bench/main.ts` says what can follow `--`. */
await main(async () => {
	const args = process.argv.slice(2);
	const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
	await prepare();
	// n8n's own nodes are part of the real n8n, which takes 2 GB.
	if (only?.split(',').includes('core') ?? true) await installN8n();
	await packIfChanged();
	return inherit(bin('tsx'), ['test/bench/main.ts', ...args], { cwd: root });
});
