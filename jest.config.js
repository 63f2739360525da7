/** Only these are ES modules without a CommonJS twin; everything else in node_modules runs as it is. */
const ESM_ONLY = ['p-limit', 'yocto-queue'];

const common = {
	testEnvironment: 'node',
	transform: {
		'^.+\\.[jt]s$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
	},
	transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')})/)`],
	// The real n8n brings thousands of package.json files that jest would otherwise index.
	modulePathIgnorePatterns: [
		'<rootDir>/dist/',
		'<rootDir>/test/n8n/',
		'<rootDir>/test/oldest/',
		'<rootDir>/test/n8n-versions/',
		'<rootDir>/test/registry/',
		'<rootDir>/.demo/',
	],
};

/** n8n's engine logs each error that a node throws; the tests look at them themselves. */
const quiet = { setupFiles: ['<rootDir>/test/workflow/quietEngine.ts'] };

/** What promises something about the platform runs in the engine of the oldest n8n too. */
const OLDEST = '<rootDir>/test/oldest/node_modules';
const IN_THE_OLDEST = [
	'workflow/*',
	...['halfAnswers', 'passwords', 'retryOnFail', 'tokenFaults', 'wholeFailures'].map((name) => `everyWay/${name}`),
];
const oldest = {
	setupFiles: [...quiet.setupFiles, '<rootDir>/test/workflow/oldestTimers.ts'],
	testMatch: IN_THE_OLDEST.map((name) => `<rootDir>/test/${name}.test.ts`),
	moduleNameMapper: { '^n8n-(core|workflow)$': `${OLDEST}/n8n-$1` },
	transformIgnorePatterns: [`/node_modules/(?!(${[...ESM_ONLY, 'p-retry', 'is-network-error'].join('|')})/)`],
};

const project = (name, extra = {}) => ({
	...common,
	displayName: name,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	...extra,
});

/** What is looked at as a user gets it is built and packed first; what runs in n8n needs n8n installed too. */
const packed = { globalSetup: '<rootDir>/scripts/jest/packed.cjs' };
const realN8n = { globalSetup: '<rootDir>/scripts/jest/real-n8n.cjs' };
const queueMode = { globalSetup: '<rootDir>/scripts/jest/queue.cjs' };
const realEditor = { globalSetup: '<rootDir>/scripts/jest/browser.cjs' };

/** What runs in every whole n8n of test/n8n-versions too; scripts/n8nVersions.mjs installs it and tells which. */
const HEART = ['installed', 'ways', 'demo', 'errorOutput', 'tokenRenewal', 'agent'];
const heart = { ...packed, testMatch: HEART.map((name) => `<rootDir>/test/e2e/${name}.test.ts`) };

module.exports = {
	// Far above what anything takes: a slow machine must not fail a test.
	testTimeout: 60_000,
	// By default one core stays idle, which on two is half of them.
	maxWorkers: '100%',
	projects: [
		project('unit'),
		project('contract', quiet),
		project('workflow', quiet),
		project('everyWay', quiet),
		project('oldest', oldest),
		project('sandbox'),
		project('faults', quiet),
		project('package', packed),
		project('e2e', realN8n),
		project('heart', heart),
		project('browser', realEditor),
		project('queue', queueMode),
	],
};
