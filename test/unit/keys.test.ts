import fc from 'fast-check';

import { failed, type Failure } from '../../nodes/shared/failure';
import { updating } from '../../nodes/shared/provisioning/userOperation';
import { composed, folded, formsOf, inAnyForm } from '../../nodes/shared/provisioning/keys';
import { usersOf } from '../../nodes/shared/provisioning/plan';

/** Names as different keyboards, files and vendors write them. */
const NAMES = [
	'jürgen.groß@example.test',
	'łukasz.żółć',
	'ánh.nguyễn',
	'ÅSA.ÖBERG',
	'가나다',
	'J\u030cAN', // a capital that has no composed form, while the small letter has one
	'\u212bke', // the sign for ångström
	'\u1e9b\u0323', // two marks in either order
	'İSTANBUL',
	'plain.name@example.test',
	'0012',
];

describe('keys', () => {
	it.each(NAMES)('are the same in every form and in any capitals: %s', (name) => {
		const forms = [name, name.normalize('NFC'), name.normalize('NFD')];

		expect(new Set(forms.map(composed)).size).toBe(1);
		expect(new Set([...forms, ...forms.map((form) => form.toLowerCase())].map(folded)).size).toBe(1);
		expect(new Set(forms.map((value) => usersOf({ kind: 'create', key: { by: 'email', value }, changes: [] })[0])).size).toBe(1);
	});

	it.each([
		['straße', 'strasse'],
		['ﬁnn', 'finn'],
		['1²', '12'],
		['ａｎａ', 'ana'],
		['jurgen', 'jürgen'],
	])('that only look alike are not the same: %s and %s', (one, other) => {
		expect(folded(one)).not.toBe(folded(other));
	});

	it('are folded once for all', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (key) => {
				expect(folded(folded(key))).toBe(folded(key));
				expect(new Set(formsOf(key).map(folded)).size).toBe(1);
			}),
		);
	});

	it('of plain letters are asked for once, others in each of their forms until somebody is found', async () => {
		const asked: string[] = [];
		const ask = (there: string) => async (key: { value: string }) => {
			asked.push(key.value);
			return await Promise.resolve(key.value === there ? [key.value] : []);
		};
		expect(await inAnyForm({ by: 'email', value: 'ana' }, ask('nobody'))).toEqual([]);
		expect(asked.splice(0)).toEqual(['ana']);

		const decomposed = 'ju\u0308rgen';
		expect(await inAnyForm({ by: 'email', value: decomposed }, ask('jürgen'))).toEqual(['jürgen']);
		expect(asked.splice(0)).toEqual(['jürgen']);
		expect(await inAnyForm({ by: 'email', value: 'jürgen' }, ask(decomposed))).toEqual([decomposed]);
		expect(asked.splice(0)).toEqual(['jürgen', decomposed]);
		expect(await inAnyForm({ by: 'email', value: decomposed }, ask('nobody'))).toEqual([]);
		expect(asked.splice(0)).toEqual(['jürgen', decomposed]);
	});
});

describe('an update at a vendor that finds people itself', () => {
	const update = async (value: string, answers: ReadonlyArray<Failure | 'done'>) => {
		const asked: string[] = [];
		const operation = updating({
			kind: 'blind',
			updateUnseen: async (key) => {
				const answer = answers[asked.length] ?? 'done';
				asked.push(key.value);
				if (answer !== 'done') throw failed(answer);
				return await Promise.resolve({ id: key.value, warnings: [] });
			},
		});
		const wanted = { key: { by: 'email', value }, edits: new Map([['title', { set: 'Dr' }]]), options: undefined } as const;
		const plan = await operation.plan(wanted);
		if (plan.kind !== 'updateUnseen') throw new Error('Strange');
		const result = await operation.write(plan, wanted).catch((error: unknown) => error);
		return { asked, result };
	};
	const refused: Failure = { kind: 'refused', status: 200, says: 'User not found' };

	it.each([
		['said to be nobody', { kind: 'notFound', says: 'Nobody' }],
		['refused', refused],
	] as const)('tries the other form of a key that is %s', async (_what, failure) => {
		const { asked, result } = await update('jürgen', [failure]);

		expect(asked).toEqual(['jürgen', 'ju\u0308rgen']);
		expect(result).toEqual({ id: 'ju\u0308rgen', warnings: [] });
	});

	it.each([
		['may have been carried out', { kind: 'unreachable', landed: 'maybe', says: 'Timeout' }],
		['broke at the vendor', { kind: 'refused', status: 500, says: 'Oops' }],
		['met a refused credential', { kind: 'signIn', status: 401, says: 'No' }],
	] as const)('does not try another form after a try that %s', async (_what, failure) => {
		expect((await update('jürgen', [failure])).asked).toEqual(['jürgen']);
	});

	it('tries a key of plain letters once', async () => {
		expect((await update('ana', [refused])).asked).toEqual(['ana']);
	});
});
