import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ROOT } from './packed';

const LIBRARY = path.join(ROOT, 'scripts', 'lib');

/** Runs a script that imports from `scripts/lib` by bare names, as npm's scripts do; answers with what it said. */
export async function runScript(script: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
	const code = script.replace(/from '(\w+)'/g, (_, name: string) => `from '${pathToFileURL(path.join(LIBRARY, `${name}.mjs`)).href}'`);
	const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
		env: { ...process.env, CI: 'true', ...env },
		maxBuffer: 50_000_000,
	});
	return stdout;
}
