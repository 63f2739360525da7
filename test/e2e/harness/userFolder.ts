import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

interface Manifest {
	readonly name: string;
	readonly version: string;
	readonly author?: Readonly<{ name?: string; email?: string }>;
}

interface NodeDescription {
	readonly name: string;
	readonly displayName: string;
	readonly version: number | readonly number[];
}

const BUSY_MS = 10_000;

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const nodesFolder = (userFolder: string) => path.join(userFolder, '.n8n', 'nodes');
const databaseFile = (userFolder: string) => path.join(userFolder, '.n8n', 'database.sqlite');

/**
 * Lays the package down as n8n's own installer does: unpacked, without the dependencies that only
 * its makers need, and noted in the ledger. Only the download and its checks are left out.
 */
export function installPackage(userFolder: string, tarball: string): string {
	const nodes = nodesFolder(userFolder);
	const unpacked = path.join(nodes, 'unpacked');
	rmSync(unpacked, { recursive: true, force: true });
	mkdirSync(unpacked, { recursive: true });
	execFileSync('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);

	const { devDependencies, peerDependencies, optionalDependencies, ...manifest } = readJson(
		path.join(unpacked, 'package.json'),
	) as Manifest & Record<string, unknown>;
	writeFileSync(path.join(unpacked, 'package.json'), JSON.stringify(manifest, null, 2));

	const home = path.join(nodes, 'node_modules', manifest.name);
	rmSync(home, { recursive: true, force: true });
	mkdirSync(path.dirname(home), { recursive: true });
	execFileSync('mv', [unpacked, home]);
	const ledger = { name: 'installed-nodes', private: true, dependencies: { [manifest.name]: manifest.version } };
	writeFileSync(path.join(nodes, 'package.json'), JSON.stringify(ledger, null, 2));
	// The page of installed packages asks npm for newer ones; without a network that took over a minute.
	writeFileSync(path.join(nodes, '.npmrc'), 'fetch-retries=0\n');
	return home;
}

/**
 * The rows by which n8n knows a package as installed: the editor lists it under Community nodes, and a start
 * checks that its nodes are there. The database must exist already; n8n may be using it.
 */
export function registerPackage(userFolder: string, home: string): void {
	const { name, version, author } = readJson(path.join(home, 'package.json')) as Manifest;
	const nodes = readJson(path.join(home, 'dist', 'types', 'nodes.json')) as readonly NodeDescription[];
	const now = new Date().toISOString().replace('T', ' ').replace('Z', '');

	const database = new DatabaseSync(databaseFile(userFolder), { timeout: BUSY_MS });
	try {
		database.exec('PRAGMA foreign_keys = ON; BEGIN');
		database.prepare('DELETE FROM installed_packages WHERE packageName = ?').run(name);
		database
			.prepare(
				'INSERT INTO installed_packages (packageName, installedVersion, authorName, authorEmail, createdAt, updatedAt) VALUES (?, ?, ?, ?, ?, ?)',
			)
			.run(name, version, author?.name ?? null, author?.email ?? null, now, now);
		const insert = database.prepare('INSERT INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)');
		for (const node of nodes) {
			insert.run(node.displayName, `${name}.${node.name}`, Math.max(...[node.version].flat()), name);
		}
		database.exec('COMMIT');
	} finally {
		database.close();
	}
}

/** A file whose content says what was done last, so that it need not be done again. */
export function remembered(userFolder: string, what: string, value: string) {
	const file = path.join(userFolder, `.${what}`);
	return {
		isSame: () => existsSync(file) && readFileSync(file, 'utf8') === value,
		remember: () => writeFileSync(file, value),
	};
}
