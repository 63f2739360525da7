import { failed, failureOf, type Failure } from '../../nodes/shared/failure';
import { repeating } from '../../nodes/shared/n8n/run/userEdits';
import { breaking } from '../../nodes/shared/provisioning/breaker';
import { creatingOrUpdating } from '../../nodes/shared/provisioning/userOperation';
import { fromSnapshot, takeSnapshot } from '../../nodes/shared/provisioning/snapshot';
import type { FieldValue, MatchKey, Outcome, Wanted } from '../../nodes/shared/provisioning/types';
import { interestIn, InMemoryDirectory, person, type MemoryKey, type Person } from './inMemoryDirectory';
import { provision } from './provisioned';

type Wish = Wanted<'id' | 'email', undefined>;
type Key = MatchKey<MemoryKey>;
const NEW = 'new@example.test';
const LOST: Failure = { kind: 'unreachable', landed: 'maybe', says: 'No answer' };
const go = { concurrency: 1, stopAtFailure: false };

/** A directory whose answers to a creation get lost: before the user is made, or after. */
class Losing extends InMemoryDirectory {
	made = 0;
	constructor(
		private readonly comes: Array<Readonly<{ failure: Failure; after: boolean }>>,
		...people: readonly Person[]
	) {
		super(...people);
		const make = this.create;
		Object.assign(this, {
			create: async (changes: Parameters<InMemoryDirectory['create']>[0]) => {
				const lost = this.comes.shift();
				if (lost && !lost.after) throw failed(lost.failure);
				this.made += 1;
				const written = await make(changes);
				if (lost) throw failed(lost.failure);
				return written;
			},
		});
	}
}

/** Waits that take no time and are told to `note`. */
const repeats = (retries = 5, note: (ms: number) => void = () => undefined) =>
	repeating({ retries }, { random: () => 1, sleep: async (ms) => await Promise.resolve(note(ms)) });

const run = async (
	directory: InMemoryDirectory,
	find: Pick<InMemoryDirectory, 'find'> & { findNow?: InMemoryDirectory['find'] } = directory,
	again = repeats(),
): Promise<Outcome> => {
	const operation = creatingOrUpdating<'id' | 'email', undefined, Record<string, FieldValue>>(
		{
			kind: 'readable',
			asStored: directory.asStored,
			same: directory.same,
			unseen: directory.unseen,
			update: directory.update,
			create: directory.create,
			...find,
		},
		({ key, edits }) => new Map([['email', { set: key.value }], ...edits]),
		again,
	);
	const wanted: Wish = { key: { by: 'email', value: NEW }, options: undefined, edits: new Map([['department', { set: 'Tax' }]]) };
	const [outcome] = await provision(operation, [{ kind: 'wanted', wanted }], go);
	if (!outcome) throw new Error('There is no outcome');
	return outcome;
};

describe('a creation whose answer got lost', () => {
	it.each<[string, Failure]>([
		['a broken connection', LOST],
		['a server error', { kind: 'refused', status: 502, says: 'Bad gateway' }],
		['an answer that can not be read', { kind: 'unreadable', status: 200, says: 'half a body' }],
	])('is not made twice when the user is there (%s)', async (_what, failure) => {
		const directory = new Losing([{ failure, after: true }]);
		const outcome = await run(directory);

		expect(outcome).toMatchObject({
			kind: 'written',
			plan: { kind: 'create' },
			written: { id: 'new-0', warnings: ['The answer to Create was lost, but the user exists'] },
		});
		expect(directory.made).toBe(1);
	});

	it('is made again for as long as nobody is there, and then once', async () => {
		const directory = new Losing([...Array.from({ length: 4 }, () => ({ failure: LOST, after: false })), { failure: LOST, after: true }]);

		expect(await run(directory)).toMatchObject({ kind: 'written', written: { id: 'new-0' } });
		expect(directory.made).toBe(1);
	});

	it('ends with its own failure when nobody can be looked for', async () => {
		const directory = new Losing([{ failure: LOST, after: true }]);
		let reads = 0;
		const find: InMemoryDirectory['find'] = async (key) => {
			reads += 1;
			if (reads > 1) throw failed({ kind: 'refused', status: 503, says: 'down' });
			return await directory.find(key);
		};

		expect(await run(directory, { find })).toMatchObject({ kind: 'failed', failure: LOST });
		expect(directory.made).toBe(1);
	});

	it('says that the user is there when the rest can not be written', async () => {
		const directory = new Losing([{ failure: LOST, after: true }]);
		const find: InMemoryDirectory['find'] = async (key) =>
			(await directory.find(key)).map((profile) => ({
				...profile,
				fields: new Map([...profile.fields].filter(([name]) => name !== 'department')),
			}));
		directory.failFor('new-0', { kind: 'refused', status: 400, says: 'no such department' });

		expect(await run(directory, { find })).toMatchObject({
			kind: 'failed',
			failure: {
				kind: 'refused',
				halfway: true,
				says: 'The user exists with ID new-0, but its fields were not written. no such department',
				todo: 'Run the item again.',
			},
		});
	});

	it('is made once more when nobody is there', async () => {
		const directory = new Losing([{ failure: LOST, after: false }]);

		expect(await run(directory)).toMatchObject({ kind: 'written', written: { id: 'new-0', warnings: [] } });
		expect(directory.made).toBe(1);
	});

	it('is brought to what was asked for when only a part of it arrived', async () => {
		const directory = new Losing([{ failure: LOST, after: true }]);
		const find: InMemoryDirectory['find'] = async (key) =>
			(await directory.find(key)).map((profile) => ({
				...profile,
				fields: new Map([...profile.fields].filter(([name]) => name !== 'department')),
			}));

		expect(await run(directory, { find })).toMatchObject({ kind: 'written' });
		expect(directory.writes.at(-1)).toMatchObject({ id: 'new-0', changes: [{ field: 'department', to: 'Tax' }] });
	});

	it('ends with the failure when it fails again, or when the vendor said no', async () => {
		expect(await run(new Losing(Array.from({ length: 6 }, () => ({ failure: LOST, after: false }))))).toMatchObject({
			kind: 'failed',
			failure: LOST,
		});
		const refused: Failure = { kind: 'refused', status: 409, says: 'taken' };
		const directory = new Losing([{ failure: refused, after: true }]);
		expect(await run(directory)).toMatchObject({ kind: 'failed', failure: refused });
		expect(directory.reads).toBe(1);
	});

	it('is looked for at the vendor, not in the list of a sync', async () => {
		const directory = new Losing([{ failure: LOST, after: true }]);
		const { find, findNow } = fromSnapshot(directory, await takeSnapshot(directory, undefined, interestIn()));

		expect(
			await run(directory, {
				find: async (key) => await find(key, undefined),
				...(findNow ? { findNow: async (key: Key) => await findNow(key, undefined) } : {}),
			}),
		).toMatchObject({ kind: 'written', written: { id: 'new-0' } });
		expect(directory.made).toBe(1);
	});
});

