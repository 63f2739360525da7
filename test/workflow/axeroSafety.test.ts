import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { ANA, SEAN, THE_USER, TWO, jsons, locator, mapped, on, pairs, axeroOn, onErrorPath } from './axeroRun';
import { checkPreview } from './previews';

const sandbox = freshSandbox();

const run = axeroOn(() => sandbox);
const user = on('user');
const writes = () => sandbox.writes('axero');
const labels = (email: string) => sandbox.person('axero', email).labels;
const COMPARED = { compareFirst: true };

describe('Verify, at Axero', () => {
	const update = (more: IDataObject = {}) =>
		user('update', { ...THE_USER, fields: mapped({ Phone: '={{ $json.phone }}' }), options: { verify: true }, ...more });
	const items = [
		{ email: ANA, phone: '0012' },
		{ email: SEAN, phone: '0013' },
	];

	it.each([false, true])('shows the user as it is after the write (Compare First: %s)', async (compareFirst) => {
		const result = await run(update({ compareFirst }), items);

		expect(jsons(result)).toMatchObject([
			{ action: compareFirst ? 'updated' : 'sent', warnings: [], user: { UserID: 12, Phone: '0012' } },
			{ action: compareFirst ? 'updated' : 'sent', warnings: [], user: { UserID: 13, Phone: '0013' } },
		]);
		expect(pairs(result)).toEqual(TWO);
	});

	it('says what did not take, of whom', async () => {
		const shows = (more: IDataObject) =>
			({
				channel: 'axero',
				pathIncludes: '/users/12/details',
				kind: 'malformed',
				body: JSON.stringify({ IsError: false, ResponseData: { Email: ANA, ...more } }),
			}) as const;
		sandbox.fail(shows({ Phone: '12' }));
		expect(jsons(await run(update(), items))).toMatchObject([
			{ action: 'sent', warnings: ['Axero accepted "Phone", but shows "12" where "0012" was sent'] },
			{ warnings: [] },
		]);

		sandbox.heal();
		sandbox.fail(shows({}));
		expect(jsons(await run(update(), items))).toMatchObject([
			{ action: 'sent', warnings: ['Axero accepted "Phone", but shows no value where "0012" was sent'] },
			{ warnings: [] },
		]);
	});

	it.each([
		[
			'are refused',
			{ kind: 'malformed', body: '{"IsError":true,"ResponseMessage":"No details for you"}' },
			'Axero: No details for you (user 12)',
		],
		['show nothing', { kind: 'malformed', body: '{"IsError":false,"ResponseData":null}' }, 'shows no details of user 12'],
	] as const)('warns when the details %s: the update was accepted all the same', async (_what, fault, words) => {
		sandbox.fail({ channel: 'axero', pathIncludes: '/details', ...fault });

		expect(jsons(await run(update(), items.slice(0, 1)))).toMatchObject([
			{ action: 'sent', id: '12', warnings: [expect.stringContaining(words)] },
		]);
		expect(labels(ANA).Phone).toBe('0012');
	});

	it('looks at new users and at emptied labels too', async () => {
		const parameters = user('upsert', {
			...THE_USER,
			fields: mapped({ Bio: 'Hello' }),
			options: { verify: true, fieldsToClear: ['Phone'] },
		});

		expect(jsons(await run(parameters, [{ email: 'new@example.test' }, { email: ANA }]))).toMatchObject([
			{ action: 'created', id: '48', warnings: [], user: { Email: 'new@example.test', Bio: 'Hello' } },
			{ action: 'updated', warnings: [], user: { Bio: 'Hello', Phone: '' } },
		]);
	});

	it('never says that a password was not kept', async () => {
		sandbox.fail({ channel: 'axero', method: 'POST', kind: 'malformed', body: '{"IsError":false,"ResponseData":12}' });
		const parameters = user('update', {
			...THE_USER,
			fields: mapped({}),
			options: { verify: true, moreFields: { field: [{ name: 'Password', value: 'geheim-42' }] } },
		});

		expect(jsons(await run(parameters, items.slice(0, 1)))).toMatchObject([
			{ changes: [{ name: 'Password', to: '[hidden]' }], warnings: [] },
		]);
	});
});

