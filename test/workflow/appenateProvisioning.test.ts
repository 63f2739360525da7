import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { BY_EMAIL, jsonOf, mapped, pairsOf, runAppenate, type Run } from './appenateRuns';
import { checkPreview } from './previews';

const [ANA, SEAN, STRANGER] = ['ana.silva@example.test', 'sean.obrien@example.test', 'nobody@example.test'];

const sandbox = freshSandbox();

const run = async (operation: string, { parameters = {}, ...rest }: Partial<Run> = {}) =>
	await runAppenate(sandbox, { ...rest, parameters: { resource: 'user', operation, ...BY_EMAIL, ...parameters } });
const person = (email: string) => sandbox.person('appenate', email);
const writes = () => sandbox.writes('appenate');
const actionsOf = (items: readonly IDataObject[]) => items.map(({ action }) => action);
const everybody = (): IDataObject[] => sandbox.people('appenate').map(({ Email, LastName }) => ({ email: Email, last: LastName }));
const LAST_NAME = mapped({ LastName: '={{ $json.last }}' });
const keys = (...key: INodeParameters[]): INodeParameters => ({ alsoLookUpBy: { key } });

describe('Also Look Up By', () => {
	const items = [
		{ email: STRANGER, id: '0101', last: 'Costa' },
		{ email: SEAN, id: '', last: 'Ó Briain' },
	];
	const options = keys({ by: 'externalId', value: '={{ $json.id }}' });

	it('find whom the first key does not, item by item, in every operation', async () => {
		const updated = await run('update', { items, parameters: { ...LAST_NAME, options } });
		const off = await run('deactivate', { items, parameters: { options } });
		const upserted = await run('upsert', { items, parameters: { ...mapped({ LastName: 'Again' }), options } });
		const deleted = await run('delete', { items, parameters: { options } });

		expect(jsonOf(updated)).toMatchObject([
			{ action: 'updated', matchedBy: 'externalId' },
			{ action: 'updated', matchedBy: 'email' },
		]);
		expect(pairsOf(updated)).toEqual([{ item: 0 }, { item: 1 }]);
		expect([actionsOf(jsonOf(off)), actionsOf(jsonOf(upserted)), jsonOf(deleted)]).toEqual([
			Array(2).fill('deactivated'),
			Array(2).fill('updated'),
			Array(2).fill(expect.objectContaining({ action: 'deleted' })),
		]);
		expect(sandbox.people('appenate')).toHaveLength(34);
	});

	it('touch nobody where several have one, and stop at an ID that can be none', async () => {
		sandbox.edit('appenate', SEAN, (sean) => void (sean.ExternalId = '0101'));
		expect((await run('update', { items: items.slice(0, 1), parameters: { ...LAST_NAME, options } })).error?.message).toContain(
			'2 users have the external ID "0101"',
		);
		expect((await run('update', { items, parameters: { ...LAST_NAME, options: keys({ by: 'id', value: '12' }) } })).error?.says).toBe(
			'Also Look Up By is not an Appenate ID: "12" [item 0]',
		);
		expect(writes()).toEqual([]);
	});
});

