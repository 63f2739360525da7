import fc from 'fast-check';

import { failed, failureOf } from '../../nodes/shared/failure';
import { readScim as readBy } from '../../nodes/shared/scim/read';
import { scimTable, type ScimRow } from '../../nodes/shared/scim/table';
import { runs } from './runs';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** A vendor as they are: some of SCIM's attributes under names of its own. */
const TABLE: readonly ScimRow[] = [
	{ path: 'userName', field: 'login' },
	{ path: 'externalId', field: 'external_id' },
	{ path: 'name.givenName', field: 'first_name' },
	{ path: 'name.familyName', field: 'last_name' },
	{ path: 'title', field: 'job_title' },
	{ path: 'active', field: 'enabled' },
	{ path: 'emails[type eq "work"].value', field: 'email' },
	{ path: 'phoneNumbers[type eq "work"].value', field: 'phone' },
	{ path: 'phoneNumbers[type eq "mobile"].value', field: 'mobile' },
	{ path: 'addresses[type eq "work"].locality', field: 'city' },
	{ path: 'addresses[type eq "work"].postalCode', field: 'postcode' },
	{ path: `${ENTERPRISE}:department`, field: 'department' },
	{ path: `${ENTERPRISE}:employeeNumber`, field: 'staff_number' },
	{ path: `${ENTERPRISE}:manager`, field: 'manager' },
];

const readScim = (user: unknown, rows: readonly ScimRow[]) => readBy(user, scimTable(rows));
const values = (user: unknown, table: readonly ScimRow[] = TABLE) => Object.fromEntries(readScim(user, table).values);
const ignored = (user: unknown, table: readonly ScimRow[] = TABLE) => readScim(user, table).ignored;
const row = (path: string, field = 'x'): readonly ScimRow[] => [{ path, field }];
/** What is asked of the fields, and what went nowhere. */
const asked = (given: unknown, table: readonly ScimRow[] = TABLE) => {
	const { values, ignored, untaken } = readScim(given, table);
	return { values, ignored, ...(untaken.length > 0 ? { untaken } : {}) };
};
const refusal = (run: () => unknown) => {
	try {
		return run();
	} catch (error) {
		return failureOf(error);
	}
};

/** RFC 7643 §8.1 to §8.3: the standard's own examples. */
const MINIMAL = {
	schemas: [CORE],
	id: '2819c223-7f76-453a-919d-413861904646',
	userName: 'bjensen@example.com',
	meta: {
		resourceType: 'User',
		created: '2010-01-23T04:56:22Z',
		lastModified: '2011-05-13T04:42:34Z',
		version: 'W/"3694e05e9dff590"',
		location: 'https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646',
	},
};
const FULL = {
	...MINIMAL,
	externalId: '701984',
	name: {
		formatted: 'Ms. Barbara J Jensen, III',
		familyName: 'Jensen',
		givenName: 'Barbara',
		middleName: 'Jane',
		honorificPrefix: 'Ms.',
		honorificSuffix: 'III',
	},
	displayName: 'Babs Jensen',
	nickName: 'Babs',
	profileUrl: 'https://login.example.com/bjensen',
	emails: [
		{ value: 'bjensen@example.com', type: 'work', primary: true },
		{ value: 'babs@jensen.org', type: 'home' },
	],
	addresses: [
		{
			type: 'work',
			streetAddress: '100 Universal City Plaza',
			locality: 'Hollywood',
			region: 'CA',
			postalCode: '91608',
			country: 'USA',
			formatted: '100 Universal City Plaza\nHollywood, CA 91608 USA',
			primary: true,
		},
		{
			type: 'home',
			streetAddress: '456 Hollywood Blvd',
			locality: 'Hollywood',
			region: 'CA',
			postalCode: '91608',
			country: 'USA',
			formatted: '456 Hollywood Blvd\nHollywood, CA 91608 USA',
		},
	],
	phoneNumbers: [
		{ value: '555-555-5555', type: 'work' },
		{ value: '555-555-4444', type: 'mobile' },
	],
	ims: [{ value: 'someaimhandle', type: 'aim' }],
	photos: [
		{ value: 'https://photos.example.com/profilephoto/72930000000Ccne/F', type: 'photo' },
		{ value: 'https://photos.example.com/profilephoto/72930000000Ccne/T', type: 'thumbnail' },
	],
	userType: 'Employee',
	title: 'Tour Guide',
	preferredLanguage: 'en-US',
	locale: 'en-US',
	timezone: 'America/Los_Angeles',
	active: true,
	password: 't1meMa$heen',
	groups: [
		{
			value: 'e9e30dba-f08f-4109-8486-d5c6a331660a',
			$ref: 'https://example.com/v2/Groups/e9e30dba-f08f-4109-8486-d5c6a331660a',
			display: 'Tour Guides',
		},
	],
	x509Certificates: [{ value: 'MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAwTjELMAkGA1UEBhMC' }],
};
const WITH_ENTERPRISE = {
	...FULL,
	schemas: [CORE, ENTERPRISE],
	[ENTERPRISE]: {
		employeeNumber: '701984',
		costCenter: '4130',
		organization: 'Universal Studios',
		division: 'Theme Park',
		department: 'Tour Operations',
		manager: {
			value: '26118915-6090-4610-87e4-49d8ca9f808d',
			$ref: '../Users/26118915-6090-4610-87e4-49d8ca9f808d',
			displayName: 'John Smith',
		},
	},
};

