import type { IDataObject } from 'n8n-workflow';

import { made, templateOf } from './templateExpressions';

const TEMPLATE = templateOf('templateProvisioningLog');
const timezone = 'Europe/Lisbon';
const WHERE = { run: '17', workflow: 'Nightly', vendor: 'HighQ Publisher', person: 'bob@example.test' };

type Logged = Readonly<{ rows: readonly IDataObject[]; run: IDataObject }>;
const logged = (...outcomes: readonly IDataObject[]): Logged =>
	made(TEMPLATE, 'Rows', { timezone, given: { 'When Called': outcomes.map((outcome) => ({ ...WHERE, outcome })) } });

const UPDATED = {
	action: 'updated',
	person: 'ana.silva@example.test',
	id: '3',
	summary: '',
	changes: [
		{ field: 'Department', name: 'department', from: 'Sales', to: 'Tax' },
		{ field: 'Groups', name: 'groups', from: ['a', 'b'], to: null },
	],
	warnings: ['HighQ did not keep x.'],
	matchedBy: 'email',
};

describe('the provisioning log', () => {
	it('has one row a change: when, which run, where, who, what, from what to what', () => {
		const { rows } = logged(UPDATED);

		expect(rows).toEqual([
			{
				when: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
				run: '17',
				workflow: 'Nightly',
				vendor: 'HighQ Publisher',
				person: 'ana.silva@example.test',
				userId: '3',
				outcome: 'updated',
				field: 'Department',
				from: 'Sales',
				to: 'Tax',
				says: 'HighQ did not keep x.',
			},
			expect.objectContaining({ field: 'Groups', from: '["a","b"]', to: '' }),
		]);
	});

	it('has one row for who failed, by the name that the caller gives, and for who was deleted', () => {
		const { rows } = logged({ error: 'No user' }, { action: 'deleted', person: 'liam@example.test', id: '9', changes: [], warnings: [] });

		expect(rows).toEqual([
			expect.objectContaining({ person: 'liam@example.test', userId: '9', outcome: 'deleted', field: '' }),
			expect.objectContaining({ person: 'bob@example.test', userId: '', outcome: 'failed', field: '', says: 'No user' }),
		]);
	});

	it('only counts who was right already, and has no previews', () => {
		const unchanged = { action: 'unchanged', person: 'c@example.test', changes: [], warnings: [] };
		const { rows, run } = logged(unchanged, { ...UPDATED, action: 'update', preview: true }, UPDATED, { error: 'No user' });

		expect(rows.map(({ outcome }) => outcome)).toEqual(['updated', 'updated', 'failed']);
		expect(run).toMatchObject({ run: '17', workflow: 'Nightly', people: 3, changed: 1, unchanged: 1, failed: 1 });
		expect(logged({ ...UPDATED, action: 'update', preview: true })).toMatchObject({ rows: [], run: { people: 0 } });
	});

	it('adds up what one run writes in several calls', () => {
		const { run } = logged(UPDATED);
		const now = (before: IDataObject): IDataObject =>
			made(TEMPLATE, 'This Run Now', { timezone, given: { Rows: [{ rows: [], run }] }, input: before });

		expect(now({})).toMatchObject({ run: '17', people: 1, changed: 1, failed: 0 });
		expect(now({ run: '17', people: 4, changed: 2, unchanged: 1, failed: 1 })).toMatchObject({
			people: 5,
			changed: 3,
			unchanged: 1,
			failed: 1,
		});
	});

	it('answers with one line a change, in the time zone of the workflow', () => {
		const row = {
			...WHERE,
			id: 1,
			when: '2030-07-05T03:30:00.000Z',
			person: 'ana.silva@example.test',
			outcome: 'updated',
			field: 'Department',
			from: '',
			to: 'Tax',
			says: '',
		};
		const answer = (rows: readonly IDataObject[]): unknown =>
			made<IDataObject>(TEMPLATE, 'Answer', { timezone, given: { 'Ask the Log': [{ Who: 'ana' }], 'Rows About Them': rows } }).answer;

		expect(answer([row])).toBe(
			'2030-07-05 04:30 · HighQ Publisher · ana.silva@example.test · Department: empty → Tax · updated · run 17 of Nightly',
		);
		expect(answer([{}])).toBe('Nothing is in the log.');
	});
});
