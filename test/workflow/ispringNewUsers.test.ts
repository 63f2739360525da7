import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { ISpringPerson } from '../sandbox';
import { GROUPS, ROLE_IDS, UNITS } from '../sandbox/ispring/people';
import { ANA, byEmail, byId, mapped, outputOf, runISpring, SEAN, sentTo, type Run } from './ispringRun';
import { checkPreview } from './previews';
import { moreJson } from './ways';

const [, SALES, LEGAL] = UNITS.map(({ uuid }) => uuid);
const [, SAFETY = ''] = GROUPS.map(({ uuid }) => uuid);

const sandbox = freshSandbox();

const person = (email: string): ISpringPerson => sandbox.person('ispring', email);
const run = async (one: Run, parameters: IDataObject) => await runISpring(sandbox, one, parameters);
/** Runs an operation and holds it against its preview. */
const done = async (operation: string, parameters: IDataObject, items: readonly IDataObject[]) => {
	const output = outputOf(await run({ operation, items }, parameters));
	checkPreview('ISpringLearn', 'user', operation, output.json);
	return output;
};

describe('User: Create', () => {
	const newcomers = [
		{ login: 'new.one', mail: 'new.one@example.test', first: 'Łucja', department: SALES, invite: false },
		{ login: 'new.two', mail: 'new.two@example.test', first: 'Zoë', department: LEGAL, invite: true },
	];
	const parameters = {
		department: byId('={{ $json.department }}'),
		fields: mapped({
			login: '={{ $json.login }}',
			email: '={{ $json.mail }}',
			first_name: '={{ $json.first }}',
			last_name: 'New',
			groupIds: SAFETY,
			password: 'geheim-42',
		}),
		sendEmail: '={{ $json.invite }}',
		invitationMessage: 'Welcome',
	};

	it('makes each user in their department, and invites nobody unless told to', async () => {
		const { json, from } = await done('create', parameters, newcomers);
		const [one, two] = [person('new.one@example.test'), person('new.two@example.test')];

		expect([one, two]).toMatchObject([
			{
				departmentId: SALES,
				status: 1,
				groups: [SAFETY],
				password: 'geheim-42',
				fields: { first_name: 'Łucja' },
				invited: { email: false, sms: false },
			},
			{ departmentId: LEGAL, fields: { first_name: 'Zoë' }, invited: { email: true, sms: false, message: 'Welcome' } },
		]);
		expect(json).toMatchObject([
			{ action: 'created', id: one.userId, warnings: [], user: { fields: { login: 'new.one' } } },
			{ action: 'created', id: two.userId },
		]);
		expect(from).toEqual([0, 1]);
		expect(JSON.stringify(json)).not.toContain('geheim-42');
		expect(sandbox.requests.filter(({ path }) => path.endsWith('/profile/fields'))).toHaveLength(1);
		expect(sentTo(sandbox)[0]).toEqual(['POST /user', expect.objectContaining({ sendLoginEmail: false, sendLoginSMS: false })]);
	});

	it.each([
		[true, { email: true, sms: false, message: 'Welcome' }],
		['={{ "true" }}', { email: true, sms: false, message: 'Welcome' }],
		[false, { email: false, sms: false }],
		['={{ "false" }}', { email: false, sms: false }],
	])('invites by email only when told to, as a switch or as text: %j', async (sendEmail, invited) => {
		await run({ operation: 'create', items: newcomers.slice(0, 1) }, { ...parameters, sendEmail });

		expect(person('new.one@example.test').invited).toMatchObject(invited);
		expect(sentTo(sandbox)[0]?.[1]).toMatchObject({ sendLoginEmail: invited.email });
	});

	it.each([
		[{}, true],
		[{ sendSms: true }, true],
		[{ sendSms: '={{ "true" }}' }, true],
		[{ sendSms: '={{ "false" }}' }, false],
	])('invites by SMS once that is added: %j', async (more, sendLoginSMS) => {
		const newUsers = { smsInvitation: { values: { ...more, message: 'Hi' } } };
		await run({ operation: 'create', items: newcomers.slice(0, 1) }, { ...parameters, newUsers });

		expect(sentTo(sandbox)[0]?.[1]).toMatchObject({ sendLoginSMS });
	});

	it('gives a user one or two roles', async () => {
		const roles = JSON.stringify([
			{ roleId: ROLE_IDS.get('learner') },
			{ roleId: ROLE_IDS.get('publisher'), manageableDepartmentIds: [SALES] },
		]);
		await run({ operation: 'create', items: newcomers.slice(0, 1) }, { ...parameters, options: moreJson(`{"roles": ${roles}}`) });

		expect(person('new.one@example.test').userRoles).toEqual(JSON.parse(roles));
	});

	it('gives a new user the role that is chosen, unless the fields say another', async () => {
		const role = { __rl: true, mode: 'list', value: ROLE_IDS.get('administrator') };
		await run({ operation: 'create', items: newcomers.slice(0, 1) }, { ...parameters, newUsers: { role } });
		await run(
			{ operation: 'create', items: newcomers.slice(1) },
			{ ...parameters, newUsers: { role }, options: moreJson('{"role": "learner"}') },
		);

		expect(person('new.one@example.test').userRoles).toEqual([{ roleId: role.value }]);
		expect(person('new.two@example.test')).toMatchObject({ role: 'learner' });
		expect(person('new.two@example.test')).not.toHaveProperty('userRoles');
	});

	it.each([
		['without a login', { ...parameters, fields: mapped({ email: '={{ $json.mail }}' }) }, 'A new user has no login [item 0]'],
		['without a department', { ...parameters, department: byId('={{ "" }}') }, 'Department is empty [item 0]'],
		[
			'with an invitation that says nothing',
			{ ...parameters, sendEmail: true, invitationMessage: ' ' },
			'Invitation Message is empty, but an invitation would be sent [item 0]',
		],
		[
			'with an invitation by SMS that says nothing',
			{ ...parameters, newUsers: { smsInvitation: { values: {} } } },
			'SMS Message is empty, but an invitation would be sent [item 0]',
		],
	])('is not tried %s', async (_what, wrong, message) => {
		expect((await run({ operation: 'create', items: newcomers }, wrong)).error?.says).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});

	it('leaves it to iSpring to refuse a login that is taken, and goes on with the others', async () => {
		const result = await run(
			{ operation: 'create', items: [{ ...newcomers[0], login: 'ana.silva' }, newcomers[1] ?? {}], onError: 'continueErrorOutput' },
			parameters,
		);

		expect(result.outputs[1]?.map(({ json }) => json.error)).toEqual([
			expect.stringContaining('iSpring: Invalid value ana.silva. Field login must be unique'),
		]);
		expect(result.outputs[0]?.map(({ json, pairedItem }) => [json.action, pairedItem])).toEqual([['created', { item: 1 }]]);
	});

	it('is sent once, also when nobody knows whether it arrived', async () => {
		sandbox.fail({ channel: 'ispring-rest', kind: 'reset', method: 'POST', afterHandling: true });
		const { error } = await run({ operation: 'create', items: newcomers.slice(0, 1) }, parameters);

		expect(error).toBeDefined();
		expect(sandbox.writes('ispring-rest')).toHaveLength(1);
	});
});

