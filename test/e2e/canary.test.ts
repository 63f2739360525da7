import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { CANARIES, seenIn, tokensIn } from '../faults/canaries';
import { OPERATIONS } from '../faults/operations';
import { startSandbox, type Sandbox } from '../sandbox';
import type { SyncWay } from '../workflow/syncWays';
import {
	allOperations,
	ANSWERS,
	CANARY_WAYS,
	editorCalls,
	leaksIn,
	MARKER,
	PLANTED,
	plantedWorkflow,
	refusingWrites,
	RENEWING,
	repeatingTokens,
	SIGN_INS,
	stopping,
	toTest,
	TROUBLES,
	type Trouble,
} from './canaryRuns';
import { filesBelow, tablesOf } from './harness/traces';
import { itemsOf, startN8n, type Execution, type RunningN8n } from './n8n';
import { credentialOf, slug, untilTrue } from './runs';
import { wroteBy } from '../workflow/ways';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
/** What stands in a vendor's words where a secret was. */
const HIDDEN = '[hidden]';
/** A line on stderr, where n8n itself may write nothing. */
const ON_STDERR = 'a line on stderr';

let sandbox: Sandbox;
let folder: string;
let n8n: RunningN8n;
const printed = { stdout: '', stderr: '' };
/** Tokens that the sandbox issued. */
const issued = new Set<string>();

beforeAll(async () => {
	sandbox = await startSandbox({ people: 6, secrets: CANARIES });
	folder = mkdtempSync(path.join(tmpdir(), 'n8n-e2e-secrets-'));
	const preload = path.join(folder, 'preload.cjs');
	writeFileSync(preload, `console.error(${JSON.stringify(ON_STDERR)});`);
	const ways = [...CANARY_WAYS, ...RENEWING];
	n8n = await startN8n({
		tarball: TARBALL,
		userFolder: folder,
		credentials: ways.map((way) => credentialOf(way, sandbox)),
		workflows: [
			plantedWorkflow(),
			...ways.map((way) => allOperations(way, sandbox)),
			...CANARY_WAYS.flatMap((way) => OPERATIONS.map((operation) => stopping(way, sandbox, operation))),
		],
		env: {
			N8N_LOG_LEVEL: 'debug',
			N8N_LOG_OUTPUT: 'console,file',
			N8N_LOG_FILE_LOCATION: path.join(folder, 'logs', 'n8n.log'),
			EXECUTIONS_DATA_SAVE_ON_ERROR: 'all',
			EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
			EXECUTIONS_DATA_SAVE_MANUAL_EXECUTIONS: 'true',
			NODE_OPTIONS: `--require=${preload}`,
		},
		onOutput: (stream, text) => {
			printed[stream] += text;
		},
	});
}, 300_000);
afterAll(async () => {
	await n8n.stop();
	await sandbox.close();
	rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}, 30_000);
beforeEach(() => {
	sandbox.reset();
});

function strike(way: SyncWay, faults: Trouble['faults']): void {
	sandbox.heal();
	for (const fault of faults(way, sandbox)) sandbox.fail({ ...fault, channel: way.channel });
}

/** An execution as n8n's API gives it, and as the editor unpacks it. */
async function textOf(execution: Execution): Promise<string> {
	const { data } = await n8n.rest<{ data: string }>('GET', `/rest/executions/${execution.id}`);
	return `${data}\n${JSON.stringify(execution)}`;
}

/** Secrets that can be read, tokens among them that the sandbox issued. */
function leaks(text: string): string[] {
	for (const request of sandbox.requests) for (const token of tokensIn(request)) issued.add(token);
	return leaksIn(text, issued);
}

describe.each(CANARY_WAYS)('secrets at $title', (way) => {
	it('are in no execution that goes well, though requests carry them', async () => {
		const execution = await n8n.runWorkflow(slug(way));
		const text = await textOf(execution);
		const actions = ['Preview', ...OPERATIONS].map((step) => [
			step,
			...itemsOf(execution, step).map(({ json }) => json.action ?? json.error ?? 'read'),
		]);

		expect(leaks(text)).toEqual([]);
		expect(actions).toEqual([
			['Preview', 'update', 'create'],
			['get', 'read', expect.stringMatching(/not found|No user .* was found/)],
			['update', wroteBy(way), expect.stringMatching(/not found|No user .* was found/)],
			['create', 'created'],
			['upsert', 'updated', 'created'],
			['sync', 'updated', 'updated'],
		]);
		expect(text).toContain(MARKER);
		expect(leaks(JSON.stringify(sandbox.requests))).not.toEqual([]);
	}, 60_000);

	it.each(TROUBLES)(
		'are in no execution after $title',
		async ({ faults, speaks }) => {
			strike(way, faults);
			const text = await textOf(await n8n.runWorkflow(slug(way)));

			expect(leaks(text)).toEqual([]);
			if (speaks) expect(text).toContain(HIDDEN);
		},
		60_000,
	);

	it.each(OPERATIONS)(
		'are in no execution in production that ends with a refusal of %s, and not in the answer of its webhook',
		async (operation) => {
			const id = operation + slug(way);
			strike(way, refusingWrites(operation));
			const { status, text: answer } = await n8n.webhook(id);
			await untilTrue('the execution to be stored', async () => (await n8n.executions(id)).some((one) => one.status === 'error'));
			const [newest] = await n8n.executions(id);
			const text = await textOf(await n8n.execution(newest?.id ?? ''));

			expect(leaks(answer + text)).toEqual([]);
			expect(status).toBe(500);
			expect(text).toContain(HIDDEN);
		},
		60_000,
	);
});

