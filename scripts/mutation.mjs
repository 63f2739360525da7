import path from 'node:path';
import { installStryker } from './lib/install.mjs';
import { mutationHome, root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';
import { inherit } from './lib/step.mjs';

/**
 * Changes the code of one part after the other, and looks whether a unit test fails each time:
 * `npm run test:mutation`, or with some parts only, `npm run test:mutation -- xml`.
 */
await main(async () => {
	await prepare();
	const { PARTS } = await import('../test/mutation/parts.mjs');
	const known = Object.keys(PARTS);
	const asked = process.argv.slice(2);
	const strange = asked.find((part) => !known.includes(part));
	if (strange) throw new Error(`There is no part ${strange}, only ${known.join(', ')}`);
	await installStryker();
	const stryker = path.join(mutationHome, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
	const tooLow = [];
	for (const part of asked.length > 0 ? asked : known) {
		console.log(`\n== ${part}`);
		const code = await inherit(process.execPath, [stryker, 'run', path.join(mutationHome, 'stryker.config.mjs')], {
			cwd: root,
			env: { MUTATION_PART: part },
		});
		if (code !== 0) tooLow.push(part);
	}
	if (tooLow.length > 0) console.error(`\nToo many changes that no test noticed: ${tooLow.join(', ')}`);
	return tooLow.length > 0 ? 1 : 0;
});
