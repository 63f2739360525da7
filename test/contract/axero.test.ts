import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { axeroDirectory, type AxeroDirectory } from '../../nodes/Axero/axeroDirectory';
import { axeroRequest } from '../../nodes/Axero/transport/request';
import { failureOf } from '../../nodes/shared/failure';
import type { Change, MatchKey, NonEmpty } from '../../nodes/shared/provisioning/types';
import { startSandbox, type Fault, type Sandbox } from '../sandbox';
import { HARD_TEXTS } from './hardText';
import { helper, testSession } from './session';

const ANA: MatchKey<'email'> = { by: 'email', value: 'ana.silva@example.test' };
const to = (field: string, value: string): NonEmpty<Change> => [{ field, to: value }];

describe('Axero as a directory', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => {
		await sandbox.close();
	});
	beforeEach(() => {
		sandbox.reset();
	});

	const data = (change: Record<string, string> = {}) => ({ baseUrl: sandbox.urls.axero, authentication: 'bearer', apiKey: sandbox.secrets.axero.bearerToken, ...change });
	const open = (change: Record<string, string> = {}): AxeroDirectory => axeroDirectory(axeroRequest(testSession(new AxeroApi(), data(change))));
	const failureOfUpdate = async (directory: AxeroDirectory, key: MatchKey<'id' | 'email' | 'username'>, changes: NonEmpty<Change>) =>
		await directory.updateUnseen(key, changes, undefined).then(() => undefined, failureOf);

	it('finds the same person by every key', async () => {
		const found = await Promise.all([open().find(ANA), open().find({ by: 'username', value: 'Ana.Silva' }), open().find({ by: 'id', value: '12' })]);

		expect(found.map((people) => people.map(({ id }) => id))).toEqual([['12'], ['12'], ['12']]);
	});

	it('takes only whole matches of a search that fits parts of names', async () => {
		expect(await open().find({ by: 'username', value: 'ana' })).toEqual([]);
		expect(await open().find({ by: 'email', value: 'silva@example.test' })).toEqual([]);
	});

	it.each([ANA, { by: 'username', value: 'ana.silva' }, { by: 'id', value: '12' }] as const)('updates by $by with AddUser=false, always', async (key) => {
		const written = await open().updateUnseen(key, to('Phone', '0012'), undefined);

		expect(written.id).toBe('12');
		expect(sandbox.person('axero', '12').labels.Phone).toBe('0012');
		expect(sandbox.writes('axero').map(({ path }) => path)).toEqual(['/axero/api/users/fields?AddUser=false']);
	});

	it.each(HARD_TEXTS)('keeps %s to the letter', async (text) => {
		await open().updateUnseen(ANA, to('Bio', text), undefined);

		expect(sandbox.person('axero', '12').labels.Bio).toBe(text);
		expect((await open().find(ANA))[0]?.fields.get('Bio')).toBe(text);
	});

	it('sends numbers and booleans as text', async () => {
		await open().updateUnseen(ANA, [{ field: 'Share my profile', to: false }, { field: 'Phone', to: 12 }], undefined);

		expect(JSON.parse(sandbox.writes('axero')[0]?.body ?? '')).toEqual({ Email: ANA.value, 'Share my profile': 'false', Phone: '12' });
	});

	it('signs in with the older key in its header, never in the URL', async () => {
		await open({ authentication: 'restApiKey', apiKey: sandbox.secrets.axero.restApiKey }).updateUnseen(ANA, to('Phone', '1'), undefined);

		expect(sandbox.requests.map(({ headers }) => headers['rest-api-key'])).toEqual([sandbox.secrets.axero.restApiKey]);
		expect(sandbox.requests.some(({ path }) => path.includes(sandbox.secrets.axero.restApiKey))).toBe(false);
	});

	it('creates nobody and passes on what Axero says of an unknown user', async () => {
		const before = sandbox.people('axero').length;
		const failure = await failureOfUpdate(open(), { by: 'email', value: 'nobody@example.test' }, to('Phone', '1'));

		expect(failure).toMatchObject({ kind: 'refused', says: expect.stringMatching(/^Axero: .*not found/i) });
		expect(sandbox.people('axero')).toHaveLength(before);
	});

	it('passes on what Axero says of an unknown label, and nothing is written', async () => {
		const failure = await failureOfUpdate(open(), ANA, to('phone', '1'));

		expect(failure).toMatchObject({ kind: 'refused', says: expect.stringContaining('phone') });
	});

	const html = '<!DOCTYPE html><html><body>Sign in</body></html>';
	it.each<[string, Partial<Fault> & Pick<Fault, 'kind'>, string]>([
		['a web page', { kind: 'malformed', body: html, contentType: 'text/html' }, 'unreadable'],
		['an empty body', { kind: 'malformed', body: '' }, 'unreadable'],
		['JSON that is no envelope', { kind: 'malformed', body: '{"ok":true}' }, 'unreadable'],
		['a redirect', { kind: 'redirect', to: 'https://login.example.test/?t=1' }, 'redirected'],
		['a broken connection', { kind: 'reset' }, 'unreachable'],
		['half a body', { kind: 'halfBody' }, 'unreachable'],
		['a 403', { kind: 'status', status: 403, body: html, contentType: 'text/html' }, 'signIn'],
		['a 429 of the server before Axero', { kind: 'status', status: 429, body: html, contentType: 'text/html' }, 'throttled'],
		['a 404 of another server', { kind: 'status', status: 404, body: '{"error":"no route"}' }, 'unreadable'],
		['a 500 with words', { kind: 'status', status: 500, body: '{"Message":"An error has occurred."}' }, 'refused'],
		['a 429', { kind: 'status', status: 429, body: '{"IsError":true,"ResponseMessage":"Slow down"}' }, 'throttled'],
	] as ReadonlyArray<[string, Fault, string]>)('never takes %s for success', async (_what, fault, kind) => {
		sandbox.fail({ channel: 'axero', ...fault } as Fault);

		expect((await failureOfUpdate(open(), ANA, to('Phone', '1')))?.kind).toBe(kind);
	});

	it('tells a wrong key apart', async () => {
		expect(await failureOfUpdate(open({ apiKey: 'wrong-key-123' }), ANA, to('Phone', '1'))).toMatchObject({ kind: 'signIn', status: 401 });
	});

	it('refuses a key that a header cannot carry, before anything is sent', async () => {
		expect(await failureOfUpdate(open({ apiKey: 'kęy' }), ANA, to('Phone', '1'))).toMatchObject({ kind: 'invalid', parameter: 'Token or Key' });
		expect(sandbox.requests).toEqual([]);
	});
});

