import path from 'node:path';
import { itemsOf, startN8n } from './n8n';
import type { RunningN8n, WorkflowJson } from './n8n';

const PACKAGE = 'n8n-nodes-user-provisioning';
const NODES = ['appenate', 'axero', 'highQPublisher', 'iSpringLearn'];

interface NodeType {
	readonly name: string;
	readonly iconUrl?: string | Readonly<{ light: string; dark: string }>;
	readonly codex?: Readonly<{ categories?: readonly string[] }>;
}

/** Nothing of ours in it: it shows that the harness runs workflows. */
const COUNTING: WorkflowJson = {
	id: 'counting',
	name: 'Counting',
	nodes: [
		{ id: '1', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
		{
			id: '2',
			name: 'Count',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			position: [200, 0],
			parameters: { jsCode: "return [{ json: { phone: '0012' } }, { json: { phone: '+44 7700' } }];" },
		},
	],
	connections: { Start: { main: [[{ node: 'Count', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
};

describe('n8n with the package installed', () => {
	let n8n: RunningN8n;
	let types: readonly NodeType[];

	beforeAll(async () => {
		const tarball = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
		n8n = await startN8n({ tarball, workflows: [COUNTING], editor: true });
		types = (await (await get('types/nodes.json')).json()) as readonly NodeType[];
	}, 180_000);

	afterAll(() => n8n.stop(), 30_000);

	const get = (place: string) => fetch(`${n8n.origin}/${place}`, { headers: { cookie: n8n.cookie } });

	it.each(NODES)('offers the node %s, with a category to find it by', (name) => {
		const node = types.find((type) => type.name === `${PACKAGE}.${name}`);

		expect(node?.codex?.categories?.length).toBeGreaterThan(0);
	});

	it.each(NODES)('offers %s to AI agents as a tool', (name) => {
		expect(types.map((type) => type.name)).toContain(`${PACKAGE}.${name}Tool`);
	});

	it('shows every icon, by day and by night', async () => {
		const urls = types.filter(({ name }) => name.startsWith(`${PACKAGE}.`)).flatMap(({ iconUrl }) => Object.values<string>(iconUrl ?? {}));
		const statuses = await Promise.all(urls.map(async (url) => (await get(url)).status));

		expect(new Set(statuses)).toEqual(new Set([200]));
	});

	it.each(NODES)('shows what comes out of %s before its first run', async (name) => {
		const preview = await get(`schemas/${PACKAGE}.${name}/1.0.0/user/get.json`);

		expect([preview.status, ((await preview.json()) as { type: string }).type]).toEqual([200, 'object']);
	});

	it('lists it among the installed packages, with all its nodes', async () => {
		const packages = await n8n.rest<ReadonlyArray<{ packageName: string; installedNodes: ReadonlyArray<{ type: string }> }>>(
			'GET',
			'/rest/community-packages',
		);

		expect(packages.map(({ packageName }) => packageName)).toEqual([PACKAGE]);
		expect(packages[0]?.installedNodes.map(({ type }) => type).sort()).toEqual(NODES.map((name) => `${PACKAGE}.${name}`));
	}, 60_000);

	it('gives the same items from the editor and from the command line', async () => {
		const fromEditor = await n8n.runWorkflow(COUNTING.id);
		const fromCli = await n8n.executeCli(COUNTING.id);

		expect(itemsOf(fromEditor, 'Count').map(({ json }) => json['phone'])).toEqual(['0012', '+44 7700']);
		expect(itemsOf(fromCli, 'Count').map(({ json }) => json)).toEqual(itemsOf(fromEditor, 'Count').map(({ json }) => json));
	}, 120_000);
});
