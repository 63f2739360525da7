import { NotSentError, readOnly, unsentOf } from '../../nodes/shared/http/readOnly';
import type { VendorRequest } from '../../nodes/shared/http/types';

describe('a way out that only reads', () => {
	const request = (method: VendorRequest['method'], extra: Partial<VendorRequest> = {}): VendorRequest => ({
		method,
		url: 'https://vendor.test/users',
		...extra,
	});
	const answer = { status: 200, statusText: 'OK', headers: {}, body: 'ann' };

	it('lets reads through, also those that look like a write, and keeps everything else back', async () => {
		const sent: VendorRequest[] = [];
		const send = readOnly(async (one) => {
			sent.push(one);
			return await Promise.resolve(answer);
		});
		const reads = [request('GET'), request('POST', { reads: true })];

		for (const one of reads) expect(await send(one)).toBe(answer);
		for (const method of ['POST', 'PUT', 'DELETE'] as const) {
			const thrown: unknown = await send(request(method)).catch((error: unknown) => error);
			expect(thrown).toBeInstanceOf(NotSentError);
			expect(thrown).toMatchObject({ name: 'NotSentError', message: 'A preview sends nothing that could change a user' });
			expect(unsentOf(thrown)).toEqual([request(method)]);
		}
		expect(sent).toEqual(reads);
	});

	it('has kept nothing back where something else went wrong', () => {
		expect(unsentOf(new Error('No'))).toBeUndefined();
	});
});
