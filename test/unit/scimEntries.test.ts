import { appenateScim } from '../../nodes/Appenate/user/scim';
import { AXERO_SCIM } from '../../nodes/Axero/user/scim';
import { HIGHQ_SCIM } from '../../nodes/HighQPublisher/user/scim';
import { iSpringScim } from '../../nodes/ISpringLearn/user/scim';
import { readScim } from '../../nodes/shared/scim/read';
import { scimTable, type ScimTable } from '../../nodes/shared/scim/table';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const VENDORS: ReadonlyArray<readonly [string, ScimTable]> = [
	['Appenate', appenateScim()],
	['Axero', AXERO_SCIM],
	['HighQ Publisher', HIGHQ_SCIM],
	['iSpring Learn', iSpringScim()],
];
const TABLE = scimTable([
	{ path: 'emails[type eq "work"].value', field: 'email' },
	{ path: 'phoneNumbers[type eq "work"].value', field: 'phone' },
	{ path: 'phoneNumbers[type eq "mobile"].value', field: 'mobile' },
	{ path: 'addresses[type eq "work"].streetAddress', field: 'street' },
	{ path: 'addresses[type eq "work"].locality', field: 'city' },
	{ path: 'photos[type eq "photo"].value', field: 'photo' },
	{ path: 'title', field: 'job' },
]);

const patch = (...operations: readonly unknown[]) => ({ schemas: [PATCH], Operations: operations });
/** Every way in which a list of one attribute comes. */
const waysOf = (attribute: string, entries: readonly unknown[]): ReadonlyArray<readonly [string, unknown]> => [
	['a whole user', { schemas: [CORE], [attribute]: entries }],
	['a PATCH that replaces', patch({ op: 'replace', path: attribute, value: entries })],
	['a PATCH that replaces without a path', patch({ op: 'Replace', value: { [attribute]: entries } })],
	['a PATCH that adds', patch({ op: 'add', path: attribute, value: entries })],
	['a PATCH that adds without a path', patch({ op: 'Add', value: { [attribute]: entries } })],
];
/** What would be written, and what is said of the rest. */
const read = (user: unknown, table: ScimTable = TABLE) => {
	const { values, ignored, untaken } = readScim(user, table);
	return { set: Object.fromEntries([...values].filter(([, value]) => value !== null)), left: [...ignored, ...untaken] };
};
const nulls = (user: unknown) => [...readScim(user, TABLE).values].filter(([, value]) => value === null).map(([field]) => field);

describe('an entry of another type than the one that a field stands for', () => {
	const others: ReadonlyArray<readonly [string, Record<string, unknown>]> = [
		['addresses', { type: 'home', streetAddress: '7 Mill Lane', locality: 'Leeds', country: 'GB' }],
		['addresses', { type: 'home', primary: true, locality: 'Leeds', country: 'GB' }],
		['addresses', { type: 'other', primary: 'True', locality: 'Leeds' }],
		['phoneNumbers', { type: 'fax', value: '0012' }],
		['phoneNumbers', { type: 'fax', value: '0012', primary: true }],
		['phoneNumbers', { type: 'home', value: '0012' }],
		['phoneNumbers', { type: 'Pager', value: '0012' }],
		['photos', { type: 'thumbnail', value: 'https://example.test/t.png' }],
		['photos', { type: 'thumbnail', value: 'https://example.test/t.png', primary: true }],
	];
	const cases = others.flatMap(([attribute, entry]) =>
		waysOf(attribute, [entry]).map(([way, user]) => [way, attribute, String(entry.type), user] as const),
	);

	it.each(cases)('is never stored in it, and is named: %s with %s of the type %s', (_way, attribute, type, user) => {
		expect(read(user)).toEqual({ set: {}, left: [`${attribute}[type eq "${type}"]`] });
		for (const [, table] of VENDORS) {
			const { set, left } = read(user, table);
			expect(set).toEqual({});
			expect(left.some((path) => path.startsWith(attribute))).toBe(true);
		}
	});

	it.each([
		'phoneNumbers[type eq "fax"].value',
		'phoneNumbers[type eq "home" and primary eq true].value',
		'photos[type eq "thumbnail"].value',
		'addresses[type eq "home"].locality',
		'addresses[type eq "home" and primary eq true].locality',
		'emails[type eq "home"].value',
		'emails[type eq "other" and primary eq true].value',
	])('is never stored in it, and is named: the path %s', (path) => {
		expect(read(patch({ op: 'replace', path, value: 'x' }))).toEqual({ set: {}, left: [path] });
		expect(read(patch({ op: 'add', value: { [path]: 'x' } }))).toEqual({ set: {}, left: [path] });
		expect(read({ schemas: [CORE], [path]: 'x' }).set).toEqual({});
	});

	it.each(
		waysOf('addresses', [
			{ type: 'home', locality: 'Leeds' },
			{ type: 'work', locality: 'York' },
		]),
	)('stands beside the right one without taking its place: %s', (_way, user) => {
		expect(read(user)).toEqual({ set: { city: 'York' }, left: ['addresses[type eq "home"]'] });
	});

	it('is no entry either when it comes without a list', () => {
		expect(read({ phoneNumbers: { type: 'fax', value: '0012' } }).set).toEqual({});
	});
});

