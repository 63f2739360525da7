import { isJsonObject, parseJson, scalarText, type Json } from '../../nodes/shared/json/json';
import { rowsOf, type ListEnd } from '../../nodes/shared/http/pages';
import { takeSnapshot, type Interest, type Snapshot } from '../../nodes/shared/provisioning/snapshot';
import type { Profile } from '../../nodes/shared/provisioning/types';
import { heldBytes } from './heldBytes';

/*
 * How much of a directory stays in memory once it is read, which tells how large a directory may be. Bounds are twice what was
 * measured, and a tenth of what whole users take.
 */

const PAGE = 250;
const PAGES = 80;
const USERS = PAGE * PAGES;
const PEOPLE_NAMED = 100;

/** An answer with a page of users, of about 1 KB each. */
function pageText(page: number): string {
	const users = Array.from({ length: PAGE }, (_, i) => {
		const number = page * PAGE + i;
		const texts = Array.from({ length: 15 }, (_none, field) => [`Field ${field}`, `text ${field} of the user with the number ${number}`]);
		return {
			Id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
			Email: `user.${number}@example.test`,
			...Object.fromEntries(texts),
		};
	});
	return JSON.stringify(users);
}

function usersOn(page: number): readonly Json[] {
	const users = parseJson(pageText(page));
	return Array.isArray(users) ? users : [];
}

const idOf = (user: Json): string => (isJsonObject(user) ? (scalarText(user.Id) ?? '') : '');

function profileOf(user: Json): Profile<Json> {
	const members = isJsonObject(user) ? Object.entries(user) : [];
	return { id: idOf(user), fields: new Map(members.map(([name, value]) => [name, scalarText(value) ?? ''])), record: user };
}

async function* everybody(): AsyncGenerator<Profile<Json>, ListEnd> {
	const read = async (page: number) => await Promise.resolve({ rows: usersOn(page), ...(page + 1 < PAGES ? { next: page + 1 } : {}) });
	const rows = rowsOf({ start: 0, read, idOf });
	for (let next = await rows.next(); ; next = await rows.next()) {
		if (next.done) return next.value;
		yield profileOf(next.value);
	}
}

const NAMED = Array.from({ length: PEOPLE_NAMED }, (_, i) => `user.${i * (USERS / PEOPLE_NAMED)}@example.test`);

function interest(more: Partial<Interest<'id' | 'email', Json>>): Interest<'id' | 'email', Json> {
	return {
		keys: ['id', 'email'],
		texts: NAMED,
		named: new Map(),
		identifies: () => false,
		leavers: { then: 'ignore', inScope: () => true, whyKept: () => undefined },
		personOf: ({ id, fields }) => String(fields.get('Email') ?? id),
		...more,
	};
}

const directory = {
	everybody,
	keyOf: ({ id, fields }: Profile<Json>, by: 'id' | 'email') => (by === 'id' ? id : String(fields.get('Email'))),
	normalKey: ({ value }: Readonly<{ value: string }>) => value,
	inOutline: (profile: Profile<Json>) => profile,
	whyProtected: () => undefined,
};

async function heldPerUser(more: Partial<Interest<'id' | 'email', Json>> = {}) {
	const before = heldBytes();
	const snapshot: Snapshot<'id' | 'email', Json> = await takeSnapshot(directory, undefined, interest(more));
	const held = (heldBytes() - before) / USERS;
	expect([snapshot.listed, [...snapshot.named.values()].length]).toEqual([USERS, PEOPLE_NAMED]);
	return { held, snapshot };
}

describe('what stays in memory of a list of users', () => {
	it('is next to nothing of whom no item names', async () => {
		expect((await heldPerUser()).held).toBeLessThan(60);
	});

	it('is what a leaver is told by of those who have left', async () => {
		const leavers = { then: 'report', inScope: () => true, whyKept: () => undefined } as const;
		const { held, snapshot } = await heldPerUser({ leavers });

		expect(snapshot.candidates.size).toBe(USERS);
		expect(held).toBeLessThan(250);
	});

	it('is an ID and a little more while the list is read', async () => {
		const before = heldBytes();
		let most = 0;
		let came = 0;
		const users = everybody();
		for (let next = await users.next(); !next.done; next = await users.next()) {
			came += 1;
			if (came === USERS) most = heldBytes() - before;
		}

		expect(most / USERS).toBeLessThan(400);
	});
});
