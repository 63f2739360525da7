import { accountColumns } from '../../nodes/ISpringLearn/methods';
import { asStored, missing, same, took } from '../../nodes/ISpringLearn/user/compare';
import { storedStatus } from '../../nodes/ISpringLearn/user/status';
import { fieldText, hasKey, showUser, toProfile, type ISpringProfile } from '../../nodes/ISpringLearn/user/profile';
import { toProfileField, type ProfileField } from '../../nodes/ISpringLearn/user/accountFields';
import { fullFields } from '../../nodes/ISpringLearn/wire/unchangedFields';
import { recordFromXml } from '../../nodes/ISpringLearn/wire/xmlRecords';
import { failureOf } from '../../nodes/shared/failure';
import { parseJson, type Json } from '../../nodes/shared/json/json';
import type { Edit, FieldValue } from '../../nodes/shared/provisioning/types';
import { parseXml } from '../../nodes/shared/xml/parse';

const read = (json: string): Json => parseJson(json) ?? null;
const profile = (fields: Readonly<Record<string, string>>, members: Readonly<Record<string, Json>> = {}): ISpringProfile =>
	toProfile({ userId: 'b2', fields: Object.entries(fields).map(([name, value]) => ({ name, value })), ...members });
const edits = (values: Readonly<Record<string, FieldValue>>): Map<string, Edit> =>
	new Map(Object.entries(values).map(([name, set]) => [name, { set }]));

describe('a user as iSpring gives it', () => {
	it.each([
		[
			'a list of names and values',
			'[{"name":"EMAIL","value":"ann@acme.test"},{"name":"phone","value":"0012"}]',
			[
				['EMAIL', 'ann@acme.test'],
				['phone', '0012'],
			],
		],
		[
			'an object',
			'{"EMAIL":"ann@acme.test","phone":"0012"}',
			[
				['EMAIL', 'ann@acme.test'],
				['phone', '0012'],
			],
		],
		[
			'numbers and nothing',
			'[{"name":"n","value":12345678901234567890},{"name":"none","value":null},{"name":"empty","value":""}]',
			[
				['n', '12345678901234567890'],
				['none', ''],
				['empty', ''],
			],
		],
	])('has its fields as %s', (_what, fields, expected) => {
		expect([...toProfile(read(`{"userId":"b2","fields":${fields}}`)).fields]).toEqual(expected);
	});

	it('has its members beside the fields, under the names that they have in writes', () => {
		const user = read(
			'{"userId":7,"role":"custom","roleId":"r1","departmentId":"d1","groups":["g1"],"manageableDepartmentIds":[],"userRoles":[{"roleId":"r1","roleType":"custom","manageableDepartmentIds":["d1"]},{"roleId":"r2","roleType":"learner"}],"fields":[]}',
		);

		expect(toProfile(user)).toMatchObject({ id: '7', record: user });
		expect(Object.fromEntries(toProfile(user).fields)).toEqual({
			departmentId: 'd1',
			role: 'custom',
			roleId: 'r1',
			groupIds: ['g1'],
			manageableDepartmentIds: [],
			roles: [{ roleId: 'r1', manageableDepartmentIds: ['d1'] }, { roleId: 'r2' }],
		});
	});

	it('has an organization where newer accounts have a department, and the email address beside the fields in SOAP', () => {
		expect([
			...toProfile(read('{"userId":"4","organizationId":"1","email":"ann@acme.test","fields":[{"name":"login","value":"ann"}]}')).fields,
		]).toEqual([
			['email', 'ann@acme.test'],
			['login', 'ann'],
			['departmentId', '1'],
		]);
	});

	it.each([
		['nothing', 'null'],
		['a list', '[]'],
		['no id', '{"fields":[]}'],
		['no fields', '{"userId":"b2"}'],
		['fields of another kind', '{"userId":"b2","fields":"x"}'],
	])('is refused when it is %s', (_what, json) => {
		expect(() => toProfile(read(json))).toThrow("iSpring's answer has no user");
	});

	it('is shown with its fields by name and its numbers untouched', () => {
		expect(showUser({ userId: 'b2', status: read('1'), fields: [{ name: 'EMAIL', value: 'ann@acme.test' }], groups: ['g1'] })).toEqual({
			userId: 'b2',
			status: 1,
			fields: { EMAIL: 'ann@acme.test' },
			groups: ['g1'],
		});
	});
});

