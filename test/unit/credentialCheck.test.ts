import { FailureError } from '../../nodes/shared/failure';
import { checkingSend } from '../../nodes/shared/n8n/session/checkingSend';
import { checkCredential } from '../../nodes/shared/n8n/session/credentialCheck';

const SECRET = 'geheim-geheim';
const REQUEST = { method: 'GET', url: 'https://intranet.example.test/api/users' } as const;

describe('a credential test that fails', () => {
	const thrownBy = async (response: Readonly<Record<string, unknown>>): Promise<FailureError> => {
		const send = checkingSend(
			{ helpers: { httpRequest: async () => await Promise.resolve(response) } },
			async (options) => await Promise.resolve(options),
		);
		try {
			await checkCredential({ apiKey: SECRET }, async () => await send(REQUEST));
		} catch (error) {
			if (error instanceof FailureError) return error;
		}
		throw new Error('The test passed');
	};

	it.each([
		['a redirect', { statusCode: 302, headers: { location: `https://elsewhere.test/${SECRET}` }, body: '' }],
		[
			'a redirect that repeats it twice',
			{ statusCode: 301, headers: { location: `https://${SECRET}.test/${encodeURIComponent(SECRET)}` }, body: '' },
		],
	])('holds no secret in any member that n8n could log (%s)', async (_what, response) => {
		const { message, failure, response: kept } = await thrownBy(response);

		expect(failure).toMatchObject({ kind: 'redirected', says: expect.stringContaining('[hidden]') });
		expect(JSON.stringify({ message, failure, kept })).not.toContain(SECRET);
	});
});
