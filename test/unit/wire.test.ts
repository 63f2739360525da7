import { FailureError, type Failure } from '../../nodes/shared/failure';
import { reasonToRetry } from '../../nodes/shared/http/retry';
import type { VendorRequest } from '../../nodes/shared/http/types';
import { readThrown } from '../../nodes/shared/n8n/wire';

const REQUEST: VendorRequest = { method: 'GET', url: 'https://intranet.example.test/api/users' };

function failureFrom(error: unknown, request: Partial<VendorRequest> = {}): Failure {
	try {
		readThrown(error, { ...REQUEST, ...request });
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
	])('says who can allow it, and is not tried again ($what)', ({ error }) => {
		const failure = failureFrom(error);

		expect(failure).toMatchObject({ kind: 'unreachable', landed: 'no', lasting: true, says: 'n8n sends nothing to intranet.example.test (The request was blocked)', todo: expect.stringContaining('administrator') });
		expect(reasonToRetry(REQUEST, { kind: 'failed', failure })).toBeUndefined();
	});

	it('leaves another error what it was', () => {
		expect(failureFrom(Object.assign(new Error('gone'), { code: 'ECONNRESET' }))).toMatchObject({ landed: 'maybe', says: 'No answer from intranet.example.test (ECONNRESET)' });
	});
});

describe('an answer whose body breaks off', () => {
	/** What the platform's client throws: the beginning of an answer, and none of its body. */
	const cutOff = (status: number, change: object = {}): Error =>
		Object.assign(new Error('aborted'), { code: 'ECONNRESET', response: { status, statusText: 'OK', headers: { 'content-length': '1200' } }, ...change });

	it.each([
		{ what: 'well begun', error: cutOff(200) },
		{ what: 'created', error: cutOff(201) },
		{ what: 'with nothing due', error: cutOff(204) },
		{ what: 'refused', error: cutOff(404) },
		{ what: 'in the words of its stream', error: Object.assign(cutOff(200), { message: 'stream has been aborted', code: 'ERR_BAD_RESPONSE' }) },
		{ what: 'wrapped', error: Object.assign(new Error('wrapped'), { cause: cutOff(200) }) },
	])('is no answer, and no empty one ($what)', ({ error }) => {
		expect(failureFrom(error)).toMatchObject({ kind: 'unreachable', landed: 'maybe', says: expect.stringContaining('No answer from intranet.example.test') });
	});

	it('is asked for again, where that does no harm', () => {
		const tried = { kind: 'failed', failure: failureFrom(cutOff(200)) } as const;

		expect(reasonToRetry(REQUEST, tried)).toBe('passing');
		expect(reasonToRetry({ ...REQUEST, method: 'POST' }, tried)).toBeUndefined();
	});

	it('is told from a whole one that the platform throws', () => {
		const thrown = Object.assign(new Error('Request failed with status code 401'), { response: { status: 401, statusText: 'Unauthorized', headers: {}, data: Buffer.from('no') } });

		expect(readThrown(thrown, REQUEST)).toEqual({ status: 401, statusText: 'Unauthorized', headers: {}, body: 'no' });
	});
});

describe('where no answer came', () => {
	const DOUBT = 'Whether the request was carried out is not known: look before you create anything again.';
	const failureOf = (code: string, request: Partial<VendorRequest>): Failure => failureFrom(Object.assign(new Error('gone'), { code }), request);

	it.each(['POST', 'PUT', 'DELETE'] as const)('says of a %s that may have been carried out that this is not known', (method) => {
		expect(failureOf('ECONNRESET', { method })).toMatchObject({ landed: 'maybe', todo: expect.stringContaining(DOUBT) });
	});

	it.each<[string, string, Partial<VendorRequest>]>([
		['a read', 'ECONNRESET', { method: 'GET' }],
		['a POST that only reads', 'ECONNRESET', { method: 'POST', reads: true }],
		['a write that found nobody listening', 'ECONNREFUSED', { method: 'POST' }],
		['a write to a host that is not there', 'ENOTFOUND', { method: 'PUT' }],
		['a write to a host whose certificate is over', 'CERT_HAS_EXPIRED', { method: 'DELETE' }],
	])('leaves no doubt about %s', (_what, code, request) => {
		expect(failureOf(code, request).todo).toBe('Check the base URL in the credential, and that n8n can reach this host.');
	});
});
