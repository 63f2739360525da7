import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startN8n, type N8nOptions, type RunningN8n } from '../e2e/n8n';
import { environment, freePort } from '../e2e/harness/environment';
import { startN8nProgram, waitFor, type Environment, type Program } from '../e2e/harness/programs';
import { installPackage } from '../e2e/harness/userFolder';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox';
import { startServers, type Servers } from './servers';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const START_MS = 120_000;
type Workers = Readonly<{
	howMany?: number;
	/** Executions that each takes at once. */
	atOnce?: number;
	/** Neither they nor main have the package until n8n installs it. */
	bare?: boolean;
}>;

/** A worker, which has a user folder and so an installed package of its own, as on a machine of its own. */
export type Worker = Pick<Program, 'kill' | 'signal' | 'ended' | 'log'>;

export type QueueMode = Readonly<{
	servers: Servers;
	/** It takes executions in, and hands them out. */
	main: () => RunningN8n;
	/** As after its machine comes back: with the same folder. */
	startMain: () => Promise<void>;
	workers: readonly Worker[];
	startWorker: () => Promise<Worker>;
	/** Ends everything, and removes what it stored. */
	close: () => Promise<void>;
}>;

type Furnishing = Pick<N8nOptions, 'workflows' | 'credentials' | 'env'>;

/** A sandbox, as new before each test of a file, and n8n in queue mode with what works with it. They run only while the tests do. */
export function freshQueueMode(people: SandboxOptions, furnishing: (sandbox: Sandbox) => Furnishing, workers?: Workers) {
	let sandbox: Sandbox | undefined;
	let queue: QueueMode | undefined;
	beforeAll(async () => {
		sandbox = await startSandbox(people);
		queue = await startQueueMode(furnishing(sandbox), workers);
	}, 600_000);
	beforeEach(() => {
		sandbox?.reset();
	});
	afterAll(async () => {
		await queue?.close();
		await sandbox?.close();
	}, 120_000);
	const started = <T>(one: T | undefined): T => {
		if (!one) throw new Error('Queue mode was not started');
		return one;
	};
	return {
		get sandbox() {
			return started(sandbox);
		},
		get queue() {
			return started(queue);
		},
		main: () => started(queue).main(),
	};
}

/** n8n in queue mode: Redis, PostgreSQL, main and workers. */
export async function startQueueMode(options: Furnishing, { howMany = 2, atOnce = 10, bare = false }: Workers = {}): Promise<QueueMode> {
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-queue-homes-'));
	const servers = await startServers();
	const env = { ...servers.env, ...options.env };
	const workers: Array<Worker & Program> = [];
	let main: RunningN8n | undefined;
	const startMain = async () => {
		main = await startN8n({ ...options, ...(bare ? {} : { tarball: TARBALL }), userFolder: path.join(folder, 'main'), env });
	};
	const startWorker = async () => {
		const home = path.join(folder, `worker-${workers.length}`);
		mkdirSync(home);
		if (!bare) installPackage(home, TARBALL);
		const worker = await workerIn(home, env, atOnce);
		workers.push(worker);
		return worker;
	};
	const close = async () => {
		await Promise.all([main?.stop(), ...workers.map(async (worker) => await worker.stop())]);
		await servers.close();
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	};
	try {
		// Main makes the tables.
		await startMain();
		for (let i = 0; i < howMany; i += 1) await startWorker();
	} catch (error) {
		await close();
		throw error;
	}
	const running = () => {
		if (!main) throw new Error('n8n was not started');
		return main;
	};
	return { servers, main: running, startMain, workers, startWorker, close };
}

async function workerIn(folder: string, env: Environment, atOnce: number): Promise<Worker & Program> {
	const [editor, broker, health] = [await freePort(), await freePort(), await freePort()];
	const program = startN8nProgram(
		['worker', `--concurrency=${atOnce}`],
		environment(
			folder,
			{ editor, broker },
			{
				...env,
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(health),
				N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			},
		),
	);
	await waitFor('a worker', program, START_MS, async () =>
		(await fetch(`http://127.0.0.1:${health}/healthz/readiness`)).ok ? true : undefined,
	);
	return program;
}
