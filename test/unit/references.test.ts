import { unsentOf } from '../../nodes/shared/http/readOnly';
import { failed } from '../../nodes/shared/failure';
import { provision as whole, type Ask } from '../../nodes/shared/provisioning/provision';
import type { Reference, Referred } from '../../nodes/shared/provisioning/references';
import { referring } from '../../nodes/shared/provisioning/referring';
import { creating, creatingOrUpdating, updating, type UserOperation } from '../../nodes/shared/provisioning/userOperation';
import type { FieldEdits, FieldValue, Outcome } from '../../nodes/shared/provisioning/types';
import { asking, newcomer, refusal, type Wish } from './arbitraryPeople';
import { InMemoryDirectory, person, type Doc } from './inMemoryDirectory';
import { PLAIN_RULES, provision, UNGUARDED, UNREPEATED } from './provisioned';

const go = { concurrency: 3, stopAtFailure: false };

/** Managers are stored by ID and named by email address or ID. */
class Office {
	lookUps: string[] = [];
	made: string[] = [];
	departments: Referred[] = [
		{ value: '12', label: 'Sales' },
		{ value: '40', label: 'Sales' },
		{ value: '7', label: 'Tax' },
	];
	makes = false;

	constructor(readonly people: InMemoryDirectory) {}

	readonly manager: Reference<Doc> = {
		field: 'manager',
		noun: 'manager',
		takes: 'an email address or an ID',
		isOwn: (text) => text.startsWith('p-') || text.startsWith('new-'),
		hits: async (text) => {
			this.lookUps.push(text);
			return (await this.people.find({ by: 'email', value: text })).map(({ id }) => ({ value: id, label: id }));
		},
		ofUser: ({ id }) => ({ value: id, label: id }),
	};

	get department(): Reference {
		return {
			field: 'department',
			noun: 'department',
			takes: 'an ID or a name',
			isOwn: (text) => /^\d+$/.test(text),
			hits: async (text) => {
				this.lookUps.push(text);
				return await Promise.resolve(this.departments.filter(({ label }) => label === text));
			},
			...(this.makes
				? {
						create: async (text: string) => {
							this.made.push(text);
							if (text === 'Refused') throw failed(refusal);
							return await Promise.resolve({ value: `made-${this.made.length}`, label: text });
						},
					}
				: {}),
		};
	}

	referring<W extends Readonly<{ edits: FieldEdits }>>(operation: UserOperation<W, Doc>): UserOperation<W, Doc> {
		const groups: Reference = { ...this.department, field: 'groups', noun: 'group' };
		return referring(operation, [this.manager, this.department, groups], {
			label: (field) => (field === 'manager' ? 'Reports To' : field === 'department' ? 'Department' : field),
			identifies: PLAIN_RULES.identifies,
		});
	}

	async upsert(asks: ReadonlyArray<Ask<Wish>>, options: Partial<typeof go> = {}) {
		return await provision(this.referring(creatingOrUpdating(this.people, newcomer, UNREPEATED)), asks, { ...go, ...options });
	}

	async preview(asks: ReadonlyArray<Ask<Wish>>) {
		this.people.readsOnly = true;
		const operation = this.referring(creatingOrUpdating(this.people, newcomer, UNREPEATED));
		const { outcomes } = await whole(operation, asks, { ...go, guard: UNGUARDED, preview: unsentOf });
		this.people.readsOnly = false;
		return outcomes;
	}

	managerOf(name: string): FieldValue | undefined {
		const all = [...this.people.all().values()];
		return all.find(({ email }) => email === mail(name))?.manager;
	}
}

const mail = (name: string) => `${name}@example.test`;
const setting = (fields: Record<string, FieldValue>): FieldEdits => new Map(Object.entries(fields).map(([name, set]) => [name, { set }]));
const wants = (name: string, fields: Record<string, FieldValue>) =>
	asking<Wish>({ key: { by: 'email', value: mail(name) }, edits: setting(fields), options: undefined });
