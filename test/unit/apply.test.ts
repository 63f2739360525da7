import { failed } from '../../nodes/shared/failure';
import { apply, planSafely } from '../../nodes/shared/provisioning/apply';
import { creating, creatingOrUpdating, updating, type UserOperation } from '../../nodes/shared/provisioning/userOperation';
import type { FieldEdits, Outcome, Plan } from '../../nodes/shared/provisioning/types';
import { isWrite, usersOf } from '../../nodes/shared/provisioning/plan';
import { asking, newcomer, refusal, type Key, type Wish } from './arbitraryPeople';
import { InMemoryDirectory, person, replacing, type Doc } from './inMemoryDirectory';
import { provision, UNREPEATED } from './provisioned';

const go = { concurrency: 5, stopAtFailure: false };
const setting = (fields: Record<string, string>): FieldEdits => new Map(Object.entries(fields).map(([name, set]) => [name, { set }]));
const byId = (id: string, fields: Record<string, string>) =>
	asking<Wish>({ key: { by: 'id', value: id }, edits: setting(fields), options: undefined });
const kinds = (outcomes: ReadonlyArray<Outcome<Doc>>) => outcomes.map((one) => (one.kind === 'settled' ? one.plan.kind : one.kind));

describe('several items for one user', () => {
	it('the last one holds, also when the user was as it wants before the run', async () => {
		const directory = new InMemoryDirectory(person('ann', { title: 'Dr' }));
		const list = [byId('ann', { title: 'Mx' }), byId('ann', { title: 'Dr' })];

		expect(kinds(await provision(updating(directory), list, go))).toEqual(['written', 'written']);
		expect(directory.of('ann')?.title).toBe('Dr');
		await provision(updating(directory), list, go);
		expect(directory.of('ann')?.title).toBe('Dr');
	});

	it('an item for a user as wanted is not looked at again while nobody writes before it', async () => {
		const directory = new InMemoryDirectory(person('ann', { title: 'Dr' }));

		expect(kinds(await provision(updating(directory), [byId('ann', { title: 'Dr' }), byId('ann', { title: 'Dr' })], go))).toEqual([
			'unchanged',
			'unchanged',
		]);
		expect(directory.reads).toBe(2);
	});

	it('make one newcomer where they share a further key', async () => {
		const directory = new InMemoryDirectory();
		const hired = (externalId: string, title: string) => {
			const otherKeys: readonly Key[] = [{ by: 'email', value: 'new@example.test' }];
			return asking<Wish>({ key: { by: 'externalId', value: externalId }, otherKeys, edits: setting({ title }), options: undefined });
		};
		const outcomes = await provision(creatingOrUpdating(directory, newcomer, UNREPEATED), [hired('1', 'Dr'), hired('2', 'Mx')], go);

		expect(outcomes.map((one) => one.kind === 'written' && one.plan.kind)).toEqual(['create', 'update']);
		expect([...directory.all().values()]).toEqual([{ externalId: '1', email: 'new@example.test', title: 'Mx' }]);
	});

	it('an item after one that failed is planned anew and tried all the same', async () => {
		const directory = new InMemoryDirectory(person('ann'));
		directory.failFor('ann', refusal);

		expect(kinds(await provision(updating(directory), [byId('ann', { title: 'Dr' }), byId('ann', { title: 'Mx' })], go))).toEqual([
			'failed',
			'failed',
		]);
		expect(directory.reads).toBe(3);
	});
});

describe('an operation that stops at the first failure', () => {
	const people = ['ann', 'ben', 'cleo', 'dan'];
	const one = { concurrency: 1, stopAtFailure: true };
	const asks = people.map((id) => byId(id, { title: 'Dr' }));

	it('writes one after another while nothing fails', async () => {
		expect(kinds(await provision(updating(new InMemoryDirectory(...people.map((id) => person(id)))), asks, one))).toEqual(
			Array(4).fill('written'),
		);
	});

	it('holds what comes after a write that failed', async () => {
		const directory = new InMemoryDirectory(...people.map((id) => person(id)));
		directory.failFor('ben', refusal);

		expect(kinds(await provision(updating(directory), asks, one))).toEqual(['written', 'failed', 'held', 'held']);
	});
});

