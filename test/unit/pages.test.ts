import fc from 'fast-check';

import { readAll, rowsOf, type Page, type Unopened } from '../../nodes/shared/http/pages';
import { runs } from './runs';

type Change = (offset: number, page: Page<string, number>) => Page<string, number>;
type Vendor = Readonly<{
	/** What becomes of a page on its way. */
	change?: Change;
	/** Each page begins with the last row of the one before. */
	overlaps?: true;
	/** How many pages behind the next one a page tells the places of. */
	ahead?: number;
	/** Pages come unopened; their mark tells what is on them. */
	unopened?: true;
	/** What others do to the rows after a request, by its number. */
	meanwhile?: Readonly<Record<number, (rows: string[]) => void>>;
}>;

/** A vendor with this many rows, in pages of three, by offset. */
const vendor = (howMany: number, { change = (_, page) => page, overlaps, ahead = 0, unopened, meanwhile = {} }: Vendor = {}) => {
	const all = Array.from({ length: howMany }, (_, i) => `r${i}`);
	let [reads, opens, underWay, mostUnderWay] = [0, 0, 0, 0];
	const readPage = async (offset: number): Promise<Page<string, number>> => {
		const rows = all.slice(offset, offset + 3);
		const next = offset + (overlaps ? 2 : 3);
		const following = Array.from({ length: ahead }, (_, i) => next + 3 * (i + 1)).filter((place) => place < all.length);
		const more = { next, ...(overlaps ? { overlaps } : {}), ...(ahead > 0 ? { following } : {}) };
		const page = { rows, total: all.length, ...(rows.length === 3 ? more : {}) };
		reads += 1;
		meanwhile[reads]?.(all);
		return await Promise.resolve(change(offset, page));
	};
	const read = async (offset: number): Promise<Page<string, number> | Unopened<string, number>> => {
		underWay += 1;
		mostUnderWay = Math.max(mostUnderWay, underWay);
		const page = await readPage(offset).finally(() => (underWay -= 1));
		const open = (): Page<string, number> => {
			opens += 1;
			return page;
		};
		return unopened ? { mark: () => JSON.stringify([page.rows, page.total]), open } : page;
	};
	return {
		list: () => rowsOf({ start: 0, read, idOf: (row) => row }),
		reads: () => reads,
		opens: () => opens,
		mostUnderWay: () => mostUnderWay,
		now: () => [...all],
	};
};

const gone =
	(...names: readonly string[]) =>
	(rows: string[]): void => {
		for (const name of names) if (rows.includes(name)) rows.splice(rows.indexOf(name), 1);
	};