const reports = (name: string, manager: string) => wants(name, { manager: manager.startsWith('p-') ? manager : mail(manager) });
const kinds = (outcomes: ReadonlyArray<Outcome<Doc>>) => outcomes.map((one) => (one.kind === 'settled' ? one.plan.kind : one.kind));
const saysOf = (outcome: Outcome<Doc> | undefined): string => {
	if (outcome?.kind === 'failed') return outcome.failure.says;
	return outcome?.kind === 'settled' && outcome.plan.kind === 'failed' ? outcome.plan.failure.says : '';
};
const officeOf = (...names: readonly string[]) =>
	new Office(new InMemoryDirectory(...names.map((name) => person(`p-${name}`, { email: mail(name) }))));

describe('a field that names another record', () => {
	it('is written as what the vendor takes, and unchanged in the next run', async () => {
		const office = officeOf('ana', 'bo');

		expect(kinds(await office.upsert([reports('ana', 'bo')]))).toEqual(['written']);
		expect(office.managerOf('ana')).toBe('p-bo');
		expect(kinds(await office.upsert([reports('ana', 'bo')]))).toEqual(['unchanged']);
	});

	it('is looked up once for all items that say the same, and not at all where it is what the vendor takes', async () => {
		const office = officeOf('ana', 'bo', 'cleo', 'dan');

		await office.upsert([reports('ana', 'dan'), reports('bo', 'dan'), reports('cleo', 'p-dan')]);

		expect(office.lookUps).toEqual([mail('dan')]);
		expect(['ana', 'bo', 'cleo'].map((name) => office.managerOf(name))).toEqual(['p-dan', 'p-dan', 'p-dan']);
	});

	it('is refused with the field, the text and all that it fits, and others are written', async () => {
		const office = officeOf('ana', 'bo');
		const outcomes = await office.upsert([wants('ana', { department: 'Sales' }), wants('bo', { department: 'Tax' })]);

		expect(kinds(outcomes)).toEqual(['failed', 'written']);
		expect(saysOf(outcomes[0])).toBe('Department: "Sales" fits 2 departments: 12, 40');
		expect(office.people.of('p-bo')?.department).toBe('7');
	});

	it('is refused when nothing has the name, and says what it takes', async () => {
		const office = officeOf('ana');
		const outcomes = await office.upsert([wants('ana', { department: 'Law' }), reports('ana', 'nobody')]);

		expect(outcomes.map(saysOf)).toEqual([
			'Department: no department was found for "Law"',
			'Reports To: no manager was found for "nobody@example.test"',
		]);
		expect(office.people.writes).toEqual([]);
	});

	it('of a list is resolved one by one, and joins what is there', async () => {
		const office = new Office(new InMemoryDirectory(person('p-ana', { email: mail('ana'), groups: ['7', '9'] })));
		const joins = (how: 'add' | 'remove' | 'exact', ...groups: string[]) =>
			asking<Wish>({ key: { by: 'email', value: mail('ana') }, edits: new Map([['groups', { set: groups, how }]]), options: undefined });

		expect(kinds(await office.upsert([joins('add', 'Tax', '8')]))).toEqual(['written']);
		expect(office.people.of('p-ana')?.groups).toEqual(['7', '9', '8']);
		await office.upsert([joins('remove', 'Tax')]);
		expect(office.people.of('p-ana')?.groups).toEqual(['9', '8']);
	});

	it('is asked for once more after a look-up that failed', async () => {
		const office = officeOf('ana', 'bo', 'cleo');
		let times = 0;
		const department: Reference = {
			...office.department,
			hits: async () => {
				times += 1;
				if (times === 1) throw failed({ kind: 'unreachable', landed: 'no', says: 'No answer' });
				return await Promise.resolve([{ value: '7', label: 'Tax' }]);
			},
		};
		const operation = referring(updating(office.people), [department], { label: (field) => field, identifies: () => false });
		const asks = ['ana', 'bo', 'cleo'].map((name) => wants(name, { department: 'Tax' }));

		expect(kinds(await provision(operation, asks, { ...go, concurrency: 1 }))).toEqual(['failed', 'written', 'written']);
		expect(times).toBe(2);
	});
});

