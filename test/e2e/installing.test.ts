import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { blocksIn, pageText } from '../documents';
import { PACKAGES, tarballOf } from '../package/packed';
import { startSandbox, type Sandbox } from '../sandbox';
import { wroteBy } from '../workflow/ways';
import { environment, freePort } from './harness/environment';
import { N8N_HOME } from './harness/n8nHome';
import { runProgram, type Environment } from './harness/programs';
import { startRegistry, type Registry } from './harness/registry';
import { itemsOf, startN8n, type N8nOptions, type RunningN8n } from './n8n';
import { moved } from './packages';
import { credentialOf, errorOf, OURS, PACKAGE, syncWay, workflowOf } from './runs';

const ROOT = path.resolve(__dirname, '..', '..');
const COMMANDS_MS = 120_000;
const PERSON = 'ana.silva@example.test';
const ROUTE = '/rest/community-packages';
const AXERO = 'n8n-nodes-axero';
const way = syncWay('Axero (a label of the details)');

const page = blocksIn(pageText('docs/installing.md'));
const textsOf = (...kind: readonly string[]): readonly string[] =>
	page.filter(({ language, purpose }) => [language, ...purpose].join(' ') === kind.join(' ')).map(({ text }) => text);
const [askForChecksum = '', download = ''] = textsOf('sh', 'run');
const [composed = ''] = textsOf('yaml');
const [exporting = '', importing = ''] = textsOf('sh', 'move');

/** `NAME='value'` by lines, as a shell reads it. */
const settingsOf = (kind: string): Environment =>
	Object.fromEntries(
		textsOf('sh', kind)
			.flatMap((text) => text.split('\n'))
			.map((line) => {
				const [name = '', value = ''] = line.split(/=(.*)/s);
				return [name, value.replace(/^'|'$/g, '')];
			}),
	);

const whole = workflowOf(way, {
	id: 'whole',
	operation: 'update',
	people: [{ email: PERSON, text: 'Captain', firstName: '', lastName: '', login: '' }],
});
const alone = moved(whole, 'alone');

let folder: string;
let sandbox: Sandbox;
let registry: Registry;
let running: RunningN8n | undefined;
beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'n8n-installing-'));
	[sandbox, registry] = await Promise.all([startSandbox(), startRegistry()]);
	await Promise.all(PACKAGES.map(async (name) => await registry.publish(tarballOf(name))));
}, 400_000);
afterEach(async () => {
	await running?.stop();
	running = undefined;
}, 30_000);
afterAll(async () => {
	await Promise.all([registry.stop(), sandbox.close()]);
	rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}, 30_000);

/** An n8n in a folder that is kept from one start to the next. */
async function start(name: string, options: Omit<N8nOptions, 'userFolder' | 'tarball'> = {}): Promise<RunningN8n> {
	running = await startN8n({ userFolder: homeOf(name), credentials: [credentialOf(way, sandbox)], workflows: [whole, alone], ...options });
	return running;
}

function homeOf(name: string): string {
	const home = path.join(folder, name);
	mkdirSync(home, { recursive: true });
	return home;
}

/** Runs commands of the page where `n8n` and `npm` are what a user has. */
async function inShell(commands: string, home: string): Promise<string> {
	const programs = path.join(folder, 'programs');
	mkdirSync(programs, { recursive: true });
	const n8n = path.join(programs, 'n8n');
	writeFileSync(n8n, `#!/bin/sh\nexec '${ROOT}/node_modules/node/bin/node' '${N8N_HOME}/node_modules/n8n/bin/n8n' "$@"\n`);
	chmodSync(n8n, 0o755);
	const env = environment(home, { editor: await freePort(), broker: await freePort() }, registry.env);
	return await runProgram('/bin/sh', ['-ec', commands], { cwd: home, env: { ...env, PATH: `${programs}:${env['PATH']}` } }, COMMANDS_MS);
}

async function run({ runWorkflow }: RunningN8n, id: string) {
	sandbox.reset();
	const execution = await runWorkflow(id);
	return { error: errorOf(execution), did: itemsOf(execution, OURS).map(({ json }) => json.action), stored: way.stored(sandbox, PERSON) };
}
const UPDATED = { error: '', did: [wroteBy(way)], stored: 'Captain' };

