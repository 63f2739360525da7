import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { DateTime } from 'luxon';

import { startSandbox, type DirectoryChange, type Sandbox, type VendorName } from '../sandbox';
import { templates, type Example } from './demo';
import { clockIn, type Clock } from './harness/clock';
import { itemsOf, startN8n, type Execution, type RunningN8n } from './n8n';
import { rowsOf } from './tables';
import { chosenCredentials, fillIn, FORM_USER, runFrom, shownAfter, until } from './templates';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');

/** n8n itself is in UTC. In the morning of this zone it is the day before there, and its clocks go back on 4 April. */
const ZONE = 'Pacific/Auckland';
const FIRST = DateTime.fromISO('2027-03-10', { zone: ZONE });
const DAYS = 40;
const DELETED_AFTER = 9;
const day = (n: number): string => FIRST.plus({ days: n }).toISODate() ?? '';

/** Days, counted from the first: what HR says in the end. */
type Person = Readonly<{ email: string; number: string; starts?: number; leaves?: number }>;
const JOINERS: readonly Person[] = Array.from({ length: 12 }, (_, i) => ({
	email: `joiner${i}@example.test`,
	number: `09${String(i).padStart(2, '0')}`,
	starts: 1 + 3 * i,
	...(i % 2 === 0 ? { leaves: 4 + 5 * i } : {}),
}));
const ANA: Person = { email: 'ana.silva@example.test', number: '0003', leaves: 25 };
const SEAN: Person = { email: 'sean.obrien@example.test', number: '0002', leaves: 10 };
/** HR first said something else of these. */
const MOVED: Person = { email: 'moved@example.test', number: '0951', starts: 14 };
const WITHDRAWN: Person = { email: 'withdrawn@example.test', number: '0952' };
const PEOPLE = [...JOINERS, ANA, SEAN, MOVED, WITHDRAWN];

/** n8n is down on this day, and HighQ refuses everything on that one: somebody starts or leaves on each. */
const DOWN = 13;
const REFUSED = 16;
/** Somebody runs it once more on this morning, and twice at once on that one, before and after what was due. */
const AGAIN = 19;
const AT_ONCE = 22;

const morning = async (): Promise<Execution> => await runFrom(n8n, 'templateJoinersLeavers', 'Every Morning');

type Row = Readonly<{ email: string; vendor: string; day: string; state: string; says: string; run: string; tries: number }>;
type LogRow = Readonly<{ run: string; person: string }>;
type RunRow = Readonly<{ run: string; people: number }>;

const NAMES: Readonly<Record<VendorName, string>> = {
	axero: 'Axero',
	appenate: 'Appenate',
	highq: 'HighQ Publisher',
	ispring: 'iSpring Learn',
};
const VENDORS: readonly VendorName[] = ['axero', 'appenate', 'highq', 'ispring'];

let folder: string;
let clock: Clock;
let sandbox: Sandbox;
let n8n: RunningN8n;
beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'n8n-e2e-clock-'));
	clock = clockIn(path.join(folder, 'clock'));
	await clock.set(at(0));
	sandbox = await startSandbox();
	n8n = await startN8n({
		tarball: TARBALL,
		env: clock.env,
		credentials: chosenCredentials(sandbox),
		// The log is published first, because the other one calls it.
		workflows: [template('templateProvisioningLog'), deletingAfter(DELETED_AFTER, template('templateJoinersLeavers'))],
	});
	await until('the webhook', async () => ((await n8n.webhook('hr-dates', { people: [] })).status === 200 ? true : undefined));
	await until('the form', async () => ((await fetch(`${n8n.origin}/form/what-changed`)).status === 401 ? true : undefined));
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await sandbox.close();
	rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}, 30_000);

/**
 * A quarter of an hour after the workflow would start by itself (at a second of 04:30 that n8n draws): the mornings are
 * run by hand, so that none goes on while the clock is moved to the next one.
 */
function at(n: number): Date {
	return FIRST.plus({ days: n }).set({ hour: 4, minute: 45 }).toJSDate();
}

function template(id: string): Example {
	const found = templates().find((one) => one.id === id);
	if (!found) throw new Error(`There is no template ${id}`);
	return { ...found, active: true, settings: { ...Object(found.settings), timezone: ZONE } };
}

