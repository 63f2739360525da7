import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from './programs';
import { importable } from './publish';
import type { CredentialJson, WorkflowJson } from './types';
import { remembered } from './userFolder';

export type Imports = Readonly<{ credentials?: readonly CredentialJson[]; workflows?: readonly WorkflowJson[] }>;

/** What n8n is to import while it starts; in a kept folder only what changed since. */
export function importsInto(
	folder: string,
	{ credentials = [], workflows = [] }: Imports,
): Readonly<{ env: Environment; areDone: () => boolean; remember: () => void }> {
	const wanted = [
		{ what: 'credentials', list: credentials, imported: credentials },
		{ what: 'workflows', list: workflows, imported: workflows.map(importable) },
	].map((one) => ({
		...one,
		file: path.join(folder, `import-${one.what}.json`),
		last: remembered(folder, `imported-${one.what}`, createHash('sha256').update(JSON.stringify(one.list)).digest('hex')),
	}));
	const changed = wanted.filter(({ list, last }) => list.length > 0 && !last.isSame());
	if (changed.length === 0) return { env: {}, areDone: () => true, remember: () => {} };
	for (const { file, imported } of changed) writeFileSync(file, JSON.stringify(imported), { mode: 0o600 });
	return {
		env: {
			EXTERNAL_HOOK_FILES: path.join(__dirname, 'importHooks.cjs'),
			IMPORTS_FOR_TESTS: JSON.stringify(Object.fromEntries(changed.map(({ what, file }) => [what, file]))),
		},
		areDone: () => !changed.some(({ file }) => existsSync(file)),
		remember: () => changed.forEach(({ last }) => last.remember()),
	};
}
