import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { preProcessFile } from 'typescript';

export const ROOT = path.resolve(__dirname, '..', '..');

export const WHOLE = 'n8n-nodes-user-provisioning';
/** The packages of one vendor each. */
export const SINGLES: readonly string[] = readdirSync(path.join(ROOT, 'packages')).sort();
/** Everything that is published. */
export const PACKAGES: readonly string[] = [WHOLE, ...SINGLES];

/** Where its package.json and README are kept. */
export const sourceOf = (name: string): string => (name === WHOLE ? ROOT : path.join(ROOT, 'packages', name));

/** Made by the global set-up of these tests. */
export const tarballOf = (name: string): string =>
	path.join(ROOT, 'node_modules', '.cache', 'user-provisioning', name === WHOLE ? 'package.tgz' : `${name}.tgz`);

export interface Manifest {
	readonly name: string;
	readonly version: string;
	readonly n8n: Readonly<{ nodes: readonly string[]; credentials: readonly string[] }>;
	readonly [member: string]: unknown;
}

/** A published package, unpacked where nothing of this project can be found by accident. */
export function unpack(name = WHOLE) {
	const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'user-provisioning-package-')));
	execFileSync('tar', ['-xzf', tarballOf(name), '-C', folder, '--strip-components=1']);
	const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
	return {
		folder,
		files: filesUnder(folder),
		read,
		json: <T>(file: string) => JSON.parse(read(file)) as T,
		/** What n8n gives is linked in by name, so that nothing else of this project's node_modules is in reach. */
		linkProvided: () => {
			const modules = path.join(folder, 'node_modules');
			mkdirSync(modules);
			for (const name of ['n8n-workflow', 'luxon']) symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name), 'dir');
		},
		remove: (): void => rmSync(folder, { recursive: true, force: true }),
	};
}

/** All files below a folder, as relative paths with slashes; what npm installed is passed over. */
export function filesUnder(folder: string, place = ''): readonly string[] {
	return readdirSync(path.join(folder, place), { withFileTypes: true })
		.filter(({ name }) => name !== 'node_modules')
		.flatMap((entry) => (entry.isDirectory() ? filesUnder(folder, `${place}${entry.name}/`) : [`${place}${entry.name}`]))
		.sort();
}

/** What a module asks for by name, types included; read by the compiler, so that prose in comments doesn't count. */
export const importsIn = (source: string): readonly string[] => [
	...new Set(preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName)),
];

/** Runs one of the scripts of this project and tells what it said. */
export function script(name: string, ...args: readonly string[]) {
	const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'scripts', name), ...args], {
		cwd: ROOT,
		encoding: 'utf8',
	});
	return { status, said: `${stdout}${stderr}`.trim() };
}
