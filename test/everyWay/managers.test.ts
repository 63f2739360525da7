import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type FaultKind, type Sandbox } from '../sandbox';
import { steadyHex } from '../sandbox/people';
import { UNITS } from '../sandbox/ispring/people';
import type { NodeResult } from '../workflow/engine';
import { axeroOn } from '../workflow/axeroRun';
import { runISpring } from '../workflow/ispringRun';
import { who } from '../workflow/offered';
import { actionsOf } from '../workflow/syncWays';

// Ten thousand requests on this machine alone: a busy one must not fail them.
jest.setTimeout(300_000);

const PEOPLE = 1000;
const MANAGERS = 50;
/** Of all, and of the managers: not at the vendor yet. */
const [NEW_PEOPLE, NEW_MANAGERS] = [40, 10];
const THERE = PEOPLE - NEW_PEOPLE;

type Way = Readonly<{
	title: string;
	channel: 'axero' | 'ispring-rest';
	fields: IDataObject;
	run: (parameters: IDataObject, items: readonly IDataObject[]) => Promise<NodeResult>;
	/** The key of somebody's manager, as the vendor stores it; undefined for none. */
	managerOf: (email: string) => string | undefined;
	keyOf: (email: string) => string;
	emailsThere: () => readonly string[];
	/** Whether a request looks for this person. */
	looksFor: (request: string, email: string) => boolean;
	/**
	 * Requests that look for one manager in Create or Update, for the manager's own item too: for somebody who is there, and for
	 * somebody who is not, whose item is planned anew once a manager further up is made. In Sync, the list shows who is there.
	 */
	lookUps: Readonly<{ there: number; missing: number; inSync: number }>;
	/** How a creation is refused. */
	refusal: FaultKind;
}>;

let sandbox: Sandbox;
const LIMITS = { maxChanges: PEOPLE, maxShare: 100 };

const WAYS: readonly Way[] = [
	{
		title: 'Axero',
		channel: 'axero',
		fields: { 'Last name': '={{ $json.name }}', 'Reports to': '={{ $json.manager }}' },
		run: async (parameters, items) =>
			await axeroOn(() => sandbox)({ resource: 'user', ...parameters }, items, { onError: 'continueErrorOutput' }),
		managerOf: (email) => sandbox.person('axero', email).labels['Reports to'],
		keyOf: (email) => sandbox.person('axero', email).Username,
		emailsThere: () => sandbox.people('axero').map(({ Email }) => Email),
		looksFor: (request, email) => request.includes(`username=${email}`) || request.includes(`searchText=${email}`),
		// Nobody is nobody after two searches, as email address and as username; the answer to a creation tells no username.
		lookUps: { there: 2, missing: 8, inSync: 1 },
		refusal: { kind: 'status', status: 200, body: '{"IsError":true,"ResponseMessage":"No more users."}' },
	},
	{
		title: 'iSpring Learn',
		channel: 'ispring-rest',
		fields: { login: '={{ $json.login }}', last_name: '={{ $json.name }}', subordination: '={{ $json.manager }}' },
		run: async ({ operation, ...parameters }, items) =>
			await runISpring(
				sandbox,
				{ operation: String(operation), items, onError: 'continueErrorOutput' },
				{
					...parameters,
					department: { __rl: true, mode: 'id', value: UNITS[1]?.uuid ?? '' },
					sendEmail: false,
				},
			),
		managerOf: (email) => sandbox.person('ispring', email).subordination.supervisorId,
		keyOf: (email) => sandbox.person('ispring', email).userId,
		emailsThere: () => sandbox.people('ispring').map(({ fields }) => fields.email ?? ''),
		looksFor: (request, email) => request.includes(`emails[]=${email}`),
		lookUps: { there: 2, missing: 3, inSync: 0 },
		refusal: { kind: 'status', status: 403, body: '{"code":403,"message":"No more users."}' },
	},
];

/** The list as HR has it, in an order that is random and always the same: who reports to whom, by email address. */
function everybody(way: Way): ReadonlyArray<Readonly<{ email: string; login: string; name: string; manager: string }>> {
	const newcomers = Array.from({ length: NEW_PEOPLE }, (_, i) => `new.person.${i}@example.test`);
	const managers = [...newcomers.slice(0, NEW_MANAGERS), ...way.emailsThere().slice(0, MANAGERS - NEW_MANAGERS)];
	const others = [...newcomers.slice(NEW_MANAGERS), ...way.emailsThere().slice(MANAGERS - NEW_MANAGERS)];
	// The first ten report to one another's successor, so that people wait for people who wait.
	const chain = managers.map((email, i) => ({ email, manager: managers[i + 1 < MANAGERS ? i + 1 : i] ?? '' }));
	const reports = others.map((email, i) => ({ email, manager: managers[i % MANAGERS] ?? '' }));
	return [...chain, ...reports]
		.map(({ email, manager }) => ({
			email,
			login: email.split('@')[0] ?? '',
			name: `Name of ${email}`,
			manager: manager === email ? '' : manager,
		}))
		.sort((one, other) => (steadyHex(one.email) < steadyHex(other.email) ? -1 : 1));
}

