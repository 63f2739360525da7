import type { INodeParameters } from 'n8n-workflow';

import { AppenateApi } from '../../credentials/AppenateApi.credentials';
import { Appenate } from '../../nodes/Appenate/Appenate.node';
import { appenateDirectory } from '../../nodes/Appenate/user/appenateDirectory';
import { QUIETLY, type AppenateWriteOptions } from '../../nodes/Appenate/user/profile';
import { appenateRequest } from '../../nodes/Appenate/wire/request';
import type { Format } from '../../nodes/Appenate/wire/formats';
import { FailureError, type Failure } from '../../nodes/shared/failure';
import { updating } from '../../nodes/shared/provisioning/userOperation';
import { provision } from '../unit/provisioned';
import type { FieldEdits, FieldValue, Outcome } from '../../nodes/shared/provisioning/types';
import { freshSandbox } from '../freshSandbox';
import { startSandbox, type RawAnswer, type Sandbox } from '../sandbox';
import { runNode, type NodeResult } from '../workflow/engine';
import { USERS } from '../../nodes/Appenate/users';
import { directoryContract, onSandbox } from './directoryContract';
import { helper, testSession } from './session';

const sandbox = freshSandbox({ appenateEchoesKey: true });

const credential = (changed = {}) => ({
	service: 'custom',
	baseUrl: sandbox.urls.appenate,
	companyId: sandbox.secrets.appenate.companyId,
	apiKey: sandbox.secrets.appenate.integrationKey,
	...changed,
});
const session = (changed = {}) => testSession(new AppenateApi(), credential(changed));
const open = (format: Format = 'json', changed = {}) => appenateDirectory(appenateRequest(session(changed), format));

const BY_IDS: AppenateWriteOptions = QUIETLY;
const BY_NAMES: AppenateWriteOptions = { ...QUIETLY, doNotEmail: true, placesAs: 'names' };
const BY_EXTERNAL_IDS: AppenateWriteOptions = { ...QUIETLY, doNotEmail: true, placesAs: 'externalIds' };
const BOTH: readonly Format[] = ['json', 'xml'];

const ana = () => sandbox.person('appenate', 'ana.silva@example.test');
const lukasz = () => sandbox.person('appenate', 'lukasz.zolc@example.test');
const sets = (fields: Readonly<Record<string, FieldValue>>): FieldEdits =>
	new Map(Object.entries(fields).map(([name, set]) => [name, { set }]));

async function writes(fields: Readonly<Record<string, FieldValue>>, how = BY_IDS, format: Format = 'json'): Promise<Outcome | undefined> {
	const wanted = { key: { by: 'email', value: ana().Email }, edits: sets(fields), options: how } as const;
	const [outcome] = await provision(updating(open(format)), [{ kind: 'wanted', wanted }], { concurrency: 1, stopAtFailure: false });
	return outcome;
}

async function failureOf(promise: Promise<unknown>): Promise<Failure | undefined> {
	const thrown: unknown = await promise.then(
		() => undefined,
		(error: unknown) => error,
	);
	return thrown instanceof FailureError ? thrown.failure : undefined;
}

const bodies = () => sandbox.writes('appenate').map(({ body }) => body);
const sentMembers = (): unknown[] => bodies().map((body) => JSON.parse(body) as unknown);

describe.each(BOTH)('in %s', (format) => {
	directoryContract(`Appenate (${format})`, {
		vendor: onSandbox(() => sandbox, 'appenate'),
		open: () => open(format),
		everybody: () => open(format).everybody(BY_IDS),
		resting: USERS.resting,
		options: BY_IDS,
		keys: [
			{ by: 'email', value: 'Lukasz.Zolc@Example.test' },
			{ by: 'externalId', value: '0104' },
			{ by: 'id', value: 'DCD58C22-A84F-8B4F-274A-72EFE3780423' },
		],
		stranger: [
			{ by: 'email', value: 'nobody@example.test' },
			{ by: 'externalId', value: '010' },
		],
		text: 'FirstName',
		bystander: 'LastName',
		signIns: ['Email'],
	});
});

