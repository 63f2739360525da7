import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './environment';
import { outsideWorld } from './outsideWorld';
import { runProgram, startProgram, waitFor, type Environment } from './programs';

const ROOT = path.resolve(__dirname, '..', '..', '..');
const HOME = path.join(ROOT, 'test', 'registry');
const NODE = path.join(ROOT, 'node_modules', 'node', 'bin', 'node');
const VERDACCIO = path.join(HOME, 'node_modules', 'verdaccio', 'bin', 'verdaccio');
const START_MS = 60_000;
const PUBLISH_MS = 60_000;
/** npm wants one before it sends anything; this registry takes any. */
const TOKEN = 'anybody';

export interface Registry {
	readonly origin: string;
	/** As `npm publish` does. */
	readonly publish: (tarball: string) => Promise<void>;
	/** For an n8n that takes this registry for npm's, and reaches nothing else outside this machine. */
	readonly env: Environment;
	/** The hosts that were asked for, once for each time. */
	readonly asked: () => readonly string[];
	readonly stop: () => Promise<void>;
}

/** Starts an empty registry; the first time it is installed first. Nothing that it holds is kept. */
export async function startRegistry(): Promise<Registry> {
	execFileSync(NODE, [path.join(ROOT, 'scripts', 'registry.mjs')], { stdio: 'inherit' });
	const folder = mkdtempSync(path.join(tmpdir(), 'user-provisioning-registry-'));
	const port = await freePort();
	const origin = `http://127.0.0.1:${port}`;
	const config = path.join(folder, 'config.yaml');
	writeFileSync(config, JSON.stringify(settings(folder)));
	const env = { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: process.env.TMPDIR ?? '/tmp', NO_COLOR: '1' };
	const program = startProgram(NODE, [VERDACCIO, '--config', config, '--listen', `127.0.0.1:${port}`], { env });
	const world = await outsideWorld(origin, folder);
	const stop = async () => {
		await Promise.all([program.stop(), world.close()]);
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	};
	try {
		await waitFor('the registry', program, START_MS, async () => ((await fetch(`${origin}/-/ping`)).ok ? true : undefined));
	} catch (error) {
		await stop();
		throw error;
	}
	const publish = async (tarball: string) => {
		const args = ['publish', tarball, `--registry=${origin}`, `--//127.0.0.1:${port}/:_authToken=${TOKEN}`];
		await runProgram('npm', args, { env }, PUBLISH_MS);
	};
	return { origin, publish, env: world.env, asked: world.asked, stop };
}

/** Everybody may read and publish, and what is not there is looked for nowhere else. */
const settings = (folder: string) => ({
	storage: path.join(folder, 'storage'),
	packages: { '**': { access: '$all', publish: '$all', unpublish: '$all' } },
	auth: {},
	web: { enable: false },
	log: { type: 'stdout', format: 'json', level: 'warn' },
});
