import { atRest, restingPlans, UsersAtRest } from '../../nodes/shared/fields/atRest';
import { isJsonObject, parseJson, scalarText, writeJson, type JsonObject } from '../../nodes/shared/json/json';
import type { Ask } from '../../nodes/shared/provisioning/provision';
import { referring } from '../../nodes/shared/provisioning/referring';
import type { Reference } from '../../nodes/shared/provisioning/references';
import type { MatchKey, NonEmpty, Change, Profile, Wanted, Written } from '../../nodes/shared/provisioning/types';
import { updating, type UserOperation } from '../../nodes/shared/provisioning/userOperation';
import { withoutUsers } from '../../nodes/shared/provisioning/withoutUsers';
import { heldBytes } from './heldBytes';
import { provision } from './provisioned';

/*
 * How much an execution keeps of each of its items while others are under way, which tells how long a list may be. Bounds lie
 * between what was measured and what whole users would take.
 */

const PEOPLE = 4000;
const CONCURRENCY = 5;
const go = { concurrency: CONCURRENCY, stopAtFailure: false };

type Asked = Wanted<'email', undefined>;

/** A user of 1 KB as the vendor shows it. */
function documentOf(id: string, title: string): JsonObject {
	const texts = Array.from({ length: 20 }, (_none, field) => [`Field ${field}`, `text ${field} of the user with the number ${id}`]);
	const document = parseJson(JSON.stringify({ id, title, ...Object.fromEntries(texts) }));
	return isJsonObject(document) ? document : {};
}

function profileOf(record: JsonObject): Profile<JsonObject> {
	const fields = new Map(Object.entries(record).map(([name, value]) => [name, scalarText(value) ?? '']));
	return { id: scalarText(record.id) ?? '', fields, record };
}

const resting = { textOf: ({ record }: Profile<JsonObject>) => writeJson(record), profileIn: profileOf };

const directory = {
	kind: 'readable' as const,
	unseen: new Set<string>(),
	same: (_field: string, one: unknown, other: unknown) => one === other,
	asStored: <T>(edits: T): T => edits,
	find: async ({ value }: MatchKey<'email'>) => await Promise.resolve([profileOf(documentOf(value, 'before'))]),
	update: async ({ id }: Profile<JsonObject>, _changes: NonEmpty<Change>): Promise<Written<JsonObject>> =>
		await Promise.resolve({ id, record: documentOf(id, 'after'), warnings: [] }),
};

const department: Reference<JsonObject> = {
	field: 'department',
	noun: 'department',
	takes: 'an ID',
	isOwn: () => true,
	hits: async () => await Promise.resolve([]),
};
const manager: Reference<JsonObject> = { ...department, field: 'manager', noun: 'manager', ofUser: ({ id }) => ({ value: id, label: id }) };

const asks = Array.from({ length: PEOPLE }, (_none, i): Ask<Asked> => ({
	kind: 'wanted',
	wanted: { key: { by: 'email', value: `${i}@example.test` }, edits: new Map([['title', { set: 'after' }]]), options: undefined },
}));

/** As an execution that shows nothing of the users has it. */
function operation(references: ReadonlyArray<Reference<JsonObject>> = [department]): UserOperation<Asked, JsonObject> {
	const waiting = restingPlans(updating(directory), (current) => atRest(current, resting));
	return withoutUsers(referring(waiting, references, { label: (field) => field, identifies: () => false }));
}

/** Bytes for each person when so many of them have been begun on. */
async function heldAt(called: 'plan' | 'write', time: number, of: UserOperation<Asked, JsonObject>): Promise<number> {
	const before = heldBytes();
	let times = 0;
	let held = 0;
	const measure = (): void => {
		times += 1;
		if (times === time) held = (heldBytes() - before) / PEOPLE;
	};
	const measured: UserOperation<Asked, JsonObject> = {
		...of,
		plan: async (wanted) => {
			if (called === 'plan') measure();
			return await of.plan(wanted);
		},
		write: async (plan, wanted) => {
			if (called === 'write') measure();
			return await of.write(plan, wanted);
		},
	};
	const outcomes = await provision(measured, asks, go);
	expect(outcomes.filter(({ kind }) => kind === 'written')).toHaveLength(PEOPLE);
	return held;
}