/** What somebody changes who wants leavers to be deleted. */
function deletingAfter(days: number, workflow: Example): Example {
	const nodes = JSON.stringify(workflow.nodes).replace('"name":"deleteAfterDays","value":0', `"name":"deleteAfterDays","value":${days}`);
	return { ...workflow, nodes: JSON.parse(nodes) as Example['nodes'] };
}

const asked = ({ email, number, starts, leaves }: Person) => ({
	employeeNumber: number,
	email,
	firstName: 'New',
	lastName: 'Person',
	jobTitle: 'Trainee',
	department: 'Sales',
	...(starts === undefined ? {} : { startsOn: day(starts) }),
	...(leaves === undefined ? {} : { leavesOn: day(leaves) }),
});

async function hrSends(people: readonly unknown[]): Promise<unknown> {
	const { status, body } = await n8n.webhook('hr-dates', { people });
	expect(status).toBe(200);
	return body;
}

/** What a person's record went through: `12 created`. */
type Story = readonly string[];
const story = (happened: ReadonlyArray<readonly [n: number, what: string]>): Story => happened.map(([n, what]) => `${day(n)} ${what}`);

function wanted(vendor: VendorName, { starts, leaves }: Person): Story {
	const carriedOut = (due: number): number => {
		if (due === DOWN || (due === REFUSED && vendor === 'highq')) return carriedOut(due + 1);
		return due;
	};
	const all: ReadonlyArray<readonly [number, string]> = [
		...(starts === undefined ? [] : [[carriedOut(starts), 'created'] as const]),
		...(leaves === undefined ? [] : [[carriedOut(leaves + 1), 'deactivated'] as const]),
		...(leaves === undefined || vendor === 'axero'
			? []
			: [[carriedOut(leaves + 1 + DELETED_AFTER), vendor === 'highq' ? 'archived' : 'deleted'] as const]),
	];
	return story(all.filter(([n]) => n < DAYS));
}

function whatHappened({ vendor, kind, card, fields }: DirectoryChange): string {
	if (kind !== 'updated') return kind;
	if (vendor === 'highq' && fields.some(({ to }) => to === 'archive')) return 'archived';
	return card.active ? 'updated' : 'deactivated';
}

