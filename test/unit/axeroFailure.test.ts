import { openEnvelope } from '../../nodes/Axero/transport/failure';
import { failureOf, mayHaveLanded, type Failure } from '../../nodes/shared/failure';
import type { VendorAnswer } from '../../nodes/shared/http/types';

const failureOfAnswer = (status: number, body: string, headers: VendorAnswer['headers'] = {}): Failure | undefined => {
	try {
		openEnvelope({ status, statusText: '', headers, body });
		return undefined;
	} catch (error) {
		return failureOf(error);
	}
};
const saying = (ResponseMessage: string): string => JSON.stringify({ IsError: true, ResponseMessage });

describe("Axero's answers", () => {
	it.each<[number, string, object]>([
		[401, saying('No'), { kind: 'signIn', status: 401 }],
		[403, saying(''), { kind: 'signIn', status: 403 }],
		[403, '<html></html>', { kind: 'signIn', status: 403 }],
		[
			403,
			saying('You may not edit this user'),
			{
				kind: 'refused',
				status: 403,
				says: 'Axero: You may not edit this user (HTTP 403)',
				todo: expect.stringContaining('The role of the user behind this key'),
			},
		],
		[500, saying('Object reference not set'), { kind: 'refused', status: 500, inOwnWords: true }],
		[500, '<html></html>', { kind: 'unreadable', status: 500 }],
	])('HTTP %i with %s', (status, body, failure) => {
		expect(failureOfAnswer(status, body)).toMatchObject(failure);
	});

	it('do not count as its own words where something else speaks', () => {
		expect(failureOfAnswer(500, '{"Message":"An error has occurred."}')).not.toHaveProperty('inOwnWords');
	});

	it('leave a write in doubt that failed in the middle', () => {
		const failure = failureOfAnswer(500, saying('Object reference not set'));

		expect(failure && mayHaveLanded(failure)).toBe(true);
	});

	it.each([saying('Slow down'), '{}', '<html></html>'])('keep the wait that a 429 with %s asks for', (body) => {
		expect(failureOfAnswer(429, body, { 'retry-after': '90' })).toMatchObject({ kind: 'throttled', retryAfterMs: 90_000 });
		expect(failureOfAnswer(429, body)).not.toHaveProperty('retryAfterMs');
	});
});
