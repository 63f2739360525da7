import type { AxeroRequest } from '../../nodes/Axero/wire/request';
import { userFinder } from '../../nodes/Axero/user/lookUp';
import { failed, failureOf } from '../../nodes/shared/failure';
import { jsonNumber, type JsonObject } from '../../nodes/shared/json/json';
import type { MatchKey } from '../../nodes/shared/provisioning/types';

type Way = Readonly<{
	/** What it looks through; `nothing`: the site does not know this search, and lists everybody. */
	covers?: 'all' | 'names' | 'nothing' | 'refused';
	counts?: boolean;
	pages?: boolean;
	/** More than so many are never given at once. */
	cut?: number;
}>;
type Site = Readonly<{ people: readonly string[]; byName?: Way; byChat?: Way }>;

const user = (id: number, name: string): JsonObject => ({
	UserID: jsonNumber(String(id)),
	Username: name,
	Email: `${name}@example.test`,
});

/** A site with people of these user names, whose two searches have these habits. */
function siteOf({ people, byName = {}, byChat = {} }: Site) {
	const users = people.map((name, i) => user(i + 1, name));
	const asked: string[] = [];
	const request: AxeroRequest = async ({ path, query = [] }) => {
		asked.push(query.map((pair) => pair.join('=')).join('&') || path);
		const id = /^\/users\/(\d+)\/details$/.exec(path)?.[1];
		if (id !== undefined) return await Promise.resolve({ data: users[Number(id) - 1] ?? null });
		const of = (name: string): string | undefined => query.find(([one]) => one === name)?.[1];
		const [text, way] = of('searchText') === undefined ? [of('username') ?? '', byName] : [of('searchText') ?? '', byChat];
		const { covers = 'all', counts = false, pages = false, cut = 100 } = way;
		if (covers === 'refused') throw failed({ kind: 'refused', status: 200, says: 'Axero: This search is off' });
		const lookedThrough = ({ Username, Email }: JsonObject): string =>
			covers === 'nothing' ? text : [Username, ...(covers === 'all' ? [Email] : [])].map(String).join('\n');
		const hits = users.filter((one) => lookedThrough(one).toLowerCase().includes(text.toLowerCase()));
		const length = Math.min(Number(of('pagelength')), cut);
		const from = pages ? (Number(of('startpage')) - 1) * length : 0;
		return await Promise.resolve({ data: hits.slice(from, from + length), ...(counts ? { total: hits.length } : {}) });
	};
	const find = userFinder(request);
	const found = async (key: MatchKey<'email' | 'username'>): Promise<readonly string[] | string> =>
		await find(key).then(
			(some) => some.map(({ id }) => id),
			(error: unknown) => failureOf(error).says,
		);
	return { found, asked };
}

const email = (value: string) => ({ by: 'email', value }) as const;
const username = (value: string) => ({ by: 'username', value }) as const;