describe("the standard's example users", () => {
	it('ask for one field in the minimal one, and its read-only attributes are no loss', () => {
		expect(asked(MINIMAL)).toEqual({ values: new Map([['login', 'bjensen@example.com']]), ignored: [] });
	});

	it('ask for every mapped field in the full one, and name what went nowhere', () => {
		expect(values(FULL)).toEqual({
			login: 'bjensen@example.com',
			external_id: '701984',
			first_name: 'Barbara',
			last_name: 'Jensen',
			job_title: 'Tour Guide',
			enabled: true,
			email: 'bjensen@example.com',
			phone: '555-555-5555',
			mobile: '555-555-4444',
			city: 'Hollywood',
			postcode: '91608',
		});
		expect([...ignored(FULL)].sort()).toEqual([
			'addresses[type eq "home"]',
			'addresses[type eq "work"].country',
			'addresses[type eq "work"].formatted',
			'addresses[type eq "work"].region',
			'addresses[type eq "work"].streetAddress',
			'displayName',
			'emails[type eq "home"]',
			'ims',
			'locale',
			'name.formatted',
			'name.honorificPrefix',
			'name.honorificSuffix',
			'name.middleName',
			'nickName',
			'password',
			'photos',
			'preferredLanguage',
			'profileUrl',
			'timezone',
			'userType',
			'x509Certificates',
		]);
	});

	it('ask for the enterprise fields too', () => {
		expect(values(WITH_ENTERPRISE)).toMatchObject({
			department: 'Tour Operations',
			staff_number: '701984',
			manager: '26118915-6090-4610-87e4-49d8ca9f808d',
		});
		expect(ignored(WITH_ENTERPRISE).filter((path) => path.startsWith('urn:'))).toEqual([
			`${ENTERPRISE}:costCenter`,
			`${ENTERPRISE}:organization`,
			`${ENTERPRISE}:division`,
		]);
	});
});