describe('people who report to others of the same list', () => {
	const list = [reports('ana', 'bo'), wants('dan', {}), reports('bo', 'cleo'), wants('cleo', {})];

	it('come after the managers whom the list makes, whatever its order', async () => {
		const office = officeOf('dan');

		expect(kinds(await office.upsert(list))).toEqual(['written', 'unchanged', 'written', 'written']);
		expect(office.people.landed.map(({ after }) => after.email)).toEqual(['cleo', 'bo', 'ana'].map(mail));
		expect([office.managerOf('ana'), office.managerOf('bo')]).toEqual(['new-2', 'new-1']);
		expect(office.lookUps.sort()).toEqual([mail('bo'), mail('cleo')]);

		expect(kinds(await office.upsert(list))).toEqual(Array(4).fill('unchanged'));
	});

	it('are made by Create in the same order', async () => {
		const office = officeOf();
		const hired = (name: string, fields: Record<string, string>) =>
			asking({ edits: setting({ email: mail(name), ...fields }), options: undefined });
		const operation = office.referring(creating(office.people));
		const outcomes = await provision(operation, [hired('ana', { manager: mail('bo') }), hired('bo', {})], go);

		expect(kinds(outcomes)).toEqual(['written', 'written']);
		expect(office.managerOf('ana')).toBe('new-0');
	});

	it('are written at once where nobody of them is made', async () => {
		const office = officeOf('ana', 'bo', 'cleo');
		await office.upsert([reports('ana', 'bo'), reports('bo', 'cleo'), reports('cleo', 'p-nobody')]);

		expect(office.people.mostAtOnce).toBe(3);
	});

	it('are not written when the manager was not, and say whose and why', async () => {
		const office = officeOf();
		office.people.refusesNewcomer = (changes) => (changes.some(({ to }) => to === mail('cleo')) ? refusal : undefined);
		const outcomes = await office.upsert(list);

		expect(kinds(outcomes)).toEqual(['failed', 'written', 'failed', 'failed']);
		expect(saysOf(outcomes[2])).toBe(`Reports To "cleo@example.test" is in item 3, which was not done: ${refusal.says}`);
		expect(saysOf(outcomes[0])).toMatch(/^Reports To "bo@example\.test" is in item 2, which was not done: Reports To "cleo@/);
	});

	it('are not written when the manager is an item that makes nobody', async () => {
		const office = officeOf('ana');
		const outcomes = await provision(office.referring(updating(office.people)), [reports('ana', 'bo'), wants('bo', {})], go);

		expect(saysOf(outcomes[0])).toBe('Reports To "bo@example.test" is in item 1, which was not done: no user was found');
	});

	it('are held when a failure stops the rest', async () => {
		const office = officeOf();
		office.people.refusesNewcomer = () => refusal;

		expect(kinds(await office.upsert([reports('ana', 'bo'), wants('bo', {})], { stopAtFailure: true }))).toEqual(['held', 'failed']);
	});

	it('are written in any order that a list of many has, at any concurrency', async () => {
		const office = officeOf();
		const depth = 40;
		const chain = Array.from({ length: depth }, (_, i) => (i === 0 ? wants('m0', {}) : reports(`m${i}`, `m${i - 1}`)));
		const outcomes = await office.upsert(chain.reverse(), { concurrency: 1 });

		expect(kinds(outcomes)).toEqual(Array(depth).fill('written'));
		expect(office.managerOf('m39')).toBe('new-38');
	});

	it('wait for a manager whose key the list changes', async () => {
		const office = officeOf('ana', 'bo');
		const renamed = wants('bo', { email: mail('bea') });
		const outcomes = await office.upsert([reports('ana', 'bea'), renamed]);

		expect(kinds(outcomes)).toEqual(['written', 'written']);
		expect(office.managerOf('ana')).toBe('p-bo');
		expect(office.people.writes.map(({ id }) => id)).toEqual(['p-bo', 'p-ana']);
	});

	it('show in a preview whom they wait for, and the text that is not resolved yet', async () => {
		const office = officeOf('ana');
		const [first, second] = await office.preview([reports('ana', 'bo'), wants('bo', {})]);

		expect(first).toMatchObject({ kind: 'previewed', after: [1], plan: { changes: [{ field: 'manager', to: mail('bo') }] } });
		expect(second).not.toHaveProperty('after');
		expect(office.people.landed).toEqual([]);
	});
});

describe('circles', () => {
	it('are refused with the names in them; others are written', async () => {
		const office = officeOf('ana', 'bo');
		const outcomes = await office.upsert([
			reports('ana', 'bo'),
			reports('bo', 'cleo'),
			reports('cleo', 'ana'),
			reports('dan', 'ana'),
			wants('eve', {}),
		]);

		expect(kinds(outcomes)).toEqual(['failed', 'failed', 'failed', 'written', 'written']);
		expect(saysOf(outcomes[0])).toBe(
			'Reports To leads in a circle: ana@example.test → bo@example.test → cleo@example.test → ana@example.test',
		);
	});

	it('of one person are refused, by whatever they are named', async () => {
		const office = officeOf('ana', 'bo');
		const outcomes = await office.upsert([reports('ana', 'ana'), reports('bo', 'p-bo'), reports('cleo', 'cleo')]);

		expect(outcomes.map(saysOf)).toEqual(['ana', 'bo', 'cleo'].map((name) => `Reports To: ${mail(name)} can't be their own manager`));
		expect(office.people.writes).toEqual([]);
	});

	it('that nobody closes are none: two items for one person are written in turn', async () => {
		const office = officeOf('ana', 'bo');

		expect(kinds(await office.upsert([reports('ana', 'bo'), reports('ana', 'p-bo'), wants('bo', { title: 'Dr' })]))).toEqual([
			'written',
			'unchanged',
			'written',
		]);
	});
});

describe('records that are made first', () => {
	it('are made once, right before the first write that needs them', async () => {
		const office = officeOf('ana', 'bo', 'cleo');
		office.makes = true;
		const asks = ['ana', 'bo', 'cleo'].map((name) => wants(name, { department: 'Law' }));

		expect(kinds(await office.upsert(asks))).toEqual(['written', 'written', 'written']);
		expect([office.made, office.lookUps]).toEqual([['Law'], ['Law']]);
		expect(office.people.of('p-cleo')?.department).toBe('made-1');
	});

	it('are not made in a preview, nor for a list that something is taken from', async () => {
		const office = officeOf('ana');
		office.makes = true;
		const leaves = new Map([['groups', { set: ['Law'], how: 'remove' as const }]]);
		const [shown] = await office.preview([wants('ana', { department: 'Law' })]);
		const [left] = await office.upsert([asking<Wish>({ key: { by: 'email', value: mail('ana') }, edits: leaves, options: undefined })]);

		expect(shown).toMatchObject({ kind: 'previewed', plan: { changes: [{ field: 'department', to: 'Law' }] } });
		expect(saysOf(left)).toMatch(/no group was found for "Law"/);
		expect(office.made).toEqual([]);
	});

	it('that could not be made stop the rest, where a failure does', async () => {
		const office = officeOf('ana', 'bo');
		office.makes = true;
		const asks = [wants('ana', { department: 'Refused' }), wants('bo', { title: 'Dr' })];

		expect(kinds(await office.upsert(asks, { stopAtFailure: true, concurrency: 1 }))).toEqual(['failed', 'held']);
		expect(office.people.writes).toEqual([]);
	});

	it('that could not be made are not tried again by the next item', async () => {
		const office = officeOf('ana', 'bo');
		office.makes = true;
		const outcomes = await office.upsert([wants('ana', { department: 'Refused' }), wants('bo', { department: 'Refused' })]);

		expect(office.made).toEqual(['Refused']);
		expect(outcomes.map(saysOf)).toEqual([refusal.says, 'The department "Refused" could not be created for an earlier item']);
	});
});
