import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { jsonOf, runSync, SYNC_WAYS, type Asked, type SyncWay } from './syncWays';

const sandbox = freshSandbox({ people: 6 });
const MISSING = 'nobody@example.test';
const KB = 1_024;

/** One way to each vendor. */
const VENDORS = ['Appenate (JSON)', 'Axero', 'HighQ Publisher (JSON)', 'iSpring Learn (REST, account)'].map((title): SyncWay => {
	const way = SYNC_WAYS.find((one) => one.title.startsWith(title));
	if (!way) throw new Error(`There is no way ${title}`);
	return way;
});

/** What comes out with the options as they are: one who changes, one who does not, one who is missing, and leavers. */
async function answers(way: SyncWay, asked: Partial<Asked>): Promise<readonly IDataObject[]> {
	sandbox.reset();
	const [first, second] = way.people(sandbox);
	const items = [
		{ email: first?.email, text: 'anew' },
		{ email: second?.email, text: second?.text },
		...(asked.operation === 'update' ? [] : [{ email: MISSING, text: 'x' }]),
	];
	const list = asked.operation === 'update' ? {} : { leavers: 'report', includeAllUsers: true, ifNotFound: 'report' };
	const lists = asked.operation === 'compare' ? { leavers: 'report', includeAllUsers: true } : list;
	const result = await runSync(sandbox, way, { items, parameters: lists, inFull: false, ...asked });
	expect(result.error).toBeUndefined();
	return jsonOf(result);
}

const RUNS: ReadonlyArray<readonly [string, Partial<Asked>]> = [
	['Update', { operation: 'update' }],
	['Sync', { operation: 'sync' }],
	['Compare', { operation: 'compare' }],
	['a preview of Update', { operation: 'update', preview: true }],
	['a preview of Sync', { operation: 'sync', preview: true }],
];

describe.each(RUNS)('what comes out for a person, of %s', (_what, asked) => {
	it.each(VENDORS)('names them and says in a line what became of them, at $title', async (way) => {
		for (const json of await answers(way, asked)) {
			expect(json).toMatchObject({
				action: expect.stringMatching(/./),
				person: expect.stringMatching(/@example\.test$/),
				summary: expect.stringMatching(/./),
			});
			expect(json).not.toHaveProperty('user');
			expect(json).not.toHaveProperty('requests');
		}
	});

	it.each(VENDORS)('has at most 1 KB, at $title', async (way) => {
		for (const json of await answers(way, asked)) expect(Buffer.byteLength(JSON.stringify(json))).toBeLessThanOrEqual(KB);
	});

	it('has the same properties in the same order at all vendors', async () => {
		const seen = new Map<string, Set<string>>();
		for (const way of VENDORS) {
			for (const { action, ...json } of await answers(way, asked)) {
				const what = String(action)
					.replace(/^sent$/, 'updated')
					.replace(/^send$/, 'update');
				// What Axero sends unseen was matched by nobody.
				const names = ['action', ...Object.keys(json)].filter((name) => name !== 'matchedBy' && name !== 'id');
				seen.set(what, (seen.get(what) ?? new Set()).add(names.join()));
			}
		}

		expect([...seen].filter(([, shapes]) => shapes.size > 1)).toEqual([]);
	});
});

it.each(VENDORS)('a preview marks everybody as one, leavers and missing people too, at $title', async (way) => {
	const [first] = way.people(sandbox);
	const items = [
		{ email: first?.email, text: 'anew' },
		{ email: 'nobody.yet@example.test', text: 'x' },
	];
	const rows = jsonOf(
		await runSync(sandbox, way, { items, parameters: { ifNotFound: 'report', leavers: 'report' }, inFull: false, preview: true }),
	);

	expect(new Set(rows.map(({ action }) => action))).toEqual(new Set(['update', 'missing', 'leaver']));
	expect(rows.filter(({ preview }) => preview !== true)).toEqual([]);
});

describe('what comes out for a person, with the options Include User and Include Requests', () => {
	it.each(VENDORS)('holds the user, and in a preview the requests with JSON as JSON, at $title', async (way) => {
		const [first] = way.people(sandbox);
		const items = [{ email: first?.email, text: 'anew' }];
		const [raw] = jsonOf(
			await runSync(sandbox, way, {
				items,
				parameters: { ifNotFound: 'report', leavers: 'ignore' },
				options: { includeUser: 'raw' },
				inFull: false,
				preview: true,
			}),
		);
		const [simplified] = jsonOf(
			await runSync(sandbox, way, {
				items,
				parameters: { ifNotFound: 'report', leavers: 'ignore' },
				options: { includeUser: 'simplified' },
				inFull: false,
				preview: true,
			}),
		);
		const [shown] = jsonOf(
			await runSync(sandbox, way, {
				items,
				parameters: { ifNotFound: 'report', leavers: 'ignore', includeRequests: true },
				inFull: false,
				preview: true,
			}),
		);

		expect(raw).toMatchObject({ user: expect.any(Object) });
		expect(raw).not.toHaveProperty('requests');
		expect(Object.keys(Object(simplified?.user)).length).toBeLessThanOrEqual(10);
		expect(shown).toMatchObject({ requests: [{ method: expect.any(String), body: expect.any(Object) }] });
		expect(shown).not.toHaveProperty('user');
		expect(shown?.changes).toEqual(raw?.changes);
	});
});
