import { freshSandbox } from '../freshSandbox';
import { type RawAnswer, rawRequest } from './rawRequest';

const ANA = 'ana.silva@example.test';

describe('the Appenate sandbox', () => {
	const sandbox = freshSandbox({ appenateEchoesKey: true });

	const json = { 'Content-Type': 'application/json' };
	const ana = () => sandbox.person('appenate', ANA);
	const key = () => {
		const { companyId, integrationKey } = sandbox.secrets.appenate;
		return { CompanyId: Number(companyId), IntegrationKey: integrationKey };
	};
	const user = async (method: string, members: object, headers: Record<string, string> = json) =>
		rawRequest(`${sandbox.urls.appenate}/api/v2/user?format=json`, {
			method,
			headers,
			body: JSON.stringify(members),
		});
	const put = async (members: object) => user('PUT', { ...key(), Id: ana().Id, ...members });
	const putXml = async (xml: string) =>
		rawRequest(`${sandbox.urls.appenate}/api/v2/user?format=json`, {
			method: 'PUT',
			headers: { 'Content-Type': 'application/xml' },
			body: xml,
		});
	const get = async (path: string, more = '') => {
		const { companyId, integrationKey } = sandbox.secrets.appenate;
		return rawRequest(`${sandbox.urls.appenate}${path}?CompanyId=${companyId}&IntegrationKey=${integrationKey}${more}`);
	};
	const status = ({ text }: RawAnswer) => JSON.parse(text).ResponseStatus;
	const root = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"';
	const credentials = () => `<CompanyId>70001</CompanyId><Id>${ana().Id}</Id>`;

	it('wants the key in the body of a PUT, not in the query', async () => {
		const { integrationKey } = sandbox.secrets.appenate;
		const answer = await rawRequest(`${sandbox.urls.appenate}/api/v2/user?format=json&CompanyId=70001&IntegrationKey=${integrationKey}`, {
			method: 'PUT',
			headers: json,
			body: JSON.stringify({ Id: ana().Id }),
		});

		expect(answer.status).toBe(401);
	});

	it('repeats a wrong key in its error, as such services do', async () => {
		const answer = await user('PUT', { ...key(), IntegrationKey: 'my-wrong-key', Id: ana().Id });

		expect(answer.status).toBe(401);
		expect(status(answer).Message).toContain('my-wrong-key');
	});

	it('keeps the members that a PUT leaves out', async () => {
		const answer = await put({ Type: 'Standard' });

		expect(answer.status).toBe(200);
		expect(JSON.parse(answer.text).User).toMatchObject({
			Type: 'Standard',
			FirstName: 'Ana',
			Groups: ana().Groups,
		});
	});

	it('writes an audit when the type or the status changes, with the reasons that answers show', async () => {
		await put({ Type: 'Standard' });
		await put({ Status: 'Inactive' });
		await put({ Status: 'Active' });

		expect(ana().UserAudits.map((audit) => audit.OffReason)).toEqual(['TypeChange', undefined, 'Activated', undefined]);
	});

	it('shows a login for everybody: the address, where no other one was given', async () => {
		const shown = async () => JSON.parse((await get('/api/v2/user', `&Email=${ANA}&format=json`)).text).User.LoginId;

		expect(await shown()).toBe(ANA);
		await put({ LoginId: 'ana.silva' });
		expect(await shown()).toBe('ana.silva');
	});

	it.each([403, 401, 500])('lets a key that may only read do nothing else, with HTTP %i', async (refusal) => {
		const { companyId, readOnlyKey } = sandbox.secrets.appenate;
		sandbox.appenateAccount.readOnlyRefusal = refusal;
		const signed = `CompanyId=${companyId}&IntegrationKey=${readOnlyKey}&format=json&Id=${ana().Id}`;
		const call = async (method: string) => await rawRequest(`${sandbox.urls.appenate}/api/v2/user?${signed}`, { method });

		expect((await call('GET')).status).toBe(200);
		expect((await call('DELETE')).status).toBe(refusal);
		expect((await put({ IntegrationKey: readOnlyKey, FirstName: 'X' })).status).toBe(refusal);
		expect(ana().FirstName).toBe('Ana');
	});

	it('refuses a fourth connection at once when told so, and takes the next one afterwards', async () => {
		sandbox.appenateAccount.atOnce = 3;
		sandbox.fail({ channel: 'appenate', kind: 'delay', delayMs: 30 });
		const statuses = await Promise.all(Array.from({ length: 4 }, async () => (await get('/api/v2/user', `&Email=${ANA}`)).status));

		expect(statuses.sort()).toEqual([200, 200, 200, 429]);
		expect((await get('/api/v2/user', `&Email=${ANA}`)).status).toBe(200);
	});

	it.each([429, 500])('refuses more calls than the day has when told so, with HTTP %i', async (beyond) => {
		Object.assign(sandbox.appenateAccount, { perDay: 2, beyond });
		const statuses = [];
		for (let i = 0; i < 3; i += 1) statuses.push((await get('/api/v2/user', `&Email=${ANA}`)).status);

		expect(statuses).toEqual([200, 200, beyond]);
	});

	it('replaces arrays', async () => {
		await put({ Groups: ['Legal'], UseNames: true, Metadata: [{ Key: 'Phone', Val: '0012' }] });

		expect(ana().Groups).toHaveLength(1);
		expect(ana().Metadata).toEqual([{ Key: 'Phone', Val: '0012' }]);
	});

	it('names the member that is wrong', async () => {
		const fields = async (members: object) => {
			const answer = await put(members);
			return [answer.status, status(answer).Errors[0].FieldName];
		};

		expect(await fields({ Email: 'not an address' })).toEqual([400, 'Email']);
		expect(await fields({ Email: 'sean.obrien@example.test' })).toEqual([500, 'Email']);
		expect(await fields({ Type: 'Gold' })).toEqual([400, 'Type']);
		expect(await fields({ WebsiteRole: 'Boss' })).toEqual([400, 'WebsiteRole']);
		expect(await fields({ ExternalId: 'x'.repeat(51) })).toEqual([400, 'ExternalId']);
		expect(await fields({ LoginId: 'ana' })).toEqual([400, 'LoginId']);
		expect(await fields({ Groups: ['Nobody'], UseNames: true })).toEqual([400, 'Groups']);
		expect(await fields({ Nickname: 'Ana' })).toEqual([400, 'Nickname']);
	});

	it('wants CompanyId as a number', async () => {
		expect((await put({ CompanyId: '70001' })).status).toBe(400);
	});

	it('refuses an id that nobody has', async () => {
		const answer = await user('PUT', { ...key(), Id: 'f'.repeat(32) });

		expect([answer.status, status(answer).Errors[0].FieldName]).toEqual([500, 'Id']);
	});

	it('finds an id with dashes and in capitals', async () => {
		const { Id } = ana();
		const dashed = Id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-').toUpperCase();

		expect((await put({ Id: dashed, FirstName: 'Anna' })).status).toBe(200);
		expect(ana().FirstName).toBe('Anna');
	});

	it('takes a body without Content-Type for XML', async () => {
		const answer = await user('PUT', { ...key(), Id: ana().Id, FirstName: 'X' }, {});

		expect([answer.status, status(answer).ErrorCode]).toEqual([400, 'SerializationException']);
	});

	it('reads XML whose inherited members come first, and the others in alphabetical order', async () => {
		const { integrationKey } = sandbox.secrets.appenate;
		const answer = await putXml(
			`<User ${root}><CompanyId>70001</CompanyId><IntegrationKey>${integrationKey}</IntegrationKey><ExternalId>0012</ExternalId>` +
				`<FirstName>Łódź &amp; ]]&gt; </FirstName><Id>${ana().Id}</Id>` +
				`<Metadata><KeyValue><Key>Phone</Key><Val>0012</Val></KeyValue></Metadata></User>`,
		);

		expect(answer.status).toBe(200);
		expect(ana()).toMatchObject({ ExternalId: '0012', FirstName: 'Łódź & ]]> ' });
		expect(ana().Metadata).toEqual([{ Key: 'Phone', Val: '0012' }]);
	});

	it.each([
		['<FirstName>A</FirstName><CompanyId>70001</CompanyId>', 'CompanyId'],
		['<CompanyId>70001</CompanyId><DoNotEmail>true</DoNotEmail><IntegrationKey>x</IntegrationKey>', 'IntegrationKey'],
		['<CompanyId>70001</CompanyId><IntegrationKey>x</IntegrationKey><LastName>A</LastName><Id>1</Id>', 'Id'],
	])('names the XML member that is out of order: %s', async (members, name) => {
		const answer = await putXml(`<User ${root}>${members}</User>`);

		expect([answer.status, status(answer).Errors[0].FieldName]).toEqual([400, name]);
	});

	it('knows Val and Index of a metadata entry, and only such other members as it has shown', async () => {
		sandbox.edit('appenate', ANA, (person) => void (person.Metadata = [{ Key: 'Phone', Val: '1', Note: 'x' }]));
		const entry = (members: object) => put({ Metadata: [{ Key: 'Phone', ...members }] });

		expect((await entry({ Value: '0012' })).status).toBe(400);
		expect((await entry({ Val: '0012', Note: 'y' })).status).toBe(400);
		expect((await entry({ Val: '0012', Note: 'x', Index: 3 })).status).toBe(200);
		expect(ana().Metadata).toEqual([{ Key: 'Phone', Val: '0012', Note: 'x', Index: 3 }]);
	});

	it('refuses XML without xmlns:i, with another root, or with a DTD', async () => {
		expect((await putXml(`<User>${credentials()}</User>`)).status).toBe(400);
		expect((await putXml(`<PutUser ${root}>${credentials()}</PutUser>`)).status).toBe(400);
		expect((await putXml(`<!DOCTYPE User><User ${root}>${credentials()}</User>`)).status).toBe(400);
	});

	it('answers in XML unless asked for JSON', async () => {
		const xml = await get('/api/v2/user', `&Email=${ANA}`);
		const asked = await get('/api/v2/user', `&Email=${ANA}&Format=json`);

		expect(xml.text).toMatch(/<UserResponse xmlns:i="[^"]+"><User><CompanyId>70001<\/CompanyId>/);
		expect(JSON.parse(asked.text).User.Email).toBe(ANA);
	});

	it('leaves empty members out of its answers', async () => {
		await put({ Country: '', Metadata: [{ Key: 'Empty', Val: '' }] });
		const { User } = JSON.parse((await get('/api/v2/user', `&Email=${ANA}&format=json`)).text);

		expect(User).not.toHaveProperty('Country');
		expect(User.Metadata).toEqual([{ Key: 'Empty' }]);
	});

	it('pages searches from page 0, at most 250 a page', async () => {
		const page = JSON.parse((await get('/api/v2/user/search', '&format=json&PageNo=3&PageSize=10')).text);

		expect([page.Users.length, page.TotalRows]).toEqual([6, 36]);
		expect((await get('/api/v2/user/search', '&PageSize=251')).status).toBe(400);
	});

	it('finds every address that holds the searched text, not only the exact one', async () => {
		const search = async (email: string) => JSON.parse((await get('/api/v2/user/search', `&format=json&Email=${email}`)).text).TotalRows;

		expect([await search('wal'), await search(ANA), await search('nobody')]).toEqual([2, 1, 0]);
	});

	it('creates an invited user and deletes at once', async () => {
		const created = await user('POST', {
			...key(),
			FirstName: 'New',
			LastName: 'One',
			Email: 'new@example.test',
		});
		const { Id, Status } = JSON.parse(created.text).User;
		const deleted = await rawRequest(
			`${sandbox.urls.appenate}/api/v2/user?Id=${Id}&CompanyId=70001&IntegrationKey=${key().IntegrationKey}`,
			{ method: 'DELETE' },
		);

		expect([Status, deleted.status, sandbox.people('appenate').length]).toEqual(['Invited', 200, 36]);
	});

	it('answers 405 where there is no such endpoint', async () => {
		expect((await get('/api/v2/users')).status).toBe(405);
		expect((await get('/api/v1/suser')).status).toBe(405);
	});
});
