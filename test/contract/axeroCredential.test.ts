import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { freshSandbox } from '../freshSandbox';
import { helper } from './session';

describe('the test of an Axero credential', () => {
	const sandbox = freshSandbox();
	const check = async (baseUrl: string, apiKey: string): Promise<string> =>
		await new AxeroApi().preAuthentication.call(helper, { baseUrl, apiKey, authentication: 'bearer' }).then(
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
});