describe.each(WAYS)('1,000 people who report to 50 managers, in any order, at $title', (way) => {
	beforeAll(async () => {
		sandbox = await startSandbox({ people: THERE });
	});
	beforeEach(() => {
		sandbox.reset();
	});
	afterAll(async () => {
		await sandbox.close();
	});
	const requests = () =>
		sandbox.requests.filter(({ channel }) => channel === way.channel).map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
	const run = async (operation: string, items: readonly IDataObject[]) =>
		await way.run(
			{
				operation,
				...who(operation, { __rl: true, mode: 'email', value: '={{ $json.email }}' }),
				fields: { mappingMode: 'defineBelow', value: way.fields, matchingColumns: [], schema: [] },
				...(operation === 'sync' ? { ifNotFound: 'create', leavers: 'ignore' } : {}),
				options: LIMITS,
			},
			items,
		);

	it.each(['sync', 'upsert'])('are right after one run, and unchanged after the second: %s', async (operation) => {
		const items = everybody(way);
		const first = await run(operation, items);

		expect(actionsOf(first)).toEqual({ created: NEW_PEOPLE, updated: expect.any(Number) });
		expect(items.filter(({ email, manager }) => manager !== '' && way.managerOf(email) !== way.keyOf(manager))).toEqual([]);
		const managers = [...new Set(items.map(({ manager }) => manager))].filter((email) => email !== '');
		expect(managers).toHaveLength(MANAGERS);
		const lookUps = managers.map((email) => requests().filter((request) => way.looksFor(request, email)).length);
		expect(Math.max(...lookUps)).toBeLessThanOrEqual(operation === 'sync' ? way.lookUps.inSync : way.lookUps.missing);
		expect(lookUps.filter((count) => count > (operation === 'sync' ? 0 : way.lookUps.there)).length).toBeLessThanOrEqual(NEW_MANAGERS);

		sandbox.clearLog();
		expect(actionsOf(await run(operation, items))).toEqual({ unchanged: PEOPLE });
		expect(sandbox.writes(way.channel)).toEqual([]);
	});

	it('are not written when their manager could not be created, and say whose item failed and why', async () => {
		const [ana = '', sean = ''] = way.emailsThere();
		const [boss, other] = ['new.boss@example.test', 'new.other@example.test'];
		sandbox.fail({ channel: way.channel, only: ({ body }) => body.includes(boss) && !body.includes(other), ...way.refusal });
		const people = [
			{ email: ana, manager: boss },
			{ email: other, login: 'new.other', manager: boss },
			{ email: sean, name: 'New name', manager: ana },
			{ email: boss, login: 'new.boss', manager: '' },
		];
		const result = await run('upsert', people);

		expect((result.outputs[1] ?? []).map(({ json }) => String(json.error))).toEqual([
			expect.stringContaining(`"${boss}" is in item 3, which was not done: `),
			expect.stringMatching(/is in item 3, which was not done: .*No more users.* \[item 1\]$/),
			expect.stringContaining('No more users'),
		]);
		expect(actionsOf(result)).toEqual({ updated: 1 });
		expect(way.managerOf(sean)).toBe(way.keyOf(ana));
	});

	it('are written but for those whose managers lead in a circle or are nobody', async () => {
		const [ana = '', sean = '', wei = '', lukasz = '', amelia = ''] = way.emailsThere();
		const reports = (email: string, manager: string) => ({ email, login: email.split('@')[0] ?? '', name: 'New name', manager });
		const result = await run('sync', [
			reports(ana, sean),
			reports(lukasz, ana),
			reports(sean, wei),
			reports(wei, ana),
			reports(amelia, 'x@example.test'),
		]);

		expect(actionsOf(result)).toEqual({ updated: 1 });
		expect(way.managerOf(lukasz)).toBe(way.keyOf(ana));
		const errors = (result.outputs[1] ?? []).map(({ json }) => String(json.error));
		expect(errors).toEqual([
			expect.stringContaining(`leads in a circle: ${ana} → ${sean} → ${wei} → ${ana} [item 0]`),
			expect.stringContaining(`leads in a circle: ${sean} → ${wei} → ${ana} → ${sean} [item 2]`),
			expect.stringContaining(`leads in a circle: ${wei} → ${ana} → ${sean} → ${wei} [item 3]`),
			expect.stringContaining('was found for "x@example.test" [item 4]'),
		]);
	});
});
