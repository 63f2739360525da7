import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { highqDirectory, type HighQDirectory } from '../../nodes/HighQPublisher/user/highqDirectory';
import type { HighQKey } from '../../nodes/HighQPublisher/user/profile';
import type { Format } from '../../nodes/HighQPublisher/wire/request';
import { highqRequest } from '../../nodes/HighQPublisher/wire/request';
import { failureOf } from '../../nodes/shared/failure';
import type { JsonObject } from '../../nodes/shared/json/json';
import type {
	Change,
	FieldEdits,
	FieldName,
	FieldValue,
	MatchKey,
	NonEmpty,
	Profile,
	Written,
} from '../../nodes/shared/provisioning/types';
import { freshSandbox } from '../freshSandbox';
import type { Fault } from '../sandbox';
import { USERS } from '../../nodes/HighQPublisher/users';
import { directoryContract, onSandbox } from './directoryContract';
import { testSession } from './session';

const ANA: MatchKey<HighQKey> = { by: 'email', value: 'ana.silva@example.test' };
const SEAN: MatchKey<HighQKey> = { by: 'email', value: 'sean.obrien@example.test' };
const ANAS_ID = '3';
/** Two links of one kind, an apostrophe and a leading zero. */
const SEANS_ID = '4';

const change = (field: FieldName, to: FieldValue | null): NonEmpty<Change> => [{ field, to }];
const settings = (fields: Readonly<Record<FieldName, FieldValue>>): FieldEdits =>
	new Map(Object.entries(fields).map(([name, set]) => [name, { set }]));

const sandbox = freshSandbox();

