import { freshSandbox } from '../freshSandbox';
import type { NodeResult } from '../workflow/engine';
import { actionsOf, HIGHQ_OAUTH2, type SyncWay } from '../workflow/syncWays';
import { FAULT_WAYS, itemsFor, runOperation } from './operations';

const RENEWING = FAULT_WAYS.filter(({ title }) => /HighQ|token/.test(title));

describe.each(RENEWING)('a token that ends in mid-run, at $title', (way) => {
	const byAccessToken = way.channel === 'highq' && way.title !== HIGHQ_OAUTH2.title;
	const sandbox = freshSandbox({ people: 12 });
	const renewing: SyncWay = { ...way, data: (from) => ({ ...way.data(from), ...(byAccessToken ? from.secrets.highq : {}) }) };
	const renewals = () =>
		sandbox.requests.filter(({ path, method, status }) => method === 'POST' && path.endsWith('/token') && status === 200);

	it('is renewed once for all requests under way; each is sent once more', async () => {
		const items = way.people(sandbox).map(({ email }, i) => ({ email, text: `desired ${i}` }));
		let expired = false;
		sandbox.fail({
			channel: way.channel,
			kind: 'meanwhile',
			change: () => undefined,
			times: 1,
			only: ({ isWrite }) => {
				if (!isWrite || expired) return false;
				expired = true;
				sandbox.expireTokens();
				return true;
			},
		});
		const result = await runOperation(renewing, sandbox, 'update', { items });
		const refused = sandbox.requests.filter(
			({ status, channel, path }) => status === 401 && channel === way.channel && !path.includes('limit=1') && !path.endsWith('/token'),
		);

		expect(result.outputs[0]?.flatMap(({ json }) => (json.error === undefined ? [] : [json.error]))).toEqual([]);
		expect(actionsOf(result)).toEqual({ updated: items.length });
		expect(items.filter(({ email, text }) => way.stored(sandbox, email) !== text)).toEqual([]);
		expect(renewals()).toHaveLength(way.channel === 'highq' ? 1 : 2);
		// A token that ended is a Fault in SOAP, and no 401.
		if (way.channel !== 'ispring-soap') expect(refused.length).toBeGreaterThan(0);
		// Five were under way; what looks whether a renewal is due (limit=1), and where the token is asked for, is not counted.
		expect(refused.length).toBeLessThanOrEqual(5);
	}, 60_000);

	it('leaves the new refresh token in the credential, and it is good for the next renewal', async () => {
		if (way.channel !== 'highq') return;
		const refreshToken = ({ stored: { oauthTokenData, ...own } }: NodeResult): unknown =>
			({ refresh_token: own.refreshToken, ...Object(oauthTokenData) }).refresh_token;
		sandbox.expireTokens();
		const items = itemsFor(way, sandbox, 'update');
		const first = await runOperation(renewing, sandbox, 'update', { items });
		expect([undefined, '', sandbox.secrets.highq.refreshToken]).not.toContain(refreshToken(first));

		sandbox.expireTokens();
		const second = await runOperation({ ...way, data: () => first.stored }, sandbox, 'update', {
			items: items.map((item) => ({ ...item, text: 'again' })),
		});
		expect(actionsOf(second)).toEqual({ updated: items.length });
		expect([undefined, '', refreshToken(first)]).not.toContain(refreshToken(second));
	}, 60_000);
});
