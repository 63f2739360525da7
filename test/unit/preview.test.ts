import fc from 'fast-check';

import { unsentOf } from '../../nodes/shared/http/readOnly';
import {
	creating,
	creatingOrUpdating,
	deleting,
	switching,
	updating,
	type UserOperation,
} from '../../nodes/shared/provisioning/userOperation';
import type { GuardLimits } from '../../nodes/shared/provisioning/guard';
import { preview } from '../../nodes/shared/provisioning/apply';
import { provision as whole, type Ask } from '../../nodes/shared/provisioning/provision';
import type { Plan } from '../../nodes/shared/provisioning/types';
import { asking, asksOf, newcomer, people, plainly, refusal, unreadable, wish, wishesOfNewcomers, type Wish } from './arbitraryPeople';
import { InMemoryDirectory, person, type Doc } from './inMemoryDirectory';
import { NO_LIMITS, PLAIN_RULES, PLAIN_WORDING, UNREPEATED } from './provisioned';
import { runs } from './runs';

// Thousands of runs: a busy machine must not fail them.
jest.setTimeout(120_000);

const RUNS = { numRuns: runs(1000) };
const go = { concurrency: 4, stopAtFailure: false };
const updates = asksOf(wish);
const newcomers = wishesOfNewcomers.map((wishes) => wishes.map(asking));
const stateOf = (directory: InMemoryDirectory) => [...directory.all()].map(([id, record]) => `${id} ${plainly(record)}`);
const upserting = (directory: InMemoryDirectory) => creatingOrUpdating(directory, newcomer, UNREPEATED);

