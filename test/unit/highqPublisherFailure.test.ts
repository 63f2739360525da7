import { isSignInOver, openAnswer } from '../../nodes/HighQPublisher/wire/failure';
import { failureOf, type Failure } from '../../nodes/shared/failure';
import type { VendorAnswer } from '../../nodes/shared/http/types';

const answer = (status: number, body: string, headers: Record<string, string> = {}): VendorAnswer => ({
	status,
	statusText: '',
	headers,
	body,
});
const json = (status: number, ref: unknown, summary = 'Summary') =>
	answer(status, JSON.stringify({ error: { summary, ref, link: 'https://acme.highq.com/acme/api/2/error/1885' } }));
const xml = (status: number, ref: string) =>
	answer(status, `<?xml version="1.0"?><error><summary>Summary</summary><ref>${ref}</ref></error>`);
const heard = (given: VendorAnswer) => {
	try {
		return openAnswer(given);
	} catch (error) {
		return failureOf(error);
	}
};

const SAID = 'HighQ: Summary (ref';
const TABLE: ReadonlyArray<[what: string, given: VendorAnswer, expected: Partial<Failure> | { kind: 'said' | 'nobody' }]> = [
	['a user', answer(200, '{"user":{"id":1}}'), { kind: 'said' }],
	['404 ref 108', json(404, 108), { kind: 'nobody' }],
	['404 ref 108 as text', json(404, '108'), { kind: 'nobody' }],
	['404 ref 108 in XML', xml(404, ' 108 '), { kind: 'nobody' }],
	['404 ref 75', json(404, 75), { kind: 'refused', status: 404, says: `${SAID} 75)` }],
	['404 without a ref', json(404, undefined), { kind: 'refused', status: 404, says: 'HighQ: Summary' }],
	['400 ref 74', json(400, 74), { kind: 'refused', status: 400, says: `${SAID} 74)` }],
	['400 ref 79', json(400, 79), { kind: 'refused', status: 400, says: `${SAID} 79)` }],
	['400 ref 80', json(400, 80), { kind: 'refused', status: 400, says: `${SAID} 80)` }],
	['400 ref 106', xml(400, '106'), { kind: 'refused', status: 400, says: `${SAID} 106)` }],
	['403 ref 51', json(403, 51), { kind: 'refused', status: 403, says: `${SAID} 51)` }],
	['403 ref 123', json(403, 123), { kind: 'refused', status: 403, says: `${SAID} 123)` }],
	['403 without a ref', json(403, 'N/A', 'Access forbidden'), { kind: 'refused', status: 403 }],
	['401 ref 401', json(401, 401), { kind: 'signIn', status: 401 }],
	['401 ref 53', json(401, 53), { kind: 'signIn', status: 401 }],
	['401 with a web page', answer(401, '<html></html>'), { kind: 'signIn', status: 401 }],
	['403 with a web page', answer(403, '<!DOCTYPE html><html></html>'), { kind: 'signIn', status: 403 }],
	['429 with nothing', answer(429, ''), { kind: 'throttled', says: 'HighQ: too many requests (HTTP 429)' }],
	['200 with a refusal', json(200, 123), { kind: 'refused', status: 200 }],
	['200 with a web page', answer(200, ' <!doctype HTML><html></html>'), { kind: 'unreadable', status: 200 }],
	['404 with a web page', answer(404, '<html><head></head></html>'), { kind: 'unreadable', status: 404 }],
	['503 with a text', answer(503, 'Service Unavailable'), { kind: 'unreadable', status: 503 }],
	['204 with nothing', answer(204, ''), { kind: 'said' }],
	['an error that is no object', answer(400, '{"error":"x"}'), { kind: 'unreadable', status: 400 }],
	['half a refusal', answer(404, '{"error":{"summary":"User not found","ref":108'), { kind: 'unreadable', status: 404 }],
	['half a refusal in XML', answer(404, '<error><summary>User not found</summary><ref>108</ref>'), { kind: 'unreadable', status: 404 }],
];

const TODO: ReadonlyArray<[what: string, given: VendorAnswer, todo: RegExp]> = [
	['404 ref 75', json(404, 75), /Organisation ID/],
	['400 ref 74', json(400, 74), /First Name, Last Name and Email/],
	['400 ref 80', json(400, 80), /Check Status/],
	['403 ref 51', json(403, 51), /enable the API/],
	['403 ref 123', json(403, 123), /permission to do this/],
	['403 without a ref', json(403, 'N/A', 'Access forbidden'), /Internal user/],
	['401 ref 401', json(401, 401), /new access token/],
	['401 ref 53', json(401, 53), /Allowed IPs/],
	['200 with a web page', answer(200, ' <!doctype HTML><html></html>'), /base URL/],
	['404 with a web page', answer(404, '<html><head></head></html>'), /base URL/],
	['503 with a text', answer(503, 'Service Unavailable'), /run it again later/i],
];

describe('the table of what HighQ says no with', () => {
	it.each(TABLE)('sorts %s', (_what, given, expected) => {
		expect(heard(given)).toMatchObject(expected);
	});

	it.each(TODO)('says what to do about %s', (_what, given, todo) => {
		expect(heard(given)).toMatchObject({ todo: expect.stringMatching(todo) });
	});

	it.each<[string, Record<string, string>, number | undefined]>([
		['30 seconds ahead', { 'x-ratelimit-reset': '1900000030', date: 'Sun, 17 Mar 2030 17:46:40 GMT' }, 30_000],
		['in the past', { 'x-ratelimit-reset': '1899999990', date: 'Sun, 17 Mar 2030 17:46:40 GMT' }, 0],
		['no number', { 'x-ratelimit-reset': 'soon' }, undefined],
		['missing', {}, undefined],
	])('waits for a reset that is %s', (_what, headers, retryAfterMs) => {
		expect(heard(answer(429, '', headers))).toMatchObject(
			retryAfterMs === undefined ? { kind: 'throttled' } : { kind: 'throttled', retryAfterMs },
		);
	});

	it.each<[string, VendorAnswer, boolean]>([
		['401 ref 401', json(401, 401), true],
		['401 without a word', answer(401, ''), true],
		['401 ref 53', json(401, 53), false],
		['401 ref 53 in XML', xml(401, '53'), false],
		['403 ref 123', json(403, 123), false],
		['200', answer(200, '{}'), false],
	])('renews on %s: %s', (_what, given, renews) => {
		expect(isSignInOver(given)).toBe(renews);
	});
});
