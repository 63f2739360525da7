import { FailureError, type Failure } from '../../nodes/shared/failure';
import { reasonToRetry } from '../../nodes/shared/http/retry';
import type { VendorRequest } from '../../nodes/shared/http/types';
import { readThrown } from '../../nodes/shared/n8n/wire';

const REQUEST: VendorRequest = { method: 'GET', url: 'https://intranet.example.test/api/users' };

function failureFrom(error: unknown): Failure {
	try {
		readThrown(error, REQUEST);
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
