import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { ROOT } from '../sandbox/ispring/people';
import { ANA, byEmail, byId, mapped, outputOf, runISpring, SEAN, sentTo, userId } from './ispringRun';
import type { NodeResult } from './engine';

/*
 * A user's department and groups at iSpring, as people call them.
 */

const sandbox = freshSandbox();

const run = async (operation: string, items: readonly IDataObject[], parameters: IDataObject = {}, goesOn = false): Promise<NodeResult> =>
	await runISpring(
		sandbox,
		{ operation, items, ...(goesOn ? { onError: 'continueRegularOutput' as const } : {}) },
		{ user: byEmail, ...parameters },
	);

const organisation = () => sandbox.ispringOrganisation;
const departmentId = (name: string) => organisation().departments.find((one) => one.name === name)?.departmentId ?? '';
const groupId = (name: string) => organisation().groups.find((one) => one.name === name)?.groupId ?? '';
const ana = () => sandbox.person('ispring', userId(1));
const lookUps = () => sandbox.requests.filter(({ path }) => /\/(departments|department|groups|group)(\?|$)/.test(path));
const DEPARTMENT = { fields: mapped({ departmentId: '={{ $json.department }}' }) };
const GROUPS = { fields: mapped({ groupIds: '={{ $json.groups }}' }) };

describe("a user's department", () => {
	it.each([
		['its name', () => 'Legal'],
		['its code', () => 'D-Legal'],
		['its ID', () => departmentId('Legal')],
	])('is written by %s, and unchanged in a second run', async (_what, department) => {
		const items = [{ email: ANA, department: department() }];
		const first = outputOf(await run('update', items, DEPARTMENT));
		const second = outputOf(await run('update', items, DEPARTMENT));

		expect([first.json[0]?.action, second.json[0]?.action]).toEqual(['updated', 'unchanged']);
		expect(ana().departmentId).toBe(departmentId('Legal'));
	});

	it('is told by its names, and the change holds the IDs', async () => {
		const { json } = outputOf(await run('update', [{ email: ANA, department: 'Legal' }], DEPARTMENT));

		expect(json).toMatchObject([
			{
				summary: 'Department: Sales → Legal',
				changes: [{ field: 'Department', name: 'departmentId', from: departmentId('Sales'), to: departmentId('Legal') }],
			},
		]);
		expect(json[0]?.changes).toEqual([expect.not.objectContaining({ called: expect.anything() })]);
	});

	it('that several have is refused with the IDs, and others are written', async () => {
		const [sales] = organisation().departments.filter(({ name }) => name === 'Sales');
		const twin = { ...sales, departmentId: '00000000-0000-4000-8000-000000000001', code: 'S-2', parentDepartmentId: departmentId('Legal') };
		sandbox.ispringOrganisation.departments = [...organisation().departments, twin as never];
		const items = [
			{ email: ANA, department: 'Sales' },
			{ email: SEAN, department: 'Finance' },
		];
		const { outputs } = await run('update', items, DEPARTMENT, true);

		expect(outputs[0]?.map(({ json }) => json.error ?? json.action)).toEqual([
			`${ANA}: Department: "Sales" fits 2 departments: Sales in Example Holding (${sales?.departmentId}), Sales in Legal (${twin.departmentId}) [item 0]`,
			'updated',
		]);
	});

	it('that there is not is refused, and nothing is written for it', async () => {
		const { error } = await run('update', [{ email: ANA, department: 'Sale' }], DEPARTMENT);

		expect(error?.says).toBe('Department: no department was found for "Sale" [item 0]');
		expect(error?.description).toMatch(/^Department takes an ID, a code or a name\. /);
		expect(sentTo(sandbox)).toEqual([]);
	});

	it('is looked up in one list, however many users have it, and not at all by its ID', async () => {
		await run(
			'update',
			[ANA, SEAN].flatMap((email) => ['Sales', 'Legal', 'Finance'].map((department) => ({ email, department }))),
			DEPARTMENT,
		);
		const named = lookUps().length;
		sandbox.reset();
		await run('update', [{ email: ANA, department: departmentId('Legal') }], DEPARTMENT);

		expect([named, lookUps().length]).toEqual([1, 0]);
	});

	it('is shown in a preview as what would be written', async () => {
		const { json } = outputOf(await run('update', [{ email: ANA, department: 'Legal' }], { ...DEPARTMENT, preview: true }));

		expect(json).toMatchObject([{ action: 'update', preview: true, changes: [{ field: 'Department', to: departmentId('Legal') }] }]);
		expect(sentTo(sandbox)).toEqual([]);
	});
});

