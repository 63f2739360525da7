import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bin, cache, root, tarball } from './places.mjs';
import { step } from './step.mjs';

/** Everything that the tarball is made from. */
const SOURCES = ['nodes', 'credentials', 'icons', 'scripts/lib/bundle.cjs', 'gulpfile.js', 'tsconfig.json', 'tsconfig.build.json'];
const TEXTS = ['package.json', 'package-lock.json', 'README.md', 'LICENSE', 'NOTICE', 'sbom.cdx.json'];

const stamp = path.join(cache, 'package.stamp');

/** Changes when the sources do. */
export function sourceFingerprint() {
	const hash = createHash('sha256');
	for (const file of [...SOURCES, ...TEXTS].flatMap(filesUnder)) hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
	return hash.digest('hex');
}

function filesUnder(place) {
	const full = path.join(root, place);
	if (!existsSync(full)) return [];
	const entries = readdirSync(path.dirname(full), { withFileTypes: true }).find(({ name }) => name === path.basename(full));
	if (entries?.isFile()) return [place];
	return readdirSync(full, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
		.sort();
}

export const build = () => step('Building', bin('gulp'), ['build'], { cwd: root });

/** What `npm publish` would send, in one known place. */
export async function pack() {
	const fingerprint = sourceFingerprint();
	rmSync(cache, { recursive: true, force: true });
	mkdirSync(cache, { recursive: true });
	await step('Packing', 'npm', ['pack', '--pack-destination', cache, '--loglevel=error'], { cwd: root });
	const [packed] = readdirSync(cache).filter((name) => name.endsWith('.tgz'));
	renameSync(path.join(cache, packed), tarball);
	writeFileSync(stamp, fingerprint);
}

/** Builds and packs when the sources changed since the last time. */
export async function packIfChanged() {
	if (existsSync(tarball) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceFingerprint()) return tarball;
	await build();
	await pack();
	return tarball;
}
