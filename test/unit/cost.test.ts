import type { IDataObject } from 'n8n-workflow';

import { costOf } from '../../nodes/shared/n8n/run/hints';

const cost = (requests: number, items: readonly IDataObject[], perDay?: number) =>
	costOf(
		{ requests: () => requests, ...(perDay === undefined ? {} : { perDay }) },
		items.map((json) => ({ json })),
	);
const previews = (count: number, requests: number) =>
	Array.from({ length: count }, () => ({ preview: true, requests: Array(requests).fill({}) }));

describe('what an execution costs', () => {
	it('is not told where the vendor counts nothing', () => {
		expect(cost(12, previews(2, 1))).toBeUndefined();
	});

	it.each<[number, readonly IDataObject[], string]>([
		[0, [], '0 requests of 2,500 a day.'],
		[1, [{ action: 'updated' }], '1 request of 2,500 a day.'],
		[1200, [{ action: 'updated', requests: [1] }], '1,200 requests of 2,500 a day.'],
		[2, previews(3, 0), '2 requests of 2,500 a day. The run itself would take at least 2 requests: 2 to read and 0 to write.'],
		[
			1,
			[...previews(2, 2), { preview: true }],
			'1 request of 2,500 a day. The run itself would take at least 5 requests: 1 to read and 4 to write.',
		],
	])('%i requests, %j: %s', (requests, items, message) => {
		expect(cost(requests, items, 2500)).toEqual({ message, isTooMuch: false });
	});

	it('is a warning where a plan takes more than a day has', () => {
		expect(cost(12, previews(2489, 1), 2500)).toEqual({
			message:
				'12 requests of 2,500 a day. The run itself would take at least 2,501 requests: 12 to read and 2,489 to write. That is more than one day allows.',
			isTooMuch: true,
		});
		expect(cost(12, previews(2488, 1), 2500)?.isTooMuch).toBe(false);
	});
});
