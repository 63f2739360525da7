import { sources, textOf } from './sources.mjs';

/** NOTICE and the SBOM name what is bundled, and nothing else. */
export async function notices() {
	const { bundleLibraries } = await import('../lib/bundle.cjs');
	const { papersOf } = await import('../lib/papers.mjs');
	const [{ manifest }] = sources();
	return Object.entries(papersOf(manifest, await bundleLibraries({ write: false })))
		.filter(([file, text]) => textOf(file) !== text)
		.map(([file]) => ({ says: `${file} does not name exactly what is bundled`, todo: 'Run: npm run notice' }));
}
