import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { ISpringLearnApi } from '../../credentials/ISpringLearnApi.credentials';
import { ISpringLearnTokenApi } from '../../credentials/ISpringLearnTokenApi.credentials';
import { iSpringDirectory, type ISpringDirectory } from '../../nodes/ISpringLearn/user/iSpringDirectory';
import { SILENT } from '../../nodes/ISpringLearn/user/profile';
import { legacyBase } from '../../nodes/ISpringLearn/wire/addresses';
import type { Protocol } from '../../nodes/ISpringLearn/wire/channel';
import { NAMESPACES, type Namespace } from '../../nodes/ISpringLearn/wire/soapEnvelope';
import { openChannel } from '../../nodes/ISpringLearn/wire/protocols';
import { failureOf, type Failure } from '../../nodes/shared/failure';
import { updating } from '../../nodes/shared/provisioning/userOperation';
import { provision } from '../unit/provisioned';
import type { Edit, FieldValue, MatchKey, Outcome } from '../../nodes/shared/provisioning/types';
import { freshSandbox } from '../freshSandbox';
import type { Channel, ISpringPerson } from '../sandbox';
import { GROUPS, UNITS } from '../sandbox/ispring/people';
import { steadyUuid } from '../sandbox/people';
import { USERS } from '../../nodes/ISpringLearn/users';
import { directoryContract, onSandbox } from './directoryContract';
import { helper, testSession } from './session';

const [OLD, NEW] = NAMESPACES;
const ANA = 'ana.silva@example.test';
const WEI = 'wei.zhang@example.test';
const NOBODY = 'nobody@example.test';
const ANA_UUID = steadyUuid('ispring user 1');
const NO_UUID = '00000000-0000-4000-8000-000000000000';

const sandbox = freshSandbox();

type Texts = Readonly<Record<string, string>>;
type Fields = Readonly<Record<string, FieldValue>>;
type Opening = Readonly<{ token?: boolean; namespace?: Namespace; credential?: Texts }>;

const addresses = (): Texts => ({
	region: 'custom',
	baseUrl: sandbox.urls.ispring,
	legacyBaseUrl: sandbox.urls.ispringLegacy,
	soapUrl: sandbox.urls.ispringSoap,
});
const account = (change: Readonly<Record<string, string | string[]>> = {}): ICredentialDataDecryptedObject => {
	const { accountUrl, email, password } = sandbox.secrets.ispring;
	return { ...addresses(), accountUrl, email, password, api: 'rest', ...change };
};
const apiKey = (change: Texts = {}): ICredentialDataDecryptedObject => {
	const { clientId, clientSecret } = sandbox.secrets.ispring;
	return { ...addresses(), clientId, clientSecret, accessToken: '', accessTokenExpiresAt: '0', ...change };
};
const open = (protocol: Protocol, { token = false, namespace = OLD, credential = {} }: Opening = {}): ISpringDirectory => {
	const session = token
		? testSession(new ISpringLearnTokenApi(), apiKey(credential))
		: testSession(new ISpringLearnApi(), account(credential));
	return iSpringDirectory(openChannel(protocol, session, namespace));
};

const person = (email = ANA): ISpringPerson => sandbox.person('ispring', email);
const wants = (fields: Fields, value = ANA) => {
	const key: MatchKey<'email'> = { by: 'email', value };
	return {
		kind: 'wanted',
		wanted: {
			key,
			edits: new Map(
				Object.entries(fields).map(([name, set]): [string, Edit] => [name, name === 'groupIds' ? { set, how: 'add' } : { set }]),
			),
			options: SILENT,
		},
	} as const;
};
const update = async (directory: ISpringDirectory, fields: Fields, email = ANA): Promise<Outcome | undefined> => {
	const [outcome] = await provision(updating(directory), [wants(fields, email)], { concurrency: 1, stopAtFailure: false });
	return outcome;
};
const failureIn = (outcome: Outcome | undefined): Failure | undefined => {
	if (outcome?.kind === 'failed') return outcome.failure;
	return outcome?.kind === 'settled' && outcome.plan.kind === 'failed' ? outcome.plan.failure : undefined;
};
const theOne = async (directory: ISpringDirectory) => {
	const [ana] = await directory.find({ by: 'email', value: ANA }, SILENT);
	if (!ana) throw new Error('Ana is not there');
	return ana;
};
const warningsIn = (outcome: Outcome | undefined): readonly string[] | undefined =>
	outcome?.kind === 'written' ? outcome.written.warnings : undefined;
