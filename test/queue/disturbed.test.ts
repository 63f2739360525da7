import { setTimeout as sleep } from 'node:timers/promises';

import { credentialOf, syncWay, untilTrue } from '../e2e/runs';
import { peopleFor, watched } from './disturbed';
import { batchesWorkflow, batchWorkflow, begin, ended, listWorkflow, newest } from './lists';
import { freshQueueMode, type Worker } from './queueMode';

const way = syncWay('HighQ Publisher (JSON)');
const PEOPLE = { there: 400, newcomers: 100 };
const ALL = PEOPLE.there + PEOPLE.newcomers;
/** It happens when so many people were written. */
const AT = 100;
const VENDOR_TAKES_MS = 40;
/** Far more than n8n needs to call an execution failed: the lock of a job lasts a minute, and is looked at twice a minute. */
const NOTICED_MS = 180_000;
const AWAY_MS = 10_000;
const upsert = { operation: 'upsert', options: { maxChanges: 1000, maxShare: 100 } } as const;

const run = freshQueueMode({ people: PEOPLE.there }, (sandbox) => ({
	credentials: [credentialOf(way, sandbox)],
	workflows: [
		listWorkflow(way, { id: 'list', ...upsert }),
		batchWorkflow(way, { id: 'batch', ...upsert }),
		batchesWorkflow('batches', { batch: 'batch', size: 50 }),
	],
}));

/** Sends the list, and comes back in the middle of it. */
async function inTheMiddle(workflow = 'list') {
	const rows = peopleFor(way, run.sandbox, PEOPLE);
	const watch = watched(way, run.sandbox, rows);
	run.sandbox.fail({ channel: way.channel, kind: 'delay', delayMs: VENDOR_TAKES_MS });
	const [former] = await newest(run.main(), workflow, 1);
	await begin(run.main(), workflow, [rows]);
	await untilTrue('the middle', () => watch.changes() >= AT, NOTICED_MS);
	const [execution] = await newest(run.main(), workflow, 1);
	if (!execution || execution.id === former?.id) throw new Error('There is no new execution');
	const { id } = execution;
	const runner = run.queue.workers.find(({ log }) => log().includes(`Worker started execution ${id} `));
	if (!runner) throw new Error(`No worker has execution ${id}`);
	return { rows, watch, id, runner };
}

/** Sends the same list again, and waits for its end. */
async function again(rows: Awaited<ReturnType<typeof inTheMiddle>>['rows']): Promise<string | undefined> {
	await begin(run.main(), 'list', [rows]);
	const [execution] = await ended(run.main, 'list', 1);
	return execution?.status;
}

const statusOf = async (id: string): Promise<string> => (await run.main().execution(id)).status;

/** How an execution ended, and after how many seconds; n8n may not notice for hours that it has. */
async function outcomeOf(id: string): Promise<string> {
	const since = Date.now();
	const isEnded = async (): Promise<boolean> => !['new', 'running'].includes(await statusOf(id).catch(() => 'running'));
	await untilTrue('n8n to notice', async () => (await sleep(500, Date.now() - since > NOTICED_MS)) || (await isEnded()), NOTICED_MS * 2);
	return `${await statusOf(id)} after ${Math.round((Date.now() - since) / 1000)} s`;
}

/** For docs/scale.md: what n8n does is no promise of ours. */
const note = (what: string): void => void process.stderr.write(`  ${what}\n`);

const isOver = async ({ ended: end }: Pick<Worker, 'ended'>): Promise<boolean> =>
	await Promise.race([end.then(() => true), sleep(0, false)]);

/** What has ended is started anew, as a service manager would. */
async function revived(): Promise<void> {
	if (await isOver(run.main())) {
		note('main had ended');
		await run.queue.startMain();
	}
	const alive = (await Promise.all(run.queue.workers.map(isOver))).filter((over) => !over).length;
	note(`${alive} workers were alive`);
	for (let i = alive; i < 2; i += 1) await run.queue.startWorker();
}

