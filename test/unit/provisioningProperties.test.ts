import fc from 'fast-check';

import { creatingOrUpdating, updating } from '../../nodes/shared/provisioning/userOperation';
import type { Ask } from '../../nodes/shared/provisioning/provision';
import type { Outcome } from '../../nodes/shared/provisioning/types';
import {
	asking,
	asksOf,
	edits,
	idsMeant,
	newcomer,
	people,
	plainly,
	refusal,
	wish,
	wished,
	wishesOfNewcomers,
	type Key,
	type Wish,
} from './arbitraryPeople';
import { InMemoryDirectory, replacing, type Doc } from './inMemoryDirectory';
import { provision, UNREPEATED } from './provisioned';
import { runs } from './runs';

// Thousands of runs: a busy machine must not fail them.
jest.setTimeout(120_000);

const RUNS = { numRuns: runs(1000) };
const go = { concurrency: 4, stopAtFailure: false };
const updates = asksOf(wish);
const newcomers = wishesOfNewcomers.map((wishes) => wishes.map(asking));
const kindOf = (outcome: Outcome<Doc>) => (outcome.kind === 'settled' ? outcome.plan.kind : outcome.kind);
const stateOf = (directory: InMemoryDirectory) => [...directory.all()].map(([id, record]) => `${id} ${plainly(record)}`);
const recordsOf = (directory: InMemoryDirectory) => [...directory.all().values()].map(plainly).sort();
const upserting = (directory: InMemoryDirectory) => creatingOrUpdating(directory, newcomer, UNREPEATED);

/** What a list of updates leads to, one item after another. */
function oneByOne(before: ReadonlyMap<string, Doc>, asks: ReadonlyArray<Ask<Wish>>) {
	const after = new Map(before);
	const kinds = asks.map((ask) => {
		if (ask.kind === 'failed') return 'failed';
		const [id, ...others] = idsMeant(after, ask.wanted);
		if (id === undefined) return 'notFound';
		if (others.length > 0) return 'ambiguous';
		const record = after.get(id) ?? {};
		const next = wished(record, ask.wanted.edits);
		if (plainly(next) === plainly(record)) return 'unchanged';
		after.set(id, next);
		return 'written';
	});
	return { kinds, after: [...after].map(([id, record]) => `${id} ${plainly(record)}`) };
}

describe('Update, for any directory and any list', () => {
	it('has one outcome per item in order, writes what differs and nothing else, and leaves, sets, clears, adds, removes and equals as asked', async () => {
		await fc.assert(
			fc.asyncProperty(people, updates, async (there, asks) => {
				const directory = new InMemoryDirectory(...there);
				const expected = oneByOne(directory.all(), asks);
				const outcomes = await provision(updating(directory), asks, go);

				expect(outcomes.map(kindOf)).toEqual(expected.kinds);
				expect(stateOf(directory)).toEqual(expected.after);
				expect(directory.writes).toHaveLength(expected.kinds.filter((kind) => kind === 'written').length);
			}),
			RUNS,
		);
	});

	it('writes nobody at all when it stops at a failure and one item can not be done', async () => {
		await fc.assert(
			fc.asyncProperty(people, updates, async (there, asks) => {
				const directory = new InMemoryDirectory(...there);
				const expected = oneByOne(directory.all(), asks);
				const outcomes = await provision(updating(directory), asks, { concurrency: 4, stopAtFailure: true });

				expect(outcomes).toHaveLength(asks.length);
				if (expected.kinds.some((kind) => kind === 'failed' || kind === 'notFound' || kind === 'ambiguous'))
					expect(directory.writes).toEqual([]);
				else expect(stateOf(directory)).toEqual(expected.after);
			}),
			RUNS,
		);
	});

	it('changes each record from what it was when it was compared, and no other member', async () => {
		await fc.assert(
			fc.asyncProperty(people, updates, async (there, asks) => {
				const directory = new InMemoryDirectory(...there);
				await provision(updating(directory), asks, go);

				for (const { changes, before, after } of directory.landed) {
					const changed = new Set(changes.map(({ field }) => field));
					for (const { field, from } of changes) expect(from).toEqual(before[field] ?? null);
					for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
						if (!changed.has(name)) expect(after[name]).toBe(before[name]);
				}
			}),
			RUNS,
		);
	});

	it('applied twice equals applied once; and the second run writes nothing, where each item means somebody else', async () => {
		await fc.assert(
			fc.asyncProperty(people, updates, async (there, asks) => {
				const directory = new InMemoryDirectory(...there);
				await provision(updating(directory), asks, go);
				const once = stateOf(directory);
				const writes = directory.writes.length;
				await provision(updating(directory), asks, go);

				expect(stateOf(directory)).toEqual(once);
				const meant = asks
					.flatMap((ask) => (ask.kind === 'wanted' ? [idsMeant(directory.all(), ask.wanted)] : []))
					.filter(({ length }) => length === 1);
				if (new Set(meant.flat()).size === meant.length) expect(directory.writes).toHaveLength(writes);
			}),
			RUNS,
		);
	});

	it('tries further keys in order, and none after one that somebody has', async () => {
		await fc.assert(
			fc.asyncProperty(people, wish, async (there, wanted) => {
				const directory = new InMemoryDirectory(...there);
				const asked: string[] = [];
				const operation = updating({
					...directory,
					find: async (key: Key) => (asked.push(`${key.by} ${key.value}`), await directory.find(key)),
				});
				const keys = [wanted.key, ...(wanted.otherKeys ?? [])];
				const first = keys.findIndex((key) => idsMeant(directory.all(), { ...wanted, key, otherKeys: [] }).length > 0);
				const [outcome] = await provision(operation, [asking(wanted)], go);

				expect(asked).toEqual((first < 0 ? keys : keys.slice(0, first + 1)).map(({ by, value }) => `${by} ${value}`));
				if (first < 0)
					expect(outcome).toMatchObject({ kind: 'settled', plan: { kind: 'notFound', key: keys[0], otherKeys: keys.slice(1) } });
				else expect(outcome).toMatchObject({ plan: { key: keys[first] } });
			}),
			RUNS,
		);
	});

	it('keeps going past a user whom the vendor refuses, and touches nobody for it', async () => {
		await fc.assert(
			fc.asyncProperty(people, updates, fc.nat(6), async (there, asks, n) => {
				const directory = new InMemoryDirectory(...there);
				const expected = oneByOne(directory.all(), asks);
				const before = directory.of(`p${n}`);
				directory.failFor(`p${n}`, refusal);
				const outcomes = await provision(updating(directory), asks, go);

				expect(directory.of(`p${n}`)).toEqual(before);
				expect(stateOf(directory).filter((one) => !one.startsWith(`p${n} `))).toEqual(
					expected.after.filter((one) => !one.startsWith(`p${n} `)),
				);
				expect(outcomes.every((outcome) => outcome.kind !== 'failed' || outcome.failure === refusal)).toBe(true);
			}),
			RUNS,
		);
	});
});