describe('an entry without a type', () => {
	it.each([
		['alone', [{ value: '1' }], '1'],
		['whose type is empty', [{ type: '', value: '1' }], '1'],
		['whose type is null', [{ type: null, value: '1' }], '1'],
		['as a text', ['1'], '1'],
		['beside one of another type', [{ type: 'fax', value: '2', primary: true }, { value: '1' }], '1'],
		['that is the primary one of several', [{ value: '2' }, { value: '1', primary: true }], '1'],
		[
			'beside the right one, which counts',
			[
				{ value: '2', primary: true },
				{ type: 'work', value: '1' },
			],
			'1',
		],
	])('stands in for the main type: %s', (_, entries, expected) => {
		for (const [, user] of waysOf('phoneNumbers', entries)) expect(read(user).set).toEqual({ phone: expected });
	});

	it('of which there are several is not guessed, and named', () => {
		for (const [, user] of waysOf('phoneNumbers', [{ value: '1' }, { value: '2' }]))
			expect(read(user)).toEqual({ set: {}, left: ['phoneNumbers'] });
	});

	it('stands in for no other type than the main one', () => {
		expect(read({ phoneNumbers: [{ type: 'work', value: '1' }, { value: '2' }] })).toEqual({
			set: { phone: '1' },
			left: ['phoneNumbers[1]'],
		});
	});
});

describe('an email address', () => {
	it.each([
		[[{ type: 'home', value: 'h@example.test' }]],
		[[{ type: 'home', value: 'h@example.test', primary: true }]],
		[[{ type: 'other', value: 'h@example.test' }]],
	])('of any type is taken when it is the only one that the user has: %j', (emails) => {
		expect(read({ emails }).set).toEqual({ email: 'h@example.test' });
		expect(read(patch({ op: 'replace', path: 'emails', value: emails })).set).toEqual({ email: 'h@example.test' });
		// Beside what is added there may be others.
		expect(read(patch({ op: 'add', path: 'emails', value: emails })).set).toEqual({});
	});

	it('of another type is left out, and named, when there are several', () => {
		const emails = [
			{ type: 'home', value: 'h@example.test', primary: true },
			{ type: 'other', value: 'o@example.test' },
		];

		expect(read({ emails })).toEqual({ set: {}, left: ['emails[type eq "home"]', 'emails[type eq "other"]'] });
		expect(read({ emails: [...emails, { type: 'WORK', value: 'w@example.test' }] }).set).toEqual({ email: 'w@example.test' });
	});

	it('of two primary ones is the one of work', () => {
		const emails = ['home', 'work'].map((type) => ({ type, value: type, primary: true }));

		expect(read({ emails }).set).toEqual({ email: 'work' });
	});
});

describe('a list that is given whole', () => {
	const whole = (attribute: string, entries: readonly unknown[]) => waysOf(attribute, entries).slice(0, 3);
	const added = (attribute: string, entries: readonly unknown[]) => waysOf(attribute, entries).slice(3);

	it.each([
		['phoneNumbers', [{ type: 'mobile', value: '1' }], ['phone']],
		['phoneNumbers', [{ type: 'work', value: '1' }], ['mobile']],
		['phoneNumbers', [{ type: 'fax', value: '1' }], ['phone', 'mobile']],
		['phoneNumbers', [{ value: '1' }], ['mobile']],
		['phoneNumbers', [], ['phone', 'mobile']],
		['addresses', [{ type: 'home', locality: 'Leeds' }], ['street', 'city']],
		['photos', [{ type: 'thumbnail', value: 'x' }], ['photo']],
	])('says of what it lacks that there is none: %s %j', (attribute, entries, empty) => {
		for (const [, user] of whole(attribute, entries)) expect(nulls(user)).toEqual(empty);
	});

	it.each([
		['phoneNumbers', [{ type: 'mobile', value: '1' }]],
		['addresses', [{ type: 'home', locality: 'Leeds' }]],
		['photos', [{ type: 'thumbnail', value: 'x' }]],
	])('says nothing of the others when it is only added: %s %j', (attribute, entries) => {
		for (const [, user] of added(attribute, entries)) expect(nulls(user)).toEqual([]);
	});

	it.each([
		['a filtered path', { op: 'replace', path: 'phoneNumbers[type eq "mobile"].value', value: '1' }],
		['a filtered entry', { op: 'replace', path: 'phoneNumbers[type eq "mobile"]', value: { value: '1' } }],
		['a part', { op: 'replace', path: 'addresses[type eq "work"].locality', value: 'Leeds' }],
	])('is not what %s is', (_, operation) => {
		expect(nulls(patch(operation))).toEqual([]);
	});

	it.each([
		['phoneNumbers', [{ value: '1' }, { value: '2' }], ['mobile']],
		[
			'emails',
			[
				{ type: 'home', value: 'h' },
				{ type: 'other', value: 'o' },
			],
			[],
		],
		['phoneNumbers', [{ type: 'work' }], ['mobile']],
		['addresses', [{ type: 'work', locality: 'Leeds' }], []],
	])('takes nothing away where it can not be told what it says: %s %j', (attribute, entries, empty) => {
		for (const [, user] of whole(attribute, entries)) expect(nulls(user)).toEqual(empty);
	});

	it('overrides what earlier operations of the PATCH said, and is overridden by later ones', () => {
		const mobile = { op: 'replace', path: 'phoneNumbers', value: [{ type: 'mobile', value: '1' }] };
		const work = { op: 'add', path: 'phoneNumbers', value: [{ type: 'work', value: '2' }] };

		expect(nulls(patch(work, mobile))).toEqual(['phone']);
		expect(read(patch(mobile, work)).set).toEqual({ phone: '2', mobile: '1' });
	});

	it('takes nothing away that the same user has under a name of its own', () => {
		const work = { 'phoneNumbers[type eq "work"].value': '2' };
		const list = { phoneNumbers: [{ type: 'mobile', value: '1' }] };

		for (const user of [
			{ ...work, ...list },
			{ ...list, ...work },
		])
			expect(read(user).set).toEqual({ phone: '2', mobile: '1' });
	});

	it('leaves attributes alone that are absent', () => {
		expect(nulls({ title: 'Lead' })).toEqual([]);
	});
});
