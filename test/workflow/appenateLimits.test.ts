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
