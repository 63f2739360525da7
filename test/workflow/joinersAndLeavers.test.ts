import type { IDataObject } from 'n8n-workflow';

import { made, templateOf } from './templateExpressions';

/** The rules of the template: what HR's dates do to the queue, and what of it is due. */
const TEMPLATE = templateOf('templateJoinersLeavers');
const VENDORS = ['Appenate', 'HighQ Publisher'];
const timezone = 'Pacific/Auckland';

type Row = Readonly<{
	id?: number;
	person: string;
	vendor: string;
	what: string;
	day: string;
	dueOn: string;
	state: string;
	email: string;
}>;
type Change = Row & Readonly<{ takeOut?: boolean }>;
type Queued = Readonly<{ changes: readonly Change[]; answer: ReadonlyArray<Readonly<{ person: string; what: string; says: string }>> }>;

const settings = (changed: IDataObject): IDataObject => ({
	vendors: VENDORS,
	deleteAfterDays: 0,
	takeUpToDaysAgo: 30,
	giveUpAfter: 7,
	...changed,
});

beforeEach(() => {
	// Half past eight in the evening of the 9th in UTC is the morning of the 10th in Auckland.
	jest.useFakeTimers({ now: new Date('2027-03-09T20:30:00Z'), doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
});
afterEach(() => {
	jest.useRealTimers();
});

const ANA = { employeeNumber: '0101', email: 'ana@example.test', firstName: 'Ana', lastName: 'Silva' };

const queued = (people: readonly IDataObject[], rows: readonly Row[] = [], changed: IDataObject = {}): Queued =>
	made(TEMPLATE, 'Compare With the Queue', {
		timezone,
		given: { 'HR Dates': [{ body: { people } }], Settings: [settings(changed)], 'Rows So Far': rows.length > 0 ? rows : [{}] },
	});

const due = (rows: readonly Row[], changed: IDataObject = {}): readonly Row[] =>
	made<{ due: readonly Row[] }>(TEMPLATE, 'Due Today', { timezone, given: { Settings: [settings(changed)], 'Rows So Far': rows } }).due;

/** The queue after HR sent this, with ids as a table gives them. */
const queueOf = (people: readonly IDataObject[], changed: IDataObject = {}): readonly Row[] =>
	queued(people, [], changed).changes.map((row, i) => ({ ...row, id: i + 1 }));

const done = (rows: readonly Row[], what: string): readonly Row[] =>
	rows.map((row) => (row.what === what ? { ...row, state: 'done', doneAt: '2027-03-09T15:30:00.000Z' } : row));

const short = ({ vendor, what, day, dueOn, state }: Row): string => [vendor, what, day, dueOn, state].join(' ');
const says = ({ answer }: Queued): readonly string[] => answer.map((one) => one.says);

describe('a date from HR', () => {
	it('is one row for each vendor: due on the first day, and the day after the last one', () => {
		const { changes, answer } = queued([{ ...ANA, startsOn: '2027-03-31', leavesOn: '2027-04-03' }]);

		expect(changes.map(short)).toEqual([
			'Appenate start 2027-03-31 2027-03-31 waiting',
			'HighQ Publisher start 2027-03-31 2027-03-31 waiting',
			// The clocks go back on this day.
			'Appenate leave 2027-04-03 2027-04-04 waiting',
			'HighQ Publisher leave 2027-04-03 2027-04-04 waiting',
		]);
		expect(answer).toEqual([
			{ person: ANA.email, what: 'start', says: 'Queued for 2027-03-31' },
			{ person: ANA.email, what: 'leave', says: 'Queued for 2027-04-03' },
		]);
	});

	it.each([
		['2027-03-31', '2027-03-31'],
		['2027-03-31T00:00:00', '2027-03-31'],
		['2027-03-31T11:30:00Z', '2027-04-01'],
		['2027-03-31T23:00:00+13:00', '2027-03-31'],
	])('given as %s is the day %s in the time zone of the workflow', (startsOn, day) => {
		expect(queued([{ ...ANA, startsOn }]).changes.map((row) => row.day)).toEqual([day, day]);
	});

	it('that comes again replaces the queued one, and does nothing when it is the same', () => {
		const rows = queueOf([{ ...ANA, startsOn: '2027-03-31' }]);
		const moved = queued([{ ...ANA, startsOn: '2027-04-02' }], rows);

		expect(moved.changes.map(short)).toEqual([
			'Appenate start 2027-04-02 2027-04-02 waiting',
			'HighQ Publisher start 2027-04-02 2027-04-02 waiting',
		]);
		expect(says(moved)).toEqual(['Queued for 2027-04-02, no longer 2027-03-31']);
		expect(queued([{ ...ANA, startsOn: '2027-03-31' }], rows)).toEqual({
			changes: [],
			answer: [{ person: ANA.email, what: 'start', says: 'Queued already, for 2027-03-31' }],
		});
	});

	it('that is empty takes out what waits; one that is not sent leaves it', () => {
		const rows = queueOf([{ ...ANA, startsOn: '2027-03-31', leavesOn: '2027-05-31' }]);

		for (const leavesOn of ['', null]) {
			const { changes, answer } = queued([{ ...ANA, leavesOn }], rows);
			expect(changes).toEqual(rows.filter(({ what }) => what === 'leave').map(({ id }) => ({ takeOut: true, id })));
			expect(answer).toEqual([{ person: ANA.email, what: 'leave', says: 'Withdrawn' }]);
		}
	});

	it('that was carried out is not queued again', () => {
		const rows = done(queueOf([{ ...ANA, startsOn: '2027-03-10' }]), 'start');
		const again = queued([{ ...ANA, lastName: 'Costa', startsOn: '2027-03-10' }], rows);

		expect(again.changes).toEqual([]);
		expect(says(again)).toEqual(['Done already, for 2027-03-10']);
		expect(says(queued([{ ...ANA, startsOn: '2027-03-20' }], rows))).toEqual([
			'Queued for 2027-03-20, no longer 2027-03-10; it was done on 2027-03-10 already',
		]);
	});

	it('takes along what else changed about somebody who waits', () => {
		const rows = queueOf([{ ...ANA, startsOn: '2027-03-31' }]);

		expect(queued([{ ...ANA, email: 'ana.costa@example.test', startsOn: '2027-03-31' }], rows).changes.map(({ email }) => email)).toEqual([
			'ana.costa@example.test',
			'ana.costa@example.test',
		]);
	});

	it.each([
		[{ ...ANA, startsOn: 'soon' }, 'Not queued: soon is not a date, such as 2030-02-28'],
		[{ ...ANA, startsOn: '2027-02-30' }, 'Not queued: 2027-02-30 is not a date, such as 2030-02-28'],
		[{ ...ANA, startsOn: '2019-01-01' }, 'Not queued: 2019-01-01 is more than 30 days ago'],
		[{ ...ANA, email: '', startsOn: '2027-03-31' }, 'Not queued: there is no email address'],
	])('that can not be queued is told: %j', (person, why) => {
		const { changes, answer } = queued([person]);

		expect(changes).toEqual([]);
		expect(answer.map((one) => one.says)).toEqual([why]);
	});
});

describe('a joiner', () => {
	const HR = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
	const asked = (node: string): IDataObject => {
		const [row] = queueOf([{ ...ANA, department: 'Sales', startsOn: '2027-03-31' }]);
		return made(TEMPLATE, node, { timezone, given: {}, input: { ...row }, parameter: 'scimUser' });
	};

	it.each(['Axero: Start', 'Appenate: Start', 'HighQ Publisher: Start'])('%s: is active, and has the department of HR', (node) => {
		expect(asked(node)).toMatchObject({ active: true, userName: ANA.email, [HR]: { employeeNumber: '0101', department: 'Sales' } });
	});

	it('who is known at iSpring stays in the department there', () => {
		expect(asked('iSpring Learn: Start')).toMatchObject({ active: true, userName: ANA.email, [HR]: {} });
		expect(asked('iSpring Learn: Start')[HR]).toEqual({});
	});
});

describe('what is due', () => {
	const row = (more: Partial<Row>): Row => ({
		id: 1,
		person: '0101',
		vendor: 'Appenate',
		what: 'start',
		day: '2027-03-10',
		dueOn: '2027-03-10',
		state: 'waiting',
		email: ANA.email,
		...more,
	});

	it('is what waits for today in the time zone of the workflow, and for a day that was missed', () => {
		const rows = [row({ dueOn: '2027-03-10' }), row({ dueOn: '2027-03-07' }), row({ dueOn: '2027-03-11' })];

		expect(due(rows)).toEqual(rows.slice(0, 2));
	});

	it('is nothing that is done or was given up', () => {
		expect(due([row({ state: 'done' }), row({ state: 'given up' })])).toEqual([]);
	});
});

describe('leavers', () => {
	const LEAVES = [{ ...ANA, leavesOn: '2027-02-20' }];
	const deleting = { deleteAfterDays: 10, vendors: ['Axero', ...VENDORS] };

	it('are not deleted unless Settings says after how many days', () => {
		expect(queued(LEAVES).changes.filter(({ what }) => what === 'delete')).toEqual([]);
		expect(
			queued(LEAVES, [], deleting)
				.changes.filter(({ what }) => what === 'delete')
				.map(short),
			// Axero documents no call that deletes.
		).toEqual(['Appenate delete 2027-02-20 2027-03-03 waiting', 'HighQ Publisher delete 2027-02-20 2027-03-03 waiting']);
	});

	it('are deleted only after they were deactivated, and not once Settings says 0 again', () => {
		const rows = queueOf(LEAVES, deleting);
		const left = done(rows, 'leave');

		expect(due(rows, deleting).map(({ what }) => what)).toEqual(['leave', 'leave', 'leave']);
		expect(due(left, deleting).map(({ what }) => what)).toEqual(['delete', 'delete']);
		expect(due(left)).toEqual([]);
	});

	it.each([
		['whose last day is withdrawn', { ...ANA, leavesOn: '' }],
		['who start again', { ...ANA, startsOn: '2027-03-20' }],
	])('%s are not deleted', (_, again) => {
		const left = done(queueOf(LEAVES, deleting), 'leave');
		const deletions = left.filter(({ what }) => what === 'delete');

		expect(queued([again], left, deleting).changes.filter(({ takeOut }) => takeOut)).toEqual(
			deletions.map(({ id }) => ({ takeOut: true, id })),
		);
	});
});
