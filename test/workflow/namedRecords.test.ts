import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';

import { Appenate } from '../../nodes/Appenate/Appenate.node';
import { Axero } from '../../nodes/Axero/Axero.node';
import { HighQPublisher } from '../../nodes/HighQPublisher/HighQPublisher.node';
import { ISpringLearn } from '../../nodes/ISpringLearn/ISpringLearn.node';
import { freshSandbox } from '../freshSandbox';
import { runAppenate } from './appenateRuns';
import { axeroOn } from './axeroRun';
import type { NodeResult } from './engine';
import { runHighQ } from './highqRun';
import { runISpring, userId } from './ispringRun';

const sandbox = freshSandbox();

type Items = readonly IDataObject[];
type Kind = Readonly<{
	what: string;
	noun: string;
	label: string;
	run: (mode: string, items: Items, more?: IDataObject) => Promise<NodeResult>;
	/** What each mode finds it by. */
	keys: Readonly<Record<string, string>>;
	/** The property of an output item that shows which one it is. */
	shows: readonly [name: string, value: unknown];
	/** Gives another one the same name. */
	twin: () => void;
}>;

const locator = (mode: string) => ({ __rl: true, mode, value: '={{ $json.key }}' });
const STOP = undefined;
const CONTINUE = { onError: 'continueRegularOutput' } as const;

const iSpring =
	(resource: string, name: string, operation: string, parameters: IDataObject = {}): Kind['run'] =>
	async (mode, items, { onError, ...more } = {}) =>
		await runISpring(
			sandbox,
			{ resource, operation, items, ...(onError === STOP ? {} : CONTINUE) },
			{ [name]: locator(mode), ...parameters, ...more },
		);
const highQ =
	(resource: string, name: string, operation: string, parameters: INodeParameters = {}): Kind['run'] =>
	async (mode, items, { onError, ...more } = {}) =>
		await runHighQ(sandbox, [resource, operation], {
			items,
			parameters: { [name]: locator(mode), ...parameters, ...(more as INodeParameters) },
			continues: onError !== STOP,
		});
const appenate =
	(resource: string, operation: string, parameters: INodeParameters = {}): Kind['run'] =>
	async (mode, items, { onError, ...more } = {}) =>
		await runAppenate(sandbox, {
			items,
			parameters: { resource, operation, [resource]: locator(mode), ...parameters, ...(more as INodeParameters) },
			...(onError === STOP ? {} : CONTINUE),
		});
const axero =
	(operation: string): Kind['run'] =>
	async (mode, items, { onError, ...more } = {}) =>
		await axeroOn(() => sandbox)(
			{ resource: 'space', operation, space: locator(mode), ...more },
			items,
			onError === STOP ? {} : { onError: 'continueErrorOutput' },
		);

const OTHER = '00000000-0000-4000-8000-000000000000';
const department = (name: string) => sandbox.ispringOrganisation.departments.find((one) => one.name === name)?.departmentId ?? '';

const KINDS: readonly Kind[] = [
	{
		what: 'a department of iSpring',
		noun: 'department',
		label: 'Department',
		run: iSpring('department', 'department', 'get'),
		keys: { name: 'Sales', code: 'D-Sales' },
		shows: ['name', 'Sales'],
		twin: () => {
			const { departments } = sandbox.ispringOrganisation;
			const sales = departments.find(({ name }) => name === 'Sales');
			if (sales) sandbox.ispringOrganisation.departments = [...departments, { ...sales, departmentId: OTHER }];
		},
	},
	{
		what: 'a group of iSpring',
		noun: 'group',
		label: 'Group',
		run: iSpring('group', 'group', 'get'),
		keys: { name: 'Łódź & friends' },
		shows: ['name', 'Łódź & friends'],
		twin: () => {
			const { groups } = sandbox.ispringOrganisation;
			const friends = groups.find(({ name }) => name === 'Łódź & friends');
			if (friends) sandbox.ispringOrganisation.groups = [...groups, { ...friends, groupId: OTHER }];
		},
	},
	{
		what: 'an organisation of HighQ',
		noun: 'organisation',
		label: 'Organisation',
		run: highQ('organisation', 'organisation', 'get'),
		keys: { name: 'Example Holding' },
		shows: ['name', 'Example Holding'],
		twin: () => void sandbox.highq.organisations.add({ name: 'Example Holding' }),
	},
	{
		what: 'a user group of HighQ',
		noun: 'user group',
		label: 'User Group',
		run: highQ('userGroup', 'group', 'get'),
		keys: { name: 'Tax' },
		shows: ['name', 'Tax'],
		twin: () => void sandbox.highq.groups.add({ name: 'Tax' }),
	},
	{
		what: 'a user group of Appenate',
		noun: 'user group',
		label: 'User Group',
		run: appenate('userGroup', 'get'),
		keys: { name: 'Sales', externalId: 'group-01' },
		shows: ['Name', 'Sales'],
		twin: () => {
			const [first, ...others] = sandbox.appenatePlaces.groups;
			if (first) sandbox.appenatePlaces.groups = [first, { ...first, Id: 'f'.repeat(32) }, ...others];
		},
	},
	{
		what: 'a folder of Appenate',
		noun: 'folder',
		label: 'Folder',
		run: appenate('folder', 'get'),
		keys: { name: 'Inspections', externalId: 'folder-01' },
		shows: ['Name', 'Inspections'],
		twin: () => {
			const [first, ...others] = sandbox.appenatePlaces.folders;
			if (first) sandbox.appenatePlaces.folders = [first, { ...first, Id: 'f'.repeat(32) }, ...others];
		},
	},
	{
		what: 'a space of Axero',
		noun: 'space',
		label: 'Space',
		run: axero('get'),
		keys: { name: 'Łódź & <friends>' },
		shows: ['SpaceName', 'Łódź & <friends>'],
		twin: () => undefined,
	},
];

