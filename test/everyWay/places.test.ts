import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { freshSandbox } from '../freshSandbox';
import { startSandbox, type Sandbox } from '../sandbox';
import { ROOT } from '../sandbox/ispring/people';
import { steadyHex, steadyUuid } from '../sandbox/people';
import type { NodeResult } from '../workflow/engine';
import { runNode } from '../workflow/engine';
import { runISpring } from '../workflow/ispringRun';
import { who } from '../workflow/offered';
import { actionsOf } from '../workflow/syncWays';
import { WAYS, type Way } from '../workflow/ways';

/*
 * Departments, groups, folders and organisations of users, as people call them.
 */

// Thousands of requests on this machine alone: a busy one must not fail them.
jest.setTimeout(300_000);

const BY_EMAIL = { __rl: true, mode: 'email', value: '={{ $json.email }}' };
const mapped = (value: INodeParameters): INodeParameters => ({
	fields: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] },
});

type Place = Readonly<{
	field: string;
	name: string;
	stored: (sandbox: Sandbox, email: string) => unknown;
	isThere: (stored: unknown) => boolean;
}>;

/** A field that names a record, and one by its name. Axero has none; REST (Header) has no list of departments, SOAP none of groups. */
const placeOf = ({ channel }: Way): Place | undefined => {
	switch (channel) {
		case 'axero':
			return undefined;
		case 'appenate':
			return {
				field: 'Groups',
				name: 'Legal',
				stored: (sandbox, email) =>
					sandbox.person('appenate', email).Groups.map((id) => sandbox.appenatePlaces.groups.find(({ Id }) => Id === id)?.Name),
				isThere: (stored) => Array.isArray(stored) && stored.includes('Legal'),
			};
		case 'highq':
			return {
				field: 'orgid',
				name: 'Łódź & Partners',
				stored: (sandbox, email) => sandbox.person('highq', email).organisation,
				isThere: (stored) => /"orgid":"?76\b/.test(JSON.stringify(stored)),
			};
		case 'ispring-header':
			return {
				field: 'groupIds',
				name: 'Safety first',
				stored: (sandbox, email) => sandbox.person('ispring', email).groups,
				isThere: (stored) => JSON.stringify(stored).includes(steadyUuid('ispring group safety')),
			};
		default:
			return {
				field: 'departmentId',
				name: 'Legal',
				stored: (sandbox, email) => sandbox.person('ispring', email).departmentId,
				isThere: (stored) => stored === steadyUuid('ispring department Legal'),
			};
	}
};

const NAMING = WAYS.flatMap((way) => {
	const place = placeOf(way);
	return place ? [{ ...way, place }] : [];
});

describe.each(NAMING)('a record that a user of $title names', (way) => {
	const { field, name, stored, isThere } = way.place;
	const sandbox = freshSandbox({ people: 5 });
	const ANA = 'ana.silva@example.test';
	const SEAN = 'sean.obrien@example.test';
	const update = async (value: string, more: INodeParameters = {}): Promise<NodeResult> => {
		const { options = {}, ...protocol } = way.protocol;
		return await runNode({
			node: way.node(),
			credential: { type: way.credential(), data: way.data(sandbox) },
			items: [{ email: ANA }, { email: SEAN }],
			onError: 'continueRegularOutput',
			parameters: { resource: 'user', operation: 'update', user: BY_EMAIL, ...mapped({ [field]: value }), ...protocol, options, ...more },
		});
	};

	it('is written by its name, and unchanged in a second run', async () => {
		const first = await update(name);
		sandbox.clearLog();
		const second = await update(name);

		expect(first.outputs[0]?.map(({ json }) => json.error)).toEqual([undefined, undefined]);
		expect([ANA, SEAN].map((email) => isThere(stored(sandbox, email)))).toEqual([true, true]);
		expect(actionsOf(second)).toEqual({ unchanged: 2 });
		expect(sandbox.writes()).toEqual([]);
	});

	it('is an error where there is none of that name, with nothing written', async () => {
		const { outputs } = await update('Nowhere & nothing');

		expect(outputs[0]?.map(({ json }) => json.error)).toEqual([
			expect.stringContaining('was found for "Nowhere & nothing"'),
			expect.stringContaining('was found for "Nowhere & nothing"'),
		]);
		expect(sandbox.writes()).toEqual([]);
	});

	it('is shown by a preview, which writes nothing', async () => {
		const { outputs } = await update(name, { preview: true });

		expect(outputs[0]?.map(({ json }) => json.preview)).toEqual([true, true]);
		expect(sandbox.writes()).toEqual([]);
	});
});

const PEOPLE = 1000;
const NEW_PEOPLE = 40;
const DEPARTMENTS = 50;
const MISSING = 5;

