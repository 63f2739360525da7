import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { ANA, SEAN, THE_USER, TWO, jsons, locator, mapped, on, pairs, axeroOn, onErrorPath } from './axeroRun';
import { checkPreview } from './previews';
import { who } from './offered';

const sandbox = freshSandbox();

const run = axeroOn(() => sandbox);
const user = on('user');
const BOTH = [
	{ email: ANA, text: 'one' },
	{ email: SEAN, text: 'two' },
];
const NOBODY = { email: 'nobody@example.test', text: 'x' };
const BIO = mapped({ Bio: '={{ $json.text }}' });
const NAME = mapped({ 'Last name': '={{ $json.text }}' });
const sync = (more: IDataObject = {}) => user('sync', { ...who('sync', THE_USER.user), fields: BIO, leavers: 'ignore', ...more });
const writes = () => sandbox.writes('axero');
const paths = () =>
	sandbox.requests.filter(({ method }) => method === 'GET').map(({ path }) => path.replace(/^\/axero\/api/, '').replace(/\?.*$/, ''));
/** The list of all users as a site gives it whose rows show this. */
const listOf = (rows: readonly IDataObject[]) =>
	sandbox.fail({
		channel: 'axero',
		pathIncludes: 'sortorder=0&startpage=1',
		kind: 'malformed',
		body: JSON.stringify({ IsError: false, ResponseData: rows, TotalRecords: rows.length }),
	});
const FACES = [
	{ UserID: 12, UserInfoDisplayName: 'Ana Silva' },
	{ UserID: 13, UserInfoDisplayName: "Seán O'Brien" },
	{ UserID: 14, UserInfoDisplayName: '张伟' },
];

