import { failureOf } from '../../nodes/shared/failure';
import { readScim } from '../../nodes/shared/scim/read';
import { scimTable, type ScimTable } from '../../nodes/shared/scim/table';

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const TABLE = scimTable([
	{ path: 'userName', field: 'login' },
	{ path: 'name.givenName', field: 'first_name' },
	{ path: 'name.familyName', field: 'last_name' },
	{ path: 'title', field: 'job_title' },
	{ path: 'active', field: 'enabled' },
	{ path: 'emails[type eq "work"].value', field: 'email' },
	{ path: 'phoneNumbers[type eq "work"].value', field: 'phone' },
	{ path: 'phoneNumbers[type eq "mobile"].value', field: 'mobile' },
	{ path: 'addresses[type eq "work"].locality', field: 'city' },
	{ path: 'addresses[type eq "work"].postalCode', field: 'postcode' },
	{ path: 'roles', field: 'roles' },
	{ path: `${ENTERPRISE}:department`, field: 'department' },
	{ path: `${ENTERPRISE}:manager`, field: 'manager' },
]);

const patch = (...operations: readonly unknown[]) => ({ schemas: [PATCH], Operations: operations });
const read = (...operations: readonly unknown[]) => {
	const { values, ...left } = asked(patch(...operations));
	return { values: Object.fromEntries(values), ...left };
};
/** What is asked of the fields, and what went nowhere. */
const asked = (given: unknown, table: ScimTable = TABLE) => {
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

describe('a PATCH message', () => {
	it('as Entra ID sends it changes what it names and nothing else', () => {
		const result = read(
			{ op: 'Replace', path: 'userName', value: '5b50642d@contoso.example' },
			{ op: 'Replace', path: 'name.familyName', value: 'Lowe' },
			{ op: 'Add', path: 'emails[type eq "work"].value', value: 'ann@contoso.example' },
			{ op: 'Replace', path: 'active', value: 'False' },
			{ op: 'Add', path: `${ENTERPRISE}:manager`, value: [{ $ref: 'https://x.example/Users/26', value: '26' }] },
			{ op: 'Replace', path: 'title', value: [{ $ref: null, value: 'Lead' }] },
			{ op: 'Remove', path: 'phoneNumbers[type eq "mobile"].value' },
		);

		expect(result).toEqual({
			values: {
				login: '5b50642d@contoso.example',
				last_name: 'Lowe',
				email: 'ann@contoso.example',
				enabled: false,
				manager: '26',
				job_title: 'Lead',
				mobile: null,
			},
			ignored: [],
		});
	});

	it('as Entra ID sends it without paths, names holding dots, filters and URNs', () => {
		const value = {
			displayName: 'Ann Lowe',
			'name.givenName': 'Ann',
			'emails[type eq "work"].value': 'ann@contoso.example',
			[`${ENTERPRISE}:department`]: 'Tax',
			active: true,
		};

		expect(read({ op: 'Add', value })).toEqual({
			values: { first_name: 'Ann', email: 'ann@contoso.example', department: 'Tax', enabled: true },
			ignored: ['displayName'],
		});
	});

	it('as Okta sends it to deactivate somebody', () => {
		expect(read({ op: 'replace', value: { active: false } })).toEqual({ values: { enabled: false }, ignored: [] });
	});

	it.each<[string, unknown, unknown, readonly string[], (readonly string[])?]>([
		[
			'an attribute of an extension',
			{ op: 'replace', path: `${ENTERPRISE.toLowerCase()}:Department`, value: 'Tax' },
			{ department: 'Tax' },
			[],
		],
		[
			'an extension',
			{ op: 'add', path: ENTERPRISE, value: { department: 'Tax', manager: { value: '26' } } },
			{ department: 'Tax', manager: '26' },
			[],
		],
		[
			'an extension inside the value',
			{ op: 'add', value: { [ENTERPRISE]: { department: '', costCenter: '1' } } },
			{ department: null },
			[`${ENTERPRISE}:costCenter`],
		],
		['the manager', { op: 'replace', path: `${ENTERPRISE}:manager`, value: { value: '26', displayName: 'Bo' } }, { manager: '26' }, []],
		['a part of the manager', { op: 'replace', path: `${ENTERPRISE}:manager.value`, value: '26' }, { manager: '26' }, []],
		['the manager, who goes', { op: 'remove', path: `${ENTERPRISE}:manager` }, { manager: null }, []],
		['the manager by an empty text', { op: 'Replace', path: `${ENTERPRISE}:manager`, value: '' }, { manager: null }, []],
		[
			'a complex attribute',
			{ op: 'replace', path: 'name', value: { givenName: 'Ann', middleName: 'B' } },
			{ first_name: 'Ann' },
			['name.middleName'],
		],
		['a complex attribute that goes', { op: 'remove', path: 'name' }, { first_name: null, last_name: null }, []],
		['null for a value', { op: 'replace', path: 'title', value: null }, { job_title: null }, []],
		['all entries', { op: 'replace', path: 'emails', value: [{ type: 'home', value: 'h' }] }, { email: 'h' }, []],
		['no entries', { op: 'replace', path: 'emails', value: [] }, { email: null }, []],
		[
			'one more entry of another type',
			{ op: 'add', path: 'emails', value: [{ type: 'home', value: 'h' }] },
			{},
			['emails[type eq "home"]'],
		],
		[
			'one more entry of another type, now the main one',
			{ op: 'add', path: 'emails', value: [{ type: 'home', value: 'h', primary: true }] },
			{},
			['emails[type eq "home"]'],
		],
		['an entry of a type', { op: 'add', path: 'emails', value: [{ type: 'work', value: 'w' }] }, { email: 'w' }, []],
		['the primary entry', { op: 'replace', path: 'emails[primary eq true].value', value: 'p' }, { email: 'p' }, []],
		['a type that has no row', { op: 'replace', path: 'emails[type eq "home"].value', value: 'h' }, {}, ['emails[type eq "home"].value']],
		['only the mobile', { op: 'replace', path: 'phoneNumbers[type eq "mobile"].value', value: '1' }, { mobile: '1' }, []],
		['a type in another case', { op: 'replace', path: 'phoneNumbers[TYPE EQ "Mobile"].VALUE', value: '0012' }, { mobile: '0012' }, []],
		[
			'a whole entry',
			{ op: 'replace', path: 'addresses[type eq "work"]', value: { locality: 'Leeds', country: 'GB' } },
			{ city: 'Leeds' },
			['addresses[type eq "work"].country'],
		],
		['an entry in a list', { op: 'replace', path: 'emails[type eq "work"]', value: [{ type: 'work', value: 'w' }] }, { email: 'w' }, []],
		[
			'several entries of one type',
			{ op: 'replace', path: 'emails[type eq "work"]', value: [{ value: 'a' }, { value: 'b' }] },
			{},
			[],
			['emails[type eq "work"]'],
		],
		['an entry as text', { op: 'replace', path: 'emails[type eq "work"]', value: 'w' }, { email: 'w' }, []],
		['an entry that goes', { op: 'remove', path: 'addresses[type eq "work"]' }, { city: null, postcode: null }, []],
		['a part of an entry that goes', { op: 'remove', path: 'addresses[type eq "work"].locality' }, { city: null }, []],
		['an entry without a row that goes', { op: 'remove', path: 'emails[type eq "home"]' }, {}, ['emails[type eq "home"]']],
		['a list', { op: 'replace', path: 'roles', value: [{ value: 'a' }, { value: 'b' }] }, { roles: ['a', 'b'] }, []],
		['a list with one value', { op: 'replace', path: 'roles', value: [{ value: 'a', $ref: null }] }, { roles: ['a'] }, []],
		['one more value of a list, as the others are not known', { op: 'add', path: 'roles', value: [{ value: 'c' }] }, {}, [], ['roles']],
		['one value less, as the others are not known', { op: 'remove', path: 'roles', value: [{ value: 'c' }] }, {}, [], ['roles']],
		[
			'what a filter on values finds, which is not known',
			{ op: 'remove', path: 'emails[value eq "a@b.example"]' },
			{},
			[],
			['emails[value eq "a@b.example"]'],
		],
		['a filter that is not eq', { op: 'remove', path: 'emails[value co "a"]' }, {}, [], ['emails[value co "a"]']],
		['no attribute path', { op: 'replace', path: 'no path]', value: 1 }, {}, ['no path]']],
		['what is read-only', { op: 'replace', path: 'id', value: '1' }, {}, []],
		[
			'only a flag of an entry',
			{ op: 'replace', path: 'emails[type eq "work"].primary', value: true },
			{},
			['emails[type eq "work"].primary'],
		],
	])('may name %s', (...[, operation, values, ignored, untaken]) => {
		expect(read(operation)).toEqual({ values, ignored, ...(untaken ? { untaken } : {}) });
	});

	it('leaves a whole object alone when it names one of its members', () => {
		const table = scimTable([{ path: 'name', field: 'name' }]);
		const message = patch({ op: 'replace', path: 'name.givenName', value: 'Ann' });

		expect(asked(message, table)).toEqual({ values: new Map(), ignored: [], untaken: ['name.givenName'] });
	});

	it('keeps a list of one that says more than a reference', () => {
		const table = scimTable([{ path: 'x-teams', field: 'teams' }]);
		const message = patch({ op: 'replace', path: 'x-teams', value: [{ $ref: 'https://x.example/1', value: '1', type: 'direct' }] });

		expect(asked(message, table)).toEqual({ values: new Map([['teams', ['1']]]), ignored: [] });
	});

	it('is not what a user with an attribute of that name is', () => {
		const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], title: 'Lead', operations: [{ op: 'remove', path: 'title' }] };

		expect(asked(user)).toEqual({ values: new Map([['job_title', 'Lead']]), ignored: ['operations'] });
	});

	it('is carried out in order', () => {
		const rename = (value: string) => ({ op: 'replace', path: 'title', value });

		expect(read(rename('a'), rename('b'))).toEqual({ values: { job_title: 'b' }, ignored: [] });
		expect(read(rename('a'), { op: 'remove', path: 'title' })).toEqual({ values: { job_title: null }, ignored: [] });
		expect(read({ op: 'remove', path: 'name' }, { op: 'add', path: 'name.givenName', value: 'Ann' })).toEqual({
			values: { first_name: 'Ann', last_name: null },
			ignored: [],
		});
		expect(
			read(
				{ op: 'replace', path: 'name', value: { givenName: 'A', familyName: 'L' } },
				{ op: 'replace', path: 'name.givenName', value: 'B' },
			),
		).toEqual({ values: { first_name: 'B', last_name: 'L' }, ignored: [] });
	});

	it('is known by its operations where it does not name its schema', () => {
		const message = { operations: [{ OP: 'REPLACE', Path: 'title', VALUE: 'Lead' }] };

		expect(readScim(message, TABLE).values).toEqual(new Map([['job_title', 'Lead']]));
	});

	it.each<[string, unknown]>([
		['has no "Operations" list', { schemas: [PATCH] }],
		['Operation 1', patch('title')],
		['Operation 1', patch({ op: 'move', path: 'title', value: 'x' })],
		['Operation 1', patch({ path: 'title', value: 'x' })],
		['Operation 2', patch({ op: 'add', value: {} }, { op: 'remove' })],
		['Operation 1', patch({ op: 'replace', path: 'title' })],
		['Operation 1', patch({ op: 'add', value: 'x' })],
		['Operation 1', patch({ op: 'add', path: 7, value: 'x' })],
	])('that can not be understood is refused, naming %s', (what, message) => {
		expect(refusal(() => readScim(message, TABLE))).toMatchObject({
			kind: 'invalid',
			parameter: 'SCIM User',
			says: expect.stringContaining(what),
		});
	});
});