describe.each(SIGN_INS)('secrets in the editor, at $title', (way) => {
	it('are in no list and in no columns', async () => {
		const answers = await Promise.all(editorCalls(way).map(async ({ path: place, body }) => await n8n.ask('POST', place, body)));

		expect(leaks(JSON.stringify(answers))).toEqual([]);
		expect(answers.map(({ status }) => status)).toContain(200);
	}, 60_000);

	it.each(ANSWERS)(
		'are in no message of a list, in no columns and in no message of a credential test, after $title',
		async ({ faults, speaks }) => {
			strike(way, faults);
			const answers = await Promise.all(editorCalls(way).map(async ({ path: place, body }) => await n8n.ask('POST', place, body)));
			const { text } = await n8n.ask('POST', '/rest/credentials/test', { credentials: toTest(way, sandbox) });

			expect(leaks(JSON.stringify(answers))).toEqual([]);
			expect(leaks(text)).toEqual([]);
			expect(text).toContain(way.title.includes('SOAP, token') ? '"status":"OK"' : '"status":"Error"');
			if (speaks) expect(JSON.stringify(answers)).toContain(HIDDEN);
		},
		60_000,
	);

	it('are not in the credential as the editor gets it', async () => {
		const { status, text } = await n8n.ask('GET', `/rest/credentials/${slug(way)}?includeData=true`);

		expect(leaks(text)).toEqual([]);
		expect(status).toBe(200);
		expect(text).toContain(sandbox.origin);
	}, 60_000);
});

describe.each(RENEWING)('a token that is given on the way, at $title', ({ good, atOnce, ...way }) => {
	it('is in no execution when the vendor repeats it', async () => {
		sandbox.expireTokens();
		strike(way, repeatingTokens(good));
		const executions = await Promise.all(Array.from({ length: atOnce }, async () => await n8n.runWorkflow(slug(way))));
		const text = (await Promise.all(executions.map(textOf))).join('\n');

		expect(leaks(text)).toEqual([]);
		expect(sandbox.requests.flatMap(tokensIn)).not.toEqual([]);
		expect(text).toContain(HIDDEN);
	}, 60_000);
});

describe('what n8n leaves behind', () => {
	const DATABASE = /\/database\.sqlite(-wal|-shm)?$/;
	/** Its editor, unpacked as it was shipped. */
	const EDITOR = /^\.cache\/n8n\/public\//;
	let files: ReadonlyMap<string, string>;
	let tables: ReadonlyMap<string, string>;
	beforeAll(async () => {
		await n8n.runWorkflow('planted');
		const database = filesBelow(folder, (place) => DATABASE.test(place));
		await n8n.stop();
		files = new Map([...filesBelow(folder, (place) => !DATABASE.test(place) && !EDITOR.test(place)), ...database]);
		tables = tablesOf(path.join(folder, '.n8n', 'database.sqlite'));
	}, 60_000);
	const all = (texts: ReadonlyMap<string, string>): string => [...texts].map(([name, text]) => `${name}\n${text}`).join('\n');
	const file = (name: string): string => files.get(name) ?? '';

	it('a secret would be found in the database, in its files, in the log and in what was printed', () => {
		const table = tables.get('execution_data') ?? '';
		expect(seenIn(table, [PLANTED])).toEqual(
			expect.arrayContaining([PLANTED, encodeURIComponent(PLANTED), Buffer.from(PLANTED).toString('base64')]),
		);
		for (const text of [
			file('.n8n/database.sqlite') + file('.n8n/database.sqlite-wal'),
			file('.n8n/n8nEventLog.log'),
			file('logs/n8n.log'),
			printed.stdout,
		]) {
			expect(seenIn(text, [PLANTED])).not.toEqual([]);
		}
		expect([...files.keys()]).toEqual(
			expect.arrayContaining(['.n8n/database.sqlite', '.n8n/database.sqlite-wal', '.n8n/database.sqlite-shm', '.n8n/config']),
		);
		expect(table).toContain(MARKER);
		expect(table).toContain(HIDDEN);
		for (const text of [file('logs/n8n.log'), printed.stdout]) {
			expect(text).toContain('Start executing node');
			expect(text).toContain(HIDDEN);
		}
		expect(printed.stderr).toContain(ON_STDERR);
	});

	it('no secret is in the tables of the database', () => {
		expect(leaks(all(tables))).toEqual([]);
		expect(tables.get('credentials_entity')).toContain('HighQPublisherOAuth2');
	});

	it('no secret is in its log or in any other file, the database as bytes among them', () => {
		expect(leaks(all(files))).toEqual([]);
	});

	it.each(['stdout', 'stderr'] as const)('no secret was printed to %s', (stream) => {
		expect(leaks(printed[stream])).toEqual([]);
	});
});
