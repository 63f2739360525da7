import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { HighQPublisherApi } from '../../credentials/HighQPublisherApi.credentials';
import { GROUP, ORGANISATION, USER } from '../../nodes/HighQPublisher/wire/answers';
import { domainList, highqRows, listOf, type HighQList, type ListQuery } from '../../nodes/HighQPublisher/wire/lists';
import { searchGroups, searchOrganisations, searchUsers } from '../../nodes/HighQPublisher/methods';
import type { Format } from '../../nodes/HighQPublisher/wire/request';
import { highqRequest } from '../../nodes/HighQPublisher/wire/request';
import { failureOf } from '../../nodes/shared/failure';
import type { ListEnd } from '../../nodes/shared/http/pages';
import { freshSandbox } from '../freshSandbox';
import { editorContext, testSession } from './session';

const sandbox = freshSandbox();

const credential = () => ({ baseUrl: sandbox.urls.highq, accessToken: sandbox.secrets.highq.accessToken });
const request = (format: Format) => highqRequest(testSession(new HighQPublisherApi(), credential()), format);

/** The ids of all rows, and how the list ended. */
const read = async (list: HighQList, wanted: ListQuery, format: Format = 'json'): Promise<{ ids: string[]; end: ListEnd }> => {
	const rows = highqRows(request(format), list, wanted);
	const ids: string[] = [];
	for (let next = await rows.next(); ; next = await rows.next()) {
		if (next.done) return { ids, end: next.value };
		ids.push(list.idOf(next.value) ?? '');
	}
};
const pagesRead = () => sandbox.requests.length;
const offsets = () => sandbox.requests.map(({ path }) => new URL(path, 'http://sandbox').searchParams.get('offset'));
const numbered = (count: number) => Array.from({ length: count }, (_unused, index) => index);

/** How many rows there are, and how many pages of two are read: each begins with the last row of the one before. */
const SIZES = [
	[0, 1],
	[1, 1],
	[2, 1],
	[3, 2],
	[6, 5],
] as const;

describe('the user list of HighQ', () => {
	const asFew = (count: number) => {
		for (const { id } of sandbox.people('highq').slice(count)) {
			sandbox.edit('highq', id, (user) => {
				user.status = 'archive';
			});
		}
	};

	it.each(SIZES.flatMap(([rows, pages]) => [['json', rows, pages] as const, ['xml', rows, pages] as const]))(
		'in %s gives all of %d users in %d pages',
		async (format, rows, pages) => {
			asFew(rows);
			const wanted: ListQuery = { query: [['status', 'active']], pageSize: 2 };
			const { ids, end } = await read(listOf(USER), wanted, format);

			expect([ids, end, pagesRead()]).toEqual([numbered(rows).map((index) => String(index + 3)), { complete: true }, pages]);
		},
	);

	it('is read in pages of 200 by default', async () => {
		await read(listOf(USER), { query: [] });

		expect(sandbox.requests.map(({ path }) => path.split('?')[1])).toEqual(['limit=200&offset=0']);
	});

	it('says what HighQ refuses', async () => {
		const failure = await read(listOf(USER), { query: [['sort', 'lastname']] }).then(() => undefined, failureOf);

		expect(failure).toMatchObject({ kind: 'refused', status: 400, says: 'HighQ: Invalid sort parameter (ref 79)' });
	});
});

describe('a list reply of another make', () => {
	const answers = (...bodies: readonly string[]) =>
		bodies.forEach((body) =>
			sandbox.fail({ kind: 'malformed', body, contentType: body.startsWith('<') ? 'application/xml' : 'application/json', times: 1 }),
		);
	const page = (ids: readonly number[], total?: number) =>
		JSON.stringify({
			users: { ...(total === undefined ? {} : { totalcount: total }), users: ids.map((id) => ({ id, email: `${id}@example.test` })) },
		});
	const listed = async (pageSize = 2) => await read(listOf(USER), { query: [], pageSize });

	it.each([
		['one user bare', '{"users":{"totalcount":1,"users":{"id":3}}}'],
		['rows under their singular name', '{"users":{"totalcount":"1","user":[{"id":3}]}}'],
		['one row under its singular name', '{"users":{"user":{"id":3}}}'],
	])('is understood with %s', async (_what, body) => {
		answers(body);

		expect(await listed()).toEqual({ ids: ['3'], end: { complete: true } });
	});

	it.each(['<users><totalcount>1</totalcount><user><id>3</id></user></users>', '<users><users><user><id>3</id></user></users></users>'])(
		'is understood as %s',
		async (body) => {
			answers(body);

			expect(await read(listOf(USER), { query: [] }, 'xml')).toEqual({ ids: ['3'], end: { complete: true } });
		},
	);

	it('is followed to the end when HighQ gives less than was asked for, by the number of all rows', async () => {
		answers(page([1, 2], 4), page([2, 3], 4), page([3, 4], 4));

		expect(await listed(200)).toEqual({ ids: ['1', '2', '3', '4'], end: { complete: true } });
		expect(offsets()).toEqual(['0', '1', '2']);
	});

	it('is looked at twice where HighQ gives one row at a time, because no page can show the last one again', async () => {
		answers(page([1], 3), page([2], 3), page([3], 3), page([1], 3), page([2], 3));

		expect(await listed(200)).toEqual({ ids: ['1', '2', '3'], end: { complete: true } });
		expect(offsets()).toEqual(['0', '1', '2', '0', '1']);
	});

	it('ends at a page that is not full when HighQ does not count', async () => {
		answers(page([1, 2]), page([2, 3]), page([3]));

		expect(await listed()).toEqual({ ids: ['1', '2', '3'], end: { complete: true } });
	});

	it('ends when HighQ begins anew, and says that it may be incomplete', async () => {
		answers(page([1, 2]), page([1, 2]));

		expect(await listed()).toEqual({ ids: ['1', '2'], end: { complete: false, lacks: 'rows', why: expect.any(String) } });
	});

	it('says when fewer come than HighQ counts', async () => {
		answers(page([1, 2], 4), page([], 4), page([1, 2], 4));

		expect(await listed()).toMatchObject({ ids: ['1', '2'], end: { complete: false, why: expect.stringContaining('counts 4') } });
	});

	it('leaves out a user without an ID, and says so', async () => {
		answers('{"users":{"totalcount":2,"users":[{"id":3},{"email":"ana@example.test"}]}}');

		expect(await listed()).toEqual({
			ids: ['3'],
			end: { complete: false, lacks: 'details', why: '1 row has no ID and was left out' },
		});
	});

	it.each(['{"users":{"users":["ana"]}}', '{"users":[]}', '{}', 'null'])('is refused as %s', async (body) => {
		answers(body);

		expect(await listed().then(() => undefined, failureOf)).toMatchObject({ kind: 'unreadable' });
	});
});

