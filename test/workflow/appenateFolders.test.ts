import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { jsonOf, pairsOf, runAppenate, type Run } from './appenateRuns';
import { checkPreview } from './previews';

const PAIRS = [{ item: 0 }, { item: 1 }];

const sandbox = freshSandbox();

const runner =
	(resource: string) =>
	async (operation: string, more: Partial<Run> = {}) =>
		await runAppenate(sandbox, { ...more, parameters: { resource, operation, ...more.parameters } });
const groups = () => sandbox.appenatePlaces.groups;
const folders = () => sandbox.appenatePlaces.folders;
const groupId = (index: number) => groups()[index]?.Id ?? '';
const bodies = (): IDataObject[] =>
	sandbox
		.writes('appenate')
		.filter(({ body }) => body !== '')
		.map(({ body }) => JSON.parse(body) as IDataObject);
const locator = (name: string, mode = 'id'): INodeParameters => ({ [name]: { __rl: true, mode, value: '={{ $json.id }}' } });
const byIds = (...ids: string[]) => ids.map((id) => ({ id }));

describe('Folder', () => {
	const run = runner('folder');
	const folderId = (index: number) => folders()[index]?.Id ?? '';
	const FOLDER = locator('folder');
	const REFUSAL = '{"ResponseStatus":{"ErrorCode":"X","Message":"Not now."}}';
	const ITEMS = [{ KeyId: 'a'.repeat(32), Type: 'Doc' }];

	it('Get Many gives the folders that fit the filters of each item', async () => {
		const result = await run('getAll', {
			items: [{ name: 'inspect' }, { name: 'łódź' }],
			parameters: { filters: { name: '={{ $json.name }}' } },
		});

		expect(jsonOf(result)).toMatchObject([{ Id: folderId(0), Name: 'Inspections', ItemCount: null }, { Name: 'Łódź site' }]);
		expect(pairsOf(result)).toEqual(PAIRS);
		checkPreview('Appenate', 'folder', 'getAll', jsonOf(result));
	});

	it.each([
		['id', () => [folderId(0), folderId(1)]],
		['list', () => [folderId(0), folderId(1)]],
		['name', () => ['Inspections', 'Time sheets']],
		['externalId', () => ['folder-01', 'folder-02']],
	])('Get gives the folder of each item by %s', async (mode, keys) => {
		const result = await run('get', { items: byIds(...keys()), parameters: locator('folder', mode) });

		expect(jsonOf(result)).toMatchObject([
			{ Name: 'Inspections', IsRestricted: false, ItemCount: 1 },
			{ Name: 'Time sheets', IsRestricted: true },
		]);
		expect(pairsOf(result)).toEqual(PAIRS);
		checkPreview('Appenate', 'folder', 'get', jsonOf(result));
	});

	it('Create makes a folder per item', async () => {
		const additionalFields = {
			description: 'Łódź',
			externalId: '0012',
			isRestricted: true,
			restrictToGroup: groupId(0),
			items: JSON.stringify(ITEMS),
		};
		const result = await run('create', {
			items: [{ name: 'A' }, { name: 'B' }],
			parameters: { name: '={{ $json.name }}', additionalFields },
		});

		expect(jsonOf(result)).toMatchObject([
			{ action: 'created', warnings: [] },
			{ action: 'created', folder: { Name: 'B' } },
		]);
		expect(pairsOf(result)).toEqual(PAIRS);
		expect(folders().slice(3)).toMatchObject([
			{ Name: 'A', Description: 'Łódź', ExternalId: '0012', IsRestricted: true, RestrictToGroup: groupId(0), Items: ITEMS },
			{ Name: 'B' },
		]);
		checkPreview('Appenate', 'folder', 'create', jsonOf(result));
	});

	it('Update changes what is given, keeps the rest, and writes nothing again', async () => {
		const kept = folders().map(({ Items }) => Items);
		const items = [
			{ id: folderId(0), text: 'One' },
			{ id: folderId(1), text: 'Two' },
		];
		const parameters = { ...FOLDER, updateFields: { description: '={{ $json.text }}', isRestricted: true } };
		const result = await run('update', { items, parameters });
		const again = await run('update', {
			items: [{ id: 'Inspections', text: 'One' }],
			parameters: { ...parameters, ...locator('folder', 'name') },
		});

		expect(jsonOf(result)).toMatchObject([
			{ action: 'updated', folder: { Name: 'Inspections', Description: 'One', IsRestricted: true } },
			{ action: 'updated', warnings: [] },
		]);
		expect([pairsOf(result), folders().map(({ Items }) => Items), folders()[1]?.Description]).toEqual([PAIRS, kept, 'Two']);
		expect([jsonOf(again)[0]?.action, bodies().length]).toEqual(['unchanged', 2]);
		checkPreview('Appenate', 'folder', 'update', jsonOf(result));
	});

	it('Delete removes the folders', async () => {
		const result = await run('delete', { items: byIds(folderId(0), folderId(1)), parameters: FOLDER });

		expect([jsonOf(result), pairsOf(result), folders().length]).toEqual([[{ deleted: true }, { deleted: true }], PAIRS, 1]);
		checkPreview('Appenate', 'folder', 'delete', jsonOf(result));
	});

	it.each([
		['name', ['Inspections', 'Time sheets']],
		['externalId', ['folder-01', 'folder-02']],
	])('Delete finds the folders by %s', async (mode, keys) => {
		const result = await run('delete', { items: byIds(...keys), parameters: locator('folder', mode) });

		expect([jsonOf(result), folders().map(({ Name }) => Name)]).toEqual([[{ deleted: true }, { deleted: true }], ['Łódź site']]);
	});

	it.each([
		['nobody has it', 'Inspection', 'No folder with the name "Inspection" was found [item 0]'],
		['it is another one with a longer name', 'sheets', 'No folder with the name "sheets" was found [item 0]'],
	])('Delete by name deletes nothing where %s', async (_what, name, message) => {
		const result = await run('delete', { items: byIds(name), parameters: locator('folder', 'name') });

		expect([result.error?.message, folders().length]).toEqual([message, 3]);
	});

	it('Delete by name never chooses between two', async () => {
		const two = folders()
			.slice(0, 2)
			.map((folder) => ({ ...folder, Name: 'Twice' }));
		sandbox.appenatePlaces.folders = [...two, ...folders().slice(2)];
		const result = await run('delete', { items: byIds('Twice'), parameters: locator('folder', 'name') });

		expect(result.error?.says).toBe(`2 folders have the name "Twice": ${two.map(({ Id }) => Id).join(', ')} [item 0]`);
		expect(folders()).toHaveLength(3);
	});

	describe('of a folder that becomes restricted', () => {
		const HIDDEN = /everything outside folders .* hidden from users below Administrator/;
		const FIRST = [expect.stringMatching(/^No other folder of the account is restricted\. /)];
		const MAYBE = [expect.stringMatching(/^Once an account has a restricted folder, /)];
		const update = (isRestricted: boolean, more: INodeParameters = {}) => ({ ...FOLDER, updateFields: { isRestricted, ...more } });
		const create = (isRestricted: boolean) => ({ name: '={{ $json.name ?? $json.id }}', additionalFields: { isRestricted } });
		const warnings = async (operation: string, parameters: INodeParameters, items: IDataObject[] = byIds(folderId(0))) =>
			jsonOf(await run(operation, { items, parameters })).map((item) => item.warnings);
		const restrict = (...which: readonly number[]): void => {
			sandbox.appenatePlaces.folders = folders().map((folder, i) => ({ ...folder, IsRestricted: which.includes(i) }));
		};
		const searches = (): number => sandbox.requests.filter(({ path }) => path.includes('/folder/search')).length;
		const WAYS = [
			['create', create(true)],
			['update', update(true)],
		] as const;

		it.each(WAYS)('%s says what it hides elsewhere where no other one is, and so does a preview', async (operation, parameters) => {
			restrict();
			expect(await warnings(operation, { ...parameters, preview: true })).toEqual([FIRST]);
			expect(await warnings(operation, parameters)).toEqual([FIRST]);
		});

		it.each(WAYS)('%s says nothing where another one is: nothing more is hidden', async (operation, parameters) => {
			restrict(1);
			expect(await warnings(operation, { ...parameters, preview: true })).toEqual([[]]);
			expect(await warnings(operation, parameters)).toEqual([[]]);
		});

		it.each([
			['the list of folders is refused', { kind: 'status', status: 500, contentType: 'application/json', body: REFUSAL }],
			['the list does not show which ones are', { kind: 'malformed', body: '{"Folders":[{"Id":"a1","Name":"x"}],"TotalRows":1}' }],
			[
				'the list may be incomplete',
				{ kind: 'malformed', body: '{"Folders":[{"Id":"a1","Name":"x","IsRestricted":false}],"TotalRows":9}' },
			],
		] as const)('says what it may hide where %s', async (_why, fault) => {
			for (const [operation, parameters] of WAYS) {
				restrict();
				sandbox.fail({ channel: 'appenate', pathIncludes: '/folder/search', ...fault });
				expect(await warnings(operation, parameters, [{ id: folderId(0), name: operation }])).toEqual([MAYBE]);
				sandbox.heal();
			}
		});

		it('says so of each that becomes one in the same execution, asks once, and only where one is to be restricted', async () => {
			restrict();
			expect(await warnings('update', update(true), byIds(folderId(0), folderId(1), folderId(2)))).toEqual([FIRST, FIRST, FIRST]);
			expect(searches()).toBe(1);
			await warnings('update', update(false));
			await warnings('create', create(false), [{ name: 'B' }]);
			expect(searches()).toBe(1);
		});

		it('says nothing of a folder that is one already, that is none any more, or that never was', async () => {
			restrict(0);
			expect(await warnings('update', update(true, { description: 'x' }))).toEqual([[]]);
			expect(await warnings('update', update(false))).toEqual([[]]);
			expect(await warnings('create', create(false), [{ name: 'B' }])).toEqual([[]]);
			expect(await warnings('update', update(true))).toEqual([[expect.stringMatching(HIDDEN)]]);
		});
	});

	it.each(['without dashes', 'with dashes'])('shows no group for one of zeros %s', async (form) => {
		const zeros = form === 'with dashes' ? '00000000-0000-0000-0000-000000000000' : '0'.repeat(32);
		sandbox.appenatePlaces.folders = folders().map((folder) => ({ ...folder, RestrictToGroup: zeros }));
		const got = await run('get', { items: byIds(folderId(0)), parameters: FOLDER });
		const written = await run('update', { items: byIds(folderId(0)), parameters: { ...FOLDER, updateFields: { description: 'x' } } });

		expect(jsonOf(got)).toMatchObject([{ RestrictToGroup: null }]);
		expect(jsonOf(written)).toMatchObject([{ warnings: [], folder: { RestrictToGroup: null } }]);
	});

	it('never takes another folder for the one of that name', async () => {
		const other = { Folders: [folders()[1]], TotalRows: 1 };
		sandbox.fail({ channel: 'appenate', kind: 'malformed', body: JSON.stringify(other), times: 2 });

		expect((await run('get', { items: byIds('Inspections'), parameters: locator('folder', 'name') })).error?.message).toBe(
			'No folder with the name "Inspections" was found [item 0]',
		);
	});

	it.each(['{"KeyId": "a"}', '["a"]', '[{"KeyId": "a", "Type": "Form"}]', '['])('sends nothing for the items %s', async (items) => {
		expect((await run('create', { parameters: { name: 'x', additionalFields: { items } } })).error?.message).toMatch(
			/^Items (takes a list|is not valid JSON)/,
		);
		expect(sandbox.requests).toEqual([]);
	});

	it('continues after an item that can not be done', async () => {
		const result = await run('delete', { items: byIds('f'.repeat(32), folderId(0)), parameters: FOLDER, onError: 'continueRegularOutput' });

		expect(jsonOf(result)).toMatchObject([{ error: 'Appenate: The folder was not found. (Id) (HTTP 500) [item 0]' }, { deleted: true }]);
		expect(pairsOf(result)).toEqual(PAIRS);
	});
});
