import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pageText, tablesIn } from '../documents';
import { ROOT } from './packed';
import { runScript } from './scripts';

type Result = Readonly<{ version: string; node: string; passed: Readonly<Record<string, number>> }>;
type Pinned = Readonly<{ dependencies: Readonly<{ n8n: string }> }>;

const read = <T>(...place: readonly string[]) => JSON.parse(readFileSync(path.join(ROOT, 'test', ...place), 'utf8')) as T;
const results = read<readonly Result[]>('n8n-versions.json');
const versions = [...readdirSync(path.join(ROOT, 'test', 'n8n-versions')), read<Pinned>('n8n', 'package.json').dependencies.n8n];

describe('The table of n8n versions in README.md', () => {
	it('is what npm run test:n8n-versions found', async () => {
		const table = await runScript(`
			import { tableOf } from 'n8nVersions';
			console.log(tableOf(${JSON.stringify(results)}));`);
		expect(pageText('README.md')).toContain(`\n${table}`);
	});

	it('has each n8n that the tests pin, and no other', () => {
		expect(results.map(({ version }) => version)).toEqual(versions);
		expect(
			tablesIn(pageText('README.md'))
				.find(({ header }) => header[0] === 'n8n')
				?.rows.map(([version]) => version),
		).toEqual(versions);
	});

	it('tells of the Node.js that each wants', async () => {
		const homes = [...versions.slice(0, -1).map((version) => `n8n-versions/${version}`), 'n8n'];
		const said = await runScript(`
			import { pinnedIn } from 'n8nVersions';
			const homes = ${JSON.stringify(homes.map((home) => path.join(ROOT, 'test', home)))};
			console.log(JSON.stringify(homes.map(pinnedIn)));`);
		expect(results.map(({ version, node }) => ({ version, node }))).toEqual(JSON.parse(said));
	});

	it('counts all tests of the heart in each', () => {
		const heart = ['agent', 'demo', 'errorOutput', 'installed', 'tokenRenewal', 'ways'];
		for (const { passed } of results) {
			expect(Object.keys(passed)).toEqual(heart);
			expect(Math.min(...Object.values(passed))).toBeGreaterThan(0);
		}
	});
});