describe('Create or Update, for any directory and any list', () => {
	it('applied twice equals applied once, and makes nobody twice', async () => {
		await fc.assert(
			fc.asyncProperty(people, newcomers, async (there, asks) => {
				const directory = new InMemoryDirectory(...there);
				await provision(upserting(directory), asks, go);
				const once = recordsOf(directory);
				const ambiguousBefore = (await provision(updating(new InMemoryDirectory(...there)), asks, go)).filter(
					(outcome) => kindOf(outcome) === 'ambiguous',
				).length;
				const again = await provision(upserting(directory), asks, go);

				expect(recordsOf(directory)).toEqual(once);
				expect(again.filter((outcome) => kindOf(outcome) === 'ambiguous')).toHaveLength(ambiguousBefore);
				expect(again.filter((outcome) => outcome.kind === 'written' && outcome.plan.kind === 'create')).toEqual([]);
			}),
			RUNS,
		);
	});

	it('gives everybody who was not there the keys and the fields that were asked for', async () => {
		await fc.assert(
			fc.asyncProperty(
				people,
				wish.filter(({ key }) => key.by !== 'id'),
				async (there, wanted) => {
					const directory = new InMemoryDirectory(...there);
					fc.pre(idsMeant(directory.all(), wanted).length === 0);
					await provision(upserting(directory), [asking(wanted)], go);

					expect(plainly(directory.of(`new-${there.length}`) ?? {})).toBe(plainly(wished({}, newcomer(wanted))));
				},
			),
			RUNS,
		);
	});
});

describe('at a vendor that replaces records', () => {
	it('members that nobody knows survive, in their order and to the last byte', async () => {
		await fc.assert(
			fc.asyncProperty(people, updates, async (there, asks) => {
				const directory = new InMemoryDirectory(...there);
				const unknown = () =>
					[...directory.all()].map(([id, record]) => [
						id,
						JSON.stringify(Object.entries(record).filter(([name]) => name.startsWith('x-'))),
					]);
				const before = unknown();
				const expected = oneByOne(directory.all(), asks);
				await provision(updating(replacing(directory)), asks, go);

				expect(unknown()).toEqual(before);
				expect(stateOf(directory)).toEqual(expected.after);
			}),
			RUNS,
		);
	});

	it('a record that somebody changed meanwhile is planned anew once, then it is a conflict; it is never overwritten', async () => {
		const meddling = fc.array(
			fc.record({
				id: fc.nat(6).map((n) => `p${n}`),
				field: fc.constantFrom('department', 'title', 'x-theme'),
				times: fc.constantFrom(1, 2),
			}),
			{ maxLength: 4 },
		);
		await fc.assert(
			fc.asyncProperty(
				people,
				fc
					.uniqueArray(fc.nat(6))
					.chain((numbers) =>
						fc.tuple(
							...numbers.map((n) =>
								edits.map((given) => asking<Wish>({ key: { by: 'id', value: `p${n}` }, edits: given, options: undefined })),
							),
						),
					),
				meddling,
				async (there, asks, others) => {
					const directory = new InMemoryDirectory(...there);
					const theirs = new Map<string, Map<string, string>>();
					const operation = updating(
						replacing(directory, (id, earlier) => {
							for (const other of others.filter((one) => one.id === id && earlier < one.times)) {
								const value = `theirs ${earlier}`;
								directory.meddle(id, other.field, value);
								theirs.set(id, (theirs.get(id) ?? new Map<string, string>()).set(other.field, value));
							}
						}),
					);
					const outcomes = await provision(operation, asks, go);

					for (const { before, changes, after } of directory.landed) {
						const changed = new Set(changes.map(({ field }) => field));
						for (const { field, from } of changes) expect(from).toEqual(before[field] ?? null);
						for (const name of Object.keys(before)) if (!changed.has(name)) expect(after[name]).toEqual(before[name]);
					}
					outcomes.forEach((outcome, i) => {
						const ask = asks[i];
						const id = ask?.kind === 'wanted' ? ask.wanted.key.value : '';
						const times = Math.max(0, ...others.filter((one) => one.id === id).map((one) => one.times));
						if (outcome.kind === 'written') expect(outcome.attempts).toBe(times + 1);
						if (outcome.kind === 'failed') expect([outcome.failure.kind, times]).toEqual(['conflict', 2]);
						if (outcome.kind === 'failed') for (const [field, value] of theirs.get(id) ?? []) expect(directory.of(id)?.[field]).toBe(value);
					});
				},
			),
			RUNS,
		);
	});
});
