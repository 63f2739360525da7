import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { AppenateApi } from '../../credentials/AppenateApi.credentials';
import { searchFolders, searchGroups, searchUsers, getClearableFields, getUserFields } from '../../nodes/Appenate/methods';
import { searchRows, type Search } from '../../nodes/Appenate/wire/pages';
import type { Format } from '../../nodes/Appenate/wire/formats';
import { appenateRequest } from '../../nodes/Appenate/wire/request';
import type { ListEnd } from '../../nodes/shared/http/pages';
import { freshSandbox } from '../freshSandbox';
import { startSandbox, type Sandbox } from '../sandbox';
import { editorContext, testSession } from './session';

const sandbox = freshSandbox({ appenateEchoesKey: true });

const credential = ({ urls, secrets }: Sandbox, changed = {}) => ({
	service: 'custom',
	baseUrl: urls.appenate,
	companyId: secrets.appenate.companyId,
	apiKey: secrets.appenate.integrationKey,
	...changed,
});
const request = (format: Format = 'json', at = sandbox) => appenateRequest(testSession(new AppenateApi(), credential(at)), format);
const ana = () => sandbox.person('appenate', 'ana.silva@example.test');

describe('a list', () => {
	const collected = async (search: Search, at = sandbox): Promise<Readonly<{ names: unknown[]; end: ListEnd }>> => {
		const rows = searchRows(request('json', at), search);
		const names: unknown[] = [];
		for (let next = await rows.next(); ; next = await rows.next()) {
			if (next.done) return { names, end: next.value };
			names.push(next.value.Email ?? next.value.Name);
		}
	};
	// rows, requests in pages of 3, of which all but the last are looked at twice: nothing, one, a full page, a page and one, three pages
	const CASES = [
		[0, 1],
		[1, 1],
		[3, 1],
		[4, 3],
		[9, 5],
	] as const;
	const PAGED = { query: [], pageSize: 3 };

	it.each(CASES)('of %i users comes whole, in %i requests', async (howMany, requests) => {
		const own = await startSandbox({ people: howMany });
		const { names, end } = await collected({ path: '/user/search', list: 'Users', ...PAGED }, own);
		await own.close();

		expect([names, end, own.requests.length]).toEqual([own.people('appenate').map(({ Email }) => Email), { complete: true }, requests]);
	});

	it.each(CASES)('of %i groups or folders comes whole, in %i requests each', async (howMany, requests) => {
		const { appenatePlaces } = sandbox;
		appenatePlaces.groups = Array.from({ length: howMany }, (_, index) => ({ ...appenatePlaces.blank(), Name: `G${index}` }));
		appenatePlaces.folders = appenatePlaces.groups.map((group) => ({ ...group, IsRestricted: false, Items: [] }));
		const groups = await collected({ path: '/usergroup/search', list: 'UserGroups', ...PAGED });
		const folders = await collected({ path: '/folder/search', list: 'Folders', ...PAGED });

		const names = appenatePlaces.groups.map(({ Name }) => Name);
		expect([groups, folders]).toEqual([
			{ names, end: { complete: true } },
			{ names, end: { complete: true } },
		]);
		expect(sandbox.requests).toHaveLength(2 * requests);
	});

	it('that is needed whole is read by the three requests at once that Appenate allows, in as many requests and in its order', async () => {
		const own = await startSandbox({ people: 30 });
		own.fail({ channel: 'appenate', kind: 'delay', delayMs: 20 });
		const { names, end } = await collected({ path: '/user/search', list: 'Users', ...PAGED, isWhole: true }, own);
		await own.close();

		expect([names, end]).toEqual([own.people('appenate').map(({ Email }) => Email), { complete: true }]);
		expect([own.requests.length, own.maxInFlight]).toEqual([19, 3]);
	});

	it('goes on while pages are full when nothing is counted', async () => {
		const page = (Id: string) =>
			({ channel: 'appenate', kind: 'malformed', times: 1, body: JSON.stringify({ Users: [{ Id, Email: Id }] }) }) as const;
		sandbox.fail(page('a'));
		sandbox.fail(page('b'));
		sandbox.fail({ channel: 'appenate', kind: 'malformed', body: '{"Users":[]}' });

		expect(await collected({ path: '/user/search', list: 'Users', query: [], pageSize: 1 })).toEqual({
			names: ['a', 'b'],
			end: { complete: true },
		});
	});
});

describe('From List', () => {
	const context = (changed = {}): ILoadOptionsFunctions =>
		editorContext(new AppenateApi(), credential(sandbox, changed), { operation: 'create' });
	const names = ({ results }: INodeListSearchResult) => results.map(({ name }) => name);

	it('shows users by name and by email address', async () => {
		expect(await searchUsers.call(context(), 'ana sil')).toEqual({
			results: [{ name: 'Ana Silva (ana.silva@example.test)', value: ana().Id }],
		});
		expect(names(await searchUsers.call(context(), '@')).length).toBe(36);
		expect(names(await searchUsers.call(context(), 'wal'))).toHaveLength(2);
	});

	it('shows groups and folders by name', async () => {
		expect(names(await searchGroups.call(context(), 'crew'))).toEqual(['Field crew']);
		expect(names(await searchFolders.call(context()))).toEqual(['Inspections', 'Time sheets', 'Łódź site']);
	});

	it('asks for the largest page, and goes on where it left off when the user scrolls', async () => {
		sandbox.appenatePlaces.addGroups(500);
		const first = await searchGroups.call(context());
		const second = await searchGroups.call(context(), undefined, String(first.paginationToken));
		const third = await searchGroups.call(context(), undefined, String(second.paginationToken));

		expect([first, second, third].map(({ results, paginationToken }) => [results.length, paginationToken !== undefined])).toEqual([
			[250, true],
			[250, true],
			[8, false],
		]);
		expect(new Set([first, second, third].flatMap(names)).size).toBe(508);
	});

	it('says what is wrong, without the key', async () => {
		const apiKey = 'my-wrong-key-17';

		await expect(searchUsers.call(context({ apiKey }))).rejects.toThrow(
			'Appenate rejected the credential (HTTP 401: The company id or integration key ([hidden]) is invalid)',
		);
		await expect(searchUsers.call(context({ companyId: 'x' }))).rejects.toThrow('Company ID in the credential is not a whole number');
	});

	it('has columns for a new user: three are needed, Status is none', async () => {
		const { fields } = await getUserFields.call(context());

		expect(fields.filter(({ required }) => required).map(({ id }) => id)).toEqual(['FirstName', 'LastName', 'Email']);
		expect(fields.some(({ id }) => id === 'Status')).toBe(false);
	});

	it('offers for clearing what a user can do without, and the metadata keys one by one', async () => {
		const offered = (await getClearableFields.call(context())).map(({ value }) => value);

		expect(offered).toEqual([
			'ExternalId',
			'Groups',
			'Metadata',
			'Folders',
			'WebsiteRole',
			'TimeZone',
			'Country',
			'ColorCode',
			'LoginId',
			'Metadata: JobTitle',
			'Metadata: PayrollId',
			'Metadata: Phone',
		]);
	});

	it('has a column for each metadata key that users have, and does without where they can not be read', async () => {
		const keys = async (change?: { apiKey: string }) =>
			(await getUserFields.call(context(change))).fields.filter(({ id }) => id.startsWith('Metadata: ')).map(({ id }) => id);

		expect(await keys()).toEqual(['Metadata: JobTitle', 'Metadata: PayrollId', 'Metadata: Phone']);
		expect(await keys({ apiKey: 'my-wrong-key-17' })).toEqual([]);
	});
});
