import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { checkHighQPreview, jsonOf, pairsOf, runHighQ, type HighQRun } from './highqRun';
import { who } from './offered';

const sandbox = freshSandbox();

const ANA = 'ana.silva@example.test';
const SEAN = 'sean.obrien@example.test';
const BOTH = [
	{ email: ANA, text: 'one' },
	{ email: SEAN, text: 'two' },
];
const run = async (
	operation: string,
	{ preview = false, options = {}, parameters = {}, ...rest }: HighQRun & Readonly<{ preview?: boolean; options?: INodeParameters }>,
) =>
	await runHighQ(sandbox, ['user', operation], {
		...rest,
		parameters: { ...who(operation, { __rl: true, mode: 'email', value: '={{ $json.email }}' }), preview, options, ...parameters },
	});
const stored = (email: string) => sandbox.person('highq', email);
const writes = () => sandbox.writes('highq');

describe('fields of a HighQ user', () => {
	const items = [
		{ email: ANA, department: '', phone: '0012' },
		{ email: SEAN, department: 'Tax', phone: '' },
	];
	const fields = { department: '={{ $json.department }}', phone: '={{ $json.phone }}' };
	beforeEach(() => {
		for (const email of [ANA, SEAN]) {
			sandbox.edit('highq', email, (user) => {
				Object.assign(user, { department: 'Sales', phone: '1', mobile: '2' });
			});
		}
	});

	it('are left when they have no value', async () => {
		const result = await run('update', { items, fields });

		expect(jsonOf(result)).toMatchObject([
			{ action: 'updated', changes: [{ name: 'phone' }] },
			{ action: 'updated', changes: [{ name: 'department' }] },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
		expect(stored(ANA)).toMatchObject({ department: 'Sales', phone: '0012', mobile: '2' });
		expect(stored(SEAN)).toMatchObject({ department: 'Tax', phone: '1', mobile: '2' });
	});

	it('are emptied when the user wants that, and stay empty on a second run', async () => {
		const options = { emptyValues: 'clear', fieldsToClear: ['mobile'] };
		const result = await run('update', { items, fields, options });

		expect(jsonOf(result)).toMatchObject([
			{
				changes: [
					{ name: 'department', from: 'Sales', to: null },
					{ name: 'phone', to: '0012' },
					{ name: 'mobile', from: '2', to: null },
				],
				warnings: [],
			},
			{
				changes: [
					{ name: 'department', to: 'Tax' },
					{ name: 'phone', from: '1', to: null },
					{ name: 'mobile', to: null },
				],
				warnings: [],
			},
		]);
		expect([stored(ANA).department || '', stored(ANA).mobile || '', stored(SEAN).phone || '']).toEqual(['', '', '']);
		expect(jsonOf(await run('update', { items, fields, options }))).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
	});

	it('refuse an item without a value when the user wants that', async () => {
		const result = await run('update', { items, fields, options: { emptyValues: 'refuse' } });

		expect(result.error).toMatchObject({ says: 'Department has no value [item 0]', itemIndex: 0 });
		expect(writes()).toEqual([]);
	});

	it('that HighQ can not be without are not emptied', async () => {
		const result = await run('update', { items, options: { fieldsToClear: 'phone, email' } });

		expect(result.error?.says).toBe("Email can't be cleared at the vendor [item 0]");
		expect(writes()).toEqual([]);
	});

	it('that are blank columns of the editor are not mapped', async () => {
		const result = await run('update', {
			items: items.slice(0, 1),
			fields: { department: '', phone: '={{ $json.phone }}' },
			options: { emptyValues: 'clear' },
		});

		expect(jsonOf(result)).toMatchObject([{ changes: [{ name: 'phone' }] }]);
		expect(stored(ANA).department).toBe('Sales');
	});
});

describe('further keys', () => {
	const further = (value: string): INodeParameters => ({ alsoLookUpBy: { key: [{ by: 'id', value }] } });

	it('find a user whose address changed, item by item', async () => {
		const items = [
			{ email: 'before@example.test', id: '3', text: 'one' },
			{ email: SEAN, id: '', text: 'two' },
		];
		const result = await run('update', { items, fields: { bio: '={{ $json.text }}' }, options: further('={{ $json.id }}') });

		expect(jsonOf(result)).toMatchObject([
			{ id: '3', matchedBy: 'id' },
			{ id: '4', matchedBy: 'email' },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
	});

	it('are all named when nobody has one', async () => {
		const result = await run('update', {
			items: [{ email: 'before@example.test', id: '999', text: 'x' }],
			fields: { bio: 'x' },
			options: further('={{ $json.id }}'),
		});

		expect(result.error?.says).toBe('No user with the email address "before@example.test" or the ID "999" was found [item 0]');
	});
});

describe('Preview', () => {
	it('shows the plan and the requests of an update, and sends nothing', async () => {
		const result = await run('update', {
			items: [...BOTH, { email: 'nobody@example.test', text: 'x' }],
			fields: { bio: '={{ $json.text }}' },
			preview: true,
		});

		expect(jsonOf(result)).toMatchObject([
			{
				preview: true,
				action: 'update',
				id: '3',
				matchedBy: 'email',
				changes: [{ name: 'bio', to: 'one' }],
				requests: [{ method: 'PUT', url: `${sandbox.urls.highq}/api/2/users/3`, body: { user: { bio: 'one' } } }],
			},
			{ preview: true, action: 'update', id: '4', changes: [{ name: 'bio', to: 'two' }] },
			{
				preview: true,
				action: 'notFound',
				changes: [],
				requests: [],
				warnings: [expect.stringContaining('No user with the email address "nobody@example.test"')],
			},
		]);
		expect(JSON.stringify(jsonOf(result))).not.toContain(sandbox.secrets.highq.accessToken);
		expect(writes()).toEqual([]);
	});

	it.each<[string, HighQRun, string, RegExp]>([
		[
			'create',
			{ items: [{ email: 'new@example.test' }], fields: { email: '={{ $json.email }}', firstname: 'New', lastname: 'Person' } },
			'create',
			/\/users$/,
		],
		['upsert', { items: [{ email: 'new@example.test' }], fields: { firstname: 'New', lastname: 'Person' } }, 'create', /\/users$/],
		['deactivate', { items: [{ email: ANA }] }, 'deactivate', /\/users\/3\/disable$/],
		['archive', { items: [{ email: ANA }] }, 'archive', /\/users\/3\/archive$/],
	])('of %s shows its request', async (operation, asked, action, url) => {
		const result = await run(operation, { ...asked, preview: true });

		expect(jsonOf(result)).toMatchObject([{ preview: true, action, requests: [{ method: 'POST', url: expect.stringMatching(url) }] }]);
		expect(writes()).toEqual([]);
	});

	it('says of a second item for the same user that it is decided later, and what the guard would say', async () => {
		const result = await run('update', {
			items: [
				{ email: ANA, text: 'one' },
				{ email: ANA, text: 'two' },
			],
			fields: { bio: '={{ $json.text }}' },
			preview: true,
			options: { maxChanges: 1 },
		});

		expect(jsonOf(result)).toMatchObject([
			{ action: 'update' },
			{ action: 'decidedLater', warnings: [expect.stringContaining('Item 0 changes the same user first')] },
		]);
		expect(result.hints).toEqual([
			expect.stringContaining(
				'Without Preview, this run would be stopped. Stopped before anything was written: 2 users would change (limit: 1)',
			),
			'Nothing was written. 1 to update, 1 decided later. 3 requests.',
		]);
	});
});

describe('the guard', () => {
	const everybody = (): IDataObject[] => sandbox.people('highq').map(({ email }) => ({ email }));

	it.each(['deactivate', 'archive'])('stops %s beyond ten users, and lets a raised limit pass', async (operation) => {
		const items = everybody().slice(0, 11);
		const stopped = await run(operation, { items });

		expect(stopped.error?.message).toContain('11 users would lose access (limit: 10)');
		expect(writes()).toEqual([]);
		expect(jsonOf(await run(operation, { items, options: { maxDeactivations: 11 } }))).toHaveLength(11);
		expect(writes()).toHaveLength(11);
	});

	it('counts a status that keeps people out, and another email address', async () => {
		const items = everybody().slice(0, 11);

		expect((await run('update', { items, fields: { status: 'disable' } })).error?.message).toContain('would lose access (limit: 10)');
		expect((await run('update', { items, fields: { email: '={{ "x" + $json.email }}' } })).error?.message).toContain(
			'would get another email address or login (limit: 10)',
		);
		expect(writes()).toEqual([]);
	});

	it('counts the users of a bulk call over all items', async () => {
		const items = [
			{
				users: everybody()
					.slice(0, 6)
					.map(({ email }) => email),
			},
			{
				users: everybody()
					.slice(6, 12)
					.map(({ email }) => email),
			},
		];
		const stopped = await run('deactivateMany', { items, parameters: { users: '={{ $json.users }}' } });

		expect(stopped.error?.message).toContain('Stopped before anything was written: 12 users would lose access (limit: 10). For example, ');
		expect(writes()).toEqual([]);
	});

	it('fails every item that would be written when the node continues, and leaves the others be', async () => {
		const items = [{ email: 'not an address' }, ...everybody().slice(0, 11)];
		const result = await run('deactivate', { items, continues: true });

		expect(jsonOf(result)).toHaveLength(12);
		expect(
			jsonOf(result)
				.slice(1)
				.every(({ error }) => String(error).startsWith('Stopped before anything was written')),
		).toBe(true);
		expect(writes()).toEqual([]);
	});

	it.each([
		['maxChanges', 'Max Users to Change'],
		['maxShare', 'Max Share to Change (%)'],
	])('is not switched off by a limit that is no number (%s)', async (name, label) => {
		const result = await run('update', { items: BOTH, fields: { bio: '={{ $json.text }}' }, options: { [name]: 'many' } });

		expect(result.error?.message).toContain(`${label} is not a number: "many"`);
		expect(writes()).toEqual([]);
	});
});

describe('a HighQ user that is changed meanwhile', () => {
	it.each(['json', 'xml'])('is planned anew once, and is a conflict when it changes again, in %s', async (format) => {
		let times = 0;
		sandbox.fail({
			channel: 'highq',
			method: 'GET',
			kind: 'meanwhile',
			change: () =>
				sandbox.edit('highq', ANA, (user) => {
					user.phone = `elsewhere ${(times += 1)}`;
				}),
		});
		const result = await run('update', { items: BOTH.slice(0, 1), fields: { bio: '={{ $json.text }}' }, options: { format } });

		expect(result.error?.says).toBe('The user 3 was changed by someone else while this item ran: phone [item 0]');
		expect(writes()).toEqual([]);
		expect(times).toBe(4);
	});
});

describe('SCIM users at HighQ', () => {
	const scim = {
		inputFormat: 'scim',
		scimUser: '={{ $json.scim }}',
		user: { __rl: true, mode: 'email', value: '={{ $json.scim.userName ?? $json.email }}' },
	};
	const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

	it('come out of Get and Get Many, and go back in without a change', async () => {
		const result = await run('get', { items: BOTH, parameters: { output: 'scim' } });
		const users = jsonOf(result);

		expect(users).toMatchObject([
			{
				schemas: expect.arrayContaining(['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE]),
				id: '3',
				userName: ANA,
				active: true,
				name: { givenName: 'Ana', familyName: 'Silva' },
				emails: [{ type: 'work', primary: true, value: ANA }],
			},
			{ id: '4', userName: SEAN },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
		expect(jsonOf(await runHighQ(sandbox, ['user', 'getAll'], { parameters: { output: 'scim', limit: 2 } }))).toMatchObject([
			{ userName: expect.any(String) },
			{ userName: expect.any(String) },
		]);
		const back = await run('update', { items: users.map((user) => ({ scim: user })), parameters: scim });
		expect(jsonOf(back)).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
	});

	it('are taken as Okta replaces and Entra ID patches them', async () => {
		const okta = {
			schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
			id: 'x',
			userName: ANA,
			name: { givenName: 'Ana', familyName: 'Costa' },
			emails: [{ primary: true, value: ANA, type: 'work' }],
			active: false,
			displayName: 'Ana Costa',
		};
		const entra = {
			schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
			Operations: [
				{ op: 'Replace', path: `${ENTERPRISE}:department`, value: 'Tax' },
				{ op: 'Replace', path: 'active', value: 'False' },
			],
		};
		const result = await run('update', { items: [{ scim: okta }, { scim: entra, email: SEAN }], parameters: scim });

		expect(jsonOf(result)).toMatchObject([
			{
				changes: [
					{ name: 'lastname', to: 'Costa' },
					{ name: 'status', to: 'disable' },
				],
			},
			{
				changes: [
					{ name: 'status', to: 'disable' },
					{ name: 'department', to: 'Tax' },
				],
			},
		]);
		expect(result.hints).toEqual([expect.stringContaining('left out: displayName'), '2 updated. 8 requests.']);
		expect(stored(SEAN)).toMatchObject({ department: 'Tax', status: 'disable' });
	});

	it('fill other fields where SCIM Mapping says so', async () => {
		const mapping = {
			scimMapping: {
				attribute: [
					{ path: 'nickName', field: 'bio' },
					{ path: 'title', field: '' },
				],
			},
		};
		const result = await run('update', {
			items: [{ scim: { userName: ANA, nickName: 'Annie', title: 'Boss' } }],
			parameters: { ...scim, ...mapping },
		});

		expect(jsonOf(result)).toMatchObject([{ changes: [{ name: 'bio', to: 'Annie' }] }]);
		expect(result.hints).toEqual([expect.stringContaining('title'), '1 updated. 4 requests.']);
	});

	it.each([
		['no object', '"x"'],
		['an unfinished JSON text', '{"userName": '],
		['a list', '[]'],
	])('are refused when they are %s', async (_what, text) => {
		const result = await run('update', {
			items: [{ email: ANA, scim: text }],
			parameters: { ...scim, user: { __rl: true, mode: 'email', value: ANA } },
		});

		expect(result.error?.message).toContain('SCIM User');
		expect(writes()).toEqual([]);
	});
});

describe('Sync Users and Compare Users, at HighQ', () => {
	it('come out as their previews say', async () => {
		const fields = { bio: '={{ $json.text }}' };
		const unknown = { email: 'nobody@example.test', text: 'x' };

		checkHighQPreview('user', 'compare', await run('compare', { items: [...BOTH, unknown], fields }));
		checkHighQPreview('user', 'sync', await run('sync', { items: [...BOTH, unknown], fields }));
	});

	it('want to know who must never be deactivated, because HighQ does not show it', async () => {
		const result = await run('sync', { items: BOTH, fields: { bio: 'x' }, parameters: { leavers: 'deactivate', includeAllUsers: true } });

		expect(result.error?.message).toContain('HighQ does not show who is an administrator');
		expect(sandbox.requests).toEqual([]);
	});

	it('look for leavers only among those who are said to be on the list', async () => {
		const parameters = { leavers: 'deactivate', scope: { condition: [{ field: 'department', comparison: 'is', value: 'legal' }] } };
		const legal = sandbox
			.people('highq')
			.filter(({ department }) => department === 'Legal')
			.map(({ email }) => ({ email, text: 'x' }));
		const result = await run('sync', { items: legal.slice(1), parameters: { ...parameters, neverDeactivate: ANA } });

		expect(jsonOf(result).slice(legal.length - 1)).toMatchObject([{ action: 'deactivated', user: { email: legal[0]?.email } }]);
		expect(sandbox.people('highq').filter(({ status }) => status !== 'active')).toHaveLength(1);
	});

	it('refuse a condition that says nothing', async () => {
		const result = await run('sync', { items: BOTH, parameters: { scope: { condition: [{ field: 'department', value: '' }] } } });

		expect(result.error?.says).toBe('A condition has no field or no value');
	});

	it('stop when the list may be incomplete, or deactivate nobody and say so', async () => {
		sandbox.fail({
			channel: 'highq',
			kind: 'malformed',
			body: JSON.stringify({
				users: {
					totalcount: 99,
					users: [
						{ id: 4, email: SEAN, status: 'active', name: {} },
						{ id: 5, email: 'x@example.test', status: 'active' },
					],
				},
			}),
			only: ({ path }) => path.includes('/users?'),
		});
		const sync = async (options: INodeParameters) =>
			await run('sync', {
				items: [{ email: SEAN, text: 'x' }],
				parameters: { leavers: 'deactivate', includeAllUsers: true, neverDeactivate: ANA },
				options,
			});
		expect((await sync({})).error?.message).toContain('The list of users may be incomplete');
		expect(writes()).toEqual([]);

		const result = await sync({ incompleteList: 'continue' });

		expect(jsonOf(result)).toMatchObject([{ id: '4' }, { action: 'leaver', warnings: [expect.stringContaining('may be incomplete')] }]);
		expect(result.hints).toContainEqual(expect.stringContaining('no user is treated as missing from your list'));
		expect(writes().filter(({ path }) => path.endsWith('/disable'))).toEqual([]);
	});
});
