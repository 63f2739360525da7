import fc from 'fast-check';

import { failed } from '../../nodes/shared/failure';
import { leaverOf } from '../../nodes/shared/provisioning/leavers';
import { updating } from '../../nodes/shared/provisioning/userOperation';
import { fromSnapshot, takeSnapshot, textsOfAsks, type Interest } from '../../nodes/shared/provisioning/snapshot';
import type { Edit, MatchKey, Profile } from '../../nodes/shared/provisioning/types';
import { asking, idsWith, people, refusal, wish, type Wish } from './arbitraryPeople';
import { InMemoryDirectory, interestIn, person, replacing, type Doc, type MemoryKey } from './inMemoryDirectory';
import { provision } from './provisioned';
import { runs } from './runs';

// Thousands of runs: a busy machine must not fail them.
jest.setTimeout(120_000);

const email = (value: string): MatchKey<MemoryKey> => ({ by: 'email', value });
const ids = (found: ReadonlyArray<Profile<Doc>>) => found.map(({ id }) => id);
const listed = async (directory: InMemoryDirectory, ...texts: readonly string[]) =>
	fromSnapshot(directory, await takeSnapshot(directory, undefined, interestIn(...texts)));
const gap = { complete: false, lacks: 'rows', why: 'people came and went' } as const;

describe('a snapshot', () => {
	it('holds those whom the items may name, as a look-up would show them, how many there are, and how the list ended', async () => {
		const directory = new InMemoryDirectory(person('ann', { 'x-theme': 'dark' }), person('bo'), person('cy'));
		directory.listEnd = gap;
		const { named, listed: count, end } = await takeSnapshot(directory, undefined, interestIn('ANN@example.test', 'bo'));

		expect(ids([...named.values()])).toEqual(['ann', 'bo']);
		expect([named.get('ann')]).toEqual(await directory.find({ by: 'id', value: 'ann' }));
		expect([count, end]).toEqual([3, gap]);
	});

	it('holds who has a text of the items in a field that tells people apart, and not who has it anywhere else', async () => {
		const directory = new InMemoryDirectory(
			person('ann', { externalId: ' 7 ' }),
			person('bo', { login: 'Ann Lee' }),
			person('cy', { title: 'ann lee' }),
		);
		const interest = { ...interestIn('7', 'ann lee'), identifies: (field: string) => field === 'login' };

		expect(ids([...(await takeSnapshot(directory, undefined, interest)).named.values()])).toEqual(['ann', 'bo']);
	});

	it('takes a user once who is on two pages', async () => {
		const ann = (department: string): Profile<Doc> => ({ id: 'ann', fields: new Map([['department', department]]), record: {} });
		const { named, candidates } = await takeSnapshot(
			{
				...new InMemoryDirectory(),
				everybody: async function* () {
					yield ann('Sales');
					yield ann('Tax');
					return { complete: true };
				},
			},
			undefined,
			{ ...interestIn('ann'), leavers: { then: 'report', inScope: () => true, whyKept: () => undefined } },
		);

		expect([...named.values()]).toEqual([ann('Tax')]);
		expect([...candidates]).toEqual([['ann', 'ann']]);
	});

	it('holds of who may have left what is told of a leaver, and what it takes to deactivate one where that is asked for', async () => {
		const directory = new InMemoryDirectory(
			person('ann', { title: 'Dr' }),
			person('boss', { role: 'admin' }),
			person('old', { status: 'inactive' }),
		);
		const report = {
			...interestIn(),
			leavers: { then: 'report', inScope: () => true, whyKept: directory.whyProtected },
		} as const;
		const leaversIn = async (interest: Interest<MemoryKey, Doc>) =>
			[...(await takeSnapshot(directory, undefined, interest)).candidates].map(([id, candidate]) => leaverOf(id, candidate));

		expect(await leaversIn(report)).toEqual([
			{ id: 'ann', person: 'ann@example.test' },
			{ id: 'boss', person: 'boss@example.test', why: 'an administrator' },
		]);
		expect((await leaversIn({ ...report, keeping: directory.inOutline })).map(({ profile }) => profile)).toEqual([
			{ id: 'ann', active: true, fields: new Map([['email', 'ann@example.test']]), record: {} },
			{ id: 'boss', active: true, fields: new Map([['email', 'boss@example.test']]), record: {} },
		]);
		expect(await leaversIn({ ...report, leavers: { ...report.leavers, then: 'ignore' } })).toEqual([]);
	});

	it('knows every field that somebody has, and every key that somebody lacks', async () => {
		const directory = new InMemoryDirectory(person('ann', { badge: '1', externalId: '' }), { id: 'bo', fields: { floor: '2' } });
		const { fieldNames, hidden } = await takeSnapshot(directory, undefined, interestIn());

		expect([...fieldNames]).toEqual(['email', 'badge', 'externalId', 'floor']);
		expect([...hidden]).toEqual(['externalId', 'email']);
	});

	it('passes what steers the reading on', async () => {
		const heard: string[] = [];
		const directory = {
			keyOf: () => undefined,
			normalKey: () => '',
			inOutline: <T>(one: T) => one,
			whyProtected: () => undefined,
			everybody: async function* (options: string) {
				heard.push(options);
				return { complete: true } as const;
			},
		};
		await takeSnapshot(directory, 'all of them', interestIn());

		expect(heard).toEqual(['all of them']);
	});

	it('ends with the failure of the list', async () => {
		const directory = {
			...new InMemoryDirectory(),
			everybody: async function* () {
				throw failed(refusal);
			},
		};

		await expect(takeSnapshot(directory, undefined, interestIn())).rejects.toMatchObject({ failure: refusal });
	});
});