describe('what an execution keeps of each of its people', () => {
	// Code takes memory with its first use.
	beforeAll(async () => await provision(operation([department, manager]), asks.slice(0, 500), go));

	it('is nothing of those whose turn has not come', async () => {
		expect(await heldAt('plan', 1, operation())).toBeLessThan(400);
	});

	it('is little more than the text of the user between plan and write', async () => {
		expect(await heldAt('write', 1, operation())).toBeLessThan(2300);
	});

	it.each([
		['whose fields name no users', [department]],
		['whose fields may name each other', [department, manager]],
	])('is hardly more when nearly all are written, %s', async (_of, references) => {
		expect(await heldAt('write', PEOPLE, operation(references))).toBeLessThan(3000);
	});
});

const TEXT = '{"id":"7","title":"before","score":1.10,"key":12345678901234567890,"parts":[{"name":"Łódź"}]}';

/** As a vendor shows the text. */
function ann(text = TEXT): Profile<JsonObject> {
	const record = parseJson(text);
	return { ...profileOf(isJsonObject(record) ? record : {}), active: true };
}

const annsWish: Asked = {
	key: { by: 'email', value: 'ann@example.test' },
	edits: new Map([['title', { set: 'after' }]]),
	options: undefined,
};

describe('a user who waits for the write', () => {
	it('is the one who was read, to the last digit', async () => {
		const finding = updating({ ...directory, find: async () => await Promise.resolve([ann()]) });
		const plan = await restingPlans(finding, (current) => atRest(current, resting)).plan(annsWish);

		if (plan.kind !== 'update') throw new Error('Nobody is to be updated');
		expect(plan.current).toMatchObject({ id: '7', active: true });
		expect(plan.current.fields).toEqual(ann().fields);
		expect(writeJson(plan.current.record)).toBe(TEXT);
	});

	it('is whole again in the write, so that an adapter may take it apart', async () => {
		const written: Array<Profile<JsonObject>> = [];
		const finding = updating({
			...directory,
			find: async () => await Promise.resolve([ann()]),
			update: async (current: Profile<JsonObject>) => {
				written.push({ ...current });
				return await Promise.resolve({ id: current.id, warnings: [] });
			},
		});
		const operation = restingPlans(finding, (current) => atRest(current, resting));
		const plan = await operation.plan(annsWish);
		if (plan.kind !== 'update') throw new Error('Nobody is to be updated');
		await operation.write(plan, annsWish);

		expect(written).toEqual([{ ...ann(), text: TEXT }]);
	});
});

describe('users of a list', () => {
	const listed = (): UsersAtRest<JsonObject> => {
		const users = new UsersAtRest(resting);
		users.set('7', ann());
		return users;
	};

	it('are little more than their texts', () => {
		const before = heldBytes();
		const users = new UsersAtRest(resting);
		for (let i = 0; i < PEOPLE; i += 1) users.set(`${i}`, profileOf(documentOf(`${i}`, 'before')));
		const held = (heldBytes() - before) / PEOPLE;

		expect([...users.values()]).toHaveLength(PEOPLE);
		expect(held).toBeLessThan(1700);
	});

	it('are as the list showed them when they are asked for', () => {
		const users = listed();

		expect(users.get('7')).toEqual({ ...ann(), text: TEXT });
		expect([...users.values()]).toEqual([users.get('7')]);
		users.delete('7');
		expect(users.get('7')).toBeUndefined();
	});

	it('wait again as they did, unless they have been read since or were not in the list', () => {
		const users = listed();
		const [first, second] = [users.get('7'), users.get('7')];
		if (!first || !second) throw new Error('Nobody is there');
		const readSince = ann(TEXT.replace('before', 'meanwhile'));
		const stranger = { ...ann(), id: '8', text: TEXT };

		expect(users.again(first)).toBe(users.again(second));
		expect(users.again(first)).not.toBe(first);
		expect(users.again(readSince)).toBe(readSince);
		expect(users.again(stranger)).toBe(stranger);
	});

	it('wait with what has been found out of them: whether they are active', () => {
		const users = listed();
		const inactive = { ...ann(), active: false, text: TEXT };

		expect(users.again(inactive)).toMatchObject({ id: '7', active: false });
		expect(users.again(inactive).fields).toEqual(ann().fields);
	});
});
