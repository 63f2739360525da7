import { sources, textOf } from './sources.mjs';

/** NOTICE and the SBOM name what is bundled, and nothing else. */
export async function notices() {
	const { bundleLibraries } = await import('../lib/bundle.cjs');
	const { noticeOf, sbomOf } = await import('../lib/papers.mjs');
	const [{ manifest }] = sources();
	const libraries = await bundleLibraries({ write: false });
	const papers = { NOTICE: noticeOf(libraries), 'sbom.cdx.json': sbomOf(manifest, libraries) };
	return Object.entries(papers)
		.filter(([file, text]) => textOf(file) !== text)
		.map(([file]) => ({ says: `${file} does not name exactly what is bundled`, todo: 'Run: npm run notice' }));
}
