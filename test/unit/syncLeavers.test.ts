import fc from 'fast-check';

import type { Failure } from '../../nodes/shared/failure';
import type { Ask } from '../../nodes/shared/provisioning/provision';
import type { FieldValue, Outcome } from '../../nodes/shared/provisioning/types';
import { asking, people, wishesOfNewcomers, type Wish } from './arbitraryPeople';
import { InMemoryDirectory, person, type Doc } from './inMemoryDirectory';
import { NO_LIMITS } from './provisioned';
import { runs } from './runs';
import { sync, type SyncRun, type SyncSetting } from './syncRun';

// Thousands of runs: a busy machine must not fail them.
jest.setTimeout(120_000);

const DEACTIVATES: SyncSetting = { missing: 'create', leavers: 'deactivate' };

/** Ways in which a creation comes to nothing, or may. */
const FAILURES: ReadonlyArray<readonly [string, Failure]> = [
	['the login is taken', { kind: 'refused', status: 409, says: 'Login is taken' }],
	['the domain is unknown', { kind: 'refused', status: 400, says: 'Unknown domain' }],
	['the vendor breaks', { kind: 'refused', status: 500, says: 'Oops' }],
	['the answer is lost', { kind: 'unreachable', landed: 'maybe', says: 'Timeout' }],
	['nothing could be sent', { kind: 'unreachable', landed: 'no', says: 'Connection refused' }],
	['the answer can not be read', { kind: 'unreadable', status: 200, says: 'A web page' }],
	['the vendor is busy', { kind: 'throttled', says: 'Too many requests' }],
	['the credential is refused', { kind: 'signIn', status: 401, says: 'No' }],
	['the value can not be carried', { kind: 'invalid', says: 'A control character' }],
	['the run was cancelled', { kind: 'cancelled', says: 'Cancelled' }],
	[
		'only half of it was done',
		{ kind: 'refused', status: 400, says: 'The user was created, but its fields were not written', halfway: true },
	],
];

const kindOf = (outcome: Outcome<Doc> | undefined) => (outcome?.kind === 'settled' ? outcome.plan.kind : outcome?.kind);
const item = (email: string, fields: Readonly<Record<string, FieldValue>> = {}): Ask<Wish> =>
	asking({
		key: { by: 'email', value: email },
		edits: new Map(Object.entries(fields).map(([field, set]) => [field, { set }])),
		options: undefined,
	});
const leaversOf = ({ synced }: SyncRun) => synced.leavers.map(({ id, why, outcome }) => [id, why, outcome?.kind]);
const WHY = 'not every missing user was created (item 1), and this user may be one of them';

