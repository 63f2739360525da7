import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { GROUPS, UNITS } from '../sandbox/ispring/people';
import { byId, outputOf, runISpring } from './ispringRun';

const NEWER = 'http://ispringlearn.com/go/services/api/soap';

const sandbox = freshSandbox();

const run = async (
	api: string,
	[resource, operation]: readonly [string, string],
	parameters: IDataObject,
	items: readonly IDataObject[] = [{}],
) => await runISpring(sandbox, { resource, operation, items, onError: 'stopWorkflow' }, { api, ...parameters });
const members = (number: number) => {
	const group = sandbox.ispringOrganisation.groups.find((one) => one.number === number);
	return sandbox.people('ispring').flatMap((one) => (group && one.groups.includes(group.groupId) ? [String(one.legacyId)] : []));
};

describe('groups by REST (Header)', () => {
	const create = ['group', 'create'] as const;
	const addMembers = ['group', 'addMembers'] as const;
	const joining = { group: byId('={{ $json.id }}'), userIds: '={{ $json.users }}' };

	it('are made, each with its own values', async () => {
		const parameters = { name: '={{ $json.name }}', options: { description: '={{ $json.about }}', organizationId: '={{ $json.in }}' } };
		const { json, from } = outputOf(
			await run('restHeader', create, parameters, [
				{ name: 'Pilots', about: 'They fly', in: '3' },
				{ name: 'Judges', about: '', in: '' },
			]),
		);

		expect(json).toEqual([
			{ groupId: '10', name: 'Pilots', description: 'They fly', organizationId: '3' },
			{ groupId: '11', name: 'Judges' },
		]);
		expect(from).toEqual([0, 1]);
		expect(sandbox.ispringOrganisation.groups.slice(-2)).toMatchObject([
			{ number: 10, name: 'Pilots', description: 'They fly', organizationId: 3 },
			{ number: 11, name: 'Judges', organizationId: 1 },
		]);
	});

	it.each([
		['a name beyond ASCII', { name: 'Łódź' }, 'Name has a character that is not allowed in an HTTP header (U+0141 at position 1) [item 0]'],
		['no name', { name: '={{ "" }}' }, 'Name is empty [item 0]'],
	])('are not asked for with %s', async (_what, parameters, message) => {
		expect((await run('restHeader', create, parameters)).error?.says).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});

	it('are refused in the words of iSpring', async () => {
		const { error } = await run('restHeader', create, { name: 'Newcomers' });

		expect(error).toMatchObject({
			says: 'iSpring: A group with a given name already exists [item 0]',
			description: 'Choose another name.',
		});
	});

	it('are listed, all of them or those of an organization, and never a group twice', async () => {
		await run('restHeader', create, { name: 'Pilots', options: { organizationId: '3' } });
		const filters = { organizationId: '={{ $json.in }}' };
		const { json, from } = outputOf(await run('restHeader', ['group', 'getAll'], { returnAll: true, filters }, [{ in: '' }, { in: '3' }]));

		expect(json.map(({ name }) => name)).toEqual(['Newcomers', 'Safety first', 'Łódź & friends', 'Full house', 'Pilots', 'Pilots']);
		expect(json[5]).toEqual({ groupId: '10', name: 'Pilots', isSmart: null, organizationId: '3' });
		expect(from).toEqual([0, 0, 0, 0, 0, 1]);
	});

	it.each([
		[1, 1],
		[4, 4],
		[50, 4],
	])('are listed up to %i, which gives %i', async (limit, count) => {
		const { json } = outputOf(await run('restHeader', ['group', 'getAll'], { limit, output: 'raw' }));

		expect(json).toHaveLength(count);
		expect(json[0]).toEqual({ groupId: '4', name: 'Newcomers', description: '', organizationId: '1', users: members(4) });
	});

	it('are joined by one user after another, and nobody twice', async () => {
		const items = [
			{ id: '5', users: '4, 5' },
			{ id: '6', users: ['6'] },
		];
		const { json, from } = outputOf(await run('restHeader', addMembers, joining, items));

		expect(json).toEqual([
			{ action: 'updated', groupId: '5', added: ['4', '5'], removed: [] },
			{ action: 'updated', groupId: '6', added: ['6'], removed: [] },
		]);
		expect(from).toEqual([0, 1]);
		expect([members(5), members(6)]).toEqual([['4', '5'], ['6']]);

		const again = outputOf(
			await run('restHeader', addMembers, joining, [
				{ id: '5', users: '5, 4, 7' },
				{ id: '6', users: '6' },
			]),
		);

		expect(again.json).toMatchObject([
			{ action: 'updated', added: ['7'] },
			{ action: 'unchanged', added: [] },
		]);
	});

	it('tell who was added when one in the middle is refused', async () => {
		const { outputs } = await runISpring(
			sandbox,
			{
				resource: 'group',
				operation: 'addMembers',
				items: [
					{ id: '5', users: '4, 999, 6' },
					{ id: '6', users: '6' },
				],
				onError: 'continueRegularOutput',
			},
			{ api: 'restHeader', ...joining },
		);

		expect(outputs[0]?.map(({ json, pairedItem }) => [json.error ?? json.added, pairedItem])).toEqual([
			['These users were added: 4. User 999 was not added: iSpring: Unknown user. Not tried: 6 [item 0]', { item: 0 }],
			[['6'], { item: 1 }],
		]);
		expect(members(5)).toEqual(['4']);
	});

	it('say what to do when somebody is refused', async () => {
		const { error } = await run('restHeader', addMembers, joining, [{ id: '5', users: '999' }]);

		expect(error).toMatchObject({
			says: 'User 999 was not added: iSpring: Unknown user [item 0]',
			description: 'Check Group and Users, then run this again. Users who are already members are skipped.',
		});
	});

	it.each([
		['a group that is not there', '99', 'User 4 was not added: iSpring: Unknown group [item 0]'],
		[
			'a group of another organization',
			'10',
			"User 4 was not added: iSpring: Can't add user into group from another organization [item 0]",
		],
	])('are not joined: %s', async (_what, id, message) => {
		await run('restHeader', create, { name: 'Pilots', options: { organizationId: '3' } });

		expect((await run('restHeader', addMembers, joining, [{ id, users: '4' }])).error?.says).toBe(message);
	});

	it('never take a refused sign-in for a member', async () => {
		sandbox.fail({ channel: 'ispring-header', method: 'POST', kind: 'status', status: 403, statusText: 'Permission denied' });

		expect((await run('restHeader', addMembers, joining, [{ id: '5', users: '4' }])).error?.says).toBe(
			'User 4 was not added: iSpring: Permission denied [item 0]',
		);
	});
});