const MODES = KINDS.flatMap((kind) => Object.entries(kind.keys).map(([mode, key]) => ({ ...kind, mode, key })));

const said = ({ error, outputs }: NodeResult): unknown => error?.says ?? outputs.flat().map(({ json }) => json.error)[0];

describe.each(MODES)('$what by $mode', ({ run, mode, key, shows: [name, value], noun, twin }) => {
	it('is the one that has it', async () => {
		const { outputs, error } = await run(mode, [{ key }]);

		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json[name]).toBe(value);
	});

	it('is an error where nobody has the whole of it', async () => {
		expect(said(await run(mode, [{ key: key.slice(0, -1) }]))).toMatch(
			new RegExp(`^No ${noun} with the (name|code|external ID) ".*" was found`),
		);
	});

	it('is looked up once for a hundred items', async () => {
		await run(mode, [{ key }]);
		const one = sandbox.requests.length;
		sandbox.reset();
		await run(
			mode,
			Array.from({ length: 100 }, () => ({ key })),
		);

		// Each item reads its own record; the look-up is made for the first only.
		expect(sandbox.requests.length).toBeLessThanOrEqual(one + 99);
	});

	it('is refused where another one has it too', async () => {
		twin();
		const result = await run(mode, [{ key }]);

		expect(said(result) ?? noun).toMatch(noun === 'space' ? /^space$/ : new RegExp(`^2 ${noun}s have the (name|code|external ID) `));
	});

	it('is asked for where the item gives nothing', async () => {
		expect(said(await run(mode, [{ key: ' ' }]))).toMatch(/ is empty \(By (Name|Code|External ID)\)/);
	});
});

describe('names in operations that write', () => {
	const move = iSpring('department', 'department', 'moveUsers', { userIds: '={{ $json.users }}' });
	const people = [
		{ key: 'Sales', users: userId(1) },
		{ key: 'Nowhere', users: userId(2) },
		{ key: 'Legal', users: userId(3) },
	];

	it('keep everything from being written where one is unknown and the workflow stops', async () => {
		expect(said(await move('name', people))).toMatch(/^No department with the name "Nowhere" was found/);
		expect(sandbox.writes('ispring-rest')).toEqual([]);
	});

	it('let the others be written where it goes on', async () => {
		const { outputs } = await move('name', people, { onError: 'continue' });

		expect(outputs[0]?.map(({ json }) => json.action ?? json.error)).toEqual([
			'moved',
			'No department with the name "Nowhere" was found [item 1]',
			'moved',
		]);
		expect([1, 3].map((number) => sandbox.person('ispring', userId(number)).departmentId)).toEqual([
			department('Sales'),
			department('Legal'),
		]);
	});

	it('show in a preview which record is meant, and write nothing', async () => {
		const { outputs } = await move('name', people, { preview: true });

		expect(outputs[0]?.map(({ json }) => [json.action, json.departmentId, json.warnings])).toEqual([
			['move', department('Sales'), []],
			['failed', undefined, [expect.stringMatching(/^No department with the name "Nowhere" was found/)]],
			['move', department('Legal'), []],
		]);
		expect(sandbox.writes('ispring-rest')).toEqual([]);
	});

	it('put a new department into the one that is named, and move one there', async () => {
		await iSpring('department', 'parentDepartment', 'create', { name: 'Inside Sales' })('code', [{ key: 'D-Sales' }]);
		await iSpring('department', 'department', 'update', { updateFields: { parentDepartmentId: 'Legal' } })('name', [
			{ key: 'Inside Sales' },
		]);

		expect(sandbox.ispringOrganisation.departments.at(-1)).toMatchObject({ name: 'Inside Sales', parentDepartmentId: department('Legal') });
	});

	it('say of a new parent that is unknown what may be meant', async () => {
		const result = await iSpring('department', 'department', 'update', { updateFields: { parentDepartmentId: 'sale' } })('name', [
			{ key: 'Legal' },
		]);

		expect(said(result)).toBe('No department with the ID, code or name "sale" was found [item 0]');
		expect(result.error?.description).toMatch(/^Did you mean Sales, ID /);
	});

	it('find the group that a folder is restricted to', async () => {
		await appenate('folder', 'update', { updateFields: { restrictToGroup: 'group-02' } })('name', [{ key: 'Inspections' }]);
		const [, second] = sandbox.appenatePlaces.groups;

		expect(sandbox.appenatePlaces.folders[0]?.RestrictToGroup).toBe(second?.Id);
	});

	it.each(['restHeader', 'soap'])('are found by %s as far as it has lists', async (api) => {
		const run = api === 'soap' ? undefined : iSpring('group', 'group', 'addMembers', { api, userIds: '5' });
		const result = await run?.('name', [{ key: 'Newcomers' }]);

		expect(result?.error).toBeUndefined();
	});
});