const failureOfFind = async (directory: ISpringDirectory, value = ANA): Promise<Failure | undefined> =>
	await directory.find({ by: 'email', value }, SILENT).then(() => undefined, failureOf);
const sent = (channel: Channel) =>
	sandbox.writes(channel).map(({ method, path, body }) => ({ method, path: path.replace(/^\/[^/]+/, ''), body }));
const paths = (channel: Channel) =>
	sandbox.requests.filter((one) => one.channel === channel).map(({ method, path }) => `${method} ${path.replace(/^\/[^/]+/, '')}`);
const json = (body: string | undefined): unknown => JSON.parse(body ?? 'null');

/** Everything that differs between the ways in the cases below. `readBack` is what a fault must hit: the read after the write, not the one before it. */
const ways = [
	{
		title: 'REST, account',
		channel: 'ispring-rest',
		protocol: 'rest',
		opening: {},
		id: ANA_UUID,
		unknownId: NO_UUID,
		readBack: { method: 'GET', pathIncludes: ANA_UUID, skip: 1 },
	},
	{
		title: 'REST, API token',
		channel: 'ispring-rest',
		protocol: 'rest',
		opening: { token: true },
		id: ANA_UUID,
		unknownId: NO_UUID,
		readBack: { method: 'GET', pathIncludes: ANA_UUID, skip: 1 },
	},
	{
		title: 'REST (Header)',
		channel: 'ispring-header',
		protocol: 'restHeader',
		opening: {},
		id: '4',
		unknownId: '99999',
		readBack: { method: 'GET', pathIncludes: '/user/4', skip: 1 },
	},
	{ title: 'SOAP, account', channel: 'ispring-soap', protocol: 'soap', opening: {}, id: '4', unknownId: '99999', readBack: { skip: 3 } },
	{
		title: 'SOAP, API token, the other namespace',
		channel: 'ispring-soap',
		protocol: 'soap',
		opening: { token: true, namespace: NEW },
		id: ANA_UUID,
		unknownId: NO_UUID,
		readBack: { skip: 3 },
	},
] as const;

describe.each(ways)('by $title', ({ title, channel, protocol, opening, id, unknownId, readBack }) => {
	directoryContract(`iSpring Learn by ${title}`, {
		vendor: onSandbox(() => sandbox, channel),
		open: () => open(protocol, opening),
		everybody: () => open(protocol, opening).everybody(SILENT),
		resting: USERS.resting,
		options: SILENT,
		keys: [
			{ by: 'email', value: 'Ana.Silva@example.test' },
			{ by: 'login', value: 'ANA.SILVA' },
			{ by: 'id', value: id },
		],
		stranger: [
			{ by: 'email', value: NOBODY },
			{ by: 'login', value: 'ana' },
			{ by: 'id', value: unknownId },
		],
		text: 'job_title',
		bystander: 'phone',
		signIns: ['login', 'email'],
	});

	it.each(['line one\nline two', 'tab\there', '  blanks around  ', '   ', '<b>&amp;&#10;</b>', '<credentials/>', '$& $1'])(
		'keeps %j to the letter',
		async (text) => {
			await update(open(protocol, opening), { job_title: text });

			expect(person().fields.job_title).toBe(text);
			expect((await open(protocol, opening).find({ by: 'email', value: ANA }, SILENT))[0]?.fields.get('job_title')).toBe(text);
		},
	);

	it('touches nobody when several have the key', async () => {
		sandbox.edit('ispring', WEI, ({ fields }) => {
			fields.email = ANA;
		});
		const outcome = await update(open(protocol, opening), { phone: '1' });

		expect(outcome).toMatchObject({ kind: 'settled', plan: { kind: 'ambiguous', candidates: [expect.any(String), expect.any(String)] } });
		expect(sandbox.writes(channel)).toEqual([]);
	});

	it('passes on in the words of iSpring that a login is taken', async () => {
		const failure = failureIn(await update(open(protocol, opening), { login: 'sean.obrien' }));

		expect(failure).toMatchObject({ kind: 'refused', says: 'iSpring: Invalid value sean.obrien. Field login must be unique.' });
		expect(person().fields.login).toBe('ana.silva');
	});

	it('finds a person under the email address that an earlier item has given her', async () => {
		const directory = open(protocol, opening);
		await update(directory, { email: 'ana.costa@example.test' });
		const outcome = await update(directory, { phone: '0012' }, 'ana.costa@example.test');

		expect(outcome?.kind).toBe('written');
		expect(person('ana.costa@example.test').fields.phone).toBe('0012');
		expect(await directory.find({ by: 'email', value: ANA }, SILENT)).toEqual([]);
	});

	it('says that the profile was written when it can only not be read again', async () => {
		const ana = await theOne(open(protocol, opening));
		sandbox.fail({ channel, ...readBack, kind: 'status', status: 503, statusText: 'Service Unavailable' });
		const written = await open(protocol, opening).update(ana, [{ field: 'phone', to: '0012' }], SILENT);

		expect(written.warnings).toEqual([expect.stringMatching(/^The user was written, but could not be read afterward: /)]);
		expect(person().fields.phone).toBe('0012');
	});
});

