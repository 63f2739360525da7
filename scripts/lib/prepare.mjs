import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { installRoot } from './install.mjs';
import { node24, root } from './places.mjs';

/**
 * Has the development tools installed, and the calling script run on their Node.
 * The first call may therefore happen on any Node that can read this file: until it returns, use builtins only.
 */
export async function prepare() {
	await installRoot();
	if (realpathSync(process.execPath) !== realpathSync(node24)) await runAgainOnNode24();
	process.chdir(root);
	process.env.PATH = [path.join(root, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter);
}

/** Never returns. */
function runAgainOnNode24() {
	const child = spawn(node24, process.argv.slice(1), { stdio: 'inherit' });
	// Ctrl-C reaches the child from the terminal; it ends by itself, and so do we.
	process.on('SIGINT', () => {});
	for (const name of ['SIGTERM', 'SIGHUP']) process.on(name, () => child.kill('SIGTERM'));
	whenOrphaned(() => child.kill('SIGTERM'));
	child.on('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
	return new Promise(() => {});
}

/** npm passes a SIGTERM on to its shell only, which dies without telling us. */
export function whenOrphaned(act) {
	const parent = process.ppid;
	const timer = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(timer);
		act();
	}, 1_000);
	timer.unref();
}

/** Ends a script with one readable text, whatever went wrong. */
export async function main(story) {
	try {
		process.exitCode = (await story()) ?? 0;
	} catch (error) {
		console.error(`\n${error?.name === 'StepFailed' ? error.message : (error?.stack ?? error)}`);
		process.exitCode = 1;
	}
}