describe('the waits between creations whose answers got lost', () => {
	/** What happens, in order: each creation, each wait in milliseconds, each look-up. */
	const story = async (lost: number, after: boolean, retries?: number): Promise<readonly string[]> => {
		const told: string[] = [];
		const directory = new Losing(Array.from({ length: lost }, (_unused, i) => ({ failure: LOST, after: after && i === lost - 1 })));
		const { create, find } = directory;
		Object.assign(directory, {
			create: async (changes: Parameters<typeof create>[0]) => {
				told.push('create');
				return await create(changes);
			},
		});
		const looking: typeof find = async (key) => {
			told.push('look');
			return await find(key);
		};
		const outcome = await run(
			directory,
			{ find: looking },
			repeats(retries, (ms) => told.push(`wait ${ms}`)),
		);
		return [...told, outcome.kind];
	};

	it('come before each look-up, because the vendor may still be at it, and grow', async () => {
		expect(await story(3, false)).toEqual([
			'look',
			'create',
			'wait 500',
			'look',
			'create',
			'wait 1000',
			'look',
			'create',
			'wait 2000',
			'look',
			'create',
			'written',
		]);
	});

	it('are none where nothing got lost', async () => {
		expect(await story(0, false)).toEqual(['look', 'create', 'written']);
	});

	it('are as many as requests are tried again, and one before the last look', async () => {
		expect(await story(10, false, 1)).toEqual(['look', 'create', 'wait 500', 'look', 'create', 'wait 1000', 'look', 'failed']);
		expect((await story(10, false)).filter((one) => one === 'create')).toHaveLength(6);
	});

	it('leave a user who wants no second try with one creation, which is looked for all the same', async () => {
		expect(await story(1, true, 0)).toEqual(['look', 'create', 'wait 500', 'look', 'written']);
		expect(await story(1, false, 0)).toEqual(['look', 'create', 'wait 500', 'look', 'failed']);
	});

	it('are anything up to that, as chance has it', async () => {
		const waits: number[] = [];
		const { pause } = repeating({ retries: 5 }, { random: () => 0.5, sleep: async (ms) => await Promise.resolve(void waits.push(ms)) });
		for (const earlier of [0, 1, 9]) await pause(earlier);

		expect(waits).toEqual([250, 500, 10_000]);
	});
});

describe('a vendor that is down', () => {
	it('is not asked for everybody', async () => {
		const people = Array.from({ length: 40 }, (_, i) => person(`p${i}`));
		const directory = new InMemoryDirectory(...people);
		for (const { id } of people) directory.failFor(id, { kind: 'refused', status: 503, says: 'down' });
		const operation = breaking({
			plan: async () => await Promise.reject(failed({ kind: 'refused', status: 503, says: 'down' })),
			write: async () => await Promise.reject(new Error('never')),
		});
		const kinds: string[] = [];
		for (let i = 0; i < 8; i += 1)
			kinds.push(
				await operation.plan(undefined).then(
					() => 'fine',
					(error: unknown) => failureOf(error).kind,
				),
			);

		expect(kinds).toEqual([...Array<string>(5).fill('refused'), 'skipped', 'skipped', 'skipped']);
	});
});
