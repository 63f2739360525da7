import fc from 'fast-check';

import { creatingOrUpdating, deleting, switching, updating, type UserOperation } from '../../nodes/shared/provisioning/userOperation';
import {
	DEFAULT_LIMITS,
	LIMIT_LABELS,
	overLimit,
	SMALLEST_POPULATION,
	type FieldRules,
	type GuardLimits,
	type Population,
} from '../../nodes/shared/provisioning/guard';
import { provision, type Ask } from '../../nodes/shared/provisioning/provision';
import type { Change, NonEmpty, Plan, Profile } from '../../nodes/shared/provisioning/types';
import { asking, newcomer, people, type Wish } from './arbitraryPeople';
import { InMemoryDirectory, person, type Doc } from './inMemoryDirectory';
import { NO_LIMITS, PLAIN_RULES, PLAIN_WORDING, UNREPEATED } from './provisioned';
import { runs } from './runs';

// Thousands of runs: a busy machine must not fail them.
jest.setTimeout(120_000);

const current = (id: string): Profile => ({ id, fields: new Map(), record: {} });
const match = (id: string) => ({ key: { by: 'email', value: `${id}@example.test` }, current: current(id) }) as const;
const update = (id: string, ...changes: NonEmpty<Change>): Plan => ({ kind: 'update', ...match(id), changes });
const moved = (id: string): Plan => update(id, { field: 'department', from: 'Sales', to: 'Tax' });
const renamed = (id: string): Plan => update(id, { field: 'email', from: 'a@x.test', to: 'b@x.test' });
const out = (id: string): Plan => update(id, { field: 'status', from: 'active', to: 'inactive' });
const back = (id: string): Plan => update(id, { field: 'status', from: 'inactive', to: 'active' });
const turned = (id: string, kind: 'activate' | 'deactivate' | 'archive' | 'delete' | 'unchanged'): Plan => ({ kind, ...match(id) });
const created = (...changes: readonly Change[]): Plan => ({ kind: 'create', key: { by: 'email', value: 'new@example.test' }, changes });
const many = (count: number, plan: (id: string) => Plan): readonly Plan[] => Array.from({ length: count }, (_, i) => plan(`p${i}`));
const guard = (
	plans: readonly Plan[],
	limits: Partial<GuardLimits>,
	{
		population = plans.length,
		of = 'items',
		rules = PLAIN_RULES,
	}: Readonly<{ population?: number; of?: Population['of']; rules?: FieldRules }> = {},
) => overLimit(plans, { population: { count: population, of }, limits: { ...NO_LIMITS, ...limits }, rules, wording: PLAIN_WORDING });

