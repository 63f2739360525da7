import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { Channel, ISpringPerson } from '../sandbox';
import { UNITS } from '../sandbox/ispring/people';
import { byEmail, byId, mapped, outputOf, runISpring, SEAN, type Run } from './ispringRun';

const NEWER = 'http://ispringlearn.com/go/services/api/soap';
const [, SALES, LEGAL] = UNITS;

const sandbox = freshSandbox();

const person = (email: string): ISpringPerson => sandbox.person('ispring', email);

const ways: ReadonlyArray<
	Readonly<{ title: string; api: string; channel: Channel; options: Readonly<{ soapNamespace?: string }>; sales: string; legal: string }>
> = [
	{ title: 'REST (Header)', api: 'restHeader', channel: 'ispring-header', options: {}, sales: '2', legal: '3' },
	{ title: 'SOAP', api: 'soap', channel: 'ispring-soap', options: {}, sales: '2', legal: '3' },
	{
		title: 'SOAP, newer',
		api: 'soap',
		channel: 'ispring-soap',
		options: { soapNamespace: NEWER },
		sales: SALES?.uuid ?? '',
		legal: LEGAL?.uuid ?? '',
	},
];

describe.each(ways)('by $title', ({ api, channel, options, sales, legal }) => {
	const run = async (one: Run, parameters: IDataObject) =>
		await runISpring(sandbox, one, { api, ...parameters, options: { ...options, ...Object(parameters.options) } });
	const idOf = (email: string): string => (options.soapNamespace ? person(email).userId : String(person(email).legacyId));

	describe('User: Create', () => {
		const newcomers = [
			{ login: 'new.one', mail: 'new.one@example.test', first: 'Łucja', department: sales, invite: false },
			{ login: 'new.two', mail: 'new.two@example.test', first: 'Zoë', department: legal, invite: true },
		];
		const parameters = {
			department: byId('={{ $json.department }}'),
			fields: mapped({
				login: '={{ $json.login }}',
				email: '={{ $json.mail }}',
				first_name: '={{ $json.first }}',
				last_name: 'New',
				password: 'geheim-42',
			}),
			sendEmail: '={{ $json.invite }}',
			invitationMessage: 'Welcome',
		};

		it('makes each user in their department, and invites nobody unless told to', async () => {
			const { json, from } = outputOf(await run({ operation: 'create', items: newcomers }, parameters));

			expect([person('new.one@example.test'), person('new.two@example.test')]).toMatchObject([
				{
					departmentId: SALES?.uuid,
					password: 'geheim-42',
					fields: { first_name: 'Łucja', last_name: 'New' },
					invited: { email: false, sms: false },
				},
				{ departmentId: LEGAL?.uuid, fields: { first_name: 'Zoë' }, invited: { email: true, sms: false, message: 'Welcome' } },
			]);
			expect(json).toMatchObject([
				{ action: 'created', id: idOf('new.one@example.test'), warnings: [], user: { fields: { login: 'new.one', first_name: 'Łucja' } } },
				{ action: 'created', id: idOf('new.two@example.test'), warnings: [] },
			]);
			expect(from).toEqual([0, 1]);
			expect(JSON.stringify(json)).not.toContain('geheim-42');
		});

		it('writes nobody when one item lacks a mandatory field', async () => {
			const { error } = await run({ operation: 'create', items: [newcomers[0] ?? {}, { ...newcomers[1], first: '' }] }, parameters);

			expect(error).toMatchObject({
				says: 'A new user needs a value for every required field of the account: First Name [item 1]',
				description: 'Map them under Fields. Nothing was written: 1 other item was ready.',
			});
			expect(sandbox.writes()).toEqual([]);
		});

		it('ends only the item that iSpring refuses', async () => {
			const result = await run(
				{ operation: 'create', items: [{ ...newcomers[0], mail: SEAN }, newcomers[1] ?? {}], onError: 'continueErrorOutput' },
				parameters,
			);

			expect(result.outputs[1]?.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
				[expect.stringContaining('iSpring: User with the same email is already registered'), { item: 0 }],
			]);
			expect(result.outputs[0]?.map(({ json, pairedItem }) => [json.action, pairedItem])).toEqual([['created', { item: 1 }]]);
		});
	});

	describe('User: Create or Update', () => {
		const parameters = {
			user: byEmail,
			department: byId(sales),
			fields: mapped({ login: '={{ $json.login }}', first_name: 'New', last_name: 'Name', job_title: '={{ $json.title }}' }),
		};
		const items = [
			{ email: 'new.one@example.test', login: 'new.one', title: 'Pilot' },
			{ email: SEAN, login: 'sean.obrien', title: 'Judge' },
		];

		it('makes who is not there under the email address, and updates who is', async () => {
			const { json, from } = outputOf(await run({ operation: 'upsert', items }, parameters));

			expect(json).toMatchObject([{ action: 'created' }, { action: 'updated', id: idOf(SEAN) }]);
			expect(from).toEqual([0, 1]);
			expect(person('new.one@example.test')).toMatchObject({
				departmentId: SALES?.uuid,
				fields: { email: 'new.one@example.test', login: 'new.one', job_title: 'Pilot' },
			});
			expect(person(SEAN)).toMatchObject({ departmentId: LEGAL?.uuid, fields: { job_title: 'Judge' } });
		});

		it('writes nothing when the same list runs again', async () => {
			await run({ operation: 'upsert', items }, parameters);
			sandbox.clearLog();
			const { json } = outputOf(await run({ operation: 'upsert', items }, parameters));

			expect(json).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
			expect(sandbox.writes(channel)).toEqual([]);
		});

		it('makes one user of two items for the same address', async () => {
			const twice = [items[0] ?? {}, { ...items[0], title: 'Captain' }];
			const { json } = outputOf(await run({ operation: 'upsert', items: twice }, parameters));

			expect(json).toMatchObject([{ action: 'created' }, { action: 'updated' }]);
			expect(person('new.one@example.test').fields.job_title).toBe('Captain');
		});

		it('finishes a user who was made and whose fields were refused', async () => {
			const refusal =
				api === 'soap'
					? { skip: 3, status: 500, body: FAULT, contentType: 'text/xml' }
					: { pathIncludes: '/user/', status: 400, statusText: 'Bad Request' };
			sandbox.fail({ channel, method: 'POST', kind: 'status', times: 1, ...refusal });
			const { error } = await run({ operation: 'upsert', items: items.slice(0, 1) }, parameters);

			expect(error?.message).toContain(`The user was created with ID ${idOf('new.one@example.test')}, but its fields were not written.`);
			expect(error?.description).toBe('Run Create or Update for this item. It finds the user and writes the rest.');

			const { json } = outputOf(await run({ operation: 'upsert', items: items.slice(0, 1) }, parameters));

			expect(json).toMatchObject([{ action: 'updated', warnings: [] }]);
			expect(person('new.one@example.test').fields).toMatchObject({ first_name: 'New', job_title: 'Pilot' });
		});

		it('makes nobody whom nothing names', async () => {
			const { error } = await run(
				{ operation: 'upsert', items: items.slice(0, 1) },
				{ ...parameters, user: { __rl: true, mode: 'login', value: 'new.one' }, fields: mapped({ first_name: 'New', last_name: 'Name' }) },
			);

			expect(error?.message).toMatch(
				api === 'soap' && !options.soapNamespace ? /^new\.one: A new user has no email address/ : /required field of the account: Email/,
			);
			expect(sandbox.writes()).toEqual([]);
		});
	});
});

