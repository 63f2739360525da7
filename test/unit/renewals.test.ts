import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { failed, failureOf, type Failure } from '../../nodes/shared/failure';
import { CHECKED } from '../../nodes/shared/n8n/session/credential';
import { openSession } from '../../nodes/shared/n8n/session/session';

jest.mock('../../nodes/shared/n8n/session/clock', () => ({
	clockOf: () => ({ now: () => Date.now(), random: () => 0, sleep: async () => await Promise.resolve(), isCancelled: () => false }),
}));

const REQUEST = { method: 'PUT', url: 'https://vendor.test/users/1' } as const;
const OK = { statusCode: 200, statusMessage: 'OK', headers: {}, body: 'fine' };
const never = async (): Promise<never> => await new Promise(() => undefined);
const inAWhile = (): string => String(Date.now() + 1e9);

/** What the platform does with the data of the credential. */
type Platform = (data: ICredentialDataDecryptedObject) => Promise<unknown>;

/** A session over a platform whose helper does this; `stored` is what the credential holds when it is read again. */
async function opened(
	data: ICredentialDataDecryptedObject,
	helper: Platform,
	{
		cancel,
		stored = data,
		retries = 0,
		refresh = never,
		credentialId,
	}: Readonly<{
		cancel?: AbortSignal;
		stored?: ICredentialDataDecryptedObject | (() => ICredentialDataDecryptedObject);
		retries?: number;
		refresh?: Platform;
		/** Where the credential is stored. */
		credentialId?: string;
	}> = {},
) {
	let reads = 0;
	let calls = 0;
	const context = {
		getCredentials: async () => {
			reads += 1;
			return await Promise.resolve(reads === 1 ? data : typeof stored === 'function' ? stored() : stored);
		},
		getNodeParameter: (name: string, _i: number, usual: unknown) => (name === 'options.requests.values.maxRetries' ? retries : usual),
		getInputData: () => [],
		getNode: () => (credentialId === undefined ? {} : { credentials: { vendorApi: { id: credentialId } } }),
		getExecutionCancelSignal: () => cancel,
		helpers: {
			httpRequestWithAuthentication: async () => {
				calls += 1;
				return await helper(data);
			},
			httpRequest: async () => await Promise.resolve({ ...OK, statusCode: 400 }),
			// As the platform does: on the credential that the context gives.
			refreshOAuth2Token: async function (this: Pick<IExecuteFunctions, 'getCredentials'>) {
				return await refresh(await this.getCredentials('vendorApi'));
			},
		},
	};
	const { send } = await openSession(context as unknown as IExecuteFunctions, 'vendorApi');
	const kind = async (): Promise<Failure | string> => await send(REQUEST).then(({ body }) => body, failureOf);
	return { kind, calls: () => calls, reads: () => reads };
}

/** As the platform hands on what a credential throws. */
const wrapped = (failure: Failure): Error => Object.assign(new Error('wrapped'), { cause: failed(failure) });
const OVER = { accessToken: '', accessTokenExpiresAt: '0' };

describe('a token request that does not end', () => {
	afterEach(() => {
		jest.restoreAllMocks();
	});

	it.each([
		['a token that ends', { ...OVER }],
		['a token that is renewed when it is refused', { accessToken: 'A0', refreshToken: 'R0' }],
		['no token', { apiKey: 'key' }],
	])('ends with the time of the request: %s', async (_what, data) => {
		const time = new AbortController();
		jest.spyOn(AbortSignal, 'timeout').mockReturnValue(time.signal);
		const { kind } = await opened(data, never);
		const all = [kind(), kind()];
		setTimeout(() => time.abort(), 5);

		expect(await Promise.all(all)).toEqual(
			[0, 1].map(() =>
				expect.objectContaining({ kind: 'unreachable', says: expect.stringContaining('No complete answer from vendor.test') }),
			),
		);
	});

	it('ends with the execution, for those that wait for it too', async () => {
		const cancel = new AbortController();
		const { kind, calls } = await opened({ ...OVER }, never, { cancel: cancel.signal });
		const all = [kind(), kind(), kind()];
		setTimeout(() => cancel.abort(), 5);

		expect(await Promise.all(all)).toEqual([0, 1, 2].map(() => expect.objectContaining({ kind: 'cancelled' })));
		expect(calls()).toBe(1);
	});
});