describe('Sync and somebody whose email address has changed', () => {
	const before = () => new InMemoryDirectory(person('ann'), person('liam', { email: 'liam.murphy@example.test', login: 'liam.murphy' }));
	const list = [item('ann@example.test'), item('liam.byrne@example.test', { login: 'liam.m' })];

	it.each(FAILURES)('keeps the account when %s, and says why', async (_why, failure) => {
		const directory = before();
		directory.refusesNewcomer = () => failure;
		const run = await sync(directory, list, DEACTIVATES);

		expect(run.synced.outcomes.map(kindOf)).toEqual(['unchanged', 'failed']);
		expect(leaversOf(run)).toEqual([['liam', WHY, undefined]]);
		expect(directory.landed).toEqual([]);
	});

	it.each(FAILURES)('keeps the account when %s and the run stops there', async (_why, failure) => {
		const directory = before();
		directory.refusesNewcomer = () => failure;
		const run = await sync(directory, list, { ...DEACTIVATES, stopAtFailure: true });

		expect(leaversOf(run)).toEqual([['liam', WHY, undefined]]);
		expect(directory.landed).toEqual([]);
	});

	it('deactivates the old account when the new one was made', async () => {
		const directory = before();
		const run = await sync(directory, list, DEACTIVATES);

		expect(run.synced.outcomes.map(kindOf)).toEqual(['unchanged', 'written']);
		expect(leaversOf(run)).toEqual([['liam', undefined, 'written']]);
	});

	it('deactivates nobody before all items are through', async () => {
		const directory = new InMemoryDirectory(...['ann', 'bo', 'cy', 'dee'].map((id) => person(id)));
		const order: string[] = [];
		const slow = Object.assign(directory, {
			create: async () => {
				for (let tick = 0; tick < 20; tick += 1) await new Promise(setImmediate);
				order.push('created');
				return { id: 'new', warnings: [] };
			},
			setActive: async ({ id }: { id: string }) => {
				order.push(`${id} is out`);
				return await Promise.resolve({ id, warnings: [] });
			},
		});
		await sync(slow, [item('ann@example.test'), item('new1@example.test'), item('new2@example.test')], DEACTIVATES);

		expect(order).toEqual(['created', 'created', 'bo is out', 'cy is out', 'dee is out']);
	});

	it('keeps everybody when one of many creations fails, names the items, and still carries out the rest', async () => {
		const directory = new InMemoryDirectory(...['ann', 'bo', 'cy'].map((id) => person(id)));
		directory.refusesNewcomer = (changes) =>
			changes.some(({ to }) => String(to).startsWith('bad')) ? { kind: 'refused', status: 400, says: 'No' } : undefined;
		const items = [
			item('bad0@example.test'),
			item('ann@example.test', { title: 'Dr' }),
			item('good@example.test'),
			...[3, 4, 5, 6, 7, 8].map((i) => item(`bad${i}@example.test`)),
		];
		const run = await sync(directory, items, DEACTIVATES);

		const why = 'not every missing user was created (items 0, 3, 4, 5, 6 and 2 more), and this user may be one of them';
		expect(run.synced.outcomes.map(kindOf)).toEqual(['failed', 'written', 'written', ...Array.from({ length: 6 }, () => 'failed')]);
		expect(leaversOf(run)).toEqual([
			['bo', why, undefined],
			['cy', why, undefined],
		]);
	});

	it('keeps them when the breaker skips a creation', async () => {
		const directory = new InMemoryDirectory(...['ann', 'bo'].map((id) => person(id)));
		directory.refusesNewcomer = () => ({ kind: 'signIn', status: 401, says: 'No' });
		const run = await sync(directory, [item('ann@example.test'), ...Array.from({ length: 12 }, (_, i) => item(`n${i}@example.test`))], {
			...DEACTIVATES,
			careful: true,
		});

		expect(run.synced.outcomes.filter((one) => one.kind === 'failed').map(({ failure }) => failure.kind)).toContain('skipped');
		expect(leaversOf(run)).toEqual([['bo', expect.stringContaining('not every missing user was created'), undefined]]);
	});

	it('in a preview keeps whom a creation keeps that can not even be sent', async () => {
		const directory = before();
		directory.readsOnly = true;
		const create = async () => await Promise.reject(new Error('can not be carried'));
		const run = await sync(Object.assign(directory, { create }), list, { ...DEACTIVATES, preview: true });

		expect(leaversOf(run)).toEqual([['liam', WHY, undefined]]);
	});
});

