import { PACKAGES, tarballOf } from '../package/packed';
import { startSandbox, type Sandbox } from '../sandbox';
import { wroteBy } from '../workflow/ways';
import { HIGHQ_OAUTH2, type SyncWay } from '../workflow/syncWays';
import { startRegistry, type Registry } from './harness/registry';
import { itemsOf, startN8n, type RunningN8n } from './n8n';
import { moved, SINGLES, VERSION, type Single } from './packages';
import { credentialOf, errorOf, OURS, PACKAGE, SIX, slug, workflowOf } from './runs';

const WAYS = [...SIX, HIGHQ_OAUTH2];
const PERSON = 'ana.silva@example.test';
const ROUTE = '/rest/community-packages';
const alone = (way: SyncWay): string => `alone${slug(way)}`;
const whole = (way: SyncWay): string => `whole${slug(way)}`;
const waysOf = ({ node }: Single): readonly SyncWay[] => WAYS.filter((way) => way.node().description.name === node);

let sandbox: Sandbox;
let registry: Registry;
let n8n: RunningN8n;
beforeAll(async () => {
	[sandbox, registry] = await Promise.all([startSandbox(), startRegistry()]);
	await Promise.all(PACKAGES.map(async (name) => await registry.publish(tarballOf(name))));
	const workflows = WAYS.map((way) =>
		workflowOf(way, {
			id: whole(way),
			operation: 'update',
			people: [{ email: PERSON, text: 'Captain', firstName: '', lastName: '', login: '' }],
		}),
	);
	n8n = await startN8n({
		editor: true,
		env: registry.env,
		credentials: WAYS.map((way) => credentialOf(way, sandbox)),
		workflows: [...workflows, ...workflows.map((workflow) => moved(workflow, workflow.id.replace('whole', 'alone')))],
	});
}, 400_000);
afterAll(async () => {
	await n8n.stop();
	await Promise.all([registry.stop(), sandbox.close()]);
}, 30_000);
beforeEach(() => {
	sandbox.reset();
});

/** What the panel sends. */
const install = async (name: string) =>
	await n8n.rest<{ installedVersion: string; installedNodes: ReadonlyArray<{ type: string }> }>('POST', ROUTE, { name });
const uninstall = async (name: string) => await n8n.ask('DELETE', `${ROUTE}?name=${name}`);
const installed = async (): Promise<readonly string[]> =>
	(await n8n.rest<ReadonlyArray<{ packageName: string }>>('GET', ROUTE)).map(({ packageName }) => packageName).sort();

/** Runs it. @returns what it did to the person, and what the vendor has afterwards */
async function run(way: SyncWay, id: string) {
	sandbox.reset();
	const execution = await n8n.runWorkflow(id);
	return { error: errorOf(execution), did: itemsOf(execution, OURS).map(({ json }) => json.action), stored: way.stored(sandbox, PERSON) };
}
const updated = (way: SyncWay) => ({ error: '', did: [wroteBy(way)], stored: 'Captain' });

/** The editor knows the node, and the one that n8n makes of it for AI agents. */
async function known(): Promise<readonly string[]> {
	const types = (await (await fetch(`${n8n.origin}/types/nodes.json`, { headers: { cookie: n8n.cookie } })).json()) as Array<{
		name: string;
	}>;
	return types.map(({ name }) => name).filter((name) => PACKAGES.some((one) => name.startsWith(`${one}.`)));
}

describe("n8n's panel of community nodes", () => {
	it('starts with none of ours', async () => {
		expect([await installed(), await known()]).toEqual([[], []]);
	}, 60_000);

	it.each(SINGLES)(
		'installs $name alone, which updates somebody in every way to its vendor, and uninstalls it',
		async (single) => {
			const { installedVersion, installedNodes } = await install(single.name);
			expect([installedVersion, installedNodes.map(({ type }) => type)]).toEqual([VERSION, [`${single.name}.${single.node}`]]);
			expect(await known()).toEqual([`${single.name}.${single.node}`, `${single.name}.${single.node}Tool`]);

			expect(waysOf(single)).not.toEqual([]);
			for (const way of waysOf(single)) expect(await run(way, alone(way))).toEqual(updated(way));

			expect((await uninstall(single.name)).status).toBe(200);
			expect([await installed(), await known()]).toEqual([[], []]);
		},
		180_000,
	);

	it('installs the package of all vendors, which does the same', async () => {
		await install(PACKAGE);
		for (const way of WAYS) expect(await run(way, whole(way))).toEqual(updated(way));
		expect((await uninstall(PACKAGE)).status).toBe(200);
	}, 180_000);

	it('installs the packages of the single vendors next to each other', async () => {
		for (const { name } of SINGLES) await install(name);
		expect(await installed()).toEqual(SINGLES.map(({ name }) => name).sort());

		for (const way of WAYS) expect(await run(way, alone(way))).toEqual(updated(way));
	}, 180_000);

	it('refuses the package of all vendors next to them, as two nodes would have one label, and leaves them as they are', async () => {
		const { status, text } = await n8n.ask('POST', ROUTE, { name: PACKAGE });

		expect([status, text]).toEqual([500, expect.stringContaining('Failed to save installed package')]);
		expect(await installed()).toEqual(SINGLES.map(({ name }) => name).sort());
		for (const way of WAYS) expect(await run(way, alone(way))).toEqual(updated(way));
	}, 180_000);

	it('uninstalls them all', async () => {
		for (const { name } of SINGLES) expect((await uninstall(name)).status).toBe(200);

		expect([await installed(), await known()]).toEqual([[], []]);
	}, 180_000);

	it('asks for nothing in the world but npm, and n8n itself whether the package is banned', () => {
		expect(registry.asked().filter((host) => !/^registry\.|\.n8n\.io$/.test(host))).toEqual([]);
	});
});
