import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';

/** Writes NOTICE and sbom.cdx.json anew; with --check only says whether they are as they should be. */
await main(async () => {
	await prepare();
	const { bundleLibraries } = await import('./lib/bundle.cjs');
	const { papersOf } = await import('./lib/papers.mjs');
	const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
	const papers = papersOf(manifest, await bundleLibraries({ write: false }));
	const isAsItShouldBe = ([name, text]) => existsSync(path.join(root, name)) && readFileSync(path.join(root, name), 'utf8') === text;
	const old = Object.entries(papers).filter((paper) => !isAsItShouldBe(paper));
	if (!process.argv.includes('--check')) {
		for (const [name, text] of old) writeFileSync(path.join(root, name), text);
		return 0;
	}
	for (const [name] of old) console.error(`${name} does not name exactly what the bundles contain. Run: npm run notice`);
	return old.length === 0 ? 0 : 1;
});
