import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { partOf, withAddresses } from './locked.mjs';
import { npm, QUIET, registry } from './npm.mjs';
import { step } from './step.mjs';

export const addonOf = (home) => path.join(home, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');

/** Optimized less than its makers do: the compiler needs a third of the time, and our databases are small. */
const QUICKLY = { CFLAGS: '-O1', CXXFLAGS: '-O1', JOBS: 'max' };

/**
 * The database addon that a lock file names, in a folder of its own: downloaded where its makers' binary can be had,
 * otherwise compiled. node-gyp is the one that comes with npm.
 */
export async function buildSqlite3(lock) {
	const folder = mkdtempSync(path.join(tmpdir(), 'user-provisioning-sqlite3-'));
	const { manifest, lock: own } = partOf(lock, 'sqlite3');
	const put = (name, content) => writeFileSync(path.join(folder, name), JSON.stringify(content));
	try {
		put('package.json', manifest);
		put('package-lock.json', withAddresses(own, registry()));
		await step('Getting sqlite3', ...npm('ci', '--ignore-scripts', '--omit=optional', ...QUIET), { cwd: folder });
		await step('Building sqlite3', ...npm('rebuild', 'sqlite3', '--ignore-scripts=false', ...QUIET), { cwd: folder, env: QUICKLY });
	} catch (error) {
		rmSync(folder, { recursive: true, force: true });
		throw error;
	}
	return {
		moveTo(place) {
			mkdirSync(path.dirname(place), { recursive: true });
			copyFileSync(addonOf(folder), place);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
