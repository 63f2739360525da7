const { readFileSync, rmSync } = require('node:fs');
const { createRequire } = require('node:module');

/*
 * Hooks for an n8n that starts: as soon as it is ready it imports by its own commands, in its own process. Each of the commands
 * alone would start n8n once more. `IMPORTS_FOR_TESTS` is JSON: { credentials?: file, workflows?: file }. A file that was
 * imported is removed: some versions answer requests before that.
 */

const fromN8n = createRequire(process.argv[1]);

const COMMANDS = {
	credentials: ['../dist/commands/import/credentials.js', 'ImportCredentialsCommand', 'Credentials'],
	workflows: ['../dist/commands/import/workflow.js', 'ImportWorkflowsCommand', 'Workflow'],
};

/** n8n's commands only log what they could not import. */
async function imported(what, input, collections) {
	const [file, name, collection] = COMMANDS[what];
	const command = fromN8n('@n8n/di').Container.get(fromN8n(file)[name]);
	command.flags = { input, separate: false, activeState: 'false' };
	await command.run();
	for (const { id } of JSON.parse(readFileSync(input, 'utf8'))) {
		if (!(await collections[collection].existsBy({ id }))) throw new Error(`n8n did not import ${id} of ${what}`);
	}
	rmSync(input);
}

module.exports = {
	n8n: {
		ready: [
			async function () {
				for (const [what, input] of Object.entries(JSON.parse(process.env.IMPORTS_FOR_TESTS))) {
					await imported(what, input, this.dbCollections);
				}
			},
		],
	},
};