function fault(words: string): string {
	return `<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>client</faultcode><faultstring>${words}</faultstring></e:Fault></e:Body></e:Envelope>`;
}

describe('iSpring Learn by REST', () => {
	it('sends only what changed, with the login and email address that go with every field', async () => {
		await update(open('rest'), { phone: '0012', job_title: person().fields.job_title ?? '' });

		expect(sent('ispring-rest')).toEqual([{ method: 'POST', path: `/user/${person().userId}`, body: expect.any(String) }]);
		expect(json(sent('ispring-rest')[0]?.body)).toEqual({ fields: { login: 'ana.silva', email: ANA, phone: '0012' } });
	});

	it('sends no fields when only what stands beside them changes', async () => {
		const [, sales = { uuid: '' }, legal = { uuid: '' }] = UNITS;
		const departmentId = person().departmentId === sales.uuid ? legal.uuid : sales.uuid;
		await update(open('rest'), { departmentId, role: 'department_administrator', manageableDepartmentIds: [departmentId] });

		expect(json(sent('ispring-rest')[0]?.body)).toEqual({
			departmentId,
			role: 'department_administrator',
			manageableDepartmentIds: [departmentId],
		});
		expect(person()).toMatchObject({ departmentId, role: 'department_administrator', manageableDepartmentIds: [departmentId] });
	});

	it('names all groups of a user who joins one, and writes nothing when she is in all of them', async () => {
		const [newcomers = { uuid: '' }, safety = { uuid: '' }] = GROUPS;
		sandbox.edit('ispring', ANA, (ana) => {
			ana.groups = [newcomers.uuid];
		});
		await update(open('rest'), { groupIds: [newcomers.uuid, safety.uuid] });
		const again = await update(open('rest'), { groupIds: [safety.uuid] });

		expect(sent('ispring-rest').map(({ body }) => json(body))).toEqual([{ groupIds: [newcomers.uuid, safety.uuid] }]);
		expect(person().groups).toEqual([newcomers.uuid, safety.uuid]);
		expect(again).toMatchObject({ kind: 'settled', plan: { kind: 'unchanged' } });
	});

	it('sets a password by its own call, on every run', async () => {
		await update(open('rest'), { password: 'first-secret' });
		await update(open('rest'), { password: 'first-secret' });

		expect(sent('ispring-rest').map(({ path }) => path)).toEqual([
			`/user/${person().userId}/password`,
			`/user/${person().userId}/password`,
		]);
		expect(person().password).toBe('first-secret');
	});

	it('says that the profile was updated when only the password was refused', async () => {
		sandbox.fail({
			channel: 'ispring-rest',
			pathIncludes: '/password',
			kind: 'status',
			status: 400,
			body: '{"code":400,"message":"The password is too short"}',
			contentType: 'application/json',
		});
		const failure = failureIn(await update(open('rest'), { phone: '0012', password: 'x' }));

		expect(failure).toMatchObject({
			kind: 'refused',
			says: 'The profile was updated, but the password was not written. iSpring: The password is too short',
		});
		expect(person().fields.phone).toBe('0012');
	});

	it('says what iSpring accepted and stored otherwise', async () => {
		sandbox.fail({
			channel: 'ispring-rest',
			method: 'POST',
			kind: 'meanwhile',
			change: () =>
				sandbox.edit('ispring', ANA, ({ fields }) => {
					fields.phone = '12';
				}),
		});
		const outcome = await update(open('rest'), { phone: '0012' });

		expect(warningsIn(outcome)).toEqual(['iSpring accepted "phone", but shows "12" where "0012" was sent']);
	});

	it('fails when iSpring accepted everything and did nothing', async () => {
		sandbox.fail({ channel: 'ispring-rest', method: 'POST', kind: 'status', status: 204 });

		expect(failureIn(await update(open('rest'), { phone: '0012' }))).toMatchObject({
			kind: 'refused',
			status: 200,
			says: 'iSpring accepted the change, but shows the user unchanged: phone',
		});
	});

	it('does not take a web page for the answer of a write', async () => {
		sandbox.fail({
			channel: 'ispring-rest',
			method: 'POST',
			kind: 'malformed',
			body: '<!DOCTYPE html><html></html>',
			contentType: 'text/html',
		});

		expect(failureIn(await update(open('rest'), { phone: '0012' }))).toMatchObject({ kind: 'unreadable', status: 200 });
	});

	it.each([
		['a page that was not found', '<!DOCTYPE html><title>Not found</title>'],
		['a gateway without a route', '{"message":"no Route matched with those values"}'],
		['nothing', ''],
	])('never takes a 404 with %s for nobody', async (_what, body) => {
		sandbox.fail({ channel: 'ispring-rest', kind: 'status', status: 404, body });
		const failure = await open('rest')
			.find({ by: 'id', value: person().userId }, SILENT)
			.then(() => undefined, failureOf);

		expect(failure).toMatchObject({ kind: 'unreadable', status: 404 });
	});

	it.each([
		['a page of users', (users: readonly unknown[]) => ({ userProfiles: users })],
		['a single user', ([user]: readonly unknown[]) => user],
		['users inside of response', (users: readonly unknown[]) => ({ response: users })],
	])('reads %s', async (_what, wrap) => {
		const user = {
			userId: 'b2',
			role: 'learner',
			departmentId: 'c3',
			fields: [
				{ name: 'EMAIL', value: ANA },
				{ name: 'LOGIN', value: 'ana.silva' },
			],
			groups: [],
		};
		sandbox.fail({ channel: 'ispring-rest', kind: 'malformed', body: JSON.stringify(wrap([user])) });

		expect((await open('rest').find({ by: 'email', value: ANA }, SILENT)).map(({ id }) => id)).toEqual(['b2']);
	});

	it('writes fields under the names that the account uses', async () => {
		const user = {
			userId: person().userId,
			fields: [
				{ name: 'LOGIN', value: 'ana.silva' },
				{ name: 'EMAIL', value: ANA },
				{ name: 'PHONE', value: '1' },
				{ name: 'COUNTRY', value: '1' },
			],
		};
		sandbox.fail({ channel: 'ispring-rest', method: 'GET', kind: 'malformed', body: JSON.stringify(user) });
		await update(open('rest'), { phone: '0012', country_id: '2' });

		expect(json(sent('ispring-rest')[0]?.body)).toEqual({ fields: { LOGIN: 'ana.silva', EMAIL: ANA, PHONE: '0012', COUNTRY: '2' } });
	});

	it('refuses a sign-in that a header cannot carry before anything is sent', async () => {
		const failure = await failureOfFind(open('rest', { credential: { password: 'Zażółć' } }));

		expect(failure).toMatchObject({ kind: 'invalid', parameter: 'Password', says: expect.stringContaining('U+017C') });
		expect(JSON.stringify(failure)).not.toContain('Zażółć');
		expect(sandbox.requests).toEqual([]);
	});

	it('renews a token that iSpring has ended', async () => {
		const directory = open('rest', { token: true });
		await directory.find({ by: 'email', value: ANA }, SILENT);
		sandbox.expireTokens();
		const outcome = await update(directory, { phone: '0012' });

		expect(outcome?.kind).toBe('written');
		expect(paths('ispring-rest').filter((one) => one === 'POST /api/v3/token')).toHaveLength(2);
	});
});

