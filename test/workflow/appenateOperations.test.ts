import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { BY_EMAIL, jsonOf, mapped, pairsOf, runAppenate, type Run } from './appenateRuns';
import { checkPreview } from './previews';

const [ANA, SEAN, STRANGER] = ['ana.silva@example.test', 'sean.obrien@example.test', 'nobody@example.test'];

const sandbox = freshSandbox();

const run = async (operation: string, run: Partial<Run> = {}) =>
	await runAppenate(sandbox, { ...run, parameters: { resource: 'user', operation, ...run.parameters } });
const person = (email: string) => sandbox.person('appenate', email);
const bodies = (): IDataObject[] => sandbox.writes('appenate').map(({ body }) => JSON.parse(body) as IDataObject);

const NEW_FIELDS = mapped({
	FirstName: '={{ $json.first }}',
	LastName: 'Nova',
	Email: '={{ $json.email }}',
	Groups: 'Sales',
	Metadata: '{"PayrollId": "0012"}',
	Password: 'correct-horse-9',
});
const NEWCOMERS = [
	{ first: 'Inês', email: 'ines.nova@example.test' },
	{ first: '伟', email: 'wei.nova@example.test' },
];

describe('User: Create', () => {
	const parameters: INodeParameters = { ...NEW_FIELDS, options: { placesAs: 'names' } };

	it.each(['json', 'xml'])('creates one user per item, uninvited, in %s', async (format) => {
		const result = await run('create', { items: NEWCOMERS, parameters: { ...parameters, options: { placesAs: 'names', format } } });

		expect(jsonOf(result)).toMatchObject([
			{ action: 'created', warnings: [], user: { FirstName: 'Inês', Status: 'Invited' } },
			{ action: 'created', user: { FirstName: '伟' } },
		]);
		expect(pairsOf(result)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(person('wei.nova@example.test')).toMatchObject({
			FirstName: '伟',
			Metadata: [{ Key: 'PayrollId', Val: '0012' }],
			Groups: [sandbox.appenatePlaces.groups[0]?.Id],
		});
		expect(sandbox.writes('appenate').map(({ body }) => /DoNotEmail"?[:>]true/.test(body))).toEqual([true, true]);
		expect(JSON.stringify(result.outputs)).not.toContain('correct-horse-9');
		checkPreview('Appenate', 'user', 'create', jsonOf(result));
	});

	it.each([
		[false, true],
		['={{ "false" }}', true],
		['={{ "" }}', true],
		[true, false],
		['={{ "true" }}', false],
	])('invites only when told to, as a switch or as text: %j', async (sendEmail, DoNotEmail) => {
		await run('create', { items: NEWCOMERS.slice(1), parameters: { ...parameters, sendEmail } });

		expect(bodies()).toMatchObject([{ DoNotEmail }]);
	});

	it('reads the new user when the answer holds the ID and the status only, as older versions do', async () => {
		const body = JSON.stringify({ User: { Id: person(ANA).Id, Status: 'Invited' } });
		sandbox.fail({ channel: 'appenate', method: 'POST', kind: 'malformed', body, afterHandling: true });

		expect(jsonOf(await run('create', { items: NEWCOMERS.slice(1), parameters }))).toMatchObject([
			{ action: 'created', id: person(ANA).Id, user: { FirstName: 'Ana' } },
		]);
	});

	it.each([
		[mapped({ FirstName: 'x' }), 'x: A new user needs Last Name, Email [item 0]'],
		[
			mapped({ FirstName: 'x', LastName: 'y', Email: 'x@example.test', Status: 'Active' }),
			"Status can't be set for a new user, who is always Invited [item 0]",
		],
	])('sends nothing for %j', async (fields, message) => {
		expect((await run('create', { parameters: fields })).error?.says).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});

	it('continues after a user who is there already', async () => {
		const result = await run('create', {
			items: [{ first: 'Ana', email: ANA }, ...NEWCOMERS.slice(1)],
			parameters,
			onError: 'continueRegularOutput',
		});

		expect(jsonOf(result)).toMatchObject([
			{ error: 'ana.silva@example.test: Appenate: A user with this email already exists. (Email) (HTTP 500) [item 0]' },
			{ action: 'created' },
		]);
		expect(pairsOf(result)).toEqual([{ item: 0 }, { item: 1 }]);
	});
});

describe('User: Create or Update', () => {
	const parameters: INodeParameters = { ...BY_EMAIL, ...mapped({ FirstName: 'Neu', LastName: '={{ $json.last }}' }) };
	const items = [
		{ email: ANA, last: 'Costa' },
		{ email: STRANGER, last: 'Nova' },
	];

	it('updates who is there, creates who is not with the key, and writes nothing on a second run', async () => {
		const first = await run('upsert', { items, parameters });
		const writes = sandbox.writes('appenate').length;
		const second = await run('upsert', { items, parameters });

		expect(jsonOf(first)).toMatchObject([{ action: 'updated' }, { action: 'created', user: { Email: STRANGER } }]);
		expect(pairsOf(first)).toEqual([{ item: 0 }, { item: 1 }]);
		expect([person(ANA).LastName, person(STRANGER).LastName, writes]).toEqual(['Costa', 'Nova', 2]);
		expect(jsonOf(second)).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
		expect(sandbox.writes('appenate')).toHaveLength(2);
		checkPreview('Appenate', 'user', 'upsert', [...jsonOf(first), ...jsonOf(second)]);
	});

	it('writes nobody where several have the external ID', async () => {
		sandbox.edit('appenate', SEAN, (sean) => void (sean.ExternalId = person(ANA).ExternalId ?? ''));
		const { error } = await run('upsert', {
			items,
			parameters: { ...parameters, user: { __rl: true, mode: 'externalId', value: person(ANA).ExternalId ?? '' } },
		});

		expect(error?.message).toContain('2 users have the external ID "0101"');
		expect(sandbox.writes('appenate')).toEqual([]);
	});

	it('creates with an external ID as the key', async () => {
		const fields = mapped({ FirstName: 'A', LastName: 'B', Email: STRANGER });
		await run('upsert', { parameters: { ...fields, user: { __rl: true, mode: 'externalId', value: '0012-x' } } });

		expect(person(STRANGER).ExternalId).toBe('0012-x');
	});

	it.each([
		[{ Email: SEAN }, 'Email (sean.obrien@example.test) differs from the value in User (ana.silva@example.test) [item 0]'],
		[{ Status: 'Active' }, "Status can't be set for a new user, who is always Invited [item 0]"],
	])('sends nothing for %j', async (fields, message) => {
		expect((await run('upsert', { items, parameters: { ...BY_EMAIL, ...mapped(fields) } })).error?.says).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});

	it('writes nobody when one of the new ones lacks a name', async () => {
		const { error } = await run('upsert', { items, parameters: { ...BY_EMAIL, ...mapped({ FirstName: 'Neu' }) } });

		expect(error?.says).toBe('A new user needs Last Name [item 1]');
		expect(sandbox.writes('appenate')).toEqual([]);
	});
});

describe('User: Update and Get', () => {
	const items = [
		{ email: ANA, last: 'Costa' },
		{ email: SEAN, last: 'Ó Briain' },
	];

	it('update the user of each item', async () => {
		const result = await run('update', { items, parameters: { ...BY_EMAIL, ...mapped({ LastName: '={{ $json.last }}' }) } });

		expect(jsonOf(result)).toMatchObject([
			{ action: 'updated', changes: [{ name: 'LastName', from: 'Silva', to: 'Costa' }] },
			{ action: 'updated' },
		]);
		expect([pairsOf(result), person(SEAN).LastName]).toEqual([[{ item: 0 }, { item: 1 }], 'Ó Briain']);
		checkPreview('Appenate', 'user', 'update', jsonOf(result));
	});

	it('get the user of each item, simplified, raw or by chosen members', async () => {
		const simplified = await run('get', { items, parameters: BY_EMAIL });
		const chosen = await run('get', { items, parameters: { ...BY_EMAIL, output: 'fields', outputFields: 'Email, Nickname' } });

		expect(jsonOf(simplified)).toMatchObject([{ FirstName: 'Ana', Email: ANA }, { LastName: "O'Brien" }]);
		expect(Object.keys(jsonOf(simplified)[0] ?? {})).toHaveLength(10);
		expect(jsonOf(chosen)).toEqual([
			{ Email: ANA, Nickname: null },
			{ Email: SEAN, Nickname: null },
		]);
		expect(pairsOf(chosen)).toEqual([{ item: 0 }, { item: 1 }]);
		checkPreview('Appenate', 'user', 'get', jsonOf(simplified));
	});
});