describe('a paged list', () => {
	it.each([
		[0, 1],
		[1, 1],
		[3, 3],
		[4, 3],
		[9, 7],
	])(
		'of %i rows in pages of three gives all of them in %i requests, since all pages but the last are looked at twice',
		async (howMany, requests) => {
			const { list, reads } = vendor(howMany);
			const { rows, end } = await readAll(list());

			expect([rows.length, new Set(rows).size, end, reads()]).toEqual([howMany, howMany, { complete: true }, requests]);
		},
	);

	it.each([
		[0, 1],
		[1, 1],
		[3, 2],
		[4, 2],
		[9, 5],
	])('of %i rows whose pages overlap gives all of them in %i requests', async (howMany, requests) => {
		const { list, reads } = vendor(howMany, { overlaps: true });
		const { rows, end } = await readAll(list());

		expect([rows.length, new Set(rows).size, end, reads()]).toEqual([howMany, howMany, { complete: true }, requests]);
	});

	it.each([
		[1, '1 row has no ID and was left out'],
		[2, '2 rows have no ID and were left out'],
	])('leaves out %i rows without an ID, and says so', async (howMany, why) => {
		for (const overlaps of [true, undefined]) {
			const { list } = vendor(5, {
				change: (offset, page) => ({ ...page, rows: page.rows.map((row, i) => (offset + i >= 5 - howMany ? '' : row)) }),
				...(overlaps ? { overlaps } : {}),
			});
			const { rows, end } = await readAll(list());

			expect([rows.length, end]).toEqual([5 - howMany, { complete: false, lacks: 'details', why }]);
		}
	});

	it('in which no row has an ID is not the list that was asked for', async () => {
		const { list } = vendor(3, { change: (_, page) => ({ ...page, rows: page.rows.map(() => '') }) });

		expect(await readAll(list())).toEqual({
			rows: [],
			end: { complete: false, lacks: 'rows', why: '3 rows have no ID and were left out' },
		});
	});

	it('goes on after a page without any ID, and says what else is wrong', async () => {
		const { list } = vendor(7, { change: (offset, page) => ({ ...page, total: 8, rows: offset === 3 ? ['', '', ''] : page.rows }) });
		const { rows, end } = await readAll(list());

		expect([rows, end]).toEqual([
			['r0', 'r1', 'r2', 'r6'],
			{ complete: false, lacks: 'rows', why: 'the vendor counts 8, and 7 came; 3 rows have no ID and were left out' },
		]);
	});

	it('ends when it has no end, and says so', async () => {
		let reads = 0;
		const read = async (offset: number): Promise<Page<string, number>> => {
			reads += 1;
			return await Promise.resolve({ rows: [`r${offset}`], next: offset + 1 });
		};
		const { rows, end } = await readAll(rowsOf({ start: 0, read, idOf: (row) => row }));

		expect([rows.length, reads, end]).toEqual([10_000, 10_000, { complete: false, lacks: 'rows', why: 'it has more than 10000 pages' }]);
	});

	it.each([true, undefined])(
		'ends when the vendor sets the offset back to the beginning, and says so (overlapping: %s)',
		async (overlaps) => {
			const { list } = vendor(6, {
				change: (offset, page) => (offset >= 4 ? { rows: ['r0', 'r1', 'r2'], next: offset + 3 } : page),
				...(overlaps ? { overlaps } : {}),
			});
			const { end } = await readAll(list());

			expect(end).toEqual({ complete: false, lacks: 'rows', why: 'a page had no new users' });
		},
	);

	it('ends when a cursor comes again, and says so', async () => {
		const { list, reads } = vendor(100, { change: (_, page) => ({ ...page, next: 3 }) });
		const { end } = await readAll(list());

		expect([end, reads()]).toEqual([{ complete: false, lacks: 'rows', why: 'the vendor returned the same page twice' }, 2]);
	});

	it('gives a row once that stands on two pages', async () => {
		const { list } = vendor(6, { change: (offset, page) => (offset === 3 ? { ...page, rows: ['r2', ...page.rows] } : page) });

		expect((await readAll(list())).rows).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5']);
	});

	it('says that a list is not complete when the vendor counts more', async () => {
		const { list } = vendor(4, { change: (_, page) => ({ ...page, total: 7 }) });

		expect((await readAll(list())).end).toEqual({ complete: false, lacks: 'rows', why: 'the vendor counts 7, and 4 came' });
	});

	it('gives a row once that is twice on a page, and goes on over an empty page', async () => {
		const pages: Readonly<Record<number, Page<string, number>>> = {
			0: { rows: ['a', 'a', 'b'], next: 1 },
			1: { rows: [], next: 2 },
			2: { rows: ['c'] },
		};
		const list = rowsOf({ start: 0, read: async (at) => await Promise.resolve(pages[at] ?? { rows: [] }), idOf: (row) => row });

		expect(await readAll(list)).toEqual({ rows: ['a', 'b', 'c'], end: { complete: true } });
	});

	it('is complete where more came than the vendor counts', async () => {
		const { list } = vendor(4, { change: (_, page) => ({ ...page, total: 2 }) });

		expect((await readAll(list())).end).toEqual({ complete: true });
	});

	it('reads no further than it is asked', async () => {
		const { list, reads } = vendor(100);
		const rows = list();
		await rows.next();
		await rows.return({ complete: true });

		expect(reads()).toBe(1);
	});
});

describe('a list whose pages tell where the following ones are', () => {
	it.each([
		[3, 3, 1],
		[9, 7, 2],
		[30, 21, 3],
	])(
		'of %i rows gives all of them in order and in %i requests, of which %i are on their way at once',
		async (howMany, requests, atOnce) => {
			const { list, reads, mostUnderWay } = vendor(howMany, { ahead: 2 });
			const { rows, end } = await readAll(list());

			expect([rows, end]).toEqual([Array.from({ length: howMany }, (_, i) => `r${i}`), { complete: true }]);
			expect([reads(), mostUnderWay()]).toEqual([requests, atOnce]);
		},
	);

	it('fails where a page fails, after the rows before it', async () => {
		const { list } = vendor(30, {
			ahead: 2,
			change: (offset, page) => {
				if (offset === 6) throw new Error('gone');
				return page;
			},
		});
		const rows: string[] = [];
		const reading = async (): Promise<void> => {
			for await (const row of { [Symbol.asyncIterator]: list }) rows.push(row);
		};

		await expect(reading()).rejects.toThrow('gone');
		expect(rows).toHaveLength(6);
	});

	it('is not followed where it goes on otherwise than it told', async () => {
		const { list } = vendor(12, { ahead: 2, change: (offset, page) => (offset === 3 ? { ...page, next: 5 } : page) });

		expect(new Set((await readAll(list())).rows)).toEqual(new Set(Array.from({ length: 12 }, (_, i) => `r${i}`)));
	});
});

