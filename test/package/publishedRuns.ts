import '../bench/nodeFiles';

import { createRequire } from 'node:module';
import path from 'node:path';

import type { ICredentialType, INodeType } from 'n8n-workflow';

import { startSandbox } from '../sandbox';
import { runNode } from '../workflow/engine';
import { updateParameters, WAYS } from '../workflow/ways';

/*
 * One update by each way to a vendor, and one with a secret that no header can carry, with the node and the credential of
 * a published package; those that speak JSON first. Its folder is the argument; `PublishedRun`s are printed as JSON. A process
 * of its own, since jest would hide which files are read.
 */

/** @property read the files of libraries that were read until then */
export type PublishedRun = Readonly<{
	title: string;
	action?: unknown;
	says?: string | undefined;
	unsigned?: string | undefined;
	read: readonly string[];
}>;

const [folder = ''] = process.argv.slice(2);
const load = createRequire(path.join(folder, 'package.json'));
const { n8n } = load('./package.json') as { n8n: Readonly<Record<'nodes' | 'credentials', readonly string[]>> };

/** The published class of the same name. */
function published<T extends INodeType | ICredentialType>(kind: 'nodes' | 'credentials', { constructor: { name } }: T): T {
	const file = n8n[kind].find((one) => path.basename(one).startsWith(`${name}.`));
	const Class = (load(`./${file}`) as Readonly<Record<string, new () => T>>)[name];
	if (!Class) throw new Error(`No file has ${name}`);
	return new Class();
}

const librariesRead = (): readonly string[] =>
	Object.keys(load.cache)
		.map((file) => path.relative(folder, file))
		.filter((file) => path.basename(file) === 'libraries.js')
		.sort();

async function main(): Promise<void> {
	const sandbox = await startSandbox();
	const speaksJson = ({ title }: Readonly<{ title: string }>): boolean => /JSON|REST,|^Axero$/.test(title);
	const runs: PublishedRun[] = [];
	for (const way of [...WAYS.filter(speaksJson), ...WAYS.filter((one) => !speaksJson(one))]) {
		const update = async (secret?: string) =>
			await runNode({
				node: published('nodes', way.node()),
				credential: { type: published('credentials', way.credential()), data: way.data(sandbox, secret === undefined ? {} : { secret }) },
				parameters: updateParameters(way),
				items: [{ email: 'ana.silva@example.test', text: way.title }],
			});
		const { outputs, error } = await update();
		const { error: unsigned } = await update('two\nlines');
		runs.push({
			title: way.title,
			action: outputs[0]?.[0]?.json.action,
			says: error?.message,
			unsigned: `${unsigned?.message} ${unsigned?.description}`,
			read: librariesRead(),
		});
	}
	await sandbox.close();
	process.stdout.write(JSON.stringify(runs));
}

void main();
