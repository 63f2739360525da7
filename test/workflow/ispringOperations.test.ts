import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { ISpringPerson } from '../sandbox';
import { GROUPS } from '../sandbox/ispring/people';
import { ANA, byEmail, byId, mapped, outputOf, runISpring, SEAN, sentTo, userId, type Run } from './ispringRun';
import { checkPreview } from './previews';

const TWO = [{ email: ANA }, { email: SEAN }];
const [NEWCOMERS = '', SAFETY = ''] = GROUPS.map(({ uuid }) => uuid);

const sandbox = freshSandbox();

const person = (email: string): ISpringPerson => sandbox.person('ispring', email);
const both = () => [person(ANA), person(SEAN)];
const run = async (one: Run | string, parameters: IDataObject = {}) =>
	await runISpring(sandbox, typeof one === 'string' ? { operation: one, items: TWO } : one, parameters);
/** Runs an operation for Ana and Seán and holds it against its preview, which shows REST. */
const done = async (operation: string, parameters: IDataObject, items: readonly IDataObject[] = TWO) => {
	const output = outputOf(await run({ operation, items }, parameters));
	if ((parameters.api ?? 'rest') === 'rest') checkPreview('ISpringLearn', 'user', operation, output.json);
	return output;
};

describe('User: Update and Get', () => {
	it('updates each with its own values', async () => {
		const { from } = await done('update', { user: byEmail, fields: mapped({ job_title: '={{ $json.title }}' }) }, [
			{ email: ANA, title: 'Pilot' },
			{ email: SEAN, title: 'Judge' },
		]);

		expect(both().map(({ fields }) => fields.job_title)).toEqual(['Pilot', 'Judge']);
		expect(from).toEqual([0, 1]);
	});

	it.each(['rest', 'restHeader', 'soap'])('reads each of them (%s)', async (api) => {
		const { json } = await done('get', { api, user: byEmail });

		expect(json).toMatchObject([
			{ email: ANA, firstName: 'Ana' },
			{ email: SEAN, firstName: 'Seán' },
		]);
		expect(json.every((one) => Object.keys(one).length <= 10)).toBe(true);
	});

	it('tells who is terminated from who is deactivated, and neither is active', async () => {
		await run('terminate', { user: byEmail });
		const { json } = outputOf(await run('get', { user: byEmail, output: 'fields', outputFields: 'status, fields.email' }));

		expect(json).toEqual([
			{ status: 5, 'fields.email': ANA },
			{ status: 5, 'fields.email': SEAN },
		]);
	});
});

