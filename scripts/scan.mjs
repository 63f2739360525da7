import path from 'node:path';
import { root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';

/**
 * n8n's own scanner, without the download: `scan.mjs` takes the sources here, `scan.mjs <folder>` an unpacked package.
 * Its command line would end with code 0 whatever it finds.
 */
await main(async () => {
	await prepare();
	// One of the linted rule sets takes every file for a node when it believes itself under test.
	delete process.env.NODE_ENV;
	const { analyzePackage, SOURCE_FILE_PATTERNS } = await import('@n8n/scan-community-package/scanner/scanner.mjs');
	const folder = process.argv[2];
	const { passed, message, details } = folder
		? await analyzePackage(path.resolve(folder), ['**/*.js', 'package.json'])
		: await analyzePackage(root, SOURCE_FILE_PATTERNS);
	if (passed) return 0;
	console.error(message);
	console.error(details ?? '');
	return 1;
});
