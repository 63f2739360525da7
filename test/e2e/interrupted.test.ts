import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { startSandbox, type DirectoryChange, type Sandbox } from '../sandbox';
import { HIGHQ_OAUTH2, type SyncWay } from '../workflow/syncWays';
import { itemsOf, startN8n, type RunningN8n, type WorkflowJson } from './n8n';
import { credentialOf, errorOf, OURS, SIX, slug, untilTrue, workflowOf, type Asked, type Row } from './runs';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const CANCELLED = [...SIX, HIGHQ_OAUTH2];
const PEOPLE = 60;
/** The wait that a throttling vendor asks for. */
const WAIT_S = 30;
/** Far less than that wait, and far more than the end of one takes. */
const SOON_MS = 10_000;
const QUIET_MS = 1_500;
const RETRY_ON_FAIL = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };

let sandbox: Sandbox;
let n8n: RunningN8n;
beforeAll(async () => {
	sandbox = await startSandbox({ people: PEOPLE });
	n8n = await startN8n({
		tarball: TARBALL,
		credentials: CANCELLED.map((way) => credentialOf(way, sandbox)),
		workflows: [
			...CANCELLED.flatMap((way) => [waiting(way), waitingRetried(way), slow(way)]),
			...SIX.flatMap((way) => [syncing(way), upserting(way), creating(way)]),
		],
		// Tells when a node has ended, also in an execution that was cancelled before.
		env: { N8N_LOG_LEVEL: 'debug' },
	});
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await sandbox.close();
}, 30_000);
beforeEach(() => {
	sandbox.reset();
});

const workflow = (way: SyncWay, kind: string, asked: Omit<Asked, 'id'>): WorkflowJson =>
	workflowOf(way, { ...asked, id: kind + slug(way) });
const waiting = (way: SyncWay) => workflow(way, 'waiting', { operation: 'update', people: known(way, 5) });
const waitingRetried = (way: SyncWay) =>
	workflow(way, 'waitingRetried', { operation: 'update', people: known(way, 5), settings: RETRY_ON_FAIL });
const slow = (way: SyncWay) => workflow(way, 'slow', { operation: 'update', people: known(way, PEOPLE), settings: RETRY_ON_FAIL });
const syncing = (way: SyncWay) =>
	workflow(way, 'sync', { operation: 'sync', people: everybody(way), options: { maxRetries: 0 }, settings: RETRY_ON_FAIL });
const upserting = (way: SyncWay) =>
	workflow(way, 'upsert', { operation: 'upsert', people: everybody(way), options: { maxRetries: 0 }, settings: RETRY_ON_FAIL });
const creating = (way: SyncWay) =>
	workflow(way, 'create', { operation: 'create', people: NEWCOMERS, options: { maxRetries: 0 }, settings: RETRY_ON_FAIL });

const NEWCOMERS = Array.from({ length: 20 }, (_, i): Row => ({
	email: `newcomer.${i}@example.test`,
	text: `Newcomer ${i}`,
	firstName: 'New',
	lastName: `Comer ${i}`,
	login: `newcomer.${i}`,
}));

function known(way: SyncWay, howMany: number): readonly Row[] {
	return way
		.people(sandbox)
		.slice(0, howMany)
		.map(({ email }, i) => ({ email, text: `new ${i}`, firstName: '', lastName: '', login: '' }));
}

/** Three who are there, then a newcomer, and so on. */
function everybody(way: SyncWay): readonly Row[] {
	const there = known(way, PEOPLE);
	return NEWCOMERS.flatMap((one, i) => [...there.slice(3 * i, 3 * i + 3), one]);
}

const of = (way: SyncWay) => sandbox.requests.filter(({ channel }) => channel === way.channel);
const statusOf = async (id: string) => (await n8n.execution(id)).status;
const stop = async (id: string) => await n8n.rest('POST', `/rest/executions/${id}/stop`);
/** Waits until no request came for a while, in which an execution that goes on would send some. */
async function quiet(): Promise<void> {
	for (let before = -1; sandbox.requests.length > before; await sleep(QUIET_MS)) before = sandbox.requests.length;
}
/** How many nodes of ours ended, well or not. */
const ended = () => n8n.log().split(`Running node "${OURS}" finished`).length - 1;

