import { freshSandbox } from '../freshSandbox';
import { type RawAnswer, rawRequest } from './rawRequest';

describe('the HighQ Publisher sandbox, beyond reading and replacing a user', () => {
	const sandbox = freshSandbox();

	const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<RawAnswer> =>
		rawRequest(`${sandbox.urls.highq}/api/2${path}`, {
			method,
			headers: { Authorization: `Bearer ${sandbox.secrets.highq.accessToken}`, ...headers },
			...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
		});
	const get = async (path: string) => JSON.parse((await call('GET', path)).text);
	const refusal = ({ status, text }: RawAnswer) => [status, JSON.parse(text).error.ref];
	const ids = async (query: string, member = 'users') =>
		(await get(`/${member}?limit=500&${query}`))[member][member].map(({ id }: { id: number }) => id);
	const newcomer = (members: object = {}) => ({
		user: { name: { firstname: 'Bo', lastname: 'Dahl' }, email: 'bo.dahl@example.test', ...members },
	});

	it('answers a new user with a summary, and puts it into the organisation of its domain', async () => {
		const answer = await call('POST', '/users', newcomer());
		const { user } = JSON.parse(answer.text);

		expect([answer.status, Object.keys(user)]).toEqual([200, ['id', 'email', 'link']]);
		expect(sandbox.person('highq', user.id)).toMatchObject({ status: 'active', organisation: { orgid: 75, orgaddressid: 98 } });
	});

	it('refuses a new user without a name, with a taken address, or of a domain that no organisation has', async () => {
		expect(refusal(await call('POST', '/users', { user: { email: 'bo.dahl@example.test' } }))).toEqual([400, 74]);
		expect(refusal(await call('POST', '/users', newcomer({ email: 'ana.silva@example.test' })))).toEqual([400, 74]);
		expect(refusal(await call('POST', '/users', newcomer({ email: 'bo@elsewhere.test' })))).toEqual([400, 74]);
		expect((await call('POST', '/users', newcomer({ email: 'bo@elsewhere.test', organisation: { orgid: 76 } }))).status).toBe(200);
	});

	it.each([
		['organisations=76', [6, 16, 26, 36]],
		['organisationgroups=Panel', [6, 16, 26, 36]],
		['organisationgroups=Nobody', []],
		['usergroups=7', [3, 5]],
		['usergroups=Tax', [3, 5]],
		['locations=Poland&status=active', [6, 16, 26, 36]],
		['search=silva', [3]],
		['createddate=20290312,20290312&search=silva', [3]],
		['createddate=20290313,20290401', []],
		['createdDate=lastweek', []],
	])('filters users by %s', async (query, found) => {
		expect(await ids(query)).toEqual(found);
	});

	it('refuses a date that is neither a word nor two days', async () => {
		expect(refusal(await call('GET', '/users?createddate=2029-03-12'))).toEqual([400, 74]);
	});

	it('disables and activates several users by id and address in one request', async () => {
		const answer = await call('POST', '/users/disable', { users: { user: ['3', 'sean.obrien@example.test'] } });

		expect(JSON.parse(answer.text).users).toMatchObject({ total: 2, users: [{ id: 3 }, { id: 4 }] });
		expect([sandbox.person('highq', 3).status, sandbox.person('highq', 4).status]).toEqual(['disable', 'disable']);
		await call('POST', '/users/activate', '<users><user>3</user></users>', { 'Content-Type': 'application/xml' });
		expect(sandbox.person('highq', 3).status).toBe('active');
		expect(refusal(await call('POST', '/users/disable', '{"users":{{"3"},{"4"}}}'))).toEqual([400, 74]);
	});

	it('shows groups with members, in JSON and XML', async () => {
		expect((await get('/groups/7')).group).toMatchObject({ id: 7, name: 'Tax', users: [3, 5] });
		expect((await call('GET', '/groups/7', undefined, { Accept: 'application/xml' })).text).toContain(
			'<users><user>3</user><user>5</user></users>',
		);
		expect((await get('/groups?sort=%2Bname,-created')).groups).toMatchObject({
			totalcount: 2,
			groups: [{ id: 8, link: expect.any(String) }, { id: 7 }],
		});
		expect(await ids('search=tax', 'groups')).toEqual([7]);
		expect(await ids('createdDate=20300528,20300528', 'groups')).toEqual([7]);
		expect((await call('GET', '/groups/999')).status).toBe(404);
	});

	it('makes, replaces and deletes a group', async () => {
		const { group } = JSON.parse((await call('POST', '/groups', { group: { name: 'New', users: [31] } })).text);
		expect(Object.keys(group)).toEqual(['id', 'name', 'link']);
		await call('PUT', `/groups/${group.id}`, { group: { name: 'Newer' } });
		expect(sandbox.highq.groups.byId(group.id)).toEqual({ id: group.id, name: 'Newer', users: [] });

		const gone = await call('DELETE', `/groups/${group.id}`);
		expect([gone.status, gone.text]).toEqual([202, '']);
		expect(sandbox.highq.groups.byId(group.id)).toBeUndefined();
	});

	it('wants members as numbers in a group, and as texts when they are added', async () => {
		expect(refusal(await call('POST', '/groups', { group: { name: 'New', users: ['31'] } }))).toEqual([400, 74]);
		expect(refusal(await call('PUT', '/groups/7/users', { group: { users: [31] } }))).toEqual([400, 74]);
		expect(refusal(await call('PUT', '/groups/7/users', { group: { users: ['nobody@example.test'] } }))).toEqual([404, 108]);
	});

	it('adds active users only, and keeps those who are there', async () => {
		sandbox.edit('highq', 6, (user) => {
			user.status = 'disable';
		});
		const { group } = JSON.parse((await call('PUT', '/groups/7/users', { group: { users: ['4', '6', 'ana.silva@example.test'] } })).text);

		expect(group).toMatchObject({ id: 7, users: [3, 5, 4], createddate: '28-05-2030 11:03:00:000' });
	});

	it('replaces an organisation, and archives and disables it', async () => {
		const { organisation } = JSON.parse(
			(await call('POST', '/organisations', { organisation: { name: 'New', domains: ['new.test'] } })).text,
		);
		await call('PUT', `/organisations/${organisation.id}`, { organisation: { name: 'Newer', status: 'active' } });
		expect(sandbox.highq.organisations.byId(organisation.id)).toEqual({ id: organisation.id, name: 'Newer', status: 'active' });

		await call('POST', '/organisations/75/archive');
		await call('POST', '/organisations/disable', { organisations: { organisation: ['76', 'Newer'] } });
		expect(sandbox.highq.organisations.all().map(({ status }) => status)).toEqual(['archive', 'disabled', 'disabled']);
		expect(refusal(await call('GET', '/organisations/1'))).toEqual([404, 75]);
		expect(refusal(await call('PUT', '/organisations/75', { organisation: { status: 'active' } }))).toEqual([400, 74]);
	});

	it.each([
		['domain=lodz.test', [76]],
		['autologin=true', [76]],
		['industry=Holding', [75]],
		['category=Panel firm', [76]],
		['locations=Cork', [75]],
		['search=partners', [76]],
		['status=archive', []],
		['sort=-id', [76, 75]],
	])('filters and sorts organisations by %s', async (query, found) => {
		expect(await ids(query.replace(/ /g, '%20'), 'organisations')).toEqual(found);
	});

	it('lists the domains of an organisation', async () => {
		expect((await get('/organisations/75/domains?status=pending')).domains).toMatchObject({
			totalcount: 1,
			domains: [{ url: 'holding.test', status: 'pending' }],
		});
		expect(refusal(await call('GET', '/organisations/75/domains?status=disabled'))).toEqual([400, 80]);
	});
});
