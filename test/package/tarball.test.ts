import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import type { Manifest } from './packed';
import { ROOT, script, unpack } from './packed';

/** What n8n itself provides to every community node. */
const PROVIDED = ['n8n-workflow', 'luxon', 'node:crypto'];

const published = unpack();
const manifest = published.json<Manifest>('package.json');
const scripts = published.files.filter((file) => file.endsWith('.js'));
const stem = (file: string) => path.basename(file).replace(/\.(node|credentials)\.js$/, '');

afterAll(published.remove);

describe('the published package', () => {
	it('brings what is built and the papers, and nothing else', () => {
		const others = published.files.filter((file) => !file.startsWith('dist/'));

		expect(others).toEqual(['LICENSE', 'NOTICE', 'README.md', 'package.json', 'sbom.cdx.json']);
	});

	it('brings no sources, tests or maps', () => {
		const strangers = published.files.filter((file) => /(^|\/)tests?\/|\.test\.|\.ts$|\.map$|\.tsbuildinfo$/.test(file));

		expect(strangers).toEqual([]);
	});

	it('needs no other package at run time', () => {
		const { dependencies, optionalDependencies, bundledDependencies, overrides, peerDependencies } = manifest;

		expect({ dependencies, optionalDependencies, bundledDependencies, overrides }).toEqual({});
		expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('runs nothing while it is installed', () => {
		const hooks = Object.keys(manifest['scripts'] as object).filter((name) => /^(pre|post)?install$|^prepare|^prepublish$/.test(name));

		expect(hooks).toEqual([]);
	});

	it('requires only what n8n provides, and its own files', () => {
		const foreign = scripts.flatMap((file) =>
			requiredBy(file)
				.filter((name) => !PROVIDED.includes(name) && !isOwnFile(file, name))
				.map((name) => `${file}: ${name}`),
		);

		expect(foreign).toEqual([]);
	});

	it('loads where only what n8n provides can be found', () => {
		expect(loadAlone([...manifest.n8n.nodes, ...manifest.n8n.credentials])).toEqual({ status: 0, said: '' });
	});

	it('has every node and credential in the lists by which n8n loads them when needed', () => {
		const nodes = Object.keys(published.json<object>('dist/known/nodes.json')).map((name) => name.toLowerCase());
		const credentials = Object.keys(published.json<object>('dist/known/credentials.json')).map((name) => name.toLowerCase());
		const described = published.json<Array<{ name: string }>>('dist/types/nodes.json').map(({ name }) => name.toLowerCase());
		const inEditor = published.json<Array<{ name: string }>>('dist/types/credentials.json').map(({ name }) => name.toLowerCase());
		const nodeNames = manifest.n8n.nodes.map((file) => stem(file).toLowerCase()).sort();
		const credentialNames = manifest.n8n.credentials.map((file) => stem(file).toLowerCase()).sort();

		expect(nodes.sort()).toEqual(nodeNames);
		expect(described.sort()).toEqual(nodeNames);
		expect(credentials.sort()).toEqual(credentialNames);
		expect(inEditor.sort()).toEqual(credentialNames);
	});

	it('gives every node search words for the editor', () => {
		const nodes = published.json<Array<{ name: string; codex?: { categories?: string[]; alias?: string[] } }>>('dist/types/nodes.json');
		const without = nodes.filter(({ codex }) => !codex?.categories?.length || !codex.alias?.length).map(({ name }) => name);

		expect(without).toEqual([]);
	});

	it.each(['user provisioning', 'scim', 'onboarding', 'offboarding', 'employee', 'deactivate user'])(
		'finds every node by "%s"',
		(words) => {
			const nodes = published.json<Array<{ codex?: { alias?: string[] } }>>('dist/types/nodes.json');

			expect(nodes.map(({ codex }) => codex?.alias?.some((one) => one.toLowerCase().includes(words)))).toEqual([true, true, true, true]);
		},
	);

	it('offers users first at every vendor', () => {
		type Described = Readonly<{ properties: ReadonlyArray<{ name: string; options?: ReadonlyArray<{ value?: string }> }> }>;
		const nodes = published.json<readonly Described[]>('dist/types/nodes.json');
		const lists = nodes.flatMap(({ properties }) => properties.filter(({ name }) => name === 'resource'));

		expect(lists.length).toBeGreaterThanOrEqual(4);
		expect(lists.map(({ options }) => options?.[0]?.value)).toEqual(lists.map(() => 'user'));
	});

	it('has every icon that it names', () => {
		const types = ['nodes', 'credentials'].flatMap((kind) =>
			published.json<Array<{ iconUrl?: object | string }>>(`dist/types/${kind}.json`),
		);
		const named = types.flatMap(({ iconUrl }) => (typeof iconUrl === 'object' ? Object.values(iconUrl) : [iconUrl])) as string[];
		const missing = named.filter((url) => !existsSync(path.join(published.folder, String(url).replace(`icons/${manifest.name}/`, ''))));

		expect(named.length).toBeGreaterThan(0);
		expect(missing).toEqual([]);
	});

	it('says which libraries it contains, with their licences', () => {
		expect(script('notice.mjs', '--check')).toEqual({ status: 0, said: '' });
		expect(published.read('NOTICE')).toBe(readFileSync(path.join(ROOT, 'NOTICE'), 'utf8'));
	});

	it('tells nothing about the machine that it was built on', () => {
		const telling = published.files.filter((file) => published.read(file).includes(ROOT));

		expect(telling).toEqual([]);
	});
});

describe('the lock files', () => {
	const versions = readdirSync(path.join(ROOT, 'test', 'n8n-versions')).map((version) => `test/n8n-versions/${version}`);
	const locks = ['.', 'test/n8n', 'test/oldest', ...versions, 'test/mutation'].map((folder) => path.join(folder, 'package-lock.json'));

	it.each(locks)('%s names no registry', (file) => {
		expect(readFileSync(path.join(ROOT, file), 'utf8')).not.toContain('"resolved"');
	});
});

/** As a bundler reads it, so that code in comments and texts doesn't count. */
function requiredBy(file: string): readonly string[] {
	const { metafile } = buildSync({
		absWorkingDir: published.folder,
		entryPoints: [file],
		bundle: true,
		external: ['*'],
		platform: 'node',
		write: false,
		metafile: true,
	});
	return Object.values(metafile.inputs).flatMap(({ imports }) => imports.map((one) => one.path));
}

function isOwnFile(from: string, name: string): boolean {
	if (!name.startsWith('.')) return false;
	const target = path.posix.join(path.posix.dirname(from), name);
	return [target, `${target}.js`, `${target}/index.js`].some((file) => published.files.includes(file));
}

function loadAlone(files: readonly string[]) {
	published.linkProvided();
	const probe = path.join(published.folder, 'probe.cjs');
	writeFileSync(
		probe,
		`for (const [file, name] of ${JSON.stringify(files.map((file) => [`./${file}`, stem(file)]))}) new (require(file)[name])();
		for (const file of ${JSON.stringify(scripts.filter((file) => file.endsWith('/libraries.js')))}) Object.values(require('./' + file));`,
	);
	const { status, stdout, stderr } = spawnSync(process.execPath, [probe], { encoding: 'utf8' });
	return { status, said: `${stdout}${stderr}`.trim() };
}
