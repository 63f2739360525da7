import fc from 'fast-check';

import { changesBetween, changesOfNewcomer, changesUnseen, listOf, notIn, sameBag, sameValue } from '../../nodes/shared/provisioning/diff';
import type { Edit, FieldEdits, FieldName, FieldValue, Profile } from '../../nodes/shared/provisioning/types';
import { sameSet } from './inMemoryDirectory';
import { runs } from './runs';

const edits = (fields: Record<FieldName, Edit>): FieldEdits => new Map(Object.entries(fields));
const profile = (fields: Record<FieldName, FieldValue>): Profile => ({ id: '1', fields: new Map(Object.entries(fields)), record: {} });
const inOrder = {
	same: (_field: FieldName, one: FieldValue | null, other: FieldValue | null) => sameValue(one, other),
	unseen: new Set(['password']),
};
const asSet = { ...inOrder, same: (_field: FieldName, one: FieldValue | null, other: FieldValue | null) => sameSet(one, other) };
const letters: readonly string[] = ['a', 'b', 'c', 'd'];
const lists = fc.uniqueArray(fc.constantFrom(...letters));

describe('what an update changes', () => {
	it('is what differs, in the order asked for', () => {
		const changes = changesBetween(
			profile({ a: '1', b: '2', c: '3' }),
			edits({ c: { set: '4' }, a: { set: '1' }, b: 'clear', d: { set: '5' }, e: 'clear', f: { set: '' } }),
			inOrder,
		);

		expect(changes).toEqual([
			{ field: 'c', from: '3', to: '4' },
			{ field: 'b', from: '2', to: null },
			{ field: 'd', from: null, to: '5' },
		]);
	});

	it('is everything that is never shown, without a pretended comparison', () => {
		expect(changesBetween(profile({ password: '1' }), edits({ password: { set: '1' } }), inOrder)).toEqual([
			{ field: 'password', to: '1' },
		]);
		expect(changesBetween(profile({}), edits({ password: 'clear' }), inOrder)).toEqual([{ field: 'password', to: null }]);
		expect(changesUnseen(edits({ a: { set: '1' }, b: 'clear', c: { set: ['1'], how: 'exact' } }))).toEqual([
			{ field: 'a', to: '1' },
			{ field: 'b', to: null },
			{ field: 'c', to: ['1'] },
		]);
	});

	it('refuses to add to a list that it can not see, or to remove from it, rather than replace the list', () => {
		const failure = (says: string) => ({
			failure: { kind: 'invalid', says, todo: 'Give the whole list instead.' },
		});
		const caught = (run: () => unknown): unknown => {
			try {
				return run();
			} catch (error) {
				return error;
			}
		};

		expect(caught(() => changesUnseen(edits({ groups: { set: ['1'], how: 'add' } })))).toMatchObject(
			failure("What stands in groups can't be read, so nothing can be added to it"),
		);
		expect(caught(() => changesUnseen(edits({ groups: { set: ['1'], how: 'remove' } })))).toMatchObject(
			failure("What stands in groups can't be read, so nothing can be removed from it"),
		);
		expect(caught(() => changesBetween(profile({}), edits({ password: { set: ['1'], how: 'add' } }), inOrder))).toMatchObject(
			failure("What stands in password can't be read, so nothing can be added to it"),
		);
	});

	it('is, for a newcomer, what is set or added: there is nothing to clear or to remove', () => {
		const asked = edits({
			a: { set: '1' },
			b: 'clear',
			c: { set: ['1'], how: 'add' },
			d: { set: ['1'], how: 'remove' },
			e: { set: ['1'], how: 'exact' },
		});

		expect(changesOfNewcomer(asked)).toEqual([
			{ field: 'a', to: '1' },
			{ field: 'c', to: ['1'] },
			{ field: 'e', to: ['1'] },
		]);
	});
});

