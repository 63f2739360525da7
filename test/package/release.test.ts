import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { copiedTree, type CopiedTree } from './copiedTree';
import { script, unpack, type Manifest } from './packed';

const published = unpack();
const { version } = published.json<Manifest>('package.json');
published.remove();

/** npm, of which a version is there or none at all. */
let npm: Server;
let versionsOnNpm: readonly string[] = [];
let isNpmAway = false;
let tree: CopiedTree;

beforeAll(async () => {
	tree = copiedTree();
	npm = createServer((request, response) => {
		const name = decodeURIComponent((request.url ?? '').slice(1));
		response.statusCode = isNpmAway ? 503 : versionsOnNpm.length === 0 ? 404 : 200;
		response.setHeader('content-type', 'application/json');
		const versions = Object.fromEntries(versionsOnNpm.map((one) => [one, { name, version: one, dist: {} }]));
		response.end(JSON.stringify(versionsOnNpm.length === 0 ? {} : { name, 'dist-tags': { latest: versionsOnNpm.at(-1) }, versions }));
	});
	await new Promise<void>((resolve) => npm.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
	versionsOnNpm = [];
	isNpmAway = false;
	tree.restore();
});
afterAll(() => {
	npm.close();
	tree.end();
});

/** The checks by these names; the registry is the one above, and nothing is kept of its answers. */
const check = async (only: string, ...args: readonly string[]) => await run('releaseCheck.mjs', '--only', only, ...args);
const run = async (name: string, ...args: readonly string[]) => {
	const { port } = npm.address() as AddressInfo;
	const env = { npm_config_registry: `http://127.0.0.1:${port}/`, npm_config_cache: `${tree.folder}/npm`, npm_config_fetch_retries: '0' };
	return await tree.run(name, args, env);
};
const PACKAGES = ['axero', 'appenate', 'highq-publisher', 'ispring-learn'].map((vendor) => `n8n-nodes-${vendor}`);
/** What a raised version is written into. */
const RAISED = [
	...['package.json', 'package-lock.json', 'sbom.cdx.json', 'README.md', 'docs/installing.md'],
	...PACKAGES.flatMap((name) => [`packages/${name}/package.json`, `packages/${name}/README.md`]),
];
const TAG = ['--tag', `v${version}`] as const;

describe('npm run release:check', () => {
	it('finds nothing here but what only holds at a tag', () => {
		const { status, said } = script('releaseCheck.mjs', '--skip', 'scanSources,scanPackages');
		const findings = said.split('\n').filter((line) => line.startsWith('   '));

		expect(findings.filter((line) => !/^ +Before the tag: |^ +(Building|Packing|Describing)/.test(line))).toEqual([]);
		expect(status).toBe(0);
		expect(said).toContain('Nothing would be refused.');
	}, 300_000);

	it('takes the tag of a version that npm does not have', async () => {
		expect(await check('version', ...TAG)).toEqual({ passed: true, said: 'ok    version\n\nNothing would be refused.\n' });
	});

	type Mistake = Readonly<{ is: string; made: (tree: CopiedTree) => void; in: string; args?: readonly string[]; says: string }>;
	const MISTAKES: readonly Mistake[] = [
		{
			is: 'a tag that is not the version',
			made: () => {},
			in: 'version',
			args: ['--tag', 'v9.9.9'],
			says: `The tag v9.9.9 is not the version ${version}. Tag v${version}, or raise the version.`,
		},
		{
			is: 'a version that was not raised',
			made: () => (versionsOnNpm = ['0.0.1', version]),
			in: 'version',
			args: TAG,
			says: `n8n-nodes-axero ${version} is on npm already, and the version here is ${version}. Raise the version: npm run release:version -- <version>.`,
		},
		{
			is: 'a version of which nobody knows whether npm has it',
			made: () => (isNpmAway = true),
			in: 'version',
			args: TAG,
			says: 'npm does not tell which versions of n8n-nodes-axero there are: ',
		},
		{
			is: 'a package that was left behind',
			made: ({ replace }) => replace('packages/n8n-nodes-axero/package.json', `"version": "${version}"`, '"version": "0.0.1"'),
			in: 'version',
			says: `packages/n8n-nodes-axero/package.json has the version 0.0.1, package.json has ${version}. Run: npm run release:version -- ${version}.`,
		},
		{
			is: 'a changelog without the version',
			made: ({ replace }) => replace('CHANGELOG.md', `## [${version}]`, '## [0.0.9]'),
			in: 'changelog',
			says: `CHANGELOG.md begins with 0.0.9, package.json has ${version}. Tell users what is new under "## [${version}] - <year-month-day>"`,
		},
		{
			is: 'a changelog without a day',
			made: ({ replace }) => replace('CHANGELOG.md', /^## \[(.+)\] - .*$/m, '## [$1] - Unreleased\n'),
			in: 'changelog',
			args: TAG,
			says: `CHANGELOG.md has no day for ${version}. Write "## [${version}] - <year-month-day>" in place of Unreleased.`,
		},
		{
			is: 'a missing README',
			made: ({ remove }) => remove('packages/n8n-nodes-highq-publisher/README.md'),
			in: 'readmes',
			says: 'packages/n8n-nodes-highq-publisher/README.md is missing. Write it: npm and n8n show it.',
		},
		{
			is: 'a README without an example',
			made: ({ write }) => write('packages/n8n-nodes-axero/README.md', '# Axero\n\n## Usage\n\n## Authentication\n'),
			in: 'readmes',
			says: 'packages/n8n-nodes-axero/README.md does not show an example workflow.',
		},
		{
			is: 'a README that does not say how to sign in',
			made: ({ write }) => write('packages/n8n-nodes-axero/README.md', '# Axero\n\n## Usage\n\n```json workflow\n{}\n```\n'),
			in: 'readmes',
			says: 'packages/n8n-nodes-axero/README.md does not say how to sign in. Add a section "Authentication".',
		},
		{
			is: 'a dependency',
			made: ({ replace }) => replace('packages/n8n-nodes-axero/package.json', '"devDependencies"', '"dependencies"'),
			in: 'manifests',
			says: 'packages/n8n-nodes-axero/package.json has dependencies. n8n allows none: bundle the library (libraries.ts).',
		},
		{
			is: 'a script that runs at whoever installs',
			made: ({ replace }) => replace('package.json', '"scripts": {', '"scripts": { "postinstall": "node setup.js",'),
			in: 'manifests',
			says: 'package.json has the script postinstall. Take it out: it would run at everyone who installs.',
		},
		{
			is: 'another license',
			made: ({ replace }) => replace('LICENSE', 'MIT License', 'Our License'),
			in: 'manifests',
			says: 'LICENSE is not the MIT license. Put it back: n8n verifies nothing else.',
		},
		{
			is: 'a package that differs from the others',
			made: ({ replace }) => replace('packages/n8n-nodes-ispring-learn/package.json', '"n8nNodesApiVersion": 1', '"n8nNodesApiVersion": 2'),
			in: 'manifests',
			says: 'packages/n8n-nodes-ispring-learn/package.json differs from package.json in n8n.n8nNodesApiVersion. Make it the same.',
		},
		{
			is: 'a credential that no single package has',
			made: ({ replace }) => replace('packages/n8n-nodes-axero/package.json', '"dist/credentials/AxeroApi.credentials.js"', ''),
			in: 'manifests',
			says: 'dist/credentials/AxeroApi.credentials.js is not in exactly one package of packages/.',
		},
		{
			is: 'a missing icon',
			made: ({ remove }) => remove('icons/axero.dark.svg'),
			in: 'icons',
			says: 'icons/axero.dark.svg is missing, which nodes/Axero/Axero.node.ts names. Put it there, or name another.',
		},
		{
			is: "a lock file with a machine's registry",
			made: ({ replace }) => replace('test/n8n/package-lock.json', '"integrity"', '"resolved": "http://registry.local/x.tgz", "integrity"'),
			in: 'locks',
			says: 'test/n8n/package-lock.json names the registry of one machine. Run: npm run lock -- test/n8n.',
		},
		{
			is: 'a template that changed after its picture was taken',
			made: ({ replace }) => replace('workflows/templates/1-hr-webhook.json', '"name": "', '"name": "New: '),
			in: 'pictures',
			args: TAG,
			says: 'These pictures are older than what they show: docs/template-hr-webhook.png. Run: npm run screenshots.',
		},
		{
			is: 'a NOTICE that leaves a library out',
			made: ({ replace }) => replace('NOTICE', 'fast-xml-parser', 'another-parser'),
			in: 'notices',
			says: 'NOTICE does not name exactly what is bundled. Run: npm run notice.',
		},
		{
			is: 'an SBOM of another version',
			made: ({ replace }) => replace('sbom.cdx.json', `n8n-nodes-user-provisioning@${version}`, 'n8n-nodes-user-provisioning@0.0.1'),
			in: 'notices',
			says: 'sbom.cdx.json does not name exactly what is bundled. Run: npm run notice.',
		},
		{
			is: 'a stray file in a package',
			made: ({ addToTarball }) => addToTarball('n8n-nodes-appenate', 'notes.txt'),
			in: 'contents',
			says: 'n8n-nodes-appenate brings notes.txt along. Take it out: a package is what n8n reads, and its papers.',
		},
	];

	it.each(MISTAKES)('refuses $is', async ({ made, in: only, args = [], says }) => {
		made(tree);
		const { passed, said } = await check(only, ...args);

		expect(said).toContain(`FAIL  ${only}\n`);
		expect(said).toContain(`      ${says}`);
		expect(passed).toBe(false);
	});

	it('passes over what npm is installing at this moment', async () => {
		const place = path.join(tree.folder, 'test', 'n8n', '.installing');
		mkdirSync(place);
		writeFileSync(path.join(place, 'package.json'), '{}');
		writeFileSync(path.join(place, 'package-lock.json'), '{"packages":{"":{},"x":{"resolved":"http://registry.local/x.tgz"}}}');
		try {
			expect(await check('locks')).toEqual({ passed: true, said: 'ok    locks\n\nNothing would be refused.\n' });
		} finally {
			rmSync(place, { recursive: true });
		}
	});

	it("refuses what n8n's scanner finds", async () => {
		tree.replace('nodes/Axero/methods.ts', /$/, "\nconsole.log('here');\n");
		const { passed, said } = await check('scanSources');

		expect(said).toMatch(/n8n's scanner refuses the sources: [^]*Axero\/methods\.ts[^]*console/);
		expect(passed).toBe(false);
	}, 600_000);

	it('takes a version that was raised everywhere by one command, and asks what is new', async () => {
		tree.changes(...RAISED);
		const raised = await run('releaseVersion.mjs', '77.0.0');
		const { said } = await check('version,changelog,locks,notices,manifests');

		expect(raised).toEqual({ passed: true, said: '' });
		expect(said.split('\n').filter((line) => line.startsWith('FAIL'))).toEqual(['FAIL  changelog']);
		expect(said).toContain(`CHANGELOG.md begins with ${version}, package.json has 77.0.0.`);
		expect(tree.read('docs/installing.md')).toContain('n8n-nodes-axero@77.0.0');
		expect(tree.read('docs/installing.md')).not.toContain(version);
	});

	it('publishes nothing twice: a job that is run again passes over what npm has', async () => {
		versionsOnNpm = [version];

		expect(await run('releasePublish.mjs')).toEqual({
			passed: true,
			said: ['n8n-nodes-user-provisioning', ...PACKAGES].map((name) => `${name} ${version} is on npm already.\n`).join(''),
		});
	});

	it('names its checks when asked for one that is not there', async () => {
		const { passed, said } = await check('licences');

		expect(said).toContain('No check is called licences. There are: version, changelog,');
		expect(passed).toBe(false);
	});
});
