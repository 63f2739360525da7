import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { failed, FailureError, type Failure } from '../../nodes/shared/failure';
import { scrubber } from '../../nodes/shared/http/secrets';
import { eachItem, runItems } from '../../nodes/shared/n8n/run/items';
import { concurrencyOf, patienceOf, timeoutOf } from '../../nodes/shared/n8n/parameters/options';
import type { Session } from '../../nodes/shared/n8n/session/session';
import { executionContext } from './executionContext';

/** Of a credential with this key, whose way out is not needed here. */
function sessionWith(apiKey: string): Session {
	return {
		credential: { apiKey },
		scrub: scrubber([apiKey]),
		requests: () => 0,
		atOnce: 1,
		send: async () => await Promise.reject(new Error('Nothing is sent here')),
	};
}

/** What comes out where each item's work ends like this. */
async function out(
	ends: ReadonlyArray<FailureError | IDataObject | readonly IDataObject[]>,
	{ apiKey = 'none', continues = true }: Readonly<{ apiKey?: string; continues?: boolean }> = {},
) {
	const tried: number[] = [];
	const { context } = executionContext({ items: ends.length, parameters: { 'options.requests.values.concurrency': 1 }, continues });
	const work = async (i: number): Promise<IDataObject | readonly IDataObject[]> => {
		tried.push(i);
		const end = ends[i] ?? {};
		if (end instanceof FailureError) throw end;
		return await Promise.resolve(end);
	};
	const items = await eachItem(context, { session: sessionWith(apiKey), read: (i) => i, work });
	return { tried, items };
}

const SIGN_IN: Failure = { kind: 'signIn', status: 401, says: 'Wrong key' };
const DOWN: Failure = { kind: 'unreachable', landed: 'no', says: 'No answer' };

describe('an operation that plans nothing', () => {
	it.each<[string, Failure, number]>([
		['refused sign-ins', SIGN_IN, 3],
		['outages', DOWN, 5],
	])('skips the rest after several %s', async (_what, failure, most) => {
		const { tried, items } = await out(Array<FailureError>(8).fill(failed(failure)));

		expect(tried).toHaveLength(most);
		expect(items).toHaveLength(8);
		expect(items.at(-1)?.json.error).toBe(
			`Skipped, because ${failure === SIGN_IN ? 'the vendor rejected the credential' : 'the vendor failed to answer'} several times. Last answer: ${failure.says} [item 7]`,
		);
	});

	it('tries the rest where one of them went well in between', async () => {
		expect((await out([failed(SIGN_IN), failed(SIGN_IN), {}, failed(SIGN_IN), failed(SIGN_IN), {}])).tried).toHaveLength(6);
	});

	it('asks for the node once for all errors: the platform copies the whole of it each time', async () => {
		let copies = 0;
		const { context } = executionContext({ items: 3, continues: true });
		const counting = {
			...context,
			getNode: () => {
				copies += 1;
				return context.getNode();
			},
		};
		const work = async (): Promise<never> => await Promise.reject(failed({ kind: 'invalid', says: 'No' }));
		await eachItem(counting, { session: sessionWith('none'), read: (i) => i, work });

		expect(copies).toBe(1);
	});

	it('starts nothing more after a failure, where the node stops at errors', async () => {
		const tried: number[] = [];
		const { context } = executionContext({ items: 3 });
		const results = await runItems(
			context,
			[0, 1, 2].map((value) => ({ kind: 'read', value })),
			{
				concurrency: 1,
				work: async (i) => {
					tried.push(i);
					return await Promise.reject(failed(SIGN_IN));
				},
			},
		);

		expect(tried).toEqual([0]);
		expect(results.map(({ kind }) => kind)).toEqual(['failed', 'held', 'held']);
	});
});

