import { freshSandbox } from '../freshSandbox';
import { type RawAnswer, rawRequest } from './rawRequest';

describe('the Axero sandbox', () => {
	const sandbox = freshSandbox();

	const bearer = () => ({ Authorization: `Bearer ${sandbox.secrets.axero.bearerToken}` });
	const get = async (path: string, headers: Record<string, string> = bearer()) => rawRequest(sandbox.urls.axero + path, { headers });
	const post = async (body: unknown, query = '?AddUser=false', type = 'application/json') =>
		rawRequest(`${sandbox.urls.axero}/api/users/fields${query}`, {
			method: 'POST',
			headers: { ...bearer(), ...(type === '' ? {} : { 'Content-Type': type }) },
			body: JSON.stringify(body),
		});
	const refusal = ({ status, text }: RawAnswer) => [status, JSON.parse(text).IsError];
	const message = ({ text }: RawAnswer): string => JSON.parse(text).ResponseMessage;

	it('takes a bearer token or the legacy key header, and nothing else', async () => {
		const { restApiKey } = sandbox.secrets.axero;

		expect((await get('/api/users/me')).status).toBe(200);
		expect((await get('/api/users/me', { 'rest-api-key': restApiKey })).status).toBe(200);
		expect(refusal(await get('/api/users/me', {}))).toEqual([401, true]);
		expect(refusal(await get('/api/users/me', { 'Rest-Api-Key': 'wrong' }))).toEqual([401, true]);
	});

	it('refuses a key in the URL, even a right one beside a right header', async () => {
		const { restApiKey } = sandbox.secrets.axero;

		expect(refusal(await get(`/api/users/me?token=${restApiKey}`))).toEqual([401, true]);
	});

	it('answers an update with the user id and stores the text unchanged', async () => {
		const answer = await post({ UserID: '12', Phone: '0012', Bio: 'Łódź ]]> ' });

		expect(JSON.parse(answer.text)).toEqual({
			IsError: false,
			ResponseMessage: '',
			ResponseData: 12,
		});
		expect(sandbox.person('axero', 12).labels).toMatchObject({ Phone: '0012', Bio: 'Łódź ]]> ' });
	});

	it('says on a 200 that a label is unknown, in its exact case', async () => {
		const answer = await post({ UserID: '12', phone: '1' });

		expect(refusal(answer)).toEqual([200, true]);
		expect(message(answer)).toContain(`'phone'`);
	});

	it('stores nothing of a request that it refuses', async () => {
		await post({ UserID: '12', Company: 'Other', Nonsense: '1' });

		expect(sandbox.person('axero', 12).labels.Company).toBe('Example Holding');
	});

	it('refuses values that are not text', async () => {
		expect(refusal(await post({ UserID: '12', 'Share my profile': false }))).toEqual([200, true]);
		expect(refusal(await post({ UserID: 12, Company: 'Other' }))).toEqual([200, true]);
	});

	it('does not create anybody with AddUser=false', async () => {
		const answer = await post({ Email: 'new@example.test', Company: 'X' });

		expect([refusal(answer), message(answer)]).toEqual([[200, true], 'User not found.']);
		expect(sandbox.people('axero')).toHaveLength(36);
	});

	it('creates silently when AddUser is left out, and when it is true', async () => {
		await post({ Email: 'new@example.test', Company: 'X' }, '');
		await post({ Email: 'newer@example.test', Company: 'X' }, '?AddUser=true');

		expect(sandbox.people('axero')).toHaveLength(38);
	});

	it('finds by UserID before Username before Email, and sets the weaker ones', async () => {
		await post({ UserID: '12', Email: 'ana.costa@example.test' });
		await post({ Username: 'sean.obrien', Email: 'sean@example.test' });

		expect(sandbox.person('axero', 12).Email).toBe('ana.costa@example.test');
		expect(sandbox.person('axero', 13).Email).toBe('sean@example.test');
	});

	it('refuses an email address that somebody else has', async () => {
		expect(refusal(await post({ UserID: '12', Email: 'SEAN.OBRIEN@example.test' }))).toEqual([200, true]);
	});

	it('wants a username as Reports to and an id as Time zone', async () => {
		expect(refusal(await post({ UserID: '13', 'Reports to': 'ana.silva@example.test' }))).toEqual([200, true]);
		expect(refusal(await post({ UserID: '13', 'Time zone': 'UTC' }))).toEqual([200, true]);
		expect(refusal(await post({ UserID: '13', 'Reports to': 'ana.silva', 'Time zone': '5' }))).toEqual([200, false]);
	});

	it('insists on application/json', async () => {
		expect(refusal(await post({ UserID: '12', Phone: '1' }, '?AddUser=false', ''))).toEqual([415, true]);
		expect(refusal(await post({ UserID: '12', Phone: '1' }, '?AddUser=false', 'text/plain'))).toEqual([415, true]);
	});

	it('refuses a body that was stringified twice', async () => {
		expect(refusal(await post(JSON.stringify({ UserID: '12', Phone: '1' })))).toEqual([400, true]);
	});

	it('searches names, usernames and email addresses for a piece of text', async () => {
		const { ResponseData } = JSON.parse((await get('/api/users?username=silva')).text);

		expect(ResponseData).toEqual([expect.objectContaining({ UserID: 12, Email: 'ana.silva@example.test' })]);
	});

	it('searches as the web chat does, for two characters or more, and shows a face and a name', async () => {
		const { ResponseData } = JSON.parse((await get('/api/users?searchText=silva@example&searchUsersOnly=true')).text);

		expect(ResponseData).toEqual([{ UserID: 12, UserInfoDisplayName: 'Ana Silva' }]);
		expect(refusal(await get('/api/users?searchText=s'))).toEqual([200, true]);
	});

	it('pages its list from page 1 and says how many there are', async () => {
		const answer = await get('/api/users?sortorder=0&startpage=4&pagelength=10');
		const { ResponseData, TotalRecords } = JSON.parse(answer.text);

		expect([ResponseData.length, TotalRecords]).toEqual([6, 36]);
	});

	it('shows details flat, by label', async () => {
		const { ResponseData } = JSON.parse((await get('/api/users/13/details')).text);

		expect(ResponseData).toMatchObject({
			UserID: 13,
			'Last name': `O'Brien`,
			'Employee number': '0012',
		});
	});

	it('shows the labels of the site in the details of the caller too', async () => {
		const { ResponseData } = JSON.parse((await get('/api/users/1/details')).text);

		expect(ResponseData).toMatchObject({ UserID: 1, 'Job title': '', LinkedIn: '' });
	});

	describe('spaces', () => {
		const send = async (method: 'POST' | 'PUT', path: string, body: string, type = 'application/json') =>
			rawRequest(sandbox.urls.axero + path, { method, headers: { ...bearer(), 'Content-Type': type }, body });
		const data = async (path: string) => JSON.parse((await get(path)).text).ResponseData;
		const ids = async (path: string) => (await data(path)).map(({ UserID }: { UserID: number }) => UserID);

		it('are listed by status, the published ones when none is said', async () => {
			const counts = await Promise.all(
				['', '?status=1', '?status=0', '?status=3', '?status=7'].map(async (query) => (await data(`/api/spaces${query}`)).length),
			);

			expect(counts).toEqual([5, 5, 1, 1, 7]);
			expect(refusal(await get('/api/spaces?status=2'))).toEqual([200, true]);
		});

		it('are paged from page 1, with their total', async () => {
			const { ResponseData, TotalRecords } = JSON.parse((await get('/api/spaces?status=7&StartPage=3&PageSize=3')).text);

			expect([ResponseData.length, TotalRecords]).toEqual([1, 7]);
		});

		it('show themselves, and members page by page or by name', async () => {
			expect(await data('/api/spaces/21')).toMatchObject({ SpaceID: 21, SpaceName: 'Engineering' });
			expect(refusal(await get('/api/spaces/99'))).toEqual([200, true]);
			expect(await ids('/api/spaces/20/members?startpage=2&pagelength=15')).toEqual([27, 28, 29, 30]);
			expect(await ids('/api/spaces/20/members?username=silva')).toEqual([12]);
		});

		it('take a bare user id as a new member, and nothing else', async () => {
			expect(refusal(await send('POST', '/api/spaces/21/users', '{"UserID":16}'))).toEqual([400, true]);
			expect(refusal(await send('POST', '/api/spaces/21/users', '"16"'))).toEqual([400, true]);
			expect(refusal(await send('POST', '/api/spaces/21/users', '16', 'text/plain'))).toEqual([415, true]);
			expect(refusal(await send('POST', '/api/spaces/21/users', '999'))).toEqual([200, true]);
			expect(refusal(await send('POST', '/api/spaces/21/users', '16'))).toEqual([200, false]);
			expect(refusal(await send('POST', '/api/spaces/21/users', '16'))).toEqual([200, true]);
			expect(await ids('/api/spaces/21/users?startPage=1&pageLength=15')).toEqual([15, 16, 23]);
		});

		it('let those in who asked and are approved, and say false of somebody who did not ask', async () => {
			const settle = async (user: number, body: string) =>
				JSON.parse((await send('PUT', `/api/spaces/21/users/${user}/membership/status`, body)).text).ResponseData;

			expect([await settle(12, 'true'), await settle(13, 'false'), await settle(16, 'true'), await settle(14, '"true"')]).toEqual([
				true,
				true,
				false,
				null,
			]);
			expect(await ids('/api/spaces/21/members')).toEqual([12, 15, 23]);
			expect(await ids('/api/spaces/21/users?spaceUserMembershipStatus=0')).toEqual([14]);
		});
	});
});
