import { freshSandbox } from '../freshSandbox';
import { rawRequest } from './rawRequest';

const ANA = 'ana.silva@example.test';

describe("the Appenate sandbox's groups and folders", () => {
	const sandbox = freshSandbox();

	const key = () => {
		const { companyId, integrationKey } = sandbox.secrets.appenate;
		return { CompanyId: Number(companyId), IntegrationKey: integrationKey };
	};
	const call = async (method: 'GET' | 'DELETE', path: string, more = '') => {
		const { CompanyId, IntegrationKey } = key();
		const url = `${sandbox.urls.appenate}/api/v2${path}?format=json&CompanyId=${CompanyId}&IntegrationKey=${IntegrationKey}${more}`;
		const { status, text } = await rawRequest(url, { method });
		return { status, answer: JSON.parse(text) };
	};
	const write = async (method: 'POST' | 'PUT', path: string, members: object, type = 'application/json') => {
		const url = `${sandbox.urls.appenate}/api/v2${path}?format=json`;
		const body = type.endsWith('xml') ? String(Object.values(members)[0]) : JSON.stringify({ ...key(), ...members });
		const { status, text } = await rawRequest(url, { method, headers: { 'Content-Type': type }, body });
		return { status, answer: JSON.parse(text) };
	};
	const ana = () => sandbox.person('appenate', ANA);
	const group = () => sandbox.appenatePlaces.groups[0]?.Id ?? '';
	const folder = () => sandbox.appenatePlaces.folders[0]?.Id ?? '';

	it('shows who is in a group, and keeps the users in step', async () => {
		const { answer } = await call('GET', '/usergroup', `&Id=${group()}`);
		const { UserIds } = answer.UserGroup;
		expect(UserIds).toContain(ana().Id);

		await write('PUT', '/usergroup', { Id: group(), UserIds: UserIds.slice(1) });
		expect(ana().Groups).toEqual([]);
	});

	it('empties a group when a PUT leaves UserIds out', async () => {
		const { answer } = await write('PUT', '/usergroup', { Id: group(), Name: 'Sellers' });

		expect(answer.UserGroup).toMatchObject({ Name: 'Sellers', ExternalId: 'group-01', UserIds: [] });
	});

	it.each([
		['POST', () => ({ Name: 'New crew' })],
		['PUT', () => ({ Id: group() })],
	] as const)('shows nobody in the answer to a %s, whoever was sent', async (method, members) => {
		const { answer } = await write(method, '/usergroup', { ...members(), UserIds: [ana().Id] });

		expect(answer.UserGroup.UserIds).toEqual([]);
		expect(ana().Groups).toContain(answer.UserGroup.Id);
	});

	it('creates, finds and deletes groups', async () => {
		const { answer } = await write('POST', '/usergroup', { Name: 'New crew', ExternalId: '0012', UserIds: [ana().Id] });
		const { Id } = answer.UserGroup;
		const found = await call('GET', '/usergroup/search', '&Name=crew');
		const deleted = await call('DELETE', '/usergroup', `&Id=${Id}`);

		expect(found.answer).toMatchObject({
			UserGroups: [{ Name: 'Field crew' }, { Name: 'New crew', ExternalId: '0012', UserIds: [ana().Id] }],
			TotalRows: 2,
		});
		expect([deleted.status, deleted.answer, ana().Groups.includes(Id)]).toEqual([200, {}, false]);
	});

	it('pages groups as it pages users', async () => {
		const { answer } = await call('GET', '/usergroup/search', '&PageNo=2&PageSize=3');

		expect([answer.UserGroups.length, answer.TotalRows]).toEqual([2, 8]);
		expect((await call('GET', '/usergroup/search', '&PageSize=251')).status).toBe(400);
	});

	it.each([
		[{}, 'Name'],
		[{ Name: '' }, 'Name'],
		[{ Name: 'x', UserIds: ['f'.repeat(32)] }, 'UserIds'],
		[{ Name: 'x', Members: [] }, 'Members'],
		[{ Name: 'x', UserIds: 'a' }, 'UserIds'],
	])('refuses the group %j', async (members, field) => {
		const { status, answer } = await write('POST', '/usergroup', members);

		expect([status, answer.ResponseStatus.Errors[0].FieldName]).toEqual([400, field]);
	});

	it('finds a folder by ID, name or external ID', async () => {
		const shown = async (more: string) => (await call('GET', '/folder', more)).answer.Folder?.Name;

		expect(await Promise.all([shown(`&Id=${folder()}`), shown('&Name=Inspections'), shown('&ExternalId=folder-01')])).toEqual(
			Array(3).fill('Inspections'),
		);
		expect((await call('GET', '/folder', '&Name=Inspect')).status).toBe(500);
		expect((await call('GET', '/folder')).status).toBe(400);
	});

	it('deletes a folder by ID, name or external ID, and answers with nothing', async () => {
		const deleted = [`&Id=${folder()}`, '&Name=Time%20sheets', '&ExternalId=folder-03'].map(
			async (more) => await call('DELETE', '/folder', more),
		);

		expect(await Promise.all(deleted)).toEqual(Array(3).fill({ status: 200, answer: {} }));
		expect(sandbox.appenatePlaces.folders).toEqual([]);
		expect((await call('DELETE', '/folder')).status).toBe(400);
	});

	it.each([
		['POST', '/usergroup', { Name: 'Sales' }, 'Name'],
		['POST', '/folder', { Name: 'Inspections' }, 'Name'],
		['POST', '/folder', { Name: 'x', RestrictToGroup: 'f'.repeat(32) }, 'Id'],
		['PUT', '/usergroup', { Id: 'f'.repeat(32) }, 'Id'],
		['PUT', '/folder', { Id: 'f'.repeat(32) }, 'Id'],
	] as const)('answers with 500 and its own words to what no parameter table rules out: %s %s %j', async (method, path, members, field) => {
		const { status, answer } = await write(method, path, members);

		expect([status, answer.ResponseStatus.Errors[0].FieldName]).toEqual([500, field]);
	});

	it('creates, changes and deletes folders', async () => {
		const items = [{ KeyId: 'a'.repeat(32), Type: 'Doc' }];
		const { Id } = (
			await write('POST', '/folder', { Name: 'New', Description: 'Łódź', IsRestricted: true, RestrictToGroup: group(), Items: items })
		).answer.Folder;
		const changed = await write('PUT', '/folder', { Id, IsRestricted: false });
		sandbox.edit('appenate', ANA, (person) => void (person.Folders = [Id]));
		const deleted = await call('DELETE', '/folder', `&Id=${Id}`);

		expect(changed.answer.Folder).toMatchObject({ Name: 'New', Description: 'Łódź', IsRestricted: false, Items: [] });
		expect([deleted.status, ana().Folders, sandbox.appenatePlaces.folders.length]).toEqual([200, [], 3]);
	});

	it.each([
		[{}, 'Name'],
		[{ Name: 'x', IsRestricted: 'true' }, 'IsRestricted'],
		[{ Name: 'x', Items: [{ KeyId: 'a' }] }, 'Items'],
		[{ Name: 'x', Items: [{ KeyId: 'a', Type: 'Form' }] }, 'Items'],
	])('refuses the folder %j', async (members, field) => {
		const { status, answer } = await write('POST', '/folder', members);

		expect([status, answer.ResponseStatus.Errors[0].FieldName]).toEqual([400, field]);
	});

	it('wants the key where it belongs', async () => {
		const unsigned = await rawRequest(`${sandbox.urls.appenate}/api/v2/usergroup?format=json&Id=${group()}`, { method: 'DELETE' });

		expect([unsigned.status, sandbox.appenatePlaces.groups.length]).toEqual([401, 8]);
		expect((await write('POST', '/folder', { Name: 'x', IntegrationKey: 'wrong' })).status).toBe(401);
	});

	it('takes no XML for groups and folders, because no page shows its root', async () => {
		const xml = '<UserGroup xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Name>x</Name></UserGroup>';

		expect((await write('POST', '/usergroup', { xml }, 'application/xml')).status).toBe(400);
	});
});