describe('names of fields', () => {
	it.each([
		['email', 'EMAIL'],
		['Email', 'EMAIL'],
		['country_id', 'COUNTRY'],
		['user_defined_field1', 'USER_DEFINED_FIELD1'],
		['UB9mT', 'UB9mT'],
		['departmentid', 'departmentId'],
		['PASSWORD', 'password'],
		['new_field', 'new_field'],
	])('%s is written as %s in an account that spells it so', (asked, spelled) => {
		const current = profile({ EMAIL: 'ann@acme.test', COUNTRY: '1', USER_DEFINED_FIELD1: '' });

		expect([...asStored(edits({ [asked]: 'x' }), current).keys()]).toEqual([spelled]);
	});

	it('are read whatever their capitals', () => {
		expect(fieldText(profile({ EMAIL: 'ann@acme.test' }), 'email')).toBe('ann@acme.test');
		expect(hasKey(profile({ LOGIN: 'Ann' }), { by: 'login', value: 'aNN' })).toBe(true);
		expect(hasKey(profile({ LOGIN: 'Ann.Lee' }), { by: 'login', value: 'ann' })).toBe(false);
		expect(hasKey(profile({}), { by: 'email', value: '' })).toBe(false);
	});

	it('and IDs are those that the user has already, in the spelling of the answer', () => {
		const current = profile(
			{},
			{ departmentId: 'd1', roleId: 'r1', groups: ['g1', 'g2'], userRoles: [{ roleId: 'r1', manageableDepartmentIds: ['d2'] }] },
		);
		const asked = edits({
			groupIds: ['G1', '{g2}', 'g1', 'G3', 'g3'],
			departmentId: 'D1',
			roleId: '{R1}',
			roles: [{ roleId: 'R1', manageableDepartmentIds: ['D2', 'd3'] }],
			manageableDepartmentIds: 'D2',
		});

		expect(Object.fromEntries(asStored(asked, current))).toEqual({
			groupIds: { set: ['g1', 'g2', 'G3'] },
			departmentId: { set: 'd1' },
			roleId: { set: 'r1' },
			roles: { set: [{ roleId: 'r1', manageableDepartmentIds: ['d2', 'd3'] }] },
			manageableDepartmentIds: { set: ['d2'] },
		});
	});

	it('make one value of a list into a list of one', () => {
		expect([...asStored(edits({ groupIds: 'g1', roles: { roleId: 'r1' }, role: 'learner' }), profile({}))]).toEqual([
			['groupIds', { set: ['g1'] }],
			['roles', { set: [{ roleId: 'r1' }] }],
			['role', { set: 'learner' }],
		]);
	});
});

describe('values that mean the same', () => {
	it.each<[string, FieldValue | null, FieldValue | null, boolean]>([
		['groupIds', ['a', 'b'], ['b'], false],
		['groupIds', ['a', 'b'], ['b', 'a'], true],
		['groupIds', [], null, true],
		['groupIds', ['F29D-A'], ['f29d-a'], true],
		['departmentId', 'f29d-a', 'F29D-A', true],
		['job_title', 'Pilot', 'pilot', false],
		['status', '5', '3', true],
		['status', '3', '5', false],
		['status', '1', '3', false],
		['groupIds', ['a'], ['a', 'b'], false],
		['groupIds', null, ['a'], false],
		['manageableDepartmentIds', ['a', 'b'], ['b', 'a'], true],
		['manageableDepartmentIds', ['a', 'b'], ['a'], false],
		[
			'roles',
			[{ roleId: 'r1' }, { roleId: 'r2', manageableDepartmentIds: ['d'] }],
			[{ manageableDepartmentIds: ['d'], roleId: 'r2' }, { roleId: 'r1' }],
			true,
		],
		['roles', [{ roleId: 'r1', manageableDepartmentIds: ['a', 'b'] }], [{ roleId: 'r1', manageableDepartmentIds: ['b', 'a'] }], true],
		['roles', [{ roleId: 'r1', manageableDepartmentIds: ['a'] }], [{ roleId: 'r1' }], true],
		['roles', [{ roleId: 'r1' }], [{ roleId: 'r1', manageableDepartmentIds: ['a'] }], false],
		['roles', [{ roleId: 'r1' }, { roleId: 'r2' }], [{ roleId: 'r1' }], false],
		['UB9mT', ['a', 'a', 'b'], ['a', 'b', 'b'], false],
		['UB9mT', ['a', 'b'], ['b', 'a'], true],
		['phone', '0012', '12', false],
		['phone', '', null, true],
		['email', 'Ann@acme.test', 'ann@acme.test', true],
		['EMAIL', 'Ann@acme.test', 'ann@ACME.test', true],
		['LOGIN', 'Ann.Lee', 'ann.lee', true],
		['login', 'ann.lee', 'ann.leé', false],
		['email', 'ann@acme.test', 'ann@acme.test ', false],
		['email', '', null, true],
		['groupIds', ['{F29D-A}', 'b'], ['B', 'f29d-a'], true],
		['groupIds', ['a', 'b'], ['a', 'a'], false],
		['groupIds', ['a', 'b'], ['a', 'b', 'A'], true],
		['manageableDepartmentIds', ['a', 'b'], ['a', 'a'], false],
		['manageableDepartmentIds', ['a', 'a'], ['a', 'b'], false],
		['manageableDepartmentIds', ['a'], ['A', '{a}'], true],
		['manageableDepartmentIds', [], null, true],
		['manageableDepartmentIds', null, ['a'], false],
		['roles', [{ roleId: 'r1' }, { roleId: 'r2' }], [{ roleId: 'r1' }, { roleId: 'r1' }], false],
		['roles', [{ roleId: 'r1' }, { roleId: 'r1' }], [{ roleId: 'r1' }, { roleId: 'r2' }], false],
		['roles', [{ roleId: 'r1' }], [{ roleId: 'R1' }], true],
		['roles', [{ roleId: 'r1', manageableDepartmentIds: ['a', 'b'] }], [{ roleId: '{r1}', manageableDepartmentIds: ['B', 'A'] }], true],
		['roleId', 'r1', '{R1}', true],
		['subordination', { subordinationType: 'manual', supervisorId: 'u1' }, { subordinationType: 'manual', supervisorId: 'U1' }, true],
		['subordination', { subordinationType: 'manual', supervisorId: 'u1' }, { subordinationType: 'manual', supervisorId: 'u2' }, false],
		['subordination', { subordinationType: 'inherit' }, { subordinationType: 'no_supervisor' }, false],
	])('%s: %j and %j', (field, one, other, expected) => {
		expect(same(field, one, other)).toBe(expected);
	});

	it.each([
		['everything asked for is there, and something that others added', ['a', 'b', 'x'], ['a', 'b'], true],
		['something asked for is not there', ['a'], ['a', 'b'], false],
		['what was to go is still there', ['a', 'c'], ['a'], false],
	])('are told after a write of groups, when %s', (_what, now, to, expected) => {
		expect(took(now, { field: 'groupIds', from: ['a', 'c'], to })).toBe(expected);
	});

	it('leave what is missing of a list', () => {
		expect(missing(['a'], ['b', 'a', 'c'])).toEqual(['b', 'c']);
		expect(missing(undefined, ['a'])).toEqual(['a']);
		expect(missing(['a'], null)).toEqual([]);
	});
});