describe('the test of an Axero credential', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => {
		await sandbox.close();
	});
	const check = async (baseUrl: string, apiKey: string): Promise<string> =>
		await new AxeroApi().preAuthentication.call(helper, { baseUrl, apiKey, authentication: 'bearer' }).then(() => 'passes', (error: Error) => error.message);

	it.each(['', '/', '/api', '/api/'])('passes with the right key, forgiving %j after the address', async (suffix) => {
		expect(await check(sandbox.urls.axero + suffix, sandbox.secrets.axero.bearerToken)).toBe('passes');
	});

	it('says that the key is wrong', async () => {
		expect(await check(sandbox.urls.axero, 'wrong-key-123')).toContain('does not accept the credential');
	});

	it('says that the address is wrong', async () => {
		expect(await check(`${sandbox.origin}/nowhere`, sandbox.secrets.axero.bearerToken)).toContain('Check the base URL');
	});

	it('says that nobody answers', async () => {
		expect(await check('http://127.0.0.1:9', sandbox.secrets.axero.bearerToken)).toContain('No answer from 127.0.0.1:9');
	});

	it('refuses http to another host', async () => {
		expect(await check('http://intranet.example.com', 'k')).toContain('Write it with https://');
	});

	it('does not show the key', async () => {
		expect(await check(`${sandbox.origin}/nowhere`, 'wrong-key-123')).not.toContain('wrong-key-123');
	});
});
