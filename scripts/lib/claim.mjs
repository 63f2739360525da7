import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Two n8n on one database would ruin it: only one process may use the folder. */
export function claimFolder(folder) {
	const file = path.join(folder, '.running.json');
	const held = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
	if (held && isAlive(held.pid)) return { heldBy: held };
	mkdirSync(folder, { recursive: true });
	const say = (says) => writeFileSync(file, JSON.stringify({ pid: process.pid, says }));
	say('It is not ready yet.');
	return { say, release: () => rmSync(file, { force: true }) };
}

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
