import { failed, failureOf, type Failure } from '../../nodes/shared/failure';
import { judged, noTokenNow, retryAfter } from '../../nodes/shared/http/answers';
import type { VendorAnswer } from '../../nodes/shared/http/types';

const NOW = Date.parse('2026-03-01T12:00:00Z');

beforeAll(() => jest.useFakeTimers({ now: NOW }));
afterAll(() => jest.useRealTimers());

const answer = (status: number, headers: VendorAnswer['headers'] = {}): VendorAnswer => ({ status, statusText: '', headers, body: '' });

describe('the answer to a write', () => {
	const refusal: Failure = { kind: 'refused', status: 400, says: 'No such department' };
	const refuse = (): never => {
		throw failed(refusal);
	};
	const failureIn = (wasRepeated?: true): Failure => {
		try {
			return judged({ ...answer(400), ...(wasRepeated ? { wasRepeated } : {}) }, refuse);
		} catch (error) {
			return failureOf(error);
		}
	};

	it('is what the vendor makes of it', () => {
		expect(judged(answer(200), () => 'written')).toBe('written');
		expect(failureIn()).toEqual(refusal);
	});

	it('leaves open what an earlier try did that got no answer', () => {
		expect(failureIn(true)).toEqual({
			...refusal,
			lostTry: true,
			todo: expect.stringMatching(/^An earlier attempt got no answer/) as string,
		});
	});

	it('hides no defect of ours behind an earlier try', () => {
		const defect = new TypeError('x is not a function');
		const judge = (): never => {
			throw defect;
		};

		expect(() => judged({ ...answer(200), wasRepeated: true }, judge)).toThrow(defect);
	});
});

describe('the wait that an answer asks for', () => {
	it.each<[string, VendorAnswer['headers'], object]>([
		['none', {}, {}],
		['seconds', { 'retry-after': '30' }, { retryAfterMs: 30_000 }],
		['a date, by this clock', { 'retry-after': 'Sun, 01 Mar 2026 12:01:00 GMT' }, { retryAfterMs: 60_000 }],
		[
			"a date, by the vendor's clock",
			{ date: 'Mon, 01 Jan 2024 00:00:00 GMT', 'retry-after': 'Mon, 01 Jan 2024 01:00:00 GMT' },
			{ retryAfterMs: 3_600_000 },
		],
		[
			'a reset in epoch seconds',
			{ date: 'Mon, 01 Jan 2024 00:00:00 GMT', 'x-ratelimit-reset': String(Date.UTC(2024, 0, 1, 1) / 1000) },
			{ retryAfterMs: 3_600_000 },
		],
		['no time at all', { 'retry-after': '0' }, { retryAfterMs: 0 }],
		['none, where the text is blank', { 'retry-after': ' ', 'x-ratelimit-reset': ' ' }, {}],
	])('is %s', (_what, headers, wait) => {
		expect(retryAfter(answer(429, headers))).toEqual(wait);
	});
});

describe('a service that issues no token', () => {
	const failureOn = (status: number, headers: VendorAnswer['headers'] = {}) =>
		noTokenNow({ vendor: 'HighQ', answer: { status, headers }, says: 'try later' });

	it('says so in its own words, what was not sent, and what helps', () => {
		expect(failureOn(429)).toEqual({
			kind: 'throttled',
			says: 'HighQ is not issuing access tokens right now (HTTP 429): try later',
			todo: 'The request was not sent. Run it again later.',
		});
		expect(noTokenNow({ vendor: 'HighQ', answer: { status: 503, headers: {} } })?.says).toBe(
			'HighQ is not issuing access tokens right now (HTTP 503): no reason given',
		);
	});

	it.each([429, 500, 503])('is waited for as long as it asks, with status %i', (status) => {
		expect(failureOn(status, { 'retry-after': '20' })).toMatchObject({ kind: 'throttled', retryAfterMs: 20_000 });
	});

	it.each([500, 502, 503, 504, 408])('that names no wait is one that is down, with status %i', (status) => {
		expect(failureOn(status)).toMatchObject({ kind: 'unreachable', landed: 'no' });
	});

	it.each([400, 401, 403, 404, 407, 409, 499])('speaks of the sign-in with status %i, whatever wait it names', (status) => {
		expect(failureOn(status)).toBeUndefined();
		expect(failureOn(status, { 'retry-after': '20' })).toBeUndefined();
	});
});