const EVERY_FIELD = {
	Type: 'Premium',
	FirstName: "O'Brien & <Sons> ]]>",
	LastName: ' 张伟 🧭 ',
	Email: 'ana+new@example.test',
	Password: 'correct-horse-9',
	Status: 'Inactive',
	ExternalId: '0012',
	TimeZone: 'Central Standard Time',
	Country: 'Łódź',
	WebsiteRole: 'User',
	ColorCode: '#FF8800',
	LoginId: '12345678901234567890',
};

describe.each(BOTH)('an update in %s', (format) => {
	it('gives each metadata entry back with its Index and whatever else a brand keeps in it', async () => {
		sandbox.edit('appenate', ana().Id, ({ Metadata }) => void Metadata.push({ Key: 'Site', Val: 'A', Index: 7, Note: 'old' }));
		const [payroll, phone, title] = ana().Metadata;
		const outcome = await writes({ Metadata: { JobTitle: 'Counsel', Site: 'B' } }, BY_IDS, format);

		expect(outcome).toMatchObject({ kind: 'written', written: { warnings: [] } });
		expect(ana().Metadata).toEqual([payroll, phone, { ...title, Val: 'Counsel' }, { Key: 'Site', Val: 'B', Index: 7, Note: 'old' }]);
	});

	it('carries every parameter that PUT User documents', async () => {
		const lists = { Folders: ['Time sheets'], Groups: ['Legal', 'Sales'], Metadata: { PayrollId: '1E5', New: 'ü' } };
		const outcome = await writes({ ...EVERY_FIELD, ...lists }, BY_NAMES, format);

		const { Password: _, ...visible } = EVERY_FIELD;
		expect(outcome).toMatchObject({
			kind: 'written',
			written: { warnings: [], record: { ...visible, ...lists, Metadata: expect.anything() } },
		});
		expect(sandbox.person('appenate', visible.Email)).toMatchObject({
			...visible,
			Metadata: [
				{ Key: 'PayrollId', Val: '1E5' },
				{ Key: 'Phone', Val: '+351 21 555 0101', Index: 1 },
				{ Key: 'JobTitle', Val: 'Account manager', Index: 2 },
				{ Key: 'New', Val: 'ü' },
			],
		});
		expect(bodies()[0]).toContain('correct-horse-9');
	});

	it('reads the same user that the other format shows', async () => {
		const key = { by: 'id', value: ana().Id } as const;
		const [[one], [other]] = await Promise.all([
			open(format).find(key, BY_IDS),
			open(format === 'json' ? 'xml' : 'json').find(key, BY_IDS),
		]);

		expect(one?.record).toEqual(other?.record);
		expect(one?.fields).toEqual(other?.fields);
	});

	it('says the format in the address and in both headers, and the key only in the body', async () => {
		await writes({ FirstName: 'Anna' }, BY_IDS, format);

		const [put] = sandbox.writes('appenate');
		expect(put?.path).toBe(`/appenate/api/v2/user?format=${format}`);
		expect(put?.headers).toMatchObject({ accept: `application/${format}`, 'content-type': `application/${format}` });
		expect(JSON.stringify(put?.headers)).not.toContain(sandbox.secrets.appenate.integrationKey);
	});

	it('shows and writes groups by name, also for a user chosen by ID', async () => {
		const key = { by: 'id', value: ana().Id } as const;
		const [found] = await open(format).find(key, BY_NAMES);
		const wanted = { key, edits: sets({ Groups: ['Legal', 'Sales'] }), options: BY_NAMES };
		const [outcome] = await provision(updating(open(format)), [{ kind: 'wanted', wanted }], { concurrency: 1, stopAtFailure: false });

		expect(found?.fields.get('Groups')).toEqual(['Sales']);
		expect(outcome).toMatchObject({ kind: 'written', plan: { changes: [{ field: 'Groups', from: ['Sales'], to: ['Legal', 'Sales'] }] } });
		expect(ana().Groups).toHaveLength(2);
	});
});