describe('the other lists of HighQ', () => {
	it.each(SIZES)('give all of %d groups in %d pages', async (rows, pages) => {
		for (const { id } of sandbox.highq.groups.all()) sandbox.highq.groups.remove(id);
		const added = numbered(rows).map((index) => sandbox.highq.groups.add({ name: `Group ${index}`, users: [] }));

		expect(await read(listOf(GROUP), { query: [['fields', 'all']], pageSize: 2 })).toEqual({
			ids: added.map(String),
			end: { complete: true },
		});
		expect(pagesRead()).toBe(pages);
	});

	it.each(SIZES)('give all of %d organisations in %d pages', async (rows, pages) => {
		for (const { id } of sandbox.highq.organisations.all()) sandbox.highq.organisations.remove(id);
		const added = numbered(rows).map((index) => sandbox.highq.organisations.add({ name: `Organisation ${index}`, status: 'active' }));

		expect(await read(listOf(ORGANISATION), { query: [], pageSize: 2 })).toEqual({ ids: added.map(String), end: { complete: true } });
		expect(pagesRead()).toBe(pages);
	});

	it.each(SIZES)('give all of %d domains in %d pages', async (rows, pages) => {
		const id = sandbox.highq.organisations.add({ name: 'Many domains', domains: numbered(rows).map((index) => `d${index}.test`) });

		expect((await read(domainList(String(id)), { query: [], pageSize: 2 })).ids).toHaveLength(rows);
		expect(pagesRead()).toBe(pages);
	});
});

describe('From List, at HighQ', () => {
	const editor = (): ILoadOptionsFunctions => editorContext(new HighQPublisherApi(), credential(), { authentication: 'accessToken' });

	it('finds users as HighQ searches, by name and address', async () => {
		expect(await searchUsers.call(editor(), 'żół')).toEqual({ results: [{ name: 'Łukasz Żółć (lukasz.zolc@example.test)', value: '6' }] });
		expect(await searchUsers.call(editor(), 'nobody')).toEqual({ results: [] });
	});

	it('asks for names and addresses only, a page at a time', async () => {
		sandbox.fail({
			kind: 'malformed',
			body: '{"users":{"totalcount":51,"users":[{"id":3,"name":{"firstname":"Ana","lastname":"Silva"}},{"id":4,"email":"x@example.test"}]}}',
			contentType: 'application/json',
			times: 1,
		});
		const first = await searchUsers.call(editor(), '');

		expect(first).toEqual({
			results: [
				{ name: 'Ana Silva', value: '3' },
				{ name: 'x@example.test', value: '4' },
			],
			paginationToken: '2',
		});
		await searchUsers.call(editor(), undefined, '2');
		expect(sandbox.requests.map(({ path }) => path.split('?')[1])).toEqual([
			'fields=id%2Cfirstname%2Clastname%2Cemail&limit=50&offset=0',
			'fields=id%2Cfirstname%2Clastname%2Cemail&limit=50&offset=2',
		]);
	});

	it('finds organisations and groups by name', async () => {
		expect(await searchOrganisations.call(editor(), 'part')).toEqual({ results: [{ name: 'Łódź & Partners', value: '76' }] });
		expect(await searchGroups.call(editor(), 'legal')).toEqual({ results: [{ name: 'Legal & <Co>', value: '8' }] });
		expect((await searchOrganisations.call(editor())).results).toHaveLength(2);
		expect((await searchGroups.call(editor(), undefined, '1')).results).toHaveLength(1);
	});
});
