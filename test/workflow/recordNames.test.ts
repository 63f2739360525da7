import type { IDataObject } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { GROUPS, ROOT, UNITS } from '../sandbox/ispring/people';
import { runAppenate } from './appenateRuns';
import type { NodeResult } from './engine';
import { runHighQ } from './highqRun';
import { byId, runISpring } from './ispringRun';

const sandbox = freshSandbox({ people: 3 });

type Named = Readonly<{
	what: string;
	run: (name: string) => Promise<NodeResult>;
	/** What the vendor calls the records of this kind. */
	names: () => readonly (string | undefined)[];
}>;

const [, SALES = ''] = UNITS.map(({ uuid }) => uuid);
const [NEWCOMERS = ''] = GROUPS.map(({ uuid }) => uuid);

const iSpring =
	(resource: string, operation: string, parameters: (name: string) => IDataObject) =>
	async (name: string): Promise<NodeResult> =>
		await runISpring(sandbox, { resource, operation, items: [{}] }, parameters(name));
const highQ = (resource: string, operation: string, parameters: (name: string) => IDataObject) => async (name: string) =>
	await runHighQ(sandbox, [resource, operation], { parameters: JSON.parse(JSON.stringify(parameters(name))) });
const appenate = (resource: string, operation: string, parameters: (name: string) => IDataObject) => async (name: string) =>
	await runAppenate(sandbox, { parameters: JSON.parse(JSON.stringify({ resource, operation, ...parameters(name) })) });

const iSpringGroups = () => sandbox.ispringOrganisation.groups.map(({ name }) => name);
const departments = () => sandbox.ispringOrganisation.departments.map(({ name }) => name);
const highQGroups = () => sandbox.highq.groups.all().map(({ name }) => name);
const organisations = () => sandbox.highq.organisations.all().map(({ name }) => name);
const appenateGroups = () => sandbox.appenatePlaces.groups.map(({ Name }) => Name);
const folders = () => sandbox.appenatePlaces.folders.map(({ Name }) => Name);

const named = (name: string): IDataObject => ({ name });
const updated = (name: string): IDataObject => ({ updateFields: { name } });

const NAMED: readonly Named[] = [
	{ what: 'a new user group of HighQ', run: highQ('userGroup', 'create', named), names: highQGroups },
	{
		what: 'a renamed user group of HighQ',
		run: highQ('userGroup', 'update', (name) => ({ group: byId('7'), ...updated(name) })),
		names: highQGroups,
	},
	{ what: 'a new organisation of HighQ', run: highQ('organisation', 'create', named), names: organisations },
	{
		what: 'a renamed organisation of HighQ',
		run: highQ('organisation', 'update', (name) => ({ organisation: byId('75'), ...updated(name) })),
		names: organisations,
	},
	{ what: 'a new user group of Appenate', run: appenate('userGroup', 'create', named), names: appenateGroups },
	{
		what: 'a renamed user group of Appenate',
		run: appenate('userGroup', 'update', (name) => ({ userGroup: byId(sandbox.appenatePlaces.groups[0]?.Id ?? ''), ...updated(name) })),
		names: appenateGroups,
	},
	{ what: 'a new folder of Appenate', run: appenate('folder', 'create', named), names: folders },
	{
		what: 'a renamed folder of Appenate',
		run: appenate('folder', 'update', (name) => ({ folder: byId(sandbox.appenatePlaces.folders[0]?.Id ?? ''), ...updated(name) })),
		names: folders,
	},
	{ what: 'a new group of iSpring', run: iSpring('group', 'create', named), names: iSpringGroups },
	{
		what: 'a new group of iSpring by SOAP',
		run: iSpring('group', 'create', (name) => ({ api: 'soap', ...named(name) })),
		names: iSpringGroups,
	},
	{
		what: 'a renamed group of iSpring',
		run: iSpring('group', 'update', (name) => ({ group: byId(NEWCOMERS), ...named(name) })),
		names: iSpringGroups,
	},
	{
		what: 'a new department of iSpring',
		run: iSpring('department', 'create', (name) => ({ parentDepartment: byId(ROOT.uuid), ...named(name) })),
		names: departments,
	},
	{
		what: 'a renamed department of iSpring',
		run: iSpring('department', 'update', (name) => ({ department: byId(SALES), ...updated(name) })),
		names: departments,
	},
];

