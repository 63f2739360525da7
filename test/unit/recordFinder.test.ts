import { failed, failureOf } from '../../nodes/shared/failure';
import { recordFinder, type ListedRecord, type RecordPlace } from '../../nodes/shared/provisioning/recordFinder';

const SALES: ListedRecord = { id: '12', name: 'Sales', code: 'D-1', within: 'Berlin' };
const SELLING: ListedRecord = { id: '40', name: 'Sales', code: 'D-2', within: 'Paris' };
const TAX: ListedRecord = { id: '7', name: 'Tax & Łódź', code: 'Sales' };
const ALL = [SALES, SELLING, TAX];

/** A place whose look-ups are noted. */
function place(more: Partial<RecordPlace> = {}) {
	const asked: string[] = [];
	const finder = recordFinder({
		noun: 'department',
		keys: ['code', 'name'],
		isId: (text) => /^id-/.test(text),
		all: async () => {
			asked.push('all');
			return await Promise.resolve(ALL);
		},
		...more,
	});
	return { asked, finder };
}

const failureIn = async (work: Promise<unknown>) => await work.then(() => undefined, failureOf);

describe('a record that an item names', () => {
	it('is not looked up by its ID', async () => {
		const { finder, asked } = place();

		expect([await finder.idOf({ by: 'id', value: '99' }, 'Department'), asked]).toEqual(['99', []]);
	});

	it.each([
		['code', 'D-1', '12'],
		['code', 'Sales', '7'],
		['name', 'Tax & Łódź', '7'],
		['name', 'Tax & Łódź'.normalize('NFD'), '7'],
		['name', ' Tax & Łódź\t', '7'],
	] as const)('is found by its %s: %j', async (by, value, id) => {
		expect(await place().finder.idOf({ by, value }, 'Department')).toBe(id);
	});

	it.each(['sales', 'Sale', 'Sales '.repeat(2), ''])('is not found by anything but the whole value: %j', async (value) => {
		expect((await failureIn(place().finder.idOf({ by: 'name', value }, 'Department')))?.kind).toBe('notFound');
	});

	it('counts to the letter where another one differs in blanks only', async () => {
		const { finder } = place({ all: async () => await Promise.resolve([{ id: '1', name: ' Tax' }, TAX, { id: '2', name: 'Tax' }]) });

		expect(await finder.idOf({ by: 'name', value: ' Tax' }, 'Department')).toBe('1');
	});

	it('is refused where several have the name, which are named with what tells them apart', async () => {
		expect(await failureIn(place().finder.idOf({ by: 'name', value: 'Sales' }, 'Department'))).toMatchObject({
			kind: 'ambiguous',
			says: '2 departments have the name "Sales": 12 (in Berlin), 40 (in Paris)',
		});
	});

	it('is an error where there is none, with the names that are like it', async () => {
		expect(await failureIn(place().finder.idOf({ by: 'name', value: 'tax' }, 'Department'))).toMatchObject({
			kind: 'notFound',
			says: 'No department with the name "tax" was found',
			todo: 'Did you mean Tax & Łódź, ID 7? Check the value of Department, and whether the credential has access to it.',
		});
	});

	it('is looked up once for equal names, and the list is read once for all names', async () => {
		const { finder, asked } = place();
		const names = ['Tax & Łódź', 'Sales', 'Nowhere'];
		await Promise.all(
			Array.from(
				{ length: 1000 },
				async (_unused, i) => await failureIn(finder.idOf({ by: 'name', value: names[i % 3] ?? '' }, 'Department')),
			),
		);

		expect(asked).toEqual(['all']);
	});

	it("is looked up by the vendor's own filter, of which only whole values count", async () => {
		const filtered: string[] = [];
		const name = async (value: string) => {
			filtered.push(value);
			return await Promise.resolve([SALES, TAX]);
		};
		const { finder, asked } = place({ filters: { name } });
		const ids = await Promise.all([1, 2, 3].map(async () => await finder.idOf({ by: 'name', value: 'Tax & Łódź' }, 'Department')));

		expect([ids, filtered, asked]).toEqual([['7', '7', '7'], ['Tax & Łódź'], []]);
	});

	it('is on the list where the filter finds nobody', async () => {
		const { finder, asked } = place({ filters: { name: async () => await Promise.resolve([]) } });

		expect([await finder.idOf({ by: 'name', value: 'Tax & Łódź' }, 'Department'), asked]).toEqual(['7', ['all']]);
	});

	it('is asked for again after a look-up that failed', async () => {
		let tries = 0;
		const all = async () => {
			tries += 1;
			if (tries === 1) throw failed({ kind: 'unreachable', says: 'gone', landed: 'no' });
			return await Promise.resolve(ALL);
		};
		const { finder } = place({ all });
		const first = await failureIn(finder.idOf({ by: 'code', value: 'D-1' }, 'Department'));

		expect([first?.kind, await finder.idOf({ by: 'code', value: 'D-1' }, 'Department')]).toEqual(['unreachable', '12']);
	});
});

describe('a text that may be an ID, a code or a name', () => {
	it.each([
		['id-1', ['id-1']],
		['40', ['40']],
		['Sales', ['7']], // the code of one wins over the names of two
		['D-2', ['40']],
		['Tax & Łódź', ['7']],
		['Nowhere', []],
	])('means the surest that fits: %s', async (text, ids) => {
		expect((await place().finder.meant(text)).map(({ id }) => id)).toEqual(ids);
	});

	it('is looked up in one list, and not at all where it has the form of an ID', async () => {
		const { finder, asked } = place();
		for (const text of ['id-1', 'Sales', 'D-2', 'Sales']) await finder.meant(text);

		expect(asked).toEqual(['all']);
	});

	it('is an error that says by what it was looked for', async () => {
		const { finder } = place();

		expect(await failureIn(finder.theOne('Nowhere', 'Parent Department'))).toMatchObject({
			says: 'No department with the ID, code or name "Nowhere" was found',
			todo: 'Check the value of Parent Department, and whether the credential has access to it.',
		});
	});
});
