import { patient } from '../../nodes/shared/http/patience';
import type { Send, VendorAnswer, VendorRequest } from '../../nodes/shared/http/types';
import { newAccount } from '../../nodes/shared/n8n/session/account';
import { Timeline } from './timeline';

const GET: VendorRequest = { method: 'GET', url: 'https://vendor.test/users' };
const answer = (status: number, headers: Record<string, string> = {}): VendorAnswer => ({ status, statusText: '', headers, body: '' });
const EXECUTIONS = 10;

type Limits = Readonly<{ connections?: number; perSecond?: number; takesMs?: number }>;

/** A vendor that counts requests under way, and those of a second, over all that ask it. */
function vendorWith(clock: Timeline, { connections = Infinity, perSecond = Infinity, takesMs = 30 }: Limits) {
	const taken: number[] = [];
	const turnedAway: number[] = [];
	let [underWay, most] = [0, 0];
	const send: Send = async () => {
		underWay += 1;
		most = Math.max(most, underWay);
		const isBusy = underWay > connections || taken.filter((at) => clock.now() - at < 1000).length >= perSecond;
		(isBusy ? turnedAway : taken).push(clock.now());
		await clock.sleep(takesMs);
		underWay -= 1;
		return isBusy ? answer(429, { 'retry-after': '1' }) : answer(200);
	};
	return { send, taken, turnedAway, mostAtOnce: () => most };
}

/** Executions that send at once through one account, each up to its concurrency. @returns the statuses that came back */
async function run(clock: Timeline, send: Send, { each, atOnce }: Readonly<{ each: number; atOnce: readonly number[] }>) {
	const account = newAccount();
	const statuses: number[] = [];
	const execution = async (concurrency: number): Promise<void> => {
		const out = patient(send, { retries: 5, perSecond: 0 }, clock, { traffic: account.traffic, place: account.placesFor(concurrency) });
		let left = each;
		const worker = async (): Promise<void> => {
			for (; left > 0;) {
				left -= 1;
				statuses.push((await out(GET)).status);
			}
		};
		await Promise.all(Array.from({ length: concurrency }, worker));
	};
	await clock.until(Promise.all(atOnce.map(execution)));
	return statuses;
}

describe('executions that work with one account at a time', () => {
	it('have no more requests under way than one of them may have', async () => {
		const clock = new Timeline();
		const { send, mostAtOnce } = vendorWith(clock, {});

		expect(await run(clock, send, { each: 40, atOnce: Array(EXECUTIONS).fill(3) })).toEqual(Array(EXECUTIONS * 40).fill(200));
		expect(mostAtOnce()).toBe(3);
	});

	it('have as many as the one that may have most, and none more than its own', async () => {
		const clock = new Timeline();
		const { send, mostAtOnce } = vendorWith(clock, {});
		await run(clock, send, { each: 40, atOnce: [2, 5, 1] });

		expect(mostAtOnce()).toBe(5);
	});

	it('are not turned away by a vendor that allows so many connections', async () => {
		const clock = new Timeline();
		const { send, taken, turnedAway } = vendorWith(clock, { connections: 3 });

		expect(await run(clock, send, { each: 40, atOnce: Array(EXECUTIONS).fill(3) })).toEqual(Array(EXECUTIONS * 40).fill(200));
		expect(taken).toHaveLength(EXECUTIONS * 40);
		expect(turnedAway).toEqual([]);
	});

	it('share what a vendor takes in a second, and nobody is given up as busy', async () => {
		const clock = new Timeline();
		const { send, taken, turnedAway } = vendorWith(clock, { perSecond: 5 });
		const began = clock.now();

		expect(await run(clock, send, { each: 20, atOnce: Array(EXECUTIONS).fill(5) })).toEqual(Array(EXECUTIONS * 20).fill(200));
		expect(taken).toHaveLength(EXECUTIONS * 20);
		expect(turnedAway.length).toBeLessThanOrEqual(25);
		expect((clock.now() - began) / 1000).toBeLessThan((EXECUTIONS * 20 * 1.15) / 5);
	});

	it('wait together when one of them is turned away', async () => {
		const clock = new Timeline();
		const account = newAccount();
		const sent: number[] = [];
		let isFirst = true;
		const send: Send = async () => {
			sent.push(clock.now());
			await clock.sleep(10);
			const isTurnedAway = isFirst;
			isFirst = false;
			return isTurnedAway ? answer(429, { 'retry-after': '30' }) : answer(200);
		};
		const out = (): Send => patient(send, { retries: 5, perSecond: 0 }, clock, { traffic: account.traffic, place: account.placesFor(1) });
		const [one, other] = [out(), out()];
		const began = clock.now();
		await clock.until(Promise.all([one(GET), other(GET)]));

		expect(sent.map((at) => at - began)).toEqual([0, 30_010, 30_020]);
	});
});

describe('a vendor that is busy for others for a long time', () => {
	it('is waited for as long as it takes something now and then', async () => {
		const clock = new Timeline();
		let turn = 0;
		// Of fifteen requests it takes one.
		const send: Send = async () => {
			await clock.sleep(10);
			turn += 1;
			return turn % 15 === 0 ? answer(200) : answer(429, { 'retry-after': '1' });
		};

		expect(await run(clock, send, { each: 6, atOnce: [5, 5] })).toEqual(Array(12).fill(200));
	});

	it('is given up when it takes nothing', async () => {
		const clock = new Timeline();
		let tries = 0;
		const send: Send = async () => {
			await clock.sleep(10);
			tries += 1;
			return answer(429, { 'retry-after': '1' });
		};

		expect(await run(clock, send, { each: 1, atOnce: [1] })).toEqual([429]);
		expect(tries).toBe(21);
	});
});
