import { appenateScim } from '../../nodes/Appenate/user/scim';
import { toProfile } from '../../nodes/Appenate/user/profile';
import { readScim } from '../../nodes/shared/scim/read';
import { overridden } from '../../nodes/shared/scim/table';
import { writeScim } from '../../nodes/shared/scim/write';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const METADATA = 'urn:ietf:params:scim:schemas:extension:2.0:Metadata';
const FOLDERS = 'urn:ietf:params:scim:schemas:extension:2.0:CustomExtensionName';
const TABLE = appenateScim();

const read = (user: Readonly<Record<string, unknown>>, table = TABLE) => {
	const { values, removed, ignored, untaken } = readScim({ schemas: [CORE], ...user }, table);
	return { values: Object.fromEntries(values), removed: [...removed], left: [...ignored, ...untaken] };
};
const patch = (...operations: readonly unknown[]) => ({
	schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
	Operations: operations,
});
const asked = (values: Readonly<Record<string, unknown>>, left: readonly string[] = []) => ({ values, removed: [], left });

describe("the attributes of Appenate's own SCIM service", () => {
	it.each<[string, Readonly<Record<string, unknown>>]>([
		['in their extension', { [METADATA]: { PayrollId: 'P-77', 'Job Title': 'Lead', 'cost.center': '0012' } }],
		[
			'in their extension, in other capitals',
			{ [METADATA.toUpperCase()]: { PayrollId: 'P-77', 'Job Title': 'Lead', 'cost.center': '0012' } },
		],
		['by paths', { [`${METADATA}:PayrollId`]: 'P-77', [`${METADATA}:Job Title`]: 'Lead', [`${METADATA}:cost.center`]: '0012' }],
		[
			'in a PATCH without a path',
			patch({ op: 'Add', value: { [METADATA]: { PayrollId: 'P-77', 'Job Title': 'Lead', 'cost.center': '0012' } } }),
		],
		[
			'in a PATCH with paths',
			patch(
				{ op: 'Add', path: `${METADATA}:PayrollId`, value: 'P-77' },
				{ op: 'Replace', path: `${METADATA}:Job Title`, value: [{ $ref: null, value: 'Lead' }] },
				{ op: 'replace', path: `${METADATA}:cost.center`, value: '0012' },
			),
		],
	])('are metadata under their keys, %s', (_, user) => {
		const expected = { 'Metadata: PayrollId': 'P-77', 'Metadata: Job Title': 'Lead', 'Metadata: cost.center': '0012' };

		expect(readScim(user['schemas'] ? user : { schemas: [CORE], ...user }, TABLE)).toMatchObject({
			values: new Map(Object.entries(expected)),
			ignored: [],
			untaken: [],
		});
	});

	it('empty and remove metadata by key', () => {
		expect(read({ [METADATA]: { PayrollId: null } })).toEqual(asked({ 'Metadata: PayrollId': null }));
		expect(read(patch({ op: 'remove', path: `${METADATA}:PayrollId` }))).toEqual({
			values: { 'Metadata: PayrollId': null },
			removed: ['Metadata: PayrollId'],
			left: [],
		});
	});

	it('are folders', () => {
		expect(read({ [FOLDERS]: { folders: ['a', 'b'] } })).toEqual(asked({ Folders: ['a', 'b'] }));
		expect(read({ [FOLDERS]: { folders: [{ value: 'a' }] } })).toEqual(asked({ Folders: ['a'] }));
		expect(read({ [`${FOLDERS}:folders`]: 'a' })).toEqual(asked({ Folders: 'a' }));
	});

	it.each([
		[[{ value: 'Admin', primary: true, type: 'WindowsAzureActiveDirectoryRole' }], 'Admin'],
		[[{ value: 'readonly' }], 'ReadOnly'],
		[['EnterpriseAdmin'], 'EnterpriseAdmin'],
		[[{ value: 'User', primary: 'True' }, { value: 'Admin' }], 'User'],
	])('are roles in the words of Appenate: %j', (roles, role) => {
		expect(read({ roles }).values).toEqual({ WebsiteRole: role });
	});

	it.each([
		[[{ value: 'SuperAdmin', primary: true }]],
		[[{ value: 'VendorAdmin' }]],
		[[{ value: '{"id":"1"}' }]],
		[[{ value: 'User' }, { value: 'Admin' }]],
	])('are no other roles, and not one of several: %j', (roles) => {
		const { values, left } = read({ roles });

		expect(values).toEqual({});
		expect(left).toEqual(['roles']);
	});

	it.each([
		['DE', 'DE'],
		['de', 'DE'],
		['Germany', 'DE'],
		['Atlantis', 'Atlantis'],
	])('say the country as Appenate shows it: %s', (country, expected) => {
		expect(read({ addresses: [{ type: 'work', country }] }).values).toEqual({ Country: expected });
	});

	it.each<[string, string, boolean | undefined]>([
		['Active', 'Retired', true],
		['Invited', 'Retired', true],
		['Inactive', 'Retired', false],
		['Retired', 'Retired', false],
		['Other', 'Retired', undefined],
	])('say of the Status %s, with %s as its word, that the user is active: %s', (status, word, active) => {
		expect(writeScim({ id: '1', fields: new Map([['Status', status]]) }, appenateScim(word)).active).toBe(active);
	});
});

