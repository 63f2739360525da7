import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { AppenateApi } from '../../credentials/AppenateApi.credentials';
import { Appenate } from '../../nodes/Appenate/Appenate.node';
import { helper } from '../contract/session';
import { freshSandbox } from '../freshSandbox';
import { GROUPS } from '../sandbox/appenate/people';
import { BY_EMAIL, jsonOf, mapped, runAppenate } from './appenateRuns';
import { runNode } from './engine';

const [ANA, SEAN] = ['ana.silva@example.test', 'sean.obrien@example.test'];

const sandbox = freshSandbox();

const user = (operation: string, more: INodeParameters = {}) => ({ resource: 'user', operation, ...BY_EMAIL, ...more });
const put = (status: number, body: string, contentType = 'application/json') =>
	sandbox.fail({ channel: 'appenate', method: 'PUT', kind: 'status', status, body, contentType });
const refusal = (words: object) => JSON.stringify({ ResponseStatus: { ErrorCode: 'SqlException', Message: 'Deadlock', ...words } });
const tries = () => sandbox.writes('appenate').length;

/** The error items of an update of these people, each to a new last name. */
async function errors(...emails: string[]): Promise<IDataObject[]> {
	const parameters = user('update', mapped({ LastName: 'Anew' }));
	return jsonOf(await runAppenate(sandbox, { items: emails.map((email) => ({ email })), parameters, onError: 'continueRegularOutput' }));
}

describe('HTTP 500 of Appenate', () => {
	it.each([
		['JSON', refusal({}), 'application/json', 'json'],
		[
			'XML',
			'<UserResponse><ResponseStatus><ErrorCode>SqlException</ErrorCode><Message>Deadlock</Message><Errors/></ResponseStatus></UserResponse>',
			'application/xml',
			'xml',
		],
	])('is final in its own words, in %s', async (_name, body, contentType, format) => {
		put(500, body, contentType);
		const parameters = user('update', { ...mapped({ LastName: 'Anew' }), options: { format } });
		const { error } = await runAppenate(sandbox, { items: [{ email: ANA }], parameters });

		expect([tries(), error?.message]).toEqual([1, 'ana.silva@example.test: Appenate: Deadlock (HTTP 500) [item 0]']);
		expect(error?.description).toMatch(/try again later/);
		expect(error?.description).not.toMatch(/unclear/);
	});

	it.each([
		['a web page', '<html>Server Error</html>', 'text/html'],
		['nothing', '', 'text/plain'],
		['an object of something else', '{"error":"upstream"}', 'application/json'],
	])('with %s is an outage and tried again', async (_what, body, contentType) => {
		put(500, body, contentType);
		const [failed] = await errors(ANA);

		expect(tries()).toBe(6);
		expect(failed?.error).toMatch(/HTTP 500/);
	});

	it('in its own words stops nobody else', async () => {
		put(500, refusal({}));
		const emails = sandbox
			.people('appenate')
			.slice(0, 8)
			.map(({ Email }) => Email);

		expect((await errors(...emails)).map(({ error }) => String(error).includes('Deadlock'))).toEqual(Array(8).fill(true));
	});

	it('to a creation makes no second one', async () => {
		const items = [{ email: 'new@example.test' }];
		sandbox.fail({ channel: 'appenate', method: 'POST', kind: 'status', status: 500, body: refusal({}), contentType: 'application/json' });
		const result = await runAppenate(sandbox, { items, parameters: user('upsert', mapped({ FirstName: 'New', LastName: 'One' })) });

		expect([tries(), result.error?.message]).toEqual([1, 'new@example.test: Appenate: Deadlock (HTTP 500) [item 0]']);
	});

	it('to the deletion of something that is not there is no deletion', async () => {
		const folder = { __rl: true, mode: 'id', value: 'f'.repeat(32) };
		const result = await runAppenate(sandbox, { parameters: { resource: 'folder', operation: 'delete', folder } });

		expect([tries(), result.error?.message]).toEqual([1, 'Appenate: The folder was not found. (Id) (HTTP 500) [item 0]']);
	});
});

