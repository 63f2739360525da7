import { itemsOf, type CredentialJson } from '../e2e/n8n';
import { credentialOf, OURS, syncWay } from '../e2e/runs';
import type { Sandbox } from '../sandbox';
import { batchesWorkflow, batchWorkflow, begin, changed, ended, listWorkflow, split } from './lists';
import { freshQueueMode } from './queueMode';

const PEOPLE = 10_000;
const SIZE = 1_000;
const LISTS = 10;
const FEW = 100;
const PER_SECOND = 5;
const ALLOWED = 3;
const CONTINUES = { onError: 'continueRegularOutput' };

const appenate = syncWay('Appenate (JSON)');
const highq = syncWay('HighQ Publisher (JSON)');

function halved(sandbox: Sandbox): CredentialJson {
	const credential = credentialOf(appenate, sandbox, {}, 'halved');
	return { ...credential, data: { ...credential.data, shareOfLimit: 50 } };
}

const run = freshQueueMode({ people: PEOPLE }, (sandbox) => ({
	credentials: [...[appenate, highq].map((way) => credentialOf(way, sandbox)), halved(sandbox)],
	workflows: [
		// Published before the one that hands over to it.
		batchWorkflow(appenate, { id: 'batch', operation: 'update' }),
		batchesWorkflow('batches', { batch: 'batch', size: SIZE }),
		listWorkflow(appenate, { id: 'halved', operation: 'update', credential: 'halved' }),
		listWorkflow(highq, { id: 'list', operation: 'update', settings: CONTINUES }),
	],
}));

/** How many jobs each worker has begun. */
const jobs = () => run.queue.workers.map(({ log }) => log().split('Worker started execution').length - 1);

describe('two workers of n8n', () => {
	it('write 10,000 people in sub-workflow executions of 1,000: nobody is left out, nobody written twice', async () => {
		const rows = changed(appenate.people(run.sandbox));
		const written: string[] = [];
		const end = run.sandbox.onChange(({ card }) => void written.push(card.email));
		await begin(run.main(), 'batches', [rows]);
		const [parent] = await ended(run.main, 'batches', 1);
		const batches = await ended(run.main, 'batch', PEOPLE / SIZE);
		end();

		expect([parent?.status, ...batches.map(({ status }) => status)]).toEqual(Array(1 + PEOPLE / SIZE).fill('success'));
		expect(batches.flatMap((one) => itemsOf(one, OURS)).map(({ json }) => json.action)).toEqual(Array(PEOPLE).fill('updated'));
		expect(written.sort()).toEqual(rows.map(({ email }) => email).sort());
		expect(rows.filter(({ email, text }) => appenate.stored(run.sandbox, email) !== text)).toEqual([]);
	}, 900_000);

	it('lose nobody to a vendor that takes 5 requests in a second from ten executions, and asks all others to wait', async () => {
		const rows = changed(highq.people(run.sandbox).slice(0, FEW));
		const before = jobs();
		const taken: number[] = [];
		run.sandbox.fail({
			channel: highq.channel,
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '1' },
			only: () => {
				const now = Date.now();
				while ((taken[0] ?? Infinity) <= now - 1_000) taken.shift();
				const isTaken = taken.length < PER_SECOND;
				if (isTaken) taken.push(now);
				return !isTaken;
			},
		});
		await begin(run.main(), 'list', split(rows, LISTS));
		const executions = await ended(run.main, 'list', LISTS);

		expect(executions.flatMap((one) => itemsOf(one, OURS)).map(({ json }) => json.error ?? json.action)).toEqual(
			Array(FEW).fill('updated'),
		);
		expect(rows.filter(({ email, text }) => highq.stored(run.sandbox, email) !== text)).toEqual([]);
		expect(jobs().every((now, i) => now > (before[i] ?? 0))).toBe(true);
	}, 900_000);

	it('keep within the 3 connections of Appenate together, in ten executions, with a share of 50 % of the limit', async () => {
		const rows = changed(appenate.people(run.sandbox).slice(0, FEW));
		const before = jobs();
		run.sandbox.appenateAccount.atOnce = ALLOWED;
		run.sandbox.fail({ channel: appenate.channel, kind: 'delay', delayMs: 50 });
		await begin(run.main(), 'halved', split(rows, LISTS));
		const executions = await ended(run.main, 'halved', LISTS);

		expect(executions.map(({ status }) => status)).toEqual(Array(LISTS).fill('success'));
		expect(rows.filter(({ email, text }) => appenate.stored(run.sandbox, email) !== text)).toEqual([]);
		expect(run.sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
		expect(run.sandbox.maxInFlight).toBeLessThanOrEqual(ALLOWED);
		expect(jobs().every((now, i) => now > (before[i] ?? 0))).toBe(true);
	}, 900_000);
});