describe('the department of new users', () => {
	const fields = mapped({ login: '={{ $json.login }}', email: '={{ $json.email }}', first_name: 'New', last_name: 'Person' });
	const chosen = (mode: string) => ({ department: { __rl: true, mode, value: '={{ $json.in }}' }, fields });
	const items = [
		{ login: 'new.one', email: 'new.one@example.test', in: 'Legal' },
		{ login: 'new.two', email: 'new.two@example.test', in: 'Sales' },
	];
	const madeIn = (email: string) => sandbox.people('ispring').find((one) => one.fields.email === email)?.departmentId;

	it.each(['create', 'upsert'])('is chosen by name in %s', async (operation) => {
		outputOf(await run(operation, items, chosen('name')));

		expect([madeIn('new.one@example.test'), madeIn('new.two@example.test')]).toEqual([departmentId('Legal'), departmentId('Sales')]);
		expect(lookUps()).toHaveLength(1);
	});

	it('is chosen by code in Sync Users', async () => {
		const { json } = outputOf(
			await runISpring(
				sandbox,
				{ operation: 'sync', items: [{ ...items[0], in: 'D-Legal' }] },
				{
					...chosen('code'),
					matchBy: { __rl: true, mode: 'email', value: '={{ $json.email }}' },
					ifNotFound: 'create',
					leavers: 'ignore',
				},
			),
		);

		expect(json).toMatchObject([{ action: 'created' }]);
		expect(madeIn('new.one@example.test')).toBe(departmentId('Legal'));
	});

	it('that there is not makes nobody', async () => {
		const { error } = await run('create', [{ ...items[0], in: 'Nowhere' }], chosen('name'));

		expect(error?.says).toBe('No department with the name "Nowhere" was found [item 0]');
		expect(sentTo(sandbox)).toEqual([]);
	});

	it('is the mapped one where one is mapped', async () => {
		outputOf(
			await run('create', items.slice(0, 1), { ...chosen('name'), fields: mapped({ ...Object(fields.value), departmentId: 'D-Finance' }) }),
		);

		expect(madeIn('new.one@example.test')).toBe(departmentId('Finance'));
	});
});

describe("a user's groups", () => {
	it('are joined by name and by ID, and unchanged in a second run', async () => {
		const items = [{ email: ANA, groups: `Safety first, ${groupId('Newcomers')}` }];
		const first = outputOf(await run('update', items, GROUPS));
		const second = outputOf(await run('update', items, GROUPS));

		expect([first.json[0]?.action, second.json[0]?.action]).toEqual(['updated', 'unchanged']);
		expect([...ana().groups].sort()).toEqual([groupId('Safety first'), groupId('Newcomers')].sort());
		expect(lookUps().map(({ path }) => path.replace(/\?.*/, ''))).toEqual(['/ispring/groups', '/ispring/groups']);
	});

	it.each([
		['exact', 'Newcomers', ['Newcomers']],
		['remove', 'Safety first', []],
		['add', ['Newcomers', 'Safety first'], ['Safety first', 'Newcomers']],
	])('are taken as the list says: %s', async (groups, named, left) => {
		await run('update', [{ email: ANA, groups: 'Safety first' }], GROUPS);
		outputOf(await run('update', [{ email: ANA, groups: named }], { ...GROUPS, options: { groups } }));

		expect([...ana().groups].sort()).toEqual(left.map(groupId).sort());
	});

	it('are not joined where iSpring fills them by rules', async () => {
		sandbox.ispringOrganisation.groups = organisation().groups.map((one) => (one.name === 'Newcomers' ? { ...one, isSmart: true } : one));
		const { error } = await run('update', [{ email: ANA, groups: 'Newcomers' }], GROUPS);

		expect(error?.says).toBe('Groups: "Newcomers" is a smart group, which iSpring fills by its own rules [item 0]');
		expect(sentTo(sandbox)).toEqual([]);
	});

	it('are left by name in Remove From Groups', async () => {
		await run('update', [{ email: ANA, groups: 'Safety first, Newcomers' }], GROUPS);
		const items = [{ email: ANA, groups: 'Safety first' }];
		const removals = [await run('removeFromGroups', items, { groupIds: '={{ $json.groups }}' })];
		removals.push(await run('removeFromGroups', items, { groupIds: '={{ $json.groups }}' }));

		expect(removals.map((result) => outputOf(result).json[0]?.action)).toEqual(['updated', 'unchanged']);
		expect(ana().groups).toEqual([groupId('Newcomers')]);
	});

	it('by REST (Header) are joined by the names on its list', async () => {
		outputOf(await run('update', [{ email: ANA, groups: 'Safety first' }], { ...GROUPS, api: 'restHeader' }));

		expect(ana().groups).toContain(groupId('Safety first'));
	});

	it('by SOAP, which has no list of them, are taken by ID only', async () => {
		const { error } = await run('update', [{ email: ANA, groups: 'Safety first' }], { ...GROUPS, api: 'soap' });

		expect(error?.says).toBe('The selected API has no list of groups [item 0]');
	});
});

