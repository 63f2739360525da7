import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

export const readLock = (folder) => readJson(path.join(folder, 'package-lock.json'));

/** Changes with what is locked, and from machine to machine. */
export const fingerprint = (folder) =>
	createHash('sha256')
		.update(readFileSync(path.join(folder, 'package-lock.json')))
		.update(`${process.platform} ${process.arch}`)
		.digest('hex');

/** npm keeps its own record of what it put there: an installation done by hand is not done again. */
export function holdsWhatIsLocked(folder) {
	const record = path.join(folder, 'node_modules', '.package-lock.json');
	const installed = existsSync(record) ? readJson(record).packages : {};
	return Object.entries(readLock(folder).packages).every(
		([place, { version, optional, devOptional, peer, extraneous }]) =>
			place === '' || installed[place]?.version === version || (!installed[place] && (optional || devOptional || peer || extraneous)),
	);
}

/** How far npm is with filling `modules`. It makes all folders first; those of a scope (@…) count by their name alone. */
export function counted({ packages }, modules) {
	const all = new Set(Object.keys(packages).map(topLevel).filter(Boolean)).size;
	const entries = existsSync(modules) ? readdirSync(modules) : [];
	const there = entries.filter((name) => name.startsWith('@') || existsSync(path.join(modules, name, 'package.json'))).length;
	return `${Math.min(there, all)} of ${all} package folders`;
}

const topLevel = (place) => /^node_modules\/([^/]+)/.exec(place)?.[1];

/**
 * The same lock with the address of each package. Ours name no host; without addresses npm asks for the page of each
 * package, with all its versions, before it gets the package: that is half of the time and three quarters of the bytes.
 */
export function withAddresses(lock, registry) {
	const packages = Object.entries(lock.packages).map(([place, entry]) => [
		place,
		place === '' || entry.link || entry.inBundle ? entry : { ...entry, resolved: addressOf(place, entry, registry) },
	]);
	return { ...lock, packages: Object.fromEntries(packages) };
}

function addressOf(place, { name = place.split('node_modules/').at(-1), version }, registry) {
	return new URL(`${name}/-/${name.split('/').at(-1)}-${version}.tgz`, registry.replace(/\/*$/, '/')).href;
}

/** One package and all that it needs, as a lock file of its own with the same versions in the same places. */
export function partOf({ lockfileVersion, packages }, name) {
	const place = `node_modules/${name}`;
	const own = { name: `only-${name}`, dependencies: { [name]: packages[place].version } };
	const needed = new Set();
	const waiting = [place];
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		if (needed.has(next)) continue;
		needed.add(next);
		waiting.push(...neededBy(next, packages));
	}
	const kept = [...needed].sort().map((found) => [found, packages[found]]);
	return {
		manifest: { ...own, private: true },
		lock: { lockfileVersion, requires: true, packages: Object.fromEntries([['', own], ...kept]) },
	};
}

function neededBy(place, packages) {
	const { dependencies, optionalDependencies, peerDependencies } = packages[place];
	const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
	return names.map((name) => foundFrom(place, name, packages)).filter((found) => found !== undefined);
}

/** As Node looks for a package: inside the asking one, then beside it, then further and further out. */
function foundFrom(place, name, packages) {
	const inside = `${place}/node_modules/${name}`;
	if (packages[inside]) return inside;
	const outer = place.lastIndexOf('/node_modules/');
	if (outer >= 0) return foundFrom(place.slice(0, outer), name, packages);
	return packages[`node_modules/${name}`] && `node_modules/${name}`;
}