describe('iSpring Learn by REST (Header)', () => {
	const header = (name: string): string | undefined => sandbox.writes('ispring-header')[0]?.headers[name];

	it('sends every mandatory field with the change, as one line of ASCII, and no body', async () => {
		await update(open('restHeader'), { phone: '0012' }, WEI);

		expect(header('x-fields-xml')).toBe(
			'<fields><login>wei.zhang</login><email>wei.zhang@example.test</email><first_name>&#20255;</first_name><last_name>&#24352;</last_name><phone>0012</phone></fields>',
		);
		expect(sent('ispring-header')).toEqual([{ method: 'POST', path: `/user/${person(WEI).legacyId}`, body: '' }]);
	});

	it('takes a password among the fields, and sends none when none is set', async () => {
		await update(open('restHeader'), { password: 'Zażółć 1234' });
		await update(open('restHeader'), { phone: '1' });

		expect(person().password).toBe('Zażółć 1234');
		expect(sandbox.writes('ispring-header').map(({ headers }) => headers['x-fields-xml']?.includes('<password>'))).toEqual([true, false]);
	});

	it('maps organization, role and groups to their headers', async () => {
		await update(open('restHeader'), { departmentId: '3', role: 'publisher', groupIds: ['5', '6'] });

		expect([header('x-organization-id'), header('x-role'), header('x-groups')]).toEqual(['3', 'publisher', '5,6']);
		expect(person()).toMatchObject({ departmentId: UNITS[2]?.uuid, role: 'publisher', groups: [GROUPS[1]?.uuid, GROUPS[2]?.uuid] });
	});

	it('warns of groups that a user could not join', async () => {
		const outcome = await update(open('restHeader'), { groupIds: ['5', '9'] });

		expect(warningsIn(outcome)).toEqual(['The user could not be added to these groups: 9 (X-Exceeded-Groups)']);
	});

	it('refuses more than a header holds, and writes nothing', async () => {
		const failure = failureIn(await update(open('restHeader'), { job_title: '张'.repeat(1200) }));

		expect(failure).toMatchObject({
			kind: 'invalid',
			parameter: 'Fields',
			says: expect.stringMatching(/take \d+ bytes as a header; servers allow about 8000/),
		});
		expect(sandbox.writes('ispring-header')).toEqual([]);
	});

	it('reads the reason of a refusal in the status line, also beyond ASCII', async () => {
		sandbox.edit('ispring', WEI, ({ fields }) => {
			fields.login = 'żółć';
		});
		const failure = failureIn(await update(open('restHeader'), { login: 'żółć' }));

		expect(failure?.says).toBe('iSpring: Invalid value żółć. Field login must be unique.');
	});

	it('never takes a 404 for nobody when iSpring does not say so', async () => {
		sandbox.fail({ channel: 'ispring-header', kind: 'status', status: 404, statusText: 'Not Found', body: '' });
		const failure = await open('restHeader')
			.find({ by: 'id', value: '4' }, SILENT)
			.then(() => undefined, failureOf);

		expect(failure).toMatchObject({ kind: 'unreadable', status: 404, todo: expect.stringContaining('Legacy API Base URL') });
	});
});

