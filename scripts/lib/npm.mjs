import { execFileSync } from 'node:child_process';

/** npm as a program and its arguments: through the Node that runs us, whatever the PATH says. */
export function npm(...args) {
	const cli = process.env.npm_execpath;
	if (cli && /npm-cli\.[cm]?js$/.test(cli)) return [process.execPath, [cli, ...args]];
	return [process.platform === 'win32' ? 'npm.cmd' : 'npm', args];
}

export const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

/** Where npm gets packages on this machine. */
export function registry() {
	const [command, args] = npm('config', 'get', 'registry');
	return execFileSync(command, args, { encoding: 'utf8', shell: command.endsWith('.cmd') }).trim();
}