it('by environment variables: the package that has the checksum, also where n8n takes only verified ones', async () => {
	const checksum = (await inShell(askForChecksum, homeOf('any'))).trim();
	const settings = settingsOf('settings');
	const [listed] = JSON.parse(settings['N8N_COMMUNITY_PACKAGES'] ?? '') as readonly [Readonly<Record<string, string>>];
	const other = { ...listed, name: 'n8n-nodes-appenate', checksum };
	const n8n = await start('managed', {
		env: {
			...registry.env,
			...settings,
			N8N_COMMUNITY_PACKAGES: JSON.stringify([{ ...listed, checksum }, other]),
			N8N_UNVERIFIED_PACKAGES_ENABLED: 'false',
		},
	});
	const added = await n8n.ask('POST', ROUTE, { name: PACKAGE });

	expect(checksum).toMatch(/^sha512-/);
	expect(await run(n8n, 'alone')).toEqual(UPDATED);
	expect(n8n.log()).toMatch(/Failed to install community package 'n8n-nodes-appenate.*checksum/i);
	expect(added).toEqual({ status: 400, text: expect.stringContaining('managed via environment variables') });
}, 240_000);

describe('in Docker, from a file', () => {
	const { services } = parseYaml(composed) as { services: { n8n: { entrypoint: readonly string[]; volumes: readonly string[] } } };
	const { entrypoint, volumes } = services.n8n;
	const [shell, how, script = ''] = entrypoint;
	const lines = script.trim().replaceAll('$$', '$').split('\n');

	/** What the container does before n8n runs, with folders of this machine. */
	async function unpack(name: string, home: string): Promise<void> {
		const places: ReadonlyArray<readonly [inContainer: string, here: string]> = [
			['/home/node/.n8n', path.join(home, '.n8n')],
			['/packages/', `${path.join(home, 'packages')}/`],
			[AXERO, name],
		];
		const here = places.reduce((text, [inContainer, place]) => text.replaceAll(inContainer, place), lines.slice(0, -1).join('\n'));
		await inShell(here, home);
	}

	it('unpacks it where n8n looks for packages, and hands over to the image as it is', () => {
		expect([shell, how, lines.at(-1)]).toEqual(['/bin/sh', '-ec', 'exec tini -- /docker-entrypoint.sh']);
		expect(volumes).toEqual(['n8n_data:/home/node/.n8n', './packages:/packages:ro']);
	});

	it('the node works without a connection to npm, also beside the same one in another package', async () => {
		const home = homeOf('docker');
		for (const name of [AXERO, PACKAGE]) {
			await inShell(download.replaceAll(AXERO, name), home);
			await unpack(name, home);
		}
		// As on the next start.
		await unpack(AXERO, home);
		const asked = registry.asked().length;
		const n8n = await start('docker', { env: { ...registry.env, N8N_COMMUNITY_PACKAGES_REGISTRY: registry.origin } });

		for (const id of ['alone', 'whole']) expect(await run(n8n, id)).toEqual(UPDATED);
		expect(registry.asked()).toHaveLength(asked);
		// The other way for who has no connection to npm.
		expect((await n8n.ask('POST', ROUTE, { name: 'n8n-nodes-appenate' })).text).toMatch(/license/i);
	}, 240_000);
});

describe('from the package of all vendors to that of one', () => {
	it('the workflow runs there after one replacement, with the same credential', async () => {
		const n8n = await start('moving', { env: registry.env });
		await n8n.rest('POST', ROUTE, { name: PACKAGE });
		expect(await run(n8n, 'whole')).toEqual(UPDATED);
		await inShell(exporting, homeOf('moving'));
		expect((await n8n.ask('DELETE', `${ROUTE}?name=${PACKAGE}`)).status).toBe(200);
		await n8n.rest('POST', ROUTE, { name: AXERO });
		await inShell(importing, homeOf('moving'));

		expect(await run(n8n, 'whole')).toEqual(UPDATED);
	}, 240_000);

	it('and an n8n that lost its folder, such as a new worker, installs again what the database knows', async () => {
		const modules = path.join(homeOf('moving'), '.n8n', 'nodes');
		rmSync(modules, { recursive: true });
		const n8n = await start('moving', { env: { ...registry.env, ...settingsOf('worker') } });

		expect(readdirSync(path.join(modules, 'node_modules'))).toEqual([AXERO]);
		expect(existsSync(path.join(modules, 'node_modules', AXERO, 'dist'))).toBe(true);
		expect(await run(n8n, 'whole')).toEqual(UPDATED);
	}, 240_000);
});
