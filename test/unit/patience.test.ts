import fc from 'fast-check';

import { failed, failureOf, type Failure } from '../../nodes/shared/failure';
import { patient, type PatienceOptions } from '../../nodes/shared/http/patience';
import type { Clock, Send, VendorAnswer, VendorRequest } from '../../nodes/shared/http/types';
import { askedWait, backOff, reasonToRetry } from '../../nodes/shared/http/retry';

const answer = (status: number, headers: Record<string, string> = {}): VendorAnswer => ({ status, statusText: '', headers, body: '' });
const GET: VendorRequest = { method: 'GET', url: 'https://vendor.test/users' };
const PUT: VendorRequest = { ...GET, method: 'PUT' };
const POST: VendorRequest = { ...GET, method: 'POST' };
const unreachable = (landed: 'no' | 'maybe', lasting?: true): Failure => ({
	kind: 'unreachable',
	landed,
	says: 'No answer',
	...(lasting ? { lasting } : {}),
});

/** A clock that only moves when somebody sleeps. */
class FakeClock implements Clock {
	time = 1_000_000;
	readonly slept: number[] = [];
	cancelled = false;
	readonly now = (): number => this.time;
	readonly random = (): number => 1;
	readonly isCancelled = (): boolean => this.cancelled;
	readonly sleep = async (ms: number): Promise<void> => {
		const until = this.time + ms;
		this.slept.push(ms);
		await new Promise(setImmediate);
		this.time = Math.max(this.time, until);
	};
}

type Script = ReadonlyArray<VendorAnswer | Failure>;
/** A channel that answers as it is told, the last of it for ever, and notes when it was asked. */
function scripted(clock: FakeClock, script: Script): Readonly<{ send: Send; at: number[] }> {
	const at: number[] = [];
	return {
		at,
		send: async () => {
			const next = script[Math.min(at.length, script.length - 1)];
			at.push(clock.now());
			await new Promise(setImmediate);
			if (!next) throw new Error('The script is empty');
			if ('kind' in next) throw failed(next);
			return next;
		},
	};
}

const run = async (request: VendorRequest, script: Script, options: Partial<PatienceOptions> = {}) => {
	const clock = new FakeClock();
	const { send, at } = scripted(clock, script);
	const result = await patient(
		send,
		{ retries: 3, perSecond: 0, ...options },
		clock,
	)(request).then(
		({ status }) => status,
		(error: unknown) => failureOf(error).kind,
	);
	return { result, tries: at.length, slept: clock.slept, clock };
};

