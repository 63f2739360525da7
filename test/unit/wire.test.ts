import { Readable } from 'node:stream';

import { appenateRequest } from '../../nodes/Appenate/wire/request';
import { failed, FailureError, type Failure } from '../../nodes/shared/failure';
import { markOf } from '../../nodes/shared/http/pages';
import { reasonToRetry } from '../../nodes/shared/http/retry';
import type { Send, VendorRequest } from '../../nodes/shared/http/types';
import { MOST_BYTES } from '../../nodes/shared/n8n/session/wire';
import { readAnswer, readThrown, toOptions } from '../../nodes/shared/n8n/session/wire';

const REQUEST: VendorRequest = { method: 'GET', url: 'https://intranet.example.test/api/users' };

async function failureFrom(error: unknown, request: Partial<VendorRequest> = {}): Promise<Failure> {
	try {
		await readThrown(error, { ...REQUEST, ...request });
	} catch (thrown) {
		if (thrown instanceof FailureError) return thrown.failure;
	}
	throw new Error('It was not refused');
}

describe('what the platform lets out to no address', () => {
	const kept = (name: string): Error => Object.assign(new Error('The request was blocked'), { name });

	it.each([
		{ what: 'an address', error: kept('SsrfBlockedIpError') },
		{ what: 'a host', error: kept('SsrfBlockedHostnameError') },
		{ what: 'wrapped', error: Object.assign(new Error('wrapped'), { cause: kept('SsrfBlockedIpError') }) },
	])('says who can allow it, and is not tried again ($what)', async ({ error }) => {
		const failure = await failureFrom(error);

		expect(failure).toMatchObject({
			kind: 'unreachable',
			landed: 'no',
			lasting: true,
			says: 'n8n is not allowed to call intranet.example.test (The request was blocked)',
			todo: expect.stringContaining('administrator'),
		});
		expect(reasonToRetry(REQUEST, { kind: 'failed', failure })).toBeUndefined();
	});

	it('leaves another error what it was', async () => {
		expect(await failureFrom(Object.assign(new Error('gone'), { code: 'ECONNRESET' }))).toMatchObject({
			landed: 'maybe',
			says: 'No answer from intranet.example.test (ECONNRESET)',
		});
	});
});

/** What older versions keep of an error that they wrap. */
const keptOf = (error: Error & { code?: string; response?: { data: object } }): Error =>
	Object.assign(new Error('In words of the platform'), {
		cause: undefined,
		messages: [error.message, error.message],
		httpCode: error.code ?? null,
		context: error.response ? { data: error.response.data } : {},
	});

describe('an error that an older platform wraps', () => {
	it.each<[message: string, code: string, expected: object]>([
		['connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED', { landed: 'no', says: 'No answer from intranet.example.test (ECONNREFUSED)' }],
		['getaddrinfo ENOTFOUND x.test', 'ENOTFOUND', { landed: 'no', lasting: true }],
		['certificate has expired', 'CERT_HAS_EXPIRED', { landed: 'no', lasting: true }],
		['read EHOSTUNREACH', 'EHOSTUNREACH', { landed: 'maybe' }],
		['socket hang up', 'ECONNRESET', { landed: 'maybe', says: 'No answer from intranet.example.test (ECONNRESET)' }],
	])('is told by its code: %s', async (message, code, expected) => {
		expect(await failureFrom(keptOf(Object.assign(new Error(message), { code })))).toMatchObject({ kind: 'unreachable', ...expected });
	});

	it.each<Failure>([
		{ kind: 'signIn', status: 401, says: 'The key is wrong' },
		{ kind: 'throttled', says: 'Busy', retryAfterMs: 5 },
		{ kind: 'invalid', parameter: 'Password', says: 'No header carries it' },
	])('is our own failure, whole: $kind', async (failure) => {
		expect(await failureFrom(keptOf(failed(failure)))).toEqual(failure);
	});
});

