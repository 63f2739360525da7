import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readLock } from './locked.mjs';
import { root } from './places.mjs';

/** What the last `npm run test:n8n-versions -- --write` found. */
export const resultsFile = path.join(root, 'test', 'n8n-versions.json');

/** The columns of README's table, and the files of test/e2e behind each. */
const COLUMNS = {
	'Installed and loaded': ['installed'],
	'An update by each way': ['ways'],
	'Error output': ['errorOutput'],
	'Tokens, demo, agents': ['tokenRenewal', 'demo', 'agent'],
};

/** The n8n of a folder, and the Node.js that it wants. */
export function pinnedIn(home) {
	const { version, engines } = readLock(home).packages['node_modules/n8n'];
	return { version, node: engines.node };
}

/** How many tests passed and failed in each file, from jest's report. */
export function countedBy(report) {
	if (!existsSync(report)) return { passed: {}, failed: 1 };
	const { testResults, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
	const passed = testResults.map(({ name, assertionResults }) => [
		path.basename(name, '.test.ts'),
		assertionResults.filter(({ status }) => status === 'passed').length,
	]);
	return {
		passed: Object.fromEntries(passed.sort(([a], [b]) => a.localeCompare(b, 'en'))),
		failed: numFailedTests + numRuntimeErrorTestSuites,
	};
}

/** `[{ version, node, passed: { <file>: <tests> } }]` as Markdown. */
export function tableOf(results) {
	const rows = results.map(({ version, node, passed }) => [
		version,
		range(node),
		...Object.values(COLUMNS).map((files) => `✓ ${files.reduce((sum, file) => sum + passed[file], 0)} tests`),
	]);
	const header = ['n8n', 'Node.js', ...Object.keys(COLUMNS)];
	const line = (cells) => `|${cells.join('|')}|`;
	const spaced = (cells) => line(cells.map((cell) => ` ${cell} `));
	return [spaced(header), line(header.map(() => '---')), ...rows.map(spaced)].join('\n');
}

/** `>=20.19 <= 24.x` → `20.19 to 24` */
const range = (node) => node.replace(/^>=\s*([\d.]+?)(\.0)*\s*<=\s*(\d+)\.x$/, '$1 to $3').replace(/^>=\s*([\d.]+?)(\.0)*$/, '$1 or newer');

/** README with this table in place of the one that begins alike. */
export function withTable(readme, table) {
	const [header] = table.split('\n');
	const lines = readme.split('\n');
	const start = lines.indexOf(header);
	if (start < 0) throw new Error(`README.md has no table that begins with ${header}`);
	const end = lines.findIndex((line, i) => i > start && !line.startsWith('|'));
	return [...lines.slice(0, start), table, ...lines.slice(end)].join('\n');
}
