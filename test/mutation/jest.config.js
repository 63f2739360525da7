const { projects } = require('../../jest.config.js');

/** The unit project alone, ended at the first thing that a change of the code breaks. */
module.exports = {
	...projects.find(({ displayName }) => displayName === 'unit'),
	rootDir: '../..',
	testMatch: (process.env.MUTATION_TESTS ?? '**').split(',').map((name) => `<rootDir>/test/unit/${name}.test.ts`),
	setupFiles: ['<rootDir>/test/mutation/setup.cjs'],
	testTimeout: 60_000,
};
