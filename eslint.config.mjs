import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const PUBLISHED = ['nodes/**/*.ts', 'credentials/**/*.ts'];
const TESTS = ['test/**/*.ts'];
const MANIFESTS = ['package.json', 'packages/*/package.json'];
const TASKS = ['scripts/**/*.{js,cjs,mjs}', '*.{js,mjs}'];

/** What @n8n/scan-community-package checks in the sources, so that nobody first hears of it from n8n. */
const n8nRules = [
	{ ...n8nCommunityNodesPlugin.configs.recommended, files: [...PUBLISHED, ...MANIFESTS] },
	{ files: [...PUBLISHED, ...MANIFESTS], plugins: { 'n8n-nodes-base': n8nNodesBase } },
	{ files: MANIFESTS, languageOptions: { parser: tseslint.parser }, rules: n8nNodesBase.configs.community.rules },
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// The scanner switches these off too: meant for n8n's own nodes, or done better by the other plugin.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
];

/** What `n8n-node lint` checks beside, of what it takes from ESLint, typescript-eslint and import-x. */
const n8nNodeLint = [
	{ ...js.configs.recommended, files: PUBLISHED },
	...tseslint.configs.recommended.map((config) => ({ ...config, files: PUBLISHED })),
	{ files: PUBLISHED, rules: { 'no-duplicate-imports': 'error', 'prefer-spread': 'off' } },
];

const everywhere = {
	eqeqeq: 'error',
	'no-var': 'error',
	'prefer-const': 'error',
	'no-param-reassign': 'error',
};

const typed = {
	'@typescript-eslint/await-thenable': 'error',
	'@typescript-eslint/consistent-type-imports': 'error',
	'@typescript-eslint/no-explicit-any': 'error',
	'@typescript-eslint/no-floating-promises': 'error',
	'@typescript-eslint/no-misused-promises': 'error',
	'@typescript-eslint/no-unnecessary-type-assertion': 'error',
	'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
	'@typescript-eslint/prefer-promise-reject-errors': 'error',
	'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

const strict = {
	'no-console': 'error',
	'@typescript-eslint/no-unused-vars': 'error',
	'@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }],
	// Method shorthand would let a directory that finds by e-mail only pass for one that also finds by id.
	'@typescript-eslint/method-signature-style': 'error',
	'@typescript-eslint/no-base-to-string': 'error',
	'@typescript-eslint/no-non-null-assertion': 'error',
	'@typescript-eslint/no-unnecessary-condition': 'error',
	'@typescript-eslint/no-unsafe-argument': 'error',
	'@typescript-eslint/no-unsafe-assignment': 'error',
	'@typescript-eslint/no-unsafe-call': 'error',
	'@typescript-eslint/no-unsafe-member-access': 'error',
	'@typescript-eslint/no-unsafe-return': 'error',
	'@typescript-eslint/only-throw-error': 'error',
	'@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
	'@typescript-eslint/switch-exhaustiveness-check': 'error',
};

export default tseslint.config(
	{
		ignores: [
			'dist/',
			'.demo/',
			'coverage/',
			'test/n8n/',
			'test/oldest/',
			'test/n8n-versions/',
			'test/registry/',
			'**/node_modules/',
			'package-lock.json',
		],
	},
	// A comment that switches a rule off counts as a finding for n8n; here it has no effect.
	{ linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
	...n8nRules,
	...n8nNodeLint,
	{
		files: [...PUBLISHED, ...TESTS],
		languageOptions: {
			parser: tseslint.parser,
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
		},
		plugins: { '@typescript-eslint': tseslint.plugin },
		rules: { ...everywhere, ...typed },
	},
	{ files: PUBLISHED, rules: strict },
	{
		files: TASKS,
		languageOptions: { ecmaVersion: 'latest' },
		rules: { ...everywhere, 'no-unused-vars': 'error', 'no-unreachable': 'error' },
	},
	{ files: ['**/*.{js,cjs}'], languageOptions: { sourceType: 'commonjs' } },
);