describe('what is tried again', () => {
	it.each([408, 500, 502, 503, 504])('a read that was answered with %i', async (status) => {
		expect(await run(GET, [answer(status), answer(200)])).toMatchObject({ result: 200, tries: 2, slept: [500] });
	});

	it.each([200, 201, 204, 301, 400, 401, 403, 404, 405, 409, 501, 505])('not what was answered with %i', async (status) => {
		expect(await run(GET, [answer(status)])).toMatchObject({ result: status, tries: 1, slept: [] });
	});

	it.each<[string, VendorRequest, Failure | VendorAnswer, boolean]>([
		['a PUT that may have arrived', PUT, unreachable('maybe'), true],
		['a DELETE that may have arrived', { ...GET, method: 'DELETE' }, unreachable('maybe'), true],
		['a POST that may have arrived', POST, unreachable('maybe'), false],
		['a POST that surely did not arrive', POST, unreachable('no'), true],
		['a POST that only reads', { ...POST, reads: true }, unreachable('maybe'), true],
		['a POST that can be repeated', { ...POST, repeats: true }, answer(503), true],
		['a POST that a server could not answer', POST, answer(503), false],
		['a PUT that must not be repeated', { ...PUT, repeats: false }, answer(503), false],
		['a host that does not exist', GET, unreachable('no', true), false],
		['an answer that is the vendor’s own word', { ...GET, isFinal: ({ status }) => status === 500 }, answer(500), false],
		['something unreadable', GET, { kind: 'unreadable', status: 200, says: 'HTML' }, false],
		['a redirect', GET, { kind: 'redirected', status: 302, says: 'elsewhere' }, false],
		['what the vendor turned away unseen, even a POST', POST, answer(429), true],
		['a POST whose token was not issued for now', POST, { kind: 'throttled', says: 'No token for now' }, true],
	])('%s: %#', (_what, request, came, again) => {
		const tried = 'kind' in came ? ({ kind: 'failed', failure: came } as const) : ({ kind: 'answered', answer: came } as const);
		expect(reasonToRetry(request, tried) !== undefined).toBe(again);
	});

	it('ends after as many retries as allowed, with the last answer', async () => {
		expect(await run(GET, [answer(503)])).toMatchObject({ result: 503, tries: 4, slept: [500, 1000, 2000] });
		expect(await run(GET, [unreachable('maybe')], { retries: 1 })).toMatchObject({ result: 'unreachable', tries: 2 });
		expect(await run(GET, [answer(503)], { retries: 0 })).toMatchObject({ result: 503, tries: 1 });
		expect(await run(GET, [answer(429)], { retries: 0 })).toMatchObject({ result: 429, tries: 1 });
	});

	it('does not multiply an outage', async () => {
		const clock = new FakeClock();
		const { send, at } = scripted(clock, [answer(503)]);
		const out = patient(send, { retries: 3, perSecond: 0 }, clock);
		for (let i = 0; i < 100; i += 1) await out(GET);

		expect(at.length).toBeLessThanOrEqual(100 + 20 + 20);
	});

	it('earns retries back with what goes well', async () => {
		const clock = new FakeClock();
		const script = [
			...Array.from({ length: 60 }, () => answer(503)),
			...Array.from({ length: 100 }, () => answer(200)),
			answer(503),
			answer(200),
		];
		const { send } = scripted(clock, script);
		const out = patient(send, { retries: 3, perSecond: 0 }, clock);
		const statuses: number[] = [];
		for (let i = 0; i < 150; i += 1) statuses.push((await out(GET)).status);

		expect(statuses.lastIndexOf(503)).toBeLessThan(60);
	});

	it('twenty times where the vendor turns it away unseen, and not more', async () => {
		const { result, tries } = await run(GET, [answer(429, { 'retry-after': '1' })]);
		expect([result, tries]).toEqual([429, 21]);
		expect(await run(GET, [...Array.from({ length: 20 }, () => answer(429)), answer(200)], { retries: 1 })).toMatchObject({
			result: 200,
			tries: 21,
		});
	});

	it('exactly so often in an outage: twenty times, and once more for every five requests that went well', async () => {
		const clock = new FakeClock();
		const script: VendorAnswer[] = [];
		const { send, at } = scripted(clock, script);
		const out = patient(send, { retries: 3, perSecond: 0 }, clock);
		const ask = async (times: number, status: number): Promise<number> => {
			script.push(...Array.from({ length: 200 - script.length }, () => answer(status)));
			script.fill(answer(status));
			const before = at.length;
			for (let i = 0; i < times; i += 1) await out(GET);
			return at.length - before - times;
		};

		expect(await ask(10, 503)).toBe(20);
		expect(await ask(4, 200)).toBe(0);
		expect(await ask(1, 503)).toBe(0);
		expect(await ask(7, 200)).toBe(0);
		expect(await ask(2, 503)).toBe(2);
		expect(await ask(200, 200)).toBe(0);
		expect(await ask(10, 503)).toBe(20);
	});

	it('does not count what is turned away unseen towards an outage', async () => {
		const clock = new FakeClock();
		const { send, at } = scripted(clock, [
			...Array.from({ length: 19 }, () => answer(429)),
			...Array.from({ length: 10 }, () => answer(503)),
			answer(429),
			answer(200),
		]);
		const out = patient(send, { retries: 10, perSecond: 0 }, clock);

		expect([(await out(GET)).status, at.length]).toEqual([200, 31]);
	});

	it('lets defects of ours through at once', async () => {
		const out = patient(async () => await Promise.reject(new TypeError('x')), { retries: 3, perSecond: 0 }, new FakeClock());
		await expect(out(GET)).rejects.toThrow(new TypeError('x'));
	});
});

