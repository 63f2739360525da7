import { withMetadata } from '../../nodes/Appenate/user/metadata';
import { failureOf } from '../../nodes/shared/failure';
import type { Edit, FieldEdits, FieldValue } from '../../nodes/shared/provisioning/types';

const edits = (fields: Record<string, FieldValue>): FieldEdits => new Map(Object.entries(fields).map(([name, set]) => [name, { set }]));

describe('columns of metadata keys', () => {
	it('are left as they are where none is mapped', () => {
		expect(withMetadata(edits({ LastName: 'x', Metadata: { A: '1' } }))).toEqual(edits({ LastName: 'x', Metadata: { A: '1' } }));
	});

	it('join the column Metadata, text as text', () => {
		expect(withMetadata(edits({ LastName: 'x', Metadata: { A: '0012' }, 'Metadata: B b': '1E5' }))).toEqual(
			edits({
				LastName: 'x',
				Metadata: [
					{ Key: 'A', Val: '0012' },
					{ Key: 'B b', Val: '1E5' },
				],
			}),
		);
	});

	it('empty single keys, beside others that are set', () => {
		const wanted: FieldEdits = new Map<string, Edit>([
			['Metadata: A', 'clear'],
			['Metadata: B', { set: '1' }],
		]);

		expect(withMetadata(wanted)).toEqual(
			edits({
				Metadata: [
					{ Key: 'A', Val: '' },
					{ Key: 'B', Val: '1' },
				],
			}),
		);
	});

	it('have no say where Metadata is emptied as a whole', () => {
		expect(
			withMetadata(
				new Map([
					['Metadata', 'clear'],
					['Metadata: A', 'clear'],
				]),
			),
		).toEqual(new Map([['Metadata', 'clear']]));
		expect(() =>
			withMetadata(
				new Map<string, Edit>([
					['Metadata', 'clear'],
					['Metadata: A', { set: '1' }],
				]),
			),
		).toThrow('The metadata key "A" is mapped twice');
	});

	it('are refused where a key is given twice', () => {
		const attempt = (): unknown => {
			try {
				return withMetadata(edits({ Metadata: { A: '1' }, 'Metadata: A': '2' }));
			} catch (error) {
				return failureOf(error);
			}
		};

		expect(attempt()).toMatchObject({ kind: 'invalid', says: 'The metadata key "A" is mapped twice: in its own column and in Metadata' });
	});
});