describe('Preview, for any directory and any list', () => {
	const limits: fc.Arbitrary<GuardLimits> = fc.oneof(
		fc.constant(NO_LIMITS),
		fc.record({ changes: fc.nat(4), share: fc.constant(100), deactivations: fc.nat(3), deletions: fc.nat(3), identityChanges: fc.nat(2) }),
	);
	const refused = fc.option(fc.nat(6), { nil: undefined, freq: 3 });

	/** Runs a preview and then the same for good, and holds one against the other. */
	async function previewThenApply<W>(
		directory: InMemoryDirectory,
		operation: UserOperation<W, Doc>,
		asks: ReadonlyArray<Ask<W>>,
		{ limits: some, n }: Readonly<{ limits: GuardLimits; n: number | undefined }>,
	) {
		if (n !== undefined) directory.failFor(`p${n}`, refusal);
		const before = stateOf(directory);
		const guard = { limits: some, rules: PLAIN_RULES, wording: PLAIN_WORDING };
		directory.readsOnly = true;
		const said = await whole(operation, asks, { ...go, guard, preview: unsentOf });
		expect([directory.requests, directory.landed, stateOf(directory)]).toEqual([[], [], before]);

		directory.readsOnly = false;
		const did = await whole(operation, asks, { ...go, guard });
		expect(said.outcomes).toHaveLength(asks.length);
		expect(did.outcomes).toHaveLength(asks.length);
		if (said.guarded) return expectStopped(directory, { said, did });

		const announced = said.outcomes
			.flatMap((one) => (one.kind === 'previewed' ? one.requests : []))
			.map((request) => JSON.stringify(request))
			.sort();
		const sent = directory.requests.map((request) => JSON.stringify(request)).sort();
		if (!said.outcomes.some(({ kind }) => kind === 'deferred')) expect(sent).toEqual(announced);
		else expect(sent).toEqual(expect.arrayContaining(announced));
		said.outcomes.forEach((one, i) => {
			if (one.kind === 'deferred') expect(one.after).toBeLessThan(i);
			else if (one.kind === 'previewed') expect(did.outcomes[i]).toMatchObject({ kind: 'written', plan: one.plan, attempts: 1 });
			else expect(did.outcomes[i]).toEqual(one);
		});
	}

	type Run = Awaited<ReturnType<typeof whole<unknown, Doc>>>;
	function expectStopped(directory: InMemoryDirectory, { said, did }: Readonly<{ said: Run; did: Run }>): void {
		expect([directory.requests, directory.landed]).toEqual([[], []]);
		said.outcomes.forEach((one, i) => {
			if (one.kind === 'previewed' || one.kind === 'failed')
				expect(did.outcomes[i]).toEqual({ kind: 'failed', plan: one.plan, failure: said.guarded });
			if (one.kind === 'settled') expect(did.outcomes[i]).toEqual(one);
		});
	}

	it('of Update sends nothing, and what Update then does is what it said', async () => {
		await fc.assert(
			fc.asyncProperty(people, updates, limits, refused, async (there, asks, some, n) => {
				const directory = new InMemoryDirectory(...there);
				await previewThenApply(directory, updating(directory), asks, { limits: some, n });
			}),
			RUNS,
		);
	});

	it('of Create or Update sends nothing, and what it then does is what it said', async () => {
		await fc.assert(
			fc.asyncProperty(people, newcomers, limits, refused, async (there, asks, some, n) => {
				const directory = new InMemoryDirectory(...there);
				await previewThenApply(directory, upserting(directory), asks, { limits: some, n });
			}),
			RUNS,
		);
	});

	it.each(['activate', 'deactivate'] as const)('of %s sends nothing, and what it then does is what it said', async (goal) => {
		await fc.assert(
			fc.asyncProperty(people, updates, limits, refused, async (there, asks, some, n) => {
				const directory = new InMemoryDirectory(...there);
				await previewThenApply(directory, switching(directory, goal), asks, { limits: some, n });
			}),
			RUNS,
		);
	});

	it('of Delete sends nothing, and what it then does is what it said', async () => {
		await fc.assert(
			fc.asyncProperty(people, updates, limits, async (there, asks, some) => {
				const directory = new InMemoryDirectory(...there);
				await previewThenApply(directory, deleting(directory), asks, { limits: some, n: undefined });
			}),
			RUNS,
		);
	});

	it('never gives up at an item that can not be done: everybody else is shown', async () => {
		const directory = new InMemoryDirectory({ id: 'p0', fields: {} });
		directory.readsOnly = true;
		const asks = [
			unreadable,
			asking<Wish>({ key: { by: 'id', value: 'p0' }, edits: new Map([['title', { set: 'Tax' }]]), options: undefined }),
		];
		const { outcomes } = await whole(updating(directory), asks, {
			concurrency: 1,
			stopAtFailure: true,
			guard: { limits: NO_LIMITS, rules: PLAIN_RULES, wording: PLAIN_WORDING },
			preview: unsentOf,
		});

		expect(outcomes.map(({ kind }) => kind)).toEqual(['settled', 'previewed']);
	});
});

