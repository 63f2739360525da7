import { costOf } from '../../nodes/shared/n8n/run/hints';

const cost = (requests: number, previewed?: Parameters<typeof costOf>[1], perDay?: number) =>
	costOf({ requests: () => requests, ...(perDay === undefined ? {} : { perDay }) }, previewed);

describe('what an execution costs', () => {
	it('is not told where the vendor counts nothing', () => {
		expect(cost(12, { keptBack: 2 })).toBeUndefined();
	});

	it.each<[number, number | undefined, string]>([
		[0, undefined, '0 requests, 0% of the 2,500 a day.'],
		[1, undefined, '1 request, 0.1% of the 2,500 a day.'],
		[1200, undefined, '1,200 requests, 48% of the 2,500 a day.'],
		[2, 0, '2 requests, 0.1% of the 2,500 a day. The run itself would take at least 2 requests: 2 to read and 0 to write.'],
		[1, 4, '1 request, 0.1% of the 2,500 a day. The run itself would take at least 5 requests: 1 to read and 4 to write.'],
	])('%i requests, %j kept back: %s', (requests, keptBack, message) => {
		expect(cost(requests, keptBack === undefined ? undefined : { keptBack }, 2500)).toEqual({ message, isTooMuch: false });
	});

	it('is a warning where a plan takes more than a day has', () => {
		expect(cost(12, { keptBack: 2489 }, 2500)).toEqual({
			message:
				'12 requests, 0.5% of the 2,500 a day. The run itself would take at least 2,501 requests: 12 to read and 2,489 to write. That is more than one day allows.',
			isTooMuch: true,
		});
		expect(cost(12, { keptBack: 2488 }, 2500)?.isTooMuch).toBe(false);
	});

	it('leaves out what was read only to be shown', () => {
		expect(cost(5, { keptBack: 1, shownOnly: 4 }, 2500)?.message).toContain('at least 2 requests: 1 to read and 1 to write.');
	});
});
