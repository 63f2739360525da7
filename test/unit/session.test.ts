import type { ICredentialDataDecryptedObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { VendorRequest } from '../../nodes/shared/http/types';
import { CHECKED } from '../../nodes/shared/n8n/session/credential';
import { openSession } from '../../nodes/shared/n8n/session/session';

const OVER = 'the token is over';
const inAWhile = (): string => String(Date.now() + 1e9);
const settled = async (): Promise<void> => await new Promise(setImmediate);
const fetching = (path: string): VendorRequest => ({
	method: 'POST',
	repeats: true,
	url: `https://vendor.test/${path}`,
	isSignInOver: ({ body }) => body === OVER,
});

/**
 * A session whose platform renews the token where it is asked to, as T1, T2 and so on. Each request goes out with the
 * token of that moment, and is answered when `let` names it and how often it was sent.
 */
async function opened(data: ICredentialDataDecryptedObject = { accessToken: 'T0', accessTokenExpiresAt: inAWhile() }) {
	const sent: string[] = [];
	const encodings: unknown[] = [];
	const waiting = new Map<string, (body: string) => void>();
	let renewals = 0;
	const httpRequestWithAuthentication = async (_type: string, { url, encoding }: IHttpRequestOptions): Promise<unknown> => {
		if (data[CHECKED] === '') {
			renewals += 1;
			Object.assign(data, { accessToken: `T${renewals}`, accessTokenExpiresAt: inAWhile() });
		}
		const request = `${new URL(url).pathname.slice(1)} with ${String(data.accessToken ?? 'no token')}`;
		sent.push(request);
		encodings.push(encoding);
		const body = await new Promise<string>((answer) => waiting.set(request, answer));
		return { statusCode: 200, statusMessage: 'OK', headers: {}, body };
	};
	const context = {
		getCredentials: async () => await Promise.resolve(data),
		getNodeParameter: (_name: string, _i: number, usual: unknown) => usual,
		getInputData: () => [],
		getNode: () => ({}),
		getExecutionCancelSignal: () => undefined,
		helpers: { httpRequestWithAuthentication },
	};
	const { send } = await openSession(context as unknown as IExecuteFunctions, 'vendorApi');
	const answer = async (request: string, body: string): Promise<void> => {
		const give = waiting.get(request);
		if (!give) throw new Error(`${request} was not sent, but ${sent.join(', ')}`);
		give(body);
		await settled();
	};
	const fetched = async (path: string): Promise<string> => (await send(fetching(path))).body;
	return { fetched, answer, sent, renewals: () => renewals, send, encodings };
}

describe('a token that ends in mid-run, which no status tells', () => {
	it('is renewed by the first that hears of it; the others are sent once more with the new one', async () => {
		const { fetched, answer, sent, renewals } = await opened();
		const both = [fetched('a'), fetched('b')];
		await settled();
		await answer('a with T0', OVER);
		await answer('a with T1', 'fine');
		// The renewal is done when the other one hears of it.
		await answer('b with T0', OVER);
		await answer('b with T1', 'fine too');

		expect(await Promise.all(both)).toEqual(['fine', 'fine too']);
		expect(sent).toEqual(['a with T0', 'b with T0', 'a with T1', 'b with T1']);
		expect(renewals()).toBe(1);
	});

	it('is renewed once for those that hear of it together', async () => {
		const { fetched, answer, sent, renewals } = await opened();
		const both = [fetched('a'), fetched('b')];
		await settled();
		await answer('a with T0', OVER);
		await answer('b with T0', OVER);
		await answer('a with T1', 'fine');
		await answer('b with T1', 'fine too');

		expect(await Promise.all(both)).toEqual(['fine', 'fine too']);
		expect(sent).toHaveLength(4);
		expect(renewals()).toBe(1);
	});

	it('is renewed once for one request: what the new one brings is the answer', async () => {
		const { fetched, answer, sent, renewals } = await opened();
		const said = fetched('a');
		await settled();
		await answer('a with T0', OVER);
		await answer('a with T1', OVER);

		expect(await said).toBe(OVER);
		expect([sent.length, renewals()]).toEqual([2, 1]);
	});

	it('is not renewed where the credential has none that ends', async () => {
		const { fetched, answer, sent } = await opened({ apiKey: 'key' });
		const said = fetched('a');
		await settled();
		await answer('a with no token', OVER);

		expect(await said).toBe(OVER);
		expect(sent).toHaveLength(1);
	});
});

describe('an answer', () => {
	const READ: VendorRequest = { method: 'GET', url: 'https://vendor.test/a' };

	it('comes as a stream until the vendor has answered, then whole where one record is asked for, or something is written', async () => {
		const { send, answer, encodings } = await opened({ apiKey: 'key' });
		const wanted: ReadonlyArray<readonly [VendorRequest, string]> = [
			[{ ...READ, one: true }, 'stream'],
			[{ ...READ, one: true }, 'arraybuffer'],
			[{ ...READ, method: 'POST' }, 'arraybuffer'],
			[{ ...READ, method: 'POST', reads: true }, 'stream'],
			[READ, 'stream'],
		];
		for (const [request] of wanted) {
			const came = send(request);
			await settled();
			await answer('a with no token', 'fine');
			await came;
		}

		expect(encodings).toEqual(wanted.map(([, coming]) => coming));
	});
});
