import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { INodeType } from 'n8n-workflow';
import { ROOT, unpack, type Manifest } from './packed';
import type { PublishedRun } from './publishedRuns';

const published = unpack();
published.linkProvided();
const { nodes, credentials } = published.json<Manifest>('package.json').n8n;
const libraries = published.files.filter((file) => path.basename(file) === 'libraries.js');
const COMMON = 'dist/nodes/shared/common.js';
const RUN = ['dist/nodes/shared/commonRun.js', 'dist/nodes/shared/xml.js'];
const DESCRIPTIONS = 'dist/types/nodes.json';
/** Of a node, and of a credential with what it is described by; what compiling takes goes by it. */
const MOST_KILOBYTES = 25;
afterAll(published.remove);

describe('the files of the published package', () => {
	it.each(nodes)('%s is read alone, with what n8n describes it by, until it is asked for something', (file) => {
		expect(readWith(file)).toEqual([file, DESCRIPTIONS]);
		expect(published.read(file).length).toBeLessThan(MOST_KILOBYTES * 1000);
	});

	it.each(nodes)('%s has the parameters of its source, and its methods', (file) => {
		const name = path.basename(file, '.node.js');
		const built = nodeIn(path.join(published.folder, file));
		const source = nodeIn(path.join(ROOT, 'nodes', name, `${name}.node.ts`));

		expect(built.description).toEqual(source.description);
		expect(namesOf(built.methods)).toEqual(namesOf(source.methods));
	});

	it.each(credentials)('%s is read with what describes it, and nothing that only runs it', (file) => {
		const vendor = nodes.map((node) => `${path.dirname(node)}/vendor.js`).filter((one) => isOfOneVendor(one, file));
		const read = readWith(file);
		const bytes = read.reduce((sum, one) => sum + published.read(one).length, 0);

		expect(read.filter((one) => one !== file && one !== COMMON && !vendor.includes(one))).toEqual([]);
		expect(bytes).toBeLessThan(MOST_KILOBYTES * 1000);
	});

	it('are the nodes, the credentials, what describes and what runs them, for a vendor and for all, and one for the libraries of a kind', () => {
		const scripts = published.files.filter((file) => file.endsWith('.js'));
		const vendors = nodes.flatMap((node) => ['vendor.js', 'vendorRun.js'].map((name) => path.join(path.dirname(node), name)));
		// HighQ's credentials are described by themselves.
		const described = vendors.filter((file) => file !== 'dist/nodes/HighQPublisher/vendor.js');

		expect(libraries.length).toBeGreaterThan(2);
		expect(scripts).toEqual([...nodes, ...credentials, ...described, COMMON, ...RUN, ...libraries].sort());
	});

	it('hold each source once, so that what a module keeps is kept once', () => {
		const sources = published.files
			.filter((file) => file.endsWith('.js') && !libraries.includes(file))
			.flatMap((file) => [...new Set([...published.read(file).matchAll(/^\/\/ (\S+\.ts)$/gm)].map(([, source]) => source))]);

		expect(sources.length).toBeGreaterThan(100);
		expect(sources.filter((source, i) => sources.indexOf(source) !== i)).toEqual([]);
	});

	it('are in ASCII where they are our own: anything else, Node.js reads several times as long', () => {
		const own = published.files.filter((file) => file.endsWith('.js') && !libraries.includes(file));

		expect(own.filter((file) => !/^\p{ASCII}*$/u.test(published.read(file)))).toEqual([]);
	});

	it('keep the names of functions and classes, so that a stack tells the way', () => {
		const own = [COMMON, ...RUN].map((file) => published.read(file)).join('\n');

		expect(own).toContain('async function runOperation(');
		expect(own).toContain('FailureError = class');
	});
});

describe('each way through the published files', () => {
	const runs = runsOf();

	it('writes', () => {
		expect(runs.length).toBeGreaterThanOrEqual(10);
		expect(runs.map(({ title, action, says }) => [title, action ?? says])).toEqual(
			runs.map(({ title }) => [title, title === 'Axero' ? 'sent' : 'updated']),
		);
	});

	it('says what is wrong with a secret in the words of its credential or its vendor', () => {
		const words = /has a character that is not allowed in an HTTP header|rejected the (credential|API key)/;

		expect(runs.filter(({ unsigned = '' }) => !words.test(unsigned) || unsigned.includes('bug'))).toEqual([]);
	});

	it('reads no XML library before XML is met', () => {
		const xml = libraries.filter((file) => file.includes('/xml/'));
		const before = runs.filter(({ read }) => !read.some((file) => xml.includes(file))).map(({ title }) => title);

		expect(before.sort()).toEqual([
			'Appenate (JSON)',
			'Axero',
			'HighQ Publisher (JSON)',
			'iSpring Learn (REST, account)',
			'iSpring Learn (REST, token)',
		]);
	});
});

function nodeIn(file: string): INodeType {
	const [Class] = Object.values(require(file) as Readonly<Record<string, new () => INodeType>>);
	if (!Class) throw new Error(`${file} has no node`);
	return new Class();
}

/** Of all methods, by their kind. */
function namesOf(methods: INodeType['methods'] = {}) {
	return Object.entries(methods).flatMap(([kind, byName]) => Object.keys(byName as object).map((name) => `${kind}.${name}`));
}

/** A credential is called after its vendor. */
function isOfOneVendor(vendorFile: string, file: string): boolean {
	return path.basename(file).startsWith(path.basename(path.dirname(vendorFile)));
}

/** The package's own files that Node.js reads to make what one of them describes. */
function readWith(file: string): readonly string[] {
	const probe = `const [Class] = Object.values(require('./${file}')); new Class(); console.log(JSON.stringify(Object.keys(require.cache)));`;
	const { stdout } = spawnSync(process.execPath, ['--eval', probe], { encoding: 'utf8', cwd: published.folder });
	return (JSON.parse(stdout) as string[]).map((one) => path.relative(published.folder, one)).filter((one) => !one.startsWith('..'));
}

function runsOf(): readonly PublishedRun[] {
	const args = ['--import', 'tsx', path.join(__dirname, 'publishedRuns.ts'), published.folder];
	const { stdout, stderr } = spawnSync(process.execPath, args, {
		cwd: ROOT,
		encoding: 'utf8',
		env: { ...process.env, N8N_LOG_LEVEL: 'silent' },
	});
	const [last = ''] = stdout.split('\n').slice(-1);
	if (last === '') throw new Error(stderr);
	return JSON.parse(last) as readonly PublishedRun[];
}
