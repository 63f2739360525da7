import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { scrubber } from '../../nodes/shared/http/secrets';
import { secretsOf } from '../../nodes/shared/n8n/session/credential';
import { openSession } from '../../nodes/shared/n8n/session/session';
import { executionContext } from './executionContext';

type Additional = Readonly<{ credentialsDecrypted: Readonly<{ data: ICredentialDataDecryptedObject }> }>;

describe('the secrets of a credential', () => {
	it('are its texts and numbers by such a name, inside of an OAuth2 token too', () => {
		const data = {
			apiKey: 1234567890123,
			password: 'a-password',
			clientSecret: 'a-secret',
			oauthTokenData: { access_token: 'at-1', refresh_token: 'rt-1', token_type: 'Bearer' },
			accessTokenUrl: 'https://v.test/token',
			accessTokenExpiresAt: '17',
			email: 'integration@example.test',
			companyId: '70001',
			isKey: true,
		};

		expect(secretsOf(data)).toEqual(['1234567890123', 'a-password', 'a-secret', 'at-1', 'rt-1']);
	});

	it('are known without their stop too, which a sentence may have lost', () => {
		expect(secretsOf({ password: 'Geheim.42..' })).toEqual(['Geheim.42..', 'Geheim.42']);
	});

	const FORMS: ReadonlyArray<[string, (text: string) => string]> = [
		['as it is', (text) => text],
		['in a URL', encodeURIComponent],
		['in a form', (text) => new URLSearchParams({ text }).toString()],
		['in JSON', (text) => JSON.stringify(text)],
		['in XML', (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')],
		['in base64', (text) => Buffer.from(text).toString('base64')],
		['in base64 behind a name', (text) => Buffer.from(`ana@example.test:${text}`).toString('base64')],
	];
	it.each(
		FORMS.flatMap(([title, form]) =>
			['  Geheim & 42', 'Geheim & 42\t ', '\u00a0Geheim & 42\n', 'Geheim & 42. '].map((secret) => [secret, title, form] as const),
		),
	)('are known with the blanks around them and without: %j, %s', (secret, _title, form) => {
		const scrub = scrubber(secretsOf({ password: secret }));
		for (const text of [secret, secret.trim(), secret.trim().replace(/\.$/, '')]) {
			const shown = scrub(`no <${form(text)}>`);
			expect(shown).toContain('[hidden]');
			expect(shown).not.toMatch(/Geheim|%2642|R2VoZWlt|42/);
		}
	});

	it('stay hidden when they are renewed on the way, the former ones and the present ones', async () => {
		const { context } = executionContext();
		const httpRequestWithAuthentication = async (
			_type: string,
			_options: IHttpRequestOptions,
			{ credentialsDecrypted: { data } }: Additional,
		) => {
			Object.assign(data, { accessToken: 'the-second-token', accessTokenExpiresAt: String(Date.now() + 1e9) });
			return await Promise.resolve({ statusCode: 200, statusMessage: 'OK', headers: {}, body: 'fine' });
		};
		const opening = Object.assign(context, {
			getCredentials: async () =>
				await Promise.resolve({ apiKey: 'the-api-key', accessToken: 'the-first-token', accessTokenExpiresAt: '0' }),
			getNode: () => ({}),
			getExecutionCancelSignal: () => undefined,
			helpers: { httpRequestWithAuthentication },
		});
		const { send, scrub, credential } = await openSession(opening, 'vendorApi');
		expect(scrub('the-first-token the-second-token')).toBe('[hidden] the-second-token');

		await send({ method: 'GET', url: 'https://vendor.test/users' });
		expect(credential.accessToken).toBe('the-second-token');
		expect(scrub('the-api-key the-first-token the-second-token')).toBe('[hidden] [hidden] [hidden]');
	});
});
