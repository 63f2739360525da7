import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { PACKAGES, ROOT, script, unpack, WHOLE, type Manifest } from './packed';

/** What n8n itself provides to every community node. */
const PROVIDED = ['n8n-workflow', 'luxon', 'node:crypto'];

/** What is behind each door in the sources, `libraries.ts`. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
	'json/libraries.js': ['lossless-json'],
	'provisioning/libraries.js': ['p-limit'],
	'xml/libraries.js': ['fast-xml-parser', 'saxes', 'xmlbuilder2'],
};

type Published = ReturnType<typeof unpack>;
type NodeType = Readonly<{
	name: string;
	codex?: Readonly<{ categories?: readonly string[]; alias?: readonly string[] }>;
	properties: ReadonlyArray<Readonly<{ name: string; options?: ReadonlyArray<Readonly<{ value?: string }>> }>>;
}>;

const stem = (file: string) => path.basename(file).replace(/\.(node|credentials)\.js$/, '');

describe.each(PACKAGES)('the published %s', (name) => {
	const published = unpack(name);
	const manifest = published.json<Manifest>('package.json');
	const nodes = published.json<readonly NodeType[]>('dist/types/nodes.json');
	const scripts = published.files.filter((file) => file.endsWith('.js'));
	afterAll(published.remove);

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
		const hooks = Object.keys(manifest['scripts'] ?? {}).filter((name) => /^(pre|post)?install$|^prepare|^prepublish$/.test(name));

		expect(hooks).toEqual([]);
	});

	it('requires only what n8n provides, and its own files', () => {
		const foreign = scripts.flatMap((file) =>
			requiredBy(published, file)
				.filter((required) => !PROVIDED.includes(required) && !isOwnFile(published, file, required))
				.map((required) => `${file}: ${required}`),
		);

		expect(foreign).toEqual([]);
	});

	it('loads where only what n8n provides can be found', () => {
		expect(loadAlone(published, [...manifest.n8n.nodes, ...manifest.n8n.credentials])).toEqual({ status: 0, said: '' });
	});

	it('has every node and credential in the lists by which n8n loads them when needed', () => {
		const lower = (names: readonly string[]): readonly string[] => names.map((one) => one.toLowerCase()).sort();
		const known = (kind: string) => lower(Object.keys(published.json<object>(`dist/known/${kind}.json`)));
		const described = (kind: string) =>
			lower(published.json<ReadonlyArray<{ name: string }>>(`dist/types/${kind}.json`).map((one) => one.name));
		const nodeNames = lower(manifest.n8n.nodes.map(stem));
		const credentialNames = lower(manifest.n8n.credentials.map(stem));

		expect(known('nodes')).toEqual(nodeNames);
		expect(described('nodes')).toEqual(nodeNames);
		expect(known('credentials')).toEqual(credentialNames);
		expect(described('credentials')).toEqual(credentialNames);
	});

	it('gives every node search words for the editor', () => {
		const without = nodes.filter(({ codex }) => !codex?.categories?.length || !codex.alias?.length).map((one) => one.name);

		expect(without).toEqual([]);
	});

	it.each(['user provisioning', 'scim', 'onboarding', 'offboarding', 'employee', 'deactivate user'])(
		'finds every node by "%s"',
		(words) => {
			expect(nodes.map(({ codex }) => codex?.alias?.some((one) => one.toLowerCase().includes(words)))).toEqual(nodes.map(() => true));
		},
	);

	it('offers users first at every vendor', () => {
		const lists = nodes.flatMap(({ properties }) => properties.filter((one) => one.name === 'resource'));

		expect(lists.length).toBeGreaterThanOrEqual(nodes.length);
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

	it('says that it contains the libraries that are behind its doors, and no other', () => {
		const behind = published.files.flatMap((file) =>
			Object.entries(LIBRARIES).flatMap(([door, names]) => (file.endsWith(door) ? names : [])),
		);
		const named = [...published.read('NOTICE').matchAll(/^-{80}\n(\S+) /gm)].map(([, library]) => library);
		const inSources = [...Object.values(LIBRARIES).flat()];

		expect(behind.length).toBeGreaterThan(0);
		expect(named.filter((library = '') => inSources.includes(library))).toEqual([...behind].sort());
	});

	it('tells nothing about the machine that it was built on', () => {
		const telling = published.files.filter((file) => published.read(file).includes(ROOT));

		expect(telling).toEqual([]);
	});
});

it('the licences of all libraries stand in NOTICE', () => {
	const published = unpack(WHOLE);
	const notice = published.read('NOTICE');
	published.remove();

	expect(script('notice.mjs', '--check')).toEqual({ status: 0, said: '' });
	expect(notice).toBe(readFileSync(path.join(ROOT, 'NOTICE'), 'utf8'));
});

describe('the lock files', () => {
	const versions = readdirSync(path.join(ROOT, 'test', 'n8n-versions')).map((version) => `test/n8n-versions/${version}`);
	const locks = ['.', 'test/n8n', 'test/oldest', ...versions, 'test/registry', 'test/mutation'].map((folder) =>
		path.join(folder, 'package-lock.json'),
	);

	it.each(locks)('%s names no registry', (file) => {
		expect(readFileSync(path.join(ROOT, file), 'utf8')).not.toContain('"resolved"');
	});
});

/** As a bundler reads it, so that code in comments and texts doesn't count. */
function requiredBy(published: Published, file: string): readonly string[] {
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

function isOwnFile(published: Published, from: string, name: string): boolean {
	if (!name.startsWith('.')) return false;
	const target = path.posix.join(path.posix.dirname(from), name);
	return [target, `${target}.js`, `${target}/index.js`].some((file) => published.files.includes(file));
}

function loadAlone(published: Published, files: readonly string[]) {
	const doors = published.files.filter((file) => file.endsWith('/libraries.js'));
	published.linkProvided();
	const probe = path.join(published.folder, 'probe.cjs');
	writeFileSync(
		probe,
		`for (const [file, name] of ${JSON.stringify(files.map((file) => [`./${file}`, stem(file)]))}) new (require(file)[name])();
		for (const file of ${JSON.stringify(doors)}) Object.values(require('./' + file));`,
	);
	const { status, stdout, stderr } = spawnSync(process.execPath, [probe], { encoding: 'utf8' });
	return { status, said: `${stdout}${stderr}`.trim() };
}
