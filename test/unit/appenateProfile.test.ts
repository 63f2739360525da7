import { parseJson, writeJson } from '../../nodes/shared/json/json';
import type { Edit, FieldName, FieldValue } from '../../nodes/shared/provisioning/types';
import { entriesToWrite, givenEntries, entryFields, merged } from '../../nodes/Appenate/user/metadata';
import { asStored, same, sameAsScim, toProfile } from '../../nodes/Appenate/user/profile';
import { guid } from '../../nodes/Appenate/wire/formats';

const USER = {
	Id: '2EBC64A3-6A0D-400D-8123-456789ABCDEF',
	FirstName: 'Mc',
	ExternalId: '0012',
	Groups: ['f3e6d6e5719244a0b1c2d3e4f5061728'],
	Metadata: [{ Key: 'NameEUI' }, { Key: 'PayrollId', Val: '0077' }],
	UserAudits: [],
};

describe("Appenate's user as a profile", () => {
	it('has the fields that can be written, and the record untouched', () => {
		const profile = toProfile(USER);

		expect(profile.id).toBe('2ebc64a36a0d400d8123456789abcdef');
		expect(Object.fromEntries(profile.fields)).toEqual({
			FirstName: 'Mc',
			ExternalId: '0012',
			Groups: USER.Groups,
			Metadata: USER.Metadata,
		});
		expect(profile.record).toBe(USER);
	});

	it('keeps the digits of a number in metadata', () => {
		const user = parseJson('{"Id": "1", "Metadata": [{"Key": "n", "Val": 12345678901234567890}]}');

		expect(toProfile(user).fields.get('Metadata')).toEqual([{ Key: 'n', Val: '12345678901234567890' }]);
	});

	it.each([[undefined], ['text'], [{}], [{ Id: '' }], [[]]])('is not made of %j', (user) => {
		expect(() => toProfile(user)).toThrow('it has no user');
	});

	it.each([
		['2EBC64A3-6A0D-400D-8123-456789ABCDEF', '2ebc64a36a0d400d8123456789abcdef'],
		['{2ebc64a3-6a0d-400d-8123-456789abcdef}', '2ebc64a36a0d400d8123456789abcdef'],
		['2ebc64a36a0d400d8123456789abcdef', '2ebc64a36a0d400d8123456789abcdef'],
		['Field-Crew', 'Field-Crew'],
	])('writes the ID %s as %s', (text, written) => {
		expect(guid(text)).toBe(written);
	});
});

describe('two values of a field at Appenate', () => {
	const [one, other] = ['2EBC64A3-6A0D-400D-8123-456789ABCDEF', 'f3e6d6e5719244a0b1c2d3e4f5061728'];

	it.each<[string, FieldValue | null, FieldValue | null]>([
		['Groups', [one, other], [other, guid(one)]],
		['Groups', ['Sales', 'Sales'], ['Sales']],
		['Folders', null, []],
		[
			'Metadata',
			[{ Key: 'a' }, { Key: 'b', Val: '1' }],
			[
				{ Key: 'b', Val: '1' },
				{ Key: 'a', Val: '' },
			],
		],
		['Metadata', [{ Key: 'a' }], []],
		['Email', 'Ana@Example.test', 'ana@example.test'],
		['ColorCode', '#ff8800', '#FF8800'],
		['LoginId', 'ANA.SILVA', 'ana.silva'],
		['Country', null, ''],
		['Status', true, 'true'],
	])('%s: %j and %j mean the same', (field, first, second) => {
		expect(same(field, first, second)).toBe(true);
	});

	it.each<[string, FieldValue | null, FieldValue | null]>([
		['Country', 'Portugal', 'PT'],
		['FirstName', 'ana', 'Ana'],
		['ExternalId', '0012', '12'],
		['Groups', ['Sales'], ['sales']],
		['Groups', ['Sales'], []],
		['Metadata', [{ Key: 'a', Val: '1' }], [{ Key: 'A', Val: '1' }]],
	])('%s: %j and %j differ', (field, first, second) => {
		expect(same(field, first, second)).toBe(false);
	});
});

describe('Status, as SCIM\'s "active"', () => {
	it.each<[FieldValue | null, FieldValue | null, boolean]>([
		['Invited', 'Active', true],
		['Active', 'Active', true],
		['Inactive', 'Active', false],
		['Invited', 'Inactive', false],
		[null, 'Active', false],
	])('%j and %j: %j', (one, other, alike) => {
		expect(sameAsScim('Status', one, other)).toBe(alike);
	});

	it('is the only field that is read so', () => {
		expect(sameAsScim('LastName', 'Invited', 'Active')).toBe(false);
	});
});

