import fc from 'fast-check';

import type { Ask } from '../../nodes/shared/provisioning/provision';
import type { MatchKey, Outcome } from '../../nodes/shared/provisioning/types';
import { isWrite } from '../../nodes/shared/provisioning/plan';
import { asking, asksOf, idsMeant, people, plainly, refusal, wish, wished, wishesOfNewcomers, type Wish } from './arbitraryPeople';
import { InMemoryDirectory, person, type Doc } from './inMemoryDirectory';
import { NO_LIMITS } from './provisioned';
import { runs } from './runs';
import { sync, type SyncSetting } from './syncRun';

// Thousands of runs: a busy machine must not fail them.
jest.setTimeout(120_000);

const RUNS = { numRuns: runs(1000) };
const lists = fc.oneof(
	asksOf(wish),
	wishesOfNewcomers.map((wishes) => wishes.map(asking)),
);
const setting: fc.Arbitrary<SyncSetting> = fc
	.record({
		missing: fc.constantFrom('create' as const, 'report' as const),
		leavers: fc.constantFrom('deactivate' as const, 'deactivate' as const, 'report' as const, 'ignore' as const),
		department: fc.option(fc.constantFrom('Tax', 'Sales'), { nil: undefined, freq: 2 }),
	})
	.map(({ department, ...rest }) => (department === undefined ? rest : { ...rest, department }));