describe('the texts by which items may mean somebody', () => {
	it('are their keys, and what is asked of fields that name users or tell people apart: no other text is looked for in a list', () => {
		const edits = new Map<string, Edit>([
			['login', { set: 'ann.lee' }],
			['manager', { set: ['bo@example.test', 7] }],
			['department', { set: 'Sales' }],
			['phone', 'clear'],
		]);
		const wanted = { key: email('ann@example.test'), otherKeys: [{ by: 'id', value: '12' } as const], edits };
		const texts = textsOfAsks([{ kind: 'wanted', wanted }], (field) => field === 'login' || field === 'manager');

		expect(texts).toEqual(['ann@example.test', '12', 'ann.lee', 'bo@example.test', '7']);
	});
});

describe('look-ups from a snapshot', () => {
	it('answer as the directory does, for any directory and any key, and ask nobody', async () => {
		await fc.assert(
			fc.asyncProperty(people, wish, async (there, { key, otherKeys = [] }) => {
				const directory = new InMemoryDirectory(...there);
				const keys = [key, ...otherKeys] as ReadonlyArray<MatchKey<MemoryKey>>;
				const { find } = await listed(directory, ...keys.map(({ value }) => value));

				for (const one of keys) expect(ids(await find(one, undefined))).toEqual(idsWith(directory.all(), one));
				expect(directory.reads).toBe(0);
			}),
			{ numRuns: runs(1000) },
		);
	});

	it('find several with one key, by the case rules of the vendor', async () => {
		const { find } = await listed(
			new InMemoryDirectory(
				person('ann', { email: 'X@example.test' }),
				person('bo', { email: 'x@EXAMPLE.test' }),
				person('cy', { externalId: 'x' }),
			),
			'x@example.test',
			'x',
		);

		expect(ids(await find(email('x@example.TEST'), undefined))).toEqual(['ann', 'bo']);
		expect(ids(await find({ by: 'externalId', value: 'x' }, undefined))).toEqual(['cy']);
		expect(ids(await find({ by: 'externalId', value: 'X' }, undefined))).toEqual([]);
	});

	it('never take people without a key for people with an empty one', async () => {
		const directory = new InMemoryDirectory({ id: 'ann', fields: {} }, { id: 'bo', fields: { email: '' } });

		expect(await (await listed(directory, '')).find(email(''), undefined)).toEqual([]);
		expect(directory.reads).toBe(0);
	});

	it('look at those alone who may have the key', async () => {
		const directory = new InMemoryDirectory(person('ann'), person('bo'));
		let asked = 0;
		const counting = { ...directory, keyOf: (profile: Profile<Doc>, by: MemoryKey) => ((asked += 1), directory.keyOf(profile, by)) };
		const { find } = fromSnapshot(counting, await takeSnapshot(directory, undefined, interestIn('ann@example.test', 'bo')));
		for (let i = 0; i < 5; i += 1) await find(email('ann@example.test'), undefined);

		expect(asked).toBe(5);
	});

	it('find nobody by a key that the list has shown of them at first, when it shows another one later', async () => {
		const ann = (address: string): Profile<Doc> => ({ id: 'ann', fields: new Map([['email', address]]), record: {} });
		const directory = {
			...new InMemoryDirectory(),
			everybody: async function* () {
				yield ann('old@example.test');
				yield ann('new@example.test');
				return { complete: true } as const;
			},
		};
		const snapshot = await takeSnapshot(directory, undefined, interestIn('old@example.test', 'new@example.test'));
		const { find } = fromSnapshot(directory, snapshot);

		expect(await find(email('old@example.test'), undefined)).toEqual([]);
		expect(ids(await find(email('new@example.test'), undefined))).toEqual(['ann']);
	});

	it('ask the directory for who is not in a list with gaps, and only then', async () => {
		const directory = new InMemoryDirectory(person('ann'), person('bo'));
		directory.listEnd = gap;
		directory.unlisted.add('bo');
		const { find } = await listed(directory, 'ann@example.test', 'bo@example.test', 'stranger@example.test');

		expect(ids(await find(email('ann@example.test'), undefined))).toEqual(['ann']);
		expect(directory.reads).toBe(0);
		expect(ids(await find(email('bo@example.test'), undefined))).toEqual(['bo']);
		expect(ids(await find(email('stranger@example.test'), undefined))).toEqual([]);
		expect(directory.reads).toBe(2);
	});

	it('ask the directory for who has a key that no item names', async () => {
		const directory = new InMemoryDirectory(person('ann'), person('bo'));
		const { find } = await listed(directory, 'ann@example.test');

		expect(ids(await find(email('bo@example.test'), undefined))).toEqual(['bo']);
		expect(directory.reads).toBe(1);
	});

	it('show the moment of the list, until a write met somebody who has changed since', async () => {
		const directory = new InMemoryDirectory(person('ann', { title: 'Ms' }), person('bo', { title: 'Mr' }));
		const replaces = replacing(directory);
		const { find, update } = fromSnapshot(replaces, await takeSnapshot(directory, undefined, interestIn('ann', 'bo')));
		directory.meddle('ann', 'title', 'Dr');
		directory.meddle('bo', 'title', 'Dr');
		const titleOf = async (id: string) => (await find({ by: 'id', value: id }, undefined))[0]?.fields.get('title');
		const [ann] = await find({ by: 'id', value: 'ann' }, undefined);
		if (!ann) throw new Error('Ann is not in the list');

		expect([await titleOf('ann'), await titleOf('bo')]).toEqual(['Ms', 'Mr']);
		await expect(update(ann, [{ field: 'department', to: 'Tax' }], undefined)).rejects.toMatchObject({ failure: { kind: 'conflict' } });
		expect([await titleOf('ann'), await titleOf('bo')]).toEqual(['Dr', 'Mr']);
	});

	it('are read anew for a key that several have, once one of them has changed', async () => {
		const directory = new InMemoryDirectory(person('ann', { email: 'x@example.test' }), person('bo', { email: 'x@example.test' }));
		const replaces = replacing(directory);
		const { find, update } = fromSnapshot(replaces, await takeSnapshot(directory, undefined, interestIn('ann', 'x@example.test')));
		const [ann] = await find({ by: 'id', value: 'ann' }, undefined);
		if (!ann) throw new Error('Ann is not in the list');
		directory.meddle('ann', 'email', 'ann@example.test');
		await expect(update(ann, [{ field: 'department', to: 'Tax' }], undefined)).rejects.toMatchObject({ failure: { kind: 'conflict' } });

		expect(ids(await find(email('x@example.test'), undefined))).toEqual(['bo']);
	});

	it('stay as they are after any other failure of a write', async () => {
		const directory = new InMemoryDirectory(person('ann', { title: 'Ms' }));
		const { find, update } = await listed(directory, 'ann');
		const [ann] = await find({ by: 'id', value: 'ann' }, undefined);
		if (!ann) throw new Error('Ann is not in the list');
		directory.failFor('ann', refusal);

		await expect(update(ann, [{ field: 'department', to: 'Tax' }], undefined)).rejects.toMatchObject({ failure: refusal });
		await find({ by: 'id', value: 'ann' }, undefined);
		expect(directory.reads).toBe(0);
	});

	it('let an update through with what it was given, and its answer back', async () => {
		const directory = new InMemoryDirectory(person('ann'));
		const { find, update } = await listed(directory, 'ann@example.test');
		const [ann] = await find(email('ann@example.test'), undefined);
		if (!ann) throw new Error('Ann is not in the list');

		expect(await update(ann, [{ field: 'title', from: null, to: 'Dr' }], undefined)).toEqual({
			id: 'ann',
			record: { email: 'ann@example.test', title: 'Dr' },
			warnings: [],
		});
		expect(directory.writes).toEqual([{ id: 'ann', changes: [{ field: 'title', from: null, to: 'Dr' }] }]);
	});

	it('plan anew with what somebody else wrote, and keep it', async () => {
		const directory = new InMemoryDirectory(person('ann', { title: 'Ms', department: 'Sales' }));
		const replaces = replacing(directory);
		const snapshot = await takeSnapshot(directory, undefined, interestIn('ann@example.test'));
		directory.meddle('ann', 'department', 'Legal');
		const asks = [
			asking<Wish>({ key: { by: 'email', value: 'ann@example.test' }, edits: new Map([['title', { set: 'Dr' }]]), options: undefined }),
		];
		const outcomes = await provision(updating({ ...replaces, ...fromSnapshot(replaces, snapshot) }), asks, {
			concurrency: 1,
			stopAtFailure: false,
		});

		expect(outcomes).toMatchObject([{ kind: 'written', attempts: 2, plan: { changes: [{ field: 'title', from: 'Ms', to: 'Dr' }] } }]);
		expect(directory.of('ann')).toEqual({ email: 'ann@example.test', title: 'Dr', department: 'Legal' });
	});
});
