import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { BY_EMAIL, jsonOf, mapped, pairsOf, runAppenate, type Run } from './appenateRuns';

const [ANA, SEAN, WEI] = ['ana.silva@example.test', 'sean.obrien@example.test', 'wei.zhang@example.test'];

const sandbox = freshSandbox();

const run = async (operation: string, { parameters = {}, ...rest }: Partial<Run> = {}) =>
	await runAppenate(sandbox, { ...rest, parameters: { resource: 'user', operation, ...BY_EMAIL, ...parameters } });
const person = (email: string) => sandbox.person('appenate', email);
const valueOf = (email: string, key: string) => person(email).Metadata.find(({ Key }) => Key === key)?.Val;
const bodies = (): IDataObject[] => sandbox.writes('appenate').map(({ body }) => JSON.parse(body) as IDataObject);
const groupsOf = (email: string) =>
	person(email)
		.Groups.map((id) => sandbox.appenatePlaces.groups.find(({ Id }) => Id === id)?.Name)
		.sort();
const actionsOf = (items: readonly IDataObject[]) => items.map(({ action }) => action);
/** A PUT that is accepted and changes nothing. */
const refuseQuietly = (email: string) =>
	sandbox.fail({
		channel: 'appenate',
		method: 'PUT',
		kind: 'malformed',
		body: JSON.stringify({ User: { ...person(email), Country: undefined, Groups: [] } }),
		times: 1,
	});

describe('a mapped field without a value', () => {
	const items = [
		{ email: ANA, country: '', job: '' },
		{ email: SEAN, country: 'FR', job: 'Judge' },
	];
	const fields = mapped({ Country: '={{ $json.country }}', 'Metadata: JobTitle': '={{ $json.job }}' });
	const update = async (options: INodeParameters) => await run('update', { items, parameters: { ...fields, options } });

	it('stays as it is, unless Options say otherwise', async () => {
		const result = await update({});

		expect(actionsOf(jsonOf(result))).toEqual(['unchanged', 'updated']);
		expect([person(ANA).Country, valueOf(ANA, 'JobTitle')]).toEqual(['PT', 'Account manager']);
	});

	it.each(['json', 'xml'])('is emptied, metadata keys one by one, and stays empty on a second run, in %s', async (format) => {
		const first = await update({ emptyValues: 'clear', format });
		const writes = sandbox.writes('appenate').length;
		const second = await update({ emptyValues: 'clear', format });

		expect(jsonOf(first)).toMatchObject([
			{
				action: 'updated',
				warnings: [],
				changes: [
					{ name: 'Country', from: 'PT', to: null },
					{ field: 'JobTitle', name: 'Metadata: JobTitle', to: null },
				],
			},
			{ action: 'updated', warnings: [] },
		]);
		expect(pairsOf(first)).toEqual([{ item: 0 }, { item: 1 }]);
		expect([person(ANA).Country ?? '', valueOf(ANA, 'JobTitle'), valueOf(ANA, 'PayrollId')]).toEqual(['', undefined, '0101']);
		expect([person(SEAN).Country, valueOf(SEAN, 'JobTitle')]).toEqual(['FR', 'Judge']);
		expect([actionsOf(jsonOf(second)), sandbox.writes('appenate').length]).toEqual([['unchanged', 'unchanged'], writes]);
	});

	it('is an error of its item where that is chosen', async () => {
		expect((await update({ emptyValues: 'refuse' })).error?.says).toBe('Country (as Get Shows It) has no value [item 0]');
		expect(sandbox.requests).toEqual([]);
	});

	it('means the same for an empty list and for a key inside Metadata', async () => {
		const parameters = { ...mapped({ Groups: '=[]', Metadata: '{"Phone": "", "JobTitle": "Lead"}' }), options: { emptyValues: 'clear' } };
		await run('update', { items, parameters });

		expect(items.map(({ email }) => [person(email).Groups, valueOf(email, 'Phone'), valueOf(email, 'JobTitle')])).toEqual(
			Array(2).fill([[], undefined, 'Lead']),
		);
	});
});

