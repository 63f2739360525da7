import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { getClearableFields } from '../../nodes/ISpringLearn/methods';
import { freshSandbox } from '../freshSandbox';
import type { Channel, ISpringPerson } from '../sandbox';
import { GROUPS } from '../sandbox/ispring/people';
import { ANA, byEmail, mapped, outputOf, runISpring, SEAN } from './ispringRun';
import { moreJson } from './ways';

const WEI = 'wei.zhang@example.test';
const TWO = [{ email: ANA }, { email: SEAN }];
const APIS: ReadonlyArray<readonly [string, Channel]> = [
	['rest', 'ispring-rest'],
	['restHeader', 'ispring-header'],
	['soap', 'ispring-soap'],
];

const sandbox = freshSandbox();

const person = (email: string): ISpringPerson => sandbox.person('ispring', email);
const run = async (operation: string, items: readonly IDataObject[], parameters: IDataObject = {}) =>
	await runISpring(sandbox, { operation, items }, { user: byEmail, ...parameters });
const going = async (operation: string, items: readonly IDataObject[], parameters: IDataObject = {}) =>
	await runISpring(sandbox, { operation, items, onError: 'continueRegularOutput' }, { user: byEmail, ...parameters });
const actions = (result: Awaited<ReturnType<typeof run>>) => (result.outputs[0] ?? []).map(({ json }) => json.action ?? json.error);

describe.each(APIS)('emptiness, by %s', (api, channel) => {
	const items = [
		{ email: ANA, phone: '0012' },
		{ email: SEAN, phone: '' },
	];
	const parameters = { api, fields: mapped({ phone: '={{ $json.phone }}' }) };

	it('leaves a field without a value, unless it is to be cleared', async () => {
		const before = person(SEAN).fields.phone;
		const left = await run('update', items, parameters);

		expect(actions(left)).toEqual(['updated', 'unchanged']);
		expect(person(SEAN).fields.phone).toBe(before);

		const cleared = outputOf(await run('update', items, { ...parameters, options: { emptyValues: 'clear' } }));
		expect(cleared.json).toMatchObject([
			{ action: 'unchanged' },
			{ action: 'updated', changes: [{ name: 'phone', from: before, to: null }], warnings: [] },
		]);
		expect(cleared.from).toEqual([0, 1]);
		expect([person(ANA).fields.phone, person(SEAN).fields.phone]).toEqual(['0012', '']);
		expect(actions(await run('update', items, { ...parameters, options: { emptyValues: 'clear' } }))).toEqual(['unchanged', 'unchanged']);
	});

	it('refuses an item without a value where that is asked for', async () => {
		expect(actions(await going('update', items, { ...parameters, options: { emptyValues: 'refuse' } }))).toEqual([
			'updated',
			expect.stringContaining('Phone has no value'),
		]);
	});

	it('clears the fields that are named, whatever is mapped', async () => {
		const { json } = outputOf(
			await run('update', TWO, { api, fields: mapped({ phone: '1' }), options: { fieldsToClear: ['phone', 'job_title'] } }),
		);

		expect(json).toMatchObject([
			{ action: 'updated', warnings: [] },
			{ action: 'updated', warnings: [] },
		]);
		expect([ANA, SEAN].map((email) => [person(email).fields.phone, person(email).fields.job_title])).toEqual([
			['', ''],
			['', ''],
		]);
	});

	it.each([
		['email', "Email can't be cleared at the vendor", 0],
		['LOGIN', "Login can't be cleared at the vendor", 0],
		['departmentId', "Department (Name or ID) can't be cleared at the vendor", 0],
		['first_name', "First Name can't be cleared: the account requires a value", undefined],
	])('refuses to clear %s', async (field, message, requests) => {
		const { error } = await run('update', TWO, { api, options: { fieldsToClear: [field] } });

		expect(error?.message).toContain(message);
		expect(sandbox.writes(channel)).toEqual([]);
		if (requests === 0) expect(sandbox.requests).toEqual([]);
	});
});

