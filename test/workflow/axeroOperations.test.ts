import { freshSandbox } from '../freshSandbox';
import { ANA, SEAN, THE_USER, TWO, jsons, locator, mapped, on, pairs, axeroOn, onErrorPath } from './axeroRun';
import { checkPreview } from './previews';

const sandbox = freshSandbox();

const run = axeroOn(() => sandbox);
const user = on('user');

describe('Axero: create a user', () => {
	const CREATE = user('create', {
		email: '={{ $json.email }}',
		username: '={{ $json.name }}',
		fields: mapped({ 'First name': '={{ $json.first }}' }),
		options: { moreFields: { field: [{ name: 'LinkedIn', value: '={{ $json.first }}' }] } },
	});
	const newcomers = [
		{ email: 'new.one@example.test', name: 'new.one', first: 'Łucja' },
		{ email: 'new.two@example.test', name: '', first: 'Two' },
	];

	it('makes each item a user with its own fields', async () => {
		const result = await run(CREATE, newcomers);

		expect(jsons(result)).toMatchObject([
			{
				action: 'created',
				id: '48',
				warnings: [],
				changes: [
					{ name: 'Email', to: 'new.one@example.test' },
					{ name: 'Username', to: 'new.one' },
					{ name: 'First name', to: 'Łucja' },
					{ name: 'LinkedIn', to: 'Łucja' },
				],
			},
			{ action: 'created', id: '49', changes: [{ name: 'Email' }, { name: 'First name', to: 'Two' }, { name: 'LinkedIn' }] },
		]);
		expect(pairs(result)).toEqual(TWO);
		expect(sandbox.person('axero', 'new.one@example.test')).toMatchObject({
			Username: 'new.one',
			labels: { 'First name': 'Łucja', LinkedIn: 'Łucja' },
		});
		expect(sandbox.writes('axero').map(({ path }) => path)).toEqual([
			'/axero/api/users/fields?AddUser=true',
			'/axero/api/users/fields?AddUser=true',
		]);
		checkPreview('Axero', 'user', 'create', jsons(result));
	});

	it('takes the members of an item as they are called, its address once', async () => {
		const fields = {
			mappingMode: 'autoMapInputData',
			value: null,
			matchingColumns: [],
			schema: [{ id: 'LinkedIn', displayName: 'LinkedIn' }],
		};
		const result = await run(user('create', { email: '={{ $json.Email }}', fields }), [
			{ Email: 'new@example.test', Phone: '0012', LinkedIn: 'in/new', Shoe: '42' },
		]);

		expect(result.error).toBeUndefined();
		expect(sandbox.person('axero', 'new@example.test').labels).toMatchObject({ Phone: '0012', LinkedIn: 'in/new' });
	});

	it('passes on that the user is there already, and goes on with the others', async () => {
		const result = await run(CREATE, [{ email: ANA, name: 'ana.silva', first: 'X' }, ...newcomers.slice(1)], {
			onError: 'continueErrorOutput',
		});

		expect(onErrorPath(result)).toMatchObject([
			{ json: { error: expect.stringMatching(/^Axero: .*already exists.*\[item 0\]$/) }, pairedItem: { item: 0 } },
		]);
		expect(jsons(result)).toMatchObject([{ action: 'created', id: '48' }]);
		expect(sandbox.person('axero', ANA).labels['First name']).toBe('Ana');
	});

	it('is not repeated when the answer is lost', async () => {
		sandbox.fail({ channel: 'axero', kind: 'reset', afterHandling: true });
		const result = await run(CREATE, newcomers.slice(0, 1));

		expect(result.error?.message).toContain('No answer from');
		expect(sandbox.writes('axero')).toHaveLength(1);
	});

	it.each([
		[{ email: '' }, 'X: Email is empty [item 0]'],
		[{ email: 'nobody' }, 'Email is not an email address: "nobody" [item 0]'],
	])('refuses %j with no request', async (item, message) => {
		const { error } = await run(CREATE, [{ name: '', first: 'X', ...item }]);

		expect(error?.says).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		['is taken', '{"IsError":false,"ResponseMessage":"","ResponseData":48}'],
		['is refused', '{"IsError":true,"ResponseMessage":"geheim-42 is too short"}'],
	])('does not show a password that %s', async (_what, body) => {
		sandbox.fail({ channel: 'axero', kind: 'malformed', body });
		const parameters = user('create', {
			email: 'new@example.test',
			fields: mapped({}),
			options: { moreFields: { field: [{ name: 'Password', value: '={{ $json.secret }}' }] } },
		});
		const result = await run(parameters, [{ secret: 'geheim-42' }]);

		expect(JSON.parse(sandbox.writes('axero')[0]?.body ?? '')).toEqual({ Email: 'new@example.test', Password: 'geheim-42' });
		expect(JSON.stringify(result.raw)).toContain('[hidden]');
		expect(JSON.stringify(result.raw)).not.toContain('geheim-42');
	});
});

