import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mutationHome, n8nHome, oldestEngine, otherN8nHomes, registryHome, root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';
import { step } from './lib/step.mjs';

/** Brings all lock files up to date after a change in a package.json; `npm run lock -- test/n8n` that one alone. */
await main(async () => {
	await prepare();
	const chosen = process.argv.slice(2).map((folder) => path.resolve(folder));
	const all = [root, n8nHome, oldestEngine, ...otherN8nHomes, registryHome, mutationHome];
	for (const folder of chosen.length > 0 ? chosen : all) await relock(folder);
});

/** In a folder without node_modules: next to one, npm forgets the packages of other platforms. */
async function relock(folder) {
	const place = mkdtempSync(path.join(tmpdir(), 'user-provisioning-lock-'));
	const lock = path.join(place, 'package-lock.json');
	for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
		if (existsSync(path.join(folder, name))) copyFileSync(path.join(folder, name), path.join(place, name));
	}
	await step(`Locking ${path.relative(root, folder) || 'the development tools'}`, 'npm', ['install', '--package-lock-only'], {
		cwd: place,
	});
	const content = JSON.parse(readFileSync(lock, 'utf8'));
	content.packages = complete(content.packages);
	writeFileSync(lock, `${JSON.stringify(content, null, '\t')}\n`);
	await step('Checking it', 'npm', ['ci', '--dry-run'], { cwd: place });
	copyFileSync(lock, path.join(folder, 'package-lock.json'));
	rmSync(place, { recursive: true, force: true });
}

/**
 * `npm ci` refuses a lock file that misses the package of any platform, also of those that aren't ours. A registry
 * without them all leaves such gaps; what belongs there is known, because these packages are asked for by exact version.
 */
function complete(packages) {
	const kept = Object.entries(packages).filter(([, { extraneous }]) => !extraneous);
	const known = new Set(kept.map(([place]) => place));
	const gaps = kept.flatMap(([place, { optionalDependencies, dev }]) =>
		Object.entries(optionalDependencies ?? {})
			.filter(([name, version]) => /^\d+\.\d+\.\d+$/.test(version) && platformOf(name) && !isReachable(known, place, name))
			.map(([name, version]) => [`node_modules/${name}`, { version, ...platformOf(name), ...(dev && { dev }), optional: true }]),
	);
	const [own, ...others] = [...kept, ...gaps];
	return Object.fromEntries([own, ...others.sort(([a], [b]) => a.localeCompare(b, 'en'))]);
}

/** `@swc/core-linux-arm64-musl`: by these members npm sees that another platform is meant. */
function platformOf(name) {
	const found =
		/\b(aix|android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|ia32|loong64|ppc64|riscv64|s390x|x64)\b-?(gnu|musl)?/.exec(name);
	if (!found) return undefined;
	const [, os, cpu, libc] = found;
	return { cpu: [cpu], os: [os], ...(os === 'linux' && libc && { libc: [libc === 'gnu' ? 'glibc' : 'musl'] }) };
}

/** As Node looks for a package: beside the asking one, then further and further out. */
function isReachable(known, from, name) {
	const around = from.split('/node_modules/').map((_, count, parts) => parts.slice(0, count + 1).join('/node_modules/'));
	return known.has(`node_modules/${name}`) || around.some((place) => known.has(`${place}/node_modules/${name}`));
}