describe('what comes out', () => {
	const KEY = 'a-long-key-"1"';

	it('holds no secret in warnings, errors and what the vendor showed, at any depth', async () => {
		const { items } = await out(
			[
				{ warnings: [`The vendor says ${KEY}`], user: { links: [{ url: `https://v.test/?k=${encodeURIComponent(KEY)}` }] } },
				[{ note: KEY }, { note: 'fine' }],
				failed({ kind: 'refused', status: 400, says: `no ${KEY}`, todo: `mind ${KEY}` }),
			],
			{ apiKey: KEY },
		);

		expect(items.map(({ json }) => json)).toEqual([
			{ warnings: ['The vendor says [hidden]'], user: { links: [{ url: 'https://v.test/?k=[hidden]' }] } },
			{ note: '[hidden]' },
			{ note: 'fine' },
			{ error: 'no [hidden] [item 2]', message: 'mind [hidden]' },
		]);
	});

	it('keeps everything else as it is, in kind and in content', async () => {
		const json = { id: 7, active: false, none: null, day: new Date(0), list: [1, 'two', { three: 3 }], key: KEY, ['__proto__x']: 'x' };
		const { items } = await out([json], { apiKey: KEY });

		expect(items[0]?.json).toEqual({ ...json, key: '[hidden]' });
	});

	it('alters no data by chance: a short secret is hidden in words only', async () => {
		const { items } = await out(
			[{ name: 'Ana Test', warnings: ['Test was refused'] }, failed({ kind: 'refused', status: 400, says: 'Not Test' })],
			{ apiKey: 'Test' },
		);

		expect(items.map(({ json }) => json)).toEqual([
			{ name: 'Ana Test', warnings: ['[hidden] was refused'] },
			{ error: 'Not [hidden] [item 1]', message: 'Not [hidden] [item 1]' },
		]);
	});
});

describe('an option of the execution', () => {
	const withOptions = (options: Readonly<Record<string, unknown>>) =>
		executionContext({
			parameters: Object.fromEntries(Object.entries(options).map(([name, value]) => [`options.requests.values.${name}`, value])),
		}).context;

	it.each([
		[undefined, 5],
		[1, 1],
		[25, 25],
		[26, 25],
		[1000, 25],
		['12', 12],
		[0, 1],
		[-3, 1],
		[2.5, 5],
		['many', 5],
	])('Concurrency of %p is %i', (given, meant) => {
		expect(concurrencyOf(withOptions(given === undefined ? {} : { concurrency: given }))).toBe(meant);
	});

	it.each<[IDataObject, number]>([
		[{}, 3],
		[{ concurrency: 2 }, 2],
		[{ concurrency: 25 }, 3],
		[{ raisedConcurrency: 8 }, 8],
		[{ concurrency: 2, raisedConcurrency: 8 }, 8],
		[{ raisedConcurrency: 99 }, 25],
		[{ raisedConcurrency: '' }, 3],
		[{ concurrency: 2, raisedConcurrency: 0 }, 2],
	])('with %p, a vendor that allows 3 gets %i items at once', (given, meant) => {
		expect(concurrencyOf(withOptions(given), { usual: 3, most: 25, allowed: 3 })).toBe(meant);
	});

	it('has a default of the vendor without a limit of it', () => {
		const gentle = { usual: 3, most: 25 };

		expect([concurrencyOf(withOptions({}), gentle), concurrencyOf(withOptions({ concurrency: 25 }), gentle)]).toEqual([3, 25]);
	});

	it.each([
		[undefined, 0],
		[0, 0],
		[3, 3],
		['3', 3],
		[0.5, 0.5],
		[-1, 0],
		[5000, 1000],
		['some', 0],
		[Number.NaN, 0],
	])('Requests per Second of %p is %d', (given, meant) => {
		expect(patienceOf(withOptions(given === undefined ? {} : { requestsPerSecond: given })).perSecond).toBe(meant);
	});

	it.each([
		[undefined, 5],
		[0, 0],
		[3, 3],
		['3', 3],
		[-1, 0],
		[50, 10],
		['some', 5],
	])('Max Retries of %p is %i', (given, meant) => {
		expect(patienceOf(withOptions(given === undefined ? {} : { maxRetries: given })).retries).toBe(meant);
	});

	it.each([
		[undefined, 120_000],
		[30, 30_000],
		['30', 30_000],
		[0, 1_000],
		[-5, 1_000],
		[9_999, 600_000],
		['long', 120_000],
	])('Timeout of %p ends a request after %i ms', (given, meant) => {
		expect(timeoutOf(withOptions(given === undefined ? {} : { timeout: given }))).toBe(meant);
	});

	it('is not asked for in the editor, where somebody is waiting', () => {
		const { getNodeParameter } = withOptions({ maxRetries: 9, requestsPerSecond: 9, timeout: 9 });
		expect(timeoutOf({ getNodeParameter } as unknown as ILoadOptionsFunctions)).toBe(120_000);
		expect(patienceOf({ getNodeParameter } as unknown as ILoadOptionsFunctions)).toEqual({ retries: 1, perSecond: 0 });
	});
});
