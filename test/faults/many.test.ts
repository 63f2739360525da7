import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox';
import { actionsOf, jsonOf } from '../workflow/syncWays';
import { failAtRandom, seeded } from './chance';
import { runOperation, wayOf } from './operations';
import { addFigure } from './tables';

// The whole list takes seconds of the real time here: on a faster clock a second one would come too late.
jest.unmock('../../nodes/shared/n8n/session/clock');

const SEED = Number(process.env.FAULTS_SEED ?? 20_260_101);
const USERS = Number(process.env.FAULTS_USERS ?? 10_000);
const NEW = USERS / 10;

const SIX = [
	'Axero (a label that the list shows)',
	'Appenate (JSON)',
	'HighQ Publisher (JSON)',
	'iSpring Learn (REST, account)',
	'iSpring Learn (REST Header, account)',
	'iSpring Learn (SOAP, account)',
].map(wayOf);

describe.each(SIX)('a tenth of all requests fails, at $title', (way) => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ people: USERS - NEW });
	}, 120_000);
	afterAll(async () => {
		await sandbox.close();
	});
	const requests = (): number => sandbox.requests.filter(({ channel }) => channel === way.channel).length;
	const sync = async (items: readonly IDataObject[]) =>
		await runOperation(way, sandbox, 'sync', { items, options: { maxIdentityChanges: USERS, concurrency: 20 } });

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
		addFigure(
			`${way.title}, ${USERS} people (${NEW} new), seed ${SEED}: ${failures()} of ${sent} requests failed, ${faultless} without faults: ratio ${(sent / faultless).toFixed(3)}; ${JSON.stringify(actionsOf(result))}`,
		);

		expect(result.error).toBeUndefined();
		expect(jsonOf(result).flatMap(({ error, message }) => (error === undefined ? [] : [{ error, message }]))).toEqual([]);
		expect(actionsOf(result)).toEqual({ updated: USERS - NEW, created: NEW });
		expect(items.filter(({ email, text }) => stored.get(email) !== text)).toEqual([]);
		expect(people).toHaveLength(USERS);
		expect(stored.size).toBe(USERS);
		expect(failures() / sent).toBeGreaterThan(0.08);
		expect(sent).toBeLessThanOrEqual(1.25 * faultless);
	}, 3_600_000);
});