describe('a token that is not issued', () => {
	it('is not asked for again by those that wait for it', async () => {
		const { kind, calls } = await opened(
			{ ...OVER },
			async () => await Promise.reject(wrapped({ kind: 'signIn', status: 401, says: 'no' })),
		);

		expect(await Promise.all([kind(), kind(), kind()])).toEqual(
			[0, 1, 2].map(() => expect.objectContaining({ kind: 'signIn', says: 'no' })),
		);
		expect(calls()).toBe(1);
	});

	it('is an outage in which nothing arrived, so that any request is sent again', async () => {
		let tries = 0;
		const { kind } = await opened(
			{ ...OVER },
			async (data) => {
				tries += 1;
				if (tries === 1) throw wrapped({ kind: 'unreadable', status: 502, says: 'a page' });
				Object.assign(data, { accessToken: 'A1', accessTokenExpiresAt: inAWhile() });
				return OK;
			},
			{ retries: 1 },
		);

		expect(await kind()).toBe('fine');
	});

	it('does not keep others from theirs where the request failed for another reason', async () => {
		let tries = 0;
		const { kind } = await opened({ ...OVER }, async (data) => {
			tries += 1;
			Object.assign(data, { accessToken: 'A1', accessTokenExpiresAt: inAWhile() });
			if (tries === 1) throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
			return OK;
		});

		expect(await Promise.all([kind(), kind()])).toEqual([expect.objectContaining({ kind: 'unreachable', landed: 'maybe' }), 'fine']);
	});
});

describe('a refresh token that another process has spent', () => {
	const spent = wrapped({ kind: 'signIn', status: 400, says: 'invalid_grant' });
	const R0 = { accessToken: 'A0', refreshToken: 'R0' };

	it('is replaced by the one that is stored', async () => {
		const { kind, reads } = await opened(
			{ ...R0 },
			async ({ accessToken }) => await (accessToken === 'A0' ? Promise.reject(spent) : Promise.resolve(OK)),
			{ stored: { accessToken: 'A1', refreshToken: 'R1' } },
		);

		expect(await kind()).toBe('fine');
		expect(await kind()).toBe('fine');
		expect(reads()).toBe(2);
	});

	it('is replaced for all that hear of it together, and looked for once', async () => {
		const { kind, reads } = await opened(
			{ ...R0 },
			async ({ accessToken }) => await (accessToken === 'A0' ? Promise.reject(spent) : Promise.resolve(OK)),
			{ stored: { accessToken: 'A1', refreshToken: 'R1' } },
		);

		expect(await Promise.all([kind(), kind(), kind()])).toEqual(['fine', 'fine', 'fine']);
		expect(reads()).toBe(2);
	});

	it('is waited for, where the other process has not stored the new one yet', async () => {
		let looks = 0;
		const { kind } = await opened(
			{ ...R0 },
			async ({ accessToken }) => await (accessToken === 'A0' ? Promise.reject(spent) : Promise.resolve(OK)),
			{
				stored: () => {
					looks += 1;
					return looks < 3 ? { ...R0 } : { accessToken: 'A1', refreshToken: 'R1' };
				},
			},
		);

		expect(await kind()).toBe('fine');
	});

	it('is waited for once: the next request looks, and goes on', async () => {
		const { kind, reads } = await opened({ ...R0 }, async () => await Promise.reject(spent), { stored: { ...R0 } });
		await kind();
		const waited = reads();
		await kind();

		expect([waited, reads()]).toEqual([5, 6]);
	});

	it('is waited for once by all executions with the credential, and by others with another one', async () => {
		const readsWith = async (credentialId: string, refreshToken = 'R0'): Promise<number> => {
			const data = { ...R0, refreshToken };
			const { kind, reads } = await opened(data, async () => await Promise.reject(spent), { stored: data, credentialId });
			await kind();
			return reads();
		};

		expect([await readsWith('first'), await readsWith('first'), await readsWith('second')]).toEqual([5, 2, 5]);
		// Connected again.
		expect(await readsWith('first', 'R1')).toBe(5);
	});

	it('is a refused sign-in where nothing else is stored', async () => {
		const { kind, calls } = await opened({ ...R0 }, async () => await Promise.reject(spent), { stored: { ...R0 } });

		expect(await kind()).toMatchObject({ kind: 'signIn', says: 'invalid_grant' });
		expect(calls()).toBe(1);
	});

	it('is a refused sign-in where what is stored is not accepted either', async () => {
		const { kind, calls } = await opened({ ...R0, [CHECKED]: '' }, async () => await Promise.reject(spent), {
			stored: { accessToken: 'A1', refreshToken: 'R1' },
		});

		expect(await kind()).toMatchObject({ kind: 'signIn' });
		expect(calls()).toBe(2);
	});
});