describe('Preview', () => {
	const items = [
		{ email: ANA, last: 'Costa' },
		{ email: STRANGER, last: 'Nova' },
	];
	const fields = mapped({ LastName: '={{ $json.last }}', FirstName: 'A', Password: 'correct-horse-9' });
	const previewed = async (
		operation: string,
		parameters: INodeParameters = fields,
		options: INodeParameters = {},
		some: IDataObject[] = items,
	) => {
		const result = await run(operation, { items: some, parameters: { ...parameters, preview: true, options } });
		expect(writes()).toEqual([]);
		for (const secret of ['correct-horse-9', sandbox.secrets.appenate.integrationKey])
			expect(JSON.stringify(result.raw)).not.toContain(secret);
		expect(pairsOf(result)).toEqual(some.map((_item, item) => ({ item })));
		return jsonOf(result);
	};

	it.each(['json', 'xml'])('shows what would be done and sent, and sends no write, in %s', async (format) => {
		const [known, unknown] = await previewed('upsert', fields, { format });

		expect(known).toMatchObject({
			preview: true,
			action: 'update',
			matchedBy: 'email',
			requests: [
				{
					method: 'PUT',
					url: expect.stringMatching(new RegExp(`/api/v2/user\\?format=${format}$`)),
					body: expect.anything(),
				},
			],
		});
		expect(unknown).toMatchObject({
			preview: true,
			action: 'create',
			changes: expect.arrayContaining([{ field: 'Password', name: 'Password', to: '[hidden]' }]),
			requests: [{ method: 'POST', body: expect.anything() }],
		});
		expect(JSON.stringify(known?.requests)).toContain('[hidden]');
		expect(JSON.stringify(unknown?.requests)).toContain(STRANGER);
		checkPreview('Appenate', 'user', 'upsert', [known ?? {}, unknown ?? {}]);
	});

	it('covers the other operations; whoever is not there comes out as such', async () => {
		checkPreview('Appenate', 'user', 'update', await previewed('update'));
		checkPreview(
			'Appenate',
			'user',
			'create',
			await previewed('create', mapped({ FirstName: 'A', LastName: 'B', Email: '=x{{ $json.email }}' })),
		);
		const off = await previewed('deactivate', {});
		const gone = await previewed('delete', {});
		const on = await previewed('activate', {}, { statusWord: 'Live' });

		expect([actionsOf(off), actionsOf(gone), actionsOf(on)]).toEqual([
			['deactivate', 'notFound'],
			['delete', 'notFound'],
			['activate', 'notFound'],
		]);
		expect(gone[0]?.requests).toMatchObject([{ method: 'DELETE', url: expect.stringContaining(`Id=${person(ANA).Id}`) }]);
		for (const [operation, out] of [
			['deactivate', off],
			['delete', gone],
			['activate', on],
		] as const)
			checkPreview('Appenate', 'user', operation, out);
	});

	it('reads metadata again, as the write would, and shows the merged list', async () => {
		const [first] = await previewed('update', mapped({ 'Metadata: JobTitle': 'Lead' }), {}, items.slice(0, 1));

		expect(JSON.stringify(first?.requests)).toMatch(/PayrollId.*JobTitle.*Lead/);
	});
});

describe('the guard', () => {
	const many = (count: number) => everybody().slice(0, count);

	it('stops 11 deactivations, and lets them through once the limit is raised', async () => {
		const stopped = await run('deactivate', { items: many(11) });
		expect(stopped.error?.message).toContain('11 users would lose access (limit: 10)');
		expect(writes()).toEqual([]);

		expect(actionsOf(jsonOf(await run('deactivate', { items: many(11), parameters: { options: { maxDeactivations: 11 } } })))).toEqual(
			Array(11).fill('deactivated'),
		);
	});

	it('stops 6 deletions, and lets them through once the limit is raised', async () => {
		expect((await run('delete', { items: many(6) })).error?.message).toContain('6 users would be deleted (limit: 5)');
		expect(sandbox.people('appenate')).toHaveLength(36);

		await run('delete', { items: many(6), parameters: { options: { maxDeletions: 6 } } });
		expect(sandbox.people('appenate')).toHaveLength(30);
	});

	it('counts a Status other than Active, and a new email address', async () => {
		expect((await run('update', { items: many(11), parameters: mapped({ Status: 'Inactive' }) })).error?.message).toContain(
			'would lose access',
		);
		expect((await run('update', { items: many(11), parameters: mapped({ Email: '=x{{ $json.email }}' }) })).error?.message).toContain(
			'would get another email address or login',
		);
		expect(writes()).toEqual([]);
	});
});

describe('Verify', () => {
	const items = [
		{ email: ANA, last: 'Costa' },
		{ email: SEAN, last: 'Walsh' },
	];
	/** An answer that repeats what it was sent, where something else is stored. */
	const echo = () =>
		sandbox.fail({
			channel: 'appenate',
			method: 'PUT',
			kind: 'malformed',
			body: JSON.stringify({ User: { ...person(ANA), LastName: 'Costa' } }),
			times: 1,
		});

	it('reads each user again and warns of what was not kept', async () => {
		echo();
		const parameters = (verify: boolean) => ({ ...LAST_NAME, options: { verify, concurrency: 1 } });
		expect(jsonOf(await run('update', { items, parameters: parameters(true) }))).toMatchObject([
			{ warnings: [expect.stringContaining('Appenate accepted "LastName", but shows "Silva" where "Costa" was sent')] },
			{ warnings: [], user: { LastName: 'Walsh' } },
		]);
		echo();
		expect(jsonOf(await run('update', { items: items.slice(0, 1), parameters: parameters(false) }))).toMatchObject([{ warnings: [] }]);
	});
});