/** Some of the directory is not in the list, and the list says so. */
const gaps = fc.subarray(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6']);

const kindOf = (outcome: Outcome<Doc> | undefined) => (outcome?.kind === 'settled' ? outcome.plan.kind : outcome?.kind);
const isInactive = (record: Doc | undefined) => record?.status === 'inactive';
const deactivated = (before: ReadonlyMap<string, Doc>, directory: InMemoryDirectory) =>
	[...directory.all()].filter(([id, record]) => isInactive(record) && !isInactive(before.get(id))).map(([id]) => id);
const stateOf = (directory: InMemoryDirectory) => [...directory.all().values()].map(plainly).sort();

/** The people whom each item means, each item that means nobody, and the items that mean the same one. */
function meant(before: ReadonlyMap<string, Doc>, asks: ReadonlyArray<Ask<Wish>>) {
	const ids = asks.map((ask) => (ask.kind === 'wanted' ? idsMeant(before, ask.wanted) : []));
	const twins = ids.map((one, i) => one.length === 1 && ids.some((other, j) => i !== j && other.length === 1 && other[0] === one[0]));
	return { ids, twins };
}

describe('Sync, for any directory and any list', () => {
	it('has one outcome per item in order, one for each leaver, and leaves everybody as the list and its setting say', async () => {
		await fc.assert(
			fc.asyncProperty(people, asksOf(wish), setting, async (there, asks, how) => {
				const directory = new InMemoryDirectory(...there);
				const before = directory.all();
				const { ids, twins } = meant(before, asks);
				const { plan, synced } = await sync(directory, asks, { ...how, missing: 'report' });

				expect(synced.outcomes.map(kindOf)).toEqual(
					asks.map((ask, i) => {
						const [id, ...others] = ids[i] ?? [];
						if (ask.kind === 'failed' || twins[i]) return 'failed';
						if (id === undefined)
							return asks.some(
								(other, j) => j !== i && other.kind === 'wanted' && ids[j]?.length === 0 && sameKey(other.wanted.key, ask.wanted.key),
							)
								? 'failed'
								: 'notFound';
						if (others.length > 0) return 'ambiguous';
						const record = before.get(id) ?? {};
						return plainly(wished(record, ask.wanted.edits)) === plainly(record) ? 'unchanged' : 'written';
					}),
				);
				expect(synced.leavers.map(({ id, why }) => [id, why])).toEqual([...plan.leavers].map(({ id, why }) => [id, why]));
				expect(synced.leavers.map(({ outcome }) => outcome?.kind)).toEqual(
					[...plan.leavers].map(({ why }) => (how.leavers === 'deactivate' && why === undefined ? 'written' : undefined)),
				);
				expect([plan.listed, directory.reads]).toEqual([there.length, 0]);
			}),
			RUNS,
		);
	});

	it('takes for leavers exactly those in scope who may sign in, whom no item means or may mean', async () => {
		await fc.assert(
			fc.asyncProperty(people, lists, setting, async (there, asks, how) => {
				const directory = new InMemoryDirectory(...there);
				const before = directory.all();
				const stay = new Set(meant(before, asks).ids.flat());
				const { plan } = await sync(directory, asks, how);

				const left = [...before]
					.filter(
						([id, record]) =>
							!stay.has(id) && !isInactive(record) && (how.department === undefined || record.department === how.department),
					)
					.map(([id]) => id);
				expect([...plan.leavers].map(({ id }) => id)).toEqual(how.leavers === 'ignore' ? [] : left);
			}),
			RUNS,
		);
	});

	it('refuses items that are about the same user, and writes none of them', async () => {
		await fc.assert(
			fc.asyncProperty(people, lists, setting, async (there, asks, how) => {
				const directory = new InMemoryDirectory(...there);
				const { ids, twins } = meant(directory.all(), asks);
				const { synced } = await sync(directory, asks, how);

				const touched = new Set(directory.writes.map(({ id }) => id));
				twins.forEach((isTwin, i) => {
					if (!isTwin) return;
					expect(synced.outcomes[i]).toMatchObject({
						kind: 'settled',
						plan: { kind: 'failed', failure: { kind: 'invalid' }, meant: ids[i]?.slice(0, 1), isTwin: true },
					});
					expect(touched).not.toContain(ids[i]?.[0]);
				});
				expect(new Set(directory.writes.map(({ id }) => id)).size).toBe(directory.writes.length);
			}),
			RUNS,
		);
	});

	it('deactivates nobody who is protected, or meant, or out of scope; and nobody at all while an item is not understood or the list is not complete', async () => {
		await fc.assert(
			fc.asyncProperty(people, lists, setting, gaps, fc.boolean(), async (there, asks, how, unlisted, complete) => {
				const directory = new InMemoryDirectory(...there);
				const before = directory.all();
				if (!complete) {
					directory.listEnd = { complete: false, lacks: 'rows', why: 'people came and went' };
					for (const id of unlisted) directory.unlisted.add(id);
				}
				const { ids } = meant(before, asks);
				const { plan } = await sync(directory, asks, how);
				const gone = deactivated(before, directory);

				const stay = new Set(ids.flat());
				for (const id of gone) {
					const record = before.get(id) ?? {};
					expect([record.role === 'admin', stay.has(id), how.department !== undefined && record.department !== how.department]).toEqual([
						false,
						false,
						false,
					]);
				}
				const inDoubt = !complete || asks.some(({ kind }) => kind === 'failed') || stay.size === 0;
				const twinNewcomers = plan.planned.some(({ plan: one }) => one?.kind === 'failed' && one.meant === undefined);
				if (inDoubt || twinNewcomers || how.leavers !== 'deactivate') expect(gone).toEqual([]);
				else expect(gone).toEqual([...plan.leavers].filter(({ id }) => before.get(id)?.role !== 'admin').map(({ id }) => id));
				if (inDoubt) expect([...plan.leavers].every(({ why }) => why !== undefined)).toBe(true);
			}),
			RUNS,
		);
	});

	it('looks up who is missing from a list that is not complete, so that nobody is made twice', async () => {
		await fc.assert(
			fc.asyncProperty(people, lists, setting, gaps, async (there, asks, how, unlisted) => {
				const directory = new InMemoryDirectory(...there);
				const before = directory.all();
				directory.listEnd = { complete: false, lacks: 'rows', why: 'people came and went' };
				for (const id of unlisted) directory.unlisted.add(id);
				const listed = new Map([...before].filter(([id]) => !directory.unlisted.has(id)));
				const { plan } = await sync(directory, asks, how);

				asks.forEach((ask, i) => {
					const kind = plan.planned[i]?.plan?.kind;
					if (ask.kind === 'wanted' && (kind === 'create' || kind === 'notFound')) expect(idsMeant(before, ask.wanted)).toEqual([]);
				});
				const missing = asks.some((ask) => ask.kind === 'wanted' && idsMeant(listed, { ...ask.wanted, otherKeys: [] }).length === 0);
				expect(directory.reads > 0).toBe(missing);
			}),
			RUNS,
		);
	});

	it('writes nothing on a second run', async () => {
		await fc.assert(
			fc.asyncProperty(people, wishesOfNewcomers, setting, async (there, wishes, how) => {
				const directory = new InMemoryDirectory(...there);
				const asks = wishes.map(asking);
				await sync(directory, asks, how);
				const [once, writes] = [stateOf(directory), directory.writes.length];
				const { plan } = await sync(directory, asks, how);

				expect(plan.planned.filter(({ plan: one }) => one && isWrite(one))).toEqual([]);
				// Where the first run made the first one whom an item means, there were no leavers before.
				const wasDoubtful = meant(new InMemoryDirectory(...there).all(), asks).ids.flat().length === 0;
				if (!wasDoubtful || how.leavers !== 'deactivate') expect([stateOf(directory), directory.writes.length]).toEqual([once, writes]);
			}),
			RUNS,
		);
	});

	it('writes nobody and deactivates nobody when it stops at a failure and one item can not be done; who is missing does not count', async () => {
		await fc.assert(
			fc.asyncProperty(people, lists, setting, async (there, asks, how) => {
				const directory = new InMemoryDirectory(...there);
				const { plan, synced } = await sync(directory, asks, { ...how, stopAtFailure: true });
				const failing = plan.planned.some(({ plan: one }) => one?.kind === 'failed' || one?.kind === 'ambiguous');

				expect(synced.outcomes).toHaveLength(asks.length);
				if (failing) expect([directory.requests, directory.landed]).toEqual([[], []]);
				else expect(synced.outcomes.map(kindOf)).not.toContain('held');
			}),
			RUNS,
		);
	});

	it('in a preview sends nothing, and what it then does is what it said', async () => {
		await fc.assert(
			fc.asyncProperty(
				people,
				lists,
				setting,
				fc.option(fc.nat(6), { nil: undefined, freq: 3 }),
				fc.nat(8),
				async (there, asks, how, refused, most) => {
					const directory = new InMemoryDirectory(...there);
					if (refused !== undefined) directory.failFor(`p${refused}`, refusal);
					const limits = { ...NO_LIMITS, changes: most };
					directory.readsOnly = true;
					const { synced: said } = await sync(directory, asks, { ...how, limits, preview: true });
					expect([directory.requests, directory.landed]).toEqual([[], []]);
					directory.readsOnly = false;
					const { synced: did } = await sync(directory, asks, { ...how, limits });

					const [ofSaid, ofDid] = [said, did].map(({ outcomes, leavers }) => [...outcomes, ...leavers.map(({ outcome }) => outcome)]);
					if (said.guarded) {
						expect([directory.requests, directory.landed]).toEqual([[], []]);
						for (const one of ofDid ?? []) if (one?.kind === 'failed') expect(one.failure).toEqual(said.guarded);
						return;
					}
					expect(ofDid).toHaveLength(ofSaid?.length ?? -1);
					(ofSaid ?? []).forEach((one, i) => {
						if (one?.kind === 'previewed') expect(ofDid?.[i]).toMatchObject({ kind: 'written', plan: one.plan });
						else expect(ofDid?.[i]).toEqual(one);
					});
					const announced = (ofSaid ?? [])
						.flatMap((one) => (one?.kind === 'previewed' ? one.requests : []))
						.map((one) => JSON.stringify(one));
					expect(directory.requests.map((one) => JSON.stringify(one)).sort()).toEqual(announced.sort());
				},
			),
			RUNS,
		);
	});

	it('writes as many requests as people differ, and none for a look-up', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 0, max: 30 }), fc.array(fc.nat(29)), async (many, changed) => {
				const directory = new InMemoryDirectory(...Array.from({ length: many }, (_, i) => person(`p${i}`, { department: 'Sales' })));
				const asks = Array.from({ length: many }, (_, i) =>
					asking<Wish>({
						key: { by: 'email', value: `p${i}@example.test` },
						edits: new Map([['department', { set: changed.includes(i) ? 'Tax' : 'Sales' }]]),
						options: undefined,
					}),
				);
				await sync(directory, asks, { missing: 'create', leavers: 'deactivate' });

				expect([directory.requests.length, directory.reads]).toEqual([new Set(changed.filter((n) => n < many)).size, 0]);
			}),
			{ numRuns: runs(200) },
		);
	});
});

function sameKey(one: MatchKey, other: MatchKey): boolean {
	return one.by === other.by && one.value === other.value;
}
