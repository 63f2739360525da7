import { APPENATE_FIELDS } from '../../nodes/Appenate/user/profile';
import { AXERO_FIELDS } from '../../nodes/Axero/user/profile';
import { HIGHQ_FIELDS } from '../../nodes/HighQPublisher/user/profile';
import { ISPRING_FIELDS } from '../../nodes/ISpringLearn/user/profile';
import { failureOf } from '../../nodes/shared/failure';
import { matchColumns } from '../../nodes/shared/n8n/parameters/mapped';
import type { FieldSpec } from '../../nodes/shared/fields/spec';
import { leftOutOf } from '../../nodes/shared/n8n/parameters/leftOut';
import { executionContext } from './executionContext';

const TABLES: ReadonlyArray<readonly [vendor: string, specs: readonly FieldSpec[]]> = [
	['Axero', AXERO_FIELDS],
	['Appenate', APPENATE_FIELDS],
	['HighQ Publisher', HIGHQ_FIELDS],
	['iSpring Learn', ISPRING_FIELDS],
];
const bare = (label: string) => label.replace(/ \([^()]*\)$/, '');

const attempt = (run: () => unknown) => {
	try {
		return run();
	} catch (error) {
		return failureOf(error);
	}
};
const spec = (name: string, label = name): FieldSpec => ({ name, label, type: 'text' });

describe("Map Automatically, by the vendor's other word for a field", () => {
	it.each(['Contact ID', 'contact_id', 'ContactID', 'CONTACT ID'])("takes %s, the screens' word, for HighQ's External ID", (column) => {
		expect(matchColumns([column], HIGHQ_FIELDS)).toEqual({ columns: new Map([['externalid', column]]), left: [] });
	});

	it('takes the column that is called like the field where both are there', () => {
		const { columns, left } = matchColumns(['Contact ID', 'externalid'], HIGHQ_FIELDS);

		expect({ columns, left }).toEqual({ columns: new Map([['externalid', 'externalid']]), left: ['Contact ID'] });
	});
});

describe.each(TABLES)('Map Automatically, at %s', (_vendor, specs) => {
	const spellings: ReadonlyArray<readonly [what: string, spell: (spec: FieldSpec) => string]> = [
		['its name', ({ name }) => name],
		['the label that the editor shows', ({ label }) => label],
		['the label without its remark', ({ label }) => bare(label)],
		['a byte order mark before its name', ({ name }) => `\ufeff${name}`],
		['a zero width space in it', ({ label }) => `${label.slice(0, 2)}\u200b${label.slice(2)}`],
		['a space behind it', ({ name }) => `${name} `],
		['a no-break space around it', ({ label }) => `\u00a0${bare(label)}\u00a0`],
		['small letters', ({ label }) => bare(label).toLowerCase()],
		['capitals', ({ name }) => name.toUpperCase()],
		['capitals and underscores', ({ label }) => bare(label).toUpperCase().replaceAll(' ', '_')],
		['hyphens', ({ label }) => bare(label).replaceAll(' ', '-')],
		['en dashes', ({ label }) => bare(label).replaceAll(' ', '–')],
		['camel case', ({ label }) => bare(label).replaceAll(' ', '')],
		['two spaces', ({ label }) => bare(label).replaceAll(' ', '  ')],
	];

	it.each(spellings)('finds every field by %s', (_what, spell) => {
		for (const one of specs) {
			const column = spell(one);
			expect({ column, ...matchColumns([column], specs) }).toEqual({ column, columns: new Map([[one.name, column]]), left: [] });
		}
	});

	it('finds all of them at once, by name and by label', () => {
		for (const names of [specs.map(({ name }) => name), specs.map(({ label }) => label)])
			expect(matchColumns(names, specs)).toEqual({ columns: new Map(specs.map(({ name }, i) => [name, names[i]])), left: [] });
	});

	it.each(['Vorname', 'first', 'firstname2', 'name', 'constructor', '__proto__', '', ' ', '(Number)', 'Cost centre'])(
		'leaves out what is called like no field: %j',
		(column) => {
			expect(matchColumns([column], specs)).toEqual({ columns: new Map(), left: [column] });
		},
	);
});