describe('Preview, at Axero', () => {
	const items = [
		{ email: ANA, phone: '0012' },
		{ email: SEAN, phone: '+44 7700 900123' },
	];
	const fields = mapped({ Phone: '={{ $json.phone }}' });

	it('of Update shows the requests, and that nobody has looked', async () => {
		const result = await run(user('update', { ...THE_USER, fields, preview: true }), items);

		expect(jsons(result)).toMatchObject([
			{
				preview: true,
				action: 'send',
				changes: [{ name: 'Phone', to: '0012' }],
				warnings: [expect.stringContaining('not read before the update')],
				requests: [
					{
						method: 'POST',
						url: `${sandbox.urls.axero}/api/users/fields?AddUser=false`,
						body: { Email: ANA, Phone: '0012' },
					},
				],
			},
			{ preview: true, action: 'send', changes: [{ name: 'Phone' }] },
		]);
		expect(pairs(result)).toEqual(TWO);
		expect(sandbox.requests).toEqual([]);
		checkPreview('Axero', 'user', 'update', jsons(result));
	});

	it('of Update with Compare First shows who differs', async () => {
		const result = await run(user('update', { ...THE_USER, fields, preview: true, ...COMPARED, options: { verify: true } }), [
			...items,
			{ email: 'nobody@example.test', phone: '1' },
		]);

		expect(jsons(result)).toMatchObject([
			{
				action: 'update',
				id: '12',
				matchedBy: 'email',
				changes: [{ name: 'Phone', from: '+351 21 555 0101', to: '0012' }],
				warnings: [],
				requests: [{ body: { UserID: '12', Phone: '0012' } }],
			},
			{ action: 'unchanged', id: '13', requests: [] },
			{ action: 'notFound', requests: [], warnings: [expect.stringContaining('nobody@example.test')] },
		]);
		expect(writes()).toEqual([]);
	});

	it.each([
		['create', { email: '={{ $json.email }}' }],
		['upsert', THE_USER],
	])('of %s shows the new user without password and credential', async (operation, parameters) => {
		const result = await run(
			user(operation, {
				...parameters,
				fields,
				preview: true,
				options: { moreFields: { field: [{ name: 'Password', value: 'geheim-42' }] } },
			}),
			[
				{ email: 'one@example.test', phone: '1' },
				{ email: 'two@example.test', phone: '2' },
			],
		);

		expect(jsons(result)).toMatchObject([
			{
				action: 'create',
				requests: [
					{ method: 'POST', url: expect.stringContaining('AddUser=true'), body: expect.objectContaining({ Email: 'one@example.test' }) },
				],
			},
			{ action: 'create' },
		]);
		expect(JSON.stringify(jsons(result))).not.toMatch(new RegExp(`geheim-42|${sandbox.secrets.axero.bearerToken}`));
		expect(writes()).toEqual([]);
		checkPreview('Axero', 'user', operation, jsons(result));
	});
});

describe('an outage, at Axero', () => {
	it.each([502, 503, 504])('is one although Axero puts it into words (HTTP %i): what is left is not asked for', async (status) => {
		sandbox.fail({ channel: 'axero', kind: 'status', status, body: '{"IsError":true,"ResponseMessage":"The site is being updated"}' });
		const items = sandbox.people('axero').map(({ Email }) => ({ email: Email, phone: '1' }));
		const parameters = user('update', { ...THE_USER, fields: mapped({ Phone: '={{ $json.phone }}' }), options: { maxRetries: 0 } });
		const errors = onErrorPath(await run(parameters, items, { onError: 'continueErrorOutput' })).map(({ json }) => String(json.error));

		expect(errors).toHaveLength(36);
		expect(errors[0]).toContain(`The site is being updated (HTTP ${status}, user with the email address "${ANA}")`);
		expect(errors.at(-1)).toContain('Skipped');
		expect(sandbox.requests.length).toBeLessThan(10);
	});
});

describe('the guard, at Axero', () => {
	it('stops eleven new email addresses, and lets a raised limit pass', async () => {
		const items = sandbox
			.people('axero')
			.slice(0, 11)
			.map(({ UserID, Email }) => ({ id: String(UserID), email: `x.${Email}` }));
		const update = (options: IDataObject) =>
			user('update', { user: locator('id', '={{ $json.id }}'), fields: mapped({ Email: '={{ $json.email }}' }), options });
		const stopped = await run(update({}), items);

		expect(stopped.error?.message).toContain('11 users would get another email address or login (limit: 10)');
		expect(writes()).toEqual([]);
		expect(jsons(await run(update({ maxIdentityChanges: 11 }), items))).toHaveLength(11);
		expect(sandbox.person('axero', 12).Email).toBe(`x.${ANA}`);
	});

	it('stops more than fifty users', async () => {
		const items = Array.from({ length: 51 }, (_unused, i) => ({ email: `new.${i}@example.test` }));
		const { error } = await run(user('create', { email: '={{ $json.email }}', fields: mapped({}) }), items);

		expect(error?.message).toContain('51 users would change (limit: 50)');
		expect(sandbox.requests).toEqual([]);
	});
});
