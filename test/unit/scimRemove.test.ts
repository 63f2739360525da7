import { readScim } from '../../nodes/shared/scim/read';
import { scimTable } from '../../nodes/shared/scim/table';

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const TABLE = scimTable([
	{ path: 'title', field: 'job' },
	{ path: 'externalId', field: 'number' },
	{ path: 'name.givenName', field: 'first' },
	{ path: 'name.familyName', field: 'last' },
	{ path: 'phoneNumbers[type eq "work"].value', field: 'phone' },
	{ path: 'phoneNumbers[type eq "mobile"].value', field: 'mobile' },
	{ path: 'addresses[type eq "work"].locality', field: 'city' },
	{ path: 'roles', field: 'roles' },
	{ path: `${ENTERPRISE}:department`, field: 'department' },
	{ path: `${ENTERPRISE}:manager`, field: 'manager' },
	{ path: 'urn:x:1.0:User:badge', field: 'badge' },
]);

const patch = (...operations: readonly unknown[]) => ({ schemas: [PATCH], Operations: operations });
const read = (...operations: readonly unknown[]) => {
	const { values, removed, ignored, untaken } = readScim(patch(...operations), TABLE);
	return { values: Object.fromEntries(values), removed: [...removed], ignored, untaken };
};
const emptied = (...fields: readonly string[]) => ({
	values: Object.fromEntries(fields.map((field) => [field, null])),
	removed: fields,
	ignored: [],
	untaken: [],
});

describe('what a PATCH removes', () => {
	it.each<[string, readonly string[]]>([
		['title', ['job']],
		['TITLE', ['job']],
		['urn:ietf:params:scim:schemas:core:2.0:User:title', ['job']],
		['name', ['first', 'last']],
		['name.familyName', ['last']],
		['phoneNumbers', ['phone', 'mobile']],
		['phoneNumbers[type eq "work"]', ['phone']],
		['phoneNumbers[type eq "mobile"].value', ['mobile']],
		['addresses[type eq "work"]', ['city']],
		['addresses[type eq "work"].locality', ['city']],
		['addresses', ['city']],
		['roles', ['roles']],
		[`${ENTERPRISE}:department`, ['department']],
		[`${ENTERPRISE}:manager`, ['manager']],
		['urn:x:1.0:User:badge', ['badge']],
	])('is ordered to be emptied: %s', (path, fields) => {
		expect(read({ op: 'remove', path })).toEqual(emptied(...fields));
		expect(read({ op: 'Remove', path, value: null })).toEqual(emptied(...fields));
	});

	it.each<[string, unknown, string]>([
		['title', 'Lead', 'job'],
		['title', [{ value: 'Lead' }], 'job'],
		['title', [{ $ref: null, value: 'Lead' }], 'job'],
		['title[value eq "Lead"]', undefined, 'job'],
		['title[value sw "Le"]', undefined, 'job'],
		['externalId', [{ value: '0012' }], 'number'],
		[`${ENTERPRISE}:department`, [{ value: 'Tax' }], 'department'],
		[`${ENTERPRISE}:department[value eq "Tax"]`, undefined, 'department'],
		[`${ENTERPRISE}:manager`, [{ value: '26' }], 'manager'],
		[`${ENTERPRISE}:manager`, { value: '26', displayName: 'Bo' }, 'manager'],
		[`${ENTERPRISE}:manager[value eq "26"]`, undefined, 'manager'],
		[`${ENTERPRISE}:manager[displayName eq "Bo"]`, undefined, 'manager'],
		[`${ENTERPRISE}:manager[value eq "26"].value`, undefined, 'manager'],
		['name[familyName eq "Lowe"].familyName', undefined, 'last'],
		['phoneNumbers[type eq "mobile"]', [{ value: '1', type: 'mobile' }], 'mobile'],
		['phoneNumbers[type eq "mobile"].value', [{ value: '1' }], 'mobile'],
		['phoneNumbers[type eq "mobile"].value', '1', 'mobile'],
		['urn:x:1.0:User:badge', '7', 'badge'],
		['urn:x:1.0:User:badge', [{ $ref: null, value: '7' }], 'badge'],
	])('is the only value there is, whatever stands beside it: %s %j', (path, value, field) => {
		expect(read({ op: 'Remove', path, ...(value === undefined ? {} : { value }) })).toEqual(emptied(field));
	});

	it.each<[string, unknown]>([
		['roles', [{ value: 'c' }]],
		['roles', 'c'],
		['phoneNumbers', [{ type: 'work', value: '1' }]],
		['phoneNumbers', '[{"type":"work","value":"1"}]'],
		['phoneNumbers[value eq "1"]', undefined],
		['phoneNumbers[value co "1"]', undefined],
		['urn:x:1.0:User:badge', [{ value: 'a' }, { value: 'b' }]],
	])('of several values that are not known is left alone, and not said to have no field: %s %j', (path, value) => {
		expect(read({ op: 'remove', path, ...(value === undefined ? {} : { value }) })).toEqual({
			values: {},
			removed: [],
			ignored: [],
			untaken: [path],
		});
	});

	it.each(['nickName', 'emails', 'phoneNumbers[type eq "fax"]', 'name.middleName', `${ENTERPRISE}:costCenter`])(
		'and no field stands for is named: %s',
		(path) => {
			expect(read({ op: 'remove', path })).toEqual({ values: {}, removed: [], ignored: [path], untaken: [] });
		},
	);

	it('counts no more when a later operation gives a value, and again when a still later one removes it', () => {
		const [remove, set] = [
			{ op: 'remove', path: 'title' },
			{ op: 'add', path: 'title', value: 'Lead' },
		];

		expect(read(remove, set)).toMatchObject({ values: { job: 'Lead' }, removed: [] });
		expect(read(set, remove)).toEqual(emptied('job'));
	});
});

describe('what is merely empty', () => {
	it.each([
		['a whole user', { title: null, roles: [], phoneNumbers: [] }],
		['a whole user with a list that lacks it', { phoneNumbers: [{ type: 'mobile', value: '1' }] }],
		['a PATCH that replaces by nothing', patch({ op: 'replace', path: 'title', value: null })],
		['a PATCH that replaces by an empty text', patch({ op: 'replace', path: 'title', value: '' })],
		['a PATCH that replaces a list', patch({ op: 'replace', path: 'phoneNumbers', value: [] })],
		['a PATCH that adds nothing', patch({ op: 'add', path: 'title', value: '' })],
	])('is no order: %s', (_, user) => {
		const { values, removed } = readScim(user, TABLE);

		expect([...values.values()]).toContain(null);
		expect([...removed]).toEqual([]);
	});
});