describe('Map Automatically', () => {
	const specs = [spec('first_name', 'First Name'), spec('UB9mT', 'City'), spec('x1', 'Team (Number)')];

	it.each([
		[['first_name', 'First Name', 'FIRSTNAME'], 'first_name'],
		[['firstname', 'First Name', 'First-Name'], 'First Name'],
		[['First Name', 'FIRST_NAME', 'first_name'], 'first_name'],
	])('takes the column that is called most like the field, of %j', (columns, taken) => {
		expect(matchColumns(columns, specs)).toEqual({
			columns: new Map([['first_name', taken]]),
			left: columns.filter((column) => column !== taken),
		});
	});

	it.each([
		['firstname', 'FirstName'],
		['\ufefffirst_name', 'FIRST_NAME'],
		['Team', 'Team (Number)'],
	])('refuses to choose between two that are alike: %s and %s', (one, other) => {
		expect(attempt(() => matchColumns([one, other], specs))).toMatchObject({
			kind: 'invalid',
			parameter: 'Fields',
			says: expect.stringContaining(`The columns "${one}" and "${other}" match the same field`),
		});
	});

	it('refuses to choose between two fields, and takes the one that is named exactly', () => {
		const twins = [spec('F1', 'Department'), spec('F2', 'Department')];

		expect(attempt(() => matchColumns(['Department'], twins))).toMatchObject({
			kind: 'invalid',
			says: 'The column "Department" matches two fields: Department (F1) and Department (F2)',
		});
		expect(matchColumns(['F2'], twins).columns).toEqual(new Map([['F2', 'F2']]));
	});

	it('takes a name before a label', () => {
		expect(matchColumns(['Title'], [spec('a', 'Title'), spec('title', 'Salutation')]).columns).toEqual(new Map([['a', 'Title']]));
		expect(matchColumns(['TITLE'], [spec('a', 'Title'), spec('title', 'Salutation')]).columns).toEqual(new Map([['title', 'TITLE']]));
	});
});

describe('what Map Automatically left out', () => {
	it('is told once, with the columns of the most items first', () => {
		const { context, hints } = executionContext();
		const leftOut = leftOutOf(context);
		leftOut.columns(0, ['Vorname', 'Kostenstelle']);
		leftOut.columns(1, ['Kostenstelle']);
		leftOut.columns(2, []);
		leftOut.tell();

		expect(hints).toEqual([
			expect.stringContaining('found no field for these columns and skipped them: Kostenstelle (2 items), Vorname (1 item).'),
		]);
	});

	it('is not told when there is nothing', () => {
		const { context, hints } = executionContext();
		leftOutOf(context).tell();

		expect(hints).toEqual([]);
	});

	it('stays short', () => {
		const { context, hints } = executionContext();
		const leftOut = leftOutOf(context);
		leftOut.columns(
			0,
			Array.from({ length: 40 }, (_, i) => `${i}`.repeat(200)),
		);
		leftOut.tell();

		expect(hints[0]).toContain(' and 30 more.');
		expect(hints[0]?.length).toBeLessThan(1_600);
	});

	it.each([
		['={{ $json.workMail }}', 'workMail'],
		['={{ $json?.workMail }}', 'workMail'],
		['={{ $json["Work Mail"].trim() }}', 'Work Mail'],
		["={{ $input.item.json['E-mail (work)'] }}", 'E-mail (work)'],
		['=x{{ $json.a.b }}', 'a'],
	])('does not name what an expression reads: %s', (value, column) => {
		const { context, hints } = executionContext({ node: { user: { mode: 'email', value } } });
		const leftOut = leftOutOf(context);
		leftOut.columns(0, [column, 'workMai', 'work']);
		leftOut.tell();

		expect(hints).toEqual([expect.stringContaining('skipped them: workMai (1 item), work (1 item).')]);
	});
});
