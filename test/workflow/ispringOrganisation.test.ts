import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import type { LoggedRequest } from '../sandbox';
import { GROUPS, ROOT, UNITS } from '../sandbox/ispring/people';
import { byId, outputOf, runISpring, sentTo, userId } from './ispringRun';
import { checkPreview } from './previews';

const [, SALES = '', LEGAL = ''] = UNITS.map(({ uuid }) => uuid);
const [NEWCOMERS = '', SAFETY = ''] = GROUPS.map(({ uuid }) => uuid);
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

const sandbox = freshSandbox();

const run = async (resource: string, operation: string, parameters: IDataObject, items: readonly IDataObject[]) =>
	await runISpring(sandbox, { resource, operation, items }, parameters);
/** Runs an operation, holds it against its preview, and gives the output. */
const done = async (resource: string, operation: string, parameters: IDataObject, items: readonly IDataObject[]) => {
	const output = outputOf(await run(resource, operation, parameters, items));
	checkPreview('ISpringLearn', resource, operation, output.json);
	return output;
};
const department = (id: string) => sandbox.ispringOrganisation.departments.find(({ departmentId }) => departmentId === id);
const members = (group: string) => sandbox.people('ispring').flatMap((one) => (one.groups.includes(group) ? [one.userId] : []));

describe('Department', () => {
	const chosen = { department: byId('={{ $json.id }}') };

	it('is created below another one, with a code where one is given', async () => {
		const parameters = { name: '={{ $json.name }}', parentDepartment: byId('={{ $json.below }}'), options: { code: '={{ $json.code }}' } };
		const { json, from } = await done('department', 'create', parameters, [
			{ name: 'Inside Sales', below: SALES, code: 'S-1' },
			{ name: 'Łódź & more', below: ROOT.uuid, code: '' },
		]);

		expect(json).toMatchObject([
			{ name: 'Inside Sales', parentDepartmentId: SALES, code: 'S-1' },
			{ name: 'Łódź & more', parentDepartmentId: ROOT.uuid },
		]);
		expect(from).toEqual([0, 1]);
		expect(department(String(json[1]?.departmentId))).not.toHaveProperty('code');
	});

	it('is read, updated and deleted', async () => {
		const { json } = await done('department', 'get', chosen, [{ id: SALES }, { id: LEGAL }]);

		expect(json).toMatchObject([
			{ departmentId: SALES, name: 'Sales', parentDepartmentId: ROOT.uuid, supervisorId: null },
			{ name: 'Legal' },
		]);

		const parameters = { ...chosen, updateFields: { name: '={{ $json.name }}', code: '={{ $json.code }}' } };
		await done('department', 'update', parameters, [
			{ id: SALES, name: 'Selling', code: '' },
			{ id: LEGAL, name: '', code: '0012' },
		]);

		expect([department(SALES), department(LEGAL)]).toMatchObject([
			{ name: 'Selling', code: 'D-Sales' },
			{ name: 'Legal', code: '0012' },
		]);
		expect(sentTo(sandbox).map(([, body]) => body)).toEqual([{ name: 'Selling' }, { code: '0012' }]);

		const made = await run('department', 'create', { name: 'Empty', parentDepartment: byId(SALES) }, [{}, {}]);
		const items = outputOf(made).json.map(({ departmentId }) => ({ id: departmentId }));
		const gone = await done('department', 'delete', chosen, items);

		expect(gone.json).toEqual([{ deleted: true }, { deleted: true }]);
		expect(sandbox.ispringOrganisation.departments).toHaveLength(UNITS.length);
	});

	it('takes in users and departments', async () => {
		const users = await done('department', 'moveUsers', { ...chosen, userIds: '={{ $json.users }}' }, [
			{ id: LEGAL, users: `${userId(1)}, ${userId(3)}` },
			{ id: SALES, users: [userId(2)] },
		]);
		const departments = await done('department', 'moveDepartments', { ...chosen, departmentIds: '={{ $json.moved }}' }, [
			{ id: LEGAL, moved: [UNITS[3]?.uuid, UNITS[4]?.uuid] },
			{ id: SALES, moved: UNITS[5]?.uuid },
		]);

		expect(users.json[1]).toEqual({ action: 'moved', departmentId: SALES, userIds: [userId(2)] });
		expect([1, 2, 3].map((number) => sandbox.person('ispring', userId(number)).departmentId)).toEqual([LEGAL, SALES, LEGAL]);
		expect(departments.from).toEqual([0, 1]);
		expect([3, 4, 5].map((number) => department(UNITS[number]?.uuid ?? '')?.parentDepartmentId)).toEqual([LEGAL, LEGAL, SALES]);
	});

	it('gets superiors', async () => {
		const parameters = { ...chosen, subordination: 'manual', supervisor: byId('={{ $json.head }}') };
		await done('department', 'setSubordination', parameters, [
			{ id: SALES, head: userId(1) },
			{ id: LEGAL, head: userId(2) },
		]);

		expect([SALES, LEGAL].map((id) => department(id)?.subordination.supervisorId)).toEqual([userId(1), userId(2)]);
		expect(department(SALES)?.coSubordination).toEqual({ subordinationType: 'inherit' });

		const byLogin = { ...parameters, supervisor: { __rl: true, mode: 'login', value: '={{ $json.head }}' } };
		await done('department', 'setSubordination', byLogin, [{ id: SALES, head: 'sean.obrien' }]);
		expect(department(SALES)?.subordination.supervisorId).toBe(userId(2));
	});

	it.each([
		['get', {}],
		['update', { updateFields: { name: 'x' } }],
		['delete', {}],
		['moveUsers', { userIds: userId(1) }],
		['setSubordination', { subordination: 'inherit' }],
	])('that is unknown ends as an item of its own (%s)', async (operation, parameters) => {
		const { outputs } = await runISpring(
			sandbox,
			{ resource: 'department', operation, items: [{ id: UNKNOWN }, { id: '' }], onError: 'continueRegularOutput' },
			{ ...chosen, ...parameters },
		);

		expect(outputs[0]?.map(({ json }) => json.error)).toEqual([
			expect.stringMatching(/Unknown department|No department with the ID/),
			'Department is empty [item 1]',
		]);
	});

	it('is not touched by an update that holds nothing', async () => {
		expect((await run('department', 'update', { ...chosen, updateFields: { name: '={{ "" }}' } }, [{ id: SALES }])).error?.says).toBe(
			'No fields to update were given [item 0]',
		);
		expect(sandbox.requests).toEqual([]);
	});

	it('is said to be made when it can only not be read again', async () => {
		sandbox.fail({ channel: 'ispring-rest', method: 'GET', kind: 'status', status: 503 });
		const { json } = outputOf(await run('department', 'create', { name: 'New', parentDepartment: byId(SALES) }, [{}]));

		expect(json).toEqual([
			{ departmentId: expect.any(String), warnings: [expect.stringMatching(/^It was written, but could not be read afterward: /)] },
		]);
	});
});

