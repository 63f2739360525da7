import { getEventListeners } from 'node:events';

import { failureOf } from '../../nodes/shared/failure';
import { deadlines } from '../../nodes/shared/n8n/session/deadline';

const REQUEST = { method: 'PUT', url: 'https://vendor.test/users/1' } as const;
const never = async (): Promise<never> => await new Promise(() => undefined);
const soon = async (): Promise<string> => await Promise.resolve('answer');
const many = <T>(count: number, make: (i: number) => T): readonly T[] => Array.from({ length: count }, (_one, i) => make(i));

/** The moment that requests begin at, and the timers that were asked for: how long each takes, and its end. */
function timers() {
	let now = 0;
	const asked: Array<Readonly<{ ms: number; over: () => void }>> = [];
	jest.spyOn(performance, 'now').mockImplementation(() => now);
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		const time = new AbortController();
		asked.push({ ms, over: () => time.abort() });
		return time.signal;
	});
	return {
		asked,
		at: (ms: number) => {
			now = ms;
		},
	};
}

describe('the time of requests', () => {
	afterEach(() => {
		jest.restoreAllMocks();
	});

	it('has one timer for those that begin within a hundredth of it, and never ends one early', async () => {
		const { asked, at } = timers();
		const withinTime = deadlines({ timeout: 30_000 });
		const begun = [0, 1, 299, 300, 301, 601, 602].map(async (ms) => {
			at(ms);
			await withinTime(REQUEST, never).catch(failureOf);
		});

		expect(asked.map(({ ms }) => ms)).toEqual([30_300, 30_300, 30_300]);
		asked.forEach(({ over }) => over());
		await Promise.all(begun);
	});

	it('ends those that it is over for, and tells each to stop', async () => {
		const { asked, at } = timers();
		const withinTime = deadlines({ timeout: 1_000 });
		const stopped: string[] = [];
		const begin = async (name: string) =>
			await withinTime(REQUEST, async (signal) => {
				signal.addEventListener('abort', () => stopped.push(name));
				return await never();
			}).then(undefined, failureOf);
		const early = [begin('one'), begin('another')];
		at(11);
		const late = begin('late');

		asked[0]?.over();
		const says = 'No complete answer from vendor.test within 1 second';
		expect(await Promise.all(early)).toEqual(many(2, () => expect.objectContaining({ kind: 'unreachable', landed: 'maybe', says })));
		expect(stopped).toEqual(['one', 'another']);
		asked[1]?.over();
		await late;
		expect(stopped).toEqual(['one', 'another', 'late']);
	});

	it('begins anew for the next request after it is over', async () => {
		const { asked } = timers();
		const withinTime = deadlines({ timeout: 1_000 });
		const first = withinTime(REQUEST, never).catch(failureOf);
		asked[0]?.over();
		await first;

		expect(await withinTime(REQUEST, soon)).toBe('answer');
	});

	it('ends all at once when the execution is canceled, and sends none after', async () => {
		const cancel = new AbortController();
		const withinTime = deadlines({ timeout: 1_000, cancel: cancel.signal });
		const begun = many(20, async () => await withinTime(REQUEST, never).then(undefined, failureOf));
		cancel.abort();

		expect((await Promise.all(begun)).map(({ kind }) => kind)).toEqual(many(20, () => 'cancelled'));
		const task = jest.fn(soon);
		expect(await withinTime(REQUEST, task).then(undefined, failureOf)).toMatchObject({ kind: 'cancelled' });
		expect(task).not.toHaveBeenCalled();
	});

	it('hands on what a request fails with', async () => {
		const withinTime = deadlines({ timeout: 1_000 });
		await expect(withinTime(REQUEST, async () => await Promise.reject(new Error('of its own')))).rejects.toThrow('of its own');
	});

	it('leaves nothing behind after many requests, and keeps no process alive', async () => {
		const warned = jest.fn();
		process.on('warning', warned);
		const running = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
		const before = running();
		const timeouts = jest.spyOn(AbortSignal, 'timeout');
		const { signal } = new AbortController();
		const withinTime = deadlines({ timeout: 120_000, cancel: signal });
		for (let i = 0; i < 200; i += 1) {
			const some = many(50, async () => await withinTime(REQUEST, soon));
			expect(getEventListeners(signal, 'abort')).toHaveLength(1);
			await Promise.all(some);
			expect(getEventListeners(signal, 'abort')).toHaveLength(0);
		}

		expect(timeouts.mock.calls.length).toBeLessThan(100);
		expect(running()).toBe(before);
		expect(warned).not.toHaveBeenCalled();
		process.off('warning', warned);
	});
});