describe('users as identity providers send them', () => {
	it('Entra ID: creating a user', () => {
		const user = {
			schemas: [CORE, ENTERPRISE],
			externalId: 'ann.lowe',
			userName: 'ann.lowe@corp.example',
			active: true,
			displayName: 'Ann Lowe',
			emails: [{ primary: true, type: 'work', value: 'ann.lowe@corp.example' }],
			meta: { resourceType: 'User' },
			name: { formatted: 'Ann Lowe', familyName: 'Lowe', givenName: 'Ann' },
			roles: [],
			[ENTERPRISE]: { department: 'Tax', manager: '4bd5c3b5' },
		};

		expect(values(user)).toEqual({
			login: 'ann.lowe@corp.example',
			external_id: 'ann.lowe',
			first_name: 'Ann',
			last_name: 'Lowe',
			enabled: true,
			email: 'ann.lowe@corp.example',
			department: 'Tax',
			manager: '4bd5c3b5',
		});
		expect(ignored(user)).toEqual(['displayName', 'name.formatted', 'roles']);
	});

	it('Okta: replacing a user', () => {
		const user = {
			schemas: [CORE],
			id: '23a35c27-23d3-4c03-b4c5-6443c09e7173',
			userName: 'ann@okta.example',
			name: { givenName: 'Ann', middleName: '', familyName: 'Lowe' },
			emails: [{ primary: true, value: 'ann@okta.example', type: 'work', display: 'ann@okta.example' }],
			phoneNumbers: [{ primary: true, value: '0012', type: 'mobile' }],
			displayName: 'Ann Lowe',
			locale: 'en-US',
			externalId: '00ujl29u0le5T6Aj10h7',
			active: false,
			groups: [],
			meta: { resourceType: 'User' },
		};

		expect(values(user)).toEqual({
			login: 'ann@okta.example',
			external_id: '00ujl29u0le5T6Aj10h7',
			first_name: 'Ann',
			last_name: 'Lowe',
			enabled: false,
			email: 'ann@okta.example',
			mobile: '0012',
			// The list is given whole, and no work phone is in it.
			phone: null,
		});
		expect(ignored(user)).toEqual(['name.middleName', 'displayName', 'locale']);
	});

	it.each([
		[
			'names and URNs in any case',
			{ USERNAME: 'ann', Name: { GIVENNAME: 'Ann' }, [ENTERPRISE.toUpperCase()]: { Department: 'Tax' } },
			{ login: 'ann', first_name: 'Ann', department: 'Tax' },
		],
		[
			'names with dots and URNs in front',
			{ 'name.givenName': 'Ann', [`${ENTERPRISE}:department`]: 'Tax', [`${CORE}:userName`]: 'ann' },
			{ login: 'ann', first_name: 'Ann', department: 'Tax' },
		],
		[
			'core attributes under their schema',
			{ [CORE]: { userName: 'ann', name: { familyName: 'Lowe' }, id: '1' } },
			{ login: 'ann', last_name: 'Lowe' },
		],
		['active as text', { active: 'False' }, { enabled: false }],
		['active as text', { active: ' TRUE ' }, { enabled: true }],
		['a manager by reference', { [ENTERPRISE]: { manager: { $ref: 'https://x.example/v2/Users/a%20b?x=1' } } }, { manager: 'a b' }],
		['a manager by a reference that is no URI', { [ENTERPRISE]: { manager: { value: null, $ref: '%zz/' } } }, { manager: '%zz' }],
		['a manager as text', { [ENTERPRISE]: { manager: '26' } }, { manager: '26' }],
		[
			'texts that look like numbers',
			{ title: '0012', externalId: '1E5', userName: ' ann ' },
			{ job_title: '0012', external_id: '1E5', login: ' ann ' },
		],
		['numbers', { title: 12 }, { job_title: 12 }],
	])('are understood with %s', (_, user, expected) => {
		expect(asked(user)).toEqual({ values: new Map(Object.entries(expected)), ignored: [] });
	});
});

