import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ROOT, script } from './packed';

type Step = Readonly<{ uses?: string; run?: string }>;
type Job = Readonly<{ needs?: string; permissions?: Readonly<Record<string, string>>; steps: readonly Step[] }>;
type Workflow = Readonly<{
	on: Readonly<Record<string, unknown>>;
	permissions: Readonly<Record<string, string>>;
	jobs: Readonly<Record<string, Job>>;
}>;

const PLACE = path.join(ROOT, '.github', 'workflows');
const texts = new Map(readdirSync(PLACE).map((file) => [file, readFileSync(path.join(PLACE, file), 'utf8')]));
const read = (file: string): Workflow => parse(texts.get(file) ?? '') as Workflow;
const runsOf = (job: Job | undefined): readonly string[] => (job?.steps ?? []).flatMap(({ run }) => run ?? []);
const release = read('release.yml');

describe.each([...texts.keys()])('%s', (file) => {
	const jobs = Object.values(read(file).jobs);

	it('uses actions that nobody can change: by their whole hash, with the version beside it', () => {
		const used = (texts.get(file) ?? '').split('\n').filter((line) => /\buses:/.test(line));

		expect(used.length).toBeGreaterThan(0);
		expect(used.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
	});

	it('runs scripts that are there', () => {
		const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: Readonly<Record<string, string>> };
		const names = jobs.flatMap(runsOf).flatMap((run) => [...run.matchAll(/^npm run ([\w:]+)/gm)].map(([, name = '']) => name));

		expect(names.filter((name) => !(name in scripts))).toEqual([]);
	});

	it('may read the sources, and nothing more', () => {
		expect(read(file).permissions).toEqual({ contents: 'read' });
	});
});

describe('the tests of a change', () => {
	it('run before it is taken', () => {
		expect(Object.keys(read('test.yml').on)).toContain('pull_request');
		expect(Object.values(read('test.yml').jobs).flatMap(runsOf)).toEqual(['npm ci', 'npm test']);
	});
});

describe('a release', () => {
	it('is made of a tag and nothing else', () => {
		expect(release.on).toEqual({ push: { tags: ['v*'] } });
	});

	it('is published after all tests, and the check for its tag', () => {
		expect(runsOf(release.jobs['check'])).toEqual(['npm ci', 'npm test', 'npm run release:check -- --tag "$GITHUB_REF_NAME"']);
		expect(release.jobs['publish']?.needs).toBe('check');
	});

	it('can get a token of npm only where nothing but the build runs', () => {
		const mayGetOne = Object.entries(release.jobs).filter(([, { permissions }]) => permissions?.['id-token'] === 'write');

		expect(mayGetOne.map(([name]) => name)).toEqual(['publish']);
		expect(runsOf(release.jobs['publish']).filter((run) => run.startsWith('npm '))).toEqual([
			'npm ci',
			'npm run build',
			'npm run pack',
			'npm run release:publish',
		]);
	});

	it('publishes the five packages, each with a statement of where it was built', () => {
		const { status, said } = script('releasePublish.mjs', '--dry-run');
		const published = said.split('\n').filter((line) => line.startsWith('npm publish '));

		expect(status).toBe(0);
		expect(published.map((line) => /([\w-]+)\.tgz --provenance --access public$/.exec(line)?.[1])).toEqual([
			'package',
			'n8n-nodes-axero',
			'n8n-nodes-appenate',
			'n8n-nodes-highq-publisher',
			'n8n-nodes-ispring-learn',
		]);
	}, 300_000);
});
