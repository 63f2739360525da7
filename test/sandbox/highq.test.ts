import { freshSandbox } from '../freshSandbox';
import { startSandbox } from './index';
import { type RawAnswer, rawRequest } from './rawRequest';

describe('the HighQ Publisher sandbox', () => {
	const sandbox = freshSandbox();

	const authorized = () => ({ Authorization: `Bearer ${sandbox.secrets.highq.accessToken}` });
	const get = async (path: string, headers: Record<string, string> = {}) =>
		rawRequest(`${sandbox.urls.highq}/api/2/users${path}`, {
			headers: { ...authorized(), ...headers },
		});
	const put = async (path: string, body: string, headers: Record<string, string> = {}) =>
		rawRequest(`${sandbox.urls.highq}/api/2/users${path}`, {
			method: 'PUT',
			headers: { ...authorized(), ...headers },
			body,
		});
	const token = async (form: Record<string, string>) => {
		const { clientId, clientSecret } = sandbox.secrets.highq;
		return rawRequest(`${sandbox.urls.highq}/api/oauth2/token`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
			body: new URLSearchParams({
				client_id: clientId,
				client_secret: clientSecret,
				...form,
			}).toString(),
		});
	};
	const refusal = ({ status, text }: RawAnswer) => [status, JSON.parse(text).error.ref];
	const least = { name: { firstname: 'Ana', lastname: 'Silva' }, email: 'ana.silva@example.test' };
	const userJson = (members: object) => JSON.stringify({ user: { ...least, ...members } });

	it('lets nobody in without a bearer token, and says so in the format asked for', async () => {
		const url = `${sandbox.urls.highq}/api/2/users/3`;
		const xml = await rawRequest(url, { headers: { Accept: 'application/xml' } });

		expect(refusal(await rawRequest(url))).toEqual([401, 401]);
		expect(xml.text).toContain('<error><summary>Not authorised</summary><ref>401</ref>');
	});

	it('finds a user by id and by email address', async () => {
		const byEmail = await get(`/${encodeURIComponent('sean.obrien@example.test')}`);

		expect(JSON.parse(byEmail.text).user).toMatchObject({ id: 4, externalid: '0012' });
		expect((await get('/4')).text).toBe(byEmail.text);
		expect(refusal(await get('/nobody@example.test'))).toEqual([404, 108]);
	});

	it('shows numbers in their own spelling', async () => {
		expect((await get('/3')).text).toContain('"relationshipscore":1.10,"legacykey":12345678901234567801');
	});

	it('blanks what a PUT leaves out', async () => {
		const answer = await put('/3', userJson({}));

		expect(JSON.parse(answer.text).user).toMatchObject({ id: 3, email: 'ana.silva@example.test' });
		expect(sandbox.person('highq', 3)).toEqual({ ...least, id: 3 });
	});

	it('keeps every byte of a user that is sent back as it was read', async () => {
		const before = (await get('/4')).text;
		await put('/4', before, { 'Content-Type': 'application/json' });

		expect((await get('/4')).text).toBe(before);
	});

	it('reads and writes XML, with an Atom link in the summary', async () => {
		const xml = { Accept: 'application/xml', 'Content-Type': 'application/xml' };
		const body = '<user><name><firstname>Łódź</firstname><lastname>S]]&gt; </lastname></name><email>a@b.test</email></user>';
		const answer = await put('/3', body, xml);

		expect(answer.text).toMatch(/<user><id>3<\/id><email>a@b.test<\/email><link xmlns="[^"]+" rel="self" href="[^"]+"\/>/);
		expect(sandbox.person('highq', 3).name).toEqual({ firstname: 'Łódź', lastname: 'S]]> ' });
	});

	it('calls a wrong or missing body ref 74', async () => {
		const plain = { 'Content-Type': 'text/plain' };

		expect(refusal(await put('/3', userJson({}), plain))).toEqual([400, 74]);
		expect(refusal(await put('/3', JSON.stringify(least)))).toEqual([400, 74]);
		expect(refusal(await put('/3', '{"user":{"id":3,}}'))).toEqual([400, 74]);
		expect(refusal(await put('/3', ''))).toEqual([400, 74]);
	});

	it('refuses a taken address, an unknown status and an unknown organisation', async () => {
		expect((await put('/3', userJson({ email: 'sean.obrien@example.test' }))).status).toBe(400);
		expect(refusal(await put('/3', userJson({ status: 'retired' })))).toEqual([400, 80]);
		expect(refusal(await put('/3', userJson({ organisation: { orgid: 1 } })))).toEqual([404, 75]);
	});

	it('shows one link as an object and several as a list', async () => {
		const link = { name: 'X', value: '@ana' };
		await put('/3', userJson({ sociallinks: { link: [link] } }));

		expect(sandbox.person('highq', 3).sociallinks).toEqual({ link });
		expect(sandbox.person('highq', 4).sociallinks).toEqual({
			link: [expect.anything(), expect.anything()],
		});
	});

	it('lists summaries by offset and limit, nested as users.users', async () => {
		const { users } = JSON.parse((await get('?limit=5&offset=34')).text);

		expect([users.totalcount, users.total, users.users.length]).toEqual([36, 2, 2]);
		expect(Object.keys(users.users[0])).toEqual(['id', 'email', 'link']);
	});

	it('shows the fields that a list asks for', async () => {
		const { users } = JSON.parse((await get('?search=silva&fields=id,lastname')).text);

		expect(users.users).toEqual([{ id: 3, lastname: 'Silva' }]);
	});

	it('wants a sign before the sort field, which a bare + in a URL is not', async () => {
		expect((await get('?sort=%2Blastname')).status).toBe(200);
		expect(refusal(await get('?sort=+lastname'))).toEqual([400, 79]);
		expect(refusal(await get('?limit=many'))).toEqual([400, 107]);
	});

	it('archives by a POST without a body', async () => {
		const answer = await rawRequest(`${sandbox.urls.highq}/api/2/users/3/archive`, {
			method: 'POST',
			headers: authorized(),
		});

		expect([answer.status, sandbox.person('highq', 3).status]).toEqual([200, 'archive']);
	});

	it('hands the code and the state back to the redirect address', async () => {
		const query = new URLSearchParams({
			response_type: 'code',
			client_id: sandbox.secrets.highq.clientId,
			redirect_uri: 'http://127.0.0.1:5678/rest/oauth2-credential/callback',
			state: 'a b',
		});
		const answer = await rawRequest(`${sandbox.urls.highq}/authorise.action?${query}`);
		const back = new URL(String(answer.headers.location));

		expect([answer.status, back.port, back.searchParams.get('state')]).toEqual([302, '5678', 'a b']);
		const code = back.searchParams.get('code') ?? '';
		expect((await token({ grant_type: 'authorization_code', code })).status).toBe(200);
		expect((await token({ grant_type: 'authorization_code', code })).status).toBe(400);
	});

	it('gives a new refresh token each time and forgets the old one', async () => {
		const old = { grant_type: 'refresh_token', refresh_token: sandbox.secrets.highq.refreshToken };
		const fresh = JSON.parse((await token(old)).text);

		expect(fresh).toMatchObject({ token_type: 'bearer', expires_in: '18000' });
		expect((await token(old)).status).toBe(400);
		expect((await get('/3', { Authorization: `Bearer ${fresh.access_token}` })).status).toBe(200);
	});

	it('ends the former access tokens with a renewal where it was told to', async () => {
		const strict = await startSandbox({ highqEndsFormerTokens: true });
		const { clientId, clientSecret, accessToken, refreshToken } = strict.secrets.highq;
		const status = async (token: string) =>
			(await rawRequest(`${strict.urls.highq}/api/2/users/3`, { headers: { Authorization: `Bearer ${token}` } })).status;
		const before = await status(accessToken);
		const { text } = await rawRequest(`${strict.urls.highq}/api/oauth2/token`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
			body: new URLSearchParams({
				grant_type: 'refresh_token',
				client_id: clientId,
				client_secret: clientSecret,
				refresh_token: refreshToken,
			}).toString(),
		});

		expect([before, await status(accessToken), await status(JSON.parse(text).access_token)]).toEqual([200, 401, 200]);
		await strict.close();
	});

	it('does not take client id and secret as Basic authentication', async () => {
		const { clientId, clientSecret, refreshToken } = sandbox.secrets.highq;
		const answer = await rawRequest(`${sandbox.urls.highq}/api/oauth2/token`, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/x-www-form-urlencoded',
				Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
			},
			body: `grant_type=refresh_token&refresh_token=${refreshToken}`,
		});

		expect(answer.status).toBe(401);
	});
});