describe('a value in a SCIM user', () => {
	it.each([null, '', []])('that is empty (%j) empties the field', (nothing) => {
		expect(values({ title: nothing })).toEqual({ job_title: null });
		expect(values({ emails: nothing })).toEqual({ email: null });
		expect(values({ name: nothing })).toEqual({ first_name: null, last_name: null });
		expect(values({ phoneNumbers: [{ type: 'work', value: nothing }] })).toMatchObject({ phone: null });
		expect(values({ [ENTERPRISE]: { manager: nothing } })).toEqual({ manager: null });
		expect(values({ [ENTERPRISE]: { manager: { value: nothing } } })).toEqual({ manager: null });
	});

	it('that is not there leaves the field alone', () => {
		expect(values({ name: {}, title: undefined, emails: [{ type: 'work' }], [ENTERPRISE]: {} })).toEqual({});
	});

	it.each([
		[
			'its own type',
			[
				{ type: 'home', value: 'h', primary: true },
				{ type: 'Work', value: 'w' },
			],
			'w',
		],
		['the primary one without a type', [{ type: 'home', value: 'h', primary: true }, { value: 'n' }, { value: 'o', primary: 'True' }], 'o'],
		['the only one', [{ type: 'home', value: 'h' }], 'h'],
		['the only one', ['h'], 'h'],
		['the only one, given without a list', { value: 'h' }, 'h'],
		['the only one, given as text', 'h', 'h'],
		['the only one without a type', [{ type: 'home', value: 'h' }, { value: 'n' }], 'n'],
		[
			'the primary one of its own type',
			[
				{ type: 'work', value: 'a' },
				{ type: 'work', value: 'b', primary: true },
			],
			'b',
		],
	])('is taken from %s', (_, emails, expected) => {
		expect(values({ emails })).toEqual({ email: expected });
	});

	it('is not guessed among several', () => {
		const emails = (...types: ReadonlyArray<string | undefined>) => ({ emails: types.map((type) => ({ type, value: 'x' })) });

		expect(asked(emails('home', 'other'))).toEqual({
			values: new Map(),
			ignored: ['emails[type eq "home"]', 'emails[type eq "other"]'],
		});
		expect(asked(emails(undefined, undefined))).toEqual({ values: new Map(), ignored: [], untaken: ['emails'] });
	});

	it('is never taken from an entry that another row names', () => {
		expect(values({ phoneNumbers: [{ type: 'mobile', value: '1', primary: true }] })).toEqual({ mobile: '1', phone: null });
	});

	it('falls to the first type of the table only', () => {
		expect(values({ phoneNumbers: [{ value: '1' }] })).toEqual({ phone: '1', mobile: null });
		expect(
			ignored({
				phoneNumbers: [
					{ type: 'work', value: '1' },
					{ type: 'fax', value: '2' },
				],
			}),
		).toEqual(['phoneNumbers[type eq "fax"]']);
	});

	it('names entries of one type by their place when they are lost', () => {
		const emails = [
			{ type: 'work', value: 'a' },
			{ type: 'work', value: 'b' },
		];

		expect(asked({ emails })).toEqual({ values: new Map([['email', 'a']]), ignored: [], untaken: ['emails[1]'] });
	});

	it.each([
		['the list of its values', 'roles', { roles: [{ value: 'admin', type: 'x', primary: true }, { value: 'user' }] }, ['admin', 'user']],
		['a list', `${ENTERPRISE}:tags`, { [ENTERPRISE]: { tags: ['0012', null, 'b'] } }, ['0012', 'b']],
		[
			'objects that hold more than a value',
			'addresses',
			{ addresses: [{ type: 'work', locality: 'Leeds', region: null }] },
			[{ type: 'work', locality: 'Leeds' }],
		],
		['an object', 'name', { name: { givenName: 'Ann' } }, { givenName: 'Ann' }],
		['the main entry', 'roles.value', { roles: [{ value: 'a' }, { value: 'b', primary: true }] }, 'b'],
		[
			'what a filter on another attribute finds',
			'roles[primary eq "True"].value',
			{ roles: [{ value: 'a' }, { value: 'b', primary: true }] },
			'b',
		],
		[
			'what all comparisons fit',
			'emails[type eq "work" and primary eq true].value',
			{
				emails: [
					{ type: 'work', value: 'a' },
					{ type: 'work', value: 'b', primary: true },
				],
			},
			'b',
		],
		[
			'an extension of its own',
			'urn:okta:intranet:1.0:user:custom:shoeSize',
			{ 'urn:okta:intranet:1.0:user:custom': { shoesize: '44' } },
			'44',
		],
		['an object in an extension of its own', 'urn:x:2.0:User:desk', { 'urn:x:2.0:User': { desk: { floor: 2 } } }, { floor: 2 }],
		['the value of an entry whose path names none', 'emails[type eq "work"]', { emails: [{ type: 'work', value: 'a' }] }, 'a'],
	])('can be %s', (_, path, user, expected) => {
		expect(readScim(user, row(path)).values).toEqual(new Map([['x', expected]]));
	});

	it('is written out when it is a point in time', () => {
		expect(values({ title: new Date(Date.UTC(2026, 10, 22)) })).toEqual({ job_title: '2026-11-22T00:00:00.000Z' });
	});
});

describe('rows', () => {
	const SHARED: readonly ScimRow[] = [
		{ path: 'emails[type eq "work"].value', field: 'email' },
		{ path: 'userName', field: 'email' },
	];
	const upper: ScimRow = { path: 'title', field: 'x', toField: (value) => (value === 'none' ? undefined : `<${JSON.stringify(value)}>`) };

	it.each<[string, unknown, unknown, readonly string[]]>([
		['the first with a value wins', { userName: 'u', emails: [{ type: 'work', value: 'w' }] }, 'w', ['userName']],
		['the second steps in', { userName: 'u' }, 'u', []],
		['the second steps in for an empty one', { userName: 'u', emails: [] }, 'u', []],
		['the same value twice is no loss', { userName: 'u', emails: [{ value: 'u' }] }, 'u', []],
		['the first empties the field', { emails: null }, null, []],
		['the second alone does not empty the field', { userName: '' }, undefined, ['userName']],
	])('that share a field: %s', (_, user, expected, lost) => {
		expect(values(user, SHARED).email).toBe(expected);
		expect(readScim(user, SHARED)).toMatchObject({ ignored: [], untaken: lost });
	});

	it.each<[unknown, boolean]>([
		[false, true],
		['False', true],
		[true, false],
		['perhaps', false],
		[null, false],
		[undefined, false],
	])('need none for active: a user with %j is known to be inactive: %s', (active, isInactive) => {
		expect(readScim({ userName: 'u', active }, SHARED).isInactive).toBe(isInactive);
	});

	it('that share a path fill both fields', () => {
		expect(values({ title: 't' }, [...row('title', 'a'), ...row('TITLE', 'b')])).toEqual({ a: 't', b: 't' });
	});

	it('convert values, not their absence', () => {
		expect(values({ title: 'a' }, [upper])).toEqual({ x: '<"a">' });
		expect(values({ title: null }, [upper])).toEqual({ x: null });
		expect(values({ title: 't' }, [{ path: 'title', field: 'x', toField: () => '' }])).toEqual({ x: null });
	});

	it('that have no value for the vendor name what they leave out', () => {
		expect(asked({ title: 'none' }, [upper])).toEqual({ values: new Map(), ignored: [], untaken: ['title'] });
	});

	it('refuse in their own words', () => {
		const refusing: ScimRow = {
			path: 'title',
			field: 'x',
			toField: () => {
				throw failed({ kind: 'invalid', says: 'no such title' });
			},
		};

		expect(refusal(() => readScim({ title: 't' }, [refusing]))).toEqual({ kind: 'invalid', says: 'no such title' });
	});

	it('never take what is read-only', () => {
		const table = ['id', 'meta.version', 'schemas', 'groups', `${CORE}:id`].flatMap((path) => row(path, path));

		expect(readScim({ ...FULL, title: undefined }, table).values.size).toBe(0);
	});
});

