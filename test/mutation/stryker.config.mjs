import { tmpdir } from 'node:os';
import path from 'node:path';
import { PARTS } from './parts.mjs';

const part = process.env.MUTATION_PART ?? 'http';
const { mutate, tests, runs } = PARTS[part];
const reports = path.resolve('node_modules', '.cache', 'user-provisioning', 'mutation', part);

// For the tests, which run in processes of their own.
process.env.MUTATION_TESTS = tests.join();
process.env.MOST_RUNS ??= String(runs);

export default {
	testRunner: 'jest',
	plugins: ['@stryker-mutator/jest-runner'],
	jest: { projectType: 'custom', configFile: './test/mutation/jest.config.js', enableFindRelatedTests: false },
	// The others hold types, and the way to the libraries.
	mutate: [...mutate, '!**/types.ts', '!**/libraries.ts'],
	coverageAnalysis: 'perTest',
	concurrency: 2,
	// A change that makes a loop endless is noticed by its time.
	timeoutMS: 8_000,
	disableTypeChecks: false,
	// The tests run in a copy outside of the project, so that nothing here sees it.
	tempDirName: path.join(tmpdir(), 'user-provisioning-mutation'),
	ignorePatterns: [
		'/dist',
		'/docs',
		'/icons',
		'/packages',
		'/workflows',
		'/.demo',
		'/test/n8n',
		'/test/n8n-versions',
		'/test/e2e',
		'/test/browser',
	],
	thresholds: { high: 95, low: 85, break: 85 },
	reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
	htmlReporter: { fileName: path.join(reports, 'index.html') },
	jsonReporter: { fileName: path.join(reports, 'mutants.json') },
};