describe('groups and departments by SOAP', () => {
	it.each([
		['the older namespace', {}, [['4', '5'], ['6']], ['10', '11']],
		[
			'the newer namespace',
			{ soapNamespace: NEWER },
			[['4', '5'], ['6']],
			[expect.stringMatching(/^[\da-f-]{36}$/), expect.stringMatching(/^[\da-f-]{36}$/)],
		],
	])('makes groups with their members (%s)', async (_what, options, users, ids) => {
		const parameters = { name: '={{ $json.name }}', options: { ...options, userIds: '={{ $json.users }}' } };
		const { json, from } = outputOf(
			await run('soap', ['group', 'create'], parameters, [
				{ name: 'Łódź & co', users: users[0] },
				{ name: 'Judges', users: '6' },
			]),
		);

		expect(json).toEqual([
			{ groupId: ids[0], name: 'Łódź & co', userIds: ['4', '5'] },
			{ groupId: ids[1], name: 'Judges', userIds: ['6'] },
		]);
		expect(from).toEqual([0, 1]);
		expect([members(10), members(11)]).toEqual(users);
	});

	it('makes no group for somebody who is not there', async () => {
		const { error } = await run('soap', ['group', 'create'], { name: 'Pilots', options: { userIds: '4, 999' } });

		expect(error?.says).toBe('iSpring: Unknown user [item 0]');
		expect(sandbox.ispringOrganisation.groups).toHaveLength(GROUPS.length);
	});

	it.each([
		['older', {}, String(UNITS[1]?.number), '1'],
		['newer', { soapNamespace: NEWER }, UNITS[1]?.uuid, UNITS[0]?.uuid],
	])('lists the departments, with the IDs of the namespace (%s)', async (_what, options, departmentId, parentDepartmentId) => {
		const { json, from } = outputOf(
			await run('soap', ['department', 'getAll'], { returnAll: '={{ $json.all }}', limit: 2, options }, [{ all: true }, { all: false }]),
		);

		expect(json).toHaveLength(UNITS.length + 2);
		expect(json[1]).toEqual({
			departmentId,
			name: 'Sales',
			parentDepartmentId,
			code: 'D-Sales',
			supervisorId: null,
			functionalManagerId: null,
		});
		expect(json[0]).toMatchObject({ name: 'Example Holding', parentDepartmentId: null });
		expect(from.filter((item) => item === 1)).toHaveLength(2);
	});

	it('is not asked for what only REST has', async () => {
		const { error } = await run('soap', ['group', 'getAll'], {});

		expect(error).toMatchObject({ says: 'The selected API does not support this operation: choose REST or REST (Header)' });
	});
});

describe('a list that comes in one piece', () => {
	const lists = [
		{
			title: 'groups by REST (Header)',
			api: 'restHeader',
			channel: 'ispring-header',
			resource: 'group',
			member: 'groups',
			row: (n: number) => ({ groupId: `group-${n}`, number: n, name: `G${n}`, description: '', organizationId: 1 }),
		},
		{
			title: 'departments by SOAP',
			api: 'soap',
			channel: 'ispring-soap',
			resource: 'department',
			member: 'departments',
			row: (n: number) => ({ departmentId: `department-${n}`, name: `D${n}` }),
		},
	] as const;

	describe.each(lists)('$title', ({ api, channel, resource, member, row }) => {
		it.each([0, 1, 2, 1200])('has all %i rows, by one request', async (count) => {
			Object.assign(sandbox.ispringOrganisation, { [member]: Array.from({ length: count }, (_unused, n) => row(n + 1)) });
			const { json } = outputOf(await run(api, [resource, 'getAll'], { returnAll: true }));

			expect(json).toHaveLength(count);
			expect(new Set(json.map(({ name }) => name)).size).toBe(count);
			expect(sandbox.requests).toHaveLength(1);
		});

		it.each([
			['a web page', '<!DOCTYPE html><html></html>'],
			['nothing', ''],
			['half of an answer', '<groups><group><groupId>'],
			['another document', '<users/>'],
		])('is not taken for an empty one when there came %s', async (_what, body) => {
			sandbox.fail({ channel, kind: 'malformed', body, contentType: 'text/xml' });

			expect((await run(api, [resource, 'getAll'], {})).error).toBeDefined();
		});
	});
});

describe('what an option of another API leaves behind', () => {
	it.each([
		['restHeader', { userIds: '4' }],
		['rest', { description: 'They fly' }],
		['soap', { organizationId: '3' }],
	])('is not sent (%s)', async (api, options) => {
		outputOf(await run(api, ['group', 'create'], { name: 'Pilots', options }));
		const writes = sandbox.writes().map(({ headers, body }) => JSON.stringify([headers, body]));

		expect(writes.filter((one) => /They fly|x-organization-id|organizationId|userIds/.test(one))).toEqual([]);
	});
});