describe('Fields to Clear', () => {
	const items = [{ email: ANA }, { email: SEAN }];
	const clear = async (fieldsToClear: string[] | string, options: INodeParameters = {}) =>
		await run('update', { items, parameters: { ...mapped({}), options: { fieldsToClear, ...options } } });

	it.each(['json', 'xml'])('empties fields, lists and metadata keys, and reads what became of it, in %s', async (format) => {
		const result = await clear(['ExternalId', 'Groups', 'Metadata: Phone'], { format });

		expect(jsonOf(result)).toMatchObject([
			{ action: 'updated', warnings: [] },
			{ action: 'updated', warnings: [] },
		]);
		expect(items.map(({ email }) => [person(email).ExternalId ?? '', person(email).Groups, valueOf(email, 'Phone')])).toEqual(
			Array(2).fill(['', [], undefined]),
		);
		expect(actionsOf(jsonOf(await clear(['ExternalId', 'Groups', 'Metadata: Phone'], { format })))).toEqual(['unchanged', 'unchanged']);
	});

	it('empties all metadata only when that is named', async () => {
		await clear('Metadata');

		expect(items.map(({ email }) => person(email).Metadata)).toEqual([[], []]);
	});

	it('warns when Appenate takes the request and keeps the value', async () => {
		refuseQuietly(ANA);
		const result = await run('update', {
			items: items.slice(0, 1),
			parameters: { ...mapped({}), options: { fieldsToClear: ['Country'] } },
		});

		expect(jsonOf(result)).toMatchObject([
			{
				action: 'updated',
				warnings: [
					'Appenate accepted "Country", but shows "PT" where it should be empty: Appenate does not document how to clear a value, and this way did not work',
				],
				user: { Country: 'PT' },
			},
		]);
	});

	it.each([
		[['FirstName'], "First Name can't be cleared at the vendor [item 0]"],
		[['Status'], "Status (Billing) can't be cleared at the vendor [item 0]"],
		[['Nickname'], 'Appenate has no field "Nickname" [item 0]'],
	])('refuses %j before anything is sent', async (fields, message) => {
		expect((await clear(fields)).error?.says).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Groups and Folders', () => {
	const items = [
		{ email: ANA, groups: 'Legal' },
		{ email: SEAN, groups: ['Sales', 'Legal'] },
	];
	const update = async (options: INodeParameters, some = items) =>
		await run('update', {
			items: some,
			parameters: { ...mapped({ Groups: '={{ $json.groups }}' }), options: { placesAs: 'names', ...options } },
		});

	it.each([
		['exact', [['Legal'], ['Legal', 'Sales']], ['updated', 'updated']],
		[
			'add',
			[
				['Legal', 'Sales'],
				['Legal', 'Sales'],
			],
			['updated', 'updated'],
		],
		['remove', [['Sales'], []], ['unchanged', 'updated']],
	])('are made so by "%s", and left alone on a second run', async (groupsChange, groups, actions) => {
		const first = await update({ groupsChange });
		const second = await update({ groupsChange });

		expect([actionsOf(jsonOf(first)), items.map(({ email }) => groupsOf(email))]).toEqual([actions, groups]);
		expect(jsonOf(first).map(({ warnings }) => warnings)).toEqual([[], []]);
		expect([pairsOf(first), actionsOf(jsonOf(second))]).toEqual([
			[{ item: 0 }, { item: 1 }],
			['unchanged', 'unchanged'],
		]);
	});

	it('are added to where nothing else is said, in every operation that takes them', async () => {
		await update({});

		expect(items.map(({ email }) => groupsOf(email))).toEqual([
			['Legal', 'Sales'],
			['Legal', 'Sales'],
		]);
	});

	it('are added to by ID too, in whatever spelling', async () => {
		const [, legal] = sandbox.appenatePlaces.groups;
		const some = [{ email: ANA, groups: legal?.Id.toUpperCase() ?? '' }];
		await update({ groupsChange: 'add', placesAs: 'ids' }, some);

		expect([groupsOf(ANA), actionsOf(jsonOf(await update({ groupsChange: 'add', placesAs: 'ids' }, some)))]).toEqual([
			['Legal', 'Sales'],
			['unchanged'],
		]);
	});

	it('are refused for a change that there is not', async () => {
		expect((await update({ groupsChange: 'merge' })).error?.says).toBe('Change of Groups can\'t be "merge" [item 0]');
		expect(sandbox.requests).toEqual([]);
	});

	it('warn, in every form, when a group was to go and is still there', async () => {
		refuseQuietly(SEAN);
		const result = await update({ groupsChange: 'exact' }, [{ email: SEAN, groups: 'Sales' }]);

		expect(jsonOf(result)).toMatchObject([
			{ warnings: [expect.stringContaining('Appenate accepted "Groups", but shows ["Legal"] where ["Sales"] was sent')] },
		]);
	});
});

describe('a list that goes back as a whole', () => {
	const meanwhile = (change: () => void, times = 1) =>
		sandbox.fail({ channel: 'appenate', method: 'GET', pathIncludes: '/search', kind: 'meanwhile', change, times });
	const addKey = (email: string, key: string) =>
		sandbox.edit('appenate', email, ({ Metadata }) => void Metadata.push({ Key: key, Val: 'theirs' }));
	const items = [{ email: ANA }];
	const metadata = mapped({ 'Metadata: JobTitle': 'Lead' });

	it('keeps the metadata that somebody adds between the look-up and the write', async () => {
		meanwhile(() => addKey(ANA, 'Theirs'));
		const result = await run('update', { items, parameters: metadata });

		expect(jsonOf(result)).toMatchObject([{ action: 'updated' }]);
		expect([valueOf(ANA, 'Theirs'), valueOf(ANA, 'JobTitle')]).toEqual(['theirs', 'Lead']);
	});

	it('is a conflict, and not written, when that happens twice', async () => {
		let made = 0;
		meanwhile(() => addKey(ANA, `Theirs ${(made += 1)}`), 2);
		const { error } = await run('update', { items, parameters: metadata });

		expect(error?.says).toMatch(/^Metadata of the user \w+ was changed by someone else while this item ran \[item 0\]$/);
		expect([sandbox.writes('appenate'), valueOf(ANA, 'JobTitle')]).toEqual([[], 'Account manager']);
	});

	it('keeps a group that somebody else adds', async () => {
		const [, legal, finance] = sandbox.appenatePlaces.groups;
		meanwhile(() => sandbox.edit('appenate', ANA, ({ Groups }) => void Groups.push(finance?.Id ?? '')));
		await run('update', { items, parameters: { ...mapped({ Groups: legal?.Id ?? '' }), options: { groupsChange: 'add' } } });

		expect(groupsOf(ANA)).toEqual(['Finance', 'Legal', 'Sales']);
	});

	it('costs a second read only there: named fields are written at once', async () => {
		await run('update', { items: [{ email: ANA }, { email: WEI }], parameters: mapped({ LastName: 'Costa', Country: 'FR' }) });

		expect(sandbox.requests.map(({ method }) => method).sort()).toEqual(['GET', 'GET', 'PUT', 'PUT']);
		expect(bodies()).toEqual(Array(2).fill(expect.objectContaining({ LastName: 'Costa', Country: 'FR' })));
	});
});
