import { bundleLibraries } from '../lib/bundle.cjs';
import { papersOf } from '../lib/papers.mjs';
import { root } from '../lib/places.mjs';
import { eachUnpacked } from './unpacked.mjs';

const PAPERS = ['LICENSE', 'NOTICE', 'README.md', 'package.json', 'sbom.cdx.json'];
/** What n8n reads of a node: code, icons, search words, previews of output and its lists of all. */
const BUILT = /^dist\/(nodes|credentials|icons|known|types)\/[\w./-]+\.(js|svg|json)$/;
const STRANGE = /(^|\/)tests?\/|\.test\.|\.tsbuildinfo$/;

const KB = 1000;
/** Unpacked, for a package of all vendors and one of a single vendor: a little above what they are. A library too many is more. */
const MOST = { whole: 1_600 * KB, single: 1_100 * KB };

/** What npm would publish of each package. */
export async function contents() {
	const libraries = await bundleLibraries({ write: false });
	return await eachUnpacked((one) => [
		...strangers(one),
		...tooLarge(one),
		...otherPapers(one, libraries),
		...otherManifest(one),
		...telling(one),
	]);
}

function strangers({ name, files }) {
	const missing = PAPERS.filter((file) => !files.includes(file));
	const strange = files.filter((file) => STRANGE.test(file) || !(PAPERS.includes(file) || BUILT.test(file)));
	return [
		...missing.map((file) => ({ says: `${name} comes without ${file}`, todo: 'Name it under "files" of its package.json' })),
		...strange.map((file) => ({ says: `${name} brings ${file} along`, todo: 'Take it out: a package is what n8n reads, and its papers' })),
	];
}

function tooLarge({ name, vendor, files, sizeOf }) {
	const size = files.reduce((sum, file) => sum + sizeOf(file), 0);
	const most = vendor ? MOST.single : MOST.whole;
	if (size <= most) return [];
	return [
		{ says: `${name} is ${Math.ceil(size / KB)} KB unpacked, at most ${most / KB} are meant`, todo: 'See what came in with the bundles' },
	];
}

function otherPapers({ name, manifest, files, read }, all) {
	const libraries = all.filter((library) => library.files.some((file) => files.includes(file)));
	return Object.entries(papersOf(manifest, libraries))
		.filter(([file, text]) => files.includes(file) && read(file) !== text)
		.map(([file]) => ({ says: `${file} of ${name} does not name exactly what is bundled in it`, todo: 'Run: npm run notice' }));
}

function otherManifest({ name, manifest, read }) {
	const isSame = JSON.stringify(JSON.parse(read('package.json'))) === JSON.stringify(manifest);
	return isSame ? [] : [{ says: `${name} was packed with another package.json`, todo: 'Run: npm run pack' }];
}

function telling({ name, files, read }) {
	const found = files.filter((file) => read(file).includes(root));
	return found.map((file) => ({ says: `${file} of ${name} names a folder of this machine`, todo: 'Build it without' }));
}