describe('Fields to Clear', () => {
	it('offers what the account does not demand', async () => {
		const context = (api: string) =>
			({
				getCurrentNodeParameter: (name: string) => ({ api, authentication: 'account' })[name],
				getCredentials: async () => await Promise.reject(new Error('none')),
			}) as unknown as ILoadOptionsFunctions;

		expect((await getClearableFields.call(context('rest'))).map(({ value }) => value)).toEqual([
			'first_name',
			'last_name',
			'job_title',
			'phone',
			'country_id',
			'groupIds',
			'subordination',
			'coSubordination',
		]);
		expect((await getClearableFields.call(context('soap'))).map(({ value }) => value).at(-1)).toBe('country_id');
	});
});

describe('groups', () => {
	const [newcomers = '', safety = '', friends = ''] = GROUPS.map(({ uuid }) => uuid);
	const items = [
		{ email: ANA, groups: [safety] },
		{ email: SEAN, groups: [newcomers] },
	];
	const fields = mapped({ groupIds: '={{ $json.groups }}' });
	const both = () => [person(ANA).groups, person(SEAN).groups];
	beforeEach(() => {
		for (const email of [ANA, SEAN]) {
			sandbox.edit('ispring', email, (one) => {
				one.groups = [newcomers, friends];
			});
		}
	});

	it.each([
		[
			'add',
			[
				[newcomers, friends, safety],
				[newcomers, friends],
			],
			['updated', 'unchanged'],
		],
		['remove', [[newcomers, friends], [friends]], ['unchanged', 'updated']],
		['exact', [[safety], [newcomers]], ['updated', 'updated']],
	])('%s: and nothing on a second run', async (groups, expected, done) => {
		const first = await run('update', items, { fields, options: { groups } });

		expect(actions(first)).toEqual(done);
		expect(outputOf(first).json.flatMap(({ warnings }) => warnings)).toEqual([]);
		expect(both()).toEqual(expected);
		sandbox.clearLog();
		expect(actions(await run('update', items, { fields, options: { groups } }))).toEqual(['unchanged', 'unchanged']);
		expect(sandbox.writes()).toEqual([]);
	});

	it('are all left when the field is cleared', async () => {
		const { json } = outputOf(await run('update', TWO, { options: { fieldsToClear: ['groupIds'] } }));

		expect(json).toMatchObject([{ action: 'updated', changes: [{ name: 'groupIds', to: null }], warnings: [] }, { action: 'updated' }]);
		expect(both()).toEqual([[], []]);
	});

	it('say which half is done when the other one fails', async () => {
		sandbox.fail({
			channel: 'ispring-rest',
			pathIncludes: '/groups/remove',
			kind: 'status',
			status: 403,
			body: '{"code":403,"message":"Permission denied"}',
			contentType: 'application/json',
		});
		const { error } = await run('update', items.slice(0, 1), { fields, options: { groups: 'exact' } });

		expect(error?.message).toContain('The profile was updated, but the list of groups was not written. iSpring: Permission denied');
		expect(person(ANA).groups).toEqual([newcomers, friends, safety]);
	});

	it.each(['restHeader', 'soap'])('are only added to by %s, which is said before anything is sent', async (api) => {
		for (const options of [{ groups: 'exact' }, { groups: 'remove' }]) {
			const { error } = await run('update', [{ email: ANA, groups: ['5'] }], { api, fields, options });
			expect(error).toMatchObject({
				says: 'REST (Header) and SOAP can only add users to groups [item 0]',
				description: expect.stringContaining('choose REST as API'),
			});
		}
		expect((await run('update', TWO, { api, options: { fieldsToClear: ['groupIds'] } })).error?.message).toContain('can only add');
		expect(sandbox.requests).toEqual([]);
	});
});

describe.each(APIS)('further keys, by %s', (api, channel) => {
	const keys = {
		alsoLookUpBy: {
			key: [
				{ by: 'login', value: '={{ $json.login }}' },
				{ by: 'email', value: '={{ $json.second }}' },
			],
		},
	};
	const fields = mapped({ phone: '={{ $json.phone }}' });
	const items = [
		{ email: 'nobody@example.test', login: 'ana.silva', second: '', phone: '1' },
		{ email: 'none@example.test', login: 'none', second: SEAN, phone: '2' },
	];

	it('are tried one after another', async () => {
		const { json, from } = outputOf(await run('update', items, { api, fields, options: keys }));

		expect(json).toMatchObject([
			{ action: 'updated', matchedBy: 'login' },
			{ action: 'updated', matchedBy: 'email' },
		]);
		expect(from).toEqual([0, 1]);
		expect([person(ANA).fields.phone, person(SEAN).fields.phone]).toEqual(['1', '2']);
	});

	it('touch nobody where several have one', async () => {
		sandbox.edit('ispring', WEI, (one) => {
			one.fields.login = 'ana.silva';
		});

		expect(actions(await going('update', items, { api, fields, options: keys }))).toEqual([
			expect.stringContaining('2 users have the login "ana.silva"'),
			'updated',
		]);
		expect(sandbox.writes(channel)).toHaveLength(1);
	});
});

