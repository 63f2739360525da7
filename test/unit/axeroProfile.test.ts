import { AXERO_FIELDS, sameLabel, simplified, toProfile } from '../../nodes/Axero/user/profile';
import { AXERO_SCIM, axeroScim } from '../../nodes/Axero/user/scim';
import { parseJson, type JsonObject } from '../../nodes/shared/json/json';
import { readScim } from '../../nodes/shared/scim/read';
import { writeScim } from '../../nodes/shared/scim/write';

/** The sample of "Bulk Import Users", without the password, which is never a column. */
const SAMPLE = [
	...['Username', 'First name', 'Last name', 'Email', 'Company', 'Date of birth', 'Department', 'Address 1'],
	...['City', 'Country', 'Postal code', 'State', 'Occupation', 'Phone', 'Reports to', 'Profile photo'],
];

describe('two values of a label at Axero', () => {
	it.each([
		['Email', 'Ana@Example.test', 'ana@example.test', true],
		['Username', 'Ana.Silva', 'ana.silva', true],
		['Reports to', 'ANA.SILVA', 'ana.silva', true],
		['Share my profile', 'True', 'true', true],
		['Newsletter', 'TRUE', 'true', true],
		['Newsletter', 'true', 'false', false],
		['Last name', 'True', 'true', false],
		['Bio', 'Łódź', 'łódź', false],
		['Employee number', '0012', '12', false],
		['Phone', '', null, true],
		['Phone', '1', null, false],
		['Bio', 'x ', 'x', false],
	] as const)('%s: %j and %j are the same: %s', (label, one, other, same) => {
		expect(sameLabel(label, one, other)).toBe(same);
		expect(sameLabel(label, other, one)).toBe(same);
	});
});

describe('the columns of Axero', () => {
	it('have the labels of the sample of its bulk import, to the letter', () => {
		const labels = new Set(AXERO_FIELDS.map(({ name }) => name));

		expect(SAMPLE.filter((label) => !labels.has(label))).toEqual([]);
	});

	it('show as the title what a site calls occupation', () => {
		expect(simplified({ UserID: 1, Occupation: 'Baker' })).toMatchObject({ JobTitle: 'Baker' });
		expect(simplified({ UserID: 1, 'Job title': 'Chef', Occupation: 'Baker' })).toMatchObject({ JobTitle: 'Chef' });
	});
});

describe('what a record at Axero shows', () => {
	const fieldsOf = (record: JsonObject) => Object.fromEntries(toProfile(record)?.fields ?? []);

	it('counts as a label where the label itself is missing', () => {
		expect(fieldsOf({ UserID: '1', FirstName: 'Ana', LastName: 'Silva', UserName: 'ana' })).toMatchObject({
			'First name': 'Ana',
			'Last name': 'Silva',
			Username: 'ana',
		});
	});

	it('does not count where the label is there, even an empty one', () => {
		expect(fieldsOf({ UserID: '1', FirstName: 'Ana', 'First name': '', UserName: 'x', Username: 'y' })).toMatchObject({
			'First name': '',
			Username: 'y',
		});
	});

	it('keeps every digit, and nothing without an ID', () => {
		const long = parseJson('{"UserID": 12345678901234567890, "Phone": 1.10, "List": [1]}');

		expect(toProfile(Object(long))).toMatchObject({ id: '12345678901234567890' });
		expect(fieldsOf(Object(long))).toEqual({ UserID: '12345678901234567890', Phone: '1.10' });
		expect(toProfile({ Phone: '1' })).toBeUndefined();
	});
});

describe('SCIM attributes and Axero’s labels', () => {
	it('meet only in labels that the field table has', () => {
		const labels = new Set(AXERO_FIELDS.map(({ name }) => name));

		expect(AXERO_SCIM.rows.filter(({ field }) => !labels.has(field))).toEqual([]);
	});

	const ADDRESS = { streetAddress: '1 High Street', locality: 'Leeds', region: 'Yorkshire', postalCode: '01001', country: 'GB' };
	const LABELS = { 'Address 1': '1 High Street', City: 'Leeds', State: 'Yorkshire', 'Postal code': '01001', Country: 'United Kingdom' };
	const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
	const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

	it('reach every label of the bulk import’s sample, but those that SCIM has no word of its own for', () => {
		const fields = new Set(AXERO_SCIM.rows.map(({ field }) => field));

		expect(SAMPLE.filter((label) => !fields.has(label))).toEqual(['Date of birth', 'Occupation', 'Profile photo']);
	});

	it.each([
		['a whole user', { schemas: [CORE], addresses: [{ type: 'work', ...ADDRESS }] }],
		['a user without a type', { schemas: [CORE], addresses: [ADDRESS] }],
		['a PATCH', { schemas: [PATCH], Operations: [{ op: 'Replace', path: 'addresses[type eq "work"]', value: ADDRESS }] }],
		[
			'a PATCH of the single parts',
			{
				schemas: [PATCH],
				Operations: Object.entries(ADDRESS).map(([part, value]) => ({ op: 'Add', path: `addresses[type eq "work"].${part}`, value })),
			},
		],
	])('carry an address whole: %s', (_what, user) => {
		const { values, ignored } = readScim(user, AXERO_SCIM);

		expect(Object.fromEntries(values)).toEqual(LABELS);
		expect(ignored).toEqual([]);
		expect(writeScim({ id: '1', fields: new Map(Object.entries(LABELS)) }, AXERO_SCIM)).toMatchObject({
			addresses: [{ type: 'work', ...ADDRESS }],
		});
	});

	it.each([
		['home', { ...ADDRESS, type: 'home' }],
		['other', { ...ADDRESS, type: 'other', primary: true }],
	])('carry no address of %s', (_type, address) => {
		expect([...readScim({ schemas: [CORE], addresses: [address] }, AXERO_SCIM).values.values()].filter((value) => value !== null)).toEqual(
			[],
		);
	});

	it('take a number without a type for Phone, no mobile one, and leave out what Axero has no call or label for', () => {
		const read = (...phoneNumbers: readonly unknown[]) =>
			readScim({ phoneNumbers, active: false, timezone: 'Europe/Lisbon' }, axeroScim(false));

		expect([...read({ value: '0012' }).values]).toEqual([['Phone', '0012']]);
		const { values, ignored } = read({ value: '0012', type: 'mobile' });
		expect([...values]).toEqual([['Phone', null]]);
		expect(ignored).toEqual(['phoneNumbers[type eq "mobile"]', 'active', 'timezone']);
	});

	it.each([
		[true, 'Active'],
		[false, 'Inactive'],
		['False', 'Inactive'],
	])('have a status where there is a SCIM token: active %j is %s', (active, status) => {
		expect([...readScim({ active }, axeroScim(true)).values]).toEqual([['active', status]]);
		expect([...readScim({ active }, axeroScim(false)).values]).toEqual([]);
	});
});
