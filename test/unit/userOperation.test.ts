import {
	archiving,
	creating,
	creatingOrUpdating,
	deleting,
	switching,
	updating,
	type UserOperation,
} from '../../nodes/shared/provisioning/userOperation';
import { withoutUsers } from '../../nodes/shared/provisioning/withoutUsers';
import { provision, UNREPEATED } from './provisioned';
import type { BlindDirectory } from '../../nodes/shared/provisioning/directory';
import type { FieldEdits, MatchKey, Outcome, Write } from '../../nodes/shared/provisioning/types';
import { InMemoryDirectory, person, type Doc } from './inMemoryDirectory';

const id = (value: string): MatchKey<'id'> => ({ by: 'id', value });
const email = (value: string): MatchKey<'email'> => ({ by: 'email', value });
const edits = (fields: Record<string, string>): FieldEdits => new Map(Object.entries(fields).map(([name, set]) => [name, { set }]));
const kinds = (outcomes: readonly Outcome[]) =>
	outcomes.map((outcome) =>
		outcome.kind === 'settled' ? outcome.plan.kind : outcome.kind === 'written' ? outcome.plan.kind : outcome.kind,
	);
const go = async <W, Doc>(operation: UserOperation<W, Doc>, ...wanted: readonly W[]) =>
	kinds(
		await provision(
			operation,
			wanted.map((one) => ({ kind: 'wanted', wanted: one }) as const),
			{ concurrency: 5, stopAtFailure: false },
		),
	);

describe('Create or Update', () => {
	const operation = (directory: InMemoryDirectory) =>
		creatingOrUpdating(directory, ({ key, edits: given }) => new Map([...given, [key.by, { set: key.value }]]), UNREPEATED);
	const wants = (address: string, fields: Record<string, string>) => ({ key: email(address), edits: edits(fields), options: undefined });

	it('creates who is not there, updates who is, leaves alone who is as wanted', async () => {
		const directory = new InMemoryDirectory(person('ann', { department: 'Sales' }), person('bo', { department: 'Tax' }));
		const list = ['ann', 'bo', 'new'].map((name) => wants(`${name}@example.test`, { department: 'Tax' }));

		expect(await go(operation(directory), ...list)).toEqual(['update', 'unchanged', 'create']);
		expect(directory.of('new-2')).toEqual({ department: 'Tax', email: 'new@example.test' });
	});

	it('writes nobody where several fit', async () => {
		const directory = new InMemoryDirectory(person('ann', { email: 'x@example.test' }), person('bo', { email: 'x@example.test' }));

		expect(await go(operation(directory), wants('x@example.test', { department: 'Tax' }))).toEqual(['ambiguous']);
		expect(directory.writes).toEqual([]);
	});

	it('creates a person once when two items of a run mean the same newcomer', async () => {
		const directory = new InMemoryDirectory();

		expect(await go(operation(directory), wants('new@example.test', { a: '1' }), wants('new@example.test', { a: '1', b: '2' }))).toEqual([
			'create',
			'update',
		]);
		expect(directory.of('new-0')).toEqual({ email: 'new@example.test', a: '1', b: '2' });
	});

	it('writes nothing on a second run', async () => {
		const directory = new InMemoryDirectory();
		await go(operation(directory), wants('new@example.test', { a: '1' }));

		expect(await go(operation(directory), wants('new@example.test', { a: '1' }))).toEqual(['unchanged']);
		expect(directory.writes).toHaveLength(1);
	});
});

describe('Create', () => {
	it('looks nobody up and makes one user per item', async () => {
		const directory = new InMemoryDirectory();

		expect(
			await go(creating(directory), { edits: edits({ a: '1' }), options: undefined }, { edits: edits({ a: '2' }), options: undefined }),
		).toEqual(['create', 'create']);
		expect(directory.reads).toBe(0);
	});
});

describe('Activate and Deactivate', () => {
	it('leave alone who is as wanted', async () => {
		const directory = new InMemoryDirectory(person('ann'), person('bo', { status: 'inactive' }));
		const both = [
			{ key: id('ann'), options: undefined },
			{ key: id('bo'), options: undefined },
		];

		expect(await go(switching(directory, 'deactivate'), ...both)).toEqual(['deactivate', 'unchanged']);
		expect(await go(switching(directory, 'activate'), ...both)).toEqual(['activate', 'activate']);
		expect(await go(switching(directory, 'activate'), ...both)).toEqual(['unchanged', 'unchanged']);
	});
});

describe('Delete', () => {
	it('removes the one who is meant, and nobody for a stranger', async () => {
		const directory = new InMemoryDirectory(person('ann'));

		expect(await go(deleting(directory), { key: id('ann'), options: undefined }, { key: id('stranger'), options: undefined })).toEqual([
			'delete',
			'notFound',
		]);
		expect(directory.of('ann')).toBeUndefined();
	});
});

describe('Archive', () => {
	const archive = (...people: ReadonlyArray<ReturnType<typeof person>>) => {
		const directory = new InMemoryDirectory(...people);
		const operation = archiving<'id' | 'email', undefined, Doc>({
			find: directory.find,
			isArchived: ({ fields }) => fields.get('status') === 'archived',
			archive: async (current) => await directory.update(current, [{ field: 'status', to: 'archived' }]),
		});
		return { directory, operation };
	};

	it('puts away whoever is not archived yet, also who is only kept out', async () => {
		const { directory, operation } = archive(person('ann'), person('bo', { status: 'inactive' }), person('cy', { status: 'archived' }));
		const all = ['ann', 'bo', 'cy', 'stranger'].map((name) => ({ key: id(name), options: undefined }));

		expect(await go(operation, ...all)).toEqual(['archive', 'archive', 'unchanged', 'notFound']);
		expect(directory.writes.map((one) => one.id)).toEqual(['ann', 'bo']);
		expect(await go(operation, ...all.slice(0, 2))).toEqual(['unchanged', 'unchanged']);
	});
});