describe('iSpring Learn by SOAP', () => {
	it.each([OLD, NEW])('sends the request of the page in the namespace %s, signed in its body', async (namespace) => {
		await update(open('soap', { namespace }), { phone: '0012' });
		const [write] = sandbox.writes('ispring-soap');
		const { accountUrl, email, password } = sandbox.secrets.ispring;
		const [, , sales = { uuid: '', number: 0 }] = UNITS;

		expect(write?.headers).toMatchObject({ soapaction: '""', 'content-type': 'text/xml; charset=utf-8' });
		expect(Object.keys(write?.headers ?? {}).filter((name) => name.startsWith('x-auth') || name === 'authorization')).toEqual([]);
		expect(sales.number).toBe(3);
		expect(write?.body).toBe(
			`<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${namespace}"><SOAP-ENV:Body><UpdateUserProfileRequest>` +
				`<credentials><accountUrl>${accountUrl}</accountUrl><email>${email}</email><password>${password}</password></credentials>` +
				`<userId>${namespace === OLD ? person().legacyId : person().userId}</userId>` +
				'<fields><field><name>login</name><value>ana.silva</value></field><field><name>email</name><value>ana.silva@example.test</value></field>' +
				'<field><name>first_name</name><value>Ana</value></field><field><name>last_name</name><value>Silva</value></field><field><name>phone</name><value>0012</value></field></fields>' +
				'</UpdateUserProfileRequest></SOAP-ENV:Body></SOAP-ENV:Envelope>',
		);
	});

	it('takes a token in place of the account', async () => {
		await update(open('soap', { token: true }), { phone: '0012' });

		expect(sandbox.writes('ispring-soap')[0]?.body).toMatch(/<credentials><token>[^<]+<\/token><\/credentials>/);
	});

	it.each([
		[OLD, '3', 'organizationId', '5'],
		[NEW, UNITS[2]?.uuid ?? '', 'departmentId', GROUPS[1]?.uuid ?? ''],
	] as const)(
		'names organizations, departments and groups as the account that answers in %s does',
		async (namespace, unit, element, group) => {
			await update(open('soap', { namespace }), { departmentId: unit, groupIds: [group] });

			expect(sandbox.writes('ispring-soap')[0]?.body).toContain(`<${element}>${unit}</${element}><fields>`);
			expect(sandbox.writes('ispring-soap')[0]?.body).toContain(`</fields><groups><id>${group}</id></groups>`);
			expect(person()).toMatchObject({ departmentId: UNITS[2]?.uuid, groups: [GROUPS[1]?.uuid] });
		},
	);

	it('carries a sign-in beyond ASCII, and escapes it', async () => {
		const failure = await failureOfFind(open('soap', { credential: { password: 'Zażółć & <1>' } }));

		expect(failure).toMatchObject({ kind: 'signIn', says: 'iSpring rejected the credential (Authorization failed)' });
		expect(sandbox.requests[0]?.body).toContain('<password>Zażółć &amp; &lt;1&gt;</password>');
	});

	it('reads a Fault with 200 as one with 500', async () => {
		sandbox.fail({ channel: 'ispring-soap', kind: 'malformed', body: fault('Permission denied'), contentType: 'text/xml' });

		expect(await failureOfFind(open('soap'))).toMatchObject({
			kind: 'refused',
			says: 'iSpring: Permission denied',
			todo: expect.stringContaining('administrator'),
		});
	});

	it('refuses an answer that says no without a Fault', async () => {
		const ana = await theOne(open('soap'));
		const body =
			'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><UpdateUserProfileResult><success>false</success></UpdateUserProfileResult></e:Body></e:Envelope>';
		sandbox.fail({ channel: 'ispring-soap', kind: 'malformed', body, contentType: 'text/xml', skip: 2 });

		expect(
			await open('soap')
				.update(ana, [{ field: 'phone', to: '1' }], SILENT)
				.then(() => undefined, failureOf),
		).toMatchObject({ kind: 'refused' });
	});

	it('asks for the address that nobody documents, before anything is sent', async () => {
		expect(await failureOfFind(open('soap', { credential: { soapUrl: '' } }))).toMatchObject({
			kind: 'invalid',
			parameter: 'SOAP Endpoint URL',
			todo: expect.stringContaining("iSpring's support"),
		});
		expect(sandbox.requests).toEqual([]);
	});
});

