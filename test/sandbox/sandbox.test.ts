import { type DirectoryChange, type Sandbox, type VendorName, startSandbox } from './index';
import { rawRequest } from './rawRequest';

const VENDORS: readonly VendorName[] = ['axero', 'appenate', 'highq', 'ispring'];

describe('the sandbox', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	beforeEach(() => sandbox.reset());
	afterAll(async () => sandbox.close());

	const headers = () => ({
		Authorization: `Bearer ${sandbox.secrets.axero.bearerToken}`,
		'Content-Type': 'application/json',
	});
	const me = async () => rawRequest(`${sandbox.urls.axero}/api/users/me`, { headers: headers() });
	const setPhone = async (phone: string) =>
		rawRequest(`${sandbox.urls.axero}/api/users/fields?AddUser=false`, {
			method: 'POST',
			headers: headers(),
			body: JSON.stringify({ UserID: '12', Phone: phone }),
		});
	const phone = () => sandbox.person('axero', 12).labels.Phone;

	it('has the same 36 people at all four vendors', () => {
		const addresses = {
			axero: sandbox.people('axero').map((person) => person.Email),
			appenate: sandbox.people('appenate').map((person) => person.Email),
			highq: sandbox.people('highq').map((person) => person.email),
			ispring: sandbox.people('ispring').map((person) => person.fields.email),
		};

		expect(addresses.axero[0]).toBe('ana.silva@example.test');
		expect(new Set(addresses.axero).size).toBe(36);
		for (const vendor of VENDORS) expect(addresses[vendor]).toEqual(addresses.axero);
	});

	it('makes more people for load tests', async () => {
		const large = await startSandbox({ people: 500 });

		expect(new Set(large.people('appenate').map((person) => person.Email)).size).toBe(500);
		await large.close();
	});

	it('hands out copies only', () => {
		sandbox.person('axero', 12).labels.Phone = 'changed';

		expect(phone()).toBe('+351 21 555 0101');
		expect(() => sandbox.person('axero', 'nobody')).toThrow('nobody');
	});

	it('edits a record without a request', () => {
		sandbox.edit('axero', 'ana.silva@example.test', (stored) => {
			stored.labels.Phone = '0012';
		});

		expect([phone(), sandbox.requests.length]).toEqual(['0012', 0]);
	});

	it('logs what came over the wire, and tells writes from reads', async () => {
		await me();
		await setPhone('Łódź');
		const [write] = sandbox.writes('axero');

		expect(sandbox.requests.map((entry) => [entry.path, entry.isWrite])).toEqual([
			['/axero/api/users/me', false],
			['/axero/api/users/fields?AddUser=false', true],
		]);
		expect(write).toMatchObject({
			method: 'POST',
			status: 200,
			body: '{"UserID":"12","Phone":"Łódź"}',
		});
		expect(write?.rawHeaders).toContain('Authorization');
	});

	it('counts how many requests were open at once', async () => {
		sandbox.fail({ kind: 'delay', delayMs: 300 });
		await Promise.all([me(), me(), me()]);

		expect(sandbox.maxInFlight).toBe(3);
	});

	it('strikes only the requests that fit, after the skipped ones, as often as asked', async () => {
		sandbox.fail({
			kind: 'status',
			status: 503,
			body: 'busy',
			pathIncludes: '/me',
			skip: 1,
			times: 1,
		});

		expect((await setPhone('1')).status).toBe(200);
		expect([(await me()).status, (await me()).status, (await me()).status]).toEqual([200, 503, 200]);
	});

	it('answers a status fault with its text, headers and body', async () => {
		sandbox.fail({
			kind: 'status',
			status: 429,
			statusText: 'Slow down',
			headers: { 'Retry-After': '2' },
			body: '{}',
		});

		expect(await me()).toMatchObject({
			status: 429,
			statusText: 'Slow down',
			text: '{}',
			headers: { 'retry-after': '2' },
		});
	});

	it('breaks the connection before or after the write took place', async () => {
		sandbox.fail({ kind: 'reset', times: 1 });
		sandbox.fail({ kind: 'reset', afterHandling: true, times: 1 });

		await expect(setPhone('before')).rejects.toThrow(/ECONNRESET|hang up/);
		expect(phone()).toBe('+351 21 555 0101');
		await expect(setPhone('after')).rejects.toThrow(/ECONNRESET|hang up/);
		expect(phone()).toBe('after');
		expect(sandbox.writes().map((entry) => entry.status)).toEqual([undefined, undefined]);
	});

	it('answers nonsense, half a body or a redirect', async () => {
		sandbox.fail({ kind: 'malformed', body: '<html>', afterHandling: true, times: 1 });
		sandbox.fail({ kind: 'halfBody', times: 1 });
		sandbox.fail({ kind: 'redirect', to: 'http://127.0.0.1:9/', times: 1 });

		expect(await setPhone('1')).toMatchObject({ status: 200, text: '<html>' });
		expect(phone()).toBe('1');
		await expect(me()).rejects.toThrow('aborted');
		expect(await me()).toMatchObject({ status: 302, headers: { location: 'http://127.0.0.1:9/' } });
	});

	it('is as new after a reset', async () => {
		sandbox.fail({ kind: 'status', status: 500 });
		sandbox.expireTokens();
		sandbox.edit('axero', 12, (stored) => {
			stored.labels.Phone = '1';
		});
		sandbox.reset();

		expect([phone(), sandbox.requests.length]).toEqual(['+351 21 555 0101', 0]);
		expect((await me()).status).toBe(200);
	});

	it('tells what changed, from and to', async () => {
		const changes: DirectoryChange[] = [];
		const end = sandbox.onChange((change) => changes.push(change));
		await setPhone('0012');
		await setPhone('0012');
		end();
		await setPhone('1');

		expect(changes).toEqual([
			expect.objectContaining({
				vendor: 'axero',
				kind: 'updated',
				fields: [{ field: 'Phone', from: '+351 21 555 0101', to: '0012' }],
			}),
		]);
	});

	it('shows the page live, and no secret in its people and its log', async () => {
		const { integrationKey, companyId } = sandbox.secrets.appenate;
		const query = `CompanyId=${companyId}&IntegrationKey=${integrationKey}&Email=ana.silva@example.test`;
		await rawRequest(`${sandbox.urls.appenate}/api/v2/user?${query}`);
		const state = (await rawRequest(`${sandbox.origin}/state`)).text;

		expect((await rawRequest(sandbox.urls.page)).text).toContain('<!doctype html>');
		expect(state).toContain('/appenate/api/v2/user');
		expect(state).not.toContain(integrationKey);
	});

	it('can be steered from another process', async () => {
		const control = async (name: string, body = '') => rawRequest(`${sandbox.origin}/control/${name}`, { method: 'POST', body });
		await control('fail', JSON.stringify({ kind: 'status', status: 503 }));
		const struck = (await me()).status;
		await control('reset');
		const people = await rawRequest(`${sandbox.origin}/control/people/highq`);

		expect([struck, (await me()).status, JSON.parse(people.text).length]).toEqual([503, 200, 36]);
		expect((await control('fail', '{"kind":"nonsense"}')).status).toBe(400);
	});

	it('listens on 127.0.0.1 only', () => {
		expect(sandbox.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
	});
});
