import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const PACKAGES = ['redis-server', 'postgresql'];
const REDIS = '/usr/bin/redis-server';
const POSTGRES = '/usr/lib/postgresql';

/**
 * Redis and PostgreSQL as Debian has them, installed where that is allowed and they are missing. Answers with
 * `{ redis, postgres, runsAs }`: a program, a folder of programs, and whom PostgreSQL runs as, which refuses root; or
 * with what is needed, `{ missing }`.
 */
export function findServers() {
	if (!found() && isRoot() && isDebian()) installed();
	return found() ?? { missing: `it needs Redis and PostgreSQL. On Debian or Ubuntu: sudo apt-get install ${PACKAGES.join(' ')}` };
}

function found() {
	const postgres = existsSync(POSTGRES)
		? readdirSync(POSTGRES)
				.map((version) => path.join(POSTGRES, version, 'bin'))
				.findLast((folder) => existsSync(path.join(folder, 'initdb')))
		: undefined;
	return existsSync(REDIS) && postgres ? { redis: REDIS, postgres, runsAs: isRoot() ? userOf('postgres') : {} } : undefined;
}

/** The package's own scripts start nothing here: the tests start servers of their own. */
function installed() {
	console.log(`  Installing ${PACKAGES.join(' and ')}`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
	for (const args of [
		['update', '-qq'],
		['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES],
	]) {
		const { status, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
		if (status !== 0) return console.warn(`apt-get ${args[0]} failed: ${stderr.trim()}`);
	}
}

const isRoot = () => process.getuid?.() === 0;
const isDebian = () => existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
const idOf = (flag, name) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
const userOf = (name) => ({ uid: idOf('-u', name), gid: idOf('-g', name) });
