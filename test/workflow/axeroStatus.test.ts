import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { scimIdOf } from '../sandbox/axero/scim/resource';
import { ANA, SEAN, THE_USER, TWO, axeroOn, jsons, locator, mapped, on, onErrorPath, pairs } from './axeroRun';
import { checkPreview } from './previews';
import { who } from './offered';

const sandbox = freshSandbox();

const run = axeroOn(() => sandbox, { withScim: true });
const withoutToken = axeroOn(() => sandbox);
const user = on('user');
const BOTH = [{ email: ANA }, { email: SEAN }];
const switching = (operation: 'activate' | 'deactivate', more: IDataObject = {}) => user(operation, { ...THE_USER, ...more });
const isActive = (id = 12) => sandbox.person('axero', id).active;
const deactivated = (...ids: number[]) =>
	ids.forEach((id) =>
		sandbox.edit('axero', id, (person) => {
			person.active = false;
		}),
	);
const writes = () => sandbox.writes('axero').map(({ method, path }) => `${method} ${path.replace('/axero/api', '').replace(/\?.*/, '')}`);
const SCIM_ANA = `PATCH /scim/v2/Users/${scimIdOf({ UserID: 12 })}`;

describe('Deactivate and Activate, at Axero', () => {
	it('switch the status and nothing else, and leave it alone the second time', async () => {
		const before = sandbox.person('axero', 12);
		const first = await run(switching('deactivate'), BOTH);

		expect(jsons(first)).toMatchObject([
			{ action: 'deactivated', person: ANA, id: '12', matchedBy: 'email', warnings: [] },
			{ action: 'deactivated', person: SEAN, id: '13' },
		]);
		expect(jsons(first)[0]?.summary).toBe('Status: Active → Inactive');
		expect(jsons(first)[0]?.changes).toEqual([{ field: 'Status', name: 'active', from: 'Active', to: 'Inactive' }]);
		expect(pairs(first)).toEqual(TWO);
		expect(sandbox.person('axero', 12)).toEqual({ ...before, active: false });
		expect(writes()[0]).toBe(SCIM_ANA);
		checkPreview('Axero', 'user', 'deactivate', jsons(first));

		expect(jsons(await run(switching('deactivate'), BOTH))).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
		expect(writes()).toHaveLength(2);

		const back = await run(switching('activate'), BOTH);
		expect(jsons(back)).toMatchObject([{ action: 'activated', summary: 'Status: Inactive → Active' }, { action: 'activated' }]);
		expect(isActive()).toBe(true);
		checkPreview('Axero', 'user', 'activate', jsons(back));
	});

	it.each([
		['username', 'ana.silva'],
		['id', '12'],
	])("find the user by %s at the REST API, and match SCIM's by the names that it shows", async (mode, value) => {
		const result = await run(user('deactivate', { user: locator(mode, value) }), [{}]);

		expect(jsons(result)).toMatchObject([{ action: 'deactivated', id: '12', matchedBy: mode }]);
		expect(isActive()).toBe(false);
	});

	it.each([
		['lacks filters', { filters: 'refused' }],
		['passes over filters', { filters: 'ignored' }],
		['lacks PATCH', { patch: 501 }],
		['does not allow PATCH', { patch: 405 }],
		['says in words that it lacks PATCH', { patch: 400 }],
		['shows usernames', { userNames: 'username' }],
		['gives short pages and lacks filters', { filters: 'refused', longestPage: 10 }],
		['lacks both', { filters: 'refused', patch: 404 }],
	] as const)('work with a service that %s', async (_what, behavior) => {
		Object.assign(sandbox.axeroScim, behavior);
		const before = sandbox.person('axero', 12);

		expect(jsons(await run(switching('deactivate'), BOTH))).toMatchObject([{ action: 'deactivated' }, { action: 'deactivated' }]);
		expect(sandbox.person('axero', 12)).toEqual({ ...before, active: false });
		expect(jsons(await run(switching('deactivate'), BOTH))).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
	});

	it.each([
		['notSetUp', 'SCIM is not set up on this site: its address answered with "SCIM user provisioning is not enabled" (HTTP 501)'],
		['notFound', 'SCIM is not set up on this site: its address answered with a web page (HTTP 404)'],
		['webPage', 'SCIM is not set up on this site: its address answered with a web page (HTTP 200)'],
	] as const)('say why where SCIM is not set up: %s', async (service, says) => {
		sandbox.axeroScim.service = service;
		const { error } = await run(switching('deactivate'), BOTH);

		expect(error?.says).toContain(says);
		expect(error?.description).toContain('Control Panel > System > Single Sign On > SCIM User Provisioning');
		expect(writes()).toEqual([]);
	});

	it('refuse without a token before anything is sent, and say where it is', async () => {
		for (const operation of ['activate', 'deactivate'] as const) {
			const { error } = await withoutToken(switching(operation), BOTH);
			expect(error?.says).toBe('The credential has no SCIM Token, so no user at Axero can be activated or deactivated');
			expect(error?.description).toContain('Copy it from Control Panel > System > Single Sign On > SCIM User Provisioning');
		}
		expect(sandbox.requests).toEqual([]);
	});

	it('send each token to its own service alone', async () => {
		await run(switching('deactivate'), BOTH);
		const { bearerToken, scimToken } = sandbox.secrets.axero;
		const signed = sandbox.requests.map(({ path, headers }) => [path.includes('/scim/v2/'), headers.authorization]);

		expect(signed.length).toBeGreaterThan(4);
		expect(signed).toEqual(signed.map(([isScim]) => [isScim, `Bearer ${isScim ? scimToken : bearerToken}`]));
	});

	it('write nobody whom the SCIM service does not show, and the others when the node continues', async () => {
		sandbox.axeroScim.hidden = [12];
		const { error } = await run(switching('deactivate'), BOTH);
		expect(error?.message).toBe(`${ANA}: Axero's SCIM service does not show user 12, so the status can't be read or changed [item 0]`);
		expect(writes()).toEqual([]);

		const result = await run(switching('deactivate'), BOTH, { onError: 'continueErrorOutput' });
		expect(onErrorPath(result)).toHaveLength(1);
		expect(jsons(result)).toMatchObject([{ action: 'deactivated', id: '13' }]);
	});

	it('say that nobody is there, by the REST API', async () => {
		const { error } = await run(switching('deactivate'), [{ email: 'nobody@example.test' }]);

		expect(error?.says).toContain('No user with the email address "nobody@example.test" was found');
	});

	it.each([
		['email', ANA],
		['username', 'ana.silva'],
	])('know somebody by %s whom the REST API hides once they are inactive', async (mode, value) => {
		Object.assign(sandbox.axeroScim, { restHidesInactive: true, userNames: mode === 'email' ? 'email' : 'username' });
		const named = { user: locator(mode, value) };
		expect(jsons(await run(switching('deactivate', named), [{}]))).toMatchObject([{ action: 'deactivated', id: '12' }]);

		const scimId = `scim:${scimIdOf({ UserID: 12 })}`;
		expect(jsons(await run(switching('deactivate', named), [{}]))).toMatchObject([{ action: 'unchanged', id: scimId }]);
		expect(jsons(await run(switching('activate', named), [{}]))).toMatchObject([{ action: 'activated', id: scimId, warnings: [] }]);
		expect(isActive()).toBe(true);
	});

	it('fail when the service accepts it and does nothing', async () => {
		sandbox.axeroScim.keepsActive = true;

		expect((await run(switching('deactivate'), BOTH)).error?.says).toContain('accepted the change, but shows the user unchanged');
	});

	it('show in a preview what they would send, and send nothing', async () => {
		const result = await run(switching('deactivate', { preview: true }), BOTH);

		expect(jsons(result)).toMatchObject([
			{
				preview: true,
				action: 'deactivate',
				summary: 'Status: Active → Inactive',
				requests: [{ method: 'PATCH', body: { Operations: [{ op: 'replace', path: 'active', value: false }] } }],
			},
			{ preview: true, action: 'deactivate' },
		]);
		expect(writes()).toEqual([]);
	});

	it('are counted by the safety limits', async () => {
		const items = sandbox.people('axero').map(({ Email }) => ({ email: Email }));
		const { error } = await run(switching('deactivate'), items);

		expect(error?.says).toContain('36 users would lose access (limit: 10)');
		expect(writes()).toEqual([]);
	});

	it('show no token, also where the service repeats it', async () => {
		const { scimToken } = sandbox.secrets.axero;
		sandbox.fail({
			channel: 'axero',
			pathIncludes: '/scim/v2/',
			kind: 'status',
			status: 400,
			contentType: 'application/scim+json',
			body: JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], detail: `Token ${scimToken} may not do this` }),
		});
		const { error } = await run(switching('deactivate'), BOTH);

		expect(error?.says).toContain('may not do this');
		expect(JSON.stringify(error)).not.toContain(scimToken);
	});
});