describe('the guard', () => {
	it('stops 20 % of 500 people with a shifted column before the first write, in words for whoever keeps the list', async () => {
		const staff = Array.from({ length: 500 }, (_, i) => person(`p${i}`, { department: `Department ${i}`, phone: `00${i}` }));
		const directory = new InMemoryDirectory(...staff);
		const rows = staff.map(({ id, fields }, i): Ask<Wish> => {
			const [department, phone] = i % 5 === 0 ? [String(fields.phone), ''] : [String(fields.department), String(fields.phone)];
			return asking({
				key: { by: 'email', value: `${id}@example.test` },
				edits: new Map([
					['department', { set: department }],
					['phone', phone === '' ? 'clear' : { set: phone }],
				]),
				options: undefined,
			});
		});
		const { outcomes, guarded } = await provision(updating(directory), rows, {
			concurrency: 5,
			stopAtFailure: true,
			guard: { limits: DEFAULT_LIMITS, rules: PLAIN_RULES, wording: PLAIN_WORDING },
		});

		expect(guarded).toBeUndefined();
		expect(directory.writes).toEqual([]);
		expect(outcomes.map(({ kind }) => kind)).toEqual(staff.map((_, i) => (i % 5 === 0 ? 'failed' : 'settled')));
		expect(outcomes[0]).toMatchObject({
			kind: 'failed',
			plan: { kind: 'update' },
			failure: {
				kind: 'guarded',
				says: 'Stopped before anything was written: 100 users would change (limit: 50). Fields that change most often: department (100), phone (100). For example, p0@example.test: department "Department 0" → "000"; p5@example.test: department "Department 5" → "005"; p10@example.test: department "Department 10" → "0010".',
				todo: 'Check for a shifted column or an incomplete list. If the changes are right, raise "Max Users to Change" to 100 under Options, Safety Limits.',
			},
		});
	});

	it('stops the same list by its share where the number is allowed, and says of what', () => {
		expect(guard(many(101, moved), { changes: 200, share: 20 }, { population: 500 })).toMatchObject({
			kind: 'guarded',
			says: expect.stringMatching(
				/^Stopped before anything was written: 101 users would change: 20\.2% of the 500 items \(limit: 20%\)\. /,
			),
			todo: expect.stringContaining('raise "Max Share to Change (%)" to 21 under Options, Safety Limits'),
		});
		expect(guard(many(101, moved), { share: 20 }, { population: 500, of: 'directory' })?.says).toContain(
			'20.2% of the 500 users in the directory',
		);
		expect(guard(many(100, moved), { share: 20 }, { population: 500 })).toBeUndefined();
	});

	it('asks nothing of a share in a short list', () => {
		expect(guard(many(99, moved), { share: 20 }, { population: SMALLEST_POPULATION - 1 })).toBeUndefined();
		expect(guard(many(99, moved), { share: 20 }, { population: SMALLEST_POPULATION })).toBeDefined();
	});

	it.each([
		['deletions', many(3, (id) => turned(id, 'delete')), '3 users would be deleted (limit: 2)', 'Max Users to Delete'],
		[
			'deactivations',
			[turned('a', 'deactivate'), turned('b', 'archive'), out('c')],
			'3 users would lose access (limit: 2)',
			'Max Users to Deactivate',
		],
		['identityChanges', many(3, renamed), '3 users would get another email address or login (limit: 2)', 'Max Email or Login Changes'],
		['changes', [moved('a'), turned('b', 'activate'), created()], '3 users would change (limit: 2)', 'Max Users to Change'],
	] as const)('stops above the limit of %s and names its option, and not at it', (limit, plans, says, label) => {
		expect(guard(plans, { [limit]: 2 })).toMatchObject({
			kind: 'guarded',
			says: expect.stringContaining(`Stopped before anything was written: ${says}. `),
			todo: expect.stringContaining(`raise "${label}" to 3 under Options, Safety Limits`),
		});
		expect(guard(plans, { [limit]: 3 })).toBeUndefined();
		expect(LIMIT_LABELS[limit]).toBe(label);
	});

	it('names every limit that is exceeded with the value that would do, the worst first', () => {
		const plans = [turned('a', 'delete'), turned('b', 'deactivate'), renamed('c')];
		const none = { deletions: 0, deactivations: 0, identityChanges: 0, changes: 0 };
		const [all, some] = [none, { ...none, deletions: 1, changes: 3 }].map((limits) => guard(plans, limits));

		expect(all?.says).toMatch(
			/^Stopped before anything was written: 1 user would be deleted \(limit: 0\); 1 user would lose access \(limit: 0\); 1 user would get another email address or login \(limit: 0\); 3 users would change \(limit: 0\)\. Fields /,
		);
		expect(all?.todo).toContain(
			'raise "Max Users to Delete" to 1, "Max Users to Deactivate" to 1, "Max Email or Login Changes" to 1 and "Max Users to Change" to 3 under Options, Safety Limits.',
		);
		expect(some?.says).toMatch(/: 1 user would lose access \(limit: 0\); 1 user would get another email address or login \(limit: 0\)\. /);
		expect(some?.todo).toContain(
			'raise "Max Users to Deactivate" to 1 and "Max Email or Login Changes" to 1 under Options, Safety Limits.',
		);
	});

	it('lets a plan through with exactly the values that it names', () => {
		const plans = [...many(3, (id) => turned(id, 'delete')), ...many(4, renamed), ...many(60, moved)];
		const population = 333;
		const none: GuardLimits = { deletions: 0, deactivations: 0, identityChanges: 0, changes: 0, share: 0 };
		const named = (limit: keyof GuardLimits): number => {
			const [, value] = (guard(plans, none, { population })?.todo ?? '').split(`"${LIMIT_LABELS[limit]}" to `);
			return Number.parseInt(value ?? '0', 10);
		};
		const needed = Object.fromEntries(Object.keys(none).map((limit) => [limit, named(limit as keyof GuardLimits)]));

		expect(needed).toEqual({ deletions: 3, deactivations: 0, identityChanges: 4, changes: 67, share: 21 });
		expect(guard(plans, needed, { population })).toBeUndefined();
		for (const limit of ['deletions', 'identityChanges', 'changes', 'share'] as const)
			expect(guard(plans, { ...needed, [limit]: (needed[limit] ?? 0) - 1 }, { population })).toBeDefined();
	});

	it('takes 100 % for no limit, also where more are created than there are', () => {
		expect(
			guard(
				many(150, () => created()),
				{ share: 100 },
				{ population: 100, of: 'directory' },
			),
		).toBeUndefined();
		expect(
			guard(
				many(150, () => created()),
				{ share: 99 },
				{ population: 100, of: 'directory' },
			)?.todo,
		).toContain('"Max Share to Change (%)" to 100');
	});

	it.each([
		[101, 500, 20, '20.2'],
		[201, 1000, 20, '20.1'],
		[2001, 10000, 20, '20.1'],
		[29, 100, 28, '29'],
		[151, 100, 20, '151'],
	])('never says of %d of %d that it is what %d %% allow', (count, population, share, shown) => {
		expect(
			guard(
				many(count, () => created()),
				{ share },
				{ population },
			)?.says,
		).toContain(`would change: ${shown}% of the ${population} items`);
	});

	it('counts a new user as a change and as nothing else', () => {
		const plans = [created({ field: 'email', to: 'new@example.test' }, { field: 'status', to: 'inactive' })];

		expect(guard(plans, { deactivations: 0, identityChanges: 0, deletions: 0 })).toBeUndefined();
		expect(guard(plans, { changes: 0 })).toBeDefined();
	});

	it('counts nobody who is let in again, who is as wanted, or who is not written', () => {
		const none: readonly Plan[] = [
			turned('a', 'unchanged'),
			{ kind: 'notFound', key: match('b').key, otherKeys: [] },
			{ kind: 'ambiguous', key: match('c').key, candidates: ['c', 'd'] },
		];

		expect(guard([turned('a', 'activate'), back('b')], { deactivations: 0 })).toBeUndefined();
		expect(guard(none, { changes: 0, share: 0, deactivations: 0, deletions: 0, identityChanges: 0 }, { population: 100 })).toBeUndefined();
	});

	it('names the five fields that would change most, most often first', () => {
		const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
		const plans = letters.map((letter, i) =>
			update(letter, { field: letter, to: '1' }, ...letters.slice(i + 1).map((field): Change => ({ field, to: '1' }))),
		);

		expect(guard(plans, { changes: 0 })?.says).toContain(
			' Fields that change most often: f (6), e (5), d (4), c (3), b (2). For example, ',
		);
	});

	it('names no fields where none would change, and says what would be done instead', () => {
		expect(guard([turned('a', 'delete')], { deletions: 0 })?.says).toBe(
			'Stopped before anything was written: 1 user would be deleted (limit: 0). For example, a@example.test: delete.',
		);
	});

	it('takes its examples from what is too much', () => {
		expect(guard([moved('a'), turned('b', 'deactivate')], { deactivations: 0 })?.says).toMatch(
			/ For example, b@example\.test: Status \(not shown\) → "Inactive"\.$/,
		);
	});

	it('shows values as they are: nothing, not shown, long, and no secret', () => {
		const example = (change: Change) => guard([update('a', change)], { changes: 0 })?.says.split('For example, ')[1];

		expect(example({ field: 'title', from: null, to: 'x'.repeat(40) })).toBe(`a@example.test: title (nothing) → "${'x'.repeat(40)}".`);
		expect(example({ field: 'title', to: 'x'.repeat(41) })).toBe(`a@example.test: title (not shown) → "${'x'.repeat(40)}…".`);
		expect(example({ field: 'groups', from: ['1'], to: null })).toBe('a@example.test: groups "["1"]" → (nothing).');
		expect(example({ field: 'password', to: 's3cret' })).toBe('a@example.test: password [hidden].');
		expect(guard([{ kind: 'create', key: undefined, changes: [] }], { changes: 0 })?.says).toMatch(/ For example, a new user: create\.$/);
	});

	it('allows by itself what a day brings', () => {
		expect(DEFAULT_LIMITS).toEqual({ changes: 50, share: 20, deactivations: 10, deletions: 5, identityChanges: 10 });
	});
});

