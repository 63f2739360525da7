import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { freshSandbox } from '../freshSandbox';
import { helper } from './session';

describe('the test of an Axero credential', () => {
	const sandbox = freshSandbox();
	const check = async (baseUrl: string, apiKey: string, scimToken = ''): Promise<string> =>
		await new AxeroApi().preAuthentication.call(helper, { baseUrl, apiKey, authentication: 'bearer', scimToken }).then(
			() => 'passes',
			(error: Error) => error.message,
		);

	it.each(['', '/', '/api', '/api/'])('passes with the right key, forgiving %j after the address', async (suffix) => {
		expect(await check(sandbox.urls.axero + suffix, sandbox.secrets.axero.bearerToken)).toBe('passes');
	});

	it('says that the key is wrong', async () => {
		expect(await check(sandbox.urls.axero, 'wrong-key-123')).toContain('rejected the credential');
	});

	it('says that the address is wrong', async () => {
		expect(await check(`${sandbox.origin}/nowhere`, sandbox.secrets.axero.bearerToken)).toContain('Check the base URL');
	});

	it('says that nobody answers', async () => {
		expect(await check('http://127.0.0.1:9', sandbox.secrets.axero.bearerToken)).toContain('No answer from 127.0.0.1:9');
	});

	it('refuses http to another host', async () => {
		expect(await check('http://intranet.example.com', 'k')).toContain('Use https://');
	});

	it('does not show the key', async () => {
		expect(await check(`${sandbox.origin}/nowhere`, 'wrong-key-123')).not.toContain('wrong-key-123');
	});

	describe('with a SCIM token', () => {
		const checkScim = async (scimToken = sandbox.secrets.axero.scimToken): Promise<string> =>
			await check(sandbox.urls.axero, sandbox.secrets.axero.bearerToken, scimToken);

		it('passes with both, and reads each service once', async () => {
			expect(await checkScim()).toBe('passes');
			expect(sandbox.requests.map(({ path }) => path)).toEqual(['/axero/api/users/me', '/axero/api/scim/v2/Users?count=1']);
		});

		it('forgives the path of the service after the address', async () => {
			const { bearerToken, scimToken } = sandbox.secrets.axero;

			expect(await check(`${sandbox.urls.axero}/api/scim/v2/`, bearerToken, scimToken)).toBe('passes');
		});

		it('does not ask the service where there is no token for it', async () => {
			expect(await checkScim(' ')).toBe('passes');
			expect(sandbox.requests).toHaveLength(1);
		});

		it('says which of both is wrong, and where the right one is', async () => {
			const { bearerToken, scimToken } = sandbox.secrets.axero;

			expect(await checkScim(bearerToken)).toMatch(
				/^Token or Key works, but SCIM Token does not: Axero's SCIM service rejected the SCIM token \(HTTP 401.*SCIM User Provisioning into SCIM Token/,
			);
			expect(await check(sandbox.urls.axero, scimToken, scimToken)).toContain('Axero rejected the credential');
		});

		it.each(['notSetUp', 'notFound', 'webPage'] as const)('says that SCIM is not set up: %s', async (service) => {
			sandbox.axeroScim.service = service;

			expect(await checkScim()).toMatch(/^Token or Key works, but SCIM Token does not: SCIM is not set up on this site/);
		});

		it('shows neither token', async () => {
			const said = await check(sandbox.urls.axero, sandbox.secrets.axero.bearerToken, 'wrong-scim-token-123');

			expect(said).not.toContain('wrong-scim-token-123');
			expect(said).not.toContain(sandbox.secrets.axero.bearerToken);
		});
	});
});

describe('the signature of an Axero credential', () => {
	const data = { baseUrl: 'https://intranet.example.com', authentication: 'bearer', apiKey: 'rest', scimToken: 'scim' };
	const signed = async (url: string, change: Readonly<Record<string, string>> = {}) =>
		(await new AxeroApi().authenticate({ ...data, ...change }, { url })).headers;

	it('puts the SCIM token on the SCIM service alone', async () => {
		expect(await signed('https://intranet.example.com/api/scim/v2/Users')).toEqual({ Authorization: 'Bearer scim' });
		expect(await signed('https://intranet.example.com/api/scim/v2')).toEqual({ Authorization: 'Bearer scim' });
		expect(await signed('https://intranet.example.com/api/scim/v2/Users', { authentication: 'restApiKey' })).toEqual({
			Authorization: 'Bearer scim',
		});
	});

	it('puts the REST token or key on everything else, however it is spelled', async () => {
		const others = ['/api/users/me', '/api/scim/v20/Users', '/api/scim/v2/../../users/me', '/api/users?username=/api/scim/v2/'];
		const headers = await Promise.all(others.map(async (path) => await signed(`https://intranet.example.com${path}`)));

		expect(headers).toEqual(others.map(() => ({ Authorization: 'Bearer rest' })));
		expect(await signed('https://intranet.example.com/api/users/me', { authentication: 'restApiKey' })).toEqual({ 'Rest-Api-Key': 'rest' });
	});

	it('puts no token on the SCIM service where there is none for it', async () => {
		await expect(signed('https://intranet.example.com/api/scim/v2/Users', { scimToken: '' })).rejects.toThrow('SCIM Token');
	});
});
