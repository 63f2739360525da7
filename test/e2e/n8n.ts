import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse as unflatten } from 'flatted';
import { environment, freePort } from './harness/environment';
import { beginRun } from './harness/manualRun';
import { runN8n, startN8nProgram, tail, waitFor } from './harness/programs';
import type { Environment, Hears } from './harness/programs';
import { importable, publish } from './harness/publish';
import { callWebhook, signIn } from './harness/rest';
import type { Ask, Rest } from './harness/rest';
import type { CredentialJson, Execution, WebhookAnswer, WorkflowJson } from './harness/types';
import { hasDatabase, installPackage, registerPackage, remembered } from './harness/userFolder';

export { OWNER } from './harness/rest';
export { itemsOf } from './harness/types';
export type { CredentialJson, Execution, Item, WorkflowJson } from './harness/types';

const CLI_MS = 90_000;
const START_MS = 120_000;
const EXECUTION_MS = 120_000;

export interface N8nOptions {
	/** The package as `npm pack` made it. Without it, n8n starts with what is in its folder. */
	readonly tarball?: string;
	/** Kept, and used again by the next start. Without it a new folder is made, and removed by `stop`. */
	readonly userFolder?: string;
	/** The next free one is taken when this one isn't. */
	readonly port?: number;
	/** Those with `active: true` are published, so that their webhooks answer. */
	readonly workflows?: readonly WorkflowJson[];
	readonly credentials?: readonly CredentialJson[];
	/** More settings of n8n's. */
	readonly env?: Environment;
	/** Told all that n8n prints, its commands for the imports too; `log` keeps the end of it. */
	readonly onOutput?: Hears;
	readonly onProgress?: (doing: string) => void;
	/** Told as soon as there is something to stop, long before n8n answers. */
	readonly onStarted?: (stop: () => Promise<void>) => void;
}

export interface RunningN8n {
	readonly origin: string;
	readonly userFolder: string;
	/** Signs a browser or a request in as the owner. */
	readonly cookie: string;
	readonly rest: Rest;
	readonly ask: Ask;
	/** Runs a saved workflow from its trigger, as the editor's button does, and waits for its end. */
	readonly runWorkflow: (id: string) => Promise<Execution>;
	/** Presses that button, from the trigger of that name, and comes back while the workflow runs. */
	readonly begin: (workflowId: string, trigger?: string) => Promise<string>;
	readonly execution: (id: string) => Promise<Execution>;
	/** Newest first, without their data. */
	readonly executions: (workflowId?: string) => Promise<ReadonlyArray<Pick<Execution, 'id' | 'status' | 'workflowId'>>>;
	readonly webhook: (path: string, body?: unknown, method?: string) => Promise<WebhookAnswer>;
	/** `n8n execute`: another process on the same database. A failed workflow is an error. */
	readonly executeCli: (workflowId: string) => Promise<Pick<Execution, 'data' | 'status'>>;
	readonly log: () => string;
	/** Its exit code, should it end by itself. */
	readonly ended: Promise<number>;
	readonly stop: () => Promise<void>;
	/** SIGKILL, now. The user folder stays as it is. */
	readonly kill: () => Promise<void>;
}