describe('a status', () => {
	it.each([
		['active', '1'],
		['Active', '1'],
		[' ACTIVE ', '1'],
		['1', '1'],
		[1, '1'],
		['inactive', '3'],
		['Inactive', '3'],
		[3, '3'],
		['terminated', '5'],
		['Employment Ended', '5'],
		['employment ended', '5'],
		['Employment  ended', '5'],
		['employment_ended', '5'],
		['Employment-Ended', '5'],
		[5, '5'],
	])('is understood in the words of this node and of iSpring’s own lists: %j', (given, stored) => {
		expect(storedStatus(given)).toBe(stored);
	});

	it.each(['', 'gone', 'yes', '2', 'ended', 'employment'])('is refused with the words that there are: %j', (given) => {
		expect(() => storedStatus(given)).toThrow('Status takes active, inactive, terminated');
	});
});

describe('users in XML', () => {
	it.each([
		[
			'the older REST API',
			'<userProfile><userId>1</userId><status>1</status><role>publisher</role><organizationId>2</organizationId><groups><id>3</id></groups><fields><login>user</login><country_id/><EMP_CODE>009 &amp; co</EMP_CODE></fields></userProfile>',
		],
		[
			'SOAP',
			'<n:userProfile xmlns:n="x"><n:userId>1</n:userId><n:status>1</n:status><n:role>publisher</n:role><n:organizationId>2</n:organizationId><n:groups><n:id>3</n:id></n:groups><n:fields><n:field><n:name>login</n:name><n:value>user</n:value></n:field><n:field><n:name>country_id</n:name><n:value/></n:field><n:field><n:name>EMP_CODE</n:name><n:value>009 &amp; co</n:value></n:field></n:fields></n:userProfile>',
		],
	])('come out of %s as they come out of REST', (_what, xml) => {
		expect(toProfile(recordFromXml(parseXml(xml, ['userProfile']))).record).toEqual({
			userId: '1',
			status: '1',
			role: 'publisher',
			organizationId: '2',
			groups: ['3'],
			fields: [
				{ name: 'login', value: 'user' },
				{ name: 'country_id', value: '' },
				{ name: 'EMP_CODE', value: '009 & co' },
			],
		});
	});

	it('keep empty lists, and objects inside of them', () => {
		const xml =
			'<userProfile><userId>1</userId><groups/><fields/><userRoles><userRole><roleId>r1</roleId><roleType>learner</roleType></userRole></userRoles><subordination><subordinationType>inherit</subordinationType></subordination></userProfile>';
		const { record } = toProfile(recordFromXml(parseXml(xml, ['userProfile'])));

		expect(record).toEqual({
			userId: '1',
			groups: [],
			fields: [],
			userRoles: [{ roleId: 'r1', roleType: 'learner' }],
			subordination: { subordinationType: 'inherit' },
		});
	});

	it('are refused without an ID', () => {
		const failure = (() => {
			try {
				return toProfile(recordFromXml(parseXml('<userProfile><fields/></userProfile>', ['userProfile'])));
			} catch (error) {
				return failureOf(error);
			}
		})();

		expect(failure).toMatchObject({ kind: 'unreadable' });
	});

	it.each([
		['1', true],
		['true', true],
		['TRUE', true],
		['0', false],
		['false', false],
		['', false],
	])('take isRequired %j for %j', (text, required) => {
		const info = parseXml(
			`<userFieldInfo><name>phone</name><label>Phone</label><type>phone</type><isRequired>${text}</isRequired></userFieldInfo>`,
			['userFieldInfo'],
		);

		expect(toProfileField(recordFromXml(info))).toMatchObject({ name: 'phone', label: 'Phone', type: 'phone', required });
	});
});