describe('an update in JSON', () => {
	it('sends the ID, the changes and the directive, and nothing else', async () => {
		await writes({ FirstName: 'Ana', LastName: 'Costa' });

		expect(sentMembers()).toEqual([
			{ Id: ana().Id, LastName: 'Costa', DoNotEmail: true, CompanyId: 70001, IntegrationKey: sandbox.secrets.appenate.integrationKey },
		]);
	});

	it('lets the user be mailed only when asked for', async () => {
		await writes({ LastName: 'Costa' }, { ...BY_IDS, doNotEmail: false });

		expect(sentMembers()).toMatchObject([{ DoNotEmail: false }]);
	});

	it.each([
		[BY_IDS, {}],
		[BY_NAMES, { UseNames: true }],
		[BY_EXTERNAL_IDS, { UseExternalIds: true }],
	])('never uses names and external IDs at once', async (options, directives) => {
		await writes({ LastName: 'Costa' }, options);

		const { UseNames, UseExternalIds } = JSON.parse(bodies()[0] ?? '{}') as Record<string, unknown>;
		expect({ UseNames, UseExternalIds }).toEqual({ UseNames: undefined, UseExternalIds: undefined, ...directives });
	});

	it('writes nothing when only directives differ', async () => {
		expect((await writes({}, { ...QUIETLY, doNotEmail: false, placesAs: 'names' }))?.kind).toBe('settled');
		expect(bodies()).toEqual([]);
	});

	it('takes groups in any order, and IDs with or without dashes, for the same', async () => {
		await writes({ Groups: ['Sales', 'Legal'] }, BY_NAMES);
		const dashed = ana().Groups.map((id) => id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-').toUpperCase());

		expect((await writes({ Groups: ['Legal', 'Sales'] }, BY_NAMES))?.kind).toBe('settled');
		expect((await writes({ Groups: dashed.reverse() }))?.kind).toBe('settled');
		expect((await writes({ Groups: ['group-02', 'group-01'] }, BY_EXTERNAL_IDS))?.kind).toBe('settled');
		expect(bodies()).toHaveLength(1);
	});

	it('keeps the metadata that is not mentioned, empty keys too', async () => {
		sandbox.edit('appenate', ana().Id, (person) => person.Metadata.push({ Key: 'NameEUI' }));
		const first = await writes({ Metadata: { Phone: '0012' } });
		const second = await writes({ Metadata: [{ Key: 'Phone', Val: '0012' }] });

		expect([first?.kind, second?.kind]).toEqual(['written', 'settled']);
		expect(ana().Metadata).toEqual([
			{ Key: 'PayrollId', Val: '0101' },
			{ Key: 'Phone', Val: '0012', Index: 1 },
			{ Key: 'JobTitle', Val: 'Account manager', Index: 2 },
			{ Key: 'NameEUI' },
		]);
	});

	it.each(['LoginId', 'LoginID', 'loginid'])('writes a mapped login once, where answers call it %s', async (name) => {
		const alter = ({ body, ...answer }: RawAnswer): RawAnswer => ({
			...answer,
			body: Buffer.from(body.toString().replaceAll('"LoginId"', `"${name}"`)),
		});
		sandbox.fail({ channel: 'appenate', kind: 'altered', afterHandling: true, alter });

		expect((await writes({ LoginId: 'ana.silva' }))?.kind).toBe('written');
		expect((await writes({ LoginId: 'Ana.Silva' }))?.kind).toBe('settled');
		expect(sentMembers()).toMatchObject([{ LoginId: 'ana.silva' }]);
	});

	it('writes a password every time, because Appenate never shows it', async () => {
		await writes({ Password: 'correct-horse-9' });
		await writes({ Password: 'correct-horse-9' });

		expect(bodies()).toHaveLength(2);
	});

	it('reads the user back when the answer holds the ID and the status only, as older versions do', async () => {
		const body = JSON.stringify({ User: { Id: ana().Id, Status: 'Active' } });
		sandbox.fail({ channel: 'appenate', method: 'PUT', kind: 'malformed', body, afterHandling: true });
		const outcome = await writes({ LastName: 'Costa' });

		expect(outcome).toMatchObject({ kind: 'written', written: { warnings: [], record: { FirstName: 'Ana', LastName: 'Costa' } } });
	});

	it('says so when a user was written and can not be read back', async () => {
		const body = JSON.stringify({ User: { Id: ana().Id, Status: 'Active' } });
		sandbox.fail({ channel: 'appenate', method: 'PUT', kind: 'malformed', body, afterHandling: true });
		sandbox.fail({ channel: 'appenate', method: 'GET', pathIncludes: '/user?', kind: 'reset' });
		const outcome = await writes({ LastName: 'Costa' });

		expect(outcome).toMatchObject({
			kind: 'written',
			written: { warnings: [expect.stringMatching(/^The user was written, but could not be read afterward: No answer/)] },
		});
		expect(outcome).not.toHaveProperty('written.record');
	});

	it('tells when Appenate keeps something else than it was sent', async () => {
		const body = JSON.stringify({ User: { ...ana(), Country: 'PT' } });
		sandbox.fail({ channel: 'appenate', method: 'PUT', kind: 'malformed', body, afterHandling: true });
		const outcome = await writes({ Country: 'Portugal' });

		expect(outcome).toMatchObject({
			kind: 'written',
			written: { warnings: [expect.stringContaining('Appenate accepted "Country", but shows "PT" where "Portugal" was sent')] },
		});
	});

	it('is no success when the answer is about somebody else', async () => {
		sandbox.fail({ channel: 'appenate', method: 'PUT', kind: 'malformed', body: JSON.stringify({ User: lukasz() }), afterHandling: true });

		expect(await writes({ LastName: 'Costa' })).toMatchObject({ kind: 'failed', failure: { kind: 'unreadable' } });
	});

	it('sends a company ID of any length digit by digit', async () => {
		const companyId = '12345678901234567890';
		const request = appenateRequest(session({ companyId }), 'json');
		const failure = await failureOf(request({ method: 'PUT', path: '/user', body: { Id: ana().Id } }));

		expect(failure?.kind).toBe('signIn');
		expect(bodies()[0]).toContain(`"CompanyId":${companyId},`);
	});
});

describe('an update in XML', () => {
	it('puts what signs it first below a root named User, and orders the other members by code', async () => {
		await writes({ ...EVERY_FIELD, Metadata: { PayrollId: 'P-77' } }, BY_NAMES, 'xml');

		const body = bodies()[0] ?? '';
		const names = [...body.matchAll(/<([A-Za-z]+)>/g)]
			.map(([, name]) => name)
			.filter((name) => !/^(Key|Val|Index|KeyValue|CompanyId|IntegrationKey)$/.test(name ?? ''));
		expect(body).toMatch(
			/^<\?xml version="1.0" encoding="UTF-8"\?><User xmlns:i="http:\/\/www.w3.org\/2001\/XMLSchema-instance"><CompanyId>70001<\/CompanyId><IntegrationKey>[^<]*<\/IntegrationKey><ColorCode>/,
		);
		expect(body).toContain('<KeyValue><Key>PayrollId</Key><Val>P-77</Val></KeyValue>');
		expect(names).toEqual([...names].sort());
	});

	it('sends nothing when a text has a character that XML can not hold', async () => {
		expect(await writes({ FirstName: 'A\u0001na' }, BY_IDS, 'xml')).toMatchObject({ kind: 'failed', failure: { kind: 'invalid' } });
		expect(bodies()).toEqual([]);
	});
});

describe('finding a user', () => {
	it('takes only a whole email address for a match, and encodes its plus sign', async () => {
		sandbox.edit('appenate', lukasz().Id, (person) => {
			person.Email = 'x.ana.silva+1@example.test';
		});

		expect(await open().find({ by: 'email', value: 'ana.silva+1@example.test' }, BY_IDS)).toEqual([]);
		expect(await open().find({ by: 'email', value: 'X.ana.silva+1@example.test' }, BY_IDS)).toHaveLength(1);
	});

	it('tells the capitals of external IDs apart', async () => {
		sandbox.edit('appenate', ana().Id, (person) => {
			person.ExternalId = 'ab';
		});
		sandbox.edit('appenate', lukasz().Id, (person) => {
			person.ExternalId = 'AB';
		});

		expect((await open().find({ by: 'externalId', value: 'AB' }, BY_IDS)).map(({ id }) => id)).toEqual([lukasz().Id]);
	});

	it('shows everybody who has the same external ID', async () => {
		sandbox.edit('appenate', ana().Id, (person) => {
			person.ExternalId = lukasz().ExternalId ?? '';
		});

		expect(await open().find({ by: 'externalId', value: '0104' }, BY_IDS)).toHaveLength(2);
	});

	it('passes on what Appenate says about an unknown ID, because no sign for nobody is documented', async () => {
		const failure = await failureOf(open().find({ by: 'id', value: '0'.repeat(32) }, BY_IDS));

		expect(failure).toMatchObject({ kind: 'refused', status: 500, says: 'Appenate: The user was not found. (Id) (HTTP 500)' });
	});

	it.each([
		['without a list', '{}'],
		['without an ID', '{"Users":[{"Email":"ana.silva@example.test"}],"TotalRows":1}'],
		['with a refusal inside', '{"Users":[],"ResponseStatus":{"ErrorCode":"ArgumentException","Message":"No"}}'],
	])('never takes an answer %s for nobody', async (_what, body) => {
		sandbox.fail({ channel: 'appenate', kind: 'malformed', body });

		expect((await failureOf(open().find({ by: 'email', value: 'ana.silva@example.test' }, BY_IDS)))?.kind).toMatch(/unreadable|refused/);
	});

	it('takes a missing list together with a count of zero for nobody', async () => {
		sandbox.fail({ channel: 'appenate', kind: 'malformed', body: '{"TotalRows":0}' });

		expect(await open().find({ by: 'email', value: 'ana.silva@example.test' }, BY_IDS)).toEqual([]);
	});

	it('says what to do when the search does not show a user whose groups are asked for by name', async () => {
		sandbox.fail({ channel: 'appenate', pathIncludes: '/search', kind: 'malformed', body: '{"Users":[],"TotalRows":0}' });

		expect(await failureOf(open().find({ by: 'id', value: ana().Id }, BY_NAMES))).toMatchObject({
			kind: 'unreadable',
			todo: expect.stringContaining('Groups and Folders Are Given As'),
		});
	});
});

describe('finding a user among 600', () => {
	let crowd: Sandbox;

	beforeAll(async () => {
		crowd = await startSandbox({ people: 600 });
		for (const { Id } of crowd.people('appenate')) crowd.edit('appenate', Id, (person) => void (person.ExternalId = `ext-${Id}`));
		crowd.edit('appenate', 'person.00600@example.test', (person) => void (person.ExternalId = 'ext-'));
	});
	afterAll(async () => {
		await crowd.close();
	});
	beforeEach(() => {
		crowd.heal();
		crowd.clearLog();
	});
	const find = async () => await open('json', { baseUrl: crowd.urls.appenate }).find({ by: 'externalId', value: 'ext-' }, BY_IDS);

	it('reads every page, in the largest size that is allowed, and all but the last once more', async () => {
		expect((await find()).map(({ record }) => record.Email)).toEqual(['person.00600@example.test']);
		expect(crowd.requests.map(({ path }) => /PageNo=\d+&PageSize=\d+/.exec(path)?.[0])).toEqual([
			'PageNo=0&PageSize=250',
			'PageNo=1&PageSize=250',
			'PageNo=2&PageSize=250',
			'PageNo=0&PageSize=250',
			'PageNo=1&PageSize=250',
		]);
	});

	it('stops when the pages do not move on', async () => {
		const page = { Users: crowd.people('appenate').slice(0, 250), TotalRows: 600 };
		crowd.fail({ channel: 'appenate', kind: 'malformed', body: JSON.stringify(page) });

		expect((await failureOf(find()))?.kind).toBe('unreadable');
		expect(crowd.requests).toHaveLength(2);
	});
});

describe('the Appenate credential', () => {
	const check = async (changed = {}) => await AppenateApi.prototype.preAuthentication.call(helper, credential(changed));
	const wordsOf = async (changed = {}) =>
		await check(changed).then(
			() => 'fine',
			(error: unknown) => String(error),
		);

	it('passes its test without reading a person', async () => {
		expect(await check()).toEqual({});
		expect(sandbox.requests.map(({ path }) => path.replace(/&(CompanyId|IntegrationKey)=\w+/g, ''))).toEqual([
			'/appenate/api/v2/user/search?format=json&Email=nobody%40example.invalid&PageNo=0&PageSize=1',
		]);
	});

	it.each(['/', '/api', '/api/v2', '/api/v2/', '/apiexplorer', '/api/v2/user/search'])(
		'forgives %s at the end of the base URL',
		async (end) => {
			expect(await wordsOf({ baseUrl: sandbox.urls.appenate + end })).toBe('fine');
		},
	);

	it('tells a wrong key from a wrong address, and shows no key', async () => {
		const wrongKey = await wordsOf({ apiKey: 'not-the-key-4711' });
		const wrongPath = await wordsOf({ baseUrl: `${sandbox.origin}/nothing` });
		sandbox.fail({ channel: 'appenate', kind: 'malformed', body: '<html></html>', contentType: 'text/html' });
		const webPage = await wordsOf();

		expect(wrongKey).toMatch(/rejected the credential \(HTTP 401: The company id or integration key \(\[hidden\]\) is invalid/);
		expect(wrongPath).toMatch(/There is no Appenate API of version 2 at this address \(HTTP 404\)/);
		expect(webPage).toMatch(/answered with a web page/);
	});

	it.each([
		[{ companyId: '70 001' }, 'Company ID in the credential is not a whole number'],
		[{ companyId: '' }, 'Company ID in the credential is empty'],
		[{ apiKey: ' abcdef' }, 'Integration Key in the credential starts or ends with a space'],
		[{ apiKey: '' }, 'Integration Key in the credential is empty'],
		[{ baseUrl: 'http://forms.example.com' }, 'starts with http://'],
		[{ service: 'http://secure.appenate.com' }, 'starts with http://'],
	])('sends nothing with %j', async (changed, words) => {
		expect(await wordsOf(changed)).toContain(words);
		expect(sandbox.requests).toEqual([]);
	});

	it('signs the body of a custom call and leaves finished texts alone', async () => {
		const { authenticate } = new AppenateApi();
		const keys = { CompanyId: 70001, IntegrationKey: sandbox.secrets.appenate.integrationKey };
		const put = { method: 'PUT', url: 'https://secure.appenate.com/api/v2/user' } as const;

		expect(await authenticate(credential(), { ...put, body: { Id: 'x' } })).toEqual({ ...put, body: { Id: 'x', ...keys } });
		expect(await authenticate(credential(), { ...put, body: '<User/>' })).toEqual({ ...put, body: '<User/>' });
		expect(await authenticate(credential(), { ...put, method: 'DELETE', qs: { Id: 'x' } })).toMatchObject({
			qs: { Id: 'x', ...keys, CompanyId: '70001' },
		});
	});
});

describe('the node Appenate', () => {
	const run = async (fields: INodeParameters, more: INodeParameters = {}): Promise<NodeResult> =>
		await runNode({
			node: new Appenate(),
			credential: { type: new AppenateApi(), data: credential() },
			items: [{ email: ana().Email }],
			parameters: {
				resource: 'user',
				operation: 'update',
				user: { __rl: true, mode: 'email', value: '={{ $json.email }}' },
				fields: { mappingMode: 'defineBelow', value: fields, matchingColumns: [], schema: [] },
				...more,
			},
		});

	it('asks Appenate not to email the user unless Send Email is on', async () => {
		await run({ LastName: 'Costa' });
		await run({ LastName: 'Silva' }, { sendEmail: true });

		expect(sentMembers()).toMatchObject([{ DoNotEmail: true }, { DoNotEmail: false }]);
	});

	it('hides a password in what comes out', async () => {
		const result = await run({ Password: 'correct-horse-9' });

		expect(result.outputs[0]?.[0]?.json).toMatchObject({ action: 'updated', changes: [{ name: 'Password', to: '[hidden]' }] });
		expect(JSON.stringify(result.outputs)).not.toContain('correct-horse-9');
	});

	it('takes lists of groups and metadata as text, and leaves out what is empty', async () => {
		const options = { placesAs: 'names' };
		const empty = await run({ Groups: '[]', Folders: '', Metadata: '{"Phone": ""}' }, { options });
		const filled = await run({ Groups: 'Legal, Sales', Metadata: '{"Phone": "0012"}' }, { options });

		expect(empty.outputs[0]?.[0]?.json.action).toBe('unchanged');
		expect(filled.outputs[0]?.[0]?.json).toMatchObject({ action: 'updated', user: { Groups: expect.arrayContaining(['Legal', 'Sales']) } });
		expect(ana().Metadata).toContainEqual({ Key: 'Phone', Val: '0012', Index: 1 });
	});

	it.each([
		[{ Email: 'ana at example.test' }, {}, 'Email is not an email address: "ana at example.test"'],
		[{ ExternalId: 'x'.repeat(51) }, {}, 'External ID is longer than 50 characters'],
		[{ LoginId: 'four' }, {}, 'Login ID is shorter than 5 characters'],
		[{ Metadata: '[{"Val": "x"}]' }, {}, 'Metadata takes an object with texts as values'],
		[{ CompanyId: '1' }, {}, 'Appenate has no field "CompanyId"'],
		[{}, { options: { placesAs: 'titles' } }, 'Groups and Folders Are Given As can\'t be "titles"'],
		[{}, { user: { __rl: true, mode: 'id', value: '12' } }, 'User is not an Appenate ID: "12"'],
	])('sends nothing for %j and %j', async (fields, more, words) => {
		const { error } = await run(fields, more);

		expect(error?.message).toContain(words);
		expect(error?.description).toMatch(/Nothing was written( for this item)?\.$/);
		expect(sandbox.requests).toEqual([]);
	});

	it('shows no key that Appenate repeats', async () => {
		const { integrationKey } = sandbox.secrets.appenate;
		const body = JSON.stringify({ ResponseStatus: { ErrorCode: 'X', Message: `The key ${integrationKey} may not do this` } });
		sandbox.fail({ channel: 'appenate', kind: 'status', status: 400, body, contentType: 'application/json' });
		const { error, raw } = await run({ LastName: 'Costa' });

		expect(error?.message).toContain('The key [hidden] may not do this');
		expect(JSON.stringify(raw)).not.toContain(integrationKey);
	});

	it('gets a user with groups and folders in the form chosen', async () => {
		const result = await run({}, { operation: 'get', output: 'raw', options: { placesAs: 'externalIds', format: 'xml' } });

		expect(result.outputs[0]?.[0]?.json).toMatchObject({
			FirstName: 'Ana',
			ExternalId: '0101',
			Groups: ['group-01'],
			TimeZoneOffSet: 0,
			CompanyId: 70001,
		});
	});
});