describe('1,000 people in 50 departments of iSpring by name or code, in any order', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ people: PEOPLE - NEW_PEOPLE });
	});
	beforeEach(() => {
		sandbox.reset();
		const [model] = sandbox.ispringOrganisation.departments.slice(1);
		const more = Array.from({ length: DEPARTMENTS - MISSING }, (_unused, i) => ({
			...model,
			departmentId: steadyUuid(`place ${i}`),
			name: `Team ${i}`,
			code: `T-${i}`,
		}));
		sandbox.ispringOrganisation.departments = [...sandbox.ispringOrganisation.departments, ...(more as never[])];
	});
	afterAll(async () => {
		await sandbox.close();
	});

	/** Every second one by its code; those that there are not only have a name. */
	const calledAs = (i: number): string => (i % 2 === 0 && i < DEPARTMENTS - MISSING ? `T-${i}` : `Team ${i}`);
	const list = (): readonly IDataObject[] =>
		[
			...sandbox.people('ispring').map(({ fields }) => fields.email ?? ''),
			...Array.from({ length: NEW_PEOPLE }, (_, i) => `new.${i}@example.test`),
		]
			.sort((one, other) => (steadyHex(one) < steadyHex(other) ? -1 : 1))
			.map((email, i) => ({ email, login: email.split('@')[0], team: i % DEPARTMENTS, department: calledAs(i % DEPARTMENTS) }));
	const run = async (operation: string, items: readonly IDataObject[], options: IDataObject = { createMissingDepartments: true }) =>
		await runISpring(
			sandbox,
			{ operation, items, onError: 'continueErrorOutput' },
			{
				...who(operation, BY_EMAIL),
				...mapped({ login: '={{ $json.login }}', last_name: 'Lind', departmentId: '={{ $json.department }}' }),
				department: { __rl: true, mode: 'id', value: ROOT.uuid },
				sendEmail: false,
				...(operation === 'sync' ? { ifNotFound: 'create', leavers: 'ignore' } : {}),
				options: { maxChanges: PEOPLE, maxShare: 100, ...options },
			},
		);
	const lookUps = () => sandbox.requests.filter(({ path, method }) => method === 'GET' && /\/departments?(\?|$)/.test(path));
	const made = () => sandbox.writes('ispring-rest').filter(({ path }) => path.endsWith('/department'));
	const departmentOf = (email: string) => {
		const { departmentId } = sandbox.person('ispring', email);
		return sandbox.ispringOrganisation.departments.find((one) => one.departmentId === departmentId)?.name;
	};

	it.each(['sync', 'upsert'])('are right after one run, and unchanged after the second: %s', async (operation) => {
		const items = list();
		const first = await run(operation, items);

		expect(actionsOf(first)).toEqual({ created: NEW_PEOPLE, updated: PEOPLE - NEW_PEOPLE });
		expect(items.filter(({ email, team }) => departmentOf(String(email)) !== `Team ${String(team)}`)).toEqual([]);
		// One list answers for all fifty, and each missing one is made once.
		expect([lookUps().length, made().length]).toEqual([1, MISSING]);

		sandbox.clearLog();
		expect(actionsOf(await run(operation, items))).toEqual({ unchanged: PEOPLE });
		expect([sandbox.writes('ispring-rest'), lookUps().length]).toEqual([[], 1]);
	});

	it('are refused where several departments have the name, while others are written', async () => {
		const [model] = sandbox.ispringOrganisation.departments.filter(({ name }) => name === 'Team 1');
		const twin = { ...model, departmentId: steadyUuid('twin'), code: 'T-twin' };
		sandbox.ispringOrganisation.departments = [...sandbox.ispringOrganisation.departments, twin as never];
		const items = list();
		const result = await run('sync', items);
		const inTwins = items.filter(({ team }) => team === 1).length;

		expect(result.outputs[1]).toHaveLength(inTwins);
		expect(result.outputs[1]?.every(({ json }) => /"Team 1" fits 2 departments: /.test(String(json.error)))).toBe(true);
		expect(result.outputs[0]).toHaveLength(PEOPLE - inTwins);
	});

	it('have each missing department made once, although a tenth of all answers is lost', async () => {
		let count = 0;
		sandbox.fail({ channel: 'ispring-rest', kind: 'reset', afterHandling: true, only: () => (count += 1) % 10 === 0 });
		sandbox.fail({ channel: 'ispring-rest', method: 'POST', pathIncludes: '/department', kind: 'reset', afterHandling: true, times: 2 });
		const items = list().slice(0, 200);
		await run('upsert', items);
		sandbox.heal();
		const again = await run('upsert', items);

		expect(again.outputs[1]).toEqual([]);
		const names = sandbox.ispringOrganisation.departments.map(({ name }) => name).filter((name) => name.startsWith('Team '));
		expect([names.length, new Set(names).size]).toEqual([DEPARTMENTS, DEPARTMENTS]);
		expect(items.filter(({ email, team }) => departmentOf(String(email)) !== `Team ${String(team)}`)).toEqual([]);
	});
});
