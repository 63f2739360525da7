import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bin, root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';
import { inherit } from './lib/step.mjs';

/** n8n in queue mode, with Redis, PostgreSQL and two workers; more arguments go to jest. Whatever happens, nothing of it stays. */
await main(async () => {
	await prepare();
	const folder = mkdtempSync(path.join(tmpdir(), 'user-provisioning-queue-'));
	// PostgreSQL gets there as another user.
	chmodSync(folder, 0o755);
	process.once('exit', () => clearAway(folder));
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => process.exit(130));
	const args = ['--selectProjects', 'queue', '--runInBand', ...process.argv.slice(2)];
	return await inherit(bin('jest'), args, { cwd: root, env: { TMPDIR: folder } });
});

/** All that was started there knows the folder as its own place for temporary files. */
function clearAway(folder) {
	for (const pid of startedIn(folder)) {
		try {
			process.kill(pid, 'SIGKILL');
		} catch {
			// It has just ended by itself.
		}
	}
	rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function startedIn(folder) {
	return readdirSync('/proc')
		.filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid && hasTemporaryFolder(pid, folder))
		.map(Number);
}

function hasTemporaryFolder(pid, folder) {
	try {
		return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`TMPDIR=${folder}`);
	} catch {
		return false;
	}
}
