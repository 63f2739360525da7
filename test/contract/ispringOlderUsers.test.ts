import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { askedFirst } from '../../nodes/ISpringLearn/actions/user/newUserParameters';
import { iSpringDirectory, type ISpringDirectory } from '../../nodes/ISpringLearn/user/iSpringDirectory';
import { SILENT, type Invitation } from '../../nodes/ISpringLearn/user/profile';
import { NAMESPACES } from '../../nodes/ISpringLearn/wire/soapEnvelope';
import { openChannel } from '../../nodes/ISpringLearn/wire/protocols';
import type { Failure } from '../../nodes/shared/failure';
import { readOnly, unsentOf } from '../../nodes/shared/http/readOnly';
import { creating } from '../../nodes/shared/provisioning/userOperation';
import type { FieldValue, Outcome } from '../../nodes/shared/provisioning/types';
import { freshSandbox } from '../freshSandbox';
import type { ISpringPerson } from '../sandbox';
import { GROUPS, UNITS } from '../sandbox/ispring/people';
import { provision } from '../unit/provisioned';
import { accountOf } from '../workflow/ispringRun';
import { testSession } from './session';

const [OLD, NEW] = NAMESPACES;
const NOT_INVITED: Invitation = {};
const EMAIL = 'new.one@example.test';
const NAMES = { login: 'new.one', email: EMAIL };
const MANDATORY = { ...NAMES, first_name: 'Łucja', last_name: 'New' };

const sandbox = freshSandbox();

type Fields = Readonly<Record<string, FieldValue>>;

const ways = [
	{
		title: 'REST (Header)',
		channel: 'ispring-header',
		protocol: 'restHeader',
		namespace: OLD,
		unit: '3',
		group: '5',
		full: '9',
		second: { pathIncludes: '/user/' },
		refusal: { status: 400, statusText: 'Bad Request' },
	},
	{
		title: 'SOAP',
		channel: 'ispring-soap',
		protocol: 'soap',
		namespace: OLD,
		unit: '3',
		group: '5',
		full: '9',
		second: { skip: 3 },
		refusal: { status: 500 },
	},
	{
		title: 'SOAP, the other namespace',
		channel: 'ispring-soap',
		protocol: 'soap',
		namespace: NEW,
		unit: UNITS[2]?.uuid ?? '',
		group: GROUPS[1]?.uuid ?? '',
		full: GROUPS[3]?.uuid ?? '',
		second: { skip: 3 },
		refusal: { status: 500 },
	},
] as const;

const person = (): ISpringPerson => sandbox.person('ispring', EMAIL);
const people = (): number => sandbox.people('ispring').length;
const failureIn = (outcome: Outcome | undefined): Failure | undefined => {
	if (outcome?.kind === 'failed') return outcome.failure;
	return outcome?.kind === 'settled' && outcome.plan.kind === 'failed' ? outcome.plan.failure : undefined;
};

