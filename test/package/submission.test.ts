import { readFileSync } from 'node:fs';
import path from 'node:path';
import { boldIn, codeIn, isInRepository, linksIn, pageText, proseOf, sentencesIn, SUBMISSION_PAGES, tablesIn } from '../documents';
import { oddWords } from '../plainWords';
import { ROOT, unpack, type Manifest } from './packed';

type Described = Readonly<{
	displayName: string;
	name: string;
	codex?: Readonly<{ categories?: readonly string[] }>;
	properties: readonly Property[];
}>;
type Property = Readonly<{
	displayName: string;
	name: string;
	displayOptions?: Readonly<{ show?: Readonly<Record<string, readonly unknown[]>> }>;
	options?: ReadonlyArray<Readonly<{ name: string; value?: unknown }>>;
}>;

const published = unpack();
const nodes = published.json<readonly Described[]>('dist/types/nodes.json');
const credentials = published.json<readonly Described[]>('dist/types/credentials.json');
afterAll(published.remove);

const VIDEO = 'docs/submission/video.md';
const VENDORS = [
	{ page: 'docs/submission/axero.md', name: 'n8n-nodes-axero', node: 'axero' },
	{ page: 'docs/submission/appenate.md', name: 'n8n-nodes-appenate', node: 'appenate' },
	{ page: 'docs/submission/highq-publisher.md', name: 'n8n-nodes-highq-publisher', node: 'highQPublisher' },
	{ page: 'docs/submission/ispring-learn.md', name: 'n8n-nodes-ispring-learn', node: 'iSpringLearn' },
] as const;

const tableOf = (page: string, first: string) => tablesIn(pageText(page)).find(({ header }) => header[0] === first)?.rows ?? [];
const plain = (cell: string): string => cell.replace(/\*\*/g, '');

describe.each(VENDORS)('the submission of $name', ({ page, name, node }) => {
	const manifest = JSON.parse(readFileSync(path.join(ROOT, 'packages', name, 'package.json'), 'utf8')) as Manifest &
		Readonly<{ license: string; repository: Readonly<{ url: string; directory: string }> }>;
	const described = nodes.find((one) => one.name === node);
	const answers = new Map(tableOf(page, 'Asked for').map(([asked = '', answer = '']) => [asked, answer]));

	it('answers everything that the portal is known to ask for', () => {
		const asked = ['npm package', 'GitHub repository', 'Short description', 'Example workflows', 'Documentation', 'License', 'Video'];

		expect(asked.filter((one) => !answers.get(one))).toEqual([]);
		expect(pageText(page)).toMatch(/^### Long description\n\n\S/m);
		expect(linksIn(pageText(page)).filter((link) => link.endsWith('.png')).length).toBeGreaterThanOrEqual(4);
	});

	it('says what its package.json says', () => {
		expect(manifest.name).toBe(name);
		expect(answers.get('npm package')).toContain(`\`${manifest.name}\``);
		expect(answers.get('GitHub repository')).toContain(manifest.repository.url.replace(/\.git$/, ''));
		expect(answers.get('GitHub repository')).toContain(`\`${manifest.repository.directory}\``);
		expect(answers.get('License')).toBe(manifest.license);
	});

	it('says what the editor says', () => {
		const own = credentials.filter((one) => one.name.toLowerCase().startsWith(node.toLowerCase())).map(({ displayName }) => displayName);

		expect(answers.get('Display name')).toBe(described?.displayName);
		expect(answers.get('Categories')?.split(', ')).toEqual(described?.codex?.categories);
		expect([...boldIn(answers.get('Credentials') ?? '')].sort()).toEqual(own.sort());
	});

	it('names every operation, and no other', () => {
		const lists = described?.properties ?? [];
		const resources = lists.filter((one) => one.name === 'resource').flatMap(({ options = [] }) => options);
		const operations = (resource: unknown): readonly string[] => [
			...new Set(
				lists
					.filter((one) => one.name === 'operation' && one.displayOptions?.show?.['resource']?.includes(resource))
					.flatMap(({ options = [] }) => options.map((one) => one.name)),
			),
		];

		expect(tableOf(page, 'Resource').map(([resource = '', names = '']) => [plain(resource), plain(names).split(', ').sort()])).toEqual(
			resources.map((one) => [one.name, [...operations(one.value)].sort()]),
		);
	});

	it('has its own part in the script of the video', () => {
		expect(codeIn(pageText(VIDEO))).toContain(name);
		expect(answers.get('Video')).toContain('video.md#');
	});
});

describe('the script of the video', () => {
	const rows = tableOf(VIDEO, 'From');
	const seconds = (time = ''): number => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

	it('takes at most five minutes, without a gap', () => {
		expect(rows.length).toBeGreaterThan(5);
		expect(rows.map(([from]) => from)).toEqual(['0:00', ...rows.slice(0, -1).map(([, to]) => to)]);
		expect(seconds(rows.at(-1)?.[1])).toBeLessThanOrEqual(300);
	});

	it('shows what n8n wants to see: the installation from npm, the test of the credential, operations', () => {
		const shown = rows.map((row) => row.join(' ')).join('\n');

		for (const part of ['Community Nodes → Install', 'The test is green', '**Update**', '**Sync Users**']) expect(shown).toContain(part);
	});
});

describe.each(SUBMISSION_PAGES)('%s', (page) => {
	const shown = [...nodes, ...credentials].flatMap((type) => [
		type.displayName,
		...type.properties.flatMap(({ displayName, options = [] }) => [displayName, ...options.map(({ name }) => name)]),
	]);

	it('has in bold what the editor shows', () => {
		expect([...new Set(boldIn(pageText(page)))].filter((label) => !shown.includes(label))).toEqual([]);
	});

	it('is plain American English, in sentences of fewer than 30 words', () => {
		const lines = proseOf(pageText(page)).split('\n');
		const words = (sentence: string): number => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

		expect(lines.flatMap((line) => oddWords(line, { highQ: page.includes('highq') }))).toEqual([]);
		expect(sentencesIn(pageText(page)).filter((sentence) => words(sentence) >= 30)).toEqual([]);
	});

	it('names folders of the repository that are there', () => {
		const places = codeIn(pageText(page)).filter((code) => code.startsWith('packages/'));

		expect(places.filter((place) => !isInRepository(place))).toEqual([]);
	});
});

describe('the page about publishing', () => {
	it('names every check of the release', () => {
		const text = readFileSync(path.join(ROOT, 'scripts', 'release', 'checks.mjs'), 'utf8');
		const [, list = ''] = /CHECKS = \{([^}]+)\}/.exec(text) ?? [];

		expect(tableOf('docs/publishing.md', 'Check').map(([check = '']) => check.replace(/`/g, ''))).toEqual(
			list
				.split(',')
				.map((name) => name.trim())
				.filter(Boolean),
		);
	});
});
