import type { ICredentialDataDecryptedObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { AxeroApi } from '../../credentials/AxeroApi.credentials';
import { joinRequestsList, listed, membersList, spacesList, usersList, type AxeroList } from '../../nodes/Axero/wire/lists';
import { searchSpaces, searchUsers, getClearableFields, getUserFields } from '../../nodes/Axero/methods';
import { AXERO_FIELDS } from '../../nodes/Axero/user/profile';
import { axeroRequest } from '../../nodes/Axero/wire/request';
import { freshSandbox } from '../freshSandbox';
import { editorContext, testSession } from './session';

const sandbox = freshSandbox({ people: 120 });

const data = (): ICredentialDataDecryptedObject => ({
	baseUrl: sandbox.urls.axero,
	authentication: 'bearer',
	apiKey: sandbox.secrets.axero.bearerToken,
});

describe('the lists of Axero', () => {
	const countOf = async (list: AxeroList, length: number): Promise<number> => {
		const ids = new Set<string>();
		for await (const row of listed(axeroRequest(testSession(new AxeroApi(), data())), list, length)) ids.add(String(row[list.idName]));
		return ids.size;
	};

	it.each<[string, AxeroList, number, number[]]>([
		['users', usersList(), 120, [100, 60, 40]],
		['spaces', spacesList('7'), 7, [7, 6, 3]],
		['one space', spacesList('3'), 1, [1, 100]],
		['members', membersList('20'), 19, [19, 18, 7]],
		['one member', membersList('23'), 1, [1, 100]],
		['no member', membersList('22'), 0, [1]],
		['requests to join', joinRequestsList('21'), 3, [3, 2, 1]],
		['one request', joinRequestsList('22'), 1, [1]],
		['no request', joinRequestsList('20'), 0, [1]],
	])('give all %s, whatever the length of a page', async (_what, list, howMany, lengths) => {
		const counts = await Promise.all(lengths.map(async (length) => await countOf(list, length)));

		expect(counts).toEqual(lengths.map(() => howMany));
	});
});

const context = (credential = data(), parameters: Readonly<Record<string, string>> = {}): ILoadOptionsFunctions =>
	editorContext(new AxeroApi(), credential, parameters);

describe('From List', () => {
	it('shows users page by page', async () => {
		const first = await searchUsers.call(context());
		const second = await searchUsers.call(context(), undefined, String(first.paginationToken));

		expect(first.results[0]).toEqual({ name: 'Ana Silva (ana.silva@example.test)', value: '12' });
		expect([first.results.length, second.results.length, second.paginationToken]).toEqual([100, 20, undefined]);
		expect(second.results[0]?.value).toBe('112');
	});

	it('searches users at Axero', async () => {
		const found = await searchUsers.call(context(), 'silva');
		expect(found.results).toEqual([{ name: 'Ana Silva (ana.silva@example.test)', value: '12' }]);
		expect(sandbox.requests.map(({ path }) => path)).toEqual(['/axero/api/users?username=silva&startpage=1&pagelength=100']);

		expect(await searchUsers.call(context(), 'silva', String(found.paginationToken))).toEqual({ results: [] });
	});

	it('shows published spaces, and those with a piece of the name', async () => {
		expect((await searchSpaces.call(context())).results.map(({ value }) => value)).toEqual(['20', '21', '22', '23', '24']);
		expect(await searchSpaces.call(context(), 'łódź')).toEqual({ results: [{ name: 'Łódź & <friends>', value: '22' }] });
		expect(await searchSpaces.call(context(), 'nothing like it')).toEqual({ results: [] });
	});

	it('shows what rows have, down to the ID', async () => {
		const rows = [{ UserID: 1, FirstName: 'Ana', LastName: 'Silva' }, { UserID: 2, Username: 'sean' }, { UserID: 3 }, { Nobody: true }];
		sandbox.fail({ channel: 'axero', kind: 'malformed', body: JSON.stringify({ IsError: false, ResponseData: rows }) });

		expect((await searchUsers.call(context(), 'x')).results).toEqual([
			{ name: 'Ana Silva', value: '1' },
			{ name: 'sean', value: '2' },
			{ name: '3', value: '3' },
		]);
	});

	it('begins anew with a token that is none', async () => {
		expect((await searchUsers.call(context(), '', 'x')).results).toHaveLength(100);
	});
});

describe('the columns of "Fields"', () => {
	const names = async (given: ILoadOptionsFunctions) => (await getUserFields.call(given)).fields.map(({ id }) => id);
	const standard = AXERO_FIELDS.map(({ name }) => name);

	it('are the usual labels and behind them those of the site', async () => {
		expect(await names(context())).toEqual([
			...standard,
			'Mobile phone',
			'Address',
			'Zip code',
			'Interests',
			'Skills',
			'Start date',
			'LinkedIn',
		]);
	});

	it('leave out what Create asks for itself', async () => {
		const columns = await names(context(data(), { operation: 'create' }));

		expect(columns.filter((name) => ['Email', 'Username', 'LinkedIn'].includes(name))).toEqual(['LinkedIn']);
	});

	it.each([
		['the sign-in is not accepted', () => sandbox.fail({ channel: 'axero', kind: 'status', status: 401, body: '' })],
		['the caller has no ID', () => sandbox.fail({ channel: 'axero', kind: 'malformed', body: '{"IsError":false,"ResponseData":{}}' })],
		['the details can not be read', () => sandbox.fail({ channel: 'axero', pathIncludes: '/details', kind: 'malformed', body: '<html>' })],
	])('are the usual ones where %s', async (_why, prepare) => {
		prepare();

		expect(await names(context())).toEqual(standard);
	});
});

describe('"Fields to Clear"', () => {
	const names = async (given: ILoadOptionsFunctions) => (await getClearableFields.call(given)).map(({ value }) => value);
	const usual = AXERO_FIELDS.filter(({ clearable = true }) => clearable).map(({ name }) => name);

	it('offers the usual labels and those of the site, except what people are found by', async () => {
		expect(await names(context())).toEqual([
			...usual,
			'Mobile phone',
			'Address',
			'Zip code',
			'Interests',
			'Skills',
			'Start date',
			'LinkedIn',
		]);
	});

	it('offers the usual ones where those of the site can not be read', async () => {
		sandbox.fail({ channel: 'axero', kind: 'status', status: 401, body: '' });

		expect(await names(context())).toEqual(usual);
	});
});
