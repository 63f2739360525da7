import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { FOLDERS as SANDBOX_FOLDERS } from '../sandbox/appenate/people';
import { byEmail, jsonOf, pairsOf, runAppenate, type Run } from './appenateRuns';
import { jsonOf as highqJson, runHighQ } from './highqRun';

const [ANA, SEAN, STRANGER] = ['ana.silva@example.test', 'sean.obrien@example.test', 'nobody@example.test'];
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const METADATA = 'urn:ietf:params:scim:schemas:extension:2.0:Metadata';
const FOLDERS = 'urn:ietf:params:scim:schemas:extension:2.0:CustomExtensionName';

const FOLDER_IDS = SANDBOX_FOLDERS.map(({ Id }) => Id);

const sandbox = freshSandbox();

const run = async (operation: string, { parameters = {}, ...rest }: Partial<Run> = {}) =>
	await runAppenate(sandbox, { ...rest, parameters: { resource: 'user', operation, ...byEmail(operation), ...parameters } });
const person = (email: string) => sandbox.person('appenate', email);
const valueOf = (email: string, key: string) => person(email).Metadata.find(({ Key }) => Key === key)?.Val;
const bodies = (): IDataObject[] => sandbox.writes('appenate').map(({ body }) => JSON.parse(body) as IDataObject);
const actionsOf = (items: readonly IDataObject[]) => items.map(({ action }) => action);
const mapping = (...attribute: INodeParameters[]): INodeParameters => ({ scimMapping: { attribute } });
const user = (mode = 'email', value = '={{ $json.userName }}'): INodeParameters => ({ user: { __rl: true, mode, value } });
const SCIM: INodeParameters = { inputFormat: 'scim', scimUser: '={{ $json }}' };
const OUT: INodeParameters = { output: 'scim' };

/** As Okta puts a user: whole, with attributes that Appenate has nothing for. */
const okta = (email: string, more: IDataObject = {}): IDataObject => ({
	schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
	userName: email,
	name: { givenName: 'Ana', familyName: 'Costa' },
	locale: 'pt-PT',
	displayName: 'Ana Costa',
	groups: [],
	emails: [{ primary: true, value: email, type: 'work' }],
	externalId: '0012',
	active: true,
	...more,
});

describe('Output as a SCIM 2.0 User', () => {
	it.each(['json', 'xml'])('has the attributes that docs/appenate.md lists, in %s', async (format) => {
		const got = jsonOf(
			await run('get', {
				items: [{ email: ANA }, { email: SEAN }],
				parameters: { ...OUT, ...mapping({ path: 'title', field: 'Metadata: JobTitle' }), options: { format } },
			}),
		);

		expect(got).toMatchObject([
			{
				schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', METADATA],
				id: person(ANA).Id,
				userName: ANA,
				externalId: '0101',
				name: { givenName: 'Ana', familyName: 'Silva' },
				emails: [{ type: 'work', value: ANA, primary: true }],
				active: true,
				userType: 'Premium',
				addresses: [{ type: 'work', country: 'PT' }],
				title: 'Account manager',
				roles: [{ primary: true, value: 'Admin' }],
				[METADATA]: { PayrollId: '0101' },
			},
			{ userName: SEAN },
		]);
		expect(jsonOf(await run('getAll', { parameters: { ...OUT, limit: 1, options: { format } } }))).toMatchObject([
			{ id: person(ANA).Id, userName: ANA },
		]);
	});

	it.each([
		['Invited', true],
		['Inactive', false],
		['Suspended', undefined],
	])('says of the Status %s: active %s', async (status, active) => {
		sandbox.edit('appenate', ANA, (ana) => void (ana.Status = status));

		expect(jsonOf(await run('get', { items: [{ email: ANA }], parameters: OUT }))[0]?.active).toBe(active);
	});

	it('changes nothing when it comes back', async () => {
		const items = jsonOf(await run('getAll', { parameters: { ...OUT, returnAll: true } }));
		const result = await run('update', { items, parameters: { ...SCIM, ...user('id', '={{ $json.id }}') } });

		expect([actionsOf(jsonOf(result)), sandbox.writes('appenate')]).toEqual([Array(36).fill('unchanged'), []]);
	});
});