describe('active of SCIM input, with a SCIM token at Axero', () => {
	const SCIM = { inputFormat: 'scim', scimUser: '={{ $json.scim }}' };
	const BY_ADDRESS = locator('email', '={{ $json.scim.emails[0].value }}');
	const scim = (email: string, active: unknown, more: IDataObject = {}) => ({ scim: { emails: [{ value: email }], active, ...more } });
	const edit = (operation: string, more: IDataObject = {}) =>
		user(operation, { ...SCIM, ...who(operation, BY_ADDRESS), ifNotFound: 'create', leavers: 'ignore', ...more });

	it.each([
		['update', { compareFirst: true }],
		['upsert', {}],
		['sync', {}],
	])('is carried out after the fields and shown, and not again: %s', async (operation, more) => {
		const items = [scim(ANA, false, { title: 'Boss' }), scim(SEAN, true)];
		const first = await run(edit(operation, more), items);

		expect(jsons(first)).toMatchObject([
			{
				action: 'updated',
				id: '12',
				changes: [
					{ field: 'Job Title', to: 'Boss' },
					{ field: 'Status', name: 'active', from: 'Active', to: 'Inactive' },
				],
				warnings: [],
			},
			{ action: 'unchanged', id: '13' },
		]);
		expect(writes()).toEqual(['POST /users/fields', SCIM_ANA]);
		expect(JSON.parse(sandbox.writes('axero')[0]?.body ?? '')).toEqual({ UserID: '12', 'Job title': 'Boss' });
		expect(first.hints.filter((hint) => hint.includes('active'))).toEqual([]);

		expect(jsons(await run(edit(operation, more), items))).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
		expect(writes()).toHaveLength(2);
	});

	it('is sent uncompared by Update without Compare First, after the fields or alone', async () => {
		const result = await run(edit('update'), [scim(ANA, false, { title: 'Boss' }), scim(SEAN, 'False')]);

		expect(jsons(result)).toMatchObject([
			{ action: 'sent', id: '12', changes: [{ name: 'Job title' }, { name: 'active', to: 'Inactive' }] },
			{ action: 'sent', id: '13', changes: [{ name: 'active', to: 'Inactive' }] },
		]);
		expect([isActive(12), isActive(13)]).toEqual([false, false]);
		expect(writes().filter((one) => one.startsWith('POST'))).toHaveLength(1);
	});

	it('shows both writes in a preview, in their order', async () => {
		const result = await run(edit('upsert', { preview: true }), [scim(ANA, false, { title: 'Boss' })]);

		expect(jsons(result)).toMatchObject([{ action: 'update', requests: [{ method: 'POST' }, { method: 'PATCH' }] }]);
		expect(writes()).toEqual([]);
	});

	it.each([
		['create', {}],
		['upsert', {}],
		['sync', {}],
	])('holds for somebody who is made: %s', async (operation, more) => {
		const items = [scim('new@example.test', false, { name: { givenName: 'New' } }), scim('newer@example.test', true)];
		const result = await run(edit(operation, more), items);

		expect(jsons(result)).toMatchObject([
			{ action: 'created', id: '48', changes: expect.arrayContaining([expect.objectContaining({ name: 'active', to: 'Inactive' })]) },
			{ action: 'created', id: '49', warnings: [] },
		]);
		expect([isActive(48), isActive(49)]).toEqual([false, true]);
		expect(writes().filter((one) => one.startsWith('PATCH'))).toHaveLength(1);
	});

	it('tells that somebody was made where only the status failed', async () => {
		sandbox.axeroScim.hidden = [48];
		const { error } = await run(edit('create'), [scim('new@example.test', false)]);

		expect(error?.says).toMatch(
			/^The user was created with ID 48, but the status was not written\. Axero's SCIM service does not show user 48/,
		);
		expect(sandbox.person('axero', 48).active).toBe(true);
	});

	it('warns where a new user is to be active and the service does not show them', async () => {
		sandbox.axeroScim.hidden = [48];

		expect(jsons(await run(edit('create'), [scim('new@example.test', true)]))).toMatchObject([
			{ action: 'created', warnings: [expect.stringContaining('it was not checked whether the user is active')] },
		]);
	});

	it('asks nothing of somebody who is to be active and whom the service does not show', async () => {
		sandbox.axeroScim.hidden = [12];

		expect(jsons(await run(edit('upsert'), [scim(ANA, true, { title: 'Account manager' })]))).toMatchObject([{ action: 'unchanged' }]);
		expect(jsons(await run(edit('update'), [scim(ANA, true, { title: 'Boss' })]))).toMatchObject([
			{ action: 'sent', warnings: [expect.stringContaining('not checked')] },
		]);
		expect((await run(edit('upsert'), [scim(ANA, false)])).error?.says).toContain('does not show user 12');
	});

	it('is compared', async () => {
		deactivated(13);
		const result = await run(edit('compare'), [scim(ANA, true), scim(SEAN, true)]);

		expect(jsons(result)).toMatchObject([
			{ action: 'matched' },
			{ action: 'differing', changes: [{ field: 'Status', from: 'Inactive', to: 'Active' }] },
		]);
	});

	it('counts as losing access for the safety limits', async () => {
		const items = sandbox.people('axero').map(({ Email }) => scim(Email, false));

		expect((await run(edit('sync'), items)).error?.says).toContain('36 users would lose access (limit: 10)');
		expect(writes()).toEqual([]);
	});

	it('reads the list of the service once for a whole sync', async () => {
		await run(edit('sync'), [scim(ANA, true), scim(SEAN, true), scim('new@example.test', true)]);

		expect(sandbox.requests.filter(({ path }) => path.includes('startIndex'))).toHaveLength(1);
		expect(sandbox.requests.filter(({ path }) => path.includes('filter='))).toHaveLength(1); // of the newcomer
	});
});

