import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { Channel, ISpringPerson } from '../sandbox';
import { GROUPS, UNITS } from '../sandbox/ispring/people';
import { ANA, byEmail, byId, mapped, outputOf, runISpring, SEAN, userId } from './ispringRun';
import { who } from './offered';

const TWO = [{ email: ANA }, { email: SEAN }];
const APIS: ReadonlyArray<readonly [string, Channel]> = [
	['rest', 'ispring-rest'],
	['restHeader', 'ispring-header'],
	['soap', 'ispring-soap'],
];

const sandbox = freshSandbox();

const person = (email: string): ISpringPerson => sandbox.person('ispring', email);
const run = async (operation: string, items: readonly IDataObject[], parameters: IDataObject = {}) =>
	await runISpring(sandbox, { operation, items }, { ...who(operation, byEmail), ...parameters });
const everybody = () => sandbox.people('ispring').map(({ fields }) => ({ email: fields.email ?? '' }));

describe.each(APIS)('a preview, by %s', (api, channel) => {
	const SECRET = 'Zażółć & "1"';
	const reads = () => sandbox.requests.filter((one) => one.isWrite);

	it.each([SECRET, 'geheim-42', 'x7!'])('shows the requests of an update without the password %j, and sends none', async (password) => {
		const { json, from } = outputOf(
			await run('update', TWO, {
				api,
				fields: mapped({ phone: '0012', password: '={{ $json.email === "' + ANA + '" ? ' + JSON.stringify(password) + ' : "" }}' }),
				preview: true,
			}),
		);

		expect(json).toMatchObject([
			{
				preview: true,
				action: 'update',
				changes: [
					{ name: 'phone', to: '0012' },
					{ name: 'password', to: '[hidden]' },
				],
			},
			{ preview: true, action: 'update', changes: [{ name: 'phone', to: '0012' }] },
		]);
		expect(from).toEqual([0, 1]);
		expect(reads()).toEqual([]);
		const text = JSON.stringify(json);
		expect(text).not.toContain(JSON.stringify(password).slice(1, -1));
		expect(text).not.toContain('&#380;&#243;');
		expect(text).not.toContain(sandbox.secrets.ispring.password);
		expect(JSON.stringify(json[0]?.requests)).toContain('[hidden]');
		expect(JSON.stringify(json[1]?.requests)).toContain('0012');
	});

	it('shows all requests of a new user, whatever the capitals of a field', async () => {
		const password = api === 'restHeader' ? 'geheim-42' : SECRET;
		const department = byId(api === 'rest' ? (UNITS[1]?.uuid ?? '') : '2');
		const newcomer = {
			api,
			department,
			fields: mapped({ login: 'new.one', email: 'new.one@example.test', first_name: 'New', last_name: 'One' }),
			options: { moreFields: { field: [{ name: 'PASSWORD', value: password }] } },
			preview: true,
		};
		const { json } = outputOf(await run('create', [{}], newcomer));

		expect(json).toMatchObject([
			{ preview: true, action: 'create', changes: expect.arrayContaining([{ field: 'Password', name: 'password', to: '[hidden]' }]) },
		]);
		expect(json[0]?.requests).toHaveLength(api === 'rest' ? 1 : 2);
		expect(JSON.stringify(json)).not.toContain(JSON.stringify(password).slice(1, -1));
		expect(reads()).toEqual([]);
	});

	it('is what is done afterwards', async () => {
		const parameters = { api, fields: mapped({ phone: '0012', groupIds: api === 'rest' ? (GROUPS[1]?.uuid ?? '') : '5' }) };
		const preview = outputOf(await run('update', TWO, { ...parameters, preview: true })).json;
		const done = outputOf(await run('update', TWO, parameters)).json;

		expect(done.map(({ id, changes, matchedBy }) => ({ id, changes, matchedBy }))).toEqual(
			preview.map(({ id, changes, matchedBy }) => ({ id, changes, matchedBy })),
		);
		expect(sandbox.writes(channel)).toHaveLength(preview.flatMap(({ requests }) => requests).length);
	});

	it('of a deletion deletes nobody', async () => {
		const { json } = outputOf(await run('delete', TWO, { api, preview: true }));

		expect(json).toMatchObject([{ action: 'delete', requests: [{ method: api === 'soap' ? 'POST' : 'DELETE' }] }, { action: 'delete' }]);
		expect(sandbox.people('ispring')).toHaveLength(36);
	});
});

