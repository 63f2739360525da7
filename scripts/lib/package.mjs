import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder } from './files.mjs';
import { bin, cache, PACKAGES, root, sourceOf, stagedAt, tarball, tarballOf } from './places.mjs';
import { stage } from './stage.mjs';
import { step } from './step.mjs';

export { PACKAGES, tarballOf };
const [whole, ...singles] = PACKAGES;

/** Everything that the tarballs are made from. */
const SOURCES = [
	'nodes',
	'credentials',
	'icons',
	'packages',
	'scripts/lib/stage.mjs',
	'scripts/lib/papers.mjs',
	'scripts/licenses',
	'scripts/lib/bundle.cjs',
	'scripts/lib/nodeFiles.cjs',
	'scripts/lib/parts.cjs',
	'gulpfile.js',
	'tsconfig.json',
	'tsconfig.build.json',
];
const TEXTS = ['package.json', 'package-lock.json', 'README.md', 'LICENSE', 'NOTICE', 'sbom.cdx.json'];

const stamp = path.join(cache, 'package.stamp');

/** Changes when the sources do. */
export function sourceFingerprint() {
	const hash = createHash('sha256');
	for (const file of [...SOURCES, ...TEXTS].flatMap(filesUnder)) hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
	return hash.digest('hex');
}

export const build = () => step('Building', bin('gulp'), ['build'], { cwd: root });

/** What `npm publish` would send of each of these, in a known place. */
async function packEach(packages) {
	await Promise.all(packages.map(stage));
	const folders = packages.map(({ name }) => stagedAt(name));
	await step('Packing', 'npm', ['pack', ...folders, '--pack-destination', cache, '--ignore-scripts', '--loglevel=error'], { cwd: root });
	for (const { name } of packages) {
		const { version } = JSON.parse(readFileSync(path.join(sourceOf(name), 'package.json'), 'utf8'));
		renameSync(path.join(cache, `${name}-${version}.tgz`), tarballOf(name));
	}
}

/** Packs from what is built; the single packages are made with the first use of them. */
export async function pack() {
	const fingerprint = sourceFingerprint();
	rmSync(cache, { recursive: true, force: true });
	mkdirSync(cache, { recursive: true });
	await packEach([whole]);
	writeFileSync(stamp, fingerprint);
}

/** Builds and packs when the sources changed since the last time. */
export async function packIfChanged() {
	if (existsSync(tarball) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceFingerprint()) return tarball;
	await build();
	await pack();
	return tarball;
}

/** The same for every package. */
export async function packAll() {
	await packIfChanged();
	const missing = singles.filter(({ name }) => !existsSync(tarballOf(name)));
	if (missing.length > 0) await packEach(missing);
	return PACKAGES.map(({ name }) => tarballOf(name));
}