describe('users who come and go', () => {
	it.each(['rest', 'soap'])('are deactivated and activated again, and left alone when it is so already (%s)', async (api) => {
		sandbox.edit('ispring', SEAN, (one) => {
			one.status = 3;
		});
		const off = await done('deactivate', { api, user: byEmail });

		expect(off.json).toMatchObject([{ action: 'deactivated', user: { fields: { login: 'ana.silva' } } }, { action: 'unchanged' }]);
		expect(both().map(({ status }) => status)).toEqual([3, 3]);

		sandbox.edit('ispring', SEAN, (one) => {
			one.status = 1;
		});
		const on = await done('activate', { api, user: byEmail });

		expect(on.json).toMatchObject([{ action: 'activated' }, { action: 'unchanged' }]);
		expect(both().map(({ status }) => status)).toEqual([1, 1]);
	});

	it('are not activated by REST (Header), which documents no call for it', async () => {
		const { error } = await run('activate', { api: 'restHeader', user: byEmail });

		expect(error).toMatchObject({ says: 'The selected API does not support this operation: choose REST or SOAP' });
		expect(sandbox.requests).toEqual([]);
	});

	it.each(['rest', 'restHeader', 'soap'])('are deleted (%s)', async (api) => {
		const { json, from } = await done('delete', { api, user: byEmail });

		expect([json, from]).toMatchObject([
			[{ action: 'deleted' }, { action: 'deleted' }],
			[0, 1],
		]);
		expect(sandbox.people('ispring')).toHaveLength(34);
	});

	it('are terminated, also when they are deactivated already', async () => {
		sandbox.edit('ispring', SEAN, (one) => {
			one.status = 3;
		});
		const { json } = await done('terminate', { user: byEmail });

		expect(json).toMatchObject([
			{ action: 'updated', changes: [{ field: 'Status', name: 'status', from: 'active', to: 'terminated' }] },
			{ changes: [{ from: 'inactive', to: 'terminated' }] },
		]);
		expect(both().map(({ status }) => status)).toEqual([5, 5]);
		expect(outputOf(await run('terminate', { user: byEmail })).json).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
	});

	it.each([
		['activateMany', 'activated', 1],
		['deactivateMany', 'deactivated', 3],
		['terminateMany', 'terminated', 5],
	] as const)('are switched together (%s)', async (operation, action, status) => {
		const items = [{ ids: `${userId(1)}, ${userId(2)}` }, { ids: [userId(3)] }];
		const { json, from } = await done(operation, { userIds: '={{ $json.ids }}' }, items);

		expect(json).toEqual([
			{ action, userIds: [userId(1), userId(2)] },
			{ action, userIds: [userId(3)] },
		]);
		expect(from).toEqual([0, 1]);
		expect(
			sandbox
				.people('ispring')
				.slice(0, 3)
				.map((one) => one.status),
		).toEqual([status, status, status]);
		expect(sandbox.writes('ispring-rest')).toHaveLength(2);
	});

	it('go on a day that is planned, until it is called off', async () => {
		const days = [
			{ email: ANA, day: '2031-02-28' },
			{ email: SEAN, day: '2031-03-01T08:30:00.000Z' },
		];
		await done('scheduleDeactivation', { user: byEmail, date: '={{ $json.day }}' }, days);
		const { json } = await done('scheduleTermination', { user: byEmail, date: '={{ $json.day }}' }, days);

		expect(json).toMatchObject([
			{ action: 'updated', changes: [{ name: 'scheduledTermination', to: '2031-02-28' }], warnings: [] },
			{ changes: [{ to: '2031-03-01' }] },
		]);
		expect(both()).toMatchObject([
			{ scheduledDeactivation: '2031-02-28', scheduledTermination: '2031-02-28' },
			{ scheduledDeactivation: '2031-03-01' },
		]);

		await done('cancelDeactivation', { user: byEmail });
		await done('cancelTermination', { user: byEmail });

		expect(both().flatMap((one) => [one.scheduledDeactivation, one.scheduledTermination])).toEqual([
			undefined,
			undefined,
			undefined,
			undefined,
		]);
	});

	it.each([
		['2031-02-30', 'Deactivation Date is not a date: "2031-02-30" [item 0]'],
		['={{ "" }}', 'Deactivation Date is empty [item 0]'],
		['28.02.2031', 'Deactivation Date is not a date: "28.02.2031" [item 0]'],
	])('go on a day that exists (%j)', async (date, message) => {
		expect((await run('scheduleDeactivation', { user: byEmail, date })).error?.says).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('what stands beside the profile', () => {
	it('a password is set and never shown', async () => {
		const { json } = await done('changePassword', { user: byEmail, newPassword: '={{ $json.password }}' }, [
			{ email: ANA, password: 'geheim-1' },
			{ email: SEAN, password: 'geheim-2' },
		]);

		expect(both().map(({ password }) => password)).toEqual(['geheim-1', 'geheim-2']);
		expect(json).toMatchObject([{ changes: [{ name: 'password', to: '[hidden]' }] }, {}]);
		expect(JSON.stringify(json)).not.toContain('geheim');
	});

	it('superiors are set, inherited, or none', async () => {
		const parameters = { user: byEmail, subordination: '={{ $json.type }}', supervisor: byId(userId(3)), coSubordination: 'no_supervisor' };
		const { json } = await done('setSubordination', parameters, [
			{ email: ANA, type: 'manual' },
			{ email: SEAN, type: 'inherit' },
		]);

		expect(person(ANA).subordination).toEqual({ subordinationType: 'manual', supervisorId: userId(3) });
		expect(json).toMatchObject([
			{ action: 'updated', changes: [{ name: 'subordination', from: { subordinationType: 'inherit' }, to: { supervisorId: userId(3) } }] },
			{ action: 'unchanged' },
		]);
		expect((await run('setSubordination', { user: byEmail })).error?.says).toBe(
			'Supervisor and Functional Manager are both set to Leave as Is [item 0]',
		);
	});

	it.each([
		['email', SEAN],
		['login', 'sean.obrien'],
	])('superiors are chosen by %s, and looked up once', async (mode, value) => {
		const parameters = { user: byEmail, subordination: 'manual', supervisor: { __rl: true, mode, value }, coSubordination: 'keep' };
		const items = [{ email: ANA }, { email: 'wei.zhang@example.test' }];
		const { json } = await done('setSubordination', parameters, items);

		expect(json).toMatchObject(Array(2).fill({ action: 'updated', changes: [{ to: { supervisorId: userId(2) } }] }));
		expect(json[0]?.changes).not.toEqual(expect.stringContaining('namedBy'));
		expect(sandbox.requests.filter(({ path }) => decodeURIComponent(path).includes(`${mode}s[]=${value}`))).toHaveLength(1);
		expect((await done('setSubordination', parameters, items)).json).toMatchObject(Array(2).fill({ action: 'unchanged' }));

		const nobody = { ...parameters, supervisor: { __rl: true, mode, value: 'nobody@example.test' } };
		expect((await run({ operation: 'setSubordination', items: [{ email: ANA }] }, nobody)).error?.says).toMatch(
			/^No user with the email address or login "nobody@/,
		);
	});

	it('leave is set and removed, once', async () => {
		const parameters = { user: byEmail, reason: '={{ $json.reason }}', startDate: '2031-02-01', endDate: '={{ $json.end }}' };
		const items = [
			{ email: ANA, reason: 'SickLeave', end: '2031-02-28' },
			{ email: SEAN, reason: 'OnVacation', end: '' },
		];
		await done('setWorkLeave', parameters, items);

		expect(both().map(({ workLeaveStatus }) => workLeaveStatus)).toEqual([
			{ workLeaveReason: 'SickLeave', startDate: '2031-02-01', endDate: '2031-02-28' },
			{ workLeaveReason: 'OnVacation', startDate: '2031-02-01' },
		]);
		expect(outputOf(await run({ operation: 'setWorkLeave', items }, parameters)).json).toMatchObject([
			{ action: 'unchanged' },
			{ action: 'unchanged' },
		]);

		await done('removeWorkLeave', { user: byEmail });

		expect(both().map(({ workLeaveStatus }) => workLeaveStatus)).toEqual([undefined, undefined]);
		expect(outputOf(await run('removeWorkLeave', { user: byEmail })).json).toMatchObject([
			{ action: 'unchanged' },
			{ action: 'unchanged' },
		]);
	});

	it('groups are left, the others kept', async () => {
		sandbox.edit('ispring', ANA, (one) => {
			one.groups = [NEWCOMERS, SAFETY];
		});
		const { json } = await done('removeFromGroups', { user: byEmail, groupIds: '={{ $json.groups }}' }, [
			{ email: ANA, groups: NEWCOMERS },
			{ email: SEAN, groups: [SAFETY] },
		]);

		expect(json).toMatchObject([
			{ action: 'updated', changes: [{ name: 'groups', from: [NEWCOMERS, SAFETY], to: [SAFETY] }] },
			{ action: 'unchanged' },
		]);
		expect(sentTo(sandbox)).toEqual([[`POST /user/${userId(1)}/groups/remove`, { groupIds: [NEWCOMERS] }]]);
		expect(person(ANA).groups).toEqual([SAFETY]);
	});

	it('one who is not there ends as an item of its own', async () => {
		const result = await run(
			{ operation: 'terminate', items: [{ email: 'nobody@example.test' }, { email: SEAN }], onError: 'continueRegularOutput' },
			{ user: byEmail },
		);

		expect(result.outputs[0]?.map(({ json, pairedItem }) => [json.error ?? json.action, pairedItem])).toEqual([
			[expect.stringContaining('No user with the email address "nobody@example.test"'), { item: 0 }],
			['updated', { item: 1 }],
		]);
	});
});
