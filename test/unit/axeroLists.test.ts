import { FIRST_PAGE, listed, membersList, pageOf, usersList } from '../../nodes/Axero/wire/lists';
import type { AxeroRequest } from '../../nodes/Axero/wire/request';
import { failureOf } from '../../nodes/shared/failure';
import { jsonNumber, type JsonObject } from '../../nodes/shared/json/json';
import type { ListEnd } from '../../nodes/shared/http/pages';

type Site = Readonly<{ total?: boolean; longest?: number; unpaged?: boolean; says?: number }>;

/** A site with this many users, which may tell the total, give shorter pages than it is asked for, or not page at all. */
const site = (howMany: number, { total = false, longest = 100, unpaged = false, says = howMany }: Site = {}) => {
	const all = Array.from({ length: howMany }, (_unused, i): JsonObject => ({ UserID: jsonNumber(String(i + 1)) }));
	const asked: string[] = [];
	const request: AxeroRequest = async ({ path, query = [] }) => {
		asked.push(`${path}?${query.map((pair) => pair.join('=')).join('&')}`);
		const of = (name: string): number => Number(query.find(([one]) => one === name)?.[1]);
		const length = Math.min(of('pagelength'), longest);
		const rows = unpaged ? all : all.slice((of('startpage') - 1) * length, of('startpage') * length);
		return await Promise.resolve({ data: rows, ...(total ? { total: says } : {}) });
	};
	return { request, asked };
};

const drain = async (list: AsyncGenerator<JsonObject, ListEnd>): Promise<{ rows: JsonObject[]; end: ListEnd }> => {
	const rows: JsonObject[] = [];
	for (;;) {
		const next = await list.next();
		if (next.done) return { rows, end: next.value };
		rows.push(next.value);
	}
};

describe('a list at Axero, in pages of three', () => {
	it.each([
		[0, 1, 1],
		[1, 1, 3],
		[3, 1, 3],
		[4, 3, 3],
		[9, 5, 7],
	])(
		'of %i rows comes whole: in %i requests with a total, in %i without, since all pages but the last are looked at twice',
		async (howMany, withTotal, without) => {
			const [one, other] = [site(howMany, { total: true }), site(howMany)];
			const found = [await drain(listed(one.request, usersList(), 3)), await drain(listed(other.request, usersList(), 3))];

			expect(found.map(({ rows, end }) => [rows.length, end])).toEqual([
				[howMany, { complete: true }],
				[howMany, { complete: true }],
			]);
			expect([one.asked.length, other.asked.length]).toEqual([withTotal, without]);
		},
	);

	it.each([true, false])('comes whole from a site that gives shorter pages than it is asked for (with a total: %s)', async (total) => {
		const { rows, end } = await drain(listed(site(7, { longest: 2, total }).request, usersList(), 3));

		expect([rows.length, end]).toEqual([7, { complete: true }]);
	});

	it('comes whole from a site that does not page it, and is asked for three times at most', async () => {
		const { request, asked } = site(7, { unpaged: true });
		const { rows, end } = await drain(listed(request, usersList(), 3));

		expect([rows.length, end, asked.length]).toEqual([7, { complete: true }, 3]);
	});

	it('is said to be incomplete when Axero counts more', async () => {
		const { rows, end } = await drain(listed(site(4, { total: true, says: 9 }).request, usersList(), 3));

		expect([rows.length, end]).toEqual([4, { complete: false, lacks: 'rows', why: 'the vendor counts 9, and 4 came' }]);
	});

	it('is read in pages when it is searched, too', async () => {
		const { request, asked } = site(4);
		const { rows, end } = await drain(listed(request, membersList('21', 'silva & co'), 3));

		expect([rows.length, end]).toEqual([4, { complete: true }]);
		expect(asked).toEqual([
			'/spaces/21/members?username=silva & co&startpage=1&pagelength=3',
			'/spaces/21/members?username=silva & co&startpage=2&pagelength=3',
			'/spaces/21/members?username=silva & co&startpage=1&pagelength=3',
		]);
	});

	it.each([
		['Axero counts more than it gives', { total: true, says: 9 }, 'the vendor counts 9, and 4 came'],
		['it has just as many rows as a page', {}, 'a page had no new users'],
	])('is said to be incomplete when its second page is the first one again and %s', async (_what, how, why) => {
		const howMany = 'total' in how ? 4 : 3;
		const { rows, end } = await drain(listed(site(howMany, { unpaged: true, ...how }).request, usersList(), 3));

		expect([rows.length, end]).toEqual([howMany, { complete: false, lacks: 'rows', why }]);
	});

	it.each([[null], ['x'], [{ UserID: '1' }], [['x']]])('is not taken for empty when %j comes', async (data) => {
		const failure = await pageOf(async () => await Promise.resolve({ data }), usersList(), FIRST_PAGE).catch(failureOf);

		expect(failure).toMatchObject({ kind: 'unreadable', says: 'Axero was asked for a list (/users) and returned something else' });
	});
});
