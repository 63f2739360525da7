import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { ISpringPerson } from '../sandbox';
import { UNITS } from '../sandbox/ispring/people';
import { runHighQ } from './highqRun';
import { ANA, byEmail, byId, outputOf, runISpring, SEAN } from './ispringRun';
import { who } from './offered';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const TWO = [{ email: ANA }, { email: SEAN }];
const APIS = ['rest', 'restHeader', 'soap'];

const sandbox = freshSandbox();

const person = (email: string): ISpringPerson => sandbox.person('ispring', email);
const run = async (operation: string, items: readonly IDataObject[], parameters: IDataObject = {}) =>
	await runISpring(
		sandbox,
		{ operation, items },
		{ ...who(operation, byEmail), inputFormat: 'scim', scimUser: '={{ $json.user }}', ...parameters },
	);

/** A whole user, as Okta puts one. */
const okta = (email: string, change: IDataObject = {}): IDataObject => ({
	schemas: [CORE],
	userName: email,
	name: { givenName: 'Ann', familyName: 'Lee' },
	emails: [{ primary: true, value: email, type: 'work' }],
	title: 'Pilot',
	displayName: 'Ann Lee',
	locale: 'en-US',
	groups: [],
	active: true,
	...change,
});
/** A change, as Entra ID sends one: capitals, texts for booleans. */
const entra = (...operations: IDataObject[]): IDataObject => ({
	schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
	Operations: operations,
});

describe('a SCIM user of another node', () => {
	it.each(APIS)("from HighQ Publisher's Get goes into Update, by %s", async (api) => {
		sandbox.edit('highq', ANA, (user) => {
			user.jobtitle = 'Captain';
			user.location = { ...(typeof user.location === 'object' ? user.location : {}), country: 'Germany' };
		});
		const { outputs } = await runHighQ(sandbox, ['user', 'get'], { items: TWO, parameters: { user: byEmail, output: 'scim' } });
		const users = (outputs[0] ?? []).map(({ json }) => json);
		const items = users.map((user, i) => ({ email: TWO[i]?.email ?? '', user }));
		const { json, from } = outputOf(await run('update', items, { api }));

		// HighQ has no user names, so userName is the address there: no login of iSpring becomes one.
		expect(json[0]).toMatchObject({ action: 'updated', matchedBy: 'email', warnings: [] });
		expect(from).toEqual([0, 1]);
		expect(person(ANA).fields).toMatchObject({ login: 'ana.silva', job_title: 'Captain', country_id: '6', first_name: 'Ana' });
		expect(person(SEAN).fields).toMatchObject({ login: 'sean.obrien', last_name: "O'Brien" });
		expect(outputOf(await run('update', items, { api })).json).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
	});

	it.each(APIS)('comes out of Get and Get Many, and changes nothing when it goes back in, by %s', async (api) => {
		const { json } = outputOf(await run('get', TWO, { api, output: 'scim' }));

		expect(json[0]).toMatchObject({
			// Only REST and SOAP list departments.
			schemas: api === 'restHeader' ? [CORE] : [CORE, ENTERPRISE],
			userName: 'ana.silva',
			name: { givenName: 'Ana', familyName: 'Silva' },
			emails: [{ value: ANA, type: 'work', primary: true }],
			active: true,
			addresses: [{ country: 'PT' }],
		});
		expect(JSON.stringify(json)).not.toContain('password');
		const all = outputOf(await run('getAll', [{}], { api, output: 'scim', returnAll: true })).json;
		expect(all).toHaveLength(36);
		expect(all[0]).toEqual(json[0]);
		expect(
			outputOf(
				await run(
					'update',
					json.map((user, i) => ({ email: TWO[i]?.email ?? '', user })),
					{ api },
				),
			).json,
		).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
	});

	it('reads as not active when it is terminated', async () => {
		sandbox.edit('ispring', ANA, (one) => {
			one.status = 5;
		});

		expect(outputOf(await run('get', TWO, { output: 'scim' })).json).toMatchObject([{ active: false }, { active: true }]);
	});
});