describe.each(APIS)('a country, by %s', (api, channel) => {
	it('is written by its name or its number, and equal in both', async () => {
		const items = [
			{ email: ANA, country: 'germany' },
			{ email: SEAN, country: '2' },
		];
		const fields = mapped({ country_id: '={{ $json.country }}' });
		const { json } = outputOf(await run('update', items, { api, fields }));

		expect(json).toMatchObject([
			{ action: 'updated', changes: [{ name: 'country_id', from: '1', to: '6' }], warnings: [] },
			{ action: 'unchanged' },
		]);
		expect(person(ANA).fields.country_id).toBe('6');
		sandbox.clearLog();
		expect(
			actions(
				await run('update', items, { api, fields: mapped({ country_id: '={{ $json.email === "' + ANA + '" ? "6" : "Ireland" }}' }) }),
			),
		).toEqual(['unchanged', 'unchanged']);
		expect(sandbox.writes(channel)).toEqual([]);
	});
});

describe('a country that the account does not have', () => {
	it('ends its item before anything is written for it', async () => {
		const result = await going(
			'update',
			[
				{ email: ANA, country: 'Atlantis' },
				{ email: SEAN, country: 'China' },
			],
			{ fields: mapped({ country_id: '={{ $json.country }}' }) },
		);

		expect(actions(result)).toEqual([
			expect.stringContaining('Country takes a country from the account\'s list, not "Atlantis"'),
			'updated',
		]);
	});
});

describe('the status', () => {
	it.each(['rest', 'soap'])('is one more thing that Update changes, by %s', async (api) => {
		const items = [
			{ email: ANA, status: 'inactive', phone: '0012' },
			{ email: SEAN, status: '1', phone: '0013' },
		];
		const fields = mapped({ status: '={{ $json.status }}', phone: '={{ $json.phone }}' });
		const { json } = outputOf(await run('update', items, { api, fields }));

		expect(json).toMatchObject([
			{
				action: 'updated',
				changes: [{ field: 'Status', name: 'status', from: 'active', to: 'inactive' }, { name: 'phone' }],
				warnings: [],
			},
			{ action: 'updated', changes: [{ name: 'phone' }] },
		]);
		expect([person(ANA), person(SEAN)]).toMatchObject([
			{ status: 3, fields: { phone: '0012' } },
			{ status: 1, fields: { phone: '0013' } },
		]);
		expect(actions(await run('update', items, { api, fields }))).toEqual(['unchanged', 'unchanged']);
	});

	it.each(['Employment Ended', 'employment ended', 'terminated', '5', 5])(
		'is taken in the words of iSpring’s own lists too: %j',
		async (status) => {
			const items = [{ email: ANA, status }];

			expect(actions(await run('update', items, { fields: mapped({ status: '={{ $json.status }}' }) }))).toEqual(['updated']);
			expect(person(ANA).status).toBe(5);
			expect(actions(await run('update', items, { options: moreJson('={{ { status: $json.status } }}') }))).toEqual(['unchanged']);
		},
	);

	it('of somebody who is terminated stays so when inactive is asked for', async () => {
		sandbox.edit('ispring', ANA, (one) => {
			one.status = 5;
		});

		expect(actions(await run('update', [{ email: ANA }], { fields: mapped({ status: 'inactive' }) }))).toEqual(['unchanged']);
	});

	it.each([
		['restHeader', 'inactive', "Status can't be set with REST (Header)"],
		['soap', 'terminated', "SOAP can't terminate a user"],
		['rest', 'gone', 'Status takes active, inactive, terminated, not "gone"'],
	])('by %s is refused when it is %s and that is not there', async (api, status, message) => {
		expect((await run('update', [{ email: ANA }], { api, fields: mapped({ status: `={{ "${status}" }}` }) })).error?.message).toContain(
			message,
		);
		expect(sandbox.requests).toEqual([]);
	});
});