describe("Appenate's metadata", () => {
	it('shows each key that has a value as a field of its own', () => {
		expect(entryFields(USER.Metadata)).toEqual([['Metadata: PayrollId', '0077']]);
		expect(toProfile(USER, { withKeys: true }).fields.get('Metadata: PayrollId')).toBe('0077');
	});

	it('asks of a key without a value what the option Empty Values says', () => {
		const given = { a: '', b: '1' };

		expect(givenEntries(given)).toEqual([{ Key: 'b', Val: '1' }]);
		expect(givenEntries(given, 'clear')).toEqual([
			{ Key: 'a', Val: '' },
			{ Key: 'b', Val: '1' },
		]);
		expect(() => givenEntries(given, 'refuse')).toThrow('Metadata "a" has no value');
	});

	it('is read under either name of its values', () => {
		const user = {
			Id: '1',
			Metadata: [
				{ Key: 'a', Value: '1' },
				{ Key: 'b', Val: '2' },
				{ Key: 'c', Val: '3', Value: 'x', Index: '1' },
			],
		};

		expect(toProfile(user).fields.get('Metadata')).toEqual([
			{ Key: 'a', Val: '1' },
			{ Key: 'b', Val: '2' },
			{ Key: 'c', Val: '3' },
		]);
	});

	it.each<[string, string, string]>([
		[
			'keeps a changed entry but for its value',
			'{"Key":"a","Val":"1","Index":7,"Note":[1.10,null]}',
			'{"Key":"a","Val":"new","Index":7,"Note":[1.10,null]}',
		],
		[
			'gives a value to a key that has none',
			'{"Key":"a","Index":12345678901234567890}',
			'{"Key":"a","Index":12345678901234567890,"Val":"new"}',
		],
		['speaks both names where a brand shows the other one', '{"Key":"a","Value":"1"}', '{"Key":"a","Value":"new","Val":"new"}'],
	])('%s', (_what, stored, sent) => {
		const [wanted, entries] = [
			[
				{ Key: 'b', Val: '2' },
				{ Key: 'a', Val: 'new' },
				{ Key: 'z', Val: '9' },
			],
			parseJson(`[${stored},{"Key":"b","Val":"2","X":1}]`),
		];

		expect(entriesToWrite(wanted, entries).map(writeJson)).toEqual(['{"Key":"b","Val":"2","X":1}', sent, '{"Key":"z","Val":"9"}']);
	});

	it('tells entries with the same key apart by their order', () => {
		const stored = parseJson('[{"Key":"a","Val":"1","Index":1},{"Key":"a","Val":"2","Index":2}]');

		expect(
			entriesToWrite(
				[
					{ Key: 'a', Val: '1' },
					{ Key: 'a', Val: '2' },
				],
				stored,
			),
		).toEqual(stored);
		expect(entriesToWrite([{ Key: 'a', Val: '1' }], undefined)).toEqual([{ Key: 'a', Val: '1' }]);
	});

	it('empties a key that is there, and makes none that is not', () => {
		expect(
			merged(
				[
					{ Key: 'a', Val: '1' },
					{ Key: 'c', Val: '3' },
				],
				[
					{ Key: 'a', Val: '' },
					{ Key: 'x', Val: '' },
				],
			),
		).toEqual([
			{ Key: 'a', Val: '' },
			{ Key: 'c', Val: '3' },
		]);
	});

	it.each<[string, FieldValue, unknown]>([
		[
			'an object',
			{ PayrollId: '0077', Floor: 3 },
			[
				{ Key: 'PayrollId', Val: '0077' },
				{ Key: 'Floor', Val: '3' },
			],
		],
		['a list', [{ Key: 'a', Val: true }], [{ Key: 'a', Val: 'true' }]],
		['one entry', { Key: 'a', Val: '1' }, [{ Key: 'a', Val: '1' }]],
		['entries with Value', [{ Key: 'a', Value: '1' }], [{ Key: 'a', Val: '1' }]],
		['entries with both names of one value', [{ Key: 'a', Val: '1', Value: '1' }], [{ Key: 'a', Val: '1' }]],
		['entries with more members, which go along', [{ Key: 'a', Val: '1', Index: 3 }], [{ Key: 'a', Val: '1', Index: 3 }]],
		['a key without a value', [{ Key: 'a' }, { Key: 'b', Val: '' }], []],
	])('may be given as %s', (_what, given, entries) => {
		expect(givenEntries(given)).toEqual(entries);
	});

	it.each<[string, FieldValue]>([
		['text', 'a=1'],
		['a list of texts', ['a']],
		['an entry without a key', [{ Val: '1' }]],
		['an entry with two different values', [{ Key: 'a', Val: '1', Value: '2' }]],
		['a nested value', { a: { b: '1' } }],
		['a number that was rounded before', { a: 2 ** 60 }],
	])('is never %s', (_what, given) => {
		expect(() => givenEntries(given)).toThrow(/Metadata/);
	});

	it('changes the keys given, adds the new ones and keeps the rest in place', () => {
		const current = [{ Key: 'a', Val: '1' }, { Key: 'b' }, { Key: 'c', Val: '3' }];

		expect(merged(current, { c: '4', d: '5' })).toEqual([
			{ Key: 'a', Val: '1' },
			{ Key: 'b' },
			{ Key: 'c', Val: '4' },
			{ Key: 'd', Val: '5' },
		]);
	});

	it('is merged before it is compared; other fields are compared as they are given', () => {
		const edits = new Map<FieldName, Edit>([
			['Metadata', { set: { PayrollId: '1E5' } }],
			['Country', { set: 'Łódź' }],
			['Groups', 'clear'],
		]);

		expect(Object.fromEntries(asStored(edits, toProfile(USER)))).toEqual({
			Metadata: { set: [{ Key: 'NameEUI' }, { Key: 'PayrollId', Val: '1E5' }] },
			Country: { set: 'Łódź' },
			Groups: 'clear',
		});
	});
});
