import { failureOf } from '../../nodes/shared/failure';
import { patient } from '../../nodes/shared/http/patience';
import { clockOf } from '../../nodes/shared/n8n/session/clock';

/** Time stands still here: a wait that comes to an end was given up. */
beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] }));
afterEach(() => void jest.useRealTimers());

describe('waits of an execution', () => {
	it('end when it is cancelled', async () => {
		const cancel = new AbortController();
		const wait = clockOf(cancel.signal).sleep(30_000);
		cancel.abort();

		await expect(wait).resolves.toBeUndefined();
	});

	it('are not begun once it was cancelled', async () => {
		await expect(clockOf(AbortSignal.abort()).sleep(30_000)).resolves.toBeUndefined();
	});

	it('are as long as asked otherwise', async () => {
		const ended = jest.fn();
		const waits = [clockOf(undefined), clockOf(new AbortController().signal)].map(async (clock) => {
			await clock.sleep(30_000);
			ended();
		});
		await jest.advanceTimersByTimeAsync(29_999);
		expect(ended).not.toHaveBeenCalled();
		await jest.advanceTimersByTimeAsync(1);
		await Promise.all(waits);

		expect(ended).toHaveBeenCalledTimes(2);
	});

	it('end for all requests to a vendor that asked for 30 seconds, and none is sent afterwards', async () => {
		const cancel = new AbortController();
		let sent = 0;
		const send = patient(
			async () => {
				sent += 1;
				return await Promise.resolve({ status: 429, statusText: '', headers: { 'retry-after': '30' }, body: '' });
			},
			{ retries: 3, perSecond: 0 },
			clockOf(cancel.signal),
		);
		const requests = Array.from(
			{ length: 3 },
			async () => await send({ method: 'GET', url: 'https://vendor.test/users' }).catch(failureOf),
		);
		await new Promise(setImmediate);
		const sentBefore = sent;
		cancel.abort();

		expect(await Promise.all(requests)).toEqual(requests.map(() => expect.objectContaining({ kind: 'cancelled' })));
		expect(sent).toBe(sentBefore);
		expect(sent).toBeGreaterThan(0);
	});
});
