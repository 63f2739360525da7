import path from 'node:path';
import { PACKAGES, sourceOf } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';

/**
 * n8n's own scanner, without the download. `scan.mjs` takes the sources of every package, as they lie in the repository;
 * `scan.mjs <folder> …` takes unpacked packages. Its command line would end with code 0 whatever it finds, and tells no warnings.
 */
await main(async () => {
	await prepare();
	// One of the linted rule sets takes every file for a node when it believes itself under test.
	delete process.env.NODE_ENV;
	const { analyzePackage, SOURCE_FILE_PATTERNS } = await import('@n8n/scan-community-package/scanner/scanner.mjs');
	const linted = await recordLint();
	const folders = process.argv.slice(2);
	const sources = PACKAGES.map(({ name }) => [sourceOf(name), SOURCE_FILE_PATTERNS]);
	const unpacked = folders.map((folder) => [path.resolve(folder), ['**/*.js', 'package.json']]);
	let findings = 0;
	for (const [folder, patterns] of folders.length > 0 ? unpacked : sources) {
		const { passed, message, details } = await analyzePackage(folder, patterns);
		const warned = linted
			.splice(0)
			.flatMap(({ filePath, messages }) => messages.map(({ line, message: says }) => `${filePath}:${line} ${says}`));
		if (passed && warned.length === 0) continue;
		findings += 1;
		console.error([folder, message, details, ...warned].filter(Boolean).join('\n'));
	}
	return findings === 0 ? 0 : 1;
});

/** The results of every run of the linter from now on, also those that the scanner keeps to itself. */
async function recordLint() {
	const { ESLint } = await import('eslint');
	const { lintFiles } = ESLint.prototype;
	const all = [];
	ESLint.prototype.lintFiles = async function (...patterns) {
		const results = await lintFiles.apply(this, patterns);
		if (results.length === 0) throw new Error('The scanner looked at nothing.');
		all.push(...results);
		return results;
	};
	return all;
}
