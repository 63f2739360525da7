import { failed, failureOf } from '../../nodes/shared/failure';
import { sameValue } from '../../nodes/shared/provisioning/diff';
import { readBack, shortfalls, type Comparing } from '../../nodes/shared/provisioning/readBack';
import type { Change, FieldValue, Profile, Written } from '../../nodes/shared/provisioning/types';

type Values = Readonly<Record<string, FieldValue>>;
type More = Omit<Parameters<typeof readBack<string>>[1], 'read' | 'changes' | keyof Comparing> & Partial<Comparing>;

const COMPARING: Comparing = { vendor: 'Vendor', same: (_field, one, other) => sameValue(one, other) };
const person = (now: Values): Profile<string> => ({ id: '7', fields: new Map(Object.entries(now)), record: 'the record' });
const after = async (now: Values, changes: readonly Change[], more: More = {}): Promise<Written<string>> =>
	await readBack('7', { ...COMPARING, read: async () => await Promise.resolve(person(now)), changes, ...more });
const refusalAfter = async (...given: Parameters<typeof after>) => await after(...given).then(() => undefined, failureOf);

const TITLE: Change = { field: 'title', from: 'Ms', to: 'Dr' };
const CITY: Change = { field: 'city', from: null, to: 'Oslo' };

describe('a write that was accepted', () => {
	it.each<[string, Values, readonly Change[]]>([
		['all is as it was sent', { title: 'Dr', city: 'Oslo' }, [TITLE, CITY]],
		['some of it is', { title: 'Ms', city: 'Oslo' }, [TITLE, CITY]],
		['the vendor made something else of it', { title: 'Doctor' }, [TITLE]],
		['what was there before is not known', { title: 'Ms' }, [{ field: 'title', to: 'Dr' }]],
		['only what was not known before is as it was', { title: 'Dr' }, [TITLE, { field: 'password', to: 'x' }]],
		['it was to be as it had been', { title: 'Ms' }, [{ field: 'title', from: 'Ms', to: 'Ms' }]],
		['nothing was to change', { title: 'Ms' }, []],
	])('counts when %s', async (_what, now, changes) => {
		expect(await after(now, changes)).toMatchObject({ id: '7', record: 'the record' });
	});

	it.each<[string, Values, readonly Change[], string]>([
		['every field', { title: 'Ms' }, [TITLE, CITY], 'title, city'],
		['every field that was known', { title: 'Ms' }, [TITLE, { field: 'password', to: 'x' }], 'title'],
		['the field that was to be emptied', { title: 'Ms' }, [{ field: 'title', from: 'Ms', to: null }], 'title'],
	])('is a refusal when %s is as before', async (_what, now, changes, fields) => {
		expect(await refusalAfter(now, changes)).toEqual({
			kind: 'refused',
			status: 200,
			says: `Vendor accepted the change, but shows the user unchanged: ${fields}`,
			todo: 'Run this item again. If it stays the same, the credential may not be allowed to make this change, or a proxy answers in place of the vendor.',
		});
	});

	it('says what helps at this vendor', async () => {
		expect(await refusalAfter({ title: 'Ms' }, [TITLE], { asBefore: { todo: 'Ask them.' } })).toMatchObject({ todo: 'Ask them.' });
	});

	it('is no refusal where the vendor spells values its own way', async () => {
		expect(await after({ title: 'Ms' }, [TITLE], { asBefore: 'warns' })).toMatchObject({
			warnings: ['Vendor accepted "title", but shows "Ms" where "Dr" was sent'],
		});
	});

	it.each([
		['can not be read', async () => await Promise.reject(failed({ kind: 'unreachable', landed: 'no', says: 'No answer' })), 'No answer'],
		['is gone', async () => await Promise.resolve(undefined), 'the user no longer exists'],
	])('counts when the user %s afterwards, with a warning', async (_what, read, why) => {
		expect(await readBack('7', { ...COMPARING, read, changes: [TITLE] })).toEqual({
			id: '7',
			warnings: [`The user was written, but could not be read afterward: ${why}`],
		});
	});

	it('warns of what else is seen, before a refusal is judged', async () => {
		const look = (): readonly string[] => {
			throw failed({ kind: 'unreadable', status: 200, says: 'That is somebody else' });
		};

		expect(await refusalAfter({ title: 'Ms' }, [TITLE], { look })).toMatchObject({ says: 'That is somebody else' });
		expect(await after({ title: 'Dr' }, [TITLE], { look: ({ id }) => [`User ${id} is new`] })).toMatchObject({
			warnings: ['User 7 is new'],
		});
	});
});

describe('what did not take', () => {
	it.each<[string, Values, Change, string]>([
		['another value', { title: 'Doctor' }, TITLE, 'shows "Doctor" where "Dr" was sent'],
		['no value', {}, TITLE, 'shows no value where "Dr" was sent'],
		['a value that was to go', { title: 'Ms' }, { ...TITLE, to: null }, 'shows "Ms" where it should be empty'],
		['a list', { groups: ['a'] }, { field: 'groups', to: ['a', 'b'] }, 'shows ["a"] where ["a","b"] was sent'],
	])('is told with what is there and what was sent: %s', (_what, now, change, says) => {
		expect(shortfalls(person(now), [change], COMPARING)).toEqual([`Vendor accepted "${change.field}", but ${says}`]);
	});

	it('is told with what the vendor is known for', () => {
		expect(shortfalls(person({}), [TITLE], { ...COMPARING, advice: ({ field }) => `${field} is slow` })).toEqual([
			'Vendor accepted "title", but shows no value where "Dr" was sent: title is slow',
		]);
	});

	it('is nothing that the vendor never shows', () => {
		expect(shortfalls(person({}), [TITLE, CITY], { ...COMPARING, unseen: new Set(['title']) })).toEqual([
			expect.stringContaining('"city"'),
		]);
	});

	it('is judged the way of the vendor, where it has one', () => {
		expect(shortfalls(person({ title: 'x' }), [TITLE], { ...COMPARING, took: (stored) => stored === 'x' })).toEqual([]);
		expect(shortfalls(person({ title: 'Dr' }), [TITLE], { ...COMPARING, took: () => false })).toHaveLength(1);
	});
});