describe.each(NAMED)('the name of $what', ({ run, names }) => {
	it.each([' Pilots ', 'Pilots\t', '\u00a0Łódź crew\u00a0', 'a  b '])('reaches the vendor to the letter: %j', async (name) => {
		const { error } = await run(name);

		expect(error).toBeUndefined();
		expect(names()).toContain(name);
	});

	it.each(['Crew \ud83d', '\udc00'])('is refused when a character in it is cut in half: %j', async (name) => {
		const { error } = await run(name);

		expect(error?.says).toMatch(/^Name ends in half a character/);
		expect(sandbox.requests.filter(({ isWrite }) => isWrite)).toEqual([]);
	});

	it.each([' ', '\t', '\u00a0\u00a0'])('is refused when nothing but blanks stands in it: %j', async (name) => {
		const { error } = await run(name);

		expect(error?.says).toMatch(/^Name is empty/);
		expect(sandbox.requests.filter(({ isWrite }) => isWrite)).toEqual([]);
	});
});

it('a name that an HTTP header would shorten is refused before anything is sent', async () => {
	const { error } = await runISpring(
		sandbox,
		{ resource: 'group', operation: 'create', items: [{}] },
		{ api: 'restHeader', name: ' Pilots ' },
	);

	expect(error?.message).toMatch(/starts or ends with a space/);
	expect(sandbox.requests).toEqual([]);
});

describe('a folder of Appenate', () => {
	const folder = (mode: string, value: string): IDataObject => ({ folder: { __rl: true, mode, value } });

	it.each([' Pilots ', 'ABCDEF00112233445566778899AABBCC'])('is found by its name to the letter: %j', async (name) => {
		await appenate('folder', 'create', named)(name);
		const { outputs } = await appenate('folder', 'get', (value) => folder('name', value))(name);

		expect(outputs[0]?.[0]?.json.Name).toBe(name);
	});

	it.each(['ABCDEF00112233445566778899AABBCC', 'abcdef00-1122-3344-5566-778899aabbcc'])(
		'is found by an external ID that looks like an ID of Appenate: %j',
		async (externalId) => {
			await appenate('folder', 'create', (name) => ({ name, additionalFields: { externalId } }))('Pilots');
			const { outputs } = await appenate('folder', 'get', (value) => folder('externalId', value))(externalId);

			expect(outputs[0]?.[0]?.json).toMatchObject({ Name: 'Pilots', ExternalId: externalId });
		},
	);

	it('gets its description to the letter', async () => {
		await appenate('folder', 'create', (name) => ({ name, additionalFields: { description: ' two\n lines ' } }))('Pilots');

		expect(sandbox.appenatePlaces.folders.at(-1)?.Description).toBe(' two\n lines ');
	});
});

it('organisations of HighQ that a list names are meant to the letter', async () => {
	await highQ('organisation', 'create', named)(' Firm, LLP ');
	await highQ('organisation', 'disableMany', () => ({ organisations: "={{ [' Firm, LLP ', ' 75 '] }}" }))('');

	expect(JSON.parse(sandbox.writes('highq').at(-1)?.body ?? '')).toEqual({ organisations: { organisation: [' Firm, LLP ', '75'] } });
});

it('IDs and codes are keys: blanks around them are dropped', async () => {
	await iSpring('department', 'create', (name) => ({ name, parentDepartment: byId(` ${ROOT.uuid} `), options: { code: ' D-104 ' } }))(
		'Pilots',
	);
	await appenate('userGroup', 'create', (name) => ({ name, additionalFields: { externalId: ' 0012 ' } }))('Pilots');

	expect(sandbox.ispringOrganisation.departments.at(-1)).toMatchObject({ parentDepartmentId: ROOT.uuid, code: 'D-104' });
	expect(sandbox.appenatePlaces.groups.at(-1)?.ExternalId).toBe('0012');
});
