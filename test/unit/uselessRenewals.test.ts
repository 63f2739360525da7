import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { VendorAnswer } from '../../nodes/shared/http/types';
import { renewing } from '../../nodes/shared/n8n/session/renewal';
import { USUAL_TIMEOUT_MS } from '../../nodes/shared/n8n/session/deadline';
import { tokenOf } from '../../nodes/shared/n8n/session/credential';

const REQUEST = { method: 'GET', url: 'https://vendor.test/users' } as const;
const answered = (status: number): VendorAnswer => ({ status, statusText: '', headers: {}, body: '' });

const CREDENTIALS: ReadonlyArray<[string, () => ICredentialDataDecryptedObject]> = [
	['a pair of tokens', () => ({ accessToken: 'T0', refreshToken: 'R0' })],
	['a token with an end', () => ({ accessToken: 'T0', accessTokenExpiresAt: String(Date.now() + 1e9) })],
	['OAuth2', () => ({ oauthTokenData: { access_token: 'T0', refresh_token: 'R0' } })],
];

/** Requests with a token that the platform renews where it is asked to, at a vendor that accepts these. */
function sending(data: ICredentialDataDecryptedObject, accepts: (token: unknown) => boolean) {
	let renewals = 0;
	let sent = 0;
	const another = (): void => {
		renewals += 1;
		const token = `T${renewals}`;
		if ('oauthTokenData' in data) data.oauthTokenData = { access_token: token, refresh_token: `R${renewals}` };
		else Object.assign(data, { accessToken: token, accessTokenExpiresAt: String(Date.now() + 1e9) });
	};
	const send = renewing({
		data,
		exchange: async (_wanted, { renews }) => {
			await Promise.resolve();
			if (renews) another();
			sent += 1;
			return answered(accepts(tokenOf(data)) ? 200 : 401);
		},
		renewOAuth2: async () => {
			await Promise.resolve();
			another();
		},
		stored: async () => await Promise.resolve(data),
		clock: { sleep: async () => await Promise.resolve(), isCancelled: () => false },
		ending: { timeout: USUAL_TIMEOUT_MS },
	});
	const statuses = async (howMany: number): Promise<number[]> =>
		(await Promise.all(Array.from({ length: howMany }, async () => await send(REQUEST)))).map(({ status }) => status);
	return { statuses, renewals: () => renewals, sent: () => sent };
}

describe.each(CREDENTIALS)('a token that is refused, of %s', (_what, credential) => {
	it('is renewed once, for all and for good, where the new one is refused as well', async () => {
		const { statuses, renewals } = sending(credential(), () => false);

		expect(await statuses(5)).toEqual(Array(5).fill(401));
		expect(await statuses(5)).toEqual(Array(5).fill(401));
		expect(renewals()).toBe(1);
	});

	it('is renewed each time that it ends before its time', async () => {
		let good = 'T1';
		const { statuses, renewals, sent } = sending(credential(), (token) => token === good);

		expect(await statuses(4)).toEqual(Array(4).fill(200));
		good = 'T2';
		expect(await statuses(4)).toEqual(Array(4).fill(200));
		expect([renewals(), sent()]).toEqual([2, 16]);
	});
});

describe('a key that is refused', () => {
	it.each([[{ apiKey: 'K' }], [{ accessToken: 'T0' }], [{ accessToken: 'T0', refreshToken: '' }]])(
		'is not asked for anew: nothing can renew %j',
		async (data) => {
			const { statuses, renewals, sent } = sending(data, () => false);

			expect(await statuses(2)).toEqual([401, 401]);
			expect([renewals(), sent()]).toEqual([0, 2]);
		},
	);
});