describe('missing departments and groups', () => {
	const create = { options: { createMissingDepartments: true, createMissingGroups: true } };
	const people = [
		{ email: ANA, department: 'Research', groups: 'Pilots' },
		{ email: SEAN, department: 'Research', groups: 'Pilots, Newcomers' },
		{ email: 'wei.zhang@example.test', department: 'Sales', groups: 'Newcomers' },
	];
	const BOTH = { fields: mapped({ departmentId: '={{ $json.department }}', groupIds: '={{ $json.groups }}' }) };
	const made = () => sentTo(sandbox).filter(([call]) => /^POST \/(department|group)$/.test(call));

	it('are created once each, before the first who needs them, where that is asked for', async () => {
		const { json } = outputOf(await run('update', people, { ...BOTH, ...create }));

		expect(json.map(({ action }) => action)).toEqual(['updated', 'updated', expect.stringMatching(/updated|unchanged/)]);
		expect(made()).toEqual([
			['POST /department', { name: 'Research', parentDepartmentId: ROOT.uuid }],
			['POST /group', { name: 'Pilots' }],
		]);
		expect([1, 2].map((number) => sandbox.person('ispring', userId(number)).departmentId)).toEqual([
			departmentId('Research'),
			departmentId('Research'),
		]);
		expect(ana().groups).toEqual([groupId('Pilots')]);

		const again = outputOf(await run('update', people, { ...BOTH, ...create }));
		expect([again.json.map(({ action }) => action), made().length]).toEqual([['unchanged', 'unchanged', 'unchanged'], 2]);
	});

	it('are not created without it', async () => {
		const { error } = await run('update', people, BOTH);

		expect(error?.says).toBe('Department: no department was found for "Research" [item 0]');
		expect(sentTo(sandbox)).toEqual([]);
	});

	it('are shown by their names in a preview, which makes nothing', async () => {
		const { json } = outputOf(await run('update', people, { ...BOTH, ...create, preview: true }));

		expect(json[0]).toMatchObject({
			action: 'update',
			changes: expect.arrayContaining([expect.objectContaining({ field: 'Department', to: 'Research' })]),
		});
		expect(sentTo(sandbox)).toEqual([]);
	});

	it('that can only not be made keep those back who need them', async () => {
		const body = JSON.stringify({ code: 400, message: 'Not now' });
		sandbox.fail({ channel: 'ispring-rest', method: 'POST', pathIncludes: '/department', kind: 'status', status: 400, body });
		const { outputs } = await run('update', people, { ...BOTH, ...create }, true);

		expect(outputs[0]?.map(({ json }) => json.error === undefined)).toEqual([false, false, true]);
		expect(made()).toHaveLength(1);
	});

	it('are not made twice where the answer is lost', async () => {
		sandbox.fail({ channel: 'ispring-rest', method: 'POST', kind: 'reset', afterHandling: true, times: 1 });
		const { json } = outputOf(await run('update', people, { ...BOTH, ...create }));

		expect(json.map(({ action }) => action)).not.toContain(undefined);
		expect(organisation().departments.filter(({ name }) => name === 'Research')).toHaveLength(1);
	});

	it('are made again where the request was lost', async () => {
		sandbox.fail({ channel: 'ispring-rest', method: 'POST', kind: 'reset', times: 1 });
		outputOf(await run('update', people, { ...BOTH, ...create }));

		expect(organisation().departments.filter(({ name }) => name === 'Research')).toHaveLength(1);
		expect(ana().departmentId).toBe(departmentId('Research'));
	});

	it('are not made where only capitals differ from one that is there', async () => {
		const { error } = await run('update', [{ email: ANA, department: 'sales', groups: '' }], { ...BOTH, ...create });

		expect(error?.says).toMatch(/^No department "sales" was created, because there is "Sales"/);
		expect(made()).toEqual([]);
	});

	it('are made for new users too', async () => {
		const fields = mapped({
			login: 'new.one',
			email: 'new.one@example.test',
			first_name: 'New',
			last_name: 'One',
			departmentId: 'Research',
		});
		outputOf(await run('create', [{}], { department: byId(ROOT.uuid), fields, ...create }));

		expect(sandbox.people('ispring').at(-1)?.departmentId).toBe(departmentId('Research'));
	});
});

describe("SCIM's department", () => {
	const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
	const scim = (department: string) => [{ email: ANA, user: { userName: ANA, [ENTERPRISE]: { department } } }];
	const given = { inputFormat: 'scim', scimUser: '={{ $json.user }}' };

	it.each([['Legal'], ['D-Legal']])('comes in as a name or a code: %s', async (department) => {
		const actions = [await run('update', scim(department), given), await run('update', scim(department), given)];

		expect(actions.map((result) => outputOf(result).json[0]?.action)).toEqual(['updated', 'unchanged']);
		expect(ana().departmentId).toBe(departmentId('Legal'));
	});

	it.each(['rest', 'soap'])('goes out as its name, by %s', async (api) => {
		const { json } = outputOf(await run('get', [{ email: ANA }], { api, output: 'scim' }));

		expect(json[0]).toMatchObject({ [ENTERPRISE]: { department: 'Sales' } });
	});

	it("is nobody's field by REST (Header), which has no list of departments", async () => {
		const { json } = outputOf(await run('update', scim('Legal'), { ...given, api: 'restHeader' }));

		expect(json[0]?.action).toBe('unchanged');
	});

	it('that iSpring does not have is an error, or is created', async () => {
		const { error } = await run('update', scim('Research'), given);
		outputOf(await run('update', scim('Research'), { ...given, options: { createMissingDepartments: true } }));

		expect(error?.says).toBe('Department: no department was found for "Research" [item 0]');
		expect(ana().departmentId).toBe(departmentId('Research'));
	});
});