describe('an answer whose body breaks off', () => {
	/** What the platform's client throws: the beginning of an answer, and none of its body. */
	const cutOff = (status: number, change: object = {}): Error =>
		Object.assign(new Error('aborted'), {
			code: 'ECONNRESET',
			response: { status, statusText: 'OK', headers: { 'content-length': '1200' } },
			...change,
		});

	it.each([
		{ what: 'well begun', error: cutOff(200) },
		{ what: 'created', error: cutOff(201) },
		{ what: 'with nothing due', error: cutOff(204) },
		{ what: 'refused', error: cutOff(404) },
		{
			what: 'in the words of its stream',
			error: Object.assign(cutOff(200), { message: 'stream has been aborted', code: 'ERR_BAD_RESPONSE' }),
		},
		{ what: 'in words of its own', error: Object.assign(cutOff(200), { message: 'bad record mac', code: 'ERR_SSL_BAD_RECORD_MAC' }) },
		{ what: 'wrapped', error: Object.assign(new Error('wrapped'), { cause: cutOff(200) }) },
	])('is no answer, and no empty one ($what)', async ({ error }) => {
		expect(await failureFrom(error)).toMatchObject({
			kind: 'unreachable',
			landed: 'maybe',
			says: expect.stringContaining('No answer from intranet.example.test'),
		});
	});

	it('is asked for again, where that does no harm', async () => {
		const tried = { kind: 'failed', failure: await failureFrom(cutOff(200)) } as const;

		expect(reasonToRetry(REQUEST, tried)).toBe('passing');
		expect(reasonToRetry({ ...REQUEST, method: 'POST' }, tried)).toBeUndefined();
	});

	it('is told from a whole one that the platform throws', async () => {
		const thrown = Object.assign(new Error('Request failed with status code 401'), {
			response: { status: 401, statusText: 'Unauthorized', headers: {}, data: Buffer.from('no') },
		});

		expect(await readThrown(thrown, REQUEST)).toEqual({ status: 401, statusText: 'Unauthorized', headers: {}, body: 'no' });
	});
});

describe('where no answer came', () => {
	const DOUBT = 'It is unclear whether the request went through. Check before you create anything again.';
	const failureOf = async (code: string, request: Partial<VendorRequest>): Promise<Failure> =>
		await failureFrom(Object.assign(new Error('gone'), { code }), request);

	it.each(['POST', 'PUT', 'DELETE'] as const)('says of a %s that may have been carried out that this is not known', async (method) => {
		expect(await failureOf('ECONNRESET', { method })).toMatchObject({ landed: 'maybe', todo: expect.stringContaining(DOUBT) });
	});

	it.each<[string, string, Partial<VendorRequest>]>([
		['a read', 'ECONNRESET', { method: 'GET' }],
		['a POST that only reads', 'ECONNRESET', { method: 'POST', reads: true }],
		['a write that found nobody listening', 'ECONNREFUSED', { method: 'POST' }],
		['a write to a host that is not there', 'ENOTFOUND', { method: 'PUT' }],
		['a write to a host whose certificate is over', 'CERT_HAS_EXPIRED', { method: 'DELETE' }],
	])('leaves no doubt about %s', async (_what, code, request) => {
		expect((await failureOf(code, request)).todo).toBe('Check the base URL in the credential, and that n8n can reach this host.');
	});

	it.each(['read', 'write'])('says so of a write whose host was lost on the way (%s)', async (syscall) => {
		expect(await failureFrom(Object.assign(new Error('gone'), { code: 'EHOSTUNREACH', syscall }), { method: 'POST' })).toMatchObject({
			landed: 'maybe',
			todo: expect.stringContaining(DOUBT),
		});
	});

	it('leaves no doubt about a write whose host was not found', async () => {
		expect(
			await failureFrom(Object.assign(new Error('gone'), { code: 'EHOSTUNREACH', syscall: 'connect' }), { method: 'POST' }),
		).toMatchObject({ landed: 'no' });
	});
});