describe('a record that changed since it was read', () => {
	const meddling = (times: number) => {
		const directory = new InMemoryDirectory(person('ann', { title: 'Ms', department: 'Sales' }));
		const operation = updating(
			replacing(directory, (id, earlier) => {
				if (earlier < times) directory.meddle(id, 'department', `Legal ${earlier}`);
			}),
		);
		return { directory, operation };
	};

	it('is planned anew once', async () => {
		const { directory, operation } = meddling(1);

		expect(await provision(operation, [byId('ann', { title: 'Dr' })], go)).toMatchObject([{ kind: 'written', attempts: 2 }]);
		expect(directory.of('ann')).toMatchObject({ title: 'Dr', department: 'Legal 0' });
	});

	it('is a conflict when it changes again, and stays as the others left it', async () => {
		const { directory, operation } = meddling(2);

		expect(await provision(operation, [byId('ann', { title: 'Dr' })], go)).toMatchObject([
			{ kind: 'failed', plan: { kind: 'update' }, failure: { kind: 'conflict' } },
		]);
		expect(directory.of('ann')).toMatchObject({ title: 'Ms', department: 'Legal 1' });
		expect(directory.writes).toEqual([]);
	});

	it('is left alone when the others wrote what was wanted', async () => {
		const { directory, operation } = meddling(1);

		expect(kinds(await provision(operation, [byId('ann', { department: 'Legal 0' })], go))).toEqual(['unchanged']);
		expect(directory.writes).toEqual([]);
	});

	it('is written at the first attempt where nobody meddles; and any other failure is not tried again', async () => {
		const { directory, operation } = meddling(0);

		expect(await provision(operation, [byId('ann', { title: 'Dr' })], go)).toMatchObject([{ kind: 'written', attempts: 1 }]);
		directory.failFor('ann', refusal);
		expect(await provision(operation, [byId('ann', { title: 'Mx' })], go)).toMatchObject([{ kind: 'failed', failure: refusal }]);
		expect(directory.reads).toBe(4);
	});
});

describe('a plan', () => {
	const operation = (plan: () => Promise<Plan>): UserOperation<string, unknown> => ({
		plan,
		write: async () => await Promise.resolve({ id: '1', warnings: [] }),
	});

	it('that could not be made is a failure of its item', async () => {
		expect(
			await planSafely(
				operation(async () => await Promise.reject(failed(refusal))),
				'ann',
			),
		).toEqual({ kind: 'failed', failure: refusal });
		expect(
			await planSafely(
				operation(async () => await Promise.reject(new Error('No'))),
				'ann',
			),
		).toMatchObject({ kind: 'failed', failure: { kind: 'unexpected', says: 'No' } });
	});

	it('was never made for what is held, and is never written for an item that asks for nothing', async () => {
		const directory = new InMemoryDirectory();
		const options = { concurrency: 1, stopAtFailure: false };

		expect(await apply(creating(directory), [{}], options)).toEqual([{ kind: 'held' }]);
		await expect(apply(creating(directory), [{ plan: { kind: 'create', key: undefined, changes: [] } }], options)).rejects.toThrow(
			'A write was planned for an item that asks for nothing',
		);
	});

	it('says who it is about: an id, the keys of a newcomer, or nobody', () => {
		const key = { by: 'email', value: 'Ann@example.test' } as const;
		const current = { id: 'Ann', fields: new Map(), record: {} };

		expect(usersOf({ kind: 'delete', key, current })).toEqual(['id:Ann']);
		expect(usersOf({ kind: 'unchanged', key, current })).toEqual(['id:Ann']);
		expect(usersOf({ kind: 'updateUnseen', key, changes: [{ field: 'a', to: '1' }] })).toEqual(['email:ann@example.test']);
		expect(usersOf({ kind: 'create', key, otherKeys: [{ by: 'externalId', value: 'X' }], changes: [] })).toEqual([
			'email:ann@example.test',
			'externalId:x',
		]);
		expect(usersOf({ kind: 'create', key, changes: [] })).toEqual(['email:ann@example.test']);
		expect(usersOf({ kind: 'create', key: undefined, changes: [] })).toEqual([]);
		expect(usersOf({ kind: 'notFound', key, otherKeys: [] })).toEqual([]);
	});

	it('is a write or it is not', () => {
		const key = { by: 'id', value: '1' } as const;
		const current = { id: '1', fields: new Map(), record: {} };

		for (const kind of ['activate', 'deactivate', 'archive', 'delete'] as const) expect(isWrite({ kind, key, current })).toBe(true);
		expect(isWrite({ kind: 'create', key, changes: [] })).toBe(true);
		expect(isWrite({ kind: 'update', key, current, changes: [{ field: 'a', to: '1' }] })).toBe(true);
		expect(isWrite({ kind: 'updateUnseen', key, changes: [{ field: 'a', to: '1' }] })).toBe(true);
		for (const plan of [
			{ kind: 'unchanged', key, current },
			{ kind: 'notFound', key, otherKeys: [] },
			{ kind: 'ambiguous', key, candidates: ['1'] },
			{ kind: 'failed', failure: refusal },
		] as const)
			expect(isWrite(plan)).toBe(false);
	});
});
