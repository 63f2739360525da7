import { creating, creatingOrUpdating, deleting, switching, type Course } from '../../nodes/shared/provisioning/courses';
import { provision } from './provisioned';
import type { FieldEdits, MatchKey, Outcome } from '../../nodes/shared/provisioning/types';
import { InMemoryDirectory, person } from './inMemoryDirectory';

const id = (value: string): MatchKey<'id'> => ({ by: 'id', value });
const email = (value: string): MatchKey<'email'> => ({ by: 'email', value });
const edits = (fields: Record<string, string>): FieldEdits => new Map(Object.entries(fields).map(([name, set]) => [name, { set }]));
const kinds = (outcomes: readonly Outcome[]) => outcomes.map((outcome) => (outcome.kind === 'settled' ? outcome.plan.kind : outcome.kind === 'written' ? outcome.plan.kind : outcome.kind));
const go = async <W, Doc>(course: Course<W, Doc>, ...wanted: readonly W[]) =>
	kinds(await provision(course, wanted.map((one) => ({ kind: 'wanted', wanted: one }) as const), { concurrency: 5, stopAtFailure: false }));

describe('Create or Update', () => {
	const course = (directory: InMemoryDirectory) => creatingOrUpdating(directory, ({ key, edits: given }) => new Map([...given, [key.by, { set: key.value }]]));
	const wants = (address: string, fields: Record<string, string>) => ({ key: email(address), edits: edits(fields), with: undefined });

	it('creates who is not there, updates who is, leaves alone who is as wanted', async () => {
		const directory = new InMemoryDirectory(person('ann', { department: 'Sales' }), person('bo', { department: 'Tax' }));
		const list = ['ann', 'bo', 'new'].map((name) => wants(`${name}@example.test`, { department: 'Tax' }));

		expect(await go(course(directory), ...list)).toEqual(['update', 'unchanged', 'create']);
		expect(directory.of('new-2')).toEqual({ department: 'Tax', email: 'new@example.test' });
	});

	it('writes nobody where several fit', async () => {
		const directory = new InMemoryDirectory(person('ann', { email: 'x@example.test' }), person('bo', { email: 'x@example.test' }));

		expect(await go(course(directory), wants('x@example.test', { department: 'Tax' }))).toEqual(['ambiguous']);
		expect(directory.writes).toEqual([]);
	});

	it('creates a person once when two items of a run mean the same newcomer', async () => {
		const directory = new InMemoryDirectory();

		expect(await go(course(directory), wants('new@example.test', { a: '1' }), wants('new@example.test', { a: '1', b: '2' }))).toEqual(['create', 'update']);
		expect(directory.of('new-0')).toEqual({ email: 'new@example.test', a: '1', b: '2' });
	});

	it('writes nothing on a second run', async () => {
		const directory = new InMemoryDirectory();
		await go(course(directory), wants('new@example.test', { a: '1' }));

		expect(await go(course(directory), wants('new@example.test', { a: '1' }))).toEqual(['unchanged']);
		expect(directory.writes).toHaveLength(1);
	});
});

describe('Create', () => {
	it('looks nobody up and makes one user per item', async () => {
		const directory = new InMemoryDirectory();

		expect(await go(creating(directory), { edits: edits({ a: '1' }), with: undefined }, { edits: edits({ a: '2' }), with: undefined })).toEqual(['create', 'create']);
		expect(directory.reads).toBe(0);
	});
});

describe('Activate and Deactivate', () => {
	it('leave alone who is as wanted', async () => {
		const directory = new InMemoryDirectory(person('ann'), person('bo', { status: 'inactive' }));
		const both = [{ key: id('ann'), with: undefined }, { key: id('bo'), with: undefined }];

		expect(await go(switching(directory, 'deactivate'), ...both)).toEqual(['deactivate', 'unchanged']);
		expect(await go(switching(directory, 'activate'), ...both)).toEqual(['activate', 'activate']);
		expect(await go(switching(directory, 'activate'), ...both)).toEqual(['unchanged', 'unchanged']);
	});
});

describe('Delete', () => {
	it('removes the one who is meant, and nobody for a stranger', async () => {
		const directory = new InMemoryDirectory(person('ann'));

		expect(await go(deleting(directory), { key: id('ann'), with: undefined }, { key: id('stranger'), with: undefined })).toEqual(['delete', 'notFound']);
		expect(directory.of('ann')).toBeUndefined();
	});
});