describe('Group', () => {
	const chosen = { group: byId('={{ $json.id }}') };

	it('is created, read, renamed and deleted', async () => {
		const created = await done('group', 'create', { name: '={{ $json.name }}', options: { userIds: '={{ $json.users }}' } }, [
			{ name: 'Łódź', users: `${userId(1)}, ${userId(2)}` },
			{ name: 'Empty', users: '' },
		]);
		const items = created.json.map(({ groupId }, i) => ({ id: String(groupId), name: `Renamed ${i}` }));

		expect(created.json).toMatchObject([
			{ name: 'Łódź', userIds: [userId(1), userId(2)] },
			{ name: 'Empty', usersCount: 0 },
		]);

		await done('group', 'update', { ...chosen, name: '={{ $json.name }}' }, items);
		const { json } = await done('group', 'get', chosen, items);

		expect(json).toEqual([
			{ groupId: items[0]?.id, name: 'Renamed 0', isSmart: false, usersCount: 2 },
			{ groupId: items[1]?.id, name: 'Renamed 1', isSmart: false, usersCount: 0 },
		]);

		await done('group', 'delete', chosen, items);

		expect(sandbox.ispringOrganisation.groups).toHaveLength(GROUPS.length);
	});

	it('takes in and lets go members, and keeps the others', async () => {
		const before = members(NEWCOMERS);
		const added = await done('group', 'addMembers', { ...chosen, userIds: '={{ $json.users }}' }, [
			{ id: NEWCOMERS, users: [userId(1), userId(2)] },
			{ id: SAFETY, users: userId(3) },
		]);

		expect(added.json).toEqual([
			{ action: 'updated', groupId: NEWCOMERS, added: [userId(1), userId(2)], removed: [], usersCount: before.length + 2 },
			{ action: 'updated', groupId: SAFETY, added: [userId(3)], removed: [], usersCount: 1 },
		]);

		await done('group', 'removeMembers', { ...chosen, userIds: '={{ $json.users }}' }, [
			{ id: NEWCOMERS, users: [userId(1), userId(2)] },
			{ id: SAFETY, users: userId(3) },
		]);

		expect([members(NEWCOMERS), members(SAFETY)]).toEqual([before, []]);
	});

	it.each([
		['capitals', (id: string) => id.toUpperCase()],
		['braces', (id: string) => `{${id}}`],
		['spelled twice', (id: string) => `${id}, ${id.toUpperCase()}`],
	])('takes IDs for the same in %s: nobody is added twice, nobody stays in', async (_what, spelled) => {
		const group = byId(NEWCOMERS.toUpperCase());
		const before = members(NEWCOMERS);
		const [first = ''] = before;
		const again = await run('group', 'addMembers', { group, userIds: spelled(first) }, [{}]);

		expect(outputOf(again).json).toMatchObject([{ action: 'unchanged', groupId: NEWCOMERS, added: [], usersCount: before.length }]);

		const out = await run('group', 'removeMembers', { group, userIds: spelled(first) }, [{}]);
		expect(outputOf(out).json).toMatchObject([{ action: 'updated', removed: [first], usersCount: before.length - 1 }]);
		expect(members(NEWCOMERS)).toEqual(before.slice(1));

		await run('group', 'addMembers', { group, userIds: `${userId(1)}, ${userId(1).toUpperCase()}` }, [{}]);
		expect(sentTo(sandbox).at(-1)).toEqual([`POST /group/${NEWCOMERS}/members`, { userIds: [...before.slice(1), userId(1)] }]);
	});

	it('has each of its first members once, however often their ID is given', async () => {
		await run('group', 'create', { name: 'New', options: { userIds: `${userId(1)}, ${userId(1).toUpperCase()}` } }, [{}]);

		expect(sentTo(sandbox).map(([, body]) => body)).toEqual([{ name: 'New', userIds: [userId(1)] }]);
	});

	it('keeps who joined while iSpring could not answer', async () => {
		const joins = ({ isWrite }: LoggedRequest): boolean => {
			if (isWrite) {
				sandbox.edit('ispring', userId(5), (user) => {
					user.groups = [...new Set([...user.groups, SAFETY])];
				});
			}
			return isWrite;
		};
		sandbox.fail({ channel: 'ispring-rest', times: 1, kind: 'status', status: 503, headers: { 'retry-after': '0' }, only: joins });
		const { json } = outputOf(
			await run('group', 'addMembers', { ...chosen, userIds: '={{ $json.users }}' }, [{ id: SAFETY, users: userId(3) }]),
		);

		expect(json).toMatchObject([{ action: 'updated', added: [userId(3)], usersCount: 2 }]);
		expect([...members(SAFETY)].sort()).toEqual([userId(3), userId(5)].sort());
	});

	it('loses nobody when several items change it at once, and is not written for nothing', async () => {
		const items = [1, 2, 3, 5, 6, 7].map((number) => ({ id: SAFETY, users: userId(number) }));
		const { json } = outputOf(
			await run('group', 'addMembers', { ...chosen, userIds: '={{ $json.users }}' }, [...items, ...items.slice(0, 1)]),
		);

		expect(members(SAFETY)).toHaveLength(6);
		expect(json.map(({ action }) => action)).toEqual([...items.map(() => 'updated'), 'unchanged']);
		expect(sandbox.writes('ispring-rest')).toHaveLength(6);
	});

	it.each([
		['half of an answer', '{"groupId":', "This is not iSpring's API"],
		['no list of members', `{"groupId":"${NEWCOMERS}","name":"y","usersCount":3}`, 'does not show the members of the group'],
	])('stays as it is when there came %s', async (_what, body, message) => {
		sandbox.fail({ channel: 'ispring-rest', kind: 'malformed', body, method: 'GET' });
		const { error } = await run('group', 'addMembers', { ...chosen, userIds: userId(1) }, [{ id: NEWCOMERS }]);

		expect(error?.message).toContain(message);
		expect(sandbox.writes('ispring-rest')).toEqual([]);
	});
});
