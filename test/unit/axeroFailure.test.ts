import { openEnvelope, type Expected } from '../../nodes/Axero/wire/failure';
import { failureOf, mayHaveLanded, type Failure } from '../../nodes/shared/failure';
import type { VendorAnswer } from '../../nodes/shared/http/types';
import { isJsonObject, parseJson } from '../../nodes/shared/json/json';

const failureOfAnswer = (
	status: number,
	body: string,
	{ headers = {}, expected = {} }: Readonly<{ headers?: VendorAnswer['headers']; expected?: Expected }> = {},
): Failure | undefined => {
	try {
		openEnvelope({ status, statusText: '', headers, body }, expected);
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

	it.each([502, 503, 504])('are an outage with HTTP %i, whoever puts it into words', (status) => {
		const failure = failureOfAnswer(status, saying('The site is being updated'));

		expect(failure).toMatchObject({ kind: 'refused', status, says: `Axero: The site is being updated (HTTP ${status})` });
		expect(failure).not.toHaveProperty('inOwnWords');
	});

	it.each([
		[200, saying('User not found.'), 'Axero: User not found. (user 12)'],
		[403, saying('No'), 'Axero: No (HTTP 403, user 12)'],
		[500, '{"Message":"An error has occurred."}', 'Axero: An error has occurred. (HTTP 500, user 12)'],
		[200, saying(''), 'Axero: refused without a reason (user 12)'],
	])('that refuse (HTTP %i with %s) say whom they are about', (status, body, says) => {
		expect(failureOfAnswer(status, body, { expected: { about: 'user 12' } })?.says).toBe(says);
	});

	describe('without the envelope', () => {
		const mine: Expected = { bare: (answer) => Array.isArray(answer) || (isJsonObject(answer) && 'UserID' in answer) };

		it.each([
			['{"UserID":12,"Email":"ana@example.test"}', { UserID: 12, Email: 'ana@example.test' }],
			['[{"UserID":12}]', [{ UserID: 12 }]],
			['[]', []],
		])('are taken when what was asked for stands in them: %s', (body, data) => {
			const opened = openEnvelope({ status: 200, statusText: '', headers: {}, body }, mine);

			expect(opened).toEqual({ data: parseJson(JSON.stringify(data)) });
		});

		it.each([
			['a proxy’s refusal', 200, '{"error":"no route"}'],
			['a health check', 200, '{"ok":true}'],
			['a web page', 200, '<!DOCTYPE html><title>Sign in</title>'],
			['nothing', 200, ''],
			['a bare true', 200, 'true'],
			['a bare number', 200, '12'],
			['a bare null', 200, 'null'],
			['half an envelope', 200, '{"ResponseData":{"UserID":12},"UserID":12}'],
			['an envelope that can not make up its mind', 200, '{"IsError":"no","UserID":12}'],
			['a failed answer', 500, '{"UserID":12}'],
			['half a document', 200, '{"UserID":12'],
		])('are not taken when %s comes', (_what, status, body) => {
			expect(failureOfAnswer(status, body, { expected: mine })).toMatchObject({ kind: 'unreadable', status });
		});

		it('are refusals when they say so', () => {
			expect(failureOfAnswer(200, '{"IsError":true,"UserID":12,"ResponseMessage":"No"}', { expected: mine })).toMatchObject({
				kind: 'refused',
				says: 'Axero: No',
			});
		});

		it('are never taken where nobody has said what would have to stand in them', () => {
			expect(failureOfAnswer(200, '{"UserID":12}')).toMatchObject({ kind: 'unreadable' });
		});
	});

	it('do not count as its own words where something else speaks', () => {
		expect(failureOfAnswer(500, '{"Message":"An error has occurred."}')).not.toHaveProperty('inOwnWords');
	});

	it('leave a write in doubt that failed in the middle', () => {
		const failure = failureOfAnswer(500, saying('Object reference not set'));

		expect(failure && mayHaveLanded(failure)).toBe(true);
	});

	it.each([saying('Slow down'), '{}', '<html></html>'])('keep the wait that a 429 with %s asks for', (body) => {
		expect(failureOfAnswer(429, body, { headers: { 'retry-after': '90' } })).toMatchObject({ kind: 'throttled', retryAfterMs: 90_000 });
		expect(failureOfAnswer(429, body)).not.toHaveProperty('retryAfterMs');
	});
});