/** Nothing is on its way to the vendor any more. */
async function quiet(): Promise<void> {
	for (let seen = -1; seen !== run.sandbox.requests.length; await sleep(5000)) seen = run.sandbox.requests.length;
}

const RIGHT = { lost: 0, doubled: 0, writtenTwice: 0 };

describe('in the middle of a list', () => {
	it('a worker is killed: n8n calls the execution failed and repeats nothing; the list sent again completes', async () => {
		const { rows, watch, id, runner } = await inTheMiddle();
		await runner.kill();
		await quiet();
		const atKill = watch.changes();
		const outcome = await outcomeOf(id);
		const retry = await run.main().ask('POST', `/rest/executions/${id}/retry`, { loadWorkflow: false });
		note(`killed: ${outcome}; n8n's Retry answers ${retry.status} ${retry.text.slice(0, 200)}`);

		expect(outcome).toMatch(/^(crashed|error) /);
		expect(watch.changes()).toBe(atKill);
		expect(atKill).toBeLessThan(ALL);
		expect(await again(rows)).toBe('success');
		expect(watch.end()).toEqual(RIGHT);
		await revived();
	}, 1_200_000);

	it('a parent is cancelled: its batch ends and none begins; the list sent again completes', async () => {
		const { rows, watch, id } = await inTheMiddle('batches');
		await run.main().rest('POST', `/rest/executions/${id}/stop`);
		const since = watch.changes();
		await quiet();
		note(`cancelled: ${await statusOf(id)}; written afterwards: ${watch.changes() - since}`);

		expect(await statusOf(id)).toBe('canceled');
		expect(watch.changes()).toBeLessThan(ALL);
		expect(await again(rows)).toBe('success');
		expect(watch.end()).toEqual(RIGHT);
	}, 1_200_000);

	it('a worker is told to stop (SIGTERM): the list sent again completes', async () => {
		const { rows, watch, id, runner } = await inTheMiddle();
		const since = Date.now();
		runner.signal('SIGTERM');
		await runner.ended;
		note(`SIGTERM: ended after ${Math.round((Date.now() - since) / 1000)} s, ${watch.changes()} of ${ALL} written, ${await outcomeOf(id)}`);

		expect(await again(rows)).toBe('success');
		expect(watch.end()).toEqual(RIGHT);
		await revived();
	}, 1_200_000);

	it('main is killed: the worker goes on to the end, which the next main knows', async () => {
		const { rows, watch, id } = await inTheMiddle();
		await run.main().kill();
		await untilTrue('the end', () => watch.changes() === ALL, NOTICED_MS);
		await run.queue.startMain();
		note(`main killed: ${await outcomeOf(id)}`);

		expect(await again(rows)).toBe('success');
		expect(watch.end()).toEqual(RIGHT);
	}, 1_200_000);

	it.each(['redis', 'postgres'] as const)(
		'%s is away for ten seconds: the list sent again completes',
		async (server) => {
			const { rows, watch, id } = await inTheMiddle();
			await run.queue.servers[server].stop();
			await sleep(AWAY_MS);
			await run.queue.servers[server].start();
			await revived();
			await quiet();
			note(`${server} away: ${watch.changes()} of ${ALL} written, ${await outcomeOf(id)}`);

			expect(await again(rows)).toBe('success');
			expect(watch.end()).toEqual(RIGHT);
		},
		600_000,
	);

	it('a worker stands still for longer than its lock: it goes on, beside the list sent again, and nobody is lost or doubled', async () => {
		const { rows, watch, id, runner } = await inTheMiddle();
		runner.signal('SIGSTOP');
		note(`stalled: ${await outcomeOf(id)}`);
		const before = watch.changes();
		await begin(run.main(), 'list', [rows]);
		await untilTrue('the second run', () => watch.changes() >= before + AT, NOTICED_MS);
		runner.signal('SIGCONT');
		const [second] = await ended(run.main, 'list', 1);
		await quiet();

		expect(second?.status).toBe('success');
		const { lost, doubled, writtenTwice } = watch.end();
		note(`stalled: ${writtenTwice} written by both`);
		expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
	}, 1_200_000);
});