describe('the guard, for any directory and any list', () => {
	const limit = fc.oneof({ weight: 2, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.constant(Infinity) });
	const limits: fc.Arbitrary<GuardLimits> = fc.record({
		changes: limit,
		share: fc.constant(100),
		deactivations: limit,
		deletions: limit,
		identityChanges: limit,
	});
	const change: fc.Arbitrary<Wish['edits']> = fc
		.record(
			{
				department: fc.constantFrom('Sales', 'Tax'),
				status: fc.constantFrom('active', 'inactive'),
				email: fc.constantFrom('E0@example.test', 'new@example.test'),
			},
			{ requiredKeys: [] },
		)
		.map((given) => new Map(Object.entries(given).map(([field, set]) => [field, { set }])));
	const each = fc
		.uniqueArray(fc.nat(7), { maxLength: 8 })
		.chain((numbers) =>
			fc.tuple(
				...numbers.map((n) => change.map((edits) => asking<Wish>({ key: { by: 'id', value: `p${n}` }, edits, options: undefined }))),
			),
		);
	const operations: Readonly<Record<string, (directory: InMemoryDirectory) => UserOperation<Wish, Doc>>> = {
		update: updating,
		upsert: (directory) => creatingOrUpdating(directory, newcomer, UNREPEATED),
		deactivate: (directory) => switching(directory, 'deactivate'),
		remove: deleting,
	};

	it('writes everything or nothing, and never more than any limit', async () => {
		await fc.assert(
			fc.asyncProperty(people, each, limits, fc.constantFrom(...Object.keys(operations)), async (there, asks, some, name) => {
				const directory = new InMemoryDirectory(...there);
				const operation = (operations[name] ?? updating)(directory);
				const before = directory.all();
				const { outcomes } = await provision(operation, asks, {
					concurrency: 3,
					stopAtFailure: false,
					guard: { limits: some, rules: PLAIN_RULES, wording: PLAIN_WORDING },
				});

				const { landed } = directory;
				const old = landed.filter(({ id }) => before.has(id));
				const removed = old.filter(({ id }) => !directory.all().has(id)).length;
				expect(landed.length).toBeLessThanOrEqual(some.changes);
				expect(removed).toBeLessThanOrEqual(some.deletions);
				expect(old.filter(({ after, before: was }) => after.status === 'inactive' && was.status !== 'inactive').length).toBeLessThanOrEqual(
					some.deactivations,
				);
				if (removed === 0)
					expect(old.filter(({ after, before: was }) => after.email !== was.email).length).toBeLessThanOrEqual(some.identityChanges);

				const stopped = outcomes.filter((outcome) => outcome.kind === 'failed' && outcome.failure.kind === 'guarded');
				const written = outcomes.filter(({ kind }) => kind === 'written');
				expect(stopped.length === 0 || (written.length === 0 && landed.length === 0)).toBe(true);
				expect(stopped.length + written.length + outcomes.filter(({ kind }) => kind === 'settled').length).toBe(asks.length);
			}),
			{ numRuns: runs(1000) },
		);
	});

	it('stops exactly what is above a limit, and names the numbers and the option', () => {
		const kinds = {
			moved,
			renamed,
			out,
			back,
			archived: (id: string) => turned(id, 'archive'),
			off: (id: string) => turned(id, 'deactivate'),
			gone: (id: string) => turned(id, 'delete'),
			fine: (id: string) => turned(id, 'unchanged'),
			made: () => created({ field: 'email', to: 'x' }),
		};
		const names = fc.array(fc.constantFrom(...(Object.keys(kinds) as Array<keyof typeof kinds>)), { maxLength: 12 });
		fc.assert(
			fc.property(names, limits, fc.integer({ min: 12, max: 200 }), fc.nat(100), (given, some, population, share) => {
				const count = (...which: ReadonlyArray<keyof typeof kinds>) => given.filter((one) => which.includes(one)).length;
				const writes = given.length - count('fine');
				const planned: ReadonlyArray<readonly [keyof GuardLimits, number]> = [
					['deletions', count('gone')],
					['deactivations', count('out', 'archived', 'off')],
					['identityChanges', count('renamed')],
					['changes', writes],
				];
				const over = planned.filter(([name, number]) => number > some[name]);
				const tooLarge = population >= 100 && share < 100 && (writes * 100) / population > share;
				const failure = guard(
					given.map((one, i) => kinds[one](`p${i}`)),
					{ ...some, share },
					{ population },
				);

				for (const [name, number] of over) {
					expect(failure?.says).toContain(`${number} user${number === 1 ? '' : 's'} would `);
					expect(failure?.says).toContain(` (limit: ${some[name]}`);
					expect(failure?.todo).toContain(`"${LIMIT_LABELS[name]}" to ${number}`);
				}
				expect(failure?.says.includes('%') ?? false).toBe(tooLarge);
				if (tooLarge) expect(failure?.todo).toContain(`"${LIMIT_LABELS.share}" to `);
				if (over.length === 0 && !tooLarge) expect(failure).toBeUndefined();
			}),
			{ numRuns: runs(2000) },
		);
	});
});