describe('an OAuth2 token that is over', () => {
	const connected = (token: string): ICredentialDataDecryptedObject => ({
		accessTokenUrl: 'https://vendor.test/token',
		oauthTokenData: { access_token: token },
	});
	const accepting =
		(good: string): Platform =>
		async ({ oauthTokenData }) =>
			await Promise.resolve(Object(oauthTokenData).access_token === good ? OK : { ...OK, statusCode: 401, body: 'over' });

	it('is renewed once for all that hear of it together', async () => {
		let renewals = 0;
		const { kind, calls } = await opened(connected('A0'), accepting('A1'), {
			refresh: async () => {
				renewals += 1;
				return await Promise.resolve({ access_token: 'A1' });
			},
		});

		expect(await Promise.all([kind(), kind(), kind()])).toEqual(['fine', 'fine', 'fine']);
		expect([renewals, calls()]).toEqual([1, 6]);
	});

	it('goes on with the new one where n8n could not store it', async () => {
		const { kind } = await opened(connected('A0'), accepting('A1'), {
			refresh: async (data) => {
				data.oauthTokenData = { access_token: 'A1' };
				return await Promise.reject(new Error('database is locked'));
			},
		});

		expect([await kind(), await kind()]).toEqual([expect.objectContaining({ kind: expect.any(String) }), 'fine']);
	});

	it('is taken as it is stored, where another process has spent the refresh token', async () => {
		const { kind } = await opened(connected('A0'), accepting('A1'), {
			refresh: async () => await Promise.reject(Object.assign(new Error('spent'), { code: 'EAUTH', body: { error: 'invalid_grant' } })),
			stored: connected('A1'),
		});

		expect(await kind()).toBe('fine');
	});

	it('is not renewed any more where the execution ended before that', async () => {
		const cancel = new AbortController();
		let renewals = 0;
		const { kind } = await opened(connected('A0'), accepting('A1'), {
			cancel: cancel.signal,
			// Read between the answer that turned it away and the renewal.
			stored: () => {
				cancel.abort();
				return connected('A0');
			},
			refresh: async () => {
				renewals += 1;
				return await Promise.resolve({ access_token: 'A1' });
			},
		});

		expect(await kind()).toMatchObject({ kind: 'cancelled' });
		await new Promise((resolve) => setTimeout(resolve, 5));
		expect(renewals).toBe(0);
	});

	it.each<[string, object, object]>([
		[
			'no refresh token',
			{ message: 'OAuth access token expired and no refresh token is available. Please reconnect the credentials.' },
			{ kind: 'signIn' },
		],
		[
			'what the platform says of a spent one',
			{ message: 'The credential needs to be reconnected.', failure: { cause: 'credential-invalid' } },
			{ kind: 'signIn' },
		],
		[
			'a busy vendor, in words',
			{ message: 'busy', code: 'EAUTH', body: { error: 'temporarily_unavailable' } },
			{ kind: 'unreachable', landed: 'no' },
		],
		['too many requests', { message: 'HTTP status 429', code: 'ESTATUS', status: 429 }, { kind: 'throttled' }],
		['an outage with a wait', { message: 'x', response: { status: 503, headers: { 'Retry-After': '300' } } }, { kind: 'throttled' }],
		['an outage', { message: 'x', response: { status: 502, headers: {} } }, { kind: 'unreachable', landed: 'no' }],
		['a page', { message: 'Expected JSON', status: 200 }, { kind: 'unreadable', status: 200 }],
		[
			'an address that n8n keeps in',
			{ name: 'SsrfBlockedIpError', message: 'blocked' },
			{ kind: 'unreachable', landed: 'no', lasting: true },
		],
		['no connection', { message: 'x', code: 'ECONNRESET' }, { kind: 'unreachable', landed: 'no' }],
	])('is not there after %s', async (_what, error, expected) => {
		const { kind } = await opened(connected('A0'), accepting('A1'), {
			refresh: async () => await Promise.reject(Object.assign(new Error(), error)),
		});
		const failure = await kind();

		expect(failure).toMatchObject(expected);
	});
});
