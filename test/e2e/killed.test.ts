import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startSandbox, type DirectoryChange, type Sandbox } from '../sandbox';
import type { SyncWay } from '../workflow/syncWays';
import { itemsOf, startN8n, type RunningN8n } from './n8n';
import { credentialOf, errorOf, OURS, slug, syncWay, untilTrue, workflowOf, type Row } from './runs';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const WAYS = ['HighQ Publisher (JSON)', 'Appenate (JSON)', 'iSpring Learn (REST, account)'].map(syncWay);
const THERE = 160;
const NEWCOMERS = 40;
/** n8n is killed when so many newcomers were created. */
const KILLED_AT = 12;
const VENDOR_TAKES_MS = 40;

let sandbox: Sandbox;
let folder: string;
let n8n: RunningN8n;
/** Made once: what is imported again must be the same. */
let inputs: ReadonlyMap<SyncWay, readonly Row[]>;
const start = async (): Promise<void> => {
	n8n = await startN8n({
		tarball: TARBALL,
		userFolder: folder,
		credentials: WAYS.map((way) => credentialOf(way, sandbox)),
		workflows: WAYS.map((way) => workflowOf(way, { id: slug(way), operation: 'sync', people: inputs.get(way) ?? [] })),
	});
};
beforeAll(async () => {
	sandbox = await startSandbox({ people: THERE });
	folder = mkdtempSync(path.join(tmpdir(), 'n8n-e2e-killed-'));
	inputs = new Map(WAYS.map((way) => [way, peopleFor(way)]));
	await start();
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await sandbox.close();
	rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}, 30_000);

/** Four who are there, one of them as desired already, and a newcomer; and so on. */
function peopleFor(way: SyncWay): readonly Row[] {
	const known = way
		.people(sandbox)
		.map(({ email, text }, i): Row => ({ email, text: i % 4 === 0 ? text : `new ${i}`, firstName: '', lastName: '', login: '' }));
	const added = Array.from({ length: NEWCOMERS }, (_, i): Row => ({
		email: `newcomer.${i}@example.test`,
		text: `Newcomer ${i}`,
		firstName: 'New',
		lastName: `Comer ${i}`,
		login: `newcomer.${i}`,
	}));
	return added.flatMap((one, i) => [...known.slice(4 * i, 4 * i + 4), one]);
}

/** It is over too soon: the kill is not waited for any longer. */
async function hasEnded(way: SyncWay): Promise<boolean> {
	const [newest] = await n8n.executions(slug(way)).catch(() => []);
	if (newest === undefined || ['new', 'running'].includes(newest.status)) return false;
	throw new Error(`The execution ended before the kill: ${errorOf(await n8n.execution(newest.id))}`);
}

describe.each(WAYS)('n8n is killed in the middle of Sync Users, at $title', (way) => {
	it('a second run in a new n8n ends as desired: nobody doubled, and nobody ever had a third value', async () => {
		const rows = inputs.get(way) ?? [];
		const before = new Map(way.people(sandbox).map(({ email, text }) => [email, text]));
		const desired = new Map([...before, ...rows.map(({ email, text }) => [email, text] as const)]);
		const differing = rows.filter(({ email, text }) => before.get(email) !== text).map(({ email }) => email);
		const changes: DirectoryChange[] = [];
		const created = () => changes.filter(({ kind }) => kind === 'created');
		let killing: Promise<void> | undefined;
		sandbox.clearLog();
		sandbox.fail({ channel: way.channel, kind: 'delay', delayMs: VENDOR_TAKES_MS });
		const end = sandbox.onChange((change) => {
			changes.push(change);
			// Created at the vendor, and n8n has no answer yet.
			if (created().length === KILLED_AT) killing ??= n8n.kill();
		});
		await n8n.begin(slug(way));
		await untilTrue('the kill', async () => killing !== undefined || (await hasEnded(way)));
		await killing;
		// What was on its way is still carried out.
		await untilTrue('the last answers', () => sandbox.requests.every(({ status }) => status !== undefined));
		sandbox.heal();
		const atKill = changes.length;
		const writesAtKill = sandbox.writes(way.channel).length;
		expect(created().length).toBeLessThan(NEWCOMERS);
		expect(atKill).toBeLessThan(differing.length);

		await start();
		expect((await n8n.executions(slug(way))).map(({ status }) => status)).toEqual(['crashed']);
		const execution = await n8n.runWorkflow(slug(way));
		end();

		expect(execution.data.resultData.error?.message).toBeUndefined();
		const actions = itemsOf(execution, OURS).map(({ json }) => json.action);
		expect(actions).toHaveLength(rows.length);
		expect(new Set(actions)).toEqual(new Set(['created', 'updated', 'unchanged']));
		// Nobody doubled, and all as desired.
		expect(way.people(sandbox)).toHaveLength(THERE + NEWCOMERS);
		expect(new Map(way.people(sandbox).map(({ email, text }) => [email, text]))).toEqual(desired);
		// Everybody was changed once, over both runs, and those who were there in that one field.
		expect(changes.map(({ card }) => card.email).sort()).toEqual(differing.sort());
		expect(
			changes.filter(({ kind }) => kind === 'updated').map(({ card, fields }) => [card.email, ...fields.map(({ from, to }) => [from, to])]),
		).toEqual(
			changes.filter(({ kind }) => kind === 'updated').map(({ card: { email } }) => [email, [before.get(email), desired.get(email)]]),
		);
		expect(created()).toHaveLength(NEWCOMERS);
		// The second run wrote only what was left.
		expect(sandbox.writes(way.channel).length - writesAtKill).toBe(changes.length - atKill);
	}, 180_000);
});
