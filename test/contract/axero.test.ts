import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { axeroDirectory, comparingDirectory, type AxeroDirectory } from '../../nodes/Axero/user/axeroDirectory';
import { axeroRequest } from '../../nodes/Axero/wire/request';
import { failureOf } from '../../nodes/shared/failure';
import type { Change, MatchKey, NonEmpty } from '../../nodes/shared/provisioning/types';
import { freshSandbox } from '../freshSandbox';
import type { Fault } from '../sandbox';
import { withoutEnvelope } from '../sandbox/axero/envelope';
import { USERS } from '../../nodes/Axero/users';
import { wholeDirectory } from '../../nodes/Axero/user/wholeDirectory';
import { directoryContract, onSandbox } from './directoryContract';
import { HARD_TEXTS } from './hardText';
import { testSession } from './session';

const ANA: MatchKey<'email'> = { by: 'email', value: 'ana.silva@example.test' };
const to = (field: string, value: string): NonEmpty<Change> => [{ field, to: value }];

describe('Axero as a directory', () => {
	const sandbox = freshSandbox();

	const data = (change: Record<string, string> = {}) => ({
		baseUrl: sandbox.urls.axero,
		authentication: 'bearer',
		apiKey: sandbox.secrets.axero.bearerToken,
		...change,
	});
	const open = (change: Record<string, string> = {}): AxeroDirectory =>
		axeroDirectory(axeroRequest(testSession(new AxeroApi(), data(change))));
	const failureOfUpdate = async (directory: AxeroDirectory, key: MatchKey<'id' | 'email' | 'username'>, changes: NonEmpty<Change>) =>
		await directory.updateUnseen(key, changes, {}).then(() => undefined, failureOf);

	it('finds the same person by every key', async () => {
		const found = await Promise.all([
			open().find(ANA),
			open().find({ by: 'username', value: 'Ana.Silva' }),
			open().find({ by: 'id', value: '12' }),
		]);

		expect(found.map((people) => people.map(({ id }) => id))).toEqual([['12'], ['12'], ['12']]);
	});

	it('takes only whole matches of a search that fits parts of names', async () => {
		expect(await open().find({ by: 'username', value: 'ana' })).toEqual([]);
		expect(await open().find({ by: 'email', value: 'silva@example.test' })).toEqual([]);
	});

	it.each([ANA, { by: 'username', value: 'ana.silva' }, { by: 'id', value: '12' }] as const)(
		'updates by $by with AddUser=false, always',
		async (key) => {
			const written = await open().updateUnseen(key, to('Phone', '0012'), {});

			expect(written.id).toBe('12');
			expect(sandbox.person('axero', '12').labels.Phone).toBe('0012');
			expect(sandbox.writes('axero').map(({ path }) => path)).toEqual(['/axero/api/users/fields?AddUser=false']);
		},
	);

	it.each(HARD_TEXTS)('keeps %s to the letter', async (text) => {
		await open().updateUnseen(ANA, to('Bio', text), {});

		expect(sandbox.person('axero', '12').labels.Bio).toBe(text);
		expect((await open().find(ANA))[0]?.fields.get('Bio')).toBe(text);
	});

	it('sends numbers and booleans as text', async () => {
		await open().updateUnseen(
			ANA,
			[
				{ field: 'Share my profile', to: false },
				{ field: 'Phone', to: 12 },
			],
			{},
		);

		expect(JSON.parse(sandbox.writes('axero')[0]?.body ?? '')).toEqual({ Email: ANA.value, 'Share my profile': 'false', Phone: '12' });
	});

	const rows = (...found: ReadonlyArray<Readonly<Record<string, unknown>>>): Fault => ({
		channel: 'axero',
		pathIncludes: 'username=',
		kind: 'malformed',
		body: JSON.stringify({ IsError: false, ResponseMessage: '', ResponseData: found }),
	});

	it('reads the details of those whose row shows no email address or username', async () => {
		sandbox.fail(rows({ UserID: 13, FirstName: 'Seán' }, { UserID: 12, FirstName: 'Ana', Email: '' }));

		expect((await open().find(ANA)).map(({ id }) => id)).toEqual(['12']);
		expect((await open().find({ by: 'username', value: 'SEAN.OBRIEN' })).map(({ id }) => id)).toEqual(['13']);
	});

	it('finds by the search of the web chat whom the search for names does not find by address', async () => {
		sandbox.fail(rows());

		expect((await open().find(ANA)).map(({ id }) => id)).toEqual(['12']);
	});

	/** The details of 12 as something shows them that mixes up its answers. */
	const mixedUp = (shown: Readonly<Record<string, unknown>>): Fault => ({
		channel: 'axero',
		pathIncludes: '/users/12/details',
		kind: 'malformed',
		body: JSON.stringify({ IsError: false, ResponseMessage: '', ResponseData: shown }),
	});

	it.each([
		['another ID', { UserID: 13, Email: ANA.value }, 'user 12 and answered with user 13'],
		['another address', { UserID: 12, Email: 'sean.obrien@example.test' }, 'and answered with someone with "sean.obrien@example.test"'],
		['another username', { Username: 'sean.obrien', Email: ANA.value }, 'and answered with someone with "sean.obrien"'],
		['another username in its other spelling', { UserName: 'sean.obrien' }, 'and answered with someone with "sean.obrien"'],
	])('does not take %s in the details for the one who was asked for', async (_what, shown, words) => {
		sandbox.fail(mixedUp(shown));
		const failures = await Promise.all(
			[ANA, { by: 'username', value: 'ana.silva' } as const].map(async (key) => await open().find(key).catch(failureOf)),
		);

		expect(failures).toEqual([
			expect.objectContaining({ kind: 'unreadable', says: expect.stringContaining(words) }),
			expect.objectContaining({ kind: 'unreadable', says: expect.stringContaining(words) }),
		]);
	});

	it('does not take another ID for the one that was asked for by ID', async () => {
		sandbox.fail(mixedUp({ UserID: 13 }));

		expect(await open().find({ by: 'id', value: '12' }).catch(failureOf)).toMatchObject({
			kind: 'unreadable',
			says: 'Axero was asked for user 12 and answered with user 13',
		});
	});

	it('says when Axero has changed somebody else than it was asked to', async () => {
		sandbox.fail({ channel: 'axero', method: 'POST', kind: 'malformed', body: '{"IsError":false,"ResponseData":13}' });

		expect(await failureOfUpdate(open(), { by: 'id', value: '12' }, to('Phone', '1'))).toMatchObject({
			kind: 'unreadable',
			says: 'Axero was asked to change user 12 and reports that it changed user 13',
		});
	});

	it.each([
		[{ by: 'email', value: 'nobody@example.test' }, 'user with the email address "nobody@example.test"'],
		[{ by: 'username', value: 'nobody' }, 'user with the username "nobody"'],
		[{ by: 'id', value: '999' }, 'user 999'],
	] as const)('says of whom it is that Axero knows nobody: $by', async (key, who) => {
		expect(await failureOfUpdate(open(), key, to('Phone', '1'))).toMatchObject({ says: `Axero: User not found. (${who})` });
	});

	it.each([
		['the details show no email address either', { kind: 'malformed', body: '{"IsError":false,"ResponseData":{"First name":"Ana"}}' }],
		['there are no details', { kind: 'malformed', body: '{"IsError":false,"ResponseData":null}' }],
	] as const)('takes nobody for nobody when %s', async (_why, details) => {
		sandbox.fail(rows({ UserID: 12, FirstName: 'Ana' }));
		sandbox.fail({ channel: 'axero', pathIncludes: '/details', ...details });

		expect(await open().find(ANA).catch(failureOf)).toMatchObject({
			kind: 'unreadable',
			says: expect.stringContaining("users can't be told apart"),
		});
	});

	it('creates a user with AddUser=true, and gives the ID', async () => {
		const written = await open().create(
			[
				{ field: 'Email', to: 'new@example.test' },
				{ field: 'Bio', to: 'Łódź ]]>' },
				{ field: 'Share my profile', to: false },
			],
			{},
		);

		expect(written).toEqual({ id: '48', warnings: [] });
		expect(sandbox.person('axero', 48)).toMatchObject({
			Email: 'new@example.test',
			labels: { Bio: 'Łódź ]]>', 'Share my profile': 'false' },
		});
		expect(sandbox.writes('axero').map(({ path }) => path)).toEqual(['/axero/api/users/fields?AddUser=true']);
	});

	it('passes on that a new user is there already', async () => {
		const failure = await open()
			.create([{ field: 'Email', to: ANA.value }], {})
			.catch(failureOf);

		expect(failure).toMatchObject({ kind: 'refused', says: expect.stringContaining('already exists') });
	});

	it('says when Axero does not tell the ID of a new user', async () => {
		sandbox.fail({ channel: 'axero', kind: 'malformed', body: '{"IsError":false,"ResponseData":null}' });

		expect(await open().create([{ field: 'Email', to: 'new@example.test' }], {})).toEqual({
			id: '',
			warnings: ['Axero did not return the ID of the new user'],
		});
	});

	it('signs in with the older key in its header, never in the URL', async () => {
		await open({ authentication: 'restApiKey', apiKey: sandbox.secrets.axero.restApiKey }).updateUnseen(ANA, to('Phone', '1'), {});

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
		['a refusal of a proxy', { kind: 'malformed', body: '{"error":"no route","status":"ok"}' }, 'unreadable'],
		['a bare number', { kind: 'malformed', body: '12' }, 'unreadable'],
		['a list', { kind: 'malformed', body: '[]' }, 'unreadable'],
		['nothing in JSON', { kind: 'malformed', body: 'null' }, 'unreadable'],
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
		expect(await failureOfUpdate(open({ apiKey: 'kęy' }), ANA, to('Phone', '1'))).toMatchObject({
			kind: 'invalid',
			parameter: 'Token or Key',
		});
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Axero, compared for Create or Update', () => {
	const sandbox = freshSandbox();

	const session = () => {
		const data = { baseUrl: sandbox.urls.axero, authentication: 'bearer', apiKey: sandbox.secrets.axero.bearerToken };
		return axeroRequest(testSession(new AxeroApi(), data));
	};
	const open = () => comparingDirectory(axeroDirectory(session()));
	const everybody = () => wholeDirectory(session(), axeroDirectory(session())).everybody({});

	directoryContract('Axero with details', {
		vendor: onSandbox(() => sandbox, 'axero'),
		open,
		everybody,
		resting: USERS.resting,
		options: {},
		keys: [ANA, { by: 'username', value: 'ana.silva' }, { by: 'id', value: '12' }],
		stranger: [
			{ by: 'email', value: 'nobody@example.test' },
			{ by: 'username', value: 'nobody' },
		],
		text: 'Bio',
		bystander: 'Phone',
		signIns: ['Email', 'Username'],
		exempt: { 'gives back the user as it is after the write': 'Axero answers a write with the ID only' },
	});

	directoryContract('Axero whose answers have no envelope', {
		vendor: onSandbox(() => sandbox, 'axero'),
		open: () => {
			sandbox.fail({ channel: 'axero', kind: 'altered', afterHandling: true, alter: withoutEnvelope });
			return open();
		},
		everybody,
		resting: USERS.resting,
		options: {},
		keys: [ANA, { by: 'username', value: 'ana.silva' }, { by: 'id', value: '12' }],
		stranger: [
			{ by: 'email', value: 'nobody@example.test' },
			{ by: 'username', value: 'nobody' },
		],
		text: 'Bio',
		bystander: 'Phone',
		signIns: ['Email', 'Username'],
		exempt: { 'gives back the user as it is after the write': 'Axero answers a write with the ID only' },
	});
});