describe('the country of a SCIM user', () => {
	const from = (country: string): IDataObject => ({ schemas: [CORE], addresses: [{ type: 'work', country }] });

	it.each(APIS)('is a code in any case, or a name, by %s', async (api) => {
		for (const country of ['DE', 'de', 'Germany', 'GERMANY', ' Deutschland', 'gb', 'UK', 'United Kingdom']) {
			sandbox.reset();
			const { json } = outputOf(await run('update', [{ email: ANA, user: from(country) }], { api }));

			expect(json).toMatchObject([{ action: 'updated' }]);
			expect(person(ANA).fields.country_id).toBe(/^(gb|uk|united)/i.test(country) ? '5' : '6');
			expect(outputOf(await run('update', [{ email: ANA, user: from(country) }], { api })).json).toMatchObject([{ action: 'unchanged' }]);
		}
	});

	it('may be a code as a field too', async () => {
		const fields = { mappingMode: 'defineBelow', value: { country_id: '={{ "de" }}' }, matchingColumns: [], schema: [] };
		const { json } = outputOf(await run('update', [{ email: ANA }], { inputFormat: 'fields', fields }));

		expect([json[0]?.action, person(ANA).fields.country_id]).toEqual(['updated', '6']);
	});

	it.each(['XX', 'Atlantis', 'JP'])('that the account does not have is an error that names it: %s', async (country) => {
		const { error } = await run('update', [{ email: ANA, user: from(country) }]);

		expect(error?.message).toContain(`Country takes a country from the account's list, not "${country}"`);
		expect(sandbox.writes()).toEqual([]);
	});
});

