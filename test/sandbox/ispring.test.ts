import { freshSandbox } from '../freshSandbox';
import { type RawAnswer, rawRequest } from './rawRequest';

const ANA = 'ana.silva@example.test';

describe('the iSpring Learn sandbox, current REST', () => {
	const sandbox = freshSandbox();

	const ana = () => sandbox.person('ispring', ANA);
	const account = () => {
		const { accountUrl, email, password } = sandbox.secrets.ispring;
		return { 'X-Auth-Account-Url': accountUrl, 'X-Auth-Email': email, 'X-Auth-Password': password };
	};
	const token = async (): Promise<string> => {
		const { clientId, clientSecret } = sandbox.secrets.ispring;
		const form = {
			client_id: clientId,
			client_secret: clientSecret,
			grant_type: 'client_credentials',
		};
		const answer = await rawRequest(`${sandbox.urls.ispring}/api/v3/token`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
			body: new URLSearchParams(form).toString(),
		});
		return JSON.parse(answer.text).access_token;
	};
	const errorOf = ({ status, text }: RawAnswer) => [status, JSON.parse(text).message];

	const json = { Accept: 'application/json', 'Content-Type': 'application/json' };
	const get = async (path: string, headers: Record<string, string> = json) =>
		rawRequest(sandbox.urls.ispring + path, { headers: { ...account(), ...headers } });
	const post = async (path: string, body: unknown) =>
		rawRequest(sandbox.urls.ispring + path, {
			method: 'POST',
			headers: { ...account(), ...json },
			body: JSON.stringify(body),
		});
	const update = async (body: unknown) => post(`/user/${ana().userId}`, body);

	it('wants the word Bearer before the token, and drops expired tokens', async () => {
		const good = await token();
		const status = async (Authorization: string) =>
			(await rawRequest(`${sandbox.urls.ispring}/role`, { headers: { Authorization } })).status;

		expect([await status(`Bearer ${good}`), await status(good)]).toEqual([200, 401]);
		sandbox.expireTokens();
		expect(await status(`Bearer ${good}`)).toBe(401);
	});

	it('answers in XML unless asked for JSON, errors too', async () => {
		const xml = await get(`/user/${ana().userId}`, {});
		const unknown = await get('/user/0', {});

		expect(xml.text).toContain('<response><userProfile><role>learner</role>');
		expect(unknown.text).toContain('<response><code>404</code><message>Unknown user</message></response>');
	});

	it('makes new users inactive when as many are active as the plan allows', async () => {
		const { departmentId } = ana();
		const create = async (login: string) => await post('/user', { departmentId, fields: { login, email: `${login}@example.test` } });
		sandbox.ispringOrganisation.seats = sandbox.people('ispring').length + 1;

		expect([(await create('new.one')).status, (await create('new.two')).status]).toEqual([201, 201]);
		expect(['new.one', 'new.two'].map((login) => sandbox.person('ispring', `${login}@example.test`).status)).toEqual([1, 3]);
	});

	it('adds the groups of an update to the others, or takes them for all when it is told so', async () => {
		const [one = '', other = ''] = sandbox.ispringOrganisation.groups.map(({ groupId }) => groupId);
		await update({ groupIds: [one] });
		await update({ groupIds: [other] });
		expect(ana().groups).toEqual([one, other]);

		sandbox.ispringOrganisation.groupsReplace = true;
		await update({ groupIds: [one] });
		expect(ana().groups).toEqual([one]);
		await update({ fields: { phone: '1' } });
		expect(ana().groups).toEqual([one]);
	});

	it('lists fields on reading and takes an object on writing', async () => {
		const read = JSON.parse((await get(`/user/${ana().userId}`)).text);

		expect(read.fields).toContainEqual({ name: 'USER_DEFINED_FIELD1', value: '0101' });
		expect((await update({ fields: read.fields })).status).toBe(400);
		expect((await update({ fields: { phone: '0012' } })).text).toBe('');
		expect(ana().fields).toMatchObject({ phone: '0012', first_name: 'Ana' });
	});

	it('reads XML bodies under request', async () => {
		const answer = await rawRequest(`${sandbox.urls.ispring}/user/${ana().userId}`, {
			method: 'POST',
			headers: { ...account(), 'Content-Type': 'application/xml' },
			body: '<request><fields><UB9mT>Łódź ]]&gt; </UB9mT></fields></request>',
		});

		expect([answer.status, ana().fields.UB9mT]).toEqual([200, 'Łódź ]]> ']);
	});

	it('refuses unknown fields, members, departments, roles and groups', async () => {
		expect(errorOf(await update({ fields: { Phone: '1' } }))).toEqual([400, 'Unknown field Phone.']);
		expect((await update({ groups: [] })).status).toBe(400);
		expect((await update({ departmentId: 'x' })).status).toBe(400);
		expect((await update({ role: 'owner' })).status).toBe(400);
		expect((await update({ groupIds: ['x'] })).status).toBe(400);
	});

	it('keeps login and email address unique', async () => {
		const answer = await update({ fields: { email: 'sean.obrien@example.test' } });

		expect(errorOf(answer)).toEqual([400, 'Invalid value sean.obrien@example.test. Field email must be unique.']);
	});

	it('adds groups and removes none', async () => {
		const { groups, userId } = sandbox.person('ispring', 'lukasz.zolc@example.test');
		const all = JSON.parse((await get('/group')).text) as { groupId: string }[];
		const other = all.find(({ groupId }) => !groups.includes(groupId))?.groupId ?? '';
		await post(`/user/${userId}`, { groupIds: [other] });

		expect(sandbox.person('ispring', userId).groups).toEqual([...groups, other]);
	});

	it('filters by email and pages with a token', async () => {
		const one = JSON.parse((await get(`/user?emails[]=${ANA}&emails[]=nobody@example.test`)).text);
		const first = JSON.parse((await get('/users/v2?pageSize=30')).text);
		const last = JSON.parse((await get(`/users/v2?pageSize=30&pageToken=${first.nextPageToken}`)).text);

		expect(one).toHaveLength(1);
		expect([first.userProfiles.length, last.userProfiles.length, last.nextPageToken]).toEqual([30, 6, undefined]);
	});

	it('answers a create with the bare id, and shows a terminated user as inactive unless asked by v2', async () => {
		const { departmentId } = ana();
		const created = await post('/user', {
			departmentId,
			fields: { login: 'new', email: 'new@example.test' },
		});
		const userId = JSON.parse(created.text);
		await post(`/user/${userId}/status`, { status: 5 });

		expect(created.status).toBe(201);
		expect(JSON.parse((await get(`/user/${userId}`)).text).status).toBe(3);
		expect(JSON.parse((await get(`/user/${userId}/v2`)).text).status).toBe(5);
	});
});