describe('what is no SCIM user', () => {
	const deep = (levels: number): unknown => (levels === 0 ? 'x' : { title: deep(levels - 1) });
	const circle: { self?: unknown } = {};
	circle.self = circle;

	it.each([
		undefined,
		null,
		'bjensen',
		7,
		true,
		[],
		[MINIMAL],
		new Date(0),
		deep(17),
		circle,
		{ active: 'yes' },
		{ active: 1 },
		{ title: 12345678901234567890 },
		{ title: Number.NaN },
		{ title: new Date(Number.NaN) },
	])('is refused, naming the parameter: %p', (given) => {
		expect(refusal(() => readScim(given, TABLE))).toMatchObject({
			kind: 'invalid',
			parameter: 'SCIM User',
			todo: expect.any(String),
		});
	});

	it('is a list of users', () => {
		const list = { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: 1, Resources: [MINIMAL] };

		expect(refusal(() => readScim(list, TABLE))).toMatchObject({ kind: 'invalid', says: expect.stringContaining('ListResponse') });
	});

	it('may be large where no row looks', () => {
		expect(ignored({ userName: 'ann', nested: deep(10), size: 12345678901234567890 })).toEqual(['nested', 'size']);
	});

	it('does no harm with names of object members', () => {
		const user: unknown = JSON.parse(
			'{"__proto__":{"userName":"evil"},"constructor":{"prototype":{"x":1}},"name":{"__proto__":{"givenName":"evil"},"familyName":"Lowe"},"toString":"x","hasOwnProperty":null}',
		);

		expect(values(user)).toEqual({ last_name: 'Lowe' });
		expect(ignored(user)).toEqual(['__proto__', 'constructor', 'name.__proto__', 'toString', 'hasOwnProperty']);
		expect(values(user, row('constructor'))).toEqual({ x: { prototype: { x: 1 } } });
		expect(Object.keys(values(user, row('name')).x ?? {})).toEqual(['familyName']);
		expect('x' in {}).toBe(false);
	});

	it('is read or refused, whatever it is', () => {
		const names = [
			'schemas',
			'Operations',
			'emails',
			'name',
			'value',
			'type',
			'active',
			'__proto__',
			'op',
			'path',
			ENTERPRISE,
			'urn:x:User',
			'emails[type eq "work"].value',
			`${ENTERPRISE}:manager`,
		];
		const key = fc.oneof(fc.constantFrom(...names), fc.string());
		const leaf = fc.oneof(
			fc.anything(),
			fc.constantFrom('add', 'Replace', 'remove', 'emails[type eq "home"]', 'urn:ietf:params:scim:api:messages:2.0:PatchOp', 'True'),
		);
		const { tree } = fc.letrec((tie) => ({
			tree: fc.oneof(
				{ depthSize: 'small' },
				leaf,
				fc.array(tie('tree'), { maxLength: 3 }),
				fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
			),
		}));

		fc.assert(
			fc.property(tree, (given) => {
				expect(refusal(() => readScim(given, TABLE))).not.toMatchObject({ kind: 'unexpected' });
			}),
			{ numRuns: runs(500) },
		);
	});
});