describe('Sync and an account that a newcomer has something in common with', () => {
	const there = (fields: Doc) => new InMemoryDirectory(person('ann'), person('liam', { email: 'liam.murphy@example.test', ...fields }));

	it.each([
		['the login', { login: 'liam.murphy' }, { login: 'liam.murphy' }, 'login'],
		['the login in other capitals', { login: 'Liam.Murphy' }, { login: 'liam.murphy' }, 'login'],
		['the external ID', { externalId: 'E-7' }, { externalId: 'E-7' }, 'externalId'],
		['the login, composed and decomposed', { login: 'j\u00fcrgen' }, { login: 'ju\u0308rgen' }, 'login'],
	] as const)('names it, and keeps it even when the creation succeeds or is only reported: %s', async (_what, has, given, field) => {
		for (const missing of ['create', 'report'] as const) {
			const directory = there(has);
			const run = await sync(directory, [item('ann@example.test'), item('liam.byrne@example.test', given)], { ...DEACTIVATES, missing });

			expect(run.plan.alike.get(1)).toMatchObject({ profile: { id: 'liam' }, field });
			expect(leaversOf(run)).toEqual([
				['liam', `may be the person in item 1, which has no matching user: both have the same ${field}`, undefined],
			]);
			expect(directory.of('liam')?.status).toBeUndefined();
		}
	});

	it.each([
		['a field that many share', { department: 'Sales' }, { department: 'Sales' }],
		['no value', { login: '' }, { login: '' }],
		['another value', { login: 'liam' }, { login: 'noah' }],
	])('is nobody by %s', async (_what, has, given) => {
		const run = await sync(there(has), [item('ann@example.test'), item('liam.byrne@example.test', given)], DEACTIVATES);

		expect(run.plan.alike.size).toBe(0);
		expect(leaversOf(run)).toEqual([['liam', undefined, 'written']]);
	});

	it('is nobody whom another item means', async () => {
		const run = await sync(
			there({ login: 'liam.murphy' }),
			[item('liam.murphy@example.test'), item('noah@example.test', { login: 'liam.murphy' })],
			DEACTIVATES,
		);

		expect(run.plan.alike.size).toBe(0);
	});

	it('may be out already', async () => {
		const run = await sync(
			there({ login: 'liam.murphy', status: 'inactive' }),
			[item('ann@example.test'), item('liam.byrne@example.test', { login: 'liam.murphy' })],
			DEACTIVATES,
		);

		expect(run.plan.alike.get(1)).toMatchObject({ profile: { id: 'liam' }, field: 'login' });
	});
});

describe('Sync, for any directory, any list and any failure', () => {
	it('deactivates nobody beside a creation that failed, and nobody before the last item', async () => {
		await fc.assert(
			fc.asyncProperty(
				people,
				wishesOfNewcomers,
				fc.constantFrom(...FAILURES.map(([, failure]) => failure)),
				fc.integer({ min: 0, max: 4 }),
				fc.boolean(),
				async (there, wishes, failure, good, stopAtFailure) => {
					const directory = new InMemoryDirectory(...there);
					let made = 0;
					directory.refusesNewcomer = () => ((made += 1) > good ? failure : undefined);
					const before = directory.all();
					const { plan, synced } = await sync(directory, wishes.map(asking), { ...DEACTIVATES, limits: NO_LIMITS, stopAtFailure });

					const out = directory.writes.flatMap(({ id, changes }, i) =>
						changes.some(({ field, to }) => field === 'status' && to === 'inactive') && before.has(id) ? [i] : [],
					);
					const creations = plan.planned.filter(({ plan: one }) => one?.kind === 'create').length;
					if (creations > good) {
						expect(out).toEqual([]);
						expect(synced.leavers.every(({ why, outcome }) => why !== undefined && outcome === undefined)).toBe(true);
					}
					// Leavers are the last that are written.
					expect(out).toEqual(out.map((_, i) => directory.writes.length - out.length + i));
				},
			),
			{ numRuns: runs(1000) },
		);
	});
});

describe('Sync and an item that can not be understood', () => {
	const failure: Failure = { kind: 'invalid', says: 'Last Name is empty' };
	const unclear = (value?: string): Ask<Wish> => ({
		kind: 'failed',
		failure,
		...(value === undefined ? {} : { key: { by: 'email', value } }),
	});
	const run = async (odd: Ask<Wish>): Promise<SyncRun> =>
		await sync(new InMemoryDirectory(person('ann'), person('bo'), person('cy')), [item('ann@example.test'), odd], DEACTIVATES);

	it('keeps no leaver when it is clear whom it means, and that person is none', async () => {
		expect(leaversOf(await run(unclear('BO@example.test')))).toEqual([['cy', undefined, 'written']]);
	});

	it('keeps all when nobody has its key: whoever has changed it may be any of them', async () => {
		expect((await run(unclear('bo.new@example.test'))).synced.leavers.map(({ outcome }) => outcome)).toEqual([undefined, undefined]);
	});

	it('keeps all when it names nobody', async () => {
		expect((await run(unclear())).synced.leavers.map(({ outcome }) => outcome)).toEqual([undefined, undefined]);
	});
});