const credential = (more: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject => ({
	baseUrl: sandbox.urls.highq,
	accessToken: sandbox.secrets.highq.accessToken,
	...more,
});
const open = (format: Format, data = credential()): HighQDirectory =>
	highqDirectory(highqRequest(testSession(new HighQPublisherApi(), data), format));

const theOnly = async (directory: HighQDirectory, key: MatchKey<HighQKey>): Promise<Profile<JsonObject>> => {
	const [profile, ...others] = await directory.find(key, {});
	if (!profile || others.length > 0) throw new Error(`Not one user is ${key.value}`);
	return profile;
};
const write = async (
	format: Format,
	key: MatchKey<HighQKey>,
	changes: NonEmpty<Change>,
	whole?: FieldEdits,
): Promise<Written<JsonObject>> => {
	const directory = open(format);
	return await directory.update(await theOnly(directory, key), changes, whole ? { whole } : {});
};
const failureOfFind = async (key = ANA, data = credential()) =>
	await open('json', data)
		.find(key, {})
		.then(() => undefined, failureOf);

const keys = [
	{ by: 'email', value: 'wei.zhang@example.test' },
	{ by: 'id', value: '5' },
] as const;
const stranger = [
	{ by: 'email', value: 'nobody@example.test' },
	{ by: 'id', value: '999999' },
] as const;
const shape = {
	vendor: onSandbox(() => sandbox, 'highq'),
	resting: USERS.resting,
	options: {},
	keys,
	stranger,
	text: 'jobtitle',
	bystander: 'bio',
	signIns: ['email'],
} as const;
directoryContract('HighQ Publisher in JSON', { ...shape, open: () => open('json'), everybody: () => open('json').everybody({}) });
directoryContract('HighQ Publisher in XML', { ...shape, open: () => open('xml'), everybody: () => open('xml').everybody({}) });

describe('an update of a HighQ user', () => {
	it('keeps every member that no page mentions, digit by digit', async () => {
		const before = sandbox.person('highq', ANAS_ID);
		await write('json', ANA, change('phone', '0012'));

		expect(sandbox.person('highq', ANAS_ID)).toEqual({ ...before, phone: '0012' });
		expect(sandbox.writes('highq')[0]?.body).toContain('"relationshipscore":1.10');
		expect(sandbox.writes('highq')[0]?.body).toContain('"legacykey":12345678901234567801');
	});

	it('keeps in XML what JSON keeps, as text', async () => {
		const before = sandbox.person('highq', SEANS_ID);
		await write('xml', SEAN, change('firstname', 'Łódź & <Co> ]]>'));
		const after = sandbox.person('highq', SEANS_ID);

		expect(after.name).toEqual({ ...Object(before.name), firstname: 'Łódź & <Co> ]]>' });
		expect(after).toMatchObject({
			sociallinks: before.sociallinks,
			practicegroups: before.practicegroups,
			organisation: before.organisation,
		});
		expect(after).toMatchObject({ relationshipscore: '1.10', legacykey: '12345678901234567802', createddate: before.createddate });
	});

	it('addresses the user by ID that was read, with the whole object in one PUT', async () => {
		await write('json', ANA, change('department', 'Tax'));

		expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /highq/publisher/api/2/users/ana.silva%40example.test',
			'GET /highq/publisher/api/2/users/3',
			'PUT /highq/publisher/api/2/users/3',
			'GET /highq/publisher/api/2/users/3',
		]);
	});

	it('sends the format and asks for it, always', async () => {
		await write('json', ANA, change('phone', '1'));
		await write('xml', ANA, change('phone', '2'));

		expect(sandbox.requests.map(({ headers }) => headers.accept)).toEqual([
			...Array(4).fill('application/json'),
			...Array(4).fill('application/xml'),
		]);
		expect(sandbox.writes('highq').map(({ headers }) => headers['content-type'])).toEqual(['application/json', 'application/xml']);
	});

	it.each([
		['JSON', async () => await write('json', ANA, change('email', 'ana.costa@example.test'))],
		['XML', async () => await write('xml', ANA, change('email', 'ana.costa@example.test'))],
	])('reads the user back by ID when the email address changed, in %s', async (_format, run) => {
		expect(await run()).toMatchObject({ id: ANAS_ID, warnings: [] });
		expect(sandbox.person('highq', 'ana.costa@example.test').id).toBe(3);
	});

	it('finds and updates a user whose address needs encoding', async () => {
		sandbox.edit('highq', ANAS_ID, (ana) => {
			ana.email = "o'brien+n8n/x@example.test";
		});
		const written = await write('json', { by: 'email', value: "O'Brien+n8n/x@example.test" }, change('phone', '1'));

		expect(written).toMatchObject({ id: ANAS_ID, warnings: [] });
	});

	it('writes organisation ids as JSON numbers with their digits', async () => {
		await write('json', ANA, [
			{ field: 'orgid', to: '76' },
			{ field: 'orgaddressid', to: '12345678901234567890' },
		]);

		expect(sandbox.writes('highq')[0]?.body).toContain(
			'"organisation":{"orgid":76,"orgname":"Example Holding","orgaddressid":12345678901234567890}',
		);
	});

	it('reads organisation ids as text', async () => {
		const { fields } = await theOnly(open('json'), ANA);

		expect([fields.get('orgid'), fields.get('orgaddressid'), fields.get('orgname')]).toEqual(['75', '98', 'Example Holding']);
	});

	it.each([
		['JSON', 'json' as const],
		['XML', 'xml' as const],
	])('writes one link as an object and several as a list, and reads both, in %s', async (_format, format) => {
		const one = [{ name: 'LinkedIn', value: 'https://www.linkedin.com/in/ana?a=1&b=2' }];
		const two = [...one, { name: 'X', value: '@ana' }];
		await write(format, ANA, [
			{ field: 'sociallinks', to: one },
			{ field: 'customlinks', to: two },
		]);

		expect(sandbox.person('highq', ANAS_ID)).toMatchObject({ sociallinks: { link: one[0] }, customlinks: { link: two } });
		const { fields } = await theOnly(open(format), ANA);
		expect([fields.get('sociallinks'), fields.get('customlinks')]).toEqual([one, two]);
	});

	it('keeps what a link has beside its name and address', async () => {
		sandbox.edit('highq', ANAS_ID, (ana) => {
			ana.sociallinks = {
				visible: 'all',
				link: [
					{ name: 'X', value: '@a', icon: 'x.png' },
					{ name: 'LinkedIn', value: 'old', verified: true },
				],
			};
		});
		await write('json', ANA, change('sociallinks', [{ name: 'LinkedIn', value: 'new' }]));

		expect(sandbox.person('highq', ANAS_ID).sociallinks).toEqual({
			visible: 'all',
			link: { name: 'LinkedIn', value: 'new', verified: true },
		});
	});

	it('writes specialities as one text and reads them as a list', async () => {
		await write('json', ANA, change('specialities', ['tax law', 'energy']));

		expect(sandbox.person('highq', ANAS_ID).specialities).toBe('tax law,energy');
		expect((await theOnly(open('json'), ANA)).fields.get('specialities')).toEqual(['tax law', 'energy']);
	});

	it('clears a text, and takes links and ids out', async () => {
		await write('json', ANA, [
			{ field: 'bio', to: null },
			{ field: 'sociallinks', to: null },
			{ field: 'orgaddressid', to: null },
		]);
		const after = sandbox.person('highq', ANAS_ID);

		expect(after.bio).toBe('');
		expect(after).not.toHaveProperty('sociallinks');
		expect(after.organisation).toEqual({ orgid: 75, orgname: 'Example Holding' });
	});

	it('does not send back the link that HighQ adds', async () => {
		sandbox.edit('highq', ANAS_ID, (ana) => {
			ana.link = 'https://example.test/api/2/user/3';
		});
		await write('json', ANA, change('phone', '1'));
		await write('xml', ANA, change('phone', '2'));

		expect(
			sandbox
				.writes('highq')
				.map(({ body }) => body)
				.join(),
		).not.toContain('api/2/user/3');
	});

	it('sends the mapped fields and nothing else when it replaces the whole user, and says what was left out', async () => {
		const whole = settings({ firstname: 'Ana', lastname: 'Silva', email: ANA.value, orgid: '75' });
		const written = await write('json', ANA, change('phone', null), whole);

		expect(sandbox.writes('highq')[0]?.body).toBe(
			'{"user":{"name":{"firstname":"Ana","lastname":"Silva"},"email":"ana.silva@example.test","organisation":{"orgid":75}}}',
		);
		expect(written.warnings).toEqual([expect.stringMatching(/replaced without these values.*practicegroups.*legacykey/)]);
	});

	it('warns when HighQ keeps another value than the one sent', async () => {
		const directory = open('json');
		const ana = await theOnly(directory, ANA);
		sandbox.fail({ channel: 'highq', kind: 'malformed', method: 'PUT', body: '{"user":{"id":3,"email":"ana.silva@example.test"}}' });
		const written = await directory.update(ana, change('email', 'new@example.test'), {});

		expect(written.warnings).toEqual(['HighQ accepted "email", but shows "ana.silva@example.test" where "new@example.test" was sent']);
	});

	it('reports an update as written when only the reading afterwards broke', async () => {
		const directory = open('json');
		const ana = await theOnly(directory, ANA);
		sandbox.fail({ channel: 'highq', method: 'GET', kind: 'reset', skip: 1 });
		const written = await directory.update(ana, change('phone', '0012'), {});

		expect(written).toEqual({ id: ANAS_ID, warnings: [expect.stringContaining('could not be read afterward: No answer from 127.0.0.1')] });
		expect(sandbox.person('highq', ANAS_ID).phone).toBe('0012');
	});

	it.each<[string, NonEmpty<Change>, string]>([
		['an unknown status', change('status', 'gone'), 'HighQ: Invalid status (ref 80)'],
		['an unknown organisation', change('orgid', '7'), 'HighQ: Organisation not found (ref 75)'],
		['an address that somebody else has', change('email', SEAN.value), 'HighQ: A user with this email address already exists (ref 74)'],
	])('passes on what HighQ says of %s', async (_what, changes, says) => {
		expect(await write('json', ANA, changes).then(() => undefined, failureOf)).toMatchObject({ kind: 'refused', says });
		expect(await write('xml', ANA, changes).then(() => undefined, failureOf)).toMatchObject({ kind: 'refused', says });
	});

	it('says that nobody is there when the user went between reading and writing', async () => {
		const directory = open('json');
		const ana = await theOnly(directory, ANA);
		const failure = await directory.update({ ...ana, id: '999999' }, change('phone', '1'), {}).then(() => undefined, failureOf);

		expect(failure).toMatchObject({ kind: 'notFound', says: 'No user has this ID anymore' });
	});
});