describe('a plan of another operation', () => {
	const directory = new InMemoryDirectory(person('ann'));
	const [key, edit] = [id('ann'), { field: 'a', to: '1' }] as const;
	const current = { id: 'ann', fields: new Map(), record: {} };
	const plans: ReadonlyArray<Write<Doc>> = [
		{ kind: 'create', key, changes: [edit] },
		{ kind: 'update', key, current, changes: [edit] },
		{ kind: 'updateUnseen', key, changes: [edit] },
		{ kind: 'activate', key, current },
		{ kind: 'deactivate', key, current },
		{ kind: 'archive', key, current },
		{ kind: 'delete', key, current },
	];
	const wanted = { key, edits: edits({ a: '1' }), options: undefined };
	const blind: BlindDirectory<'id', undefined, Doc> = {
		kind: 'blind',
		updateUnseen: async ({ value }) => await Promise.resolve({ id: value, warnings: [] }),
	};
	const unwritten = async (operation: UserOperation<typeof wanted, Doc>): Promise<readonly string[]> => {
		const written = await Promise.allSettled(plans.map(async (plan) => await operation.write(plan, wanted)));
		return written
			.map((one, i) => {
				const kind = plans[i]?.kind ?? '';
				if (one.status === 'rejected')
					expect(one.reason).toMatchObject({ message: `A plan of kind ${kind} does not belong to this operation` });
				return one.status === 'rejected' ? '' : kind;
			})
			.filter((kind) => kind !== '');
	};

	it('is never written', async () => {
		expect(await unwritten(updating(directory))).toEqual(['update']);
		expect(await unwritten(updating(blind))).toEqual(['updateUnseen']);
		expect(await unwritten(creating(directory))).toEqual(['create']);
		expect(await unwritten(creatingOrUpdating(directory, () => new Map(), UNREPEATED))).toEqual(['create', 'update']);
		expect(await unwritten(switching(directory, 'activate'))).toEqual(['activate']);
		expect(await unwritten(switching(directory, 'deactivate'))).toEqual(['deactivate']);
		expect(
			await unwritten(
				archiving({
					find: directory.find,
					isArchived: () => false,
					archive: async (one) => await Promise.resolve({ id: one.id, warnings: [] }),
				}),
			),
		).toEqual(['archive']);
		expect(await unwritten(deleting(directory))).toEqual(['delete']);
	});
});

describe('what each operation plans and gives back', () => {
	it('a deletion names who is gone', async () => {
		const operation = deleting(new InMemoryDirectory(person('ann')));
		const wanted = { key: id('ann'), options: undefined };

		expect(await provision(operation, [{ kind: 'wanted', wanted }], { concurrency: 1, stopAtFailure: false })).toMatchObject([
			{ kind: 'written', plan: { kind: 'delete', key: id('ann'), current: { id: 'ann' } }, written: { id: 'ann', warnings: [] } },
		]);
	});

	it('an update that can not be read first needs a field', async () => {
		const blind: BlindDirectory<'id', undefined, Doc> = {
			kind: 'blind',
			updateUnseen: async ({ value }) => await Promise.resolve({ id: value, warnings: [] }),
		};

		expect(await updating(blind).plan({ key: id('ann'), edits: new Map(), options: undefined })).toEqual({
			kind: 'failed',
			failure: {
				kind: 'invalid',
				parameter: 'Fields',
				says: 'No fields to update were given',
				todo: 'Map at least one field with a value.',
			},
		});
	});

	it('several who fit are named, with the key that fits them', async () => {
		const directory = new InMemoryDirectory(person('ann', { email: 'x@example.test' }), person('bo', { email: 'x@example.test' }));

		expect(await deleting(directory).plan({ key: id('none'), otherKeys: [email('x@example.test')], options: undefined })).toEqual({
			kind: 'ambiguous',
			key: email('x@example.test'),
			candidates: ['ann', 'bo'],
		});
		expect(await deleting(directory).plan({ key: id('none'), otherKeys: [email('y@example.test')], options: undefined })).toEqual({
			kind: 'notFound',
			key: id('none'),
			otherKeys: [email('y@example.test')],
		});
	});
});

describe('an operation whose users nobody looks at', () => {
	it('writes and warns as before, and gives back no more than the ID', async () => {
		const directory = new InMemoryDirectory(person('ann', { department: 'Sales' }));
		const asked = { kind: 'wanted', wanted: { key: id('ann'), edits: edits({ department: 'Tax' }), options: undefined } } as const;
		const [outcome] = await provision(withoutUsers(updating(directory)), [asked], { concurrency: 5, stopAtFailure: false });

		expect(outcome).toMatchObject({ kind: 'written', written: { id: 'ann', warnings: [] } });
		expect(outcome?.kind === 'written' && 'record' in outcome.written).toBe(false);
		expect(directory.of('ann')).toMatchObject({ department: 'Tax' });
	});
});
