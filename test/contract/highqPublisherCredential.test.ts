import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { highqDirectory } from '../../nodes/HighQPublisher/user/highqDirectory';
import { highqRequest } from '../../nodes/HighQPublisher/wire/request';
import { failureOf } from '../../nodes/shared/failure';
import { startSandbox, type Sandbox } from '../sandbox';
import { helper, testSession } from './session';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => {
	await sandbox.close();
});
beforeEach(() => {
	sandbox.reset();
});

const data = (more: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject => ({
	baseUrl: sandbox.urls.highq,
	accessToken: sandbox.secrets.highq.accessToken,
	clientId: '',
	clientSecret: '',
	refreshToken: '',
	...more,
});
const renewing = (more: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject => {
	const { clientId, clientSecret, refreshToken } = sandbox.secrets.highq;
	return data({ clientId, clientSecret, refreshToken, ...more });
};
const prepare = async (credential: ICredentialDataDecryptedObject) =>
	await new HighQPublisherApi().preAuthentication.call(helper, credential);
const said = async (credential: ICredentialDataDecryptedObject): Promise<string> =>
	await prepare(credential).then(
		() => 'passes',
		(error: Error) => error.message,
	);
const find = async (credential: ICredentialDataDecryptedObject, value = '3') =>
	await highqDirectory(highqRequest(testSession(new HighQPublisherApi(), credential))).find({ by: 'id', value }, {});
const tokenCalls = () => sandbox.requests.filter(({ path }) => path.endsWith('/api/oauth2/token'));

describe('the test of a HighQ credential', () => {
	it.each(['', '/', '/api', '/api/', '/api/2', '/api/2/'])(
		'passes with the right token, forgiving "%s" after the address',
		async (suffix) => {
			expect(await said(data({ baseUrl: `  ${sandbox.urls.highq}${suffix} ` }))).toBe('passes');
			expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /highq/publisher/api/2/users?limit=1']);
		},
	);

	it('says that the token is not accepted, and what to do', async () => {
		expect(await said(data({ accessToken: 'wrong-token-123' }))).toMatch(
			/rejected the credential \(HTTP 401\): HighQ: Not authorised \(ref 401\).*Client ID, Client Secret and Refresh Token/,
		);
	});

	it('names the IP list instead of renewing when the address of n8n is not registered', async () => {
		sandbox.fail({
			channel: 'highq',
			kind: 'status',
			status: 401,
			contentType: 'application/json',
			body: '{"error":{"summary":"IP not registered","ref":"53"}}',
		});

		expect(await said(renewing())).toMatch(/IP not registered \(ref 53\).*"Allowed IPs"/);
		expect(tokenCalls()).toEqual([]);
	});

	it('says that an "Internal user" can not be used', async () => {
		sandbox.fail({
			channel: 'highq',
			kind: 'status',
			status: 403,
			contentType: 'application/json',
			body: '{"error":{"summary":"Access forbidden"}}',
		});

		expect(await said(data())).toMatch(/Access forbidden.*"Internal user"/);
	});

	it('says that the API is not enabled', async () => {
		sandbox.fail({
			channel: 'highq',
			kind: 'status',
			status: 403,
			contentType: 'application/xml',
			body: '<error><summary>API not enabled</summary><ref>51</ref></error>',
		});

		expect(await said(data())).toMatch(/API not enabled \(ref 51\).*enable the API/);
	});

	it.each<[string, () => string, string]>([
		['an address without the context path', () => `${sandbox.origin}/highq`, 'Check the base URL'],
		['an address without an API', () => `${sandbox.origin}/nowhere`, 'Check the base URL'],
		['an address where nobody answers', () => 'http://127.0.0.1:9', 'No answer from 127.0.0.1:9'],
		['http to another host', () => 'http://acme.highq.com/acme', 'Use https://'],
		['no address', () => 'acme', 'is not a URL'],
	])('tells %s from a wrong token', async (_what, baseUrl, expected) => {
		expect(await said(data({ baseUrl: baseUrl() }))).toContain(expected);
	});

	it('does not follow a redirect to a login page with the token', async () => {
		sandbox.fail({ channel: 'highq', kind: 'redirect', to: 'https://login.example.test/?return=x' });

		expect(await said(data())).toContain('The address redirects to https://login.example.test/ (HTTP 302)');
	});

	it('refuses a token that a header cannot carry, before anything is sent', async () => {
		expect(await said(data({ accessToken: 'tokęn' }))).toContain('Access Token has a character');
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a HighQ credential that renews itself', () => {
	let tests = 0;
	beforeEach(async () => {
		// What became of a refresh token is remembered: each test has one that was never seen.
		const { secrets } = sandbox;
		await sandbox.close();
		tests += 1;
		sandbox = await startSandbox({ secrets: { ...secrets, highq: { ...secrets.highq, refreshToken: `highq-refresh-of-test-${tests}` } } });
	});

	it('is left as it is while the access token is accepted', async () => {
		expect(await prepare(renewing())).toEqual({});
		expect(tokenCalls()).toEqual([]);
	});

	it('gives back both new tokens to be stored', async () => {
		const renewed = await prepare(renewing({ accessToken: 'over-and-done' }));

		expect(renewed).toEqual({ accessToken: expect.any(String), refreshToken: expect.any(String), checked: '' });
		expect(renewed.refreshToken).not.toBe(sandbox.secrets.highq.refreshToken);
		expect(await prepare(renewing({ ...Object(renewed) }))).toEqual({});
	});

	it('sends id and secret in the body only', async () => {
		await prepare(renewing({ accessToken: 'over-and-done' }));
		const [call] = tokenCalls();

		expect(call?.headers.authorization).toBeUndefined();
		expect(call?.headers['content-type']).toBe('application/x-www-form-urlencoded');
		expect(Object.fromEntries(new URLSearchParams(call?.body))).toEqual({
			grant_type: 'refresh_token',
			client_id: sandbox.secrets.highq.clientId,
			client_secret: sandbox.secrets.highq.clientSecret,
			refresh_token: sandbox.secrets.highq.refreshToken,
		});
		expect(sandbox.requests.filter(({ path }) => path.includes('secret') || path.includes('token='))).toEqual([]);
	});

	it('is renewed once for all requests in flight when its token ends in the middle of a run', async () => {
		const credential = renewing();
		const directory = highqDirectory(highqRequest(testSession(new HighQPublisherApi(), credential)));
		await directory.find({ by: 'id', value: '3' }, {});
		sandbox.expireTokens();
		const found = await Promise.all(['3', '4', '5', '6', '7'].map(async (value) => await directory.find({ by: 'id', value }, {})));

		expect(found.map((people) => people.length)).toEqual([1, 1, 1, 1, 1]);
		expect(tokenCalls()).toHaveLength(1);
		expect(credential.refreshToken).not.toBe(sandbox.secrets.highq.refreshToken);
	});

	it('serves an execution that began before another one spent the refresh token', async () => {
		const [earlier, later] = [renewing(), renewing()];
		sandbox.expireTokens();
		await find(earlier);

		expect(await find(later)).toHaveLength(1);
		expect(tokenCalls()).toHaveLength(1);
		expect(later.refreshToken).toBe(earlier.refreshToken);
	});

	it('serves an execution that began two renewals ago', async () => {
		const [earlier, later] = [renewing(), renewing()];
		sandbox.expireTokens();
		await find(earlier);
		sandbox.expireTokens();
		await find(earlier);

		expect(await find(later)).toHaveLength(1);
		expect(tokenCalls()).toHaveLength(2);
		expect(later.refreshToken).toBe(earlier.refreshToken);
	});

	it('goes on from the last renewal that it knows of', async () => {
		const [earlier, later] = [renewing(), renewing()];
		sandbox.expireTokens();
		await find(earlier);
		sandbox.expireTokens();

		expect(await find(later)).toHaveLength(1);
		expect(tokenCalls().map(({ status }) => status)).toEqual([200, 200]);
	});

	it('tries its own refresh token where what it remembers led to a refused one', async () => {
		const [earlier, later] = [renewing(), renewing()];
		sandbox.expireTokens();
		await find(earlier);
		sandbox.reset();
		sandbox.expireTokens();

		expect(await find(later)).toHaveLength(1);
		expect(tokenCalls().map(({ status }) => status)).toEqual([400, 200]);
	});

	it('is renewed with the same refresh token where HighQ gives no other', async () => {
		const credential = renewing();
		sandbox.fail({
			channel: 'highq',
			pathIncludes: 'oauth2/token',
			kind: 'altered',
			afterHandling: true,
			alter: ({ body, ...answer }) => ({
				...answer,
				body: Buffer.from(body.toString().replace(/"refresh_token":"[^"]*"/, `"refresh_token":"${sandbox.secrets.highq.refreshToken}"`)),
			}),
		});
		sandbox.expireTokens();
		await find(credential);
		sandbox.expireTokens();

		// The sandbox has spent it all the same; what counts is that it is sent again, once.
		expect(await find(credential).then(() => undefined, failureOf)).toMatchObject({ kind: 'signIn' });
		const { refreshToken } = sandbox.secrets.highq;
		expect(tokenCalls().map(({ body }) => new URLSearchParams(body).get('refresh_token'))).toEqual([refreshToken, refreshToken]);
	});

	it.each<[number, Record<string, string>, object]>([
		[429, { 'retry-after': '7' }, { kind: 'throttled', retryAfterMs: 7000 }],
		[503, { 'retry-after': '7' }, { kind: 'throttled', retryAfterMs: 7000 }],
		[503, {}, { kind: 'unreachable', landed: 'no' }],
		[500, {}, { kind: 'unreachable', landed: 'no' }],
	])('is no refused sign-in when HighQ answers %i %j', async (status, headers, expected) => {
		sandbox.fail({
			channel: 'highq',
			pathIncludes: 'oauth2/token',
			kind: 'status',
			status,
			headers,
			contentType: 'application/json',
			body: '{"error":"temporarily_unavailable"}',
		});

		expect(await prepare(renewing({ accessToken: 'over-and-done' })).then(() => undefined, failureOf)).toMatchObject({
			...expected,
			says: `HighQ is not issuing access tokens right now (HTTP ${status}): temporarily_unavailable`,
		});
	});

	it('is renewed again and again, each time with the token of the time before', async () => {
		const credential = renewing();
		const afterExpiry = async () => {
			sandbox.expireTokens();
			await find(credential);
			return credential.refreshToken;
		};

		expect(new Set([await afterExpiry(), await afterExpiry(), await afterExpiry()]).size).toBe(3);
		expect(tokenCalls()).toHaveLength(3);
	});

	it.each<[string, ICredentialDataDecryptedObject, RegExp]>([
		[
			'a spent refresh token',
			{ refreshToken: 'spent-refresh-token' },
			/did not renew the access token \(HTTP 400\): invalid_grant.*authorize the application in HighQ again/,
		],
		[
			'a wrong client secret',
			{ clientSecret: 'wrong-client-secret' },
			/did not renew the access token \(HTTP 401\): invalid_client.*Check Client ID and Client Secret/,
		],
	])('says what is wrong with %s, without showing it', async (_what, wrong, expected) => {
		const message = await said(renewing({ accessToken: 'over-and-done', ...wrong }));

		expect(message).toMatch(expected);
		expect(message).not.toMatch(/spent-refresh-token|wrong-client-secret|over-and-done/);
	});

	it('ends up as a refused sign-in of the item when the renewal in mid-run is refused', async () => {
		sandbox.expireTokens();

		expect(await find(renewing({ refreshToken: 'spent-refresh-token' })).then(() => undefined, failureOf)).toMatchObject({
			kind: 'signIn',
			status: 400,
		});
	});

	it('tries a renewal again after one that never got an answer', async () => {
		const credential = renewing({ accessToken: 'over-and-done' });
		sandbox.fail({ channel: 'highq', pathIncludes: 'oauth2/token', kind: 'reset', times: 1 });

		expect(await said(credential)).toContain('No answer from');
		expect(await said(credential)).toBe('passes');
	});

	it.each([
		['a web page', '<!DOCTYPE html><html></html>'],
		['an empty pair', '{"token_type":"bearer"}'],
	])('does not take %s for new tokens', async (_what, body) => {
		sandbox.fail({ channel: 'highq', pathIncludes: 'oauth2/token', kind: 'malformed', body });

		expect(await said(renewing({ accessToken: 'over-and-done' }))).not.toBe('passes');
	});
});
