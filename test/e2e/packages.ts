import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pageText, tablesIn } from '../documents';
import { ROOT } from '../package/packed';
import type { WorkflowJson } from './n8n';

/** The package of a single vendor. */
export type Single = Readonly<{ name: string; node: string }>;

/** How the page tells to name a node that moves into the package of its vendor. */
export const MOVES: ReadonlyArray<Readonly<{ from: string; to: string }>> = movesIn(pageText('docs/installing.md'));

export const SINGLES: readonly Single[] = MOVES.map(({ to }) => {
	const [name = '', node = ''] = to.split('.');
	return { name, node };
});

export const VERSION = (JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;

function movesIn(page: string) {
	const rows = tablesIn(page).find(({ header }) => header[0] === 'In the package of all vendors')?.rows ?? [];
	return rows.map(([from = '', to = '']) => ({ from: from.replaceAll('`', ''), to: to.replaceAll('`', '') }));
}

/** The workflow as the page tells to change it, and with another id. */
export function moved(workflow: WorkflowJson, id: string): WorkflowJson {
	const text = MOVES.reduce((json, { from, to }) => json.replaceAll(from, to), JSON.stringify(workflow));
	return { ...(JSON.parse(text) as WorkflowJson), id, name: id };
}
