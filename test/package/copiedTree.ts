import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from './packed';

const NOT_COPIED = ['.git', 'node_modules', '.installing', '.demo', 'coverage'];
const CACHE = path.join('node_modules', '.cache', 'user-provisioning');

/** The project in a folder of its own, with what is built and packed; what npm installed is linked. */
export function copiedTree() {
	const folder = mkdtempSync(path.join(tmpdir(), 'user-provisioning-tree-'));
	const isCopied = (file: string): boolean => !NOT_COPIED.includes(path.basename(file));
	cpSync(ROOT, folder, { recursive: true, verbatimSymlinks: true, filter: isCopied });
	mkdirSync(path.join(folder, 'node_modules'));
	for (const name of readdirSync(path.join(ROOT, 'node_modules'))) {
		const installed = path.join(ROOT, 'node_modules', name);
		if (name !== '.cache')
			symlinkSync(installed, path.join(folder, 'node_modules', name), statSync(installed).isDirectory() ? 'junction' : 'file');
	}
	cpSync(path.join(ROOT, CACHE), path.join(folder, CACHE), { recursive: true });

	const at = (file: string): string => path.join(folder, file);
	const changed = new Set<string>();
	const write = (file: string, text: string): void => {
		changed.add(file);
		writeFileSync(at(file), text);
	};
	return {
		folder,
		read: (file: string) => readFileSync(at(file), 'utf8'),
		write,
		remove: (file: string) => {
			changed.add(file);
			rmSync(at(file));
		},
		/** Replaces a text that must be there. */
		replace: (file: string, text: string | RegExp, by: string) => {
			const before = readFileSync(at(file), 'utf8');
			const after = before.replace(text, by);
			if (after === before) throw new Error(`${file} does not have ${String(text)}`);
			write(file, after);
		},
		/** Puts one more file into what npm would publish of a package. */
		addToTarball: (name: string, file: string) => {
			const tarball = path.join(CACHE, `${name}.tgz`);
			const place = mkdtempSync(path.join(folder, 'added-'));
			changed.add(tarball);
			execFileSync('tar', ['-xzf', at(tarball), '-C', place]);
			writeFileSync(path.join(place, 'package', file), '');
			execFileSync('tar', ['-czf', at(tarball), '-C', place, 'package']);
			rmSync(place, { recursive: true });
		},
		/** Every change is undone. */
		restore: () => {
			for (const file of changed) cpSync(path.join(ROOT, file), at(file));
			changed.clear();
		},
		/** Runs one of the scripts there. */
		run: async (name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
			await new Promise<Readonly<{ passed: boolean; said: string }>>((resolve) => {
				const options = { cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8' } as const;
				execFile(process.execPath, [at(`scripts/${name}`), ...args], options, (error, stdout, stderr) =>
					resolve({ passed: error === null, said: `${stdout}${stderr}` }),
				);
			}),
		/** Says that a script has changed a file, so that it is restored too. */
		changes: (...files: readonly string[]) => files.forEach((file) => changed.add(file)),
		end: () => rmSync(folder, { recursive: true, force: true }),
	};
}

export type CopiedTree = ReturnType<typeof copiedTree>;