describe('the column Status, at Axero', () => {
	const status = (operation: string, value: string) =>
		user(operation, { ...THE_USER, fields: mapped({ active: value }), compareFirst: true });

	it.each(['Inactive', '={{ "inactive" }}', '={{ false }}'])('takes %s', async (value) => {
		expect(jsons(await run(status('update', value), BOTH.slice(0, 1)))).toMatchObject([
			{ action: 'updated', changes: [{ field: 'Status', from: 'Active', to: 'Inactive' }] },
		]);
		expect(isActive()).toBe(false);
	});

	it.each([
		['without a token', withoutToken, '={{ "Inactive" }}', "Status can't be read or written without a SCIM Token"],
		['for another word', run, '={{ "gone" }}', 'Status takes Active, Inactive, not "gone"'],
	] as const)('is refused %s before anything is sent', async (_what, runs, value, says) => {
		expect((await runs(status('update', value), BOTH.slice(0, 1))).error?.says).toContain(says);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('leavers, at Axero with a SCIM token', () => {
	const everybody = () => sandbox.people('axero').map(({ Email }) => ({ email: Email }));
	const staying = () => everybody().slice(4);
	const sync = (more: IDataObject = {}) =>
		user('sync', {
			...who('sync', THE_USER.user),
			fields: mapped({}),
			leavers: 'deactivate',
			includeAllUsers: true,
			neverDeactivate: 'lukasz.zolc@example.test',
			options: { fieldsToClear: [] },
			...more,
		});
	const leaversOf = (result: Awaited<ReturnType<typeof run>>) => jsons(result).slice(staying().length);
	/** Ana (12) is the credential's own user, as no person of the sandbox is. */
	const ownIsAna = () =>
		sandbox.fail({
			channel: 'axero',
			pathIncludes: '/users/me',
			kind: 'malformed',
			body: '{"IsError":false,"ResponseData":{"UserID":12}}',
		});

	it('are deactivated after the items, and are none the second time', async () => {
		const result = await run(sync(), staying());

		expect(leaversOf(result)).toMatchObject([
			{ action: 'deactivated', id: '12', person: ANA },
			{ action: 'deactivated', id: '13' },
			{ action: 'deactivated', id: '14' },
			{ action: 'leaver', id: '15', warnings: ['Not deactivated: named under Never Deactivate'] },
		]);
		expect([12, 13, 14, 15].map(isActive)).toEqual([false, false, false, true]);

		expect(leaversOf(await run(sync(), staying()))).toMatchObject([{ action: 'leaver', id: '15' }]);
		expect(writes()).toHaveLength(3);
	});

	it('are told of once when they are only reported: who is inactive already is none', async () => {
		deactivated(12, 13);

		expect(leaversOf(await run(sync({ leavers: 'report' }), staying()))).toMatchObject([{ id: '14' }, { id: '15' }]);
	});

	it("are never the credential's own user, nor administrators where the service shows roles", async () => {
		ownIsAna();
		sandbox.edit('axero', 13, (person) => {
			person.roles = ['Site Administrator'];
		});

		expect(leaversOf(await run(sync(), staying()))).toMatchObject([
			{ action: 'leaver', id: '12', warnings: ["Not deactivated: the credential's own user"] },
			{ action: 'leaver', id: '13', warnings: ['Not deactivated: has the role Site Administrator'] },
			{ action: 'deactivated', id: '14' },
			{ action: 'leaver', id: '15' },
		]);
		expect([12, 13, 14].map(isActive)).toEqual([true, true, false]);
	});

	it('are not those whom the SCIM service does not show', async () => {
		sandbox.axeroScim.hidden = [13];

		expect(leaversOf(await run(sync(), staying()))).toMatchObject([
			{ action: 'deactivated', id: '12' },
			{ action: 'leaver', id: '13', warnings: ["Not deactivated: not shown by Axero's SCIM service"] },
			{ action: 'deactivated', id: '14' },
			{ action: 'leaver' },
		]);
	});

	it('are nobody when the list of the SCIM service may lack somebody', async () => {
		sandbox.axeroScim.paging = 'ignored';
		const result = await run(sync(), staying());

		expect(leaversOf(result).map(({ action }) => action)).toEqual(['leaver', 'leaver', 'leaver', 'leaver']);
		expect(result.hints.join('\n')).toContain("Axero's SCIM service: a page had no new users");
		expect(writes()).toEqual([]);
	});

	it('are nobody while nothing says who is an administrator', async () => {
		const { error } = await run(sync({ neverDeactivate: '' }), staying());

		expect(error?.says).toBe('Axero does not show for sure who is an administrator, so one could be deactivated');
		expect(sandbox.requests).toEqual([]);
	});

	it('are looked for only where a status is, when that is the condition', async () => {
		deactivated(14);
		const scope = { condition: [{ field: 'active', value: 'Active' }] };

		expect(leaversOf(await run(sync({ includeAllUsers: false, scope }), staying())).map(({ id }) => id)).toEqual(['12', '13', '15']);
	});

	it('are stopped by the safety limits, and shown in a preview with their request', async () => {
		expect((await run(sync(), everybody().slice(20))).error?.says).toContain('would lose access (limit: 10)');

		const preview = await run(sync({ preview: true }), staying());
		expect(leaversOf(preview)).toMatchObject([
			{ action: 'deactivate', preview: true, requests: [{ method: 'PATCH' }] },
			{ action: 'deactivate' },
			{ action: 'deactivate' },
			{ action: 'leaver' },
		]);
		expect(writes()).toEqual([]);
	});

	it.each(['notSetUp', 'webPage'] as const)('are not guessed where SCIM is not set up: %s', async (service) => {
		sandbox.axeroScim.service = service;

		expect((await run(sync(), staying())).error?.says).toContain('SCIM is not set up on this site');
		expect(writes()).toEqual([]);
	});
});