describe.each(ways)('creating a user by $title', ({ channel, protocol, namespace, unit, group, full, second, refusal }) => {
	const directory = (): ISpringDirectory =>
		iSpringDirectory(openChannel(protocol, testSession(new ISpringLearnApi(), accountOf(sandbox)), namespace));
	const create = async (fields: Fields, invitation: Invitation = NOT_INVITED, by = directory()): Promise<Outcome | undefined> => {
		const edits = new Map(Object.entries({ departmentId: unit, ...fields }).map(([name, set]) => [name, { set }]));
		const operation = askedFirst(creating(by), by);
		const [outcome] = await provision(operation, [{ kind: 'wanted', wanted: { edits, options: { ...SILENT, invitation } } }], {
			concurrency: 1,
			stopAtFailure: false,
		});
		return outcome;
	};

	it('makes the user, writes the rest, and gives back what is there then', async () => {
		const outcome = await create({
			...MANDATORY,
			PHONE: '0012',
			country_id: '2',
			UB9mT: 'Łódź & <co>',
			groupIds: [group],
			password: 'geheim-42',
			role: protocol === 'soap' && namespace === NEW ? 'administrator' : 'publisher',
		});

		expect(outcome).toMatchObject({ kind: 'written', written: { warnings: [] } });
		expect(person()).toMatchObject({
			departmentId: UNITS[2]?.uuid,
			groups: [GROUPS[1]?.uuid],
			password: 'geheim-42',
			invited: { email: false, sms: false },
			fields: { ...MANDATORY, phone: '0012', country_id: '2', UB9mT: 'Łódź & <co>' },
		});
		expect(person().role).toBe(namespace === NEW ? 'administrator' : 'publisher');
		expect(sandbox.writes(channel)).toHaveLength(2);
	});

	it.each(['0012', '+44 7700', '1E5', 'line one\nline two', '  blanks around  ', '<b>&amp;&#10;]]></b>', 'Łódź 🚀'])(
		'keeps %j to the letter',
		async (text) => {
			await create({ ...MANDATORY, job_title: text });

			expect(person().fields.job_title).toBe(text);
		},
	);

	it('makes a user by one request when there is no more to write', async () => {
		const outcome = await create(NAMES);

		expect(outcome).toMatchObject({ kind: 'written', written: { warnings: [] } });
		expect(sandbox.writes(channel)).toHaveLength(1);
		expect(person().fields).toEqual(NAMES);
	});

	it('invites by email only when it is told to', async () => {
		await create(NAMES, { emailMessage: 'Welcome to us' });

		expect(person().invited).toEqual({ email: true, sms: false, message: 'Welcome to us' });
	});

	it('warns of groups that the user could not join', async () => {
		const outcome = await create({ ...NAMES, groupIds: [group, full] });

		expect(outcome).toMatchObject({
			kind: 'written',
			written: { warnings: [expect.stringContaining(`could not be added to these groups: ${full}`)] },
		});
	});

	it('says that the user is there when only the fields were refused, and the next run writes them', async () => {
		sandbox.fail({
			channel,
			method: 'POST',
			kind: 'status',
			...second,
			...refusal,
			...(protocol === 'soap' ? { body: fault('Wrong Parameters'), contentType: 'text/xml' } : {}),
		});
		const failure = failureIn(await create(MANDATORY));
		const id = namespace === NEW ? person().userId : String(person().legacyId);

		expect(failure).toMatchObject({
			kind: 'refused',
			says: `The user was created with ID ${id}, but its fields were not written. iSpring: ${protocol === 'soap' ? 'Wrong Parameters' : 'Bad Request'}`,
			todo: 'Run Create or Update for this item. It finds the user and writes the rest.',
		});
		expect(person().fields).toEqual(NAMES);
	});

	it('does not claim to know what became of the fields when the connection broke', async () => {
		sandbox.fail({ channel, method: 'POST', kind: 'reset', afterHandling: true, ...second });

		expect(failureIn(await create(MANDATORY))?.says).toMatch(
			/^The user was created with ID [\w-]+, but it is unclear whether its fields were written\. /,
		);
	});

	it.each([
		[
			'a mandatory field without a value',
			{ ...NAMES, first_name: 'Ann' },
			'Fields',
			'A new user needs a value for every required field of the account: Last Name',
		],
		['a field that the account does not have', { ...MANDATORY, shoe_size: '41' }, 'shoe_size', 'The account has no field "shoe_size"'],
		[
			'a country that is not in the list',
			{ ...MANDATORY, country_id: 'Portugal' },
			'Country',
			'Country takes a value from the account\'s list, not "Portugal"',
		],
		['a member that the protocol does not know', { ...MANDATORY, roles: [{ roleId: 'x' }] }, 'Roles', "Roles can't be set with "],
		['a character that it can’t carry', { ...MANDATORY, phone: 'a\u0001b' }, undefined, 'control character'],
	])('makes nobody for %s', async (_what, fields, parameter, says) => {
		const before = people();
		const failure = failureIn(await create(fields));

		expect(failure).toMatchObject({
			kind: 'invalid',
			says: expect.stringContaining(says),
			...(parameter === undefined ? {} : { parameter }),
		});
		expect(sandbox.writes(channel)).toEqual([]);
		expect(people()).toBe(before);
	});

	it('makes nobody when the account’s fields can’t be read and there are fields to write', async () => {
		sandbox.fail({
			channel,
			kind: 'status',
			status: 403,
			statusText: 'Permission denied',
			...(protocol === 'soap' ? { body: fault('Permission denied'), contentType: 'text/xml' } : {}),
		});

		expect(failureIn(await create(MANDATORY))).toMatchObject({ kind: 'refused', says: 'iSpring: Permission denied' });
		expect(sandbox.writes(channel)).toEqual([]);
	});

	it('passes on in the words of iSpring that somebody is there, and writes no fields', async () => {
		const failure = failureIn(await create({ ...MANDATORY, email: 'ana.silva@example.test' }));

		expect(failure).toMatchObject({ kind: 'refused', says: 'iSpring: User with the same email is already registered.' });
		expect(sandbox.writes(channel)).toHaveLength(1);
	});

	it('is never repeated when nobody knows whether it arrived', async () => {
		sandbox.fail({ channel, method: 'POST', kind: 'reset', afterHandling: true, ...(protocol === 'soap' ? { skip: 1 } : {}) });
		const outcome = await create(MANDATORY);

		expect(failureIn(outcome)).toMatchObject({ kind: 'unreachable', landed: 'maybe' });
		expect(sandbox.writes(channel)).toHaveLength(1);
	});

	it('says so when the answer holds no ID', async () => {
		const body =
			protocol === 'soap'
				? '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><AddUserResult/></e:Body></e:Envelope>'
				: ' ';
		sandbox.fail({
			channel,
			method: 'POST',
			kind: 'malformed',
			body,
			contentType: 'text/xml',
			...(protocol === 'soap' ? { skip: 1 } : {}),
		});

		expect(failureIn(await create(NAMES))).toMatchObject({
			kind: 'unreadable',
			says: 'iSpring accepted the request, but returned no ID',
		});
	});

	it('finds the user by email from then on, though everybody was listed before', async () => {
		const by = directory();
		expect(await by.find({ by: 'email', value: EMAIL }, SILENT)).toEqual([]);
		await create(MANDATORY, NOT_INVITED, by);

		expect(await by.find({ by: 'email', value: EMAIL }, SILENT)).toHaveLength(1);
	});
});