describe('Preview, by example', () => {
	const unlimited = { limits: NO_LIMITS, rules: PLAIN_RULES, wording: PLAIN_WORDING };
	const byId = (id: string, fields: Record<string, string>) =>
		asking<Wish>({
			key: { by: 'id', value: id },
			edits: new Map(Object.entries(fields).map(([name, set]) => [name, { set }])),
			options: undefined,
		});
	const shown = async (directory: InMemoryDirectory, ...asks: ReadonlyArray<Ask<Wish>>) => {
		directory.readsOnly = true;
		return (await whole(updating(directory), asks, { ...go, guard: unlimited, preview: unsentOf })).outcomes;
	};

	it('shows each request of a write that takes several', async () => {
		const outcomes = await shown(new InMemoryDirectory(person('ann')), byId('ann', { title: 'Dr', phone: '0012' }));

		expect(outcomes).toMatchObject([
			{
				kind: 'previewed',
				plan: { kind: 'update' },
				requests: [
					{ method: 'PUT', url: 'https://vendor.test/users/ann', body: '[{"field":"title","from":null,"to":"Dr"}]' },
					{ method: 'PUT', url: 'https://vendor.test/users/ann', body: '[{"field":"phone","from":null,"to":"0012"}]' },
				],
			},
		]);
	});

	it('leaves the second item for a user open and names the first, also when that user is as wanted now', async () => {
		const asks = [
			byId('bo', { title: 'Dr' }),
			byId('ann', { title: 'Dr' }),
			byId('bo', { title: 'Mx' }),
			byId('ann', { title: '' }),
			byId('ann', { title: 'Dr' }),
		];
		const outcomes = await shown(new InMemoryDirectory(person('ann'), person('bo')), ...asks);

		expect(outcomes.map((one) => (one.kind === 'deferred' ? one.after : one.kind))).toEqual(['previewed', 'previewed', 0, 1, 1]);
	});

	it('shows a user who is as wanted before an item that changes them', async () => {
		const outcomes = await shown(
			new InMemoryDirectory(person('ann', { title: 'Dr' })),
			byId('ann', { title: 'Dr' }),
			byId('ann', { title: 'Mx' }),
		);

		expect(outcomes.map(({ kind }) => kind)).toEqual(['settled', 'previewed']);
	});

	it('leaves a newcomer open who shares a further key with an earlier one', async () => {
		const directory = new InMemoryDirectory();
		directory.readsOnly = true;
		const hired = (externalId: string): Ask<Wish> =>
			asking({
				key: { by: 'externalId', value: externalId },
				otherKeys: [{ by: 'email', value: 'new@example.test' }],
				edits: new Map(),
				options: undefined,
			});
		const { outcomes } = await whole(upserting(directory), [hired('1'), hired('2')], { ...go, guard: unlimited, preview: unsentOf });

		expect(outcomes.map((one) => (one.kind === 'deferred' ? one.after : one.kind))).toEqual(['previewed', 0]);
	});

	it('shows every newcomer of Create, who are told apart by nothing', async () => {
		const directory = new InMemoryDirectory();
		directory.readsOnly = true;
		const hired = asking({ edits: new Map([['title', { set: 'Dr' }]]), options: undefined });
		const { outcomes } = await whole(creating(directory), [hired, hired], { ...go, guard: unlimited, preview: unsentOf });

		expect(outcomes.map(({ kind }) => kind)).toEqual(['previewed', 'previewed']);
	});

	it('tells what would refuse a write before it is sent', async () => {
		const directory = new InMemoryDirectory(person('ann'));
		directory.failFor('ann', refusal);

		expect(await shown(directory, byId('ann', { title: 'Dr' }))).toMatchObject([
			{ kind: 'failed', plan: { kind: 'update' }, failure: refusal },
		]);
	});

	it('tells that the guard would stop the run, and still shows all of it', async () => {
		const directory = new InMemoryDirectory(person('ann'));
		directory.readsOnly = true;
		const run = await whole(updating(directory), [byId('ann', { title: 'Dr' })], {
			...go,
			guard: { limits: { ...NO_LIMITS, changes: 0 }, rules: PLAIN_RULES, wording: PLAIN_WORDING },
			preview: unsentOf,
		});

		expect(run).toMatchObject({ guarded: { kind: 'guarded' }, outcomes: [{ kind: 'previewed' }] });
	});

	it('ends when something was written after all', async () => {
		const directory = new InMemoryDirectory(person('ann'));

		await expect(
			whole(updating(directory), [byId('ann', { title: 'Dr' })], { ...go, guard: unlimited, preview: unsentOf }),
		).rejects.toThrow('A preview ended without a request that it kept back');
	});

	it('shows no more users at once than the bound', async () => {
		const everybody = Array.from({ length: 20 }, (_, i) => person(`p${i}`));
		const directory = new InMemoryDirectory(...everybody);
		await shown(directory, ...everybody.map(({ id }) => byId(id, { title: 'Dr' })));

		expect(directory.mostAtOnce).toBe(4);
	});

	it('holds what was never planned, and refuses a write that no item asks for', async () => {
		const directory = new InMemoryDirectory();
		const plan: Plan<Doc> = { kind: 'create', key: undefined, changes: [] };

		expect(await preview(creating(directory), [{}], { concurrency: 1, unsentOf })).toEqual([{ kind: 'held' }]);
		await expect(preview(creating(directory), [{ plan }], { concurrency: 1, unsentOf })).rejects.toThrow(
			'A write was planned for an item that asks for nothing',
		);
	});
});
