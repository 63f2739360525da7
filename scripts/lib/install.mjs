import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { counted, fingerprint, holdsWhatIsLocked, readLock, withAddresses } from './locked.mjs';
import { npm, QUIET, registry } from './npm.mjs';
import { mutationHome, n8nHome, node24, oldestEngine, registryHome, root } from './places.mjs';
import { addonOf, buildSqlite3 } from './sqlite3.mjs';
import { sideBySide, step } from './step.mjs';

/** The node package brings the binary for this platform with its preinstall; npm leaves such scripts out here. */
export const installRoot = () =>
	install(root, 'the development tools', {
		isComplete: () => existsSync(node24),
		complete: () => step('Preparing node', ...npm('rebuild', 'node', '--ignore-scripts=false', ...QUIET), { cwd: root }),
	});

/** The real n8n: some 2,300 packages, 2.8 GB. Only the database addon has to be built, and need not wait for the rest. */
export async function installN8n(home = n8nHome, what = 'n8n') {
	const isComplete = () => existsSync(addonOf(home));
	let built;
	await install(home, what, {
		isComplete,
		meanwhile: async () => (built = await buildSqlite3(readLock(home))),
		complete: () => built.moveTo(addonOf(home)),
	});
}

export const hasN8n = (home = n8nHome) => isInstalled(home) && existsSync(addonOf(home));

/** What runs workflows in it: some 400 packages. */
export const installOldestEngine = () => install(oldestEngine, 'the engine of the oldest n8n');

/** What stands in for npm's registry: some 320 packages. */
export const installRegistry = () => install(registryHome, 'the registry for tests');

/** Stryker: only who tests the tests needs it. */
export const installStryker = () => install(mutationHome, 'Stryker');

const stampOf = (folder) => path.join(folder, 'node_modules', '.installed');
const isInstalled = (folder) => existsSync(stampOf(folder)) && readFileSync(stampOf(folder), 'utf8') === fingerprint(folder);
const nothing = async () => {};

/**
 * What `package-lock.json` says. `isComplete` looks for what npm does not bring; then `meanwhile` runs beside npm, and
 * `complete` after both.
 */
export async function install(folder, what, { isComplete = () => true, meanwhile = nothing, complete = nothing } = {}) {
	if (isInstalled(folder) && isComplete()) return;
	const fetched = holdsWhatIsLocked(folder) ? nothing : () => fetchLocked(folder, what);
	await sideBySide(fetched, isComplete() ? nothing : meanwhile);
	if (!isComplete()) await complete();
	if (!isComplete()) throw new Error(`npm installed ${what}, but not all of it is usable: an install script did not run.`);
	writeFileSync(stampOf(folder), fingerprint(folder));
}

/** In a folder beside it, so that what was interrupted is not taken for complete, and package-lock.json stays as it is. */
async function fetchLocked(folder, what) {
	const lock = readLock(folder);
	const place = path.join(folder, '.installing');
	const modules = path.join(place, 'node_modules');
	const fetchBy = async (wanted) => {
		rmSync(place, { recursive: true, force: true });
		mkdirSync(place);
		for (const name of ['package.json', '.npmrc'].filter((file) => existsSync(path.join(folder, file))))
			copyFileSync(path.join(folder, name), path.join(place, name));
		writeFileSync(path.join(place, 'package-lock.json'), JSON.stringify(wanted));
		const detail = () => counted(lock, modules);
		await step(`Installing ${what}`, ...npm('ci', '--ignore-scripts', ...QUIET), { cwd: place, detail });
	};
	await fetchBy(withAddresses(lock, registry())).catch((error) => {
		// A registry may keep its packages elsewhere; then npm has to ask it for each.
		if (!error.message.includes('E404')) throw error;
		return fetchBy(lock);
	});
	const installed = path.join(folder, 'node_modules');
	if (existsSync(installed)) renameSync(installed, path.join(place, 'before'));
	renameSync(modules, installed);
	rmSync(place, { recursive: true, force: true });
}
