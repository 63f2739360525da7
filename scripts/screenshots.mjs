import { tmpdir } from 'node:os';
import path from 'node:path';

import { findChromium } from './lib/chromium.mjs';
import { installN8n } from './lib/install.mjs';
import { packIfChanged } from './lib/package.mjs';
import { root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';

/*
 * npm run screenshots [-- [--dark] [first-workflow] [demo] [errors]]
 *
 * The pictures in docs/, from a real n8n and the sandbox. Dark ones, and those of the usual errors, are for looking at:
 * they go into a folder of their own outside the project. docs/pictures.json keeps what each picture of docs/ showed.
 */
const args = process.argv.slice(2);
const isDark = args.includes('--dark');
const parts = args.filter((arg) => !arg.startsWith('--'));
const toLookAt = process.env.SCREENSHOTS ?? path.join(tmpdir(), 'user-provisioning-screenshots');

await main(async () => {
	await prepare();
	await installN8n();
	await packIfChanged();
	const chromium = await findChromium();
	if (chromium.missing) throw new Error(`No browser to take pictures with: ${chromium.missing}`);
	process.env.CHROMIUM_FOR_TESTS = JSON.stringify(chromium);
	const { tsImport } = await import('tsx/esm/api');
	const { takePictures } = await tsImport('../test/browser/pictures.ts', import.meta.url);

	const wanted = (names) => (parts.length > 0 ? parts.filter((part) => names.includes(part)) : names);
	const forDocs = wanted(['first-workflow', 'demo']);
	if (forDocs.length > 0) {
		const taken = await takePictures(isDark ? path.join(toLookAt, 'dark') : path.join(root, 'docs'), forDocs, isDark ? 'dark' : 'light');
		const { keepFingerprints } = await import('./release/pictures.mjs');
		if (!isDark) keepFingerprints(taken);
	}
	const errors = wanted(['errors']);
	if (errors.length > 0) await takePictures(toLookAt, errors, isDark ? 'dark' : 'light');
});