describe('a list', () => {
	const changed = (there: readonly string[] | string | undefined, how: 'add' | 'remove' | 'exact', set: FieldValue, comparison = inOrder) =>
		changesBetween(profile(there === undefined ? {} : { groups: there }), edits({ groups: { set, how } }), comparison);

	it.each([
		['add', ['a', 'b'], ['c', 'a'], ['a', 'b', 'c']],
		['add', undefined, ['a'], ['a']],
		['add', 'a', 'b', ['a', 'b']],
		['remove', ['a', 'b', 'c'], ['c', 'a'], ['b']],
		['remove', ['a'], 'a', []],
		['exact', ['a', 'b'], ['b', 'c'], ['b', 'c']],
	] as const)('%s: %j and %j make %j', (how, there, given, to) => {
		expect(changed(there, how, given)).toEqual([{ field: 'groups', from: there ?? null, to }]);
	});

	it.each([
		['add', ['a', 'b'], ['b', 'a']],
		['add', undefined, []],
		['remove', ['a'], ['b']],
		['remove', [], ['b']],
		['remove', undefined, ['b']],
		['exact', ['a', 'b'], ['a', 'b']],
	] as const)('%s: %j is left alone by %j', (how, there, given) => {
		expect(changed(there, how, given)).toEqual([]);
	});

	it('is as asked after one change, and is not changed again, for any lists', () => {
		fc.assert(
			fc.property(lists, lists, fc.constantFrom('add' as const, 'remove' as const, 'exact' as const), (there, given, how) => {
				const [change] = changed(there, how, given, asSet);
				const after = new Set(listOf(change ? change.to : there));

				for (const one of letters)
					expect(after.has(one)).toBe(
						how === 'exact'
							? given.includes(one)
							: how === 'add'
								? there.includes(one) || given.includes(one)
								: there.includes(one) && !given.includes(one),
					);
				expect(changed([...after].map(String), how, given, asSet)).toEqual([]);
			}),
			{ numRuns: runs(1000) },
		);
	});

	it('is compared value by value in the way of the vendor', () => {
		const lower = (value: FieldValue | null): FieldValue | null =>
			Array.isArray(value) ? value.map((one) => String(one).toLowerCase()) : value;
		const comparison = {
			...inOrder,
			same: (field: FieldName, one: FieldValue | null, other: FieldValue | null) =>
				field === 'groups' && sameValue(lower(one), lower(other)),
		};

		expect(changed(['A'], 'add', ['a'], comparison)).toEqual([]);
		expect(changed(['A', 'b'], 'remove', ['a'], comparison)).toEqual([{ field: 'groups', from: ['A', 'b'], to: ['b'] }]);
	});
});

describe('two values', () => {
	it.each([
		[null, '', true],
		['', 'a', false],
		['1', 1, false],
		[false, null, false],
		['0012', '12', false],
		[{ a: '1', b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: '1' }, true],
		[{ a: '1' }, { a: '2' }, false],
		[['a', 'b'], ['a', 'b'], true],
		[['a', 'b'], ['b', 'a'], false],
		[[{ a: 1, b: 2 }], [{ b: 2, a: 1 }], true],
	] as const)('%j and %j: the same is %s', (one, other, same) => {
		expect(sameValue(one, other)).toBe(same);
	});

	it.each([
		[['a', 'b'], ['b', 'a'], true],
		[['a', 'a'], ['a', 'a'], true],
		[['a', 'a'], ['a'], false],
		[['a', 'a', 'b'], ['a', 'b', 'b'], false],
		[[{ a: 1, b: 2 }, 'x'], ['x', { b: 2, a: 1 }], true],
		[[1], ['1'], false],
		[[], [], true],
	] as const)('%j and %j, where it matters how often one stands there: the same is %s', (one, other, same) => {
		expect([sameBag(one, other), sameBag(other, one)]).toEqual([same, same]);
	});

	it.each([
		[['a'], ['b', 'b', 'c'], ['a', 'b', 'c']],
		[[], ['b', 'b'], ['b']],
		[['a'], ['a', 'a'], undefined],
	] as const)('%j joined by %j, which is given twice, holds it once', (there, given, to) => {
		const changes = changesBetween(profile({ groups: there }), edits({ groups: { set: given, how: 'add' } }), inOrder);

		expect(changes.map((change) => change.to)).toEqual(to === undefined ? [] : [to]);
	});

	it('may be one without the other', () => {
		expect(notIn(['a', 'b', 'a', 'c'], ['a'])).toEqual(['b', 'c']);
		expect([listOf(null), listOf(undefined), listOf('a'), listOf(['a']), listOf(0), listOf('')]).toEqual([[], [], ['a'], ['a'], [0], ['']]);
	});
});