describe('an execution that is cancelled', () => {
	it(`waits no longer for a vendor that asked for ${WAIT_S} seconds, and sends nothing afterwards, on all ways, with Retry On Fail too`, async () => {
		sandbox.fail({ kind: 'status', status: 429, headers: { 'retry-after': String(WAIT_S) } });
		const endedBefore = ended();
		const ids = await Promise.all(
			CANCELLED.flatMap((way) => ['waiting', 'waitingRetried'].map(async (kind) => await n8n.begin(kind + slug(way)))),
		);
		await untilTrue('every way to be turned away', () => SIX.every((way) => of(way).length >= (way.channel === 'highq' ? 4 : 2)));
		await quiet();
		const sent = sandbox.requests.length;
		expect(await Promise.all(ids.map(statusOf))).toEqual(ids.map(() => 'running'));
		expect(ended()).toBe(endedBefore);

		const cancelled = Date.now();
		await Promise.all(ids.map(stop));
		// n8n tries a node with Retry On Fail again even then.
		const tries = CANCELLED.length * (1 + RETRY_ON_FAIL.maxTries);
		await untilTrue('the waits to end', () => ended() >= endedBefore + tries || Date.now() > cancelled + SOON_MS);
		sandbox.heal();

		expect(ended() - endedBefore).toBe(tries);
		expect(await Promise.all(ids.map(statusOf))).toEqual(ids.map(() => 'canceled'));
		await sleep(WAIT_S * 1000 - (Date.now() - cancelled) + 2000);
		expect(sandbox.requests).toHaveLength(sent);
	}, 120_000);

	it.each(CANCELLED)(
		'$title: sends nothing more in the middle of slow updates',
		async (way) => {
			sandbox.fail({ channel: way.channel, kind: 'delay', delayMs: 200 });
			const id = await n8n.begin(`slow${slug(way)}`);
			await untilTrue('some requests', () => of(way).length >= 12);
			await stop(id);
			// What was on its way when it was cancelled arrives.
			await quiet();

			expect(of(way).length).toBeLessThan(PEOPLE);
			expect(await statusOf(id)).toBe('canceled');
		},
		60_000,
	);
});

describe.each(SIX)('Retry On Fail, at $title', (way) => {
	it.each(['sync', 'upsert'])(
		'%s: fails twice in the middle, once after a person was written, and ends as desired with nobody doubled',
		async (operation) => {
			const rows = everybody(way);
			const before = new Map(way.people(sandbox).map(({ email, text }) => [email, text]));
			const changes = noted();
			const changed = () => changes.filter(({ kind }) => kind !== 'deleted').length;
			failInTheMiddle(way, changed);
			const execution = await n8n.runWorkflow(operation + slug(way));

			expect(errorOf(execution)).toBe('');
			expect(struck(way)).toEqual(['500', 'no answer']);
			expect(itemsOf(execution, OURS)).toHaveLength(rows.length);
			expect(way.people(sandbox)).toHaveLength(PEOPLE + NEWCOMERS.length);
			expect(
				way
					.people(sandbox)
					.map(({ email }) => email)
					.sort(),
			).toEqual(rows.map(({ email }) => email).sort());
			expect(rows.filter(({ email, text }) => way.stored(sandbox, email) !== text)).toEqual([]);
			// Once each, from the former value to the desired one.
			expect(
				changes
					.filter(({ kind }) => kind === 'created')
					.map(({ card }) => card.email)
					.sort(),
			).toEqual(NEWCOMERS.map(({ email }) => email).sort());
			const updated = changes.filter(({ kind, card }) => kind === 'updated' && before.has(card.email));
			expect(updated.map(({ card }) => card.email).sort()).toEqual([...before.keys()].sort());
			expect(
				updated.filter(({ card, fields }) => fields.length !== 1 || fields[0]?.to !== rows.find(({ email }) => email === card.email)?.text),
			).toEqual([]);
		},
		60_000,
	);

	it('create: fails twice in the middle, and nobody is doubled', async () => {
		const changes = noted();
		failInTheMiddle(way, () => changes.length);
		await n8n.runWorkflow(`create${slug(way)}`);
		const created = changes.filter(({ kind }) => kind === 'created').map(({ card }) => card.email);

		expect(created).toEqual([...new Set(created)]);
		expect(
			way
				.people(sandbox)
				.map(({ email }) => email)
				.filter((email) => email.startsWith('newcomer'))
				.sort(),
		).toEqual([...created].sort());
		expect(struck(way)).toContain('500');
		expect(created.length).toBeGreaterThan(3);
	}, 60_000);
});

/** What went wrong, in order. */
const struck = (way: SyncWay) =>
	of(way).flatMap(({ status }) => (status === undefined ? ['no answer'] : status >= 500 ? [String(status)] : []));

/** Everything that changes from now on. */
function noted(): DirectoryChange[] {
	const changes: DirectoryChange[] = [];
	const end = sandbox.onChange((change) => void changes.push(change));
	ends.push(end);
	return changes;
}

const ends: Array<() => void> = [];
afterEach(() => {
	for (const end of ends.splice(0)) end();
});

/** After some writes the vendor refuses once; later it carries a write out and loses the answer. */
function failInTheMiddle({ channel }: SyncWay, written: () => number): void {
	const armed = { refused: false, lost: false };
	const end = sandbox.onChange(() => {
		if (!armed.refused && written() >= 8) {
			armed.refused = true;
			sandbox.fail({ channel, kind: 'status', status: 500, times: 1 });
		}
		if (!armed.lost && written() >= 16) {
			armed.lost = true;
			sandbox.fail({ channel, kind: 'reset', afterHandling: true, times: 1 });
		}
	});
	ends.push(end);
}