describe('a preview of what only some APIs have', () => {
	it.each([
		['deactivate', 'rest'],
		['deactivate', 'soap'],
		['terminate', 'rest'],
		['cancelDeactivation', 'rest'],
		['removeWorkLeave', 'rest'],
		['changePassword', 'rest'],
	])('%s by %s sends nothing', async (operation, api) => {
		sandbox.edit('ispring', ANA, (one) => {
			one.workLeaveStatus = { workLeaveReason: 'SickLeave', startDate: '2030-01-01' };
		});
		const { json } = outputOf(await run(operation, TWO, { api, newPassword: 'geheim-42', preview: true }));

		expect(json[0]).toMatchObject({ preview: true, requests: [expect.any(Object)] });
		expect(JSON.stringify(json)).not.toContain('geheim-42');
		expect(sandbox.writes()).toEqual([]);
	});

	it('shows each request of an update that takes several', async () => {
		const fields = mapped({ phone: '0012', groupIds: GROUPS[1]?.uuid ?? '', password: 'geheim-42', status: 'inactive' });
		const [one] = outputOf(
			await run('update', [{ email: 'lukasz.zolc@example.test' }], { fields, preview: true, options: { groups: 'exact' } }),
		).json;

		expect((one?.requests as IDataObject[]).map(({ url }) => String(url).replace(/^.*\/user\/[^/]+/, ''))).toEqual([
			'',
			'/groups/remove',
			'/password',
			'/status',
		]);
	});
});

describe('a preview of many at once', () => {
	it.each([
		['activateMany', 'activate'],
		['deactivateMany', 'deactivate'],
		['terminateMany', 'terminate'],
	])('%s shows the request and sends none, also beyond the guard', async (operation, action) => {
		const ids = sandbox.people('ispring').map((one) => one.userId);
		const result = await run(operation, [{ ids: ids.slice(0, 2) }, { ids }], { userIds: '={{ $json.ids }}', preview: true });

		expect(outputOf(result)).toMatchObject({
			json: [
				{
					preview: true,
					action,
					userIds: ids.slice(0, 2),
					requests: [{ method: 'POST', body: { userIds: ids.slice(0, 2) } }],
				},
				{ userIds: ids },
			],
			from: [0, 1],
		});
		expect(sandbox.writes()).toEqual([]);
		expect(result.hints.some((hint) => hint.includes('Without Preview, this run would be stopped'))).toBe(operation !== 'activateMany');
	});
});

