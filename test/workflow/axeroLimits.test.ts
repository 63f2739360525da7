import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { THE_USER, axeroOn, jsons, mapped, on } from './axeroRun';
import { who } from './offered';

const sandbox = freshSandbox();

const run = axeroOn(() => sandbox);
const user = on('user');
const everybody = (): IDataObject[] => sandbox.people('axero').map(({ Email }) => ({ email: Email, text: 'anew' }));

/** Runs an operation over everybody, and says how many requests were under way at most. */
async function mostAtOnce(operation: string, options: IDataObject): Promise<number> {
	sandbox.fail({ channel: 'axero', kind: 'delay', delayMs: 10 });
	const parameters = { ...who(operation, THE_USER.user), fields: mapped({ Bio: '={{ $json.text }}' }), leavers: 'report', options };
	const result = await run(
		user(operation, { ...parameters, scope: { condition: [{ field: 'Department', value: 'Legal' }] } }),
		everybody(),
	);
	expect(jsons(result).length).toBeGreaterThanOrEqual(36);
	return sandbox.maxInFlight;
}

describe('Axero gets few requests at once, because a site is shared', () => {
	it.each(['update', 'compare', 'sync'])('3 by default, also for the details of everybody (%s)', async (operation) => {
		expect(await mostAtOnce(operation, {})).toBe(3);
	});

	it('more, or fewer, where that is chosen', async () => {
		expect(await mostAtOnce('update', { concurrency: 2 })).toBe(2);
		sandbox.reset();
		expect(await mostAtOnce('update', { concurrency: 8 })).toBe(8);
	});
});