describe('a SCIM user of an identity provider', () => {
	it.each(['rest', 'soap'])('that Entra ID patches is changed and kept out, by %s', async (api) => {
		const items = [
			{ email: ANA, user: entra({ op: 'Replace', path: 'active', value: 'False' }, { op: 'Add', path: 'title', value: 'Captain' }) },
			{
				email: SEAN,
				user: entra(
					{ op: 'Replace', path: 'name.familyName', value: 'Byrne' },
					{ op: 'Add', path: `${ENTERPRISE}:department`, value: 'Legal' },
				),
			},
		];
		const result = await run('update', items, { api });

		expect(outputOf(result).json).toMatchObject([
			{ action: 'updated', warnings: [] },
			{ action: 'updated', changes: [{ name: 'last_name', to: 'Byrne' }] },
		]);
		expect(person(SEAN).departmentId).toBe(UNITS.find(({ name }) => name === 'Legal')?.uuid);
		expect([person(ANA), person(SEAN)]).toMatchObject([
			{ status: 3, fields: { job_title: 'Captain' } },
			{ status: 1, fields: { last_name: 'Byrne' } },
		]);
		expect(outputOf(await run('update', items, { api })).json).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
	});

	it.each(['rest', 'soap'])('that Okta puts is updated, created, or kept out, by %s', async (api) => {
		const department = byId(api === 'rest' ? (UNITS[1]?.uuid ?? '') : '2');
		const items = [
			{ email: ANA, user: okta(ANA, { active: false }) },
			{ email: 'new.one@example.test', user: okta('new.one@example.test') },
			{ email: 'new.two@example.test', user: okta('new.two@example.test', { active: false }) },
		];
		const { json, from } = outputOf(await run('upsert', items, { api, department }));

		expect(json).toMatchObject([
			{ action: 'updated', warnings: [] },
			{ action: 'created', warnings: [] },
			{ action: 'created', warnings: [] },
		]);
		expect(from).toEqual([0, 1, 2]);
		expect([ANA, 'new.one@example.test', 'new.two@example.test'].map((email) => person(email).status)).toEqual([3, 1, 3]);
		expect(person('new.one@example.test').fields).toMatchObject({ login: 'new.one@example.test', first_name: 'Ann', job_title: 'Pilot' });
		expect(outputOf(await run('upsert', items, { api, department })).json.map(({ action }) => action)).toEqual([
			'unchanged',
			'unchanged',
			'unchanged',
		]);
	});

	it.each(['rest', 'soap'])('is activated and kept out by Sync Users, by %s', async (api) => {
		sandbox.edit('ispring', SEAN, (one) => {
			one.status = 3;
		});
		const items = [
			{ email: ANA, user: entra({ op: 'replace', value: { active: false } }) },
			{ email: SEAN, user: entra({ op: 'replace', value: { active: true } }) },
		];
		const { json } = outputOf(await run('sync', items, { api, leavers: 'ignore' }));

		expect(json.map(({ action }) => action)).toEqual(['updated', 'updated']);
		expect([person(ANA).status, person(SEAN).status]).toEqual([3, 1]);
		expect(outputOf(await run('compare', items, { api, leavers: 'ignore' })).json.map(({ action }) => action)).toEqual([
			'matched',
			'matched',
		]);
	});

	describe('with active, by REST (Header), which can let in and keep out nobody,', () => {
		const NO_STATUS = expect.stringContaining("REST (Header) can't activate or deactivate users");
		const department = byId('2');
		const going = async (operation: string, users: ReadonlyArray<readonly [email: string, change: IDataObject]>) => {
			const { outputs, hints } = await runISpring(
				sandbox,
				{ operation, items: users.map(([email, change]) => ({ email, user: okta(email, change) })), onError: 'continueRegularOutput' },
				{
					...who(operation, byEmail),
					inputFormat: 'scim',
					scimUser: '={{ $json.user }}',
					api: 'restHeader',
					department,
					ifNotFound: 'create',
					leavers: 'ignore',
				},
			);
			return { said: outputs[0]?.map(({ json }) => json.error ?? json.action ?? json.status), hints };
		};

		it.each(['update', 'upsert', 'sync'])(
			'is an error where that would have to change, and no matter where it is so (%s)',
			async (operation) => {
				sandbox.edit('ispring', SEAN, (one) => {
					one.status = 3;
				});
				const { said } = await going(operation, [
					[ANA, { active: false }],
					[SEAN, { active: false, userName: 'sean.obrien' }],
					['wei.zhang@example.test', { active: true, userName: 'wei.zhang' }],
				]);

				expect(said).toEqual([NO_STATUS, 'updated', 'updated']);
				expect([ANA, SEAN].map((email) => person(email).status)).toEqual([1, 3]);
				expect(person(ANA).fields).toMatchObject({ first_name: 'Ana' });
			},
		);

		it('is an error where somebody is to be let in again', async () => {
			sandbox.edit('ispring', ANA, (one) => {
				one.status = 3;
			});

			expect((await going('update', [[ANA, { active: true }]])).said).toEqual([NO_STATUS]);
			expect(sandbox.writes()).toEqual([]);
		});

		it.each(['create', 'upsert', 'sync'])('makes nobody who is to be kept out (%s)', async (operation) => {
			const { said } = await going(operation, [
				['new.one@example.test', { active: false }],
				['new.two@example.test', { active: true }],
			]);

			expect(said).toEqual([NO_STATUS, 'created']);
			expect(() => person('new.one@example.test')).toThrow();
		});

		it('is one more difference in Compare Users', async () => {
			expect((await going('compare', [[ANA, { active: false }]])).said).toEqual(['differing']);
		});
	});

	it('tells by its ID when a new user could not be kept out, and finishes on the next run', async () => {
		const department = byId(UNITS[1]?.uuid ?? '');
		const items = [{ email: 'new.two@example.test', user: okta('new.two@example.test', { active: false }) }];
		sandbox.fail({
			channel: 'ispring-rest',
			pathIncludes: '/status',
			times: 1,
			kind: 'status',
			status: 403,
			body: '{"code":403,"message":"Permission denied"}',
			contentType: 'application/json',
		});
		const { error } = await run('upsert', items, { department });

		expect(error?.message).toContain(
			`The user was created with ID ${person('new.two@example.test').userId}, but its status was not written. iSpring: Permission denied`,
		);
		expect(outputOf(await run('upsert', items, { department })).json).toMatchObject([
			{ action: 'updated', changes: [{ name: 'status', to: 'inactive' }] },
		]);
	});

	it('that is renamed gets the new login, an address only who has one already', async () => {
		const rename = (email: string, userName: string) => ({ email, user: entra({ op: 'replace', path: 'userName', value: userName }) });
		sandbox.edit('ispring', SEAN, ({ fields }) => {
			fields.login = SEAN;
		});
		const items = [rename(ANA, 'ana.costa'), rename(SEAN, 'sean.byrne@example.test'), rename('wei.zhang@example.test', 'wei@example.test')];
		const { json } = outputOf(await run('update', items));

		expect(json.map(({ action }) => action)).toEqual(['updated', 'updated', 'unchanged']);
		expect([person(ANA), person(SEAN)].map(({ fields }) => fields.login)).toEqual(['ana.costa', 'sean.byrne@example.test']);
	});

	it('sets a password that is never shown', async () => {
		const { json } = outputOf(await run('update', [{ email: ANA, user: okta(ANA, { password: 'geheim-42', userName: 'ana.silva' }) }]));

		expect(person(ANA).password).toBe('geheim-42');
		expect(JSON.stringify(json)).not.toContain('geheim');
	});
});