describe('joiners on their day, leavers on their last', () => {
	const seen = new Map<string, string[]>();
	const runs = new Map<number, Execution>();
	const reportOf = (n: number) => itemsOf(runs.get(n) as Execution, 'Report')[0]?.json as { done: string[]; failed: string[] };

	it('carries out what HR said in forty days, each on its day and once', async () => {
		let today = 0;
		const end = sandbox.onChange((change) => {
			const key = `${change.vendor} ${change.card.email}`;
			seen.set(key, [...(seen.get(key) ?? []), `${day(today)} ${whatHappened(change)}`]);
		});
		for (today = 0; today < DAYS; today += 1) {
			await clock.set(at(today));
			if (today === 0) await hrSends([...JOINERS, ANA, SEAN, { ...MOVED, starts: 7 }, { ...WITHDRAWN, starts: 9, leaves: 20 }].map(asked));
			if (today === 5) await hrSends([asked(MOVED), { ...asked(WITHDRAWN), startsOn: '', leavesOn: null }]);
			// The whole list again, as HR systems do it.
			if (today === 18) await hrSends(PEOPLE.map(asked));
			if (today === DOWN) continue;
			if (today === REFUSED) sandbox.fail({ channel: 'highq', kind: 'status', status: 400 });
			const run = await morning();
			if (today === AGAIN) await morning();
			if (today === AT_ONCE) await Promise.all([morning(), morning()]);
			sandbox.heal();
			expect([day(today), run.status]).toEqual([day(today), 'success']);
			runs.set(today, run);
		}
		end();

		const all = PEOPLE.flatMap((person) => VENDORS.map((vendor) => [`${vendor} ${person.email}`, wanted(vendor, person)] as const));
		expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(all.filter(([, events]) => events.length > 0)));
	}, 300_000);

	it('told of whom HighQ refused, and tried them again the next morning', () => {
		const refused = `${JOINERS[5]?.email}, HighQ Publisher, start`;

		expect(reportOf(REFUSED).done).toHaveLength(3);
		expect(reportOf(REFUSED).failed).toEqual([expect.stringMatching(new RegExp(`^${refused}: .+ \\(tried again tomorrow\\)$`))]);
		expect(reportOf(REFUSED + 1)).toMatchObject({ day: day(REFUSED + 1), done: [expect.stringContaining(`${refused}: created`)] });
		expect(reportOf(REFUSED + 1).failed).toEqual([]);
	});

	it('has every row marked with its day, its outcome and its run', async () => {
		const rows = await rowsOf<Row>(n8n, 'joiners-and-leavers');
		const moved = rows.filter(({ email }) => email === MOVED.email);

		expect(rows.filter(({ email }) => email === WITHDRAWN.email)).toEqual([]);
		expect(moved.map(({ vendor, day: wish }) => [vendor, wish])).toEqual(VENDORS.map((vendor) => [NAMES[vendor], day(14)]));
		for (const { state, says, run, tries } of moved)
			expect({ state, says, run, tries }).toEqual({
				state: 'done',
				says: expect.stringContaining('created'),
				run: runs.get(14)?.id,
				tries: 1,
			});
	});

	it('can say what changed for Ana, when, and by which run', async () => {
		const signedIn = { authorization: `Basic ${Buffer.from(`${FORM_USER.user}:${FORM_USER.password}`).toString('base64')}` };
		const { answer } = await fillIn(`${n8n.origin}/form/what-changed`, ['ana.silva'], signedIn);
		const shown = await shownAfter((answer as { formWaitingUrl: string }).formWaitingUrl);
		const rows = (await rowsOf<LogRow>(n8n, 'provisioning-log')).filter(({ person }) => person === ANA.email);
		const run = runs.get(26)?.id;

		for (const vendor of Object.values(NAMES))
			expect(shown).toContain(
				`${day(26)} 04:45 · ${vendor} · ana.silva@example.test · Status: Active → Inactive · deactivated · run ${run} of `,
			);
		expect(rows).toContainEqual(
			expect.objectContaining({
				run,
				vendor: 'HighQ Publisher',
				userId: '3',
				outcome: 'deactivated',
				field: 'Status',
				from: 'Active',
				to: 'Inactive',
			}),
		);
	}, 60_000);

	it('shows who would be deleted, every morning, while Preview is on there', async () => {
		const saved = await n8n.rest<Example>('GET', '/rest/workflows/templateJoinersLeavers');
		const nodes = saved.nodes.map((node) =>
			/: (Delete|Archive)$/.test(node.name) ? { ...node, parameters: { ...Object(node.parameters), preview: true } } : node,
		);
		await n8n.rest('PATCH', '/rest/workflows/templateJoinersLeavers', { nodes, connections: saved.connections });
		await clock.set(at(DAYS));
		const email = 'liam.murphy@example.test';
		await hrSends([{ email, leavesOn: day(DAYS - 1) }]);
		await morning();
		for (const n of [DAYS + DELETED_AFTER, DAYS + DELETED_AFTER + 1]) {
			await clock.set(at(n));
			const [report] = itemsOf(await morning(), 'Report');

			expect(report?.json['previewed']).toContainEqual(expect.stringContaining(`${email}, Appenate, delete: preview: delete`));
			expect(sandbox.person('appenate', email).Status).toBe('Inactive');
		}
	}, 60_000);

	it('queues its example when it is run by hand, and writes nothing before its day', async () => {
		sandbox.clearLog();
		const execution = await runFrom(n8n, 'templateJoinersLeavers', 'HR Dates');
		const rows = (await rowsOf<Row>(n8n, 'joiners-and-leavers')).filter(({ day: wish }) => wish.startsWith('2030'));

		expect(execution.status).toBe('success');
		expect(new Set(rows.map(({ email, day: wish, state }) => [email, wish, state].join(' ')))).toEqual(
			new Set(['nina.new@example.test 2030-03-01 waiting', 'sean.obrien@example.test 2030-04-30 waiting']),
		);
		expect(sandbox.requests).toEqual([]);
	}, 60_000);

	it('has one row a run in the log, with counts', async () => {
		const rows = await rowsOf<RunRow>(n8n, 'provisioning-runs');

		expect(new Set(rows.map(({ run }) => run)).size).toBe(rows.length);
		expect(rows.find(({ run }) => run === runs.get(REFUSED)?.id)).toMatchObject({ people: 4, changed: 3, unchanged: 0, failed: 1 });
	});
});
