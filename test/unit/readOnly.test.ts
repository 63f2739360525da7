import { failed } from '../../nodes/shared/failure';
import { inSteps, NotSentError, readOnly, unsentOf } from '../../nodes/shared/http/readOnly';
import type { VendorRequest } from '../../nodes/shared/http/types';
import { refusal } from './arbitraryPeople';

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

	it('gathers the requests of steps, runs them in order, and ends at an error', async () => {
		const done: string[] = [];
		const step = (name: string) => async () => void (await Promise.resolve(done.push(name)));
		const keeps = (url: string) => async () => await Promise.reject(new NotSentError([request('PUT', { url })]));

		await inSteps([step('a'), step('b')]);
		expect(done).toEqual(['a', 'b']);
		expect(unsentOf(await inSteps([keeps('1'), step('c'), keeps('2')]).catch((error: unknown) => error))).toEqual([
			request('PUT', { url: '1' }),
			request('PUT', { url: '2' }),
		]);
		await expect(inSteps([async () => await Promise.reject(failed(refusal)), step('never')])).rejects.toMatchObject({ failure: refusal });
		expect(done).toEqual(['a', 'b', 'c']);
	});
});