/** Starts the real n8n with the package installed, and comes back when it answers. */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	const say = options.onProgress ?? (() => {});
	const folder = options.userFolder ?? mkdtempSync(path.join(tmpdir(), 'n8n-e2e-'));
	const removeFolder = () => {
		if (options.userFolder === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	};
	const port = await freePort(options.port);
	const envOf = async (editor: number) => environment(folder, { editor, broker: await freePort() }, options.env);
	try {
		await furnish(folder, options, await envOf(port), say);
		say('starting n8n');
		const program = startN8nProgram(['start'], await envOf(port), options.onOutput);
		const origin = `http://127.0.0.1:${port}`;
		const stop = async () => {
			await program.stop();
			removeFolder();
		};
		options.onStarted?.(stop);
		try {
			const answers = (place: string) => async () => ((await fetch(`${origin}${place}`)).ok ? true : undefined);
			await waitFor('n8n to be ready', program, START_MS, answers('/healthz/readiness'));
			await waitFor('its editor', program, START_MS, answers('/rest/settings'));
			const { rest, ask, cookie } = await signIn(origin);
			await publish(rest, options.workflows ?? []);
			const execution = async (id: string) => complete(await rest<StoredExecution>('GET', `/rest/executions/${id}`));
			return {
				origin,
				userFolder: folder,
				cookie,
				rest,
				ask,
				execution,
				begin: (id, trigger) => beginRun(rest, id, trigger),
				runWorkflow: async (id) => {
					const executionId = await beginRun(rest, id);
					return waitFor(`execution ${executionId}`, program, EXECUTION_MS, async () => {
						const found = await execution(executionId);
						return IN_PROGRESS.has(found.status) ? undefined : found;
					});
				},
				executions: async (workflowId) => {
					const filter = workflowId === undefined ? '' : `?filter=${encodeURIComponent(JSON.stringify({ workflowId }))}`;
					return (await rest<{ results: Execution[] }>('GET', `/rest/executions${filter}`)).results;
				},
				webhook: (place, body, method = 'POST') => callWebhook(origin, place, body, method),
				executeCli: async (workflowId) => executeByCli(workflowId, await envOf(await freePort())),
				log: program.log,
				ended: program.ended,
				stop,
				kill: program.kill,
			};
		} catch (error) {
			await program.stop();
			throw error;
		}
	} catch (error) {
		removeFolder();
		throw error;
	}
}

/** Package, credentials and workflows; in a kept folder only what changed since. */
async function furnish(folder: string, options: N8nOptions, env: Environment, say: (doing: string) => void): Promise<void> {
	mkdirSync(folder, { recursive: true });
	if (options.tarball !== undefined) say('installing the package');
	const home = options.tarball === undefined ? undefined : installPackage(folder, options.tarball);
	await importing('credentials', options.credentials ?? []);
	await importing('workflow', options.workflows ?? [], (options.workflows ?? []).map(importable));
	// Unregistered, its nodes work just the same; only the editor's page of packages doesn't list it.
	if (home === undefined || options.env?.DB_TYPE === 'postgresdb') return;
	// Any command creates the database.
	if (!hasDatabase(folder)) await cli(['list:workflow'], env, options.onOutput);
	registerPackage(folder, home);

	async function importing(what: 'credentials' | 'workflow', list: readonly unknown[], imported = list) {
		const last = remembered(folder, `imported-${what}`, createHash('sha256').update(JSON.stringify(list)).digest('hex'));
		if (list.length === 0 || last.isSame()) return;
		say(`importing ${what === 'workflow' ? 'workflows' : what}`);
		const file = path.join(folder, `import-${what}.json`);
		writeFileSync(file, JSON.stringify(imported), { mode: 0o600 });
		const output = await cli([`import:${what}`, `--input=${file}`], env, options.onOutput);
		rmSync(file);
		// n8n ends with code 0 here even when it could not import anything.
		if (!output.includes(`Successfully imported ${list.length} `)) throw new Error(`n8n did not import all ${what}.\n${tail(output)}`);
		last.remember();
	}
}

async function cli(args: readonly string[], env: Environment, hears?: Hears): Promise<string> {
	const { code, output } = await runN8n(args, env, CLI_MS, hears);
	if (code !== 0) throw new Error(`n8n ${args.join(' ')} ended with code ${code}.\n${tail(output)}`);
	return output;
}

async function executeByCli(workflowId: string, env: Environment): Promise<Pick<Execution, 'data' | 'status'>> {
	const output = await cli(['execute', `--id=${workflowId}`, '--rawOutput'], env);
	// Warnings may stand before the result.
	const start = output.search(/^\{$/m);
	if (start < 0) throw new Error(`n8n execute printed no result.\n${tail(output)}`);
	return JSON.parse(output.slice(start, output.lastIndexOf('\n}') + 2)) as Pick<Execution, 'data' | 'status'>;
}

const IN_PROGRESS: ReadonlySet<string> = new Set(['new', 'running', 'waiting']);

type StoredExecution = Omit<Execution, 'data'> & Readonly<{ data: string }>;

/** n8n stores and sends the data of an execution flattened. */
const complete = (stored: StoredExecution): Execution => ({ ...stored, data: unflatten(stored.data) as Execution['data'] });