describe.each([
	['restHeader', 'ispring-header', { roleId: 'x', roles: [{ roleId: 'x' }], manageableDepartmentIds: ['1'] }, 'Role ID'],
	['soap', 'ispring-soap', { roles: [{ roleId: 'x' }] }, 'Roles'],
] as const)('what %s has no place for', (protocol, channel, fields, label) => {
	it('is refused while parameters are read, and when it gets past that', async () => {
		const edits = new Map(Object.entries<FieldValue>(fields).map(([name, set]) => [name, { set }]));

		expect(() => open(protocol).assertCarried(edits)).toThrow(label);
		expect(failureIn(await update(open(protocol), fields))).toMatchObject({ kind: 'invalid' });
		expect(sandbox.writes(channel)).toEqual([]);
	});

	it('includes control characters, which XML can’t hold', () => {
		expect(() => open(protocol).assertCarried(new Map([['phone', { set: 'a\u0001b' }]]))).toThrow('control character');
	});
});

describe('looking people up where the API can only list everybody', () => {
	it.each([
		['restHeader', '/user'],
		['soap', '<GetUsersRequest>'],
	] as const)('lists them once for all items (%s)', async (protocol, list) => {
		await provision(updating(open(protocol)), [wants({}, ANA), wants({}, WEI), wants({}, NOBODY)], {
			concurrency: 3,
			stopAtFailure: false,
		});

		expect(sandbox.requests.filter(({ path, body }) => path.endsWith(list) || body.includes(list))).toHaveLength(1);
		expect(sandbox.requests).toHaveLength(3);
	});
});

