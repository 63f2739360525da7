import { failureOf } from '../../nodes/shared/failure';
import { parsePath, pathKey, pathText } from '../../nodes/shared/scim/paths';
import { overridden, scimTable, type ScimRow } from '../../nodes/shared/scim/table';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const same = (value: unknown) => String(value);
const TABLE: readonly ScimRow[] = [
	{ path: 'userName', field: 'login', toField: same },
	{ path: 'title', field: 'job' },
	{ path: 'emails[type eq "work"].value', field: 'email', toScim: same },
	{ path: 'title', field: 'position' },
];
const refusal = (run: () => unknown) => {
	try {
		return run();
	} catch (error) {
		return failureOf(error);
	}
};

describe('an attribute path', () => {
	it.each([
		['userName', { schema: '', attribute: 'userName', filter: [], sub: undefined }],
		[' name.givenName ', { schema: '', attribute: 'name', filter: [], sub: 'givenName' }],
		['urn:ietf:params:scim:schemas:core:2.0:user:name.givenName', { schema: '', attribute: 'name', filter: [], sub: 'givenName' }],
		[`${ENTERPRISE}:manager.$ref`, { schema: ENTERPRISE, attribute: 'manager', filter: [], sub: '$ref' }],
		['emails[type eq "work"]', { schema: '', attribute: 'emails', filter: [{ attribute: 'type', value: 'work' }], sub: undefined }],
		[
			'a[b EQ "x\\"] and [:\\u0041" AND c eq True and d eq -1.5].e',
			{
				schema: '',
				attribute: 'a',
				filter: [
					{ attribute: 'b', value: 'x"] and [:A' },
					{ attribute: 'c', value: true },
					{ attribute: 'd', value: -1.5 },
				],
				sub: 'e',
			},
		],
		['urn:a:b:c[type eq "x:y"].d', { schema: 'urn:a:b', attribute: 'c', filter: [{ attribute: 'type', value: 'x:y' }], sub: 'd' }],
	])('is read: %s', (text, path) => {
		expect(parsePath(text)).toEqual(path);
		expect(parsePath(pathText(parsePath(text) ?? { schema: '', attribute: '', filter: [], sub: undefined }))).toEqual(path);
	});

	it.each([
		'',
		' ',
		'1st',
		'$ref',
		'__proto__',
		'a.b.c',
		'a.',
		'.b',
		'a[]',
		'a[ ]',
		'a[type]',
		'a[type eq work]',
		'a[type eq "work]',
		'a[type ne "x"]',
		'a[type eq "x" and ]',
		'a[type eq "x" or b eq "y"]',
		'a[type eq "x"andb eq "y"]',
		'a[type eq "\\x"]',
		'a b',
		'urn:',
		'urn:x:',
		`a${'b'.repeat(1_000)}`,
	])('is not: %j', (text) => {
		expect(parsePath(text)).toBeUndefined();
	});

	it.each([
		['userName', 'USERNAME'],
		['title', 'urn:ietf:params:scim:schemas:core:2.0:User:title'],
		['emails[type eq "work"].value', 'EMAILS[Type eq "Work"]'],
		['a[b eq "1" and c eq true].d', 'a[c eq "True" and b eq 1].d'],
		[`${ENTERPRISE}:manager`, `${ENTERPRISE.toUpperCase()}:manager.value`],
	])('is the same in another spelling: %s', (one, other) => {
		const keys = [one, other].map((text) => parsePath(text)).map((path) => path && pathKey(path));

		expect(keys[0]).toBeDefined();
		expect(keys[0]).toBe(keys[1]);
	});
});

describe("a table with the user's own rows", () => {
	const rows = (...overrides: ReadonlyArray<readonly [string, string]>) =>
		overridden(
			scimTable(TABLE),
			overrides.map(([path, field]) => ({ path, field })),
		).rows;

	it('is the same without any', () => {
		expect(rows()).toEqual(TABLE);
	});

	it.each<[string, readonly [string, string], readonly ScimRow[]]>([
		[
			'drops a path with all its fields',
			['TITLE', ''],
			[
				{ path: 'userName', field: 'login', toField: same },
				{ path: 'emails[type eq "work"].value', field: 'email', toScim: same },
			],
		],
		['adds a path', ['nickName', 'nick'], [...TABLE, { path: 'nickName', field: 'nick' }]],
		[
			'redirects a path, without the conversions of its old field',
			['username', 'email'],
			[{ path: 'username', field: 'email' }, ...TABLE.slice(1)],
		],
		['keeps the conversions where the field stays', ['emails[type eq "work"]', 'email'], TABLE],
		['drops what is not there', ['nickName', ''], TABLE],
		['drops what is read-only', ['id', ''], TABLE],
	])('%s', (_, override, expected) => {
		expect(rows(override)).toEqual(expected);
	});

	it('fills two fields from a path that is given twice', () => {
		expect(rows(['title', 'a'], ['title', 'job'], ['nickName', 'b'], ['nickname', 'c'])).toEqual([
			TABLE[0],
			{ path: 'title', field: 'a' },
			{ path: 'title', field: 'job' },
			TABLE[2],
			{ path: 'nickName', field: 'b' },
			{ path: 'nickname', field: 'c' },
		]);
	});

	it.each([
		'',
		'no path',
		'emails[type co "x"].value',
		ENTERPRISE,
		'urn:ietf:params:scim:schemas:core:2.0:User',
		'id',
		'groups',
		'meta.location',
	])('refuses %j, naming the parameter', (path) => {
		expect(refusal(() => rows([path, 'x']))).toMatchObject({
			kind: 'invalid',
			parameter: 'SCIM Mapping',
			says: expect.stringContaining(`"${path}"`),
		});
	});
});

describe('a vendor table', () => {
	it('has its paths read with its first use, so that a node is read without them', () => {
		const table = scimTable([{ path: 'emails[', field: 'Email' }]);

		expect(table.rows).toHaveLength(1);
		expect(() => table.lines).toThrow('"emails[" is not a SCIM attribute path');
	});
});