describe('User: Create or Update', () => {
	const parameters = {
		user: byEmail,
		department: byId(SALES ?? ''),
		fields: mapped({ login: '={{ $json.login }}', first_name: 'New', last_name: 'Name', job_title: '={{ $json.title }}' }),
	};

	it('makes who is not there under the email address, and updates who is', async () => {
		const { json } = await done('upsert', parameters, [
			{ email: 'new.one@example.test', login: 'new.one', title: 'Pilot' },
			{ email: SEAN, login: 'sean.obrien', title: 'Judge' },
		]);

		expect(json).toMatchObject([{ action: 'created' }, { action: 'updated', id: person(SEAN).userId }]);
		expect(person('new.one@example.test')).toMatchObject({
			departmentId: SALES,
			fields: { email: 'new.one@example.test', login: 'new.one', job_title: 'Pilot' },
		});
		expect(person(SEAN)).toMatchObject({ departmentId: LEGAL, fields: { job_title: 'Judge' } });
	});

	it('writes nobody when several fit', async () => {
		sandbox.edit('ispring', SEAN, ({ fields }) => {
			fields.email = ANA;
		});
		const { error } = await run({ operation: 'upsert', items: [{ email: ANA, login: 'x', title: 'y' }] }, parameters);

		expect(error?.message).toContain('2 users have the email address');
		expect(sandbox.writes('ispring-rest')).toEqual([]);
	});

	it('writes nothing when the same list runs again', async () => {
		const items = [{ email: 'new.one@example.test', login: 'new.one', title: 'Pilot' }];
		await run({ operation: 'upsert', items }, parameters);
		sandbox.clearLog();
		const { json } = outputOf(await run({ operation: 'upsert', items }, parameters));

		expect(json).toMatchObject([{ action: 'unchanged' }]);
		expect(sandbox.writes('ispring-rest')).toEqual([]);
	});
});