describe('Sync Users, at Axero', () => {
	it('reads the details of those in the input when labels outside the list are mapped, and writes by ID', async () => {
		const result = await run(sync(), [...BOTH, NOBODY]);

		expect(jsons(result)).toMatchObject([
			{ action: 'updated', id: '12', matchedBy: 'email', changes: [{ name: 'Bio', from: '', to: 'one' }] },
			{ action: 'updated', id: '13', changes: [{ name: 'Bio', to: 'two' }] },
			{ action: 'missing' },
		]);
		expect(pairs(result)).toEqual([...TWO, { item: 2 }]);
		expect(paths()).toEqual(['/users', '/users/12/details', '/users/13/details']);
		expect(writes().map(({ body }) => JSON.parse(body))).toEqual([
			{ UserID: '12', Bio: 'one' },
			{ UserID: '13', Bio: 'two' },
		]);
		checkPreview('Axero', 'user', 'sync', jsons(result));
	});

	it('reads the list alone when that shows the mapped labels', async () => {
		const result = await run(sync({ fields: NAME }), [
			{ email: ANA, text: 'Costa' },
			{ email: SEAN, text: "O'Brien" },
		]);

		expect(jsons(result)).toMatchObject([
			{ action: 'updated', changes: [{ name: 'Last name', from: 'Silva', to: 'Costa' }] },
			{ action: 'unchanged', id: '13' },
		]);
		expect(paths()).toEqual(['/users']);
	});

	it('finds people by further keys, and gives them the mapped address', async () => {
		const options = {
			alsoLookUpBy: {
				key: [
					{ by: 'username', value: '={{ $json.name }}' },
					{ by: 'id', value: '={{ $json.id }}' },
				],
			},
		};
		const items = [
			{ email: 'ana.costa@example.test', name: 'Ana.Silva', id: '', text: 'x' },
			{ email: 'sean@example.test', name: 'nobody', id: '13', text: 'y' },
		];
		const result = await run(sync({ fields: mapped({ Email: '={{ $json.email }}' }), options }), items);

		expect(jsons(result)).toMatchObject([
			{ id: '12', matchedBy: 'username', changes: [{ name: 'Email', from: ANA, to: 'ana.costa@example.test' }] },
			{ id: '13', matchedBy: 'id' },
		]);
		expect([sandbox.person('axero', 12).Email, sandbox.person('axero', 13).Email]).toEqual(['ana.costa@example.test', 'sean@example.test']);
	});

	it('empties labels and looks whether it took, when that is asked for', async () => {
		const options = { fieldsToClear: ['Phone'], verify: true };
		const first = await run(sync({ fields: mapped({}), options, leavers: 'report' }), BOTH);
		checkPreview('Axero', 'user', 'sync', jsons(first));
		expect(jsons(first)).toMatchObject([
			{ action: 'updated', changes: [{ name: 'Phone', to: null }], warnings: [], user: { Phone: '' } },
			{ action: 'updated', warnings: [] },
			...Array.from({ length: 34 }, () => ({ action: 'leaver' })),
		]);
		expect(jsons(await run(sync({ fields: mapped({}), options }), BOTH))).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
	});

	it('creates who is missing with the key as a field, by email address and by username', async () => {
		const result = await run(sync({ ifNotFound: 'create' }), [NOBODY, ...BOTH.slice(0, 1)]);
		expect(jsons(result)).toMatchObject([
			{ action: 'created', id: '48' },
			{ action: 'updated', id: '12' },
		]);

		const byName = await run(
			sync({ ifNotFound: 'create', matchBy: locator('username', '={{ $json.name }}'), fields: mapped({ Email: '={{ $json.email }}' }) }),
			[{ name: 'new.one', email: 'one@example.test' }],
		);
		expect(jsons(byName)).toMatchObject([{ action: 'created', id: '49' }]);
		expect(sandbox.person('axero', 49)).toMatchObject({ Username: 'new.one', Email: 'one@example.test' });
	});

	it('goes on with the others when the details of one are refused', async () => {
		sandbox.fail({
			channel: 'axero',
			pathIncludes: '/users/12/details',
			kind: 'malformed',
			body: '{"IsError":true,"ResponseMessage":"No details for you"}',
		});
		const result = await run(sync(), BOTH, { onError: 'continueErrorOutput' });

		expect(onErrorPath(result)).toMatchObject([
			{ json: { error: 'ana.silva@example.test: Axero: No details for you (user 12) [item 0]' }, pairedItem: { item: 0 } },
		]);
		expect(jsons(result)).toMatchObject([{ action: 'updated', id: '13' }]);
	});

	it('shows in a preview what it would send', async () => {
		const result = await run(sync({ ifNotFound: 'create', preview: true, options: { fieldsToClear: ['Phone'] } }), [...BOTH, NOBODY]);

		expect(jsons(result)).toMatchObject([
			{ preview: true, action: 'update', id: '12', requests: [{ method: 'POST', body: { UserID: '12', Bio: 'one', Phone: '' } }] },
			{ preview: true, action: 'update', id: '13' },
			{
				preview: true,
				action: 'create',
				requests: [{ url: expect.stringContaining('AddUser=true'), body: { Email: 'nobody@example.test', Bio: 'x' } }],
			},
		]);
		expect(writes()).toEqual([]);
		checkPreview('Axero', 'user', 'sync', jsons(result));
	});

	it('can not be talked into deactivating anybody without a SCIM token', async () => {
		const { error } = await run(sync({ leavers: 'deactivate', includeAllUsers: true }), BOTH);

		expect(error?.says).toBe('The credential has no SCIM Token, so no user at Axero can be activated or deactivated');
		expect(error?.description).toContain('SCIM User Provisioning');
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a list at Axero that shows a face and a name', () => {
	it('is completed by the details of everybody, because nobody could be found by address', async () => {
		listOf(FACES);
		const result = await run(sync({ fields: NAME, leavers: 'report' }), [
			{ email: ANA, text: 'Costa' },
			{ email: SEAN.toUpperCase(), text: "O'Brien" },
		]);

		expect(jsons(result)).toMatchObject([
			{ action: 'updated', id: '12' },
			{ action: 'unchanged', id: '13' },
			{ action: 'leaver', id: '14' },
		]);
		expect(paths()).toEqual(['/users', '/users/12/details', '/users/13/details', '/users/14/details']);
	});

	it('is read in full by no more requests at once than Concurrency says, and keeps what only a row shows', async () => {
		listOf(sandbox.people('axero').map(({ UserID, Email }) => ({ UserID, Email, RankName: 'Expert' })));
		sandbox.fail({
			channel: 'axero',
			pathIncludes: '/users/13/details',
			kind: 'malformed',
			body: '{"IsError":false,"ResponseData":{"Username":"sean.obrien","Email":null,"Bio":"two"}}',
		});
		sandbox.fail({ channel: 'axero', pathIncludes: '/details', kind: 'delay', delayMs: 5 });
		const options = { concurrency: 3, alsoLookUpBy: { key: [{ by: 'username', value: 'nobody' }] } };
		const result = await run(sync({ options }), BOTH);

		expect(jsons(result)).toMatchObject([
			{ action: 'updated', id: '12', matchedBy: 'email' },
			{ action: 'unchanged', id: '13', matchedBy: 'email', user: { Email: SEAN, RankName: 'Expert' } },
		]);
		expect(sandbox.requests).toHaveLength(1 + 36 + 1);
		expect(sandbox.maxInFlight).toBeLessThanOrEqual(3);
	});

	it('does when people are found by what it shows', async () => {
		listOf(FACES.map((row) => ({ ...row, UserName: sandbox.person('axero', Number(row.UserID)).Username, LastName: 'Silva' })));
		const result = await run(sync({ matchBy: locator('username', '={{ $json.name }}'), fields: NAME }), [
			{ name: 'ana.silva', text: 'Silva' },
		]);

		expect(jsons(result)).toMatchObject([{ action: 'unchanged', id: '12', matchedBy: 'username' }]);
		expect(paths()).toEqual(['/users']);
	});

	it.each([
		['shows no address', { kind: 'malformed', body: '{"IsError":false,"ResponseData":{"First name":"W"}}' }],
		['is refused', { kind: 'malformed', body: '{"IsError":true,"ResponseMessage":"No"}' }],
	] as const)('says nothing about leavers, and asks for whom it does not find, when somebody’s page %s', async (_why, page) => {
		listOf(FACES);
		sandbox.fail({ channel: 'axero', pathIncludes: '/users/14/details', ...page });
		const result = await run(sync({ fields: NAME, leavers: 'report', ifNotFound: 'create' }), [{ email: ANA, text: 'Silva' }, NOBODY]);

		expect(jsons(result)).toMatchObject([
			{ action: 'unchanged', id: '12' },
			{ action: 'created', id: '48' },
			{ id: '13', warnings: [expect.stringContaining('Axero does not show the email address of user 14')] },
			{ id: '14' },
		]);
		expect(result.hints).toContainEqual(expect.stringContaining('no user is treated as missing from your list'));
		expect(sandbox.requests.map(({ path }) => path)).toContainEqual(
			'/axero/api/users?username=nobody%40example.test&startpage=1&pagelength=100',
		);
	});

	it('takes nobody for a leaver when somebody’s page is about somebody else', async () => {
		listOf(FACES);
		sandbox.fail({
			channel: 'axero',
			pathIncludes: '/users/14/details',
			kind: 'malformed',
			body: `{"IsError":false,"ResponseData":{"UserID":12,"Email":"${ANA}"}}`,
		});
		const result = await run(sync({ fields: NAME, leavers: 'report' }), [{ email: ANA, text: 'Silva' }]);

		expect(result.hints).toContainEqual(expect.stringContaining('Axero was asked for user 14 and answered with user 12'));
		expect(writes()).toEqual([]);
	});

	it('stops everything when the role may not read details', async () => {
		listOf(FACES);
		sandbox.fail({
			channel: 'axero',
			pathIncludes: '/details',
			kind: 'status',
			status: 403,
			body: '{"IsError":true,"ResponseMessage":"No access"}',
		});
		const { error } = await run(sync({ ifNotFound: 'create' }), BOTH);

		expect(error?.message).toContain('Axero: No access (HTTP 403, user 12)');
		expect(writes()).toEqual([]);
	});

	it('that shows no ID of somebody is not taken for complete', async () => {
		listOf([
			...FACES.map((row) => ({ ...row, Email: sandbox.person('axero', Number(row.UserID)).Email })),
			{ UserInfoDisplayName: 'Somebody' },
		]);
		const result = await run({ ...sync({ leavers: 'report' }), operation: 'compare' }, BOTH);

		expect(result.hints).toContainEqual(expect.stringContaining('1 row has no ID and was left out'));
	});
});

describe('leavers at Axero', () => {
	const among = (field: string, value: string) => ({ leavers: 'report', scope: { condition: [{ field, comparison: 'is', value }] } });
	const inDepartment = (department: string) => sandbox.people('axero').filter(({ labels }) => labels.Department === department);

	it('are looked for in a department by the details of everybody', async () => {
		const [first, ...others] = inDepartment('Legal');
		const result = await run(
			sync(among('department', 'legal')),
			others.map(({ Email, labels }) => ({ email: Email, text: labels.Bio })),
		);

		expect(jsons(result).slice(others.length)).toMatchObject([
			{ action: 'leaver', id: String(first?.UserID), warnings: [], user: { Department: 'Legal' } },
		]);
		expect(sandbox.requests).toHaveLength(1 + 36);
		expect(writes()).toEqual([]);
	});

	it('need no details when the list shows what tells them apart', async () => {
		const result = await run(sync({ ...among('Username', 'sean.obrien'), fields: NAME }), [{ email: ANA, text: 'Silva' }]);

		expect(jsons(result)).toMatchObject([{ action: 'unchanged' }, { action: 'leaver', id: '13' }]);
		expect(paths()).toEqual(['/users']);
	});

	it('are nobody by a label that nobody shows, and that is said', async () => {
		const result = await run(sync(among('Departement', 'Legal')), BOTH);

		expect(jsons(result)).toHaveLength(2);
		expect(result.hints).toContainEqual(expect.stringContaining(`Axero shows no user's "Departement"`));
	});
});
