import { restingPlans } from '../../nodes/shared/fields/atRest';
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

const atRest = { textOf: ({ record }: Profile<JsonObject>) => writeJson(record), profileIn: profileOf };

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
	const resting = restingPlans(updating(directory), atRest);
	return withoutUsers(referring(resting, references, { label: (field) => field, identifies: () => false }));
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

describe('a user who waits for the write', () => {
	it('is the one who was read, to the last digit', async () => {
		const text = '{"id":"7","title":"before","score":1.10,"key":12345678901234567890,"parts":[{"name":"Łódź"}]}';
		const record = parseJson(text);
		const read = profileOf(isJsonObject(record) ? record : {});
		const resting = restingPlans(updating({ ...directory, find: async () => await Promise.resolve([{ ...read, active: true }]) }), atRest);
		const wanted: Asked = {
			key: { by: 'email', value: 'ann@example.test' },
			edits: new Map([['title', { set: 'after' }]]),
			options: undefined,
		};

		const plan = await resting.plan(wanted);

		if (plan.kind !== 'update') throw new Error('Nobody is to be updated');
		expect(plan.current).toMatchObject({ id: '7', active: true });
		expect(plan.current.fields).toEqual(read.fields);
		expect(writeJson(plan.current.record)).toBe(text);
	});
});