const FAULT =
	'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>client</faultcode><faultstring>Wrong Parameters</faultstring></e:Fault></e:Body></e:Envelope>';

describe('what only one of the older APIs has', () => {
	const one = { operation: 'create', items: [{}] };
	const fields = mapped({ email: 'new.one@example.test' });

	it('leaves organization and text of the invitation to REST (Header)', async () => {
		await runISpring(sandbox, one, { api: 'restHeader', fields, sendEmail: true });

		expect(person('new.one@example.test')).toMatchObject({
			departmentId: UNITS[0]?.uuid,
			invited: { email: true, message: '' },
			fields: { login: 'new.one@example.test' },
		});
	});

	it('refuses with no request what a header can’t carry', async () => {
		const { error } = await runISpring(sandbox, one, {
			api: 'restHeader',
			fields,
			sendEmail: true,
			invitationMessage: 'Zażółć',
		});

		expect(error?.says).toBe('Invitation Message has a character that is not allowed in an HTTP header (U+017C at position 3) [item 0]');
		expect(sandbox.requests).toEqual([]);
	});

	it('invites by SMS with the newer SOAP alone', async () => {
		const parameters = {
			api: 'soap',
			department: byId(SALES?.uuid ?? ''),
			fields: mapped({ login: 'new.one', email: 'new.one@example.test' }),
		};
		const sms = { smsInvitation: { values: { sendSms: true, message: 'Hi' } } };
		const { error } = await runISpring(sandbox, one, { ...parameters, newUsers: sms });
		await runISpring(sandbox, one, { ...parameters, newUsers: sms, options: { soapNamespace: NEWER } });

		expect(error?.says).toBe("SOAP in this namespace can't invite by SMS [item 0]");
		expect(person('new.one@example.test').invited).toEqual({ email: false, sms: true, message: 'Hi' });
	});

	it('demands a department with the newer SOAP', async () => {
		const { error } = await runISpring(sandbox, one, {
			api: 'soap',
			fields: mapped({ login: 'new.one' }),
			options: { soapNamespace: NEWER },
		});

		expect(error?.message).toBe('new.one: Department is empty [item 0]');
		expect(sandbox.requests).toEqual([]);
	});
});