describe('a word for people who are not active', () => {
	it('is the one of its own table, whatever other tables are made', () => {
		const [retired, gone] = [appenateScim('Retired'), appenateScim('Gone')];

		expect([retired, gone].map((table) => read({ active: false }, table).values)).toEqual([{ Status: 'Retired' }, { Status: 'Gone' }]);
	});
});

describe('a user of Appenate as a SCIM user', () => {
	const profile = toProfile(
		{
			Id: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
			Email: 'ana@example.test',
			WebsiteRole: 'Admin',
			Country: 'pt',
			Folders: ['0f1e2d3c4b5a69788796a5b4c3d2e1f1'],
			Metadata: [{ Key: 'PayrollId', Val: 'P-77', Index: '0' }, { Key: 'Job Title', Val: 'Lead' }, { Key: 'None' }],
		},
		{ withKeys: true },
	);

	it('has roles, folders and metadata under the URNs of Appenate', () => {
		expect(writeScim(profile, TABLE)).toEqual({
			schemas: [CORE, FOLDERS, METADATA],
			id: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
			emails: [{ type: 'work', value: 'ana@example.test', primary: true }],
			userName: 'ana@example.test',
			roles: [{ primary: true, value: 'Admin' }],
			addresses: [{ type: 'work', country: 'PT' }],
			[FOLDERS]: { folders: ['0f1e2d3c4b5a69788796a5b4c3d2e1f1'] },
			[METADATA]: { PayrollId: 'P-77', 'Job Title': 'Lead' },
			meta: { resourceType: 'User' },
		});
	});

	it('asks for the same when it comes back', () => {
		const { values, ignored, untaken } = readScim(JSON.parse(JSON.stringify(writeScim(profile, TABLE))), TABLE);

		expect(Object.fromEntries(values)).toEqual({
			Email: 'ana@example.test',
			WebsiteRole: 'Admin',
			Country: 'PT',
			Folders: ['0f1e2d3c4b5a69788796a5b4c3d2e1f1'],
			'Metadata: PayrollId': 'P-77',
			'Metadata: Job Title': 'Lead',
		});
		expect([ignored, untaken]).toEqual([[], []]);
	});

	it('has a key that SCIM Mapping names at the place that it names, and no key where SCIM Mapping drops them', () => {
		const mapped = overridden(TABLE, [{ path: 'title', field: 'Metadata: Job Title' }]);
		const dropped = overridden(TABLE, [{ path: `${METADATA}:*`, field: '' }]);

		expect(writeScim(profile, mapped)).toMatchObject({ title: 'Lead', [METADATA]: { PayrollId: 'P-77' } });
		expect(writeScim(profile, mapped)[METADATA]).toEqual({ PayrollId: 'P-77' });
		expect(writeScim(profile, dropped)).not.toHaveProperty([METADATA]);
		expect(read({ [METADATA]: { PayrollId: 'P-77' } }, dropped)).toEqual(asked({}, [`${METADATA}:PayrollId`]));
	});

	it('takes no row that would put all keys into one field', () => {
		expect(() => overridden(TABLE, [{ path: `${METADATA}:*`, field: 'ExternalId' }])).toThrow(/covers several attributes/);
	});
});