describe('a list whose pages come unopened', () => {
	it.each([
		[0, 1, 1],
		[3, 3, 2],
		[9, 7, 4],
	])(
		'of %i rows gives all of them in %i requests, and opens %i pages: those of the second look were there already',
		async (howMany, requests, openings) => {
			const { list, reads, opens } = vendor(howMany, { unopened: true, ahead: 2 });
			const { rows, end } = await readAll(list());

			expect([rows, end]).toEqual([Array.from({ length: howMany }, (_, i) => `r${i}`), { complete: true }]);
			expect([reads(), opens()]).toEqual([requests, openings]);
		},
	);

	it('opens what is not as it was in the look before, and gives who is new on it', async () => {
		const { list, opens } = vendor(9, { unopened: true, meanwhile: { 4: (rows) => rows.splice(4, 1, 'new') } });
		const { rows, end } = await readAll(list());

		expect([rows, end]).toEqual([[...Array.from({ length: 9 }, (_, i) => `r${i}`), 'new'], { complete: true }]);
		// Four pages, the one with the new row, and the last; the third look finds all of them again.
		expect(opens()).toBe(6);
	});

	it('opens a page that is the same at another place: another one follows it', async () => {
		type Pages = Readonly<Record<string, Page<string, string>>>;
		const before: Pages = { a: { rows: ['1', '2'], next: 'b' }, b: { rows: ['3'], next: 'd' }, d: { rows: ['4'] } };
		const after: Pages = { a: { rows: ['1', '2', '0'], next: 'c' }, c: { rows: ['3'], next: 'e' }, e: { rows: ['5'] } };
		let looks = 0;
		const read = async (place: string): Promise<Unopened<string, string>> => {
			if (place === 'a') looks += 1;
			const page = (looks === 1 ? before : { ...before, ...after })[place] ?? { rows: [] };
			return await Promise.resolve({ mark: () => page.rows.join(), open: () => page });
		};
		const { rows } = await readAll(rowsOf({ start: 'a', read, idOf: (row) => row }));

		expect(rows).toEqual(['1', '2', '3', '4', '0', '5']);
	});
});

describe('a list that somebody leaves while it is read', () => {
	it.each([true, undefined])('still gives everybody, once each (overlapping: %s)', async (overlaps) => {
		const { list } = vendor(9, { meanwhile: { 1: gone('r1') }, ...(overlaps ? { overlaps } : {}) });
		const { rows, end } = await readAll(list());

		expect(end).toEqual({ complete: true });
		expect([...rows].sort()).toEqual(Array.from({ length: 9 }, (_, i) => `r${i}`));
	});

	it.each([true, undefined])(
		'does so when somebody else joins at the same time, and the count stays the same (overlapping: %s)',
		async (overlaps) => {
			const swapped = (rows: string[]): void => {
				gone('r0')(rows);
				rows.push('new');
			};
			const { list } = vendor(9, { meanwhile: { 1: swapped }, ...(overlaps ? { overlaps } : {}) });
			const { rows, end } = await readAll(list());

			expect(end).toEqual({ complete: true });
			expect([...rows].sort()).toEqual(['new', ...Array.from({ length: 9 }, (_, i) => `r${i}`)].sort());
		},
	);

	it('does so when somebody moves to the front at the same time: the count tells', async () => {
		const { list } = vendor(9, { meanwhile: { 1: (rows) => (gone('r0', 'r7')(rows), void rows.unshift('r7')) }, overlaps: true });
		const { rows, end } = await readAll(list());

		expect(end).toEqual({ complete: true });
		expect([...rows].sort()).toEqual(Array.from({ length: 9 }, (_, i) => `r${i}`));
	});

	it.each([true, undefined])('is said to be incomplete when it never stands still (overlapping: %s)', async (overlaps) => {
		const first = (rows: string[]): void => void rows.shift();
		const { list } = vendor(40, {
			meanwhile: Object.fromEntries(Array.from({ length: 60 }, (_, i) => [i + 1, first])),
			...(overlaps ? { overlaps } : {}),
		});

		expect((await readAll(list())).end).toEqual({
			complete: false,
			lacks: 'rows',
			why: 'it was different each time it was read (3 times)',
		});
	});

	it('is never complete without somebody who was there all the time', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 0, max: 14 }),
				fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('leave', 'join', 'move'), fc.nat(14)), { maxLength: 6 }),
				fc.boolean(),
				fc.constantFrom(0, 2),
				fc.constantFrom(undefined, true),
				async (howMany, events, isOverlapping, ahead, unopened) => {
					const stayed = new Set(Array.from({ length: howMany }, (_, i) => `r${i}`));
					const meanwhile: Record<number, (rows: string[]) => void> = {};
					for (const [at, what, n] of events) {
						const earlier = meanwhile[at];
						meanwhile[at] = (rows) => {
							earlier?.(rows);
							const row = rows[n % Math.max(rows.length, 1)];
							if (what === 'join') rows.splice(n, 0, `new${at}-${n}-${rows.length}`);
							if (what === 'leave' && row !== undefined) {
								stayed.delete(row);
								gone(row)(rows);
							}
							// A list that overlaps is in an order that people keep.
							if (what === 'move' && !isOverlapping && row !== undefined) {
								gone(row)(rows);
								rows.unshift(row);
							}
						};
					}
					const { list } = vendor(howMany, {
						meanwhile,
						...(unopened ? { unopened } : {}),
						...(isOverlapping ? { overlaps: true } : { ahead }),
					});
					const { rows, end } = await readAll(list());

					expect(new Set(rows).size).toBe(rows.length);
					if (end.complete) expect([...stayed].filter((row) => !rows.includes(row))).toEqual([]);
				},
			),
			{ numRuns: runs(3000) },
		);
	});
});
