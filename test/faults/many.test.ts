import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox';
import { actionsOf, SYNC_WAYS, type SyncWay } from '../workflow/syncWays';
import { allowPerSecond, failAtRandom, seeded } from './chance';
import { runOperation } from './operations';

const SEED = Number(process.env.FAULTS_SEED ?? 20_260_101);
const USERS = Number(process.env.FAULTS_USERS ?? 10_000);
const NEW = USERS / 10;
const FIGURES = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/faults');

const wayOf = (title: string): SyncWay => {
	const found = SYNC_WAYS.find((way) => way.title === title);
	if (!found) throw new Error(`There is no way ${title}`);
	return found;
};
const note = (line: string): void => {
	mkdirSync(FIGURES, { recursive: true });
	appendFileSync(path.join(FIGURES, 'figures.txt'), `${line}\n`);
};

describe.each([wayOf('Appenate (JSON)'), wayOf('HighQ Publisher (JSON)')])('a tenth of all requests fails, at $title', (way) => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ people: USERS - NEW });
	}, 120_000);
	afterAll(async () => {
		await sandbox.close();
	});
	const requests = (): number => sandbox.requests.filter(({ channel }) => channel === way.channel).length;
	const sync = async (items: readonly IDataObject[]) => await runOperation(way, sandbox, 'sync', { items, options: { maxIdentityChanges: USERS, concurrency: 20 } });

	it(`brings all of ${USERS} people to what is desired, nobody twice, with at most a quarter more requests`, async () => {
		const there = way.people(sandbox).map(({ email }, i) => ({ email, text: `desired ${i}` }));
		const fresh = Array.from({ length: NEW }, (_unused, i) => ({ email: `new.${i}@example.test`, text: `desired new ${i}` }));
		const items = [...there, ...fresh];
		await sync(items);
		const faultless = requests();

		sandbox.reset();
		const failures = failAtRandom(sandbox, 0.1, seeded(SEED));
		const result = await sync(items);
		const sent = requests();
		const people = way.people(sandbox);
		const stored = new Map(people.map(({ email, text }) => [email, text]));
		note(`${way.title}, ${USERS} people (${NEW} new), seed ${SEED}: ${failures()} of ${sent} requests failed, ${faultless} without faults: ratio ${(sent / faultless).toFixed(3)}; ${JSON.stringify(actionsOf(result))}`);

		expect(result.error).toBeUndefined();
		expect(actionsOf(result)).toEqual({ updated: USERS - NEW, created: NEW });
		expect(items.filter(({ email, text }) => stored.get(email) !== text)).toEqual([]);
		expect(people).toHaveLength(USERS);
		expect(stored.size).toBe(USERS);
		expect(failures() / sent).toBeGreaterThan(0.08);
		expect(sent).toBeLessThanOrEqual(1.25 * faultless);
	}, 1_200_000);
});

describe.each([wayOf('Appenate (JSON)'), wayOf('Axero (a label that the list shows)')])('a vendor that takes five requests a second, at $title', (way) => {
	const PEOPLE = 40;
	const PER_SECOND = 5;
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ people: PEOPLE });
	});
	afterAll(async () => {
		await sandbox.close();
	});

	it('is served to the end, and not asked in vain more than a second has room for', async () => {
		const { turnedAway } = allowPerSecond(sandbox, PER_SECOND);
		const items = way.people(sandbox).map(({ email }, i) => ({ email, text: `desired ${i}` }));
		const start = performance.now();
		const result = await runOperation(way, sandbox, 'update', { items });
		const seconds = (performance.now() - start) / 1000;
		const useful = sandbox.requests.length - turnedAway();
		const ideal = (Math.ceil(useful / PER_SECOND) - 1) * 1;
		note(`${way.title}, ${PEOPLE} people, ${PER_SECOND} requests a second: ${useful} requests, ${turnedAway()} turned away, ${seconds.toFixed(1)} s of at least ${ideal} s: ratio ${(seconds / ideal).toFixed(3)}`);

		expect(actionsOf(result)).toEqual({ updated: PEOPLE });
		expect(items.filter(({ email, text }) => way.stored(sandbox, email) !== text)).toEqual([]);
		// At most the five that were under way when the first was turned away, in each second.
		expect(turnedAway()).toBeLessThanOrEqual(PER_SECOND * (Math.ceil(useful / PER_SECOND) + 2));
	}, 120_000);
});
