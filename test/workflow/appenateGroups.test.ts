import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { jsonOf, pairsOf, runAppenate, type Run } from './appenateRuns';
import { checkPreview } from './previews';

const [ANA, SEAN, STRANGER] = ['ana.silva@example.test', 'sean.obrien@example.test', 'nobody@example.test'];
const PAIRS = [{ item: 0 }, { item: 1 }];

const sandbox = freshSandbox();

const runner =
	(resource: string) =>
	async (operation: string, more: Partial<Run> = {}) =>
		await runAppenate(sandbox, { ...more, parameters: { resource, operation, ...more.parameters } });
const idOf = (email: string) => sandbox.person('appenate', email).Id;
const groups = () => sandbox.appenatePlaces.groups;
const groupId = (index: number) => groups()[index]?.Id ?? '';
const membersOf = (group: string) =>
	sandbox
		.people('appenate')
		.filter(({ Groups }) => Groups.includes(group))
		.map(({ Id }) => Id);
const bodies = (): IDataObject[] =>
	sandbox
		.writes('appenate')
		.filter(({ body }) => body !== '')
		.map(({ body }) => JSON.parse(body) as IDataObject);
const locator = (name: string, mode = 'id'): INodeParameters => ({ [name]: { __rl: true, mode, value: '={{ $json.id }}' } });
const byIds = (...ids: string[]) => ids.map((id) => ({ id }));

