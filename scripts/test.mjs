import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installN8n, installOldestEngine } from './lib/install.mjs';
import { build, pack } from './lib/package.mjs';
import { bin, FORMATTED, root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';
import { inherit, seconds } from './lib/step.mjs';

const QUICK = ['unit', 'contract', 'workflow', 'sandbox'];

const [mode, ...forJest] = process.argv.slice(2);
const reports = mkdtempSync(path.join(tmpdir(), 'user-provisioning-tests-'));
const results = [];

/** One heading, one line at the end. A check counts as one test; `run` answers with counts or throws. */
async function part(title, run) {
	console.log(`\n== ${title}`);
	const start = Date.now();
	const counts = await run().catch((error) => {
		console.error(error.message);
		return { passed: 0, failed: 1, skipped: 0 };
	});
	results.push({ title, took: Date.now() - start, ...counts });
	return counts.failed === 0;
}

const check = (title, run) =>
	part(title, async () => {
		const code = await run();
		if (code) throw new Error(`${title}: failed`);
		return { passed: 1, failed: 0, skipped: 0 };
	});

const tool = (name, ...args) => inherit(bin(name), args, { cwd: root });

const jest = (title, projects, ...options) =>
	part(title, async () => {
		const report = path.join(reports, `${projects[0]}.json`);
		const code = await tool('jest', '--selectProjects', ...projects, '--passWithNoTests', '--json', `--outputFile=${report}`, ...options);
		return counted(report, code);
	});

function counted(report, code) {
	if (!existsSync(report)) return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
	const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = JSON.parse(
		readFileSync(report, 'utf8'),
	);
	const failed = numFailedTests + numRuntimeErrorTestSuites;
	return { passed: numPassedTests, failed: failed || (code === 0 ? 0 : 1), skipped: numPendingTests + numTodoTests };
}

/** Of the workflow tests one file a vendor, and without the few that take longest: documents as long as the limits, memory, generated cases. */
const IN_A_MINUTE = [
	...['--testPathPatterns', '/test/(unit|contract|sandbox)/|/workflow/[a-z]+Provisioning\\.'],
	...['--testPathIgnorePatterns', '/unit/(held\\w+|hostile\\w+|fuzz)\\.|/contract/bareWays\\.'],
];

/** The inner loop: the tests that it is asked for, or those of a minute, with fewer generated cases (test/unit/runs.ts). */
async function quick() {
	process.env.MOST_RUNS ??= '200';
	await jest('Unit, contract, workflow and sandbox tests', QUICK, ...(forJest.length > 0 ? forJest : IN_A_MINUTE));
}

async function everything() {
	// It waits for the network and the disk, while the first checks take one core.
	const n8n = installN8n();
	n8n.catch(() => {}); // told where it is waited for
	await check('Format', () => tool('prettier', '--check', '--log-level=warn', ...FORMATTED));
	await check('Types', () => tool('tsc', '--project', 'tsconfig.json'));
	await check('Lint', () => tool('eslint', '.', '--max-warnings', '0'));
	const built = await check('Build and pack', async () => {
		await build();
		await pack();
	});
	await jest('Unit, contract, workflow and sandbox tests', QUICK);
	await jest('Every way to every vendor', ['everyWay']);
	if (await check('Install the engine of the oldest n8n', installOldestEngine)) await jest('In the engine of the oldest n8n', ['oldest']);
	if (!built) return console.log('\nWithout a build there is no package to test, neither alone nor in n8n.');
	await jest('The package as published', ['package']);
	if (!(await check('Install n8n', () => n8n))) return;
	await jest('In the real n8n', ['e2e'], '--runInBand');
	await jest('In the editor', ['browser'], '--runInBand');
}

function summary() {
	const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
	console.log('\n== Summary');
	for (const { title, took, passed, failed, skipped } of results) {
		console.log(
			`${failed ? 'FAIL' : 'ok  '}  ${title}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''} (${seconds(took)})`,
		);
	}
	console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
	return total('failed') === 0 ? 0 : 1;
}

await main(async () => {
	await prepare();
	if (mode === '--quick') await quick();
	else await everything();
	rmSync(reports, { recursive: true, force: true });
	return summary();
});
