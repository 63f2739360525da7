import { freshSandbox } from '../freshSandbox';
import { GROUPS, ROOT, UNITS } from './ispring/people';
import { type RawAnswer, rawRequest } from './rawRequest';

const ANA = 'ana.silva@example.test';
const SALES = UNITS[1]?.uuid ?? '';
const LEGAL = UNITS[2]?.uuid ?? '';
const SAFETY = GROUPS[1]?.uuid ?? '';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

describe('the iSpring Learn sandbox, departments, groups and what stands beside a profile', () => {
	const sandbox = freshSandbox();

	const ana = () => sandbox.person('ispring', ANA);
	const call = async (method: string, path: string, body?: unknown) => {
		const { accountUrl, email, password } = sandbox.secrets.ispring;
		const account = { 'X-Auth-Account-Url': accountUrl, 'X-Auth-Email': email, 'X-Auth-Password': password };
		const json = { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) };
		const content = body === undefined ? {} : { body: JSON.stringify(body) };
		return rawRequest(sandbox.urls.ispring + path, { method, headers: { ...account, ...json }, ...content });
	};
	const get = async (path: string) => JSON.parse((await call('GET', path)).text);
	const said = ({ status, text }: RawAnswer) => [status, text === '' ? '' : JSON.parse(text).message];
	const status = async (method: string, path: string, body?: unknown) => (await call(method, path, body)).status;

	it('makes a department with the bare id as answer, changes it and deletes it', async () => {
		const made = await call('POST', '/department', { name: 'New', parentDepartmentId: SALES, code: '0012' });
		const id = JSON.parse(made.text);

		expect(made.status).toBe(201);
		expect(await get(`/department/${id}`)).toMatchObject({ departmentId: id, name: 'New', parentDepartmentId: SALES, code: '0012' });
		expect(await get('/department?code=0012')).toMatchObject({ departments: [{ departmentId: id }] });
		expect(await status('POST', `/department/${id}`, { name: 'Newer', parentDepartmentId: LEGAL })).toBe(204);
		expect(await get(`/department/${id}`)).toMatchObject({ name: 'Newer', parentDepartmentId: LEGAL, code: '0012' });
		expect([await status('DELETE', `/department/${id}`), await status('GET', `/department/${id}`)]).toEqual([204, 400]);
	});

	it('refuses departments without name or parent, circles, and what it does not know', async () => {
		expect(said(await call('POST', '/department', { name: 'New' }))).toEqual([400, 'name and parentDepartmentId are required']);
		expect(said(await call('POST', '/department', { name: 'New', parentDepartmentId: UNKNOWN }))).toEqual([400, 'Unknown department']);
		expect(said(await call('POST', `/department/${ROOT.uuid}`, { parentDepartmentId: SALES }))).toEqual([
			400,
			'A department cannot be moved into itself',
		]);
		expect(said(await call('POST', `/department/${SALES}`, { title: 'x' }))).toEqual([400, 'Unknown parameter title']);
		expect(said(await call('DELETE', `/department/${SALES}`))).toEqual([400, 'The department is not empty']);
	});

	it('moves users and departments, and answers 404 only here', async () => {
		expect(await status('POST', `/department/${LEGAL}/user/move`, { userIds: [ana().userId] })).toBe(204);
		expect(await status('POST', `/department/${LEGAL}/department/move`, { departmentIds: [SALES] })).toBe(204);
		expect(ana().departmentId).toBe(LEGAL);
		expect((await get(`/department/${SALES}`)).parentDepartmentId).toBe(LEGAL);
		expect(await status('POST', `/department/${UNKNOWN}/user/move`, { userIds: [] })).toBe(404);
		expect(await status('POST', `/department/${LEGAL}/user/move`, { userIds: [UNKNOWN] })).toBe(404);
		expect(await status('POST', `/department/${LEGAL}/department/move`, { departmnetIds: [SALES] })).toBe(400);
	});

	it('pages departments and groups with a token', async () => {
		const first = await get('/departments?pageSize=5');
		const last = await get(`/departments?pageSize=5&pageToken=${first.nextPageToken}`);
		const groups = await get('/groups?pageSize=4');

		expect([first.departments.length, last.departments.length, last.nextPageToken]).toEqual([5, 4, undefined]);
		expect([groups.groups.length, groups.nextPageToken]).toEqual([4, undefined]);
	});

	it('replaces all members of a group', async () => {
		const others = sandbox
			.people('ispring')
			.slice(1, 3)
			.map(({ userId }) => userId);
		await call('POST', `/group/${SAFETY}/members`, { userIds: [ana().userId] });
		await call('POST', `/group/${SAFETY}/members`, { userIds: others });

		expect(await get(`/group/${SAFETY}`)).toEqual({
			groupId: SAFETY,
			name: 'Safety first',
			isSmart: false,
			usersCount: 2,
			userIds: others,
		});
		expect(ana().groups).not.toContain(SAFETY);
		expect(said(await call('POST', `/group/${SAFETY}/members`, { userIds: [UNKNOWN] }))).toEqual([400, 'Unknown user']);
		expect(said(await call('POST', `/group/${SAFETY}/members`, {}))).toEqual([400, 'userIds is required']);
		expect(await status('POST', `/group/${SAFETY}/members`, { userIds: [] })).toBe(200);
		expect((await get(`/group/${SAFETY}`)).usersCount).toBe(0);
	});

	it('makes, renames and deletes a group, and takes its members out of it', async () => {
		const id = JSON.parse((await call('POST', '/group', { name: 'New', userIds: [ana().userId] })).text);

		expect(ana().groups).toContain(id);
		expect(await status('POST', `/group/${id}`, { name: 'Newer' })).toBe(200);
		expect((await get('/group')).map(({ name }: { name: string }) => name)).toContain('Newer');
		expect([await status('DELETE', `/group/${id}`), await status('GET', `/group/${id}`)]).toEqual([204, 400]);
		expect(ana().groups).not.toContain(id);
	});

	it('takes a supervisor only with manual', async () => {
		const path = `/user/${ana().userId}/subordination`;
		const supervisorId = sandbox.people('ispring')[1]?.userId;

		expect(await status('POST', path, { subordination: { subordinationType: 'manual', supervisorId } })).toBe(204);
		expect((await get(`/user/${ana().userId}/v2`)).subordination).toEqual({ subordinationType: 'manual', supervisorId });
		expect(await status('POST', path, { subordination: { subordinationType: 'inherit', supervisorId } })).toBe(400);
		expect(await status('POST', path, { subordination: { subordinationType: 'manual' } })).toBe(400);
		expect(await status('POST', `/department/${SALES}/subordination`, { coSubordination: { subordinationType: 'no_supervisor' } })).toBe(
			204,
		);
	});

	it('takes dates as YYYY-MM-DD and nothing else', async () => {
		const path = `/user/${ana().userId}/scheduled_deactivation`;

		expect([await status('POST', path, { date: '2031-02-28' }), ana().scheduledDeactivation]).toEqual([200, '2031-02-28']);
		expect(await status('POST', path, { date: '2031-02-28T00:00:00Z' })).toBe(400);
		expect([await status('DELETE', path), ana().scheduledDeactivation]).toEqual([200, undefined]);
	});

	it('knows seven reasons for a leave, and shows it', async () => {
		const { userId } = ana();
		const leave = { userId, workLeaveReason: 'SickLeave', startDate: '2031-02-01' };

		expect(await status('POST', '/users/work-leave-status', { workLeaveStatuses: [leave] })).toBe(200);
		expect((await get(`/user/${userId}/v2`)).workLeaveStatus).toEqual({ workLeaveReason: 'SickLeave', startDate: '2031-02-01' });
		expect(await status('POST', '/users/work-leave-status', { workLeaveStatuses: [{ ...leave, workLeaveReason: 'Bored' }] })).toBe(400);
		expect(await status('POST', '/users/work-leave-status/delete', { userIds: [userId] })).toBe(200);
		expect(await get(`/user/${userId}/v2`)).not.toHaveProperty('workLeaveStatus');
	});

	it('demands a message where an invitation is sent', async () => {
		const user = { departmentId: SALES, fields: { login: 'new', email: 'new@example.test' } };

		expect(said(await call('POST', '/user', { ...user, sendLoginEmail: true }))).toEqual([400, 'invitationMessage is required']);
		expect(await status('POST', '/user', { ...user, sendLoginEmail: 1 })).toBe(400);
		expect(await status('POST', '/user', { ...user, sendLoginEmail: true, invitationMessage: 'Hi' })).toBe(201);
		expect(sandbox.person('ispring', 'new@example.test').invited).toEqual({ email: true, sms: false, message: 'Hi' });
	});
});