describe('the guard', () => {
	it.each([
		['deactivate', 'rest', {}, 11, '(limit: 10)', { maxDeactivations: 11 }],
		['deactivate', 'soap', {}, 11, '(limit: 10)', { maxDeactivations: 11 }],
		['terminate', 'rest', {}, 11, '(limit: 10)', { maxDeactivations: 11 }],
		['scheduleDeactivation', 'rest', { date: '2031-02-28' }, 11, '(limit: 10)', { maxDeactivations: 11 }],
		['scheduleTermination', 'rest', { date: '2031-02-28' }, 11, '(limit: 10)', { maxDeactivations: 11 }],
		['update', 'rest', { fields: mapped({ status: 'terminated' }) }, 11, '(limit: 10)', { maxDeactivations: 11 }],
		['update', 'soap', { fields: mapped({ status: 'inactive' }) }, 11, '(limit: 10)', { maxDeactivations: 11 }],
		[
			'update',
			'restHeader',
			{ fields: mapped({ login: '={{ $json.email }}' }) },
			11,
			'get another email address or login (limit: 10)',
			{ maxIdentityChanges: 11 },
		],
		['delete', 'rest', {}, 6, 'would be deleted (limit: 5)', { maxDeletions: 6 }],
		['delete', 'restHeader', {}, 6, 'would be deleted (limit: 5)', { maxDeletions: 6 }],
		['delete', 'soap', {}, 6, 'would be deleted (limit: 5)', { maxDeletions: 6 }],
	])('stops %s by %s before the first write, until its limit is raised', async (operation, api, parameters, users, message, options) => {
		const items = everybody().slice(0, users);
		const stopped = await run(operation, items, { api, ...parameters });

		expect(stopped.error?.message).toContain(message);
		expect(sandbox.writes()).toEqual([]);

		const raised = await run(operation, items, { api, ...parameters, options });
		expect(raised.error).toBeUndefined();
		expect(raised.outputs[0]).toHaveLength(users);
	});

	it.each([
		['deactivateMany', { maxDeactivations: 11 }],
		['terminateMany', { maxDeactivations: 11 }],
		['activateMany', { maxChanges: 60 }],
	])('counts the IDs of all items of %s', async (operation, options) => {
		const ids = sandbox.people('ispring').map((one) => one.userId);
		const most = operation === 'activateMany' ? 51 : 11;
		const many = [...ids, ...Array.from({ length: 30 }, (_, i) => userId(i + 100))].slice(0, most);
		const items = [{ ids: many.slice(0, 3) }, { ids: many.slice(3) }];
		const stopped = await run(operation, items, { userIds: '={{ $json.ids }}' });

		const would = operation === 'activateMany' ? 'change' : 'lose access';
		expect(stopped.error?.message).toContain(`${most} users would ${would} (limit: ${most - 1})`);
		expect(sandbox.requests).toEqual([]);
		if (operation !== 'activateMany') expect((await run(operation, items, { userIds: '={{ $json.ids }}', options })).error).toBeUndefined();
	});
});

describe.each(APIS)('what goes along with an update, by %s', (api, channel) => {
	const meanwhile = (change: (one: ISpringPerson) => void) =>
		sandbox.fail({
			channel,
			kind: 'meanwhile',
			change: () => sandbox.edit('ispring', SEAN, change),
			times: 1,
			...(api === 'rest' ? {} : { skip: 1 }),
		});

	it('is never put back over what somebody else changed', async () => {
		meanwhile(({ fields }) => {
			fields.login = 'changed.elsewhere';
		});
		const { json } = outputOf(await run('update', [{ email: SEAN }], { api, fields: mapped({ phone: '0012' }) }));

		expect(json).toMatchObject([{ action: 'updated' }]);
		expect(person(SEAN).fields).toMatchObject({ login: 'changed.elsewhere', phone: '0012' });
	});

	it('says conflict when it changes every time', async () => {
		let changes = 0;
		sandbox.fail({
			channel,
			kind: 'meanwhile',
			change: () => {
				changes += 1;
				sandbox.edit('ispring', SEAN, ({ fields }) => {
					fields.login = `changed.${changes}`;
				});
			},
		});
		const { error } = await run('update', [{ email: SEAN }], { api, fields: mapped({ phone: '0012' }) });

		expect(error?.message).toMatch(/was changed by someone else while this item ran \(login\)/);
		expect(sandbox.writes(channel)).toEqual([]);
	});

	it('is read a second time only where something goes along', async () => {
		const count = async (fields: IDataObject): Promise<number> => {
			sandbox.clearLog();
			await run('update', [{ email: SEAN }], { api, fields: mapped(fields) });
			return sandbox.requests.filter(
				(one) => !one.isWrite && !one.path.includes('profile/fields') && !one.body.includes('GetUserProfileFields'),
			).length;
		};
		const withAll = await count({ phone: '0012' });
		const alone = await count(
			api === 'rest' ? { departmentId: UNITS[3]?.uuid ?? '' } : { login: 'so', email: 'so@example.test', first_name: 'S', last_name: 'O' },
		);

		expect(withAll - alone).toBe(1);
	});
});