describe('the credentials', () => {
	const check = async (type: ISpringLearnApi | ISpringLearnTokenApi, data: ICredentialDataDecryptedObject): Promise<string> =>
		await type.preAuthentication.call(helper, data).then(
			() => 'accepted',
			(error: unknown) => (error instanceof Error ? error.message : String(error)),
		);

	it.each(['rest', 'restHeader', 'soap'])('accept an account by %s and tell a wrong password from a wrong address', async (api) => {
		const nowhere = `${sandbox.origin}/nowhere`;

		expect(await check(new ISpringLearnApi(), account({ api }))).toBe('accepted');
		expect(await check(new ISpringLearnApi(), account({ api, password: 'wrong-password-1' }))).toMatch(
			/^iSpring rejected the credential \(Authorization failed\)\. Check the credential/,
		);
		expect(await check(new ISpringLearnApi(), account({ api, baseUrl: nowhere, legacyBaseUrl: nowhere, soapUrl: nowhere }))).toMatch(
			/^This is not iSpring's API: .* Check (Region or Base URL|Legacy API Base URL|SOAP Endpoint URL) in the credential/,
		);
	});

	it('call each API in the connection test of a credential for all', async () => {
		expect(await check(new ISpringLearnApi(), account({ api: 'all' }))).toBe('accepted');
		expect(
			['ispring-rest', 'ispring-header', 'ispring-soap'].filter((channel) => sandbox.requests.every((one) => one.channel !== channel)),
		).toEqual([]);
		expect(await check(new ISpringLearnApi(), account({ api: 'all', soapUrl: '' }))).toMatch(/^SOAP Endpoint URL is empty/);
	});

	it('work without what is not asked for', async () => {
		const { legacyBaseUrl: _legacy, soapUrl: _soap, api: _api, ...shown } = account();

		expect(await check(new ISpringLearnApi(), shown)).toBe('accepted');
		expect(legacyBase(shown)).toBe('https://api.ispringonline.com');
	});

	it('accept an API key, keep its token, and tell a wrong secret from a wrong address', async () => {
		const before = Date.now();
		const token = await new ISpringLearnTokenApi().preAuthentication.call(helper, apiKey());

		expect(Number(token.accessTokenExpiresAt)).toBeGreaterThanOrEqual(before + 1_800_000);
		expect(paths('ispring-rest')).toEqual(['POST /api/v3/token', 'GET /user/profile/fields']);
		expect(await check(new ISpringLearnTokenApi(), apiKey({ clientSecret: 'wrong-secret-1' }))).toBe(
			'iSpring rejected the API key (Invalid client credentials). Check Client ID and Client Secret, and that Region matches the account where they were created.',
		);
		expect(await check(new ISpringLearnTokenApi(), apiKey({ baseUrl: `${sandbox.origin}/nowhere` }))).toMatch(/Check Region or Base URL/);
	});

	it('try the second namespace where a SOAP service does not understand the first', async () => {
		sandbox.fail({ channel: 'ispring-soap', kind: 'malformed', body: fault('Unknown namespace'), contentType: 'text/xml', times: 1 });

		expect(await check(new ISpringLearnApi(), account({ api: 'soap' }))).toBe('accepted');
	});

	it.each(['http://api.example.com', 'not an address', 'https://user:secret@api.example.com'])(
		'refuse the address %s before anything is sent',
		async (baseUrl) => {
			expect(await check(new ISpringLearnApi(), account({ baseUrl }))).toMatch(/^Base URL /);
			expect(sandbox.requests).toEqual([]);
		},
	);

	it('never travel in a URL', async () => {
		await Promise.all(ways.map(async ({ protocol, opening }) => await update(open(protocol, opening), { phone: '0012' })));
		const { password, clientSecret } = sandbox.secrets.ispring;

		expect(
			sandbox.requests.filter(({ path }) => [password, clientSecret].some((secret) => decodeURIComponent(path).includes(secret))),
		).toEqual([]);
	});
});
