import { failed, failureOf, type Failure } from '../../nodes/shared/failure';
import { takeTokens } from '../../nodes/shared/n8n/session/credential';
import { beforeSending, notSent } from '../../nodes/shared/n8n/session/thrown';
import { noTokenNow } from '../../nodes/shared/http/answers';

const RETRY = { 'retry-after': '7' };

describe('a service that issues no token', () => {
	it.each<[number, Record<string, string>, object | undefined]>([
		[429, RETRY, { kind: 'throttled', retryAfterMs: 7000 }],
		[429, {}, { kind: 'throttled' }],
		[503, RETRY, { kind: 'throttled', retryAfterMs: 7000 }],
		[503, {}, { kind: 'unreachable', landed: 'no' }],
		[500, { 'x-ratelimit-reset': '99' }, { kind: 'unreachable', landed: 'no' }],
		[408, {}, { kind: 'unreachable', landed: 'no' }],
		[400, RETRY, undefined],
		[401, {}, undefined],
		[200, {}, undefined],
	])('with %i %j', (status, headers, expected) => {
		const failure = noTokenNow({ vendor: 'Vendor', answer: { status, headers }, says: 'busy' });

		if (!expected) expect(failure).toBeUndefined();
		else expect(failure).toMatchObject({ ...expected, says: `Vendor is not issuing access tokens right now (HTTP ${status}): busy` });
	});

	it.each<[string, Failure, object]>([
		['nobody answered', { kind: 'unreachable', landed: 'maybe', says: 'x' }, { kind: 'unreachable', landed: 'no', says: 'x' }],
		[
			'a proxy could not',
			{ kind: 'unreadable', status: 502, says: 'x', todo: 'y' },
			{ kind: 'unreachable', landed: 'no', says: 'x', todo: 'y' },
		],
		['it could not', { kind: 'refused', status: 500, says: 'x' }, { kind: 'unreachable', landed: 'no', says: 'x' }],
		['it refused', { kind: 'refused', status: 403, says: 'x' }, { kind: 'refused', status: 403, says: 'x' }],
		[
			'a lasting reason',
			{ kind: 'unreachable', landed: 'maybe', lasting: true, says: 'x' },
			{ kind: 'unreachable', landed: 'no', lasting: true, says: 'x' },
		],
	])('keeps the request from being sent: %s', (_what, failure, expected) => {
		expect(notSent(failure)).toEqual(expected);
		// The platform wraps what a credential throws.
		expect(failureOf(beforeSending(Object.assign(new Error('wrapped'), { cause: failed(failure) })))).toEqual(expected);
	});

	it('leaves errors of the platform as they are', () => {
		const error = new Error('socket hang up');
		expect(beforeSending(error)).toBe(error);
		expect(beforeSending('text')).toBe('text');
	});
});

describe('tokens that are stored', () => {
	it('are taken where they are others, and nothing else is', () => {
		const data = { baseUrl: 'https://a.test', accessToken: 'A0', refreshToken: 'R0' };
		expect(takeTokens(data, { baseUrl: 'https://b.test', accessToken: 'A1', refreshToken: 'R1', accessTokenExpiresAt: '5' })).toBe(true);
		expect(data).toEqual({ baseUrl: 'https://a.test', accessToken: 'A1', refreshToken: 'R1' });
		expect(takeTokens(data, data)).toBe(false);
	});

	it('of OAuth2 are told by their access token', () => {
		const data = { oauthTokenData: { access_token: 'A0' } };
		expect(takeTokens(data, { oauthTokenData: { access_token: 'A0', scope: 'x' } })).toBe(false);
		expect(takeTokens(data, { oauthTokenData: { access_token: 'A1' } })).toBe(true);
		expect(data).toEqual({ oauthTokenData: { access_token: 'A1' } });
	});
});
