import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { PACKAGES, ROOT, SINGLES, sourceOf, unpack, WHOLE, type Manifest } from './packed';

const json = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;
const manifestOf = (name: string): Manifest => json<Manifest>(path.join(sourceOf(name), 'package.json'));
const whole = manifestOf(WHOLE);
const built = unpack(WHOLE);
afterAll(built.remove);

/** What a single package may say otherwise than the whole one. */
const ITS_OWN = ['name', 'description', 'keywords', 'homepage', 'repository', 'n8n', 'devDependencies', 'scripts'];

/** Unpacked, in kilobytes. The libraries that read and write XML are 0.3 MB of it; who speaks no XML has none. */
const MOST_KILOBYTES: Readonly<Record<string, number>> = {
	[WHOLE]: 1600,
	'n8n-nodes-axero': 700,
	'n8n-nodes-appenate': 900,
	'n8n-nodes-highq-publisher': 900,
	'n8n-nodes-ispring-learn': 1100,
};

/** What is told of a single package, with the paths that the whole one has. */
const asInTheWhole = (name: string, text: string): unknown => JSON.parse(text.replaceAll(`${name}/dist`, `${WHOLE}/dist`));

describe.each(SINGLES)('%s', (name) => {
	const manifest = manifestOf(name);
	const { repository, keywords, n8n, devDependencies } = manifest as Manifest & Readonly<Record<'devDependencies', Record<string, string>>>;
	const published = unpack(name);
	afterAll(published.remove);

	it('says the same as the whole package, of its version, author, license and platform', () => {
		const common = (of: Manifest) => Object.fromEntries(Object.entries(of).filter(([field]) => !ITS_OWN.includes(field)));

		expect(common(manifest)).toEqual(common(whole));
		expect(n8n).toEqual({ ...whole.n8n, nodes: n8n.nodes, credentials: n8n.credentials });
	});

	it('is found by its name in the repository', () => {
		const { homepage } = whole as Manifest & Readonly<{ homepage: string }>;

		expect(manifest.name).toBe(name);
		expect(repository).toEqual({ ...(whole['repository'] as object), directory: `packages/${name}` });
		expect(manifest['homepage']).toBe(homepage.replace('#', `/tree/main/packages/${name}#`));
		expect(keywords).toContain('n8n-community-node-package');
	});

	it('has the sources of its node within reach, as links: n8n lints what lies beside the package.json', () => {
		const sources = n8n.nodes.concat(n8n.credentials).map((file) => file.replace(/^dist\/(.*)js$/, '$1ts'));
		const reads = (from: string) => sources.map((file) => readFileSync(path.join(from, file), 'utf8'));

		expect(reads(sourceOf(name))).toEqual(reads(ROOT));
		expect(published.files.filter((file) => file.startsWith('dist/icons/')).map((file) => file.replace('dist/', ''))).toEqual(
			readdirSync(path.join(sourceOf(name), 'icons'))
				.sort()
				.map((file) => `icons/${file}`),
		);
	});

	it('has one node, and the credentials that are for it', () => {
		const all = built.json<Array<{ name: string; supportedNodes: readonly string[] }>>('dist/types/credentials.json');
		const [node] = Object.keys(published.json<object>('dist/known/nodes.json'));
		const ofNode = all.filter(({ supportedNodes }) => supportedNodes.includes(String(node))).map((one) => one.name);

		expect(n8n.nodes).toHaveLength(1);
		expect(Object.keys(published.json<object>('dist/known/credentials.json')).sort()).toEqual(ofNode.sort());
	});

	it('names as development dependencies what is bundled in it, as the whole package does', () => {
		const doors = published.files.filter((file) => file.endsWith('/libraries.js')).map((file) => file.replace(/^dist\/(.*)js$/, '$1ts'));
		const texts = doors.map((file) => readFileSync(path.join(sourceOf(name), file), 'utf8'));
		const imported = texts.flatMap((text) => [...text.matchAll(/from '([^']+)'/g)].map(([, library]) => library));

		expect(Object.keys(devDependencies).sort()).toEqual(imported.sort());
		expect(whole['devDependencies']).toMatchObject(devDependencies);
	});

	it('publishes the files of the whole package, byte by byte, but for what names the package', () => {
		const own = /^dist\/(known|types)\/|\.node\.json$/;
		const others = published.files.filter((file) => file.startsWith('dist/') && !own.test(file));

		expect(others.filter((file) => published.read(file) !== built.read(file))).toEqual([]);
	});

	it('has the types of node and credentials that the whole package has', () => {
		for (const kind of ['nodes', 'credentials']) {
			const file = `dist/types/${kind}.json`;
			const types = asInTheWhole(name, published.read(file)) as Array<{ name: string }>;
			const inWhole = built.json<Array<{ name: string }>>(file).filter((one) => types.some((type) => type.name === one.name));

			expect(types).toEqual(inWhole);
		}
	});

	it("calls its node after itself in n8n's search", () => {
		const [codex = ''] = published.files.filter((file) => file.endsWith('.node.json'));
		const [type = ''] = Object.keys(published.json<object>('dist/known/nodes.json'));
		const { node } = published.json<{ node: string }>(codex);

		expect(node).toBe(`${name}.${type}`);
		expect({ ...published.json<object>(codex), node: '' }).toEqual({ ...built.json<object>(codex), node: '' });
	});
});

it.each(PACKAGES)('%s is as small as it is said to be', (name) => {
	const published = unpack(name);
	const bytes = published.files.map((file) => statSync(path.join(published.folder, file)).size).reduce((sum, one) => sum + one, 0);
	published.remove();

	expect(bytes).toBeLessThan((MOST_KILOBYTES[name] ?? 0) * 1000);
});

it('are all there is: every vendor has a package', () => {
	const nodes = SINGLES.flatMap((name) => manifestOf(name).n8n.nodes);
	const credentials = SINGLES.flatMap((name) => manifestOf(name).n8n.credentials);

	expect(nodes.sort()).toEqual([...whole.n8n.nodes].sort());
	expect(credentials.sort()).toEqual([...whole.n8n.credentials].sort());
});