describe('an update that must hold every mandatory field', () => {
	const account: ReadonlyArray<Pick<ProfileField, 'name' | 'label' | 'type' | 'required'>> = [
		{ name: 'LOGIN', label: 'Login', type: 'login', required: true },
		{ name: 'first_name', label: 'First name', type: 'first_name', required: true },
		{ name: 'country_id', label: 'Country', type: 'country', required: true },
		{ name: 'shirt', label: 'Shirt', type: 'List', required: true },
		{ name: 'cap', label: 'Cap', type: 'list', required: true },
		{ name: 'password', label: 'Password', type: 'string', required: true },
		{ name: 'phone', label: 'Phone', type: 'phone', required: false },
		{ name: 'absent', label: 'Absent', type: 'string', required: true },
	];
	const current = profile({ login: 'ann', first_name: 'Ann', country_id: '1', shirt: 'L', cap: '', phone: '1' });

	it.each([
		[
			'a change of an optional field',
			[{ field: 'phone', to: '0012' }],
			[
				['LOGIN', 'ann'],
				['first_name', 'Ann'],
				['shirt', 'L'],
				['phone', '0012'],
			],
		],
		[
			'a change of a mandatory one',
			[{ field: 'login', to: 'ann.lee' }],
			[
				['first_name', 'Ann'],
				['shirt', 'L'],
				['LOGIN', 'ann.lee'],
			],
		],
		[
			'a country only when it changes, a list also when it does not, unless it is empty',
			[
				{ field: 'country_id', to: '2' },
				{ field: 'shirt', to: 'M' },
			],
			[
				['LOGIN', 'ann'],
				['first_name', 'Ann'],
				['country_id', '2'],
				['shirt', 'M'],
			],
		],
		[
			'a password, only when it is set',
			[{ field: 'password', to: 'x' }],
			[
				['LOGIN', 'ann'],
				['first_name', 'Ann'],
				['shirt', 'L'],
				['password', 'x'],
			],
		],
		[
			'no members',
			[
				{ field: 'groupIds', to: ['4'] },
				{ field: 'departmentId', to: '1' },
			],
			[
				['LOGIN', 'ann'],
				['first_name', 'Ann'],
				['shirt', 'L'],
			],
		],
		[
			'a cleared field as an empty one',
			[{ field: 'phone', to: null }],
			[
				['LOGIN', 'ann'],
				['first_name', 'Ann'],
				['shirt', 'L'],
				['phone', ''],
			],
		],
	])('holds %s', (_what, changes, expected) => {
		expect(fullFields(current, changes, account)).toEqual(expected);
	});
});

describe('the columns of the editor', () => {
	it('are the fields of the account under stable names, then what stands beside them', () => {
		const columns = accountColumns([
			{ name: 'EMAIL', label: 'E-mail', type: 'email' },
			{ name: 'COUNTRY', label: 'Country', type: 'country' },
			{ name: 'UB9mT', label: 'City', type: 'string' },
			{ name: 'role', label: 'Role', type: 'string' },
		]);

		expect(columns.slice(0, 4).map(({ name, label, common }) => [name, label, common])).toEqual([
			['email', 'E-mail', true],
			['COUNTRY', 'Country (Number)', undefined],
			['UB9mT', 'City', undefined],
			['departmentId', 'Department (Name or ID)', true],
		]);
		expect(columns.map(({ name }) => name).filter((name, i, all) => all.indexOf(name) !== i)).toEqual([]);
	});

	it('are the standard ones where the account shows none', () => {
		expect(accountColumns([]).map(({ name }) => name)).toContain('first_name');
	});
});
