import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Fault, type FaultKind, type LoggedRequest, type Sandbox } from '../sandbox';
import { runNode } from '../workflow/engine';
import { HIGHQ_OAUTH2 } from '../workflow/syncWays';
import { updateParameters, WAYS, type Way } from '../workflow/ways';

let sandbox: Sandbox;
let stranger: Server;
let elsewhere = '';
let visits: string[] = [];
beforeAll(async () => {
	sandbox = await startSandbox({ people: 8 });
	stranger = createServer((request, response) => {
		visits.push(`${request.method} ${request.url}`);
		response.setHeader('content-type', 'application/json');
		response.end('{"access_token":"not yours","token_type":"bearer"}');
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => stranger.once('listening', resolve));
	elsewhere = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/token`;
});
afterAll(async () => {
	stranger.close();
	await sandbox.close();
});
beforeEach(() => {
	sandbox.reset();
	visits = [];
});

const wayOf = (title: string): Way => {
	const found = WAYS.find((way) => way.title === title);
	if (!found) throw new Error(`There is no way ${title}`);
	return found;
};
const HIGHQ = wayOf('HighQ Publisher (JSON)');
const RENEWING: Way = {
	...HIGHQ,
	title: 'HighQ Publisher (access token)',
	data: (from) => ({ ...HIGHQ.data(from), ...from.secrets.highq }),
};
const ISPRING: readonly Way[] = [wayOf('iSpring Learn (REST, token)'), wayOf('iSpring Learn (SOAP, token)')];
const JSON_TYPE = 'application/json';

const isToken = ({ path, method }: LoggedRequest): boolean => method === 'POST' && path.endsWith('/token');
const withSecret = ({ body }: LoggedRequest): boolean => body.includes('client_secret');
const tokens = (): readonly LoggedRequest[] => sandbox.requests.filter(isToken).filter(withSecret);
/** Everybody of this way, one after another, with the token at its end and the token address failing like this. */
const updated = async (
	way: Way,
	fault: FaultKind & Pick<Fault, 'only' | 'times'>,
	options: INodeParameters = {},
): Promise<IDataObject[]> => {
	const emails =
		way.channel === 'highq'
			? sandbox.people('highq').map(({ email }) => email)
			: sandbox.people('ispring').map(({ fields }) => fields.email ?? '');
	sandbox.expireTokens();
	sandbox.fail({ only: isToken, ...fault });
	const parameters = updateParameters(way);
	const items = emails.slice(0, 5).map((email) => ({ email, text: 'desired' }));
	const result = await runNode({
		node: way.node(),
		credential: { type: way.credential(), data: way.data(sandbox) },
		items,
		onError: 'continueRegularOutput',
		parameters: { ...parameters, options: { ...Object(parameters.options), concurrency: 1, ...options } },
	});
	return (result.outputs[0] ?? []).map(({ json }) => json);
};
const errors = (items: readonly IDataObject[]): string[] => items.map(({ error }) => String(error));

describe.each([RENEWING, HIGHQ_OAUTH2, ...ISPRING])('the token of $title', (way) => {
	it.each<[string, FaultKind]>([
		['too many requests', { kind: 'status', status: 429, headers: { 'retry-after': '50' }, body: '' }],
		['an outage that names its end', { kind: 'status', status: 503, headers: { 'retry-after': '50' }, body: '<html>busy</html>' }],
	])('is waited for after %s', async (_what, fault) => {
		// Time passes a hundred times faster for the nodes.
		const started = Date.now();
		expect((await updated(way, { ...fault, times: 1 })).map(({ action }) => action)).toEqual(Array(5).fill('updated'));
		expect(Date.now() - started).toBeGreaterThanOrEqual(490);
	});

	it('that is to be had only in five minutes is said so, in the words of who issues it', async () => {
		const said = await updated(way, { kind: 'status', status: 429, headers: { 'retry-after': '300' }, body: '' });

		expect(errors(said)).toEqual(Array(5).fill(expect.stringMatching(/is not issuing access tokens right now \(HTTP 429\)/)));
		expect(said.map(({ message }) => message)).toEqual(Array(5).fill(expect.stringContaining('to wait 5 minutes')));
		expect(sandbox.writes(way.channel)).toEqual([]);
	});

	it.each<[string, FaultKind]>([
		[
			'an outage in JSON',
			{ kind: 'status', status: 503, contentType: JSON_TYPE, body: '{"error":"temporarily_unavailable","message":"busy"}' },
		],
		['an outage with a page', { kind: 'status', status: 500, body: '<html>oops</html>' }],
		['a connection that was cut', { kind: 'reset' }],
	])('is asked for again after %s', async (_what, fault) => {
		expect((await updated(way, { ...fault, times: 1 })).map(({ action }) => action)).toEqual(Array(5).fill('updated'));
	});

	it('that can not be had is an outage, and no refused sign-in', async () => {
		const said = errors(
			await updated(
				way,
				{ kind: 'status', status: 503, contentType: JSON_TYPE, body: '{"error":"temporarily_unavailable","message":"busy"}' },
				{ maxRetries: 1 },
			),
		);

		expect(said.slice(0, 3).join()).toMatch(/is not issuing access tokens right now \(HTTP 503\)/);
		expect(said.join()).not.toMatch(/sign-in|Authori[sz]e|connect/i);
		expect(sandbox.writes(way.channel)).toEqual([]);
	});

	it('is renewed once, and no more, where every new one is refused as well', async () => {
		const body = '{"error":{"summary":"Not authorised","ref":"401"}}';
		const said = await updated(way, { kind: 'status', status: 401, contentType: JSON_TYPE, body, only: (request) => !isToken(request) });

		expect(errors(said).slice(0, 3).join()).toMatch(/rejected the (credential|API key)/);
		expect(tokens().filter(({ status }) => status === 200)).toHaveLength(1);
	});

	it.each([301, 302, 307, 308])('is never asked for elsewhere (%i)', async (status) => {
		const said = errors(await updated(way, { kind: 'redirect', to: elsewhere, status }, { maxRetries: 1 }));

		expect(said[0]).toContain(`redirects to ${elsewhere}`);
		expect(visits).toEqual([]);
	});
});

describe('the token of HighQ by OAuth2', () => {
	it.each<[string, FaultKind]>([
		[
			'the refresh token is spent',
			{ kind: 'status', status: 400, contentType: JSON_TYPE, body: '{"error":"invalid_grant","error_description":"spent"}' },
		],
		['the application is not known', { kind: 'status', status: 401, contentType: JSON_TYPE, body: '{"error":"invalid_client"}' }],
		['nothing is said', { kind: 'status', status: 401, body: '' }],
	])('is not asked for again when %s', async (_what, fault) => {
		const items = await updated(HIGHQ_OAUTH2, fault);

		expect(items[0]).toMatchObject({
			error: expect.stringContaining('did not renew the access token'),
			message: expect.stringContaining('connect it again'),
		});
		expect(tokens()).toHaveLength(1);
		expect(errors(items).slice(3)).toEqual(Array(2).fill(expect.stringContaining('rejected the credential several times')));
	});

	it.each<[string, FaultKind]>([
		['a page', { kind: 'status', status: 200, body: '<html>login</html>' }],
		['a refusal in a page', { kind: 'status', status: 400, body: '<html>no</html>' }],
	])('is not asked for again after %s', async (_what, fault) => {
		expect(errors(await updated(HIGHQ_OAUTH2, fault)).join()).toMatch(/answered with something else \(HTTP \d+\)/);
		expect(tokens()).toHaveLength(5);
	});

	it('is asked for without secrets first, because the client of n8n follows redirects', async () => {
		await updated(HIGHQ_OAUTH2, { kind: 'delay', delayMs: 0 });

		expect(sandbox.requests.filter(isToken).map(({ body }) => body.includes('secret'))).toEqual([false, true]);
	});
});