describe('users of iSpring, in calls that take them by ID', () => {
	const members = (group: string) => sandbox.people('ispring').flatMap((one) => (one.groups.includes(groupId(group)) ? [one.userId] : []));
	const groupId = (group: string) => sandbox.ispringOrganisation.groups.find(({ name }) => name === group)?.groupId ?? '';
	const add = iSpring('group', 'group', 'addMembers', { userIds: '={{ $json.users }}' });

	it('are named by email address, login or ID', async () => {
		await add('name', [{ key: 'Safety first', users: `ana.silva@example.test, sean.obrien, ${userId(3)}` }]);

		expect(members('Safety first')).toEqual([userId(1), userId(2), userId(3)]);
	});

	it('are looked up once, however many items name them', async () => {
		await add(
			'name',
			Array.from({ length: 30 }, () => ({ key: 'Safety first', users: 'ana.silva@example.test' })),
		);

		const lookUps = sandbox.requests.filter(({ path }) => /\/user\/v2(\?|$)/.test(path));
		expect(lookUps).toHaveLength(1);
	});

	it.each(['nobody@example.test', 'nobody'])('are refused where one of them is nobody: %s', async (users) => {
		const result = await add('name', [{ key: 'Safety first', users: `ana.silva@example.test, ${users}` }]);

		expect(said(result)).toBe(`No user with the email address or login "${users}" was found [item 0]`);
		expect(sandbox.writes('ispring-rest')).toEqual([]);
	});

	it('move to a department, and start a group', async () => {
		await iSpring('department', 'department', 'moveUsers', { userIds: 'ana.silva@example.test' })('code', [{ key: 'D-Legal' }]);
		await runISpring(
			sandbox,
			{ resource: 'group', operation: 'create', items: [{}] },
			{ name: 'Pilots', options: { userIds: 'sean.obrien, ana.silva@example.test' } },
		);

		expect(sandbox.person('ispring', userId(1)).departmentId).toBe(department('Legal'));
		expect(members('Pilots')).toEqual([userId(1), userId(2)]);
	});

	it('and departments that move are named by code or name', async () => {
		await iSpring('department', 'department', 'moveDepartments', { departmentIds: 'Sales, D-Finance' })('name', [{ key: 'Legal' }]);
		const moved = sandbox.ispringOrganisation.departments.filter(({ name }) => name === 'Sales' || name === 'Finance');

		expect(moved.map(({ parentDepartmentId }) => parentDepartmentId)).toEqual([department('Legal'), department('Legal')]);
	});
});

const NODES = [new Appenate(), new Axero(), new HighQPublisher(), new ISpringLearn()];
const RECORDS = /^search(Departments|Groups|Organisations|Folders|Spaces)$/;

it.each(NODES.map((node) => [node.description.displayName, node.description.properties] as const))(
	'%s takes names wherever a department, group, organisation, folder or space is chosen',
	(_name, properties: readonly INodeProperties[]) => {
		// REST (Header) has no list of departments.
		const locators = properties.filter(
			({ modes = [], displayOptions }) =>
				displayOptions?.show?.api?.[0] !== 'restHeader' &&
				modes.some(({ typeOptions }) => RECORDS.test(typeOptions?.searchListMethod ?? '')),
		);
		const without = locators.filter(({ modes = [] }) => !modes.some(({ name }) => name === 'name'));

		expect(locators.length).toBeGreaterThan(0);
		expect(without.map(({ name, displayOptions }) => [name, displayOptions?.show?.operation])).toEqual([]);
	},
);
