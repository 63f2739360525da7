import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { ANA, SEAN, THE_USER, TWO, jsons, locator, on, pairs, axeroOn } from './axeroRun';
import { jsonOf, runHighQ } from './highqRun';
import { who } from './offered';

const sandbox = freshSandbox();

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const run = axeroOn(() => sandbox);
const user = on('user');
const SCIM = { inputFormat: 'scim', scimUser: '={{ $json.scim }}' };
const BY_ADDRESS = locator('email', '={{ $json.scim.emails ? $json.scim.emails[0].value : $json.email }}');
const update = (more: IDataObject = {}) => user('update', { ...SCIM, user: BY_ADDRESS, ...more });
const COMPARED = { compareFirst: true };
const writes = () => sandbox.writes('axero');

describe('SCIM users at Axero', () => {
	it('come out of Get, and go back in without a change', async () => {
		const result = await run(user('get', { ...THE_USER, output: 'scim' }), [{ email: ANA }, { email: SEAN }]);
		const users = jsons(result);

		expect(users).toMatchObject([
			{
				schemas: [CORE, ENTERPRISE],
				id: '12',
				userName: 'ana.silva',
				name: { givenName: 'Ana', familyName: 'Silva' },
				title: 'Account manager',
				emails: [{ type: 'work', primary: true, value: ANA }],
				phoneNumbers: [{ type: 'work', value: '+351 21 555 0101' }],
				addresses: [{ type: 'work', locality: 'Lisbon', country: 'PT' }],
				[ENTERPRISE]: { employeeNumber: '0101', organization: 'Example Holding', department: 'Sales' },
			},
			{ id: '13', userName: 'sean.obrien', [ENTERPRISE]: { employeeNumber: '0012' } },
		]);
		expect(users.some((one) => 'active' in one)).toBe(false);
		expect(pairs(result)).toEqual(TWO);
		expect(
			jsons(
				await run(
					update(COMPARED),
					users.map((scim) => ({ scim })),
				),
			),
		).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
		expect(writes()).toEqual([]);
	});

	it('bring their address at work whole, take it back out, and change nothing the second time', async () => {
		const address = {
			type: 'work',
			streetAddress: '1 High Street',
			locality: 'Leeds',
			region: 'Yorkshire',
			postalCode: '01001',
			country: 'GB',
		};
		const items = [{ scim: { emails: [{ value: ANA }], addresses: [address, { type: 'home', postalCode: '99' }] } }];

		expect(jsons(await run(update(COMPARED), items))).toMatchObject([{ action: 'updated' }]);
		expect(sandbox.person('axero', ANA).labels).toMatchObject({ 'Address 1': '1 High Street', 'Postal code': '01001' });
		expect(jsons(await run(user('get', { ...THE_USER, output: 'scim' }), [{ email: ANA }]))).toMatchObject([{ addresses: [address] }]);
		expect(jsons(await run(update(COMPARED), items))).toMatchObject([{ action: 'unchanged' }]);
	});

	it('come out of Get Many with what the list shows', async () => {
		const result = await run(user('getAll', { output: 'scim', limit: 2 }), [{}]);

		expect(jsons(result)).toEqual([
			{
				schemas: [CORE],
				id: '12',
				userName: 'ana.silva',
				name: { givenName: 'Ana', familyName: 'Silva' },
				emails: [{ type: 'work', value: ANA, primary: true }],
				meta: { resourceType: 'User' },
			},
			expect.objectContaining({ id: '13', userName: 'sean.obrien' }),
		]);
	});

	it.each([
		['unseen', {}],
		['with Compare First', COMPARED],
	])('go from HighQ Publisher into Update, %s', async (_how, options) => {
		sandbox.edit('highq', ANA, (person) => {
			Object.assign(person, { jobtitle: 'Head of Sales', department: 'Tax' });
		});
		const fromHighQ = jsonOf(
			await runHighQ(sandbox, ['user', 'get'], {
				items: [{ email: ANA }, { email: SEAN }],
				parameters: { output: 'scim', user: { __rl: true, mode: 'email', value: '={{ $json.email }}' } },
			}),
		);
		const result = await run(
			update(options),
			fromHighQ.map((scim) => ({ scim })),
		);

		expect(result.error).toBeUndefined();
		expect(pairs(result)).toEqual(TWO);
		expect(sandbox.person('axero', ANA)).toMatchObject({
			Username: 'ana.silva',
			labels: { 'Job title': 'Head of Sales', Department: 'Tax' },
		});
	});

	it('are taken as Okta replaces and Entra ID patches them', async () => {
		const okta = {
			schemas: [CORE],
			id: 'x',
			userName: ANA,
			name: { givenName: 'Ana', familyName: 'Costa' },
			emails: [{ primary: true, value: ANA, type: 'work' }],
			displayName: 'Ana Costa',
			active: true,
		};
		const entra = {
			schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
			Operations: [
				{ op: 'Replace', path: `${ENTERPRISE}:department`, value: 'Tax' },
				{ op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '0012' },
				{ op: 'Remove', path: 'title' },
			],
		};
		const result = await run(update(), [{ scim: okta }, { scim: entra, email: SEAN }]);

		expect(jsons(result)).toMatchObject([
			{
				action: 'sent',
				changes: [
					{ name: 'First name', to: 'Ana' },
					{ name: 'Last name', to: 'Costa' },
				],
			},
			{
				action: 'sent',
				changes: [
					{ name: 'Job title', to: null },
					{ name: 'Phone', to: '0012' },
					{ name: 'Department', to: 'Tax' },
				],
			},
		]);
		expect(sandbox.person('axero', SEAN).labels).toMatchObject({ Department: 'Tax', Phone: '0012', 'Job title': '' });
		expect(result.hints).toEqual([
			expect.stringContaining('without a matching field were left out: displayName (1 item), active (1 item)'),
			expect.stringContaining('although a field matches them: userName (1 item)'),
			'2 sent. 2 requests.',
		]);
	});

	it('who are not active any more are named, because nobody is kept out without a SCIM token', async () => {
		const items = [
			{ scim: { emails: [{ value: ANA }], title: 'x', active: true } },
			{ scim: { emails: [{ value: SEAN }], title: 'y', active: 'False' } },
		];
		const result = await run(update(), items);

		expect(jsons(result)).toMatchObject([{ action: 'sent' }, { action: 'sent' }]);
		expect(result.hints).toContainEqual(
			expect.stringMatching(/^SCIM says for item 1 that the user is not active\. Deactivating users takes a SCIM Token in the credential/),
		);
	});

	it.each([
		['upsert', 'SCIM says for items 0, 1 that the user is not active.'],
		['sync', 'SCIM says for items 0, 1 that the user is not active.'],
		['compare', undefined],
	])('who are not active any more are named only where something is written: %s', async (operation, expected) => {
		const items = [ANA, SEAN].map((value) => ({ scim: { emails: [{ value }], active: false } }));
		const result = await run(user(operation, { ...SCIM, ...who(operation, BY_ADDRESS), ifNotFound: 'ignore', leavers: 'ignore' }), items);
		const hints = result.hints.filter((hint) => hint.includes('not active'));

		expect(result.error).toBeUndefined();
		expect(hints).toEqual(expected === undefined ? [] : [expect.stringContaining(expected)]);
	});

	it('bring a username of their own, an address is none', async () => {
		const scim = (userName: string, value: string) => ({ scim: { userName, emails: [{ value }], name: { givenName: 'New' } } });
		const result = await run(user('create', SCIM), [scim('new.one', 'one@example.test'), scim('two@example.test', 'two@example.test')]);

		expect(jsons(result)).toMatchObject([
			{ action: 'created', changes: [{ name: 'Username', to: 'new.one' }, { name: 'First name' }, { name: 'Email' }] },
			{ action: 'created', changes: [{ name: 'First name' }, { name: 'Email' }] },
		]);
		expect(sandbox.person('axero', 'one@example.test').Username).toBe('new.one');
	});

	it('need an address to be created', async () => {
		const { error } = await run(user('create', SCIM), [{ scim: { userName: 'new.one' } }]);

		expect(error?.message).toBe('new.one: Email is empty [item 0]');
		expect(sandbox.requests).toEqual([]);
	});

	it('whose username is not the one of the key are not updated unseen', async () => {
		const items = [{ scim: { userName: 'ana.costa', emails: [{ value: ANA }], title: 'x' } }];
		const unseen = await run(update(), items);

		expect(unseen.error).toMatchObject({
			says: expect.stringMatching(/^"Username" identifies the user/),
			description: expect.stringContaining('Compare First'),
		});
		expect(jsons(await run(update(COMPARED), items))).toMatchObject([
			{ changes: [{ name: 'Username', from: 'ana.silva', to: 'ana.costa' }, { name: 'Job title' }] },
		]);
	});

	it.each(['upsert', 'sync'])('are created and updated by %s, and left alone the second time', async (operation) => {
		const items = [
			{ scim: { userName: 'new.one', emails: [{ value: 'one@example.test' }], title: 'Clerk' } },
			{ scim: { emails: [{ value: ANA }], title: 'Boss' } },
		];
		const parameters = user(operation, { ...SCIM, ...who(operation, BY_ADDRESS), ifNotFound: 'create', leavers: 'ignore' });

		expect(jsons(await run(parameters, items))).toMatchObject([
			{ action: 'created' },
			{ action: 'updated', id: '12', changes: [{ name: 'Job title', to: 'Boss' }] },
		]);
		expect(jsons(await run(parameters, items))).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
		expect(writes()).toHaveLength(2);
	});

	it('are compared', async () => {
		const items = [
			{ scim: { emails: [{ value: ANA }], title: 'Account manager' } },
			{ scim: { emails: [{ value: SEAN }], title: 'Boss' } },
		];

		expect(jsons(await run(user('compare', { ...SCIM, matchBy: BY_ADDRESS, leavers: 'ignore' }), items))).toMatchObject([
			{ action: 'matched', id: '12' },
			{ action: 'differing', changes: [{ name: 'Job title', to: 'Boss' }] },
		]);
	});

	it('fill other labels where SCIM Mapping says so', async () => {
		const attribute = [
			{ path: 'phoneNumbers[type eq "mobile"].value', field: 'Mobile phone' },
			{ path: 'title', field: '' },
			{ path: 'emails[type eq "work"].value', field: 'Email' },
			{ path: 'emails[type eq "work"].value', field: 'Username' },
		];
		const scim = {
			emails: [{ value: 'new@example.test', type: 'work' }],
			title: 'Boss',
			phoneNumbers: [{ type: 'mobile', value: '0012' }],
		};
		const result = await run(user('create', { ...SCIM, scimMapping: { attribute } }), [{ scim }]);

		expect(result.error).toBeUndefined();
		expect(sandbox.person('axero', 'new@example.test')).toMatchObject({
			Username: 'new@example.test',
			labels: { 'Mobile phone': '0012', 'Job title': '', Phone: '' },
		});
	});

	it.each([
		['no object', '"x"'],
		['an unfinished JSON text', '{"userName": '],
		['a list', '[]'],
	])('are refused when they are %s', async (_what, scim) => {
		const { error } = await run(update({ user: locator('email', ANA) }), [{ scim }]);

		expect(error?.message).toContain('SCIM User');
		expect(sandbox.requests).toEqual([]);
	});
});