describe('User Group', () => {
	const run = runner('userGroup');
	const GROUP = locator('userGroup');

	it('Get Many gives the groups that fit the filters of each item', async () => {
		const result = await run('getAll', {
			items: [
				{ name: 'legal', id: '' },
				{ name: '', id: 'group-07' },
			],
			parameters: { returnAll: true, filters: { name: '={{ $json.name }}', externalId: '={{ $json.id }}' } },
		});

		expect(jsonOf(result)).toEqual([
			{ Id: groupId(1), Name: 'Legal', ExternalId: 'group-02', UserCount: membersOf(groupId(1)).length },
			{ Id: groupId(6), Name: 'Field crew', ExternalId: 'group-07', UserCount: membersOf(groupId(6)).length },
		]);
		expect(pairsOf(result)).toEqual(PAIRS);
		expect(jsonOf(await run('getAll', { parameters: { limit: 3 } }))).toHaveLength(3);
		checkPreview('Appenate', 'userGroup', 'getAll', jsonOf(result));
	});

	it('Get gives the group of each item', async () => {
		const dashed = groupId(1)
			.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
			.toUpperCase();
		const result = await run('get', { items: byIds(groupId(0), dashed), parameters: GROUP });
		const raw = await run('get', { items: byIds(groupId(0)), parameters: { ...locator('userGroup', 'list'), output: 'raw' } });

		expect(jsonOf(result)).toMatchObject([{ Name: 'Sales' }, { Name: 'Legal' }]);
		expect(pairsOf(result)).toEqual(PAIRS);
		expect(jsonOf(raw)).toMatchObject([{ Name: 'Sales', UserIds: membersOf(groupId(0)), CompanyId: 70001 }]);
		checkPreview('Appenate', 'userGroup', 'get', jsonOf(result));
	});

	it('Create makes a group per item, with users by ID and email address', async () => {
		const items = [
			{ name: 'Crew A', users: `${ANA}, ${idOf(SEAN)}`, externalId: '0012' },
			{ name: 'Crew B', users: [ANA], externalId: '' },
		];
		const result = await run('create', {
			items,
			parameters: { name: '={{ $json.name }}', additionalFields: { users: '={{ $json.users }}', externalId: '={{ $json.externalId }}' } },
		});

		const [a = '', b = ''] = jsonOf(result).map(({ id }) => String(id));
		expect(jsonOf(result)).toMatchObject([
			{ action: 'created', warnings: [], userGroup: { Name: 'Crew A', ExternalId: '0012' } },
			{ userGroup: { Name: 'Crew B' } },
		]);
		expect([pairsOf(result), membersOf(a), membersOf(b)]).toEqual([PAIRS, [idOf(ANA), idOf(SEAN)], [idOf(ANA)]]);
		checkPreview('Appenate', 'userGroup', 'create', jsonOf(result));
	});

	it('Update keeps who left the group while Appenate could not answer', async () => {
		const [gone, ...others] = membersOf(groupId(0));
		const leaves = (): boolean => {
			sandbox.edit('appenate', gone ?? '', (user) => {
				user.Groups = user.Groups.filter((id) => id !== groupId(0));
			});
			return true;
		};
		sandbox.fail({
			channel: 'appenate',
			method: 'PUT',
			times: 1,
			kind: 'status',
			status: 503,
			headers: { 'retry-after': '0' },
			only: leaves,
		});
		const result = await run('update', { items: byIds(groupId(0)), parameters: { ...GROUP, updateFields: { name: 'Sellers' } } });

		expect(jsonOf(result)).toMatchObject([{ action: 'updated', userGroup: { Name: 'Sellers', UserIds: others } }]);
		expect(membersOf(groupId(0))).toEqual(others);
		expect(bodies()).toHaveLength(2);
	});

	it('Update changes what is given, keeps the users, and writes nothing again', async () => {
		const before = membersOf(groupId(0));
		const parameters = { ...GROUP, updateFields: { name: '={{ $json.name }}', externalId: '0099' } };
		const items = [
			{ id: groupId(0), name: 'Sellers' },
			{ id: groupId(1), name: '' },
		];
		const result = await run('update', { items, parameters });
		const again = await run('update', { items, parameters });

		expect(jsonOf(result)).toMatchObject([
			{ action: 'updated', warnings: [], userGroup: { Name: 'Sellers', ExternalId: '0099', UserIds: before } },
			{ userGroup: { Name: 'Legal' } },
		]);
		expect(jsonOf(again)).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
		expect([pairsOf(result), membersOf(groupId(0)), bodies().length]).toEqual([PAIRS, before, 2]);
		checkPreview('Appenate', 'userGroup', 'update', jsonOf(result));
	});

	it('Delete removes the groups and leaves their users', async () => {
		const result = await run('delete', { items: byIds(groupId(0), groupId(1)), parameters: GROUP });

		expect([jsonOf(result), pairsOf(result)]).toEqual([[{ deleted: true }, { deleted: true }], PAIRS]);
		expect([groups().length, sandbox.people('appenate').length]).toEqual([6, 36]);
		checkPreview('Appenate', 'userGroup', 'delete', jsonOf(result));
	});

	it('Add Members loses nobody when every item means the same group', async () => {
		const group = groupId(0);
		const before = membersOf(group);
		const newcomers = sandbox
			.people('appenate')
			.filter(({ Groups }) => !Groups.includes(group))
			.slice(0, 12);
		const items = newcomers.map(({ Id, Email }, index) => ({ id: group, user: index % 2 === 0 ? Id : Email }));
		const result = await run('addMembers', { items, parameters: { ...GROUP, users: '={{ $json.user }}' } });

		expect(membersOf(group).sort()).toEqual([...before, ...newcomers.map(({ Id }) => Id)].sort());
		expect(jsonOf(result).map(({ added }) => added)).toEqual(newcomers.map(({ Id }) => [Id]));
		expect(groups()[0]).toMatchObject({ Name: 'Sales', ExternalId: 'group-01' });
		checkPreview('Appenate', 'userGroup', 'addMembers', jsonOf(result));
	});

	it('Remove Members takes out who is named, and writes nothing again', async () => {
		const parameters = { ...GROUP, users: '={{ $json.user }}' };
		const items = [
			{ id: groupId(0), user: ANA },
			{ id: groupId(1), user: idOf(SEAN) },
		];
		const result = await run('removeMembers', { items, parameters });
		const again = await run('removeMembers', { items, parameters });

		expect(jsonOf(result)).toMatchObject([{ action: 'updated', removed: [idOf(ANA)], warnings: [] }, { removed: [idOf(SEAN)] }]);
		expect(jsonOf(again)).toMatchObject([
			{ action: 'unchanged', removed: [] },
			{ action: 'unchanged', removed: [] },
		]);
		expect([
			pairsOf(result),
			membersOf(groupId(0)).includes(idOf(ANA)),
			membersOf(groupId(1)).includes(idOf(SEAN)),
			bodies().length,
		]).toEqual([PAIRS, false, false, 2]);
		checkPreview('Appenate', 'userGroup', 'removeMembers', jsonOf(result));
	});

	it('warns when Appenate keeps other users than it was sent', async () => {
		const answer = { UserGroup: { Id: groupId(0), Name: 'Sales', UserIds: membersOf(groupId(0)) } };
		sandbox.fail({ channel: 'appenate', method: 'PUT', kind: 'malformed', body: JSON.stringify(answer) });
		const result = await run('removeMembers', { items: byIds(groupId(0)), parameters: { ...GROUP, users: ANA } });

		expect(jsonOf(result)).toMatchObject([{ warnings: [expect.stringContaining('Appenate accepted "UserIds", but shows ')] }]);
	});

	it('writes nothing where the users of a group are not shown', async () => {
		sandbox.fail({
			channel: 'appenate',
			method: 'GET',
			kind: 'malformed',
			body: JSON.stringify({ UserGroup: { Id: groupId(0), Name: 'Sales' } }),
		});

		expect((await run('addMembers', { items: byIds(groupId(0)), parameters: { ...GROUP, users: idOf(SEAN) } })).error?.message).toContain(
			'does not show the members of the user group',
		);
		expect(bodies()).toEqual([]);
	});

	it.each<[string, INodeParameters, string]>([
		['addMembers', { users: '={{ "" }}' }, 'Users is empty [item 0]'],
		['addMembers', { users: 'Ana' }, '"Ana" in Users is neither an ID nor an email address [item 0]'],
		['update', {}, 'No fields to update were given [item 0]'],
		['update', { userGroup: { __rl: true, mode: 'id', value: '={{ "" }}' }, updateFields: { name: 'x' } }, 'User Group is empty [item 0]'],
		['create', { name: ' ' }, 'Name is empty [item 0]'],
	])('%s sends nothing for %j', async (operation, parameters, message) => {
		expect((await run(operation, { items: byIds(groupId(0)), parameters: { ...GROUP, ...parameters } })).error?.says).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});

	it('continues after an item that can not be done', async () => {
		const items = [
			{ id: 'f'.repeat(32), user: ANA },
			{ id: groupId(1), user: STRANGER },
			{ id: groupId(1), user: ANA },
		];
		const result = await run('addMembers', {
			items,
			parameters: { ...GROUP, users: '={{ $json.user }}' },
			onError: 'continueRegularOutput',
		});

		expect(jsonOf(result)).toMatchObject([
			{ error: 'Appenate: The user group was not found. (Id) (HTTP 500) [item 0]' },
			{ error: `No user with the email address "${STRANGER}" was found [item 1]` },
			{ added: [idOf(ANA)] },
		]);
		expect(pairsOf(result)).toEqual([...PAIRS, { item: 2 }]);
	});
});