describe('a key that may only read', () => {
	const credential = () => ({
		service: 'custom',
		baseUrl: sandbox.urls.appenate,
		companyId: sandbox.secrets.appenate.companyId,
		apiKey: sandbox.secrets.appenate.readOnlyKey,
	});
	const run = async (operation: string, onError?: 'continueRegularOutput') =>
		await runNode({
			node: new Appenate(),
			credential: { type: new AppenateApi(), data: credential() },
			parameters: user(operation, mapped({ LastName: 'Anew' })),
			items: [{ email: ANA }, { email: SEAN }],
			...(onError ? { onError } : {}),
		});

	it('passes the test of the credential, whose text says what comes then', async () => {
		expect(await AppenateApi.prototype.preAuthentication.call(helper, credential())).toEqual({});
		expect(new AppenateApi().properties.find(({ name }) => name === 'apiKey')?.description).toMatch(
			/passes the test even if it can't write/,
		);
	});

	it('reads', async () => {
		expect(jsonOf(await run('get'))).toHaveLength(2);
	});

	it.each([
		[
			401,
			/^ana\.silva@example\.test: Appenate rejected the credential for a write \(HTTP 401: The user is not allowed to do this\) \[item 0\]$/,
		],
		[403, /^ana\.silva@example\.test: Appenate: The user is not allowed to do this\. \(HTTP 403\) \[item 0\]$/],
		[500, /^ana\.silva@example\.test: Appenate: The user is not allowed to do this\. \(HTTP 500\) \[item 0\]$/],
	])('hears why its writes are refused with HTTP %i', async (status, message) => {
		sandbox.appenateAccount.readOnlyRefusal = status;
		const { error } = await run('update');

		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/^The integration key can read, but may not make this change.*Use an API Full Access Key/);
	});

	it('is not suspected where the refusal names a field, or nothing was read', async () => {
		const named = refusal({ Message: 'No access to this region', Errors: [{ ErrorCode: 'x', FieldName: 'TimeZone', Message: 'y' }] });
		put(500, named);
		const [about] = await errors(ANA);
		const wrongKey = { ...credential(), apiKey: 'wrong' };
		const parameters = { ...user('create'), ...mapped({ FirstName: 'A', LastName: 'B', Email: 'c@example.test' }) };
		const { error } = await runNode({
			node: new Appenate(),
			credential: { type: new AppenateApi(), data: wrongKey },
			parameters,
			items: [{}],
		});

		expect(about?.message).toMatch(/the field named in the message/);
		expect(error?.description).toMatch(/^Check Company ID, Integration Key and Service/);
	});
});

describe('the answer to the write of a user group', () => {
	const group = GROUPS[0]?.Id ?? '';
	const userGroup = { __rl: true, mode: 'id', value: group };

	it('shows nobody, so the group is read: its members come out, and nobody is reported missing', async () => {
		const parameters = { resource: 'userGroup', operation: 'removeMembers', userGroup, users: ANA };
		const [item] = jsonOf(await runAppenate(sandbox, { parameters }));
		const left = sandbox.people('appenate').filter(({ Groups }) => Groups.includes(group));

		expect(item).toMatchObject({ action: 'updated', warnings: [], userGroup: { UserIds: left.map(({ Id }) => Id) } });
	});

	it('is not believed where the group can not be read afterwards', async () => {
		sandbox.fail({ channel: 'appenate', method: 'GET', pathIncludes: '/usergroup?', skip: 1, kind: 'status', status: 400, body: '{}' });
		const parameters = { resource: 'userGroup', operation: 'update', userGroup, updateFields: { name: 'Sellers' } };
		const [item] = jsonOf(await runAppenate(sandbox, { parameters }));

		expect(item?.warnings).toEqual([expect.stringMatching(/^It was written, but could not be read afterward/)]);
		expect(item?.userGroup).not.toHaveProperty('UserIds');
	});
});
