import fc from 'fast-check';

import { excesses, limitOptions, stopOf, type RecordGuard } from '../../nodes/shared/n8n/run/recordGuard';
import type { RecordLimit } from '../../nodes/shared/n8n/parameters/writeOptions';
import { valuesOf } from '../workflow/inGroups';

const deletions: RecordLimit = {
	displayName: 'Max Groups to Delete',
	name: 'maxGroupDeletions',
	default: 5,
	description: 'How many groups may be deleted in one execution',
	one: 'group',
	many: 'groups',
	would: 'be deleted',
};
const people: RecordLimit = { ...deletions, displayName: 'Max Users', name: 'maxUsers', one: 'user', many: 'users', would: 'lose it' };
const share: RecordLimit = { ...deletions, displayName: 'Max Share', name: 'maxShare', would: 'lose members' };

type Item = Readonly<{ id: string; users?: readonly string[]; all?: number; lost?: number }>;
const guard: RecordGuard<Item> = {
	counts: [
		{ limit: deletions, of: ({ id }) => [{ key: id, shown: id }] },
		{ limit: people, of: ({ users = [] }) => users.map((key) => ({ key, shown: key })) },
	],
	shares: [{ limit: share, of: ({ id, all = 0, lost = 0 }) => [{ key: id, shown: id, all, lost }] }],
};
const atMost =
	(groups: number, users: number, percent = 100) =>
	(limit: RecordLimit): number =>
		limit === deletions ? groups : limit === people ? users : percent;
const items = (...ids: string[]): Item[] => ids.map((id) => ({ id }));
const says = (values: readonly Item[], most: (limit: RecordLimit) => number) => excesses(guard, values, most).map((one) => one.says);

describe('a guard of groups, departments and the like', () => {
	it('lets through as many as are allowed, and stops one more', () => {
		expect(says(items('1', '2'), atMost(2, 0))).toEqual([]);
		expect(says(items('1', '2', '3'), atMost(2, 0))).toEqual(['3 groups would be deleted (limit: 2)']);
		expect(says(items('1'), atMost(0, 0))).toEqual(['1 group would be deleted (limit: 0)']);
	});

	it('counts the same one once', () => {
		expect(says(items('1', '1', '1'), atMost(1, 0))).toEqual([]);
		expect(
			says(
				[
					{ id: '1', users: ['a', 'b'] },
					{ id: '2', users: ['b', 'c'] },
				],
				atMost(2, 2),
			),
		).toEqual(['3 users would lose it (limit: 2)']);
	});

	it('counts a record once that two items take much from, with the most that it would lose', () => {
		const twice = [
			{ id: '1', all: 10, lost: 6 },
			{ id: '1', all: 10, lost: 9 },
		];

		expect(says(twice, atMost(1, 0, 50))).toEqual(['1 group would lose members, up to 9 of 10 (limit: 50%)']);
	});

	it('names every limit that is passed, and the values that would let it through', async () => {
		const passed = excesses(guard, [{ id: '1', users: ['a', 'b'], all: 10, lost: 9 }], atMost(0, 1, 50));
		const failure = await stopOf(passed, async () => await Promise.resolve(undefined));

		expect(failure).toEqual({
			kind: 'guarded',
			says: 'Stopped before anything was written: 1 group would be deleted (limit: 0); 2 users would lose it (limit: 1); 1 group would lose members, up to 9 of 10 (limit: 50%). For example, 1.',
			todo: 'Check that the list is right. If it is, raise "Max Groups to Delete" to 1, "Max Users" to 2 and "Max Share" to 90 under Options, Safety Limits.',
		});
	});

	it('gives three examples by name', () => {
		const [passed] = excesses(guard, items('1', '2', '3', '4'), atMost(0, 0));

		expect(passed?.examples.map(({ counted }) => counted.key)).toEqual(['1', '2', '3']);
	});

	it.each([
		[4, 4, []],
		[5, 2, []],
		[5, 3, ['1 group would lose members, up to 3 of 5 (limit: 50%)']],
		[10, 5, []],
		[10, 6, ['1 group would lose members, up to 6 of 10 (limit: 50%)']],
	])('of %d members lets %d go', (all, lost, expected) => {
		expect(says([{ id: '1', all, lost }], atMost(1, 0, 50))).toEqual(expected);
	});

	it('lets everything through that has the values it asks for', () => {
		const values = fc.array(
			fc.record({
				id: fc.constantFrom('1', '2', '3', '4'),
				users: fc.array(fc.constantFrom('a', 'b', 'c', 'd')),
				all: fc.integer({ min: 1, max: 40 }),
				lost: fc.integer({ min: 0, max: 40 }),
			}),
		);
		fc.assert(
			fc.property(values, fc.nat(5), fc.nat(5), fc.nat(100), (given, groups, users, percent) => {
				const possible = given.map((one) => ({ ...one, lost: Math.min(one.all, one.lost) }));
				const passed = excesses(guard, possible, atMost(groups, users, percent));
				const needs = new Map(passed.map((one) => [one.limit, one.needs]));
				const raised = (limit: RecordLimit): number => needs.get(limit) ?? atMost(groups, users, percent)(limit);

				expect(excesses(guard, possible, raised)).toEqual([]);
			}),
		);
	});

	it('offers its limits as options that hold for the execution', () => {
		expect(limitOptions(guard).flatMap(valuesOf)).toMatchObject([
			{ displayName: 'Max Groups to Delete', name: 'maxGroupDeletions', type: 'number', default: 5, noDataExpression: true },
			{ name: 'maxShare', typeOptions: { maxValue: 100 } },
			{ name: 'maxUsers' },
		]);
	});
});