describe('looking for a HighQ user', () => {
	const json = (body: unknown, status = 404): Fault => ({
		channel: 'highq',
		kind: 'status',
		status,
		body: JSON.stringify(body),
		contentType: 'application/json',
	});

	it.each<[string, Fault, string]>([
		['a 404 with another ref', json({ error: { summary: 'Organisation not found', ref: 75 } }), 'refused'],
		['a 404 without a ref', json({ error: { summary: 'Not found' } }), 'refused'],
		['a 404 of another server', json({ message: 'no route' }), 'unreadable'],
		['a 404 with a web page', { channel: 'highq', kind: 'status', status: 404, body: '<html></html>' }, 'unreadable'],
		['ref 108 on another status', json({ error: { summary: 'User not found', ref: 108 } }, 400), 'refused'],
		['half a body', { channel: 'highq', kind: 'halfBody' }, 'unreachable'],
		['a user without an ID', json({ user: { email: ANA.value } }, 200), 'unreadable'],
		['another user', json({ user: { id: 4, email: SEAN.value } }, 200), 'unreadable'],
		['a refusal in a 200', json({ error: { summary: 'API not enabled', ref: 51 } }, 200), 'refused'],
	])('never takes %s for nobody or for the user', async (_what, fault, kind) => {
		sandbox.fail(fault);

		expect((await failureOfFind())?.kind).toBe(kind);
	});

	it('believes the documented sign in XML too, whatever was asked for', async () => {
		sandbox.fail({
			channel: 'highq',
			kind: 'status',
			status: 404,
			contentType: 'application/xml',
			body: '<error><summary>User not found</summary><ref>108</ref></error>',
		});

		expect(await open('json').find(ANA, {})).toEqual([]);
	});

	it('waits as long as HighQ says when it asks too often', async () => {
		const headers = { 'X-Ratelimit-Reset': '1900000030', Date: 'Sun, 17 Mar 2030 17:46:40 GMT' };
		sandbox.fail({
			channel: 'highq',
			kind: 'status',
			status: 429,
			headers,
			contentType: 'application/xml',
			body: '<error><summary>Rate limit exceeded</summary></error>',
		});

		expect(await failureOfFind()).toMatchObject({ kind: 'throttled', says: 'HighQ: Rate limit exceeded', retryAfterMs: 30_000 });
	});

	it('accepts an email address where an ID is meant, because HighQ does', async () => {
		expect((await theOnly(open('json'), { by: 'id', value: ANA.value })).id).toBe(ANAS_ID);
	});

	it.each(['', '.', '..'])('refuses the ID "%s" before anything is sent', async (value) => {
		expect(await failureOfFind({ by: 'id', value })).toMatchObject({ kind: 'invalid', parameter: 'User' });
		expect(sandbox.requests).toEqual([]);
	});
});