describe('Axero: create or update a user', () => {
	const UPSERT = user('upsert', { ...THE_USER, fields: mapped({ Phone: '={{ $json.phone }}' }) });

	it('creates whom it does not find, updates the one it finds, leaves alone who is as wanted', async () => {
		const result = await run(UPSERT, [
			{ email: 'new@example.test', phone: '1' },
			{ email: ANA, phone: '0012' },
			{ email: SEAN, phone: '+44 7700 900123' },
		]);

		expect(jsons(result)).toMatchObject([
			{
				action: 'created',
				id: '48',
				changes: [
					{ name: 'Email', to: 'new@example.test' },
					{ name: 'Phone', to: '1' },
				],
			},
			{ action: 'updated', id: '12', changes: [{ name: 'Phone', from: '+351 21 555 0101', to: '0012' }] },
			{ action: 'unchanged', id: '13', changes: [] },
		]);
		expect(pairs(result)).toEqual([...TWO, { item: 2 }]);
		expect(sandbox.people('axero')).toHaveLength(37);
		expect(sandbox.person('axero', ANA).labels.Phone).toBe('0012');
		expect(sandbox.writes('axero').map(({ body }) => JSON.parse(body))).toEqual([
			{ Email: 'new@example.test', Phone: '1' },
			{ UserID: '12', Phone: '0012' },
		]);
		checkPreview('Axero', 'user', 'upsert', jsons(result));
	});

	it('writes nothing when it runs again', async () => {
		const items = [
			{ email: 'new@example.test', phone: '1' },
			{ email: ANA, phone: '0012' },
		];
		await run(UPSERT, items);
		sandbox.clearLog();
		const second = await run(UPSERT, items);

		expect(jsons(second).map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
		expect(sandbox.writes('axero')).toEqual([]);
	});

	it('finds by username and sets the email address', async () => {
		const parameters = user('upsert', { user: locator('username', '={{ $json.name }}'), fields: mapped({ Email: '={{ $json.email }}' }) });
		const result = await run(parameters, [
			{ name: 'Ana.Silva', email: 'ana.costa@example.test' },
			{ name: 'new.one', email: 'new@example.test' },
		]);

		expect(jsons(result)).toMatchObject([
			{ action: 'updated', id: '12' },
			{ action: 'created', id: '48' },
		]);
		expect([sandbox.person('axero', 12).Email, sandbox.person('axero', 48).Username]).toEqual(['ana.costa@example.test', 'new.one']);
	});

	it('touches none of several', async () => {
		sandbox.edit('axero', 13, (person) => {
			person.Email = ANA;
		});
		const result = await run(UPSERT, [{ email: ANA, phone: '1' }]);

		expect(result.error?.says).toBe(`2 users have the email address "${ANA}": 12, 13 [item 0]`);
		expect(sandbox.writes('axero')).toEqual([]);
	});

	it.each([
		[
			'is not allowed',
			{ kind: 'status', status: 403, body: '{"IsError":true,"ResponseMessage":"No access"}' },
			/Axero: No access \(HTTP 403/,
		],
		['gives no list', { kind: 'malformed', body: '{"IsError":false,"ResponseMessage":"","ResponseData":null}' }, /was asked for a list/],
		['refuses', { kind: 'malformed', body: '{"IsError":true,"ResponseMessage":"Search is off"}' }, /Axero: Search is off/],
		[
			'shows only some of those whom it fits',
			{ kind: 'malformed', body: `{"IsError":false,"ResponseData":[{"UserID":13,"Email":"${SEAN}"}],"TotalRecords":40}` },
			/may not have found everyone/,
		],
		['shows no IDs', { kind: 'malformed', body: '{"IsError":false,"ResponseData":[{"FirstName":"Ana"}]}' }, /does not show the ID/],
	] as const)('creates nobody when the search %s', async (_why, fault, message) => {
		sandbox.fail({ channel: 'axero', pathIncludes: 'username=', ...fault });
		const before = sandbox.people('axero').length;
		const result = await run(UPSERT, [{ email: 'new@example.test', phone: '1' }], { onError: 'continueErrorOutput' });

		expect(onErrorPath(result)).toMatchObject([{ json: { error: expect.stringMatching(message) } }]);
		expect(sandbox.writes('axero')).toEqual([]);
		expect(sandbox.people('axero')).toHaveLength(before);
	});

	it('creates one user for two items with the same new address', async () => {
		const result = await run(UPSERT, [
			{ email: 'new@example.test', phone: '1' },
			{ email: 'NEW@example.test', phone: '2' },
		]);

		expect(jsons(result)).toMatchObject([
			{ action: 'created', id: '48' },
			{ action: 'updated', id: '48', changes: [{ name: 'Phone', from: '1', to: '2' }] },
		]);
		expect(sandbox.people('axero')).toHaveLength(37);
	});

	it.each(['id', 'list'])('refuses to look by %s, which nobody new has', async (mode) => {
		const { error } = await run({ ...UPSERT, user: locator(mode, '12') }, [{ phone: '1' }]);

		expect(error?.says).toBe(`User can't be chosen by "${mode}" here [item 0]`);
	});
});

describe('Axero: update a user', () => {
	it('changes each item’s user, and takes a whole item whose address is its key', async () => {
		const fields = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };
		const result = await run(user('update', { user: locator('email', '={{ $json.Email }}'), fields }), [
			{ Email: ANA, Bio: 'One' },
			{ Email: SEAN, Bio: 'Two' },
		]);

		expect(jsons(result)).toMatchObject([
			{ action: 'sent', id: '12', changes: [{ name: 'Bio', to: 'One' }] },
			{ action: 'sent', id: '13' },
		]);
		expect(pairs(result)).toEqual(TWO);
		expect([ANA, SEAN].map((email) => sandbox.person('axero', email).labels.Bio)).toEqual(['One', 'Two']);
		checkPreview('Axero', 'user', 'update', jsons(result));
	});

	it('writes the labels of the sample of the bulk import as they are called there', async () => {
		const labels = { Occupation: 'Baker', 'Address 1': '1 High Street', 'Postal code': '01001', 'Date of birth': '1990-02-28' };
		const given = { ...labels, 'Date of birth': '={{ $json.born }}' };
		const result = await run(user('update', { ...THE_USER, fields: mapped(given) }), [{ email: ANA, born: '1990-02-28T00:00:00' }]);

		expect(jsons(result)).toMatchObject([{ action: 'sent', id: '12' }]);
		expect(sandbox.person('axero', ANA).labels).toMatchObject(labels);
	});

	it('refuses another username beside an email address, with no request', async () => {
		const { error } = await run(user('update', { ...THE_USER, fields: mapped({ Username: 'x' }) }), [{ email: ANA }]);

		expect(error?.says).toMatch(/^"Username" identifies the user/);
		expect(sandbox.requests).toEqual([]);
	});
});