/** Three who are called like the fourth, and who come first. */
const ALIKE = ['joana', 'mariana', 'diana', 'ana'];
const NOT_ALL = expect.stringMatching(/^Axero's search for ".*" may not have found everyone/);

describe('whoever is looked up at Axero by a key that a search cuts off', () => {
	it.each<[string, Way]>([
		['counts and pages', { counts: true, pages: true, cut: 2 }],
		['pages without counting', { pages: true, cut: 2 }],
	])('is found where the search %s', async (_how, byName) => {
		const { found } = siteOf({ people: ALIKE, byName, byChat: { covers: 'refused' } });

		expect(await found(username('ana'))).toEqual(['4']);
		expect(await found(email('ana@example.test'))).toEqual(['4']);
	});

	it.each<[string, Way]>([
		['counts without paging', { counts: true, cut: 2 }],
		['neither counts nor pages', { cut: 2 }],
	])('is found by the other search where the first one %s', async (_how, byName) => {
		const { found } = siteOf({ people: ALIKE, byName });

		expect(await found(username('ana'))).toEqual(['4']);
		expect(await found(email('ana@example.test'))).toEqual(['4']);
	});

	it.each<[string, Way, Way]>([
		['neither search gives more', { cut: 2 }, { cut: 2 }],
		['both count more than they give', { counts: true, cut: 2 }, { counts: true, cut: 2 }],
		['the other search is off', { cut: 2 }, { covers: 'refused' }],
		['the other search does not search', { counts: true, cut: 2 }, { covers: 'nothing' }],
		['the other search finds nobody by address', { counts: true, cut: 2 }, { covers: 'names' }],
	])('is nobody for nobody where %s', async (_why, byName, byChat) => {
		const { found } = siteOf({ people: ALIKE, byName, byChat });

		expect(await found(email('ana@example.test'))).toEqual(NOT_ALL);
	});

	it('is nobody for nobody where more fit than anybody reads', async () => {
		const { found, asked } = siteOf({
			people: Array.from({ length: 700 }, (_unused, i) => `ana.${i}`),
			byName: { counts: true, pages: true },
			byChat: { covers: 'refused' },
		});

		expect(await found(username('ana'))).toEqual(NOT_ALL);
		expect(asked.length).toBeLessThan(10);
	});

	it('is all of them where the rest holds another one', async () => {
		const people = ['ana', 'joana', 'ana'];

		expect(await siteOf({ people, byName: { counts: true, pages: true, cut: 2 } }).found(username('ana'))).toEqual(['1', '3']);
	});
});

describe('nobody at Axero', () => {
	it.each<[string, Way]>([
		['counts', { counts: true }],
		['pages', { pages: true }],
		['counts and pages', { counts: true, pages: true, cut: 2 }],
		['pages without counting, in short pages', { pages: true, cut: 2 }],
		['neither counts nor pages, and gives more for less', {}],
	])('is nobody where the search fits others and %s', async (_how, byName) => {
		const { found } = siteOf({ people: ['joana', 'mariana', 'diana', 'adrian'], byName, byChat: byName });

		expect(await found(username('iana'))).toEqual([]);
		expect(await found(email('ana@example.test'))).toEqual([]);
	});

	it('is nobody for nobody where a search that neither counts nor pages gives no more for less', async () => {
		expect(await siteOf({ people: ['mariana', 'diana'] }).found(username('iana'))).toEqual(NOT_ALL);
	});

	it('costs one search by username, and by address two and, once, a third', async () => {
		const { found, asked } = siteOf({ people: ALIKE });
		const paging = '&startpage=1&pagelength=100';

		expect(await found(username('liam'))).toEqual([]);
		expect(asked.splice(0)).toEqual([`username=liam${paging}`]);
		expect([await found(email('liam@x.test')), await found(email('noah@x.test'))]).toEqual([[], []]);
		expect(asked).toEqual([
			`username=liam@x.test${paging}`,
			`searchText=zqx-nobody-is-called-this-zqx&searchUsersOnly=true${paging}`,
			`searchText=liam@x.test&searchUsersOnly=true${paging}`,
			`username=noah@x.test${paging}`,
			`searchText=noah@x.test&searchUsersOnly=true${paging}`,
		]);
	});

	it.each<[string, Way]>([
		['is off', { covers: 'refused' }],
		['does not search', { covers: 'nothing' }],
	])('is nobody where the other search %s', async (_how, byChat) => {
		expect(await siteOf({ people: ALIKE, byChat }).found(email('liam@x.test'))).toEqual([]);
	});
});

describe('somebody at Axero whom the search for names does not find by address', () => {
	it('is found by the search of the chat', async () => {
		const { found, asked } = siteOf({ people: ALIKE, byName: { covers: 'names' } });

		expect(await found(email('Diana@Example.test'))).toEqual(['3']);
		expect(asked).toHaveLength(4);
	});
});