describe('a SCIM 2.0 User as input', () => {
	it("comes from HighQ Publisher's Get: whoever moved there moves here", async () => {
		sandbox.edit('highq', ANA, (ana) => void (ana.name = { ...(Object(ana.name) as Record<string, string>), lastname: 'Costa e Silva' }));
		sandbox.edit('highq', SEAN, (sean) => void (sean.status = 'disable'));
		const items = highqJson(
			await runHighQ(sandbox, ['user', 'get'], {
				items: [{ email: ANA }, { email: SEAN }],
				parameters: { user: { __rl: true, mode: 'email', value: '={{ $json.email }}' }, ...OUT },
			}),
		);
		const changed = mapping(
			{ path: 'addresses[type eq "work"].country', field: '' },
			{ path: 'title', field: 'Metadata: JobTitle' },
			{ path: 'externalId', field: '' },
			{ path: `${ENTERPRISE}:department`, field: 'Metadata: Department' },
		);
		const result = await run('update', { items, parameters: { ...SCIM, ...user(), ...changed } });

		expect([actionsOf(jsonOf(result)), pairsOf(result)]).toEqual([
			['updated', 'updated'],
			[{ item: 0 }, { item: 1 }],
		]);
		expect([person(ANA).LastName, person(ANA).Status, person(SEAN).LastName, person(SEAN).Status]).toEqual([
			'Costa e Silva',
			'Active',
			"O'Brien",
			'Inactive',
		]);
		expect([valueOf(ANA, 'Department'), valueOf(SEAN, 'Department'), valueOf(ANA, 'PayrollId')]).toEqual(['Sales', 'Legal', '0101']);
		expect(actionsOf(jsonOf(await run('update', { items, parameters: { ...SCIM, ...user(), ...changed } })))).toEqual([
			'unchanged',
			'unchanged',
		]);
	});

	it('may be the PATCH that Entra ID sends', async () => {
		const patch = (email: string, ...Operations: IDataObject[]) => ({
			email,
			schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
			Operations,
		});
		const items = [
			patch(
				ANA,
				{ op: 'Replace', path: 'active', value: 'False' },
				{ op: 'Replace', path: 'name.familyName', value: 'Costa' },
				{ op: 'Add', path: 'emails[type eq "work"].value', value: 'ana.costa@example.test' },
			),
			patch(SEAN, { op: 'Remove', path: 'externalId' }, { op: 'Replace', path: 'userType', value: 'Employee' }),
		];
		const result = await run('update', {
			items,
			parameters: { ...SCIM, ...user('email', '={{ $json.email }}') },
		});

		expect(jsonOf(result)).toMatchObject([
			{ action: 'updated', warnings: [] },
			{ action: 'updated', warnings: [], changes: [{ name: 'ExternalId', to: null }] },
		]);
		expect(person('ana.costa@example.test')).toMatchObject({ LastName: 'Costa', Status: 'Inactive', FirstName: 'Ana' });
		expect([person(SEAN).ExternalId ?? '', person(SEAN).Type]).toEqual(['', 'Standard']);
	});

	it("may have the attributes of Appenate's own SCIM service", async () => {
		const [, folder = ''] = FOLDER_IDS;
		const users = [
			{
				schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', METADATA, FOLDERS],
				userName: ANA,
				roles: [{ primary: true, type: 'WindowsAzureActiveDirectoryRole', value: 'user' }],
				addresses: [{ type: 'work', country: 'de' }],
				[METADATA]: { PayrollId: '0012', 'Cost center': '4130' },
				[FOLDERS]: { folders: [folder] },
			},
		];
		const parameters = { ...SCIM, ...user(), options: { foldersChange: 'exact' } };
		const result = await run('update', { items: users, parameters });

		expect([actionsOf(jsonOf(result)), result.hints]).toEqual([['updated'], ['1 updated. 3 requests, 0.2% of the 2,500 a day.']]);
		expect(person(ANA)).toMatchObject({ WebsiteRole: 'User', Country: 'DE', Folders: [folder] });
		expect([valueOf(ANA, 'PayrollId'), valueOf(ANA, 'Cost center'), valueOf(ANA, 'JobTitle')]).toEqual(['0012', '4130', 'Account manager']);
		expect(actionsOf(jsonOf(await run('update', { items: users, parameters })))).toEqual(['unchanged']);
	});

	it('may be what Okta puts, and lets an invited user stay invited', async () => {
		sandbox.edit('appenate', SEAN, (sean) => void (sean.Status = 'Invited'));
		const items = [
			okta(ANA),
			okta(SEAN, {
				externalId: person(SEAN).ExternalId ?? '',
				name: { givenName: person(SEAN).FirstName, familyName: person(SEAN).LastName },
			}),
		];
		const result = await run('update', { items, parameters: { ...SCIM, ...user() } });

		expect([actionsOf(jsonOf(result)), person(SEAN).Status]).toEqual([['updated', 'unchanged'], 'Invited']);
		expect([person(ANA).LastName, person(ANA).ExternalId]).toEqual(['Costa', '0012']);
		expect(result.hints).toContainEqual(expect.stringContaining('locale'));
	});

	it('creates users: active ones are invited, others are kept out at once and get no mail', async () => {
		const items = [okta(STRANGER), okta('left@example.test', { active: false })];
		const created = await run('create', { items, parameters: { ...SCIM, sendEmail: true, options: { concurrency: 1 } } });

		expect([actionsOf(jsonOf(created)), pairsOf(created)]).toEqual([
			['created', 'created'],
			[{ item: 0 }, { item: 1 }],
		]);
		expect([person(STRANGER).Status, person('left@example.test').Status]).toEqual(['Invited', 'Inactive']);
		expect(bodies().map(({ DoNotEmail, Status }) => [DoNotEmail, Status])).toEqual([
			[false, undefined],
			[true, undefined],
			[true, 'Inactive'],
		]);
		expect(actionsOf(jsonOf(await run('upsert', { items, parameters: { ...SCIM, ...user() } })))).toEqual(['unchanged', 'unchanged']);
	});

	it('uses the chosen word for whoever is not active, also in Sync Users', async () => {
		const items = [
			okta(ANA, { externalId: '0101', name: { givenName: 'Ana', familyName: 'Silva' }, active: false }),
			okta(STRANGER, { externalId: '9999' }),
		];
		const parameters = {
			...SCIM,
			matchBy: user().user ?? null,
			ifNotFound: 'create',
			leavers: 'ignore',
			preview: true,
			options: { statusWord: 'Disabled' },
		};
		const planned = jsonOf(await run('sync', { items, parameters }));

		expect(planned).toMatchObject([
			{ action: 'update', changes: [{ name: 'Status', from: 'Active', to: 'Disabled' }], requests: [{ method: 'PUT' }] },
			{ action: 'create', requests: [{ method: 'POST' }] },
		]);
	});

	it.each([
		[{ userName: ANA, emails: [{ value: 'no address', type: 'work' }] }, 'Email is not an email address: "no address" [item 0]'],
		[{ userName: ANA, active: 'perhaps' }, 'active takes true or false in SCIM User [item 0]'],
	])('sends nothing for %j', async (item, message) => {
		expect((await run('update', { items: [item], parameters: { ...SCIM, ...user() } })).error?.says).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});
});
