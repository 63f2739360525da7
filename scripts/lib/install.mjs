import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mutationHome, n8nHome, node24, oldestEngine, registryHome, root } from './places.mjs';
import { step } from './step.mjs';

/** The node package brings the binary for this platform with its preinstall; npm leaves such scripts out here. */
export const installRoot = () => install(root, 'the development tools', 'node', () => existsSync(node24));

/** The real n8n: some 2,300 packages, 2.8 GB. Only the database addon has to be built. */
export const installN8n = (home = n8nHome, what = 'n8n') =>
	install(home, what, 'sqlite3', () => existsSync(path.join(home, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node')));

/** What runs workflows in it: some 400 packages. */
export const installOldestEngine = () => install(oldestEngine, 'the engine of the oldest n8n');

/** What stands in for npm's registry: some 320 packages. */
export const installRegistry = () => install(registryHome, 'the registry for tests');

/** Stryker: only who tests the tests needs it. */
export const installStryker = () => install(mutationHome, 'Stryker');

async function install(folder, what, scripted, isComplete = () => true) {
	const stamp = path.join(folder, 'node_modules', '.installed');
	const wanted = fingerprint(folder);
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && isComplete()) return;

	const ignored = ['--no-audit', '--no-fund', '--loglevel=error'];
	if (!holdsWhatIsLocked(folder)) {
		await step(`Installing ${what}`, ...npm('ci', '--ignore-scripts', ...ignored), { cwd: folder, detail: () => counted(folder) });
	}
	if (!isComplete()) {
		await step(`Preparing ${scripted}`, ...npm('rebuild', scripted, '--ignore-scripts=false', ...ignored), { cwd: folder });
	}
	if (!isComplete()) throw new Error(`npm installed ${what}, but ${scripted} is not usable: its install script did not run.`);
	writeFileSync(stamp, wanted);
}

/** npm through the Node that runs us, whatever the PATH says. */
function npm(...args) {
	const cli = process.env.npm_execpath;
	if (cli && /npm-cli\.[cm]?js$/.test(cli)) return [process.execPath, [cli, ...args]];
	return [process.platform === 'win32' ? 'npm.cmd' : 'npm', args];
}

const fingerprint = (folder) =>
	createHash('sha256')
		.update(readFileSync(path.join(folder, 'package-lock.json')))
		.update(`${process.platform} ${process.arch}`)
		.digest('hex');

const packagesIn = (lock) => (existsSync(lock) ? JSON.parse(readFileSync(lock, 'utf8')).packages : {});

/** npm keeps its own record of what it put there: an installation done by hand is not done again. */
function holdsWhatIsLocked(folder) {
	const installed = packagesIn(path.join(folder, 'node_modules', '.package-lock.json'));
	const locked = Object.entries(packagesIn(path.join(folder, 'package-lock.json')));
	return locked.every(
		([place, { version, optional, devOptional, peer, extraneous }]) =>
			place === '' || installed[place]?.version === version || (!installed[place] && (optional || devOptional || peer || extraneous)),
	);
}

function counted(folder) {
	const all = new Set(
		Object.keys(packagesIn(path.join(folder, 'package-lock.json')))
			.map(topLevel)
			.filter(Boolean),
	).size;
	const modules = path.join(folder, 'node_modules');
	const entries = existsSync(modules) ? readdirSync(modules) : [];
	// npm makes all folders first and fills them later; those of a scope (@…) count by their name alone.
	const there = entries.filter((name) => name.startsWith('@') || existsSync(path.join(modules, name, 'package.json'))).length;
	return `${Math.min(there, all)} of ${all} package folders`;
}

const topLevel = (place) => /^node_modules\/([^/]+)/.exec(place)?.[1];
