import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse as unflatten } from 'flatted';
import { environment, freePort } from './harness/environment';
import { importsInto, type Imports } from './harness/importing';
import { beginRun } from './harness/manualRun';
import { runN8n, startN8nProgram, tail, waitFor } from './harness/programs';
import type { Environment, Hears } from './harness/programs';
import { publish } from './harness/publish';
import { callWebhook, signIn } from './harness/rest';
import type { Ask, Rest } from './harness/rest';
import type { Execution, WebhookAnswer } from './harness/types';
import { installPackage, registerPackage } from './harness/userFolder';

export { OWNER } from './harness/rest';
export { itemsOf } from './harness/types';
export type { CredentialJson, Execution, Item, WorkflowJson } from './harness/types';

const CLI_MS = 90_000;
const START_MS = 120_000;
const EXECUTION_MS = 120_000;

/** Of the workflows, those with `active: true` are published, so that their webhooks answer. */
export interface N8nOptions extends Imports {
	/** The package as `npm pack` made it. Without it, n8n starts with what is in its folder. */
	readonly tarball?: string;
	/** Kept, and used again by the next start. Without it a new folder is made, and removed by `stop`. */
	readonly userFolder?: string;
	/** The next free one is taken when this one isn't. */
	readonly port?: number;
	/** Serves the editor, whose files n8n makes anew at each start. Its API is there without it. */
	readonly editor?: boolean;
	/** More settings of n8n's. */
	readonly env?: Environment;
	/** Told all that n8n prints; `log` keeps the end of it. */
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
		mkdirSync(folder, { recursive: true });
		if (options.tarball !== undefined) say('installing the package');
		const home = options.tarball === undefined ? undefined : installPackage(folder, options.tarball);
		const imports = importsInto(folder, options);
		say('starting n8n');
		const env = { ...(await envOf(port)), ...imports.env, N8N_DISABLE_UI: String(options.editor !== true) };
		const program = startN8nProgram(['start'], env, options.onOutput);
		const origin = `http://127.0.0.1:${port}`;
		const stop = async () => {
			await program.stop();
			removeFolder();
		};
		options.onStarted?.(stop);
		try {
			const answers = (place: string) => async () => ((await fetch(`${origin}${place}`)).ok ? true : undefined);
			await waitFor('n8n to be ready', program, START_MS, answers('/healthz/readiness'));
			// Older versions are ready before they let anybody sign in.
			const letsIn = async () => ((await fetch(`${origin}/rest/login`)).status === 404 ? undefined : true);
			await waitFor('n8n to let people in', program, START_MS, letsIn);
			if (options.editor === true) await waitFor('its editor', program, START_MS, answers('/rest/settings'));
			await waitFor('what it imports', program, START_MS, async () => (await Promise.resolve(imports.areDone())) || undefined);
			imports.remember();
			// Unregistered, its nodes work just the same; only the editor's page of packages doesn't list it.
			if (home !== undefined && options.env?.DB_TYPE !== 'postgresdb') registerPackage(folder, home);
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

async function cli(args: readonly string[], env: Environment): Promise<string> {
	const { code, output } = await runN8n(args, env, CLI_MS);
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