function fault(words: string): string {
	return `<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>client</faultcode><faultstring>${words}</faultstring></e:Fault></e:Body></e:Envelope>`;
}

describe('the request of a new user', () => {
	const changes = Object.entries({ ...MANDATORY, departmentId: '3', password: 'geheim-42', role: 'publisher', groupIds: ['5'] }).map(
		([field, to]) => ({ field, to }),
	);
	const channel = (protocol: 'restHeader' | 'soap', namespace: (typeof NAMESPACES)[number] = OLD) =>
		openChannel(protocol, testSession(new ISpringLearnApi(), accountOf(sandbox)), namespace);

	it('by REST (Header) is headers, with the fields in a second one', async () => {
		await channel('restHeader').create({ changes, invitation: NOT_INVITED });
		const [first, second] = sandbox.writes('ispring-header');

		expect(first?.path).toMatch(/\/user$/);
		expect(first?.headers).toMatchObject({
			'x-email': EMAIL,
			'x-login': 'new.one',
			'x-password': 'geheim-42',
			'x-send-login-email': '0',
			'x-organization-id': '3',
			'x-role': 'publisher',
			'x-groups': '5',
		});
		expect(second?.path).toMatch(new RegExp(`/user/${person().legacyId}$`));
		expect(second?.headers['x-fields-xml']).toBe(
			'<fields><login>new.one</login><email>new.one@example.test</email><first_name>&#321;ucja</first_name><last_name>New</last_name></fields>',
		);
	});

	it('by SOAP stands in the order of the older page, with a number for the role', async () => {
		await channel('soap').create({ changes, invitation: { emailMessage: 'Hi' } });

		expect(sandbox.writes('ispring-soap')[0]?.body).toContain(
			`</credentials><email>${EMAIL}</email><login>new.one</login><password>geheim-42</password><sendLoginEmail>true</sendLoginEmail><invitationMessage>Hi</invitationMessage><organizationId>3</organizationId><role>20</role><groups><id>5</id></groups></AddUserRequest>`,
		);
	});

	it('by SOAP says of both invitations that there is none, where the newer page has both', async () => {
		const sales = UNITS[1]?.uuid ?? '';
		await channel('soap', NEW).create({
			changes: [...changes.filter(({ field }) => ['login', 'email'].includes(field)), { field: 'departmentId', to: sales }],
			invitation: NOT_INVITED,
		});

		expect(sandbox.writes('ispring-soap')[0]?.body).toContain(
			`<login>new.one</login><sendLoginEmail>false</sendLoginEmail><sendLoginSMS>false</sendLoginSMS><departmentId>${sales}</departmentId></AddUserRequest>`,
		);
	});

	it.each([
		['restHeader', OLD, [{ field: 'first_name', to: 'x' }], NOT_INVITED, 'A new user has neither an email address nor a login'],
		[
			'restHeader',
			OLD,
			[{ field: 'email', to: 'łucja@example.test' }],
			NOT_INVITED,
			'Email has a character that is not allowed in an HTTP header',
		],
		[
			'restHeader',
			OLD,
			[
				{ field: 'email', to: EMAIL },
				{ field: 'password', to: 'żółć' },
			],
			NOT_INVITED,
			'Password has a character that is not allowed in an HTTP header',
		],
		[
			'restHeader',
			OLD,
			[{ field: 'email', to: EMAIL }],
			{ emailMessage: 'line one\nline two' },
			'Invitation Message has a character that is not allowed in an HTTP header',
		],
		['restHeader', OLD, [{ field: 'email', to: EMAIL }], { smsMessage: 'Hi' }, "REST (Header) can't invite by SMS"],
		['soap', OLD, [{ field: 'login', to: 'x' }], NOT_INVITED, 'A new user has no email address'],
		['soap', OLD, [{ field: 'email', to: EMAIL }], { smsMessage: 'Hi' }, "SOAP in this namespace can't invite by SMS"],
		[
			'soap',
			OLD,
			[
				{ field: 'email', to: EMAIL },
				{ field: 'role', to: '20' },
			],
			NOT_INVITED,
			'Role takes user, publisher, organizationAdministrator, administrator with SOAP in this namespace, not "20"',
		],
		[
			'soap',
			OLD,
			[
				{ field: 'email', to: EMAIL },
				{ field: 'roleId', to: 'x' },
			],
			NOT_INVITED,
			"Role ID can't be set with SOAP in this account",
		],
		[
			'soap',
			NEW,
			[
				{ field: 'email', to: EMAIL },
				{ field: 'departmentId', to: 'x' },
			],
			NOT_INVITED,
			'A new user has no login',
		],
		['soap', NEW, [{ field: 'login', to: 'x' }], NOT_INVITED, 'Department is empty'],
	] as const)('is refused before anything is sent (%s, %s, %j, %j)', (protocol, namespace, wanted, invitation, says) => {
		expect(() => channel(protocol, namespace).assertNewcomer({ changes: wanted, invitation })).toThrow(says);
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		['restHeader', ['/user', '/user/ID-of-the-new-user']],
		['soap', ['AddUserRequest', 'UpdateUserProfileRequest']],
	] as const)('is seen with the one that follows where nothing may be sent (%s)', async (protocol, expected) => {
		const session = testSession(new ISpringLearnApi(), accountOf(sandbox));
		const unsent = await openChannel(protocol, { ...session, send: readOnly(session.send) }, OLD)
			.create({ changes, invitation: NOT_INVITED })
			.then(() => undefined, unsentOf);

		expect(
			unsent
				?.map(({ url, body = '' }) => url.replace(/^.*ispring-legacy/, '') + (/<(\w+Request)>/.exec(body)?.[1] ?? ''))
				.map((one) => one.replace(/^http.*ispring-soap/, '')),
		).toEqual(expected);
		expect(sandbox.writes()).toEqual([]);
	});

	it('that is too long for a header is refused while plans are made', async () => {
		await expect(
			channel('restHeader').assertMakeable({
				changes: [...changes, { field: 'job_title', to: '张'.repeat(1200) }],
				invitation: NOT_INVITED,
			}),
		).rejects.toThrow('servers allow about 8000');
		expect(sandbox.writes('ispring-header')).toEqual([]);
	});
});
