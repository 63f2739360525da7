import type { BlindDirectory } from '../../nodes/shared/provisioning/directory';
import { updating } from '../../nodes/shared/provisioning/userOperation';
import type { Ask } from '../../nodes/shared/provisioning/provision';
import { provision } from './provisioned';
import type { Edit, FieldValue, MatchKey, Outcome, Wanted } from '../../nodes/shared/provisioning/types';
import { InMemoryDirectory, person } from './inMemoryDirectory';

type Key = MatchKey<'id' | 'email'>;
type Asked = Ask<Wanted<'id' | 'email', undefined>>;

const wants = (value: string, fields: Record<string, FieldValue | 'CLEAR'>, by: Key['by'] = 'id'): Asked => ({
	kind: 'wanted',
	wanted: {
		key: { by, value },
		options: undefined,
		edits: new Map(Object.entries(fields).map(([name, set]): [string, Edit] => [name, set === 'CLEAR' ? 'clear' : { set }])),
	},
});
const unreadable: Asked = { kind: 'failed', failure: { kind: 'invalid', says: 'User is empty' } };
const kinds = (outcomes: readonly Outcome[]) => outcomes.map((outcome) => (outcome.kind === 'settled' ? outcome.plan.kind : outcome.kind));
const go = { concurrency: 5, stopAtFailure: false };
const careful = { concurrency: 5, stopAtFailure: true };

describe('provisioning a list of people', () => {
	it('writes only what differs', async () => {
		const directory = new InMemoryDirectory(person('ann', { department: 'Sales', phone: '0012' }));
		const outcomes = await provision(updating(directory), [wants('ann', { department: 'Tax', phone: '0012' })], go);

		expect(kinds(outcomes)).toEqual(['written']);
		expect(directory.writes).toEqual([{ id: 'ann', changes: [{ field: 'department', from: 'Sales', to: 'Tax' }] }]);
	});

	it('writes nobody when the same list runs again', async () => {
		const directory = new InMemoryDirectory(person('ann'), person('bo', { phone: '+44 7700' }));
		const list = [wants('ann', { department: 'Tax' }), wants('bo', { phone: 'CLEAR' }), wants('stranger', { department: 'Tax' })];
		await provision(updating(directory), list, go);

		expect(kinds(await provision(updating(directory), list, go))).toEqual(['unchanged', 'unchanged', 'notFound']);
		expect(directory.writes).toHaveLength(2);
	});

	it('leaves, sets and clears: three different things', async () => {
		const directory = new InMemoryDirectory(person('ann', { left: '1', set: '1', cleared: '1' }));
		await provision(updating(directory), [wants('ann', { set: '2', cleared: 'CLEAR' })], go);

		expect(directory.of('ann')).toEqual({ email: 'ann@example.test', left: '1', set: '2' });
	});

	it('always writes what the vendor never shows', async () => {
		const directory = new InMemoryDirectory(person('ann'));
		const list = [wants('ann', { password: 's3cret' })];
		await provision(updating(directory), list, go);
		await provision(updating(directory), list, go);

		expect(directory.writes.map(({ changes }) => changes)).toEqual([
			[{ field: 'password', to: 's3cret' }],
			[{ field: 'password', to: 's3cret' }],
		]);
	});

	it('writes nobody when a key fits several', async () => {
		const directory = new InMemoryDirectory(person('ann', { email: 'same@example.test' }), person('bo', { email: 'same@example.test' }));
		const outcomes = await provision(updating(directory), [wants('same@example.test', { department: 'Tax' }, 'email')], go);

		expect(outcomes).toMatchObject([{ kind: 'settled', plan: { kind: 'ambiguous', candidates: ['ann', 'bo'] } }]);
		expect(directory.writes).toEqual([]);
	});

	it('has one outcome per item, in order, whatever happens', async () => {
		const directory = new InMemoryDirectory(person('ann'), person('bo'), person('cy'));
		directory.failFor('bo', { kind: 'refused', status: 400, says: 'No' });
		const list = [wants('cy', { a: '1' }), wants('nobody', { a: '1' }), wants('bo', { a: '1' }), unreadable, wants('ann', { a: '1' })];

		expect(kinds(await provision(updating(directory), list, go))).toEqual(['written', 'notFound', 'failed', 'failed', 'written']);
	});

	it('never has more users under way than the bound', async () => {
		const people = Array.from({ length: 100 }, (_, i) => person(`p${i}`));
		const directory = new InMemoryDirectory(...people);
		const outcomes = await provision(
			updating(directory),
			people.map(({ id }) => wants(id, { a: '1' })),
			{ concurrency: 7, stopAtFailure: false },
		);

		expect(new Set(kinds(outcomes))).toEqual(new Set(['written']));
		expect(directory.mostAtOnce).toBe(7);
	});

	it('keeps the order of two items for the same person, and compares the second with what the first left', async () => {
		const directory = new InMemoryDirectory(person('ann', { a: '0' }));
		const outcomes = await provision(
			updating(directory),
			[wants('ann', { a: '1' }), wants('ann@example.test', { a: '2' }, 'email'), wants('ann', { a: '2' })],
			go,
		);

		expect(kinds(outcomes)).toEqual(['written', 'written', 'unchanged']);
		expect(directory.writes.map(({ changes }) => changes[0]?.from)).toEqual(['0', '1']);
		expect(directory.of('ann')).toMatchObject({ a: '2' });
	});
});

