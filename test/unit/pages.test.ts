import { rowsOf, type ListEnd, type Page } from '../../nodes/shared/http/pages';

/** A vendor with this many rows, in pages of three, by offset. */
const vendor = (howMany: number, change: (offset: number, page: Page<string, number>) => Page<string, number> = (_, page) => page) => {
	const all = Array.from({ length: howMany }, (_, i) => `r${i}`);
	let reads = 0;
	const read = async (offset: number): Promise<Page<string, number>> => {
		reads += 1;
		const rows = all.slice(offset, offset + 3);
		const page = { rows, total: all.length, ...(rows.length === 3 ? { next: offset + 3 } : {}) };
		return await Promise.resolve(change(offset, page));
	};
	return { list: () => rowsOf({ start: 0, read, idOf: (row) => row }), reads: () => reads };
};

const drain = async (list: AsyncGenerator<string, ListEnd>): Promise<{ rows: string[]; end: ListEnd }> => {
	const rows: string[] = [];
	for (;;) {
		const next = await list.next();
		if (next.done) return { rows, end: next.value };
		rows.push(next.value);
	}
};

describe('a paged list', () => {
	it.each([
		[0, 1],
		[1, 1],
		[3, 2],
		[4, 2],
		[9, 4],
	])('of %i rows in pages of three gives all of them in %i requests', async (howMany, requests) => {
		const { list, reads } = vendor(howMany);
		const { rows, end } = await drain(list());

		expect([rows.length, new Set(rows).size, end, reads()]).toEqual([howMany, howMany, { complete: true }, requests]);
	});

	it.each([
		[1, '1 row has no ID and was left out'],
		[2, '2 rows have no ID and were left out'],
	])('leaves out %i rows without an ID, and says so', async (howMany, why) => {
		const { list, reads } = vendor(5, (offset, page) => ({
			...page,
			rows: page.rows.map((row, i) => (offset + i >= 5 - howMany ? '' : row)),
		}));
		const { rows, end } = await drain(list());

		expect([rows.length, reads(), end]).toEqual([5 - howMany, 2, { complete: false, why }]);
	});

	it('goes on after a page without any ID, and says what else is wrong', async () => {
		const { list } = vendor(7, (offset, page) => ({ ...page, total: 8, rows: offset === 3 ? ['', '', ''] : page.rows }));
		const { rows, end } = await drain(list());

		expect([rows, end]).toEqual([
			['r0', 'r1', 'r2', 'r6'],
			{ complete: false, why: 'the vendor counts 8, and 7 came; 3 rows have no ID and were left out' },
		]);
	});

	it('ends when it has no end, and says so', async () => {
		let reads = 0;
		const read = async (offset: number): Promise<Page<string, number>> => {
			reads += 1;
			return await Promise.resolve({ rows: [`r${offset}`], next: offset + 1 });
		};
		const { rows, end } = await drain(rowsOf({ start: 0, read, idOf: (row) => row }));

		expect([rows.length, reads, end]).toEqual([10_000, 10_000, { complete: false, why: 'it has more than 10000 pages' }]);
	});

	it('ends when the vendor sets the offset back to the beginning, and says so', async () => {
		const { list } = vendor(6, (offset, page) => (offset >= 6 ? { rows: ['r0', 'r1', 'r2'], next: offset + 3 } : page));
		const { rows, end } = await drain(list());

		expect([rows.length, end]).toEqual([6, { complete: false, why: 'a page held nobody new' }]);
	});

	it('ends when a cursor comes again, and says so', async () => {
		const { list, reads } = vendor(100, (_, page) => ({ ...page, next: 3 }));
		const { end } = await drain(list());

		expect([end, reads()]).toEqual([{ complete: false, why: 'the vendor led back to a page that was read already' }, 2]);
	});

	it('gives a row once that moved to a later page', async () => {
		const { list } = vendor(6, (offset, page) => (offset === 3 ? { ...page, rows: ['r2', ...page.rows] } : page));

		expect((await drain(list())).rows).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5']);
	});

	it('says that a list is not complete when the vendor counts more', async () => {
		const { list } = vendor(4, (_, page) => ({ ...page, total: 7 }));

		expect((await drain(list())).end).toEqual({ complete: false, why: 'the vendor counts 7, and 4 came' });
	});

	it('gives a row once that is twice on a page, and goes on over an empty page', async () => {
		const pages: Readonly<Record<number, Page<string, number>>> = {
			0: { rows: ['a', 'a', 'b'], next: 1 },
			1: { rows: [], next: 2 },
			2: { rows: ['c'] },
		};
		const list = rowsOf({ start: 0, read: async (at) => await Promise.resolve(pages[at] ?? { rows: [] }), idOf: (row) => row });

		expect(await drain(list)).toEqual({ rows: ['a', 'b', 'c'], end: { complete: true } });
	});

	it('is complete where more came than the vendor counts', async () => {
		const { list } = vendor(4, (_, page) => ({ ...page, total: 2 }));

		expect((await drain(list())).end).toEqual({ complete: true });
	});

	it('reads no further than it is asked', async () => {
		const { list, reads } = vendor(100);
		const rows = list();
		await rows.next();
		await rows.return({ complete: true });

		expect(reads()).toBe(1);
	});
});
