import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../e2e/harness/environment';
import { startProgram, waitFor, type Environment, type Program } from '../e2e/harness/programs';

const START_MS = 30_000;
const USER = 'n8n';

/** What scripts/lib/servers.mjs found. */
type Found = Readonly<{ redis: string; postgres: string; runsAs: Readonly<{ uid?: number; gid?: number }> }>;

/** A server on a port of its own that keeps its data while it is away. */
export type Server = Readonly<{ stop: () => Promise<void>; start: () => Promise<void> }>;

export type Servers = Readonly<{
	redis: Server;
	postgres: Server;
	/** How n8n gets there, in queue mode. */
	env: Environment;
	/** Ends both, and removes what they stored. */
	close: () => Promise<void>;
}>;

/** Starts Redis and PostgreSQL on free ports of 127.0.0.1, with their data in a folder that is removed in the end. */
export async function startServers(): Promise<Servers> {
	const { redis, postgres, runsAs } = JSON.parse(process.env.SERVERS_FOR_TESTS ?? '{}') as Found;
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-queue-'));
	const data = path.join(folder, 'postgres');
	const env = { PATH: process.env.PATH ?? '', TMPDIR: tmpdir(), LC_ALL: 'C' };
	mkdirSync(data);
	for (const one of [folder, data]) if (runsAs.uid !== undefined) chownSync(one, runsAs.uid, runsAs.gid ?? runsAs.uid);
	const initial = ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
	execFileSync(path.join(postgres, 'initdb'), initial, { ...runsAs, env, cwd: folder, stdio: 'pipe' });

	const [redisPort, postgresPort] = [await freePort(), await freePort()];
	// What Redis was told is on the disk when it answers: that it comes back as it went is a matter of its settings.
	const redisArgs = [
		'--port',
		redisPort,
		'--bind',
		'127.0.0.1',
		'--dir',
		folder,
		'--save',
		'',
		'--appendonly',
		'yes',
		'--appendfsync',
		'always',
	];
	const settings = { port: postgresPort, listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', max_connections: 100 };
	const postgresArgs = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
	const servers = {
		redis: server('Redis', redisPort, () => startProgram(redis, redisArgs.map(String), { env })),
		postgres: server('PostgreSQL', postgresPort, () => startProgram(path.join(postgres, 'postgres'), postgresArgs, { ...runsAs, env })),
	};
	const close = async () => {
		await Promise.all(Object.values(servers).map(async ({ stop }) => await stop()));
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	};
	try {
		await Promise.all(Object.values(servers).map(async ({ start }) => await start()));
	} catch (error) {
		await close();
		throw error;
	}
	return { ...servers, close, env: settingsFor(redisPort, postgresPort) };
}

function settingsFor(redis: number, postgres: number): Environment {
	return {
		EXECUTIONS_MODE: 'queue',
		// Otherwise main runs what is started in the editor.
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: USER,
		DB_POSTGRESDB_PASSWORD: USER,
	};
}

function server(name: string, port: number, run: () => Program): Server {
	let program: Program | undefined;
	return {
		start: async () => {
			program = run();
			await waitFor(name, program, START_MS, async () => (await answers(port)) || undefined);
		},
		stop: async () => {
			await program?.stop();
			program = undefined;
		},
	};
}

async function answers(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => resolve(socket.end() !== undefined));
		socket.once('error', () => resolve(false));
	});
}