describe('the body of an answer', () => {
	async function* inParts(parts: readonly Uint8Array[], onEnd: () => void = () => undefined): AsyncGenerator<Uint8Array> {
		try {
			for (const part of parts) yield await Promise.resolve(part);
		} finally {
			onEnd();
		}
	}
	const answered = (body: unknown, change: object = {}) =>
		readAnswer({ statusCode: 200, statusMessage: 'OK', headers: { 'content-type': 'application/json' }, body, ...change }, REQUEST);
	const failureOf = async (body: unknown, change?: object): Promise<Failure> =>
		await answered(body, change).then(
			() => Promise.reject(new Error('It was not refused')),
			(thrown: unknown) => (thrown instanceof FailureError ? thrown.failure : Promise.reject(thrown as Error)),
		);
	const bytes = Buffer.from('{"name":"Zoë"}');

	it('is read in whatever parts it comes, also when they divide a character', async () => {
		for (const at of [1, 11, 12])
			expect((await answered(inParts([bytes.subarray(0, at), bytes.subarray(at)]))).body).toBe('{"name":"Zoë"}');
		expect((await answered(inParts([]))).body).toBe('');
	});

	it('is not read beyond the limit, and the connection is closed', async () => {
		let sent = 0;
		let isClosed = false;
		const part = new Uint8Array(1_000_000);
		const endless = (async function* () {
			try {
				for (;;) {
					sent += part.length;
					yield await Promise.resolve(part);
				}
			} finally {
				isClosed = true;
			}
		})();

		expect(await failureOf(endless)).toEqual({
			kind: 'unreadable',
			status: 200,
			says: 'The answer is larger than 64 MB and was not read to the end (HTTP 200)',
			todo: expect.stringContaining('Check the base URL'),
		});
		expect([sent, isClosed]).toEqual([MOST_BYTES + part.length, true]);
	});

	it('is not looked at where it came whole and is longer than that', async () => {
		expect(await failureOf(Buffer.alloc(MOST_BYTES + 1))).toMatchObject({
			kind: 'unreadable',
			says: 'The answer is larger than 64 MB and was not looked at (HTTP 200)',
		});
		expect((await answered(bytes)).body).toBe('{"name":"Zoë"}');
	});

	it('fails as its stream does', async () => {
		const broken = (async function* () {
			yield await Promise.resolve(bytes);
			throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
		})();
		await expect(answered(broken)).rejects.toThrow('aborted');
	});

	it('is no text where it is not in the encoding that it claims', async () => {
		expect(await failureOf(inParts([Buffer.from([0xff])]))).toMatchObject({
			kind: 'unreadable',
			says: 'The answer is not text in the encoding utf-8 (HTTP 200)',
		});
	});

	it.each([301, 302, 303, 307, 308])('is nothing after a redirect, wherever to (%i)', async (statusCode) => {
		expect(await failureOf('', { statusCode, headers: {} })).toMatchObject({
			kind: 'redirected',
			status: statusCode,
			says: expect.stringContaining('redirects to an unnamed address'),
		});
		expect(await failureOf('', { statusCode, headers: { location: '//elsewhere.test/login?session=1' } })).toMatchObject({
			kind: 'redirected',
			says: expect.stringContaining('redirects to https://elsewhere.test/login ('),
		});
	});
});

describe('a request on its way out', () => {
	it('is refused where a text was cut in the middle of a character, or a header would be altered', () => {
		expect(() => toOptions({ ...REQUEST, query: [['email', 'a\ud800']] }, 1_000)).toThrow('email ends in half a character');
		expect(() => toOptions({ ...REQUEST, headers: { 'x-key': 'a\nb' } }, 1_000)).toThrow(FailureError);
	});

	it('follows no redirect, and takes whatever status comes for an answer', () => {
		expect(
			toOptions(
				{
					...REQUEST,
					query: [
						['q', 'a&b'],
						['q', 'ü'],
					],
				},
				1_000,
			),
		).toMatchObject({
			url: 'https://intranet.example.test/api/users?q=a%26b&q=%C3%BC',
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			encoding: 'stream',
		});
	});

	it('is ended by the platform, whose words are no help, later than by its own time', () => {
		expect(toOptions(REQUEST, 1_000).timeout).toBeGreaterThan(1_500);
	});
});

describe('an answer that waits', () => {
	const waiting = async (chunks: readonly Buffer[]) =>
		await readAnswer(
			{ statusCode: 200, headers: { 'content-type': 'application/json' }, body: Readable.from(chunks) },
			{ ...REQUEST, waits: true },
		);
	const whole = Buffer.from('{"Name":"Łukasz Żółć"}');
	const [first, second] = [whole.subarray(0, 10), whole.subarray(10)]; // in the middle of a letter

	it('is the pieces that came, until its text is asked for', async () => {
		const answer = await waiting([first, second]);

		expect(answer.chunks).toEqual([first, second]);
		expect(answer.body).toBe(whole.toString());
	});

	it('has the mark of the same answer that came at once, and of no other', async () => {
		const mark = markOf(await waiting([first, second]));

		expect(markOf({ status: 200, body: whole.toString() })).toBe(mark);
		expect(markOf(await waiting([second, first]))).not.toBe(mark);
	});

	it('says that it is in no encoding when its text is asked for, and not before', async () => {
		const answer = await waiting([Buffer.from([0x7b, 0xff])]);

		expect(() => answer.body).toThrow(FailureError);
		expect(() => answer.body).toThrow('not text in the encoding utf-8');
	});

	it('is not made text by a request of Appenate before it is opened', async () => {
		let asked = 0;
		const answer = {
			...(await waiting([first, second])),
			get body() {
				asked += 1;
				return whole.toString();
			},
		};
		const credential = { service: 'custom', baseUrl: 'https://forms.example.test', companyId: '1', apiKey: 'k' };
		const send: Send = async (wanted) => {
			expect(wanted.waits).toBe(true);
			expect(reasonToRetry(wanted, { kind: 'answered', answer })).toBeUndefined();
			return await Promise.resolve(answer);
		};
		const { mark, open } = await appenateRequest({ credential, send }, 'json').unopened('/user/search', []);

		expect(mark()).toBe(markOf(answer));
		expect(asked).toBe(0);
		expect(open()).toEqual({ Name: 'Łukasz Żółć' });
		expect(asked).toBe(1);
	});
});
