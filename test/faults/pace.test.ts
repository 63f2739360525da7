import { startSandbox, type Sandbox } from '../sandbox';
import { actionsOf } from '../workflow/syncWays';
import { allowPerSecond } from './chance';
import { runOperation, wayOf } from './operations';
import { addFigure } from './tables';
import { wroteBy } from '../workflow/ways';

// The vendor counts in real seconds.
jest.unmock('../../nodes/shared/n8n/session/clock');

describe.each([wayOf('Appenate (JSON)'), wayOf('Axero (a label that the list shows)')])(
	'a vendor that takes five requests a second, at $title',
	(way) => {
		const PEOPLE = 60;
		const PER_SECOND = 5;
		let sandbox: Sandbox;
		beforeAll(async () => {
			sandbox = await startSandbox({ people: PEOPLE });
		});
		afterAll(async () => {
			await sandbox.close();
		});

		it('is served to the end, and hardly asked in vain', async () => {
			const { turnedAway } = allowPerSecond(sandbox, PER_SECOND);
			const items = way.people(sandbox).map(({ email }, i) => ({ email, text: `desired ${i}` }));
			const start = performance.now();
			const result = await runOperation(way, sandbox, 'update', { items });
			const seconds = (performance.now() - start) / 1000;
			const useful = sandbox.requests.length - turnedAway();
			const ideal = (Math.ceil(useful / PER_SECOND) - 1) * 1;
			addFigure(
				`${way.title}, ${PEOPLE} people, ${PER_SECOND} requests a second: ${useful} requests, ${turnedAway()} turned away, ${seconds.toFixed(1)} s of at least ${ideal} s: ratio ${(seconds / ideal).toFixed(3)}`,
			);

			expect(actionsOf(result)).toEqual({ [wroteBy(way)]: PEOPLE });
			expect(items.filter(({ email, text }) => way.stored(sandbox, email) !== text)).toEqual([]);
			// Those that were under way when the first was turned away, and as many every ten seconds, when more are tried.
			expect(turnedAway()).toBeLessThanOrEqual(PER_SECOND * (2 + Math.ceil(seconds / 10)));
		}, 120_000);
	},
);
