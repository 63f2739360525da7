import { freshSandbox } from '../freshSandbox';
import { scimIdOf } from './axero/scim/resource';
import { rawRequest } from './rawRequest';

const MEDIA_TYPE = 'application/scim+json';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

describe("Axero's SCIM service in the sandbox", () => {
	const sandbox = freshSandbox();
	const ana = scimIdOf({ UserID: 12 });

	const headers = (token = sandbox.secrets.axero.scimToken) => ({ Authorization: `Bearer ${token}`, Accept: MEDIA_TYPE });
	const send = async (method: 'GET' | 'PATCH' | 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown, type = MEDIA_TYPE) =>
		rawRequest(`${sandbox.urls.axero}/api/scim/v2${path}`, {
			method,
			headers: { ...headers(), ...(body === undefined ? {} : { 'Content-Type': type }) },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
	const get = async (path: string) => JSON.parse((await send('GET', path)).text);
	const found = async (filter: string) =>
		(await get(`/Users?filter=${encodeURIComponent(filter)}`)).Resources.map(({ id }: { id: string }) => id);
	const patched = async (value: unknown, id = ana) =>
		send('PATCH', `/Users/${id}`, { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'active', value }] });
	const refusal = ({ status, text }: Awaited<ReturnType<typeof send>>) => [status, JSON.parse(text).schemas[0]];

	it('takes its own token alone, and is the only one that takes it', async () => {
		const { scimToken, bearerToken, restApiKey } = sandbox.secrets.axero;
		const users = `${sandbox.urls.axero}/api/scim/v2/Users`;
		const asked = async (url: string, given: Record<string, string>) => (await rawRequest(url, { headers: given })).status;

		expect(await asked(users, headers())).toBe(200);
		expect(await asked(users, headers(bearerToken))).toBe(401);
		expect(await asked(users, { Accept: MEDIA_TYPE })).toBe(401);
		expect(await asked(users, { ...headers(), 'Rest-Api-Key': restApiKey })).toBe(401);
		expect(await asked(`${sandbox.urls.axero}/api/users/me`, { Authorization: `Bearer ${scimToken}` })).toBe(401);
		expect(await asked(`${users}?token=${scimToken}`, headers())).toBe(401);
	});

	it('has ids of its own, none of which is a UserID', async () => {
		const { id, userName, emails, active } = await get(`/Users/${ana}`);

		expect([id, userName, emails[0].value, active]).toEqual([ana, 'ana.silva@example.test', 'ana.silva@example.test', true]);
		expect(refusal(await send('GET', '/Users/12'))).toEqual([404, ERROR]);
	});

	it('pages its list from 1 and tells how many there are', async () => {
		const first = await get('/Users?startIndex=1&count=10');
		const last = await get('/Users?startIndex=31&count=10');

		expect([first.schemas, first.totalResults, first.Resources.length, last.Resources.length]).toEqual([[LIST], 36, 10, 6]);
	});

	it('filters by user name and by email address', async () => {
		expect(await found('userName eq "ana.silva@example.test"')).toEqual([ana]);
		expect(await found('emails.value eq "ana.silva@example.test"')).toEqual([ana]);
		expect(await found('userName eq "nobody@example.test"')).toEqual([]);
		expect(refusal(await send('GET', '/Users?filter=userName%20is%20%22x%22'))).toEqual([400, ERROR]);
	});

	it('shows the user name of the REST API where it is told so', async () => {
		sandbox.axeroScim.userNames = 'username';

		expect(await found('userName eq "ana.silva"')).toEqual([ana]);
	});

	it('deactivates and activates by PATCH, and by nothing that is no PATCH message', async () => {
		expect((await patched(false)).status).toBe(200);
		expect(sandbox.person('axero', 12).active).toBe(false);
		await patched(true);
		expect(sandbox.person('axero', 12).active).toBe(true);
		expect(refusal(await send('PATCH', `/Users/${ana}`, { active: false }))).toEqual([400, ERROR]);
		expect(refusal(await patched('perhaps'))).toEqual([400, ERROR]);
		expect(refusal(await patched(false, '12'))).toEqual([404, ERROR]);
	});

	it('shows a person who is deactivated as that, and the REST API as before', async () => {
		await patched(false);
		const details = await rawRequest(`${sandbox.urls.axero}/api/users/12/details`, {
			headers: { Authorization: `Bearer ${sandbox.secrets.axero.bearerToken}` },
		});

		expect((await get(`/Users/${ana}`)).active).toBe(false);
		expect(JSON.parse(details.text).ResponseData).not.toHaveProperty('active');
	});

	it('replaces the whole user by PUT: what is not sent is lost', async () => {
		const whole = await get(`/Users/${ana}`);
		await send('PUT', `/Users/${ana}`, { ...whole, active: false });

		expect(sandbox.person('axero', 12)).toMatchObject({
			active: false,
			Email: 'ana.silva@example.test',
			labels: { Phone: '+351 21 555 0101' },
		});

		const { phoneNumbers: _left, ...half } = whole;
		await send('PUT', `/Users/${ana}`, half);

		expect(sandbox.person('axero', 12)).toMatchObject({ active: true, labels: { Phone: '' } });
	});

	it('creates somebody, who has a UserID of the REST API then, and refuses an address that is taken', async () => {
		const made = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'new@example.test', name: { givenName: 'New' } };

		expect((await send('POST', '/Users', made)).status).toBe(201);
		expect(sandbox.person('axero', 'new@example.test')).toMatchObject({ UserID: 48, active: true });
		expect(refusal(await send('POST', '/Users', made))).toEqual([409, ERROR]);
	});

	it('insists on its media type, and deletes nobody', async () => {
		expect(refusal(await send('PUT', `/Users/${ana}`, {}, 'application/json'))).toEqual([415, ERROR]);
		expect(refusal(await send('DELETE', `/Users/${ana}`))).toEqual([501, ERROR]);
		expect(sandbox.people('axero')).toHaveLength(36);
	});

	it('can lack filters, or pass over them', async () => {
		sandbox.axeroScim.filters = 'refused';
		const filtered = `/Users?filter=${encodeURIComponent('userName eq "ana.silva@example.test"')}`;

		expect(refusal(await send('GET', filtered))).toEqual([400, ERROR]);

		sandbox.axeroScim.filters = 'ignored';

		expect((await get(filtered)).totalResults).toBe(36);
	});

	it('can pass over pages: each is the first one', async () => {
		sandbox.axeroScim.paging = 'ignored';
		const [first, second] = [await get('/Users?startIndex=1&count=20'), await get('/Users?startIndex=21&count=20')];

		expect(second.Resources[0].id).toBe(first.Resources[0].id);
	});

	it.each([400, 404, 405, 501] as const)('can turn PATCH away with %i', async (status) => {
		sandbox.axeroScim.patch = status;

		expect(refusal(await patched(false))).toEqual([status, ERROR]);
		expect(sandbox.person('axero', 12).active).toBe(true);
	});

	it('can say yes and keep everybody as they are', async () => {
		sandbox.axeroScim.keepsActive = true;

		expect((await patched(false)).status).toBe(204);
		expect(sandbox.person('axero', 12).active).toBe(true);
	});

	it('can hide people whom it has not made', async () => {
		sandbox.axeroScim.hidden = [12];

		expect((await send('GET', `/Users/${ana}`)).status).toBe(404);
		expect(await found('userName eq "ana.silva@example.test"')).toEqual([]);
	});

	it.each([
		['notSetUp', 501, `${MEDIA_TYPE}; charset=utf-8`],
		['notFound', 404, 'text/html; charset=utf-8'],
		['webPage', 200, 'text/html; charset=utf-8'],
	] as const)('can be %s', async (service, status, type) => {
		sandbox.axeroScim.service = service;
		const answer = await send('GET', '/Users');

		expect([answer.status, answer.headers['content-type']]).toEqual([status, type]);
	});

	it('is logged, and its writes are writes', async () => {
		await get('/Users?count=1');
		await patched(false);

		expect(sandbox.requests.map(({ channel, isWrite }) => [channel, isWrite])).toEqual([
			['axero', false],
			['axero', true],
		]);
	});
});
