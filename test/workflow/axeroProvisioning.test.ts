import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { ANA, SEAN, THE_USER, TWO, jsons, locator, mapped, on, pairs, axeroOn, onErrorPath } from './axeroRun';
import { checkPreview } from './previews';
import { who } from './offered';

const sandbox = freshSandbox();

const run = axeroOn(() => sandbox);
const user = on('user');
const writes = () => sandbox.writes('axero');
const bodies = () => writes().map(({ body }) => JSON.parse(body));
const labels = (email: string) => sandbox.person('axero', email).labels;
const COMPARED = { compareFirst: true };

describe('labels of an Axero user', () => {
	const items = [
		{ email: ANA, department: '', phone: '0012' },
		{ email: SEAN, department: 'Tax', phone: '' },
	];
	const fields = mapped({ Department: '={{ $json.department }}', Phone: '={{ $json.phone }}' });
	const update = (options: IDataObject, more = {}) => user('update', { ...THE_USER, fields, options, ...more });
	beforeEach(() => {
		for (const email of [ANA, SEAN]) {
			sandbox.edit('axero', email, (person) => {
				Object.assign(person.labels, { Department: 'Sales', Phone: '1', City: 'Porto' });
			});
		}
	});

	it.each([false, true])('are left when they have no value (Compare First: %s)', async (compareFirst) => {
		const result = await run(update({}, { compareFirst }), items);

		expect(jsons(result)).toMatchObject([
			{ action: compareFirst ? 'updated' : 'sent', changes: [{ name: 'Phone', to: '0012' }] },
			{ action: compareFirst ? 'updated' : 'sent', changes: [{ name: 'Department', to: 'Tax' }] },
		]);
		expect(pairs(result)).toEqual(TWO);
		expect([labels(ANA), labels(SEAN)]).toMatchObject([
			{ Department: 'Sales', Phone: '0012', City: 'Porto' },
			{ Department: 'Tax', Phone: '1', City: 'Porto' },
		]);
	});

	it.each([false, true])(
		'are emptied when the user wants that, and it is said that nobody documents how (Compare First: %s)',
		async (compareFirst) => {
			const result = await run(update({ emptyValues: 'clear', fieldsToClear: ['City'] }, { compareFirst }), items);

			expect(jsons(result)).toMatchObject([
				{
					changes: [
						{ name: 'Department', to: null },
						{ name: 'Phone', to: '0012' },
						{ name: 'City', to: null },
					],
					warnings: [expect.stringContaining('An empty value was sent for Department, City')],
				},
				{
					changes: [
						{ name: 'Department', to: 'Tax' },
						{ name: 'Phone', to: null },
						{ name: 'City', to: null },
					],
					warnings: [expect.stringContaining('An empty value was sent for Phone, City')],
				},
			]);
			expect([labels(ANA).Department, labels(ANA).City, labels(SEAN).Phone]).toEqual(['', '', '']);
		},
	);

	it('that are empty are not sent again once they can be compared', async () => {
		const parameters = update({ emptyValues: 'clear', fieldsToClear: ['City'] }, COMPARED);
		await run(parameters, items);
		sandbox.clearLog();

		expect(jsons(await run(parameters, items))).toMatchObject([{ action: 'unchanged' }, { action: 'unchanged' }]);
		expect(writes()).toEqual([]);
	});

	it('are emptied by More Fields too', async () => {
		const moreFields = { field: [{ name: 'LinkedIn', value: '={{ $json.phone }}' }] };
		const result = await run(update({ emptyValues: 'clear', moreFields }, { fields: mapped({}) }), items);

		expect(jsons(result)).toMatchObject([{ changes: [{ name: 'LinkedIn', to: '0012' }] }, { changes: [{ name: 'LinkedIn', to: null }] }]);
	});

	it('refuse an item without a value when the user wants that', async () => {
		const { error } = await run(update({ emptyValues: 'refuse' }), items);

		expect(error).toMatchObject({ says: 'Department has no value [item 0]', itemIndex: 0 });
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		['Email', { fieldsToClear: ['Email'] }],
		['Username', { fieldsToClear: 'Phone, Username' }],
		['Email', { emptyValues: 'clear', moreFields: { field: [{ name: 'Email', value: '' }] } }],
	])('that people are found by are not emptied: %s', async (label, options) => {
		const { error } = await run(update(options, { user: locator('id', '12') }), items);

		expect(error?.says).toBe(`${label} (User by ID) can't be cleared at the vendor [item 0]`);
		expect(sandbox.requests).toEqual([]);
	});

	it('are never the ID', async () => {
		const { error } = await run(update({ fieldsToClear: 'UserID' }), items);

		expect(error?.says).toMatch(/^"UserID" identifies the user/);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Compare First, at Axero', () => {
	const update = (options: IDataObject = {}, fields = mapped({ Phone: '={{ $json.phone }}' })) =>
		user('update', { ...THE_USER, fields, ...COMPARED, options });

	it('sends only who differs, by ID', async () => {
		const result = await run(update(), [
			{ email: ANA, phone: '0012' },
			{ email: SEAN, phone: '+44 7700 900123' },
		]);

		expect(jsons(result)).toMatchObject([
			{ action: 'updated', id: '12', matchedBy: 'email', changes: [{ name: 'Phone', from: '+351 21 555 0101', to: '0012' }] },
			{ action: 'unchanged', id: '13', changes: [] },
		]);
		expect(pairs(result)).toEqual(TWO);
		expect(bodies()).toEqual([{ UserID: '12', Phone: '0012' }]);
		checkPreview('Axero', 'user', 'update', jsons(result));
	});

	it('writes to nobody when the details are about somebody else', async () => {
		sandbox.fail({
			channel: 'axero',
			pathIncludes: '/users/12/details',
			kind: 'malformed',
			body: JSON.stringify({ IsError: false, ResponseData: { UserID: 13, Email: SEAN } }),
		});
		const result = await run(
			update(),
			[
				{ email: ANA, phone: '0012' },
				{ email: SEAN, phone: '0013' },
			],
			{ onError: 'continueErrorOutput' },
		);

		expect(onErrorPath(result)).toMatchObject([
			{
				json: { error: 'ana.silva@example.test: Axero was asked for user 12 and answered with user 13 [item 0]' },
				pairedItem: { item: 0 },
			},
		]);
		expect(jsons(result)).toMatchObject([{ action: 'updated', id: '13' }]);
		expect(bodies()).toEqual([{ UserID: '13', Phone: '0013' }]);
	});

	it('never creates whom it does not find', async () => {
		const result = await run(update(), [
			{ email: 'nobody@example.test', phone: '1' },
			{ email: ANA, phone: '2' },
		]);

		expect(result.error?.says).toBe('No user with the email address "nobody@example.test" was found [item 0]');
		expect(writes()).toEqual([]);
	});

	it.each([
		['upsert', 'User'],
		['sync', 'Match By'],
	])('does not take another value for what finds the user, in %s', async (operation, parameter) => {
		const parameters = user(operation, {
			...who(operation, THE_USER.user),
			fields: mapped({ Email: '={{ $json.other }}' }),
			leavers: 'ignore',
		});
		const { error } = await run(parameters, [
			{ email: ANA, other: ANA },
			{ email: SEAN, other: 'x@example.test' },
		]);

		expect(error?.says).toBe(`Email (x@example.test) differs from the value in ${parameter} (sean.obrien@example.test) [item 1]`);
		expect(writes()).toEqual([]);
	});

	it('does not take another spelling of a username, an address or a yes for a change', async () => {
		const fields = mapped({ 'Reports to': 'ANA.SILVA', 'Share my profile': 'TRUE', Email: '={{ $json.email.toUpperCase() }}' });
		const result = await run({ ...update({}, fields), user: locator('id', '={{ $json.id }}') }, [{ id: '13', email: SEAN }]);

		expect(jsons(result)).toMatchObject([{ action: 'unchanged', id: '13' }]);
		expect(writes()).toEqual([]);
	});

	it('takes a name for a name: capitals count in it', async () => {
		const result = await run(update({}, mapped({ 'Last name': '={{ $json.name }}' })), [
			{ email: ANA, name: 'SILVA' },
			{ email: SEAN, name: "O'Brien" },
		]);

		expect(jsons(result)).toMatchObject([{ changes: [{ name: 'Last name', from: 'Silva', to: 'SILVA' }] }, { action: 'unchanged' }]);
	});
});

describe('further keys at Axero', () => {
	const further = (by: string, value: string) => ({ alsoLookUpBy: { key: [{ by, value }] } });
	const items = [
		{ email: 'before@example.test', name: 'ana.silva', text: 'one' },
		{ email: SEAN, name: '', text: 'two' },
	];
	const fields = mapped({ Bio: '={{ $json.text }}' });

	it('find a user whose address changed, item by item', async () => {
		const result = await run(
			user('update', { ...THE_USER, fields, ...COMPARED, options: further('username', '={{ $json.name }}') }),
			items,
		);

		expect(jsons(result)).toMatchObject([
			{ id: '12', matchedBy: 'username' },
			{ id: '13', matchedBy: 'email' },
		]);
		expect(pairs(result)).toEqual(TWO);
	});

	it('give somebody who is found by one the mapped address, and create nobody', async () => {
		const withEmail = mapped({ Email: '={{ $json.email }}', Bio: '={{ $json.text }}' });
		const result = await run(user('upsert', { ...THE_USER, fields: withEmail, options: further('username', '={{ $json.name }}') }), items);

		expect(jsons(result)).toMatchObject([
			{ action: 'updated', id: '12', changes: [{ name: 'Email', from: ANA, to: 'before@example.test' }, { name: 'Bio' }] },
			{ action: 'updated', id: '13', changes: [{ name: 'Bio' }] },
		]);
		expect(sandbox.person('axero', 12).Email).toBe('before@example.test');
		expect(sandbox.people('axero')).toHaveLength(36);
	});

	it('are all named when nobody has one', async () => {
		const { error } = await run(
			user('update', { ...THE_USER, fields, ...COMPARED, options: further('username', 'nobody') }),
			items.slice(0, 1),
		);

		expect(error?.says).toBe('No user with the email address "before@example.test" or the username "nobody" was found [item 0]');
	});

	it('stop at one that several have', async () => {
		sandbox.edit('axero', 13, (person) => {
			person.Username = 'ana.silva';
		});
		const result = await run(user('upsert', { ...THE_USER, fields, options: further('username', 'ana.silva') }), items.slice(0, 1), {
			onError: 'continueErrorOutput',
		});

		expect(onErrorPath(result)).toMatchObject([
			{ json: { error: 'before@example.test: 2 users have the username "ana.silva": 12, 13 [item 0]' } },
		]);
		expect(writes()).toEqual([]);
	});

	it('are refused where nobody is looked up', async () => {
		const { error } = await run(user('update', { ...THE_USER, fields, options: further('username', 'ana.silva') }), items);

		expect(error).toMatchObject({
			says: 'Also Look Up By has keys, but Compare First is off [item 0]',
			description: expect.stringContaining('Compare First'),
		});
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Compare Users, at Axero', () => {
	it('says who differs, who is missing and who is there besides', async () => {
		const items = [
			{ email: ANA, text: 'one' },
			{ email: SEAN, text: 'two' },
			{ email: 'nobody@example.test', text: 'x' },
		];
		const result = await run(user('compare', { matchBy: THE_USER.user, fields: mapped({ Bio: '={{ $json.text }}' }) }), items);

		expect(jsons(result).slice(0, 4)).toMatchObject([
			{ action: 'differing', id: '12', changes: [{ name: 'Bio', to: 'one' }] },
			{ action: 'differing' },
			{ action: 'missing' },
			{ action: 'leaver', id: '14' },
		]);
		expect(jsons(result)).toHaveLength(3 + 34);
		expect(pairs(result).slice(0, 3)).toEqual([...TWO, { item: 2 }]);
		expect(writes()).toEqual([]);
		checkPreview('Axero', 'user', 'compare', jsons(result));
	});
});