describe('how long is waited', () => {
	const now = Date.parse('2030-01-01T00:00:00Z');
	it.each<[string, Record<string, string>, number | undefined]>([
		['nothing', {}, undefined],
		['seconds', { 'retry-after': '7' }, 7000],
		['no seconds', { 'retry-after': '0' }, 0],
		['a date', { 'retry-after': 'Tue, 01 Jan 2030 00:00:09 GMT' }, 9000],
		['a date, by the clock of the vendor', { 'retry-after': 'Tue, 01 Jan 2030 00:10:09 GMT', date: 'Tue, 01 Jan 2030 00:10:00 GMT' }, 9000],
		['a date in the past', { 'retry-after': 'Mon, 31 Dec 2029 23:59:00 GMT' }, 0],
		['the end of a window', { 'x-ratelimit-reset': String(now / 1000 + 5) }, 5000],
		[
			'the end of a window, by the clock of the vendor',
			{ 'x-ratelimit-reset': String(now / 1000 + 65), date: 'Tue, 01 Jan 2030 00:01:00 GMT' },
			5000,
		],
		['a window that is over', { 'x-ratelimit-reset': String(now / 1000 - 5) }, 0],
		['seconds with blanks around', { 'retry-after': ' 7 ' }, 7000],
		['the end of a window with blanks around', { 'x-ratelimit-reset': ` ${now / 1000 + 5} ` }, 5000],
		['fractions of a second', { 'retry-after': '1.5' }, 1500],
		['a date of RFC 850', { 'retry-after': 'Tuesday, 01-Jan-30 00:00:09 GMT' }, 9000],
		['a date of asctime', { 'retry-after': 'Tue Jan  1 00:00:09 2030 GMT' }, 9000],
		['less than nothing', { 'retry-after': '-5' }, undefined],
		['a fraction that could be a date', { 'retry-after': '3/4' }, undefined],
		['two waits', { 'retry-after': '5, 10' }, undefined],
		['a window in seconds from now', { 'x-ratelimit-reset': '30' }, 30_000],
		['a hundredth of a second', { 'retry-after': '1.25' }, 1250],
		['seconds with a unit', { 'retry-after': '7s' }, undefined],
		['a window with a unit', { 'x-ratelimit-reset': '9999999999s' }, undefined],
		['a date in no form of HTTP', { 'retry-after': '1 January 2031' }, undefined],
		['nonsense', { 'retry-after': 'soon', 'x-ratelimit-reset': '-1' }, undefined],
	])('when the vendor names %s', (_what, headers, wait) => {
		expect(askedWait(answer(429, headers), now)).toBe(wait);
	});

	it('as the vendor asks, up to a minute', async () => {
		expect(await run(POST, [answer(429, { 'retry-after': '60' }), answer(200)])).toMatchObject({ result: 200, slept: [60_000] });
		expect(await run(POST, [answer(429, { 'retry-after': '61' }), answer(200)])).toMatchObject({ result: 429, tries: 1, slept: [] });
		expect(await run(GET, [answer(503, { 'retry-after': '2' }), answer(200)])).toMatchObject({ result: 200, slept: [2000] });
	});

	it('as what issues the tokens asks, whose words are the last ones', async () => {
		const noToken = (retryAfterMs: number): Failure => ({ kind: 'throttled', says: 'No token for now', retryAfterMs });
		expect(await run(POST, [noToken(60_000), answer(200)])).toMatchObject({ result: 200, slept: [60_000] });
		expect(await run(POST, [noToken(60_001), answer(200)])).toMatchObject({ result: 'throttled', tries: 1, slept: [] });
		expect(await run(POST, [{ kind: 'throttled', says: 'No token for now' }, answer(200)])).toMatchObject({ result: 200, slept: [500] });
		expect(await run(GET, [unreachable('maybe'), answer(200)])).toMatchObject({ result: 200, slept: [500] });
	});

	it('for a moment, when the vendor asks for none: a vendor that is busy is not asked again at once', async () => {
		expect(await run(POST, [answer(429, { 'retry-after': '0' }), answer(200)])).toMatchObject({ result: 200, slept: [500] });
		expect(await run(GET, [answer(503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:01 GMT' }), answer(200)])).toMatchObject({
			result: 200,
			slept: [500],
		});
	});

	it('not at all by the others, when it is too long: they are told the same without asking', async () => {
		const clock = new FakeClock();
		const { send, at } = scripted(clock, [answer(429, { 'retry-after': '61' }), answer(200)]);
		const out = patient(send, { retries: 3, perSecond: 0 }, clock);

		expect([(await out(GET)).status, (await out(PUT)).status, at.length]).toEqual([429, 429, 1]);
		clock.time += 60_999;
		expect([(await out(GET)).status, at.length]).toEqual([429, 1]);
		clock.time += 1;
		expect([(await out(GET)).status, at.length]).toEqual([200, 2]);
	});

	it('by one request alone, when it was not turned away: the others are sent', async () => {
		const clock = new FakeClock();
		const { send, at } = scripted(clock, [answer(503, { 'retry-after': '61' }), answer(200)]);
		const out = patient(send, { retries: 3, perSecond: 0 }, clock);

		expect([(await out(GET)).status, (await out(PUT)).status, at.length]).toEqual([503, 200, 2]);
	});

	it('no more than three minutes for one request that a vendor is silent about', async () => {
		const clock = new FakeClock();
		let tries = 0;
		const send: Send = async () => {
			tries += 1;
			clock.time += 120_000;
			return await Promise.reject(failed(unreachable('maybe')));
		};
		const kind = await patient(
			send,
			{ retries: 5, perSecond: 0 },
			clock,
		)(GET).then(
			() => 'answered',
			(error: unknown) => failureOf(error).kind,
		);

		expect([kind, tries]).toEqual(['unreachable', 3]);
	});

	it('longer each time, and anything up to that', () => {
		expect([0, 1, 2, 5, 9, 40].map((retry) => backOff(retry, 1))).toEqual([500, 1000, 2000, 16_000, 20_000, 20_000]);
		fc.assert(
			fc.property(
				fc.nat(100),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(retry, random) => backOff(retry, random) >= 0 && backOff(retry, random) <= 20_000,
			),
		);
		expect(backOff(3, 0)).toBe(0);
	});

	it('by one request alone, when its answer was lost', async () => {
		const clock = new FakeClock();
		const { send, at } = scripted(clock, [answer(503, { 'retry-after': '3' }), answer(200)]);
		const out = patient(send, { retries: 3, perSecond: 0 }, clock);
		const started = clock.now();
		const first = out(GET);
		await new Promise(setImmediate);
		await Promise.all([out(PUT), first]);

		expect(at).toEqual([started, started, started + 3000]);
	});

	it('by all requests, when one is turned away', async () => {
		const clock = new FakeClock();
		const { send, at } = scripted(clock, [answer(429, { 'retry-after': '3' }), answer(200)]);
		const out = patient(send, { retries: 3, perSecond: 0 }, clock);
		const started = clock.now();
		const first = out(GET);
		await new Promise(setImmediate);
		await new Promise(setImmediate);
		await Promise.all([first, out(PUT), out(GET)]);

		expect(at).toEqual([started, ...Array<number>(3).fill(started + 3000)]);
	});

	it('between requests, when only some are allowed a second', async () => {
		const clock = new FakeClock();
		const { send, at } = scripted(clock, [answer(200)]);
		const out = patient(send, { retries: 3, perSecond: 4 }, clock);
		const started = clock.now();
		await Promise.all(Array.from({ length: 8 }, async () => await out(GET)));

		expect(at.map((time) => time - started)).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750]);
	});

	it('no longer, when the execution is cancelled', async () => {
		const clock = new FakeClock();
		const { send, at } = scripted(clock, [answer(503)]);
		const out = patient(
			send,
			{ retries: 3, perSecond: 0 },
			{
				...clock,
				now: clock.now,
				sleep: async () => {
					clock.cancelled = true;
					return await Promise.resolve();
				},
				isCancelled: clock.isCancelled,
			},
		);

		expect(await out(GET).then(() => undefined, failureOf)).toEqual({
			kind: 'cancelled',
			says: 'The execution was canceled',
			todo: 'Items that were not processed were not written.',
		});
		expect(at).toHaveLength(1);
	});
});
