import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { BY_EMAIL, jsonOf, mapped, runAppenate } from './appenateRuns';

const sandbox = freshSandbox();

const everybody = (): IDataObject[] => sandbox.people('appenate').map(({ Email }) => ({ email: Email }));

/** Updates everybody, and says how many requests were under way at most. */
async function mostAtOnce(options: INodeParameters): Promise<number> {
	sandbox.fail({ channel: 'appenate', kind: 'delay', delayMs: 15 });
	const parameters = { resource: 'user', operation: 'update', ...BY_EMAIL, ...mapped({ LastName: 'Anew' }) };
	const result = await runAppenate(sandbox, { items: everybody(), parameters: { ...parameters, options } });
	expect(jsonOf(result).every(({ action }) => action === 'updated')).toBe(true);
	return sandbox.maxInFlight;
}

describe('Appenate gets no more connections at once than it allows', () => {
	it.each<[string, INodeParameters]>([
		['by default', {}],
		['where an old or imported node asks for more', { concurrency: 20 }],
	])('3 %s', async (_when, options) => {
		expect(await mostAtOnce({ ...options })).toBe(3);
	});

	it('fewer where that is chosen, and more only where its own option says so', async () => {
		expect(await mostAtOnce({ concurrency: 2 })).toBe(2);
		sandbox.reset();
		expect(await mostAtOnce({ concurrency: 2, raisedConcurrency: 8 })).toBeGreaterThan(3);
	});
});

describe("Appenate's limits", () => {
	const update = async (options: INodeParameters = {}) => {
		const parameters = { resource: 'user', operation: 'update', ...BY_EMAIL, ...mapped({ LastName: 'Anew' }), options };
		return jsonOf(await runAppenate(sandbox, { items: everybody(), parameters, onError: 'continueRegularOutput' }));
	};

	it('of connections are kept, so that nobody is turned away', async () => {
		sandbox.appenateAccount.atOnce = 3;
		sandbox.fail({ channel: 'appenate', kind: 'delay', delayMs: 5 });
		const items = await update();

		expect(items.every(({ action }) => action === 'updated')).toBe(true);
		expect(sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
	});

	it('of connections are waited for where other programs use them up', async () => {
		sandbox.appenateAccount.atOnce = 1;
		const items = await update({ concurrency: 2 });

		expect(items.every(({ action }) => action === 'updated')).toBe(true);
	});

	it.each([429, 500])(
		'of calls a day are not asked for again with HTTP %i: the rest is skipped, and the error says until when',
		async (beyond) => {
			Object.assign(sandbox.appenateAccount, { perDay: 50, beyond });
			const items = await update();
			const [first, ...others] = items.filter(({ error }) => error !== undefined);

			expect(first?.error).toMatch(/^Appenate takes no more calls \(HTTP \d+: The daily API usage limit was exceeded\)/);
			expect(first?.details).toMatch(/2,500 calls a day.*midnight in its time zone/);
			expect(others.at(-1)?.error).toMatch(/^Skipped, because/);
			expect(sandbox.requests.length).toBeLessThanOrEqual(60);
		},
	);
});
