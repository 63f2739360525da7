import { failed } from '../../nodes/shared/failure';
import type { Ask } from '../../nodes/shared/provisioning/provision';
import type { Outcome } from '../../nodes/shared/provisioning/types';
import { asking, refusal, unreadable, type Wish } from './arbitraryPeople';
import { InMemoryDirectory, person, replacing, type Doc } from './inMemoryDirectory';
import { NO_LIMITS } from './provisioned';
import { sync, type SyncSetting } from './syncRun';

const kindOf = (outcome: Outcome<Doc> | undefined) => (outcome?.kind === 'settled' ? outcome.plan.kind : outcome?.kind);

describe('Sync, by example', () => {
	const list = (...ids: readonly string[]) =>
		ids.map((id) => asking<Wish>({ key: { by: 'id', value: id }, edits: new Map(), options: undefined }));
	const everybody = () =>
		new InMemoryDirectory(
			person('ann'),
			person('bo'),
			person('cy'),
			person('boss', { role: 'admin' }),
			person('old', { status: 'inactive' }),
		);
	const leaversOf = async (directory: InMemoryDirectory, asks: ReadonlyArray<Ask<Wish>>, how: Partial<SyncSetting> = {}) =>
		(await sync(directory, asks, { missing: 'report', leavers: 'deactivate', ...how })).synced.leavers.map(({ id, why, outcome }) => [
			id,
			why,
			outcome?.kind,
		]);

	it('deactivates who is not in the list, keeps an administrator, and leaves alone who is out already', async () => {
		const directory = everybody();

		expect(await leaversOf(directory, list('ann', 'bo'))).toEqual([
			['cy', undefined, 'written'],
			['boss', 'an administrator', undefined],
		]);
		expect(directory.writes).toEqual([{ id: 'cy', changes: [{ field: 'status', to: 'inactive' }] }]);
	});

	it('only reports leavers unless it is told to deactivate them', async () => {
		const directory = everybody();

		expect(await leaversOf(directory, list('ann', 'bo'), { leavers: 'report' })).toEqual([
			['cy', undefined, undefined],
			['boss', 'an administrator', undefined],
		]);
		expect(await leaversOf(directory, list('ann', 'bo'), { leavers: 'ignore' })).toEqual([]);
		expect(directory.writes).toEqual([]);
	});

	it('takes an empty list for a wrong one', async () => {
		const why = 'no item matches an existing user, which looks like the wrong list';

		expect(await leaversOf(everybody(), [])).toEqual(['ann', 'bo', 'cy', 'boss'].map((id) => [id, why, undefined]));
		expect(await leaversOf(everybody(), list('stranger'))).toEqual(['ann', 'bo', 'cy', 'boss'].map((id) => [id, why, undefined]));
	});

	it('takes nobody for gone while an item could mean anybody', async () => {
		const why = 'not every item could be read, so any user could be on your list';

		expect(await leaversOf(everybody(), [...list('ann', 'bo'), unreadable])).toEqual([
			['cy', why, undefined],
			['boss', why, undefined],
		]);
		expect(await leaversOf(everybody(), [...list('ann', 'new', 'new')])).toEqual([
			['bo', why, undefined],
			['cy', why, undefined],
			['boss', why, undefined],
		]);
	});

	it('takes nobody for gone when the list of users may be incomplete, and says why', async () => {
		const directory = everybody();
		directory.listEnd = { complete: false, lacks: 'rows', why: 'page 2 was empty' };
		const why = 'the list of users may be incomplete: page 2 was empty';

		expect(await leaversOf(directory, list('ann', 'bo'))).toEqual([
			['cy', why, undefined],
			['boss', why, undefined],
		]);
	});

	it('names the items that are about the same user, by whatever key, and lets the others go on', async () => {
		const directory = everybody();
		const byEmail = asking<Wish>({
			key: { by: 'email', value: 'ANN@example.test' },
			edits: new Map([['title', { set: 'Dr' }]]),
			options: undefined,
		});
		const { synced } = await sync(directory, [...list('ann', 'bo'), byEmail], { missing: 'report', leavers: 'deactivate' });

		const failure = {
			kind: 'invalid',
			says: 'Items 0, 2 are about the same user',
			todo: 'List each person once: otherwise the items would overwrite each other on every run.',
		};
		expect(synced.outcomes).toMatchObject([
			{ plan: { kind: 'failed', failure, meant: ['ann'], isTwin: true } },
			{ plan: { kind: 'unchanged' } },
			{ plan: { kind: 'failed', failure, meant: ['ann'], isTwin: true } },
		]);
		expect(directory.writes.map(({ id }) => id)).toEqual(['cy']);
	});

	it('makes nobody twice who is given twice, and says so for who is missing too', async () => {
		const directory = everybody();
		const both = [
			asking<Wish>({ key: { by: 'email', value: 'new@example.test' }, edits: new Map(), options: undefined }),
			asking<Wish>({ key: { by: 'email', value: 'NEW@example.test' }, edits: new Map(), options: undefined }),
		];

		for (const missing of ['create', 'report'] as const) {
			const { synced } = await sync(directory, both, { missing, leavers: 'ignore' });
			expect(synced.outcomes.map(kindOf)).toEqual(['failed', 'failed']);
			expect(synced.outcomes[0]).not.toHaveProperty('plan.meant');
		}
		expect(directory.writes).toEqual([]);
	});

	it('counts leavers among the users that a run changes', async () => {
		const directory = new InMemoryDirectory(...Array.from({ length: 12 }, (_, i) => person(`p${i}`)));
		const { synced } = await sync(directory, list('p0'), {
			missing: 'report',
			leavers: 'deactivate',
			limits: { ...NO_LIMITS, deactivations: 10 },
		});

		expect(synced.leavers.map(({ outcome }) => outcome?.kind)).toEqual(Array.from({ length: 11 }, () => 'failed'));
		expect(synced.leavers[0]?.outcome).toMatchObject({
			failure: { says: expect.stringContaining('11 users would lose access (limit: 10)') },
		});
		expect(directory.writes).toEqual([]);
	});

	it('counts the share of the users in the directory, whatever the items and the leavers are', async () => {
		const run = async (changed: number) => {
			const directory = new InMemoryDirectory(...Array.from({ length: 200 }, (_, i) => person(`p${i}`)));
			const items = Array.from({ length: 100 }, (_, i) =>
				asking<Wish>({
					key: { by: 'id', value: `p${i}` },
					edits: new Map([['title', { set: i < changed ? 'Dr' : '' }]]),
					options: undefined,
				}),
			);
			const { synced } = await sync(directory, items, { missing: 'report', leavers: 'ignore', limits: { ...NO_LIMITS, share: 20 } });
			return synced.outcomes[0];
		};

		expect((await run(40))?.kind).toBe('written');
		expect(await run(41)).toMatchObject({
			failure: {
				says: expect.stringContaining('41 users would change: 20.5% of the 200 users in the directory (limit: 20%)'),
			},
		});
	});

	it('tells a leaver who could not be deactivated', async () => {
		const directory = everybody();
		directory.failFor('cy', refusal);

		expect(await leaversOf(directory, list('ann', 'bo'))).toEqual([
			['cy', undefined, 'failed'],
			['boss', 'an administrator', undefined],
		]);
	});

	it('skips the rest of the leavers when the vendor fails several times in a row', async () => {
		const leaving = Array.from({ length: 20 }, (_, i) => person(`gone${i}`));
		let tries = 0;
		const down = Object.assign(new InMemoryDirectory(person('ann'), ...leaving), {
			setActive: async () => {
				tries += 1;
				return await Promise.reject(failed({ kind: 'unreachable', landed: 'no', says: 'No answer' }));
			},
		});
		const { synced } = await sync(down, list('ann'), { missing: 'report', leavers: 'deactivate', careful: true });

		// Five that failed, and those that were under way beside the last of them.
		expect(tries).toBeLessThanOrEqual(8);
		expect(synced.leavers.at(-1)?.outcome).toMatchObject({ kind: 'failed', failure: { kind: 'skipped' } });
	});

	it('tries a leaver whose record has changed once more, and no oftener', async () => {
		const directory = everybody();
		let tries = 0;
		const conflicting = Object.assign(directory, {
			setActive: async () => {
				tries += 1;
				return await Promise.reject(failed({ kind: 'conflict', says: 'Changed by somebody else' }));
			},
		});
		const { synced } = await sync(conflicting, list('ann', 'bo'), { missing: 'report', leavers: 'deactivate' });

		expect(synced.leavers[0]?.outcome).toMatchObject({
			kind: 'failed',
			plan: { kind: 'deactivate', key: { by: 'id', value: 'cy' }, current: { id: 'cy' } },
			failure: { kind: 'conflict' },
		});
		expect(tries).toBe(2);
	});

	it('plans an item anew whose user somebody changed since the list, and keeps that change', async () => {
		const directory = everybody();
		const { update } = replacing(directory, (id, earlier) => {
			if (earlier === 0) directory.meddle(id, 'department', 'Legal');
		});
		const ann = asking<Wish>({ key: { by: 'id', value: 'ann' }, edits: new Map([['title', { set: 'Dr' }]]), options: undefined });
		const { synced } = await sync(Object.assign(directory, { update }), [ann], { missing: 'report', leavers: 'ignore' });

		expect(synced.outcomes).toMatchObject([{ kind: 'written', attempts: 2, plan: { kind: 'update' } }]);
		expect(directory.of('ann')).toEqual({ email: 'ann@example.test', title: 'Dr', department: 'Legal' });
	});

	it('finds who is meant by a further key', async () => {
		const directory = everybody();
		const wanted: Wish = {
			key: { by: 'externalId', value: 'none' },
			otherKeys: [{ by: 'email', value: 'ANN@example.test' }],
			edits: new Map(),
			options: undefined,
		};
		const { plan } = await sync(directory, [asking(wanted)], { missing: 'create', leavers: 'report' });

		expect(plan.planned).toMatchObject([{ plan: { kind: 'unchanged', key: { by: 'email' }, current: { id: 'ann' } }, wanted }]);
	});

	it('refuses two newcomers who share a further key, instead of making the same one twice', async () => {
		const directory = everybody();
		const hired = (externalId: string) =>
			asking<Wish>({
				key: { by: 'externalId', value: externalId },
				otherKeys: [{ by: 'email', value: 'new@example.test' }],
				edits: new Map(),
				options: undefined,
			});
		const { synced } = await sync(directory, [hired('1'), hired('2'), hired('1')], { missing: 'create', leavers: 'ignore' });

		expect(synced.outcomes.map(kindOf)).toEqual(['failed', 'failed', 'failed']);
		expect(synced.outcomes[1]).toMatchObject({ plan: { failure: { says: 'Items 0, 1, 2 are about the same user' } } });
		expect(directory.writes).toEqual([]);
	});

	it('does not mistake the key of somebody who is not there for the id of somebody who is', async () => {
		const { synced } = await sync(
			new InMemoryDirectory(person('email:x@example.test')),
			[
				...list('email:x@example.test'),
				asking<Wish>({ key: { by: 'email', value: 'x@example.test' }, edits: new Map(), options: undefined }),
			],
			{ missing: 'report', leavers: 'ignore' },
		);

		expect(synced.outcomes.map(kindOf)).toEqual(['unchanged', 'notFound']);
	});

	it('takes nobody for a leaver whom an item may mean, and nobody for the same item twice who is only as ambiguous', async () => {
		const directory = new InMemoryDirectory(
			person('ann', { email: 'x@example.test' }),
			person('bo', { email: 'x@example.test' }),
			person('cy'),
			person('dee'),
		);
		const both = asking<Wish>({ key: { by: 'email', value: 'x@example.test' }, edits: new Map(), options: undefined });
		const { synced } = await sync(directory, [both, both, ...list('cy')], { missing: 'report', leavers: 'deactivate' });

		expect(synced.outcomes.map(kindOf)).toEqual(['ambiguous', 'ambiguous', 'unchanged']);
		expect(synced.leavers).toMatchObject([
			{ profile: { id: 'dee' }, outcome: { kind: 'written', plan: { kind: 'deactivate', key: { by: 'id', value: 'dee' } } } },
		]);
	});

	it('stops before anybody is written when one item is ambiguous, though not when somebody is missing', async () => {
		const directory = new InMemoryDirectory(
			person('ann', { email: 'x@example.test' }),
			person('bo', { email: 'x@example.test' }),
			person('cy'),
		);
		const edit: Wish['edits'] = new Map([['title', { set: 'Dr' }]]);
		const both = asking<Wish>({ key: { by: 'email', value: 'x@example.test' }, edits: edit, options: undefined });
		const cy = asking<Wish>({ key: { by: 'id', value: 'cy' }, edits: edit, options: undefined });
		const how = { missing: 'report', leavers: 'deactivate', stopAtFailure: true } as const;

		expect((await sync(directory, [both, cy], how)).synced.outcomes.map(kindOf)).toEqual(['ambiguous', 'held']);
		expect(directory.writes).toEqual([]);
		expect((await sync(directory, [cy, ...list('stranger')], how)).synced.outcomes.map(kindOf)).toEqual(['written', 'notFound']);
	});
});
