import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { Failure } from '../../nodes/shared/failure';
import { scrubber } from '../../nodes/shared/http/secrets';
import { toNodeError } from '../../nodes/shared/n8n/run/errors';
import { executionContext } from './executionContext';

const node = executionContext().context.getNode();
const errorOf = (failure: Failure, itemIndex?: number) =>
	toNodeError(node, failure, { ...(itemIndex === undefined ? {} : { itemIndex }), scrub: scrubber(['canary']) });
const declaredBy = (failure: Failure): unknown => ('failure' in errorOf(failure) ? errorOf(failure).failure : undefined);

describe('a failure as n8n sees it', () => {
	it.each<[string, Failure, unknown]>([
		['too many requests', { kind: 'throttled', says: 'x' }, { cause: 'rate-limited' }],
		[
			'too many requests, with a wait',
			{ kind: 'throttled', says: 'x', retryAfterMs: 30_000 },
			{ cause: 'rate-limited', retryAfterMs: 30_000 },
		],
		[
			'too many requests, with no wait at all',
			{ kind: 'throttled', says: 'x', retryAfterMs: 0 },
			{ cause: 'rate-limited', retryAfterMs: 0 },
		],
		['a refused sign-in', { kind: 'signIn', status: 401, says: 'x' }, { cause: 'credential-invalid' }],
		['no answer', { kind: 'unreachable', landed: 'maybe', says: 'x' }, { cause: 'temporarily-unavailable' }],
		['a name that nobody has', { kind: 'unreachable', landed: 'no', lasting: true, says: 'x' }, { cause: 'configuration-invalid' }],
		['a server that is down', { kind: 'refused', status: 500, says: 'x' }, { cause: 'temporarily-unavailable' }],
		['a refusal in the words of a service that works', { kind: 'refused', status: 500, inOwnWords: true, says: 'x' }, undefined],
		['a refusal', { kind: 'refused', status: 499, says: 'x' }, undefined],
		['a page of a gateway', { kind: 'unreadable', status: 502, says: 'x' }, { cause: 'temporarily-unavailable' }],
		['a page instead of the API', { kind: 'unreadable', status: 200, says: 'x' }, { cause: 'configuration-invalid' }],
		['a redirect', { kind: 'redirected', status: 302, says: 'x' }, { cause: 'configuration-invalid' }],
		['a defect of ours', { kind: 'unexpected', says: 'x' }, { cause: 'node-defect' }],
		['nobody there', { kind: 'notFound', says: 'x' }, undefined],
		['an input', { kind: 'invalid', says: 'x' }, undefined],
		['the guard', { kind: 'guarded', says: 'x' }, undefined],
	])('declares its cause: %s', (_what, failure, declared) => {
		expect(declaredBy(failure)).toEqual(declared);
	});

	it.each([
		[30_000, 'Slow down. The vendor asks you to wait 30 seconds.'],
		[119_001, 'Slow down. The vendor asks you to wait 2 minutes.'],
		[86_400_000, 'Slow down. The vendor asks you to wait 24 hours.'],
		[0, 'Slow down.'],
	])('names the wait that a vendor asks for: %i ms', (retryAfterMs, description) => {
		expect(errorOf({ kind: 'throttled', says: 'Busy', todo: 'Slow down.', retryAfterMs }).description).toBe(description);
	});

	it('is no longer than a page, whatever the vendor says, and cut only when no secret is in it any more', () => {
		const { message, description } = errorOf(
			{ kind: 'refused', status: 400, says: `${'x'.repeat(1_997)}canary${'y'.repeat(20_000_000)}`, todo: 'z'.repeat(3_000) },
			7,
		);

		expect(message).toBe(`${'x'.repeat(1_997)}[hi… (20002005 characters) [item 7]`);
		expect(description).toBe(`${'z'.repeat(2_000)}… (3000 characters)`);
	});

	it('is the vendor’s error with its status, or an error of the operation', () => {
		const refused = errorOf({ kind: 'refused', status: 409, says: 'No', todo: 'Choose another' }, 3);

		expect(refused).toBeInstanceOf(NodeApiError);
		expect(refused).toMatchObject({ message: 'No [item 3]', description: 'Choose another', httpCode: '409', context: { itemIndex: 3 } });
		expect(errorOf({ kind: 'invalid', says: 'Empty' }, 0)).toBeInstanceOf(NodeOperationError);
	});

	it('names no item where it is no item’s own', () => {
		expect(errorOf({ kind: 'signIn', status: 401, says: 'No' }).message).toBe('No');
		expect(errorOf({ kind: 'signIn', status: 401, says: 'No' }).context.itemIndex).toBeUndefined();
		expect(errorOf({ kind: 'guarded', says: 'Too many' }, 2).message).toBe('Too many');
	});

	it.each(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'ECONNRESET', 'ENOENT', 'EPIPE', 'EACCES'])(
		'keeps its words and its item, whatever the platform says of %s',
		(code) => {
			const kinds: readonly Failure[] = [
				{ kind: 'unreachable', landed: 'no', says: `No answer from vendor.test (${code})` },
				{ kind: 'skipped', says: `Skipped, because the vendor failed to answer several times. Last answer: No answer (${code})` },
				{ kind: 'invalid', says: `No field "${code}"` },
				{ kind: 'unexpected', says: code },
			];
			for (const failure of kinds) {
				const error = errorOf({ ...failure, todo: `Mind ${code}.` }, 3);
				expect(error.message).toBe(`${failure.says} [item 3]`);
				expect(error.description).toContain(`Mind ${code}.`);
			}
		},
	);

	it('holds no secret', () => {
		expect(errorOf({ kind: 'refused', status: 400, says: 'No canary', todo: 'Mind the canary' }, 0)).toMatchObject({
			message: 'No [hidden] [item 0]',
			description: 'Mind the [hidden]',
		});
	});
});