describe('a run that stops at the first failure', () => {
	it('sends nothing at all when an item cannot be understood', async () => {
		const directory = new InMemoryDirectory(person('ann'));

		expect(kinds(await provision(updating(directory), [wants('ann', { a: '1' }), unreadable], careful))).toEqual(['held', 'failed']);
		expect([directory.reads, directory.writes.length]).toEqual([0, 0]);
	});

	it('writes nobody when somebody is not found', async () => {
		const directory = new InMemoryDirectory(person('ann'));

		expect(kinds(await provision(updating(directory), [wants('ann', { a: '1' }), wants('nobody', { a: '1' })], careful))).toEqual([
			'held',
			'notFound',
		]);
		expect(directory.writes).toEqual([]);
	});

	it('asks no further once the outcome is clear', async () => {
		const directory = new InMemoryDirectory();
		const list = Array.from({ length: 1000 }, (_, i) => wants(`nobody${i}`, { a: '1' }));
		await provision(updating(directory), list, careful);

		expect(directory.reads).toBeLessThanOrEqual(careful.concurrency);
	});

	it('starts no further write after one failed', async () => {
		const people = Array.from({ length: 50 }, (_, i) => person(`p${i}`));
		const directory = new InMemoryDirectory(...people);
		directory.failFor('p0', { kind: 'refused', status: 400, says: 'No' });
		const outcomes = await provision(
			updating(directory),
			people.map(({ id }) => wants(id, { a: '1' })),
			careful,
		);

		expect(kinds(outcomes)[0]).toBe('failed');
		expect(directory.writes.length).toBeLessThan(careful.concurrency);
		expect(kinds(outcomes).filter((kind) => kind === 'held')).toHaveLength(50 - 1 - directory.writes.length);
	});
});

describe('a directory that cannot be read first', () => {
	const blind = () => {
		const sent: unknown[] = [];
		const directory: BlindDirectory<'id' | 'email', undefined> = {
			kind: 'blind',
			updateUnseen: async (key, changes) => {
				sent.push({ key, changes });
				return { id: key.value, warnings: [] };
			},
		};
		return { directory, sent };
	};

	it('writes what was asked and pretends no comparison', async () => {
		const { directory, sent } = blind();
		await provision(updating(directory), [wants('ann', { a: '1' })], go);

		expect(sent).toEqual([{ key: { by: 'id', value: 'ann' }, changes: [{ field: 'a', to: '1' }] }]);
	});

	it('sends nothing for an item without a field', async () => {
		const { directory, sent } = blind();
		const outcomes = await provision(updating(directory), [wants('ann', {})], go);

		expect(outcomes).toMatchObject([{ kind: 'settled', plan: { kind: 'failed', failure: { parameter: 'Fields' } } }]);
		expect(sent).toEqual([]);
	});
});
