import { operations } from '../../nodes/HighQPublisher/actions/operations';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { freshSandbox } from '../freshSandbox';
import { byId, checkHighQPreview, jsonOf, pairsOf, runHighQ, type HighQRun } from './highqRun';

const sandbox = freshSandbox();

const organisation = async (operation: string, { parameters = {}, ...given }: HighQRun = {}) =>
	await runHighQ(sandbox, ['organisation', operation], { ...given, parameters: { organisation: byId('id'), ...parameters } });
const group = async (operation: string, { parameters = {}, ...given }: HighQRun = {}) =>
	await runHighQ(sandbox, ['userGroup', operation], { ...given, parameters: { group: byId('id'), ...parameters } });
const preview = (resource: string, operation: string, result: Awaited<ReturnType<typeof group>>) =>
	checkHighQPreview(resource, operation, result);
const members = (id: number) => sandbox.highq.groups.byId(id)?.users;
const storedOrganisation = (id: number) => sandbox.highq.organisations.byId(id);
const sent = () => sandbox.writes('highq').map(({ method, path }) => `${method} ${path.split('/api/2')[1]}`);
const twoOrganisations = [
	{ id: '75', text: 'Law' },
	{ id: '76', text: 'Tax' },
];

describe('organisations of HighQ Publisher', () => {
	it('are read in ten members, or whole', async () => {
		const simple = await organisation('get', { items: twoOrganisations });
		expect(jsonOf(simple)).toMatchObject([
			{ id: 75, name: 'Example Holding', domains: 'example.test, holding.test' },
			{ id: 76, status: 'active' },
		]);
		expect(Object.keys(jsonOf(simple)[0] ?? {})).toHaveLength(10);
		expect(pairsOf(simple)).toEqual([0, 1]);
		preview('organisation', 'get', simple);

		const raw = await organisation('get', { items: twoOrganisations.slice(0, 1), parameters: { output: 'raw' } });
		expect(jsonOf(raw)).toMatchObject([{ addresses: [{ addressid: 98 }, { addressid: 100 }], partnercode: '12345678901234567875' }]);
	});

	it('are listed by the filters of each item, sorted', async () => {
		const result = await organisation('getAll', {
			items: [{ text: 'holding' }, { text: 'partners' }],
			parameters: { filters: { search: '={{ $json.text }}', status: 'active' } },
		});
		expect(jsonOf(result).map(({ id }) => id)).toEqual([75, 76]);
		expect(pairsOf(result)).toEqual([0, 1]);
		preview('organisation', 'getAll', result);

		const sorted = await organisation('getAll', { parameters: { returnAll: true, options: { sortBy: 'id', sortDirection: '-' } } });
		expect(jsonOf(sorted).map(({ id }) => id)).toEqual([76, 75]);
	});

	it.each([
		['domain', 'lodz.test', [76]],
		['autologin', false, [75]],
		['industry', 'Legal', [76]],
		['category', 'Client', [75]],
		['locations', 'Cork', [75]],
		['homepage', 'https://www.example.test/home', [75]],
	])('are filtered by %s', async (name, value, found) => {
		expect(jsonOf(await organisation('getAll', { parameters: { filters: { [name]: value } } })).map(({ id }) => id)).toEqual(found);
	});

	it('are created with the fields of each item', async () => {
		const items = [
			{ name: 'One', domains: 'one.test, uno.test' },
			{ name: 'Two', domains: ['two.test'] },
		];
		const additionalFields = {
			domains: '={{ $json.domains }}',
			keycontacts: '3, 4',
			autologin: true,
			addresses: '[{"addressline1": "1 High St", "isDefault": true}]',
			more: '{"partnercode": 12345678901234567890}',
		};
		const result = await organisation('create', { items, parameters: { name: '={{ $json.name }}', additionalFields } });

		expect(jsonOf(result)).toMatchObject([
			{ id: 77, name: 'One', domains: ['one.test', 'uno.test'], partnercode: '12345678901234567890' },
			{ id: 78, domains: ['two.test'] },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
		expect(storedOrganisation(77)).toMatchObject({ keycontacts: [3, 4], autologin: true, addresses: [{ isDefault: true }] });
		preview('organisation', 'create', result);
	});

	it('keep everything else when one field is updated, also what no page mentions', async () => {
		const before = storedOrganisation(75);
		const result = await organisation('update', {
			items: twoOrganisations,
			parameters: { updateFields: { industry: '={{ $json.text }}', category: '' } },
		});

		expect(jsonOf(result)).toMatchObject([
			{ id: 75, industry: 'Law' },
			{ id: 76, industry: 'Tax' },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
		expect(storedOrganisation(75)).toEqual({ ...before, industry: 'Law' });
		expect(sandbox.writes('highq')[0]?.body).toContain('"partnercode":12345678901234567875');
		preview('organisation', 'update', result);
	});

	it('lose a value that More Fields empties', async () => {
		await organisation('update', { items: twoOrganisations.slice(0, 1), parameters: { updateFields: { more: '{"industry": ""}' } } });

		expect(storedOrganisation(75)).toMatchObject({ industry: '', category: 'Client' });
	});

	it('are not written when nothing differs', async () => {
		await organisation('update', {
			items: twoOrganisations.slice(0, 1),
			parameters: { updateFields: { industry: 'Holding', domains: 'example.test, holding.test' } },
		});

		expect(sent()).toEqual([]);
	});

	it('keep both changes when two items update the same one', async () => {
		const items = [
			{ id: '75', industry: 'Law', category: '' },
			{ id: '75', industry: '', category: 'Panel' },
		];
		await organisation('update', {
			items,
			parameters: { updateFields: { industry: '={{ $json.industry }}', category: '={{ $json.category }}' } },
		});

		expect(storedOrganisation(75)).toMatchObject({ industry: 'Law', category: 'Panel' });
	});

	it.each([
		['archive', 'archive'],
		['disable', 'disabled'],
	])('take %s, and have the status %s then', async (operation, status) => {
		const result = await organisation(operation, { items: twoOrganisations });

		expect(jsonOf(result)).toMatchObject([
			{ id: 75, status },
			{ id: 76, status },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
		expect(sent().sort()).toEqual([`POST /organisations/75/${operation}`, `POST /organisations/76/${operation}`]);
		preview('organisation', operation, result);
	});

	it('are disabled many at once, by ID and name', async () => {
		const result = await organisation('disableMany', {
			items: [{ list: '75, Łódź & Partners' }, { list: ['76'] }],
			parameters: { organisations: '={{ $json.list }}' },
		});

		expect(jsonOf(result).map(({ id }) => id)).toEqual([75, 76, 76]);
		expect(pairsOf(result)).toEqual([0, 0, 1]);
		expect(
			sandbox
				.writes('highq')
				.map(({ body }) => body)
				.sort(),
		).toContain('{"organisations":{"organisation":["75","Łódź & Partners"]}}');
		preview('organisation', 'disableMany', result);
	});

	it('list their domains', async () => {
		const result = await organisation('getDomains', {
			items: twoOrganisations,
			parameters: { options: { sortBy: 'url', sortDirection: '-' } },
		});
		expect(jsonOf(result).map(({ url }) => url)).toEqual(['holding.test', 'example.test', 'lodz.test']);
		expect(pairsOf(result)).toEqual([0, 0, 1]);
		preview('organisation', 'getDomains', result);

		expect(
			jsonOf(await organisation('getDomains', { items: twoOrganisations, parameters: { filters: { status: 'pending' } } })),
		).toMatchObject([{ url: 'holding.test' }]);
	});

	it.each<[string, HighQRun, string]>([
		['get', { items: [{ id: '1' }, { id: '76' }] }, 'Organisation not found (ref 75)'],
		[
			'update',
			{ items: [{ id: '1' }, { id: '76' }], parameters: { updateFields: { industry: 'Law' } } },
			'Organisation not found (ref 75)',
		],
		['create', { items: [{ id: ' ' }, { id: 'New' }], parameters: { name: '={{ $json.id }}' } }, 'Name is empty'],
		['disable', { items: [{ id: '' }, { id: '76' }] }, 'Organisation is empty'],
		['archive', { items: [{ id: '75a' }, { id: '76' }] }, '"75a" is not the ID of one of HighQ\'s organisations'],
		['getDomains', { items: [{ id: '../users' }, { id: '76' }] }, '"../users" is not the ID of one of HighQ\'s organisations'],
		[
			'disableMany',
			{ items: [{ id: '1' }, { id: '76' }], parameters: { organisations: '={{ $json.id }}' } },
			'Organisation not found (ref 75)',
		],
		['getDomains', { items: [{ id: '1' }, { id: '76' }] }, 'Organisation not found (ref 75)'],
	])('%s: an item that does not work out leaves the others alone', async (operation, given, says) => {
		const result = await organisation(operation, { ...given, continues: true });

		expect(jsonOf(result)).toMatchObject([{ error: expect.stringContaining(says) }, {}]);
		expect(jsonOf(result)[1]?.error).toBeUndefined();
		expect(pairsOf(result)).toEqual([0, 1]);
	});

	it.each([
		[{ addresses: '{"a": 1}' }, 'Addresses takes a list'],
		[{ more: '[1]' }, 'More Fields takes an object'],
		[{ more: '{"a"}' }, 'is not valid JSON'],
		[{}, 'No fields to update were given'],
	])('are not written with %j', async (updateFields, says) => {
		expect((await organisation('update', { items: twoOrganisations, parameters: { updateFields } })).error?.message).toContain(says);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('user groups of HighQ Publisher', () => {
	const two = [
		{ id: '7', add: 'sean.obrien@example.test, 6', out: 'ana.silva@example.test', name: 'Taxes' },
		{ id: '8', add: ['3'], out: '4', name: 'Law' },
	];

	it('are read, and listed by the filters of each item', async () => {
		const read = await group('get', { items: two });
		expect(jsonOf(read)).toEqual([
			{ id: 7, name: 'Tax', users: '3, 5', organisationcount: 1, createddate: '28-05-2030 11:03:00:000' },
			{ id: 8, name: 'Legal & <Co>', users: '4', organisationcount: 1, createddate: '12-03-2029 09:15:00:000' },
		]);
		expect(pairsOf(read)).toEqual([0, 1]);
		preview('userGroup', 'get', read);

		const listed = await group('getAll', {
			items: [{ days: '2030-05-28,2030-05-28' }, { days: '20290101,20291231' }],
			parameters: { filters: { createdDate: '={{ $json.days }}' } },
		});
		expect(jsonOf(listed).map(({ id }) => id)).toEqual([7, 8]);
		expect(pairsOf(listed)).toEqual([0, 1]);
		preview('userGroup', 'getAll', listed);

		const sorted = await group('getAll', {
			parameters: { returnAll: true, output: 'fields', outputFields: 'name,users', options: { sortBy: 'name' } },
		});
		expect(jsonOf(sorted)).toEqual([
			{ name: 'Legal & <Co>', users: [4] },
			{ name: 'Tax', users: [3, 5] },
		]);
	});

	it('are created with members by ID and address', async () => {
		const result = await group('create', { items: two, parameters: { name: '={{ $json.name }}', members: '={{ $json.add }}' } });

		expect(jsonOf(result)).toMatchObject([
			{ name: 'Taxes', users: [4, 6] },
			{ name: 'Law', users: [3] },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
		preview('userGroup', 'create', result);
	});

	it('keep who joined while HighQ could not answer', async () => {
		const joins = (): boolean => {
			const before = sandbox.highq.groups.byId(7);
			if (before && sandbox.writes('highq').length === 1) sandbox.highq.groups.put({ ...before, users: [3, 5, 6] });
			return true;
		};
		sandbox.fail({ channel: 'highq', method: 'PUT', times: 1, kind: 'status', status: 503, headers: { 'retry-after': '0' }, only: joins });
		const result = await group('update', { items: two.slice(0, 1), parameters: { updateFields: { name: '={{ $json.name }}' } } });

		expect(jsonOf(result)).toMatchObject([{ id: 7, name: 'Taxes', users: [3, 5, 6] }]);
		expect(sent()).toHaveLength(2);
	});

	it('keep their members when they are renamed, and what no page mentions', async () => {
		const result = await group('update', { items: two, parameters: { updateFields: { name: '={{ $json.name }}' } } });

		expect(jsonOf(result)).toMatchObject([
			{ id: 7, name: 'Taxes', users: [3, 5] },
			{ id: 8, name: 'Law', users: [4] },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
		expect(
			sandbox
				.writes('highq')
				.map(({ body }) => body)
				.join(),
		).toContain('"legacykey":12345678901234567807');
		preview('userGroup', 'update', result);
	});

	it.each([
		[
			'by default',
			{},
			[
				[3, 5, 4, 6],
				[4, 3],
			],
		],
		[
			'by "add"',
			{ membersChange: 'add' },
			[
				[3, 5, 4, 6],
				[4, 3],
			],
		],
		['by "exact"', { membersChange: 'exact' }, [[4, 6], [3]]],
	])('get members in Update %s, and are left alone on a second run', async (_how, options, expected) => {
		const parameters = { updateFields: { members: '={{ $json.add }}' }, options };
		await group('update', { items: two, parameters });
		expect([members(7), members(8)]).toEqual(expected);

		sandbox.clearLog();
		await group('update', { items: two, parameters });
		expect(sent()).toEqual([]);
	});

	it('are not added to by Update when HighQ does not show who is in them', async () => {
		sandbox.fail({
			channel: 'highq',
			method: 'GET',
			pathIncludes: '/groups/7',
			kind: 'malformed',
			body: '{"group": {"id": 7, "name": "Tax"}}',
		});
		const { error } = await group('update', { items: two.slice(0, 1), parameters: { updateFields: { members: '4' } } });

		expect([error?.message, sent()]).toEqual([expect.stringContaining('does not show the members of this group'), []]);
	});

	it('get members added by one call, and keep the others', async () => {
		const result = await group('addMembers', { items: two, parameters: { members: '={{ $json.add }}' } });

		expect(jsonOf(result)).toMatchObject([
			{ id: 7, users: [3, 5, 4, 6] },
			{ id: 8, users: [4, 3] },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
		expect(sent().sort()).toEqual(['PUT /groups/7/users', 'PUT /groups/8/users']);
		preview('userGroup', 'addMembers', result);
	});

	it('lose members and keep the others; who is not in it is passed over', async () => {
		const result = await group('removeMembers', { items: two, parameters: { members: '={{ $json.out }}' } });
		expect(jsonOf(result)).toMatchObject([
			{ id: 7, users: [5] },
			{ id: 8, users: [] },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
		preview('userGroup', 'removeMembers', result);

		sandbox.clearLog();
		await group('removeMembers', { items: two, parameters: { members: '={{ $json.out }}' } });
		expect(sent()).toEqual([]);
	});

	it('look addresses up one after another: no more items are under way than Concurrency', async () => {
		const out = sandbox
			.people('highq')
			.map(({ email }) => email)
			.join(',');
		sandbox.clearLog();
		sandbox.fail({ kind: 'delay', delayMs: 20, method: 'GET' });
		await group('removeMembers', {
			items: two.map(({ id }) => ({ id, out })),
			parameters: { members: '={{ $json.out }}', options: { concurrency: 2, maxMemberRemovals: 100 } },
		});

		expect(sandbox.requests.length).toBeGreaterThan(5);
		expect(sandbox.maxInFlight).toBeLessThanOrEqual(2);
	});

	it('lose both members when two items take one each out of the same group', async () => {
		await group('removeMembers', {
			items: [
				{ id: '7', out: '3' },
				{ id: '7', out: '5' },
			],
			parameters: { members: '={{ $json.out }}' },
		});

		expect(members(7)).toEqual([]);
	});

	it('are deleted', async () => {
		const result = await group('delete', { items: two });

		expect(jsonOf(result)).toEqual([{ deleted: true }, { deleted: true }]);
		expect(pairsOf(result)).toEqual([0, 1]);
		expect(sandbox.highq.groups.all()).toEqual([]);
		preview('userGroup', 'delete', result);
	});

	it.each<[string, HighQRun, string]>([
		['get', {}, 'Group not found'],
		['update', { parameters: { updateFields: { name: 'New' } } }, 'Group not found'],
		['delete', {}, 'Group not found'],
		['delete', { items: [{ id: '7a' }, { id: '8' }] }, '"7a" is not the ID of one of HighQ\'s groups'],
		['addMembers', { parameters: { members: '3' } }, 'Group not found'],
		['removeMembers', { parameters: { members: '4' } }, 'Group not found'],
		[
			'addMembers',
			{
				items: [
					{ id: '7', list: 'nobody@example.test' },
					{ id: '8', list: '3' },
				],
				parameters: { members: '={{ $json.list }}' },
			},
			'User not found',
		],
		[
			'removeMembers',
			{
				items: [
					{ id: '7', list: 'nobody@example.test' },
					{ id: '8', list: '3' },
				],
				parameters: { members: '={{ $json.list }}' },
			},
			'No user with the email address',
		],
		[
			'create',
			{ items: [{ list: 'Ana' }, { list: '3' }], parameters: { name: 'New', members: '={{ $json.list }}' } },
			'neither an ID nor an email address',
		],
	])('%s: an item that does not work out leaves the others alone', async (operation, given, says) => {
		const result = await group(operation, { items: [{ id: '999' }, { id: '8' }], ...given, continues: true });

		expect(jsonOf(result)).toMatchObject([{ error: expect.stringContaining(says) }, {}]);
		expect(jsonOf(result)[1]?.error).toBeUndefined();
		expect(pairsOf(result)).toEqual([0, 1]);
	});

	it.each(['update', 'removeMembers'])('are not written by %s when HighQ shows members in an unknown form', async (operation) => {
		const users = operation === 'update' ? '' : '"users":[{"name":"Ana"}],';
		sandbox.fail({ kind: 'malformed', body: `{"group":{${users}"id":7,"name":"Tax"}}`, contentType: 'application/json', times: 1 });
		const result = await group(operation, { items: two.slice(0, 1), parameters: { members: '3', updateFields: { name: 'New' } } });

		expect(result.error?.message).toContain('does not show the members');
		expect(sent()).toEqual([]);
	});

	it('give the summary and a hint when a new one cannot be read afterwards', async () => {
		sandbox.fail({ kind: 'status', status: 503, method: 'GET' });
		const result = await group('create', { parameters: { name: 'New' } });

		expect(jsonOf(result)).toMatchObject([{ id: 9, name: 'New', link: expect.any(String) }]);
		expect(JSON.stringify(result.raw.hints)).toContain('could not be read afterward');
	});

	it('give no secret away in that hint', async () => {
		const { accessToken } = sandbox.secrets.highq;
		sandbox.fail({
			kind: 'status',
			status: 400,
			method: 'GET',
			contentType: 'application/json',
			body: JSON.stringify({ error: { summary: `Bad token ${accessToken}`, ref: '1' } }),
		});
		const { hints } = await group('create', { parameters: { name: 'New' } });

		expect(hints).toEqual([expect.stringContaining('could not be read afterward: HighQ: Bad token [hidden]')]);
	});
});

describe('the description of the HighQ Publisher node', () => {
	const { description, methods } = new HighQPublisher();
	const chosen = (resource: string): string[] =>
		description.properties
			.filter(({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.includes(resource))
			.flatMap(({ options = [] }) => options.map((option) => ('value' in option ? String(option.value) : '')));

	it('offers every operation that there is, in the order of their names', () => {
		const offered = Object.keys(operations).map((resource) => [resource, chosen(resource).sort()]);

		expect(offered).toEqual(Object.entries(operations).map(([resource, byName]) => [resource, Object.keys(byName).sort()]));
	});

	it('searches its lists by methods that are there', () => {
		const wanted = description.properties.flatMap(({ modes = [] }) =>
			modes.flatMap(({ typeOptions }) => (typeOptions?.searchListMethod === undefined ? [] : [typeOptions.searchListMethod])),
		);

		expect([...new Set(wanted)].sort()).toEqual(Object.keys(methods.listSearch).sort());
	});
});
