import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { getUserFields } from '../../nodes/HighQPublisher/methods';
import { freshSandbox } from '../freshSandbox';
import { byId, checkHighQPreview, jsonOf, pairsOf, runHighQ, type HighQRun } from './highqRun';

const sandbox = freshSandbox();

const run = async (operation: string, given: HighQRun = {}) => await runHighQ(sandbox, ['user', operation], given);
const preview = (operation: string, result: Awaited<ReturnType<typeof run>>) => checkHighQPreview('user', operation, result);
const statuses = (...ids: number[]) => ids.map((id) => sandbox.person('highq', id).status);
const byEmail = { __rl: true, mode: 'email', value: '={{ $json.email }}' };
const bo = { email: 'bo.dahl@example.test', first: 'Bo', last: 'Dahl' };
const cy = { email: 'cy.ek@example.test', first: 'Cy', last: 'Ek' };
const named = { email: '={{ $json.email }}', firstname: '={{ $json.first }}', lastname: '={{ $json.last }}' };

describe('Create, at HighQ Publisher', () => {
	it.each(['json', 'xml'])('makes a user of each item and shows the whole user, in %s', async (format) => {
		const result = await run('create', {
			items: [bo, cy],
			fields: { ...named, specialities: 'tax, energy', orgid: '76' },
			parameters: { options: { format } },
		});

		expect(jsonOf(result)).toMatchObject([
			{ action: 'created', warnings: [], user: { email: bo.email, name: { firstname: 'Bo' }, organisation: expect.anything() } },
			{ action: 'created', warnings: [], user: { email: cy.email, name: { lastname: 'Ek' } } },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
		expect(sandbox.person('highq', bo.email)).toMatchObject({ status: 'active', specialities: 'tax,energy', organisation: { orgid: 76 } });
		if (format === 'json') preview('create', result);
	});

	it('says which address is taken, and makes the others when the node continues', async () => {
		const result = await run('create', { items: [{ ...bo, email: 'ana.silva@example.test' }, cy], fields: named, continues: true });

		expect(jsonOf(result)).toMatchObject([{ error: expect.stringContaining('already exists (ref 74)') }, { action: 'created' }]);
		expect(pairsOf(result)).toEqual([0, 1]);
	});

	it.each([
		['', 'Email has no value'],
		['bo at home', 'is not an email address'],
	])('sends nothing for the address "%s"', async (email, says) => {
		expect((await run('create', { items: [{ ...bo, email }], fields: named })).error?.message).toContain(says);
		expect(sandbox.requests).toEqual([]);
	});

	it('marks the columns that a new user needs, in Create only', async () => {
		const needed = async (operation: string) => {
			const context: Pick<ILoadOptionsFunctions, 'getCurrentNodeParameter'> = { getCurrentNodeParameter: () => operation };
			const { fields } = await getUserFields.call(context as ILoadOptionsFunctions);
			return fields.filter(({ required }) => required).map(({ id }) => id);
		};

		expect(await needed('create')).toEqual(['firstname', 'lastname', 'email']);
		expect(await needed('update')).toEqual([]);
	});
});

describe('Create or Update, at HighQ Publisher', () => {
	it.each(['json', 'xml'])('creates who is not there and updates who is, in %s', async (format) => {
		const ana = { email: 'ana.silva@example.test', first: 'Ana', last: 'Costa' };
		const result = await run('upsert', {
			items: [bo, ana],
			fields: { firstname: named.firstname, lastname: named.lastname },
			parameters: { user: byEmail, options: { format } },
		});

		expect(jsonOf(result)).toMatchObject([
			{ action: 'created', user: { email: bo.email } },
			{ action: 'updated', id: '3', changes: [{ name: 'lastname', from: 'Silva', to: 'Costa' }] },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
		expect(sandbox.person('highq', 3)).toMatchObject({ name: { lastname: 'Costa' }, jobtitle: 'Account manager' });
		if (format === 'json') preview('upsert', result);
	});

	it('writes nothing when it runs again, and one person once when an item comes twice', async () => {
		const given = { items: [bo, bo], fields: { firstname: named.firstname, lastname: named.lastname }, parameters: { user: byEmail } };

		expect(jsonOf(await run('upsert', given)).map(({ action }) => action)).toEqual(['created', 'unchanged']);
		sandbox.clearLog();
		expect(jsonOf(await run('upsert', given)).map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
		expect(sandbox.writes('highq')).toEqual([]);
	});

	it('does not take an ID, which nobody new can have', async () => {
		const { error } = await run('upsert', { items: [{ id: '999' }], parameters: { user: byId('id') } });

		expect(error?.message).toContain("can't be chosen by");
	});
});

describe('Activate, Deactivate and Archive, at HighQ Publisher', () => {
	const two = [{ email: 'ana.silva@example.test' }, { email: 'sean.obrien@example.test' }];

	it.each([
		['deactivate', 'deactivated', 'disable', 'json'],
		['deactivate', 'deactivated', 'disable', 'xml'],
		['archive', 'archived', 'archive', 'json'],
		['archive', 'archived', 'archive', 'xml'],
	])('%s: %s, with the status %s afterwards, in %s; a second run sends nothing', async (operation, action, status, format) => {
		const parameters = { user: byEmail, options: { format } };
		const result = await run(operation, { items: two, parameters });

		expect(jsonOf(result)).toMatchObject([
			{ action, id: '3', warnings: [], user: { status } },
			{ action, id: '4', user: { status } },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
		expect(statuses(3, 4)).toEqual([status, status]);
		if (format === 'json') preview(operation, result);

		sandbox.clearLog();
		expect(jsonOf(await run(operation, { items: two, parameters }))).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
		expect(sandbox.writes('highq')).toEqual([]);
	});

	it.each(['disable', 'archive', 'suspended', 'pending'])('activates who is %s, and leaves alone who is active', async (status) => {
		sandbox.edit('highq', 3, (user) => {
			user.status = status;
		});
		const result = await run('activate', { items: two, parameters: { user: byEmail } });

		expect(jsonOf(result)).toMatchObject([
			{ action: 'activated', user: { status: 'active' } },
			{ action: 'unchanged', id: '4' },
		]);
		expect(pairsOf(result)).toEqual([0, 1]);
		expect(sandbox.writes('highq')).toHaveLength(1);
		preview('activate', result);
	});

	it('archives who is disabled, and does not take an archived user out of the archive', async () => {
		sandbox.edit('highq', 3, (user) => {
			user.status = 'disable';
		});
		await run('archive', { items: two.slice(0, 1), parameters: { user: byEmail } });
		expect(jsonOf(await run('deactivate', { items: two.slice(0, 1), parameters: { user: byEmail } }))).toMatchObject([
			{ action: 'unchanged' },
		]);

		expect(statuses(3)).toEqual(['archive']);
	});

	it('deactivates the others when one is not there and the node continues', async () => {
		const result = await run('deactivate', {
			items: [{ email: 'nobody@example.test' }, two[1] ?? {}],
			parameters: { user: byEmail },
			continues: true,
		});

		expect(jsonOf(result)).toMatchObject([{ error: expect.stringContaining('No user') }, { action: 'deactivated' }]);
		expect(pairsOf(result)).toEqual([0, 1]);
	});
});

describe('Activate Many and Deactivate Many, at HighQ Publisher', () => {
	it.each(['json', 'xml'])('changes the users of each item in one request, in %s', async (format) => {
		const items = [{ list: 'ana.silva@example.test, 4' }, { list: ['5', '6'] }];
		const parameters = { users: '={{ $json.list }}', options: { format } };
		const off = await run('deactivateMany', { items, parameters });

		expect(jsonOf(off).map(({ id }) => String(id))).toEqual(['3', '4', '5', '6']);
		expect(pairsOf(off)).toEqual([0, 0, 1, 1]);
		expect(statuses(3, 4, 5, 6, 7)).toEqual(['disable', 'disable', 'disable', 'disable', 'active']);
		expect(sandbox.writes('highq')).toHaveLength(2);

		const on = await run('activateMany', { items: [{ list: '3' }, { list: '4' }], parameters });
		expect(pairsOf(on)).toEqual([0, 1]);
		expect(statuses(3, 4, 5)).toEqual(['active', 'active', 'disable']);
		if (format === 'json') preview('deactivateMany', off);
		if (format === 'json') preview('activateMany', on);
	});

	it('sends nothing without users, and tells of an unknown one at its item', async () => {
		expect((await run('deactivateMany', { parameters: { users: ' , ' } })).error?.message).toContain('Users is empty');
		expect(sandbox.requests).toEqual([]);

		const result = await run('deactivateMany', {
			items: [{ list: 'nobody@example.test' }, { list: '4' }],
			parameters: { users: '={{ $json.list }}' },
			continues: true,
		});
		expect(jsonOf(result)).toMatchObject([{ error: expect.stringContaining('User not found') }, { id: 4 }]);
	});

	it('hints that HighQ answered with fewer users than were asked for', async () => {
		sandbox.fail({
			kind: 'malformed',
			body: '{"users":{"totalcount":1,"total":1,"currentpage":0,"users":{"id":3,"email":"ana.silva@example.test"}}}',
			contentType: 'application/json',
		});
		const result = await run('deactivateMany', { parameters: { users: '3,4' } });

		expect(jsonOf(result)).toMatchObject([{ id: 3 }]);
		expect(JSON.stringify(result.raw.hints)).toContain('asked to change 2 and answered with 1');
	});
});

describe('Get Many users, at HighQ Publisher', () => {
	const emails = (result: Awaited<ReturnType<typeof run>>) => jsonOf(result).map(({ email }) => email);

	it.each(['json', 'xml'])('gives the users that fit the filters of each item, in %s', async (format) => {
		const items = [{ text: 'silva' }, { text: 'obrien' }];
		const result = await run('getAll', {
			items,
			parameters: {
				filters: { search: '={{ $json.text }}', status: 'active', createddate: '2029-03-12, 2029-03-12' },
				options: { format },
			},
		});

		expect(emails(result)).toEqual(['ana.silva@example.test', 'sean.obrien@example.test']);
		expect(pairsOf(result)).toEqual([0, 1]);
		expect(sandbox.requests[0]?.path).toContain('createddate=20290312%2C20290312');
		if (format === 'json') preview('getAll', result);
	});

	it('sorts with the sign escaped, and stops at Limit with a page of that size', async () => {
		const result = await run('getAll', { parameters: { limit: 2, options: { sortBy: 'lastname', sortDirection: '-' } } });
		await run('getAll', { parameters: { limit: 2, options: { sortBy: 'lastname' } } });

		expect(jsonOf(result)).toHaveLength(2);
		expect(sandbox.requests.map(({ path }) => path.split('?')[1])).toEqual([
			'sort=-lastname&fields=all&limit=2&offset=0',
			'sort=%2Blastname&fields=all&limit=2&offset=0',
		]);
	});

	it.each([
		['organisations', '76'],
		['organisationgroups', 'Panel'],
		['locations', 'Poland'],
	])('filters by %s', async (name, value) => {
		expect(emails(await run('getAll', { parameters: { filters: { [name]: value } } }))).toHaveLength(4);
	});

	it('filters by user group and department', async () => {
		expect(emails(await run('getAll', { parameters: { filters: { usergroups: 'Tax', departments: 'Finance,Sales' } } }))).toHaveLength(2);
	});

	it('returns all, whole or in the members that are named', async () => {
		const raw = await run('getAll', { parameters: { returnAll: true, output: 'raw' } });
		expect(jsonOf(raw)).toHaveLength(36);
		expect(jsonOf(raw)[0]).toMatchObject({ legacykey: '12345678901234567801', name: { firstname: 'Ana' } });

		const chosen = await run('getAll', { parameters: { limit: 1, output: 'fields', outputFields: 'email, name.firstname' } });
		expect(jsonOf(chosen)).toEqual([{ email: 'ana.silva@example.test', 'name.firstname': 'Ana' }]);
	});

	it("shows HighQ's own words for a filter that it refuses, at the item", async () => {
		const result = await run('getAll', {
			items: [{ days: '2026-01-01' }, { days: 'lastyear' }],
			parameters: { filters: { createddate: '={{ $json.days }}' } },
			continues: true,
		});

		expect(jsonOf(result)).toMatchObject([{ error: expect.stringContaining('Invalid date parameter (ref 74)') }]);
		expect(pairsOf(result)).toEqual([0]);
	});
});

describe('Get and Update, at HighQ Publisher', () => {
	it('come out as their previews say', async () => {
		const items = [
			{ email: 'ana.silva@example.test', phone: '1' },
			{ email: 'sean.obrien@example.test', phone: '2' },
		];
		const updated = await run('update', { items, fields: { phone: '={{ $json.phone }}' }, parameters: { user: byEmail } });
		const read = await run('get', { items, parameters: { user: byEmail } });

		expect(jsonOf(read)).toMatchObject([
			{ id: 3, firstname: 'Ana', phone: '1' },
			{ id: 4, phone: '2' },
		]);
		expect(Object.keys(jsonOf(read)[0] ?? {})).toHaveLength(10);
		preview('update', updated);
		preview('get', read);
	});

	it('takes a user from the list', async () => {
		const result = await run('get', { items: [{ id: '4' }], parameters: { user: { __rl: true, mode: 'list', value: '={{ $json.id }}' } } });

		expect(jsonOf(result)).toMatchObject([{ email: 'sean.obrien@example.test' }]);
	});
});
