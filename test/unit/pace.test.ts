import { learnedPace, type Pace } from '../../nodes/shared/http/pace';
import { patient } from '../../nodes/shared/http/patience';
import type { Send, VendorAnswer, VendorRequest } from '../../nodes/shared/http/types';
import { Timeline, turns } from './timeline';

const GET: VendorRequest = { method: 'GET', url: 'https://vendor.test/users' };
const answer = (status: number, headers: Record<string, string> = {}): VendorAnswer => ({ status, statusText: '', headers, body: '' });
type Vendor = Readonly<{ send: Send; taken: number[]; turnedAway: number[] }>;

/** Takes so many requests in any second, and needs some time for each. */
function vendorWith(
	clock: Timeline,
	allowed: () => number,
	takesMs = 30,
	headers: Record<string, string> = { 'retry-after': '1' },
): Vendor {
	const taken: number[] = [];
	const turnedAway: number[] = [];
	return {
		taken,
		turnedAway,
		send: async () => {
			const isTaken = taken.filter((at) => clock.now() - at < 1000).length < allowed();
			(isTaken ? taken : turnedAway).push(clock.now());
			await clock.sleep(takesMs);
			return isTaken ? answer(200) : answer(429, headers);
		},
	};
}

/** Sends so many requests, five at a time, as the nodes do. */
async function sendAll(clock: Timeline, { send }: Vendor, howMany: number): Promise<number> {
	const out = patient(send, { retries: 5, perSecond: 0 }, clock);
	const started = clock.now();
	let left = howMany;
	const worker = async (): Promise<void> => {
		while (left > 0) {
			left -= 1;
			expect((await out(GET)).status).toBe(200);
		}
	};
	await clock.until(Promise.all(Array.from({ length: 5 }, worker)));
	return (clock.now() - started) / 1000;
}

describe('a vendor that counts requests', () => {
	it.each([1, 2, 3, 4, 5, 7, 20])('is asked %i times a second once it has turned a request away', async (allowed) => {
		const clock = new Timeline();
		const vendor = vendorWith(clock, () => allowed);
		const seconds = await sendAll(clock, vendor, allowed * 40);

		expect(vendor.taken).toHaveLength(allowed * 40);
		// 39 whole seconds lie between the first and the last; five requests were under way, and more are tried every ten seconds.
		expect(seconds).toBeLessThanOrEqual(39 * 1.06 + 0.5);
		expect(vendor.turnedAway.length).toBeLessThanOrEqual(5 * 5);
	});

	it('also when it does not say how long to wait', async () => {
		const clock = new Timeline();
		const vendor = vendorWith(clock, () => 5, 30, {});
		const seconds = await sendAll(clock, vendor, 200);

		expect(seconds).toBeLessThanOrEqual(39 * 1.1);
	});

	it('is not tried with more right after the wait that it asked for: no request of it went well meanwhile', async () => {
		const clock = new Timeline();
		const vendor = vendorWith(clock, () => 5, 30, { 'retry-after': '30' });
		await sendAll(clock, vendor, 100);

		// Turned away once while learning, and once where twice as many were tried after ten seconds at five a second.
		const times = vendor.turnedAway.map((at) => Math.floor(at / 1000));
		expect([...new Set(times)]).toHaveLength(2);
	});

	it('is not held back before', async () => {
		const clock = new Timeline();
		const seconds = await sendAll(
			clock,
			vendorWith(clock, () => Infinity),
			500,
		);

		expect(seconds).toBeCloseTo((500 / 5) * 0.03);
	});

	it('is asked more again when it takes more: twice as much after ten seconds each', async () => {
		const clock = new Timeline();
		const vendor = vendorWith(clock, () => (clock.now() < 12_000 ? 2 : Infinity));
		await sendAll(clock, vendor, 800);

		const perSecond = (from: number): number => vendor.taken.filter((at) => at >= from && at < from + 9_000).length / 9;
		// As powers of two: a window of nine seconds begins and ends within a burst.
		expect([6_000, 16_000, 26_000, 36_000].map((from) => Math.round(Math.log2(perSecond(from))))).toEqual([1, 2, 3, 4]);
	});

	it('is asked as before when it turned away the very first request: nothing was learned', async () => {
		const clock = new Timeline();
		const statuses = [429];
		const sent: number[] = [];
		const out = patient(
			async () => {
				sent.push(clock.now());
				return await Promise.resolve(answer(statuses.shift() ?? 200, { 'retry-after': '2' }));
			},
			{ retries: 5, perSecond: 0 },
			clock,
		);
		await clock.until(
			Promise.all([
				out(GET),
				(async () => {
					await clock.sleep(1);
					await Promise.all(Array.from({ length: 9 }, async () => await out(GET)));
				})(),
			]),
		);

		expect(sent).toEqual([5_000, ...Array<number>(10).fill(7_000)]);
	});
});

/** How many may leave now, all of which are taken. */
function mostAtOnce(pace: Pace, clock: Timeline): number {
	let count = 0;
	for (; count < 99 && pace.room(clock) === undefined; count += 1) pace.sent();
	for (let i = 0; i < count; i += 1) pace.back(clock, true);
	return count;
}

describe('the pace', () => {
	it('waits for an answer when all that may leave is under way', async () => {
		const clock = new Timeline();
		const pace = learnedPace();
		pace.sent();
		pace.sent();
		pace.back(clock, false);
		const room = pace.room(clock);
		expect(room).toBeDefined();
		let isOver = false;
		void room?.then(() => {
			isOver = true;
		});
		await turns();
		expect(isOver).toBe(false);
		pace.back(clock, false);
		await turns();
		expect(isOver).toBe(true);
	});

	it('is what was taken and what is under way when one is turned away', () => {
		const clock = new Timeline();
		const pace = learnedPace();
		for (let i = 0; i < 4; i += 1) pace.sent();
		pace.back(clock, true);
		pace.back(clock, false);
		expect(pace.room(clock)).toBeDefined();
		clock.time += 1000;
		expect(pace.room(clock)).toBeUndefined();
		pace.sent();
		expect(pace.room(clock)).toBeDefined();
	});

	it('doubles ten seconds after it was learned', () => {
		const clock = new Timeline();
		const pace = learnedPace();
		for (let i = 0; i < 2; i += 1) pace.sent();
		pace.back(clock, true);
		pace.back(clock, false);
		clock.time += 9_999;
		expect(mostAtOnce(pace, clock)).toBe(1);
		clock.time += 1;
		expect(mostAtOnce(pace, clock)).toBe(1);
		clock.time += 1000;
		expect(mostAtOnce(pace, clock)).toBe(2);
	});

	it('doubles for every ten seconds that passed, also when nothing was sent meanwhile', () => {
		const clock = new Timeline();
		const pace = learnedPace();
		pace.sent();
		pace.sent();
		pace.back(clock, true);
		pace.back(clock, false);
		clock.time += 45_000;
		expect(mostAtOnce(pace, clock)).toBe(16);
		// The five seconds beside the forty count for the next time.
		clock.time += 5_000;
		expect(mostAtOnce(pace, clock)).toBe(32);
	});

	it('counts what failed otherwise as taken', () => {
		const clock = new Timeline();
		const pace = learnedPace();
		for (let i = 0; i < 3; i += 1) pace.sent();
		pace.back(clock, true);
		pace.back(clock, true);
		pace.back(clock, false);
		expect(pace.room(clock)).toBeDefined();
		clock.time += 999;
		expect(pace.room(clock)).toBeDefined();
		clock.time += 1;
		expect(pace.room(clock)).toBeUndefined();
	});
});
