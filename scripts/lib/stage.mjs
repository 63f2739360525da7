import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder } from './files.mjs';
import { bin, root, sourceOf, stagedAt } from './places.mjs';
import { step } from './step.mjs';

const SEARCH_WORDS = /\.node\.json$/;

/**
 * Lays out what a package publishes, from what is built: the files that its package.json names and all that these reach.
 * The whole package is everything that is built.
 */
export async function stage({ name, vendor }) {
	const folder = stagedAt(name);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	for (const paper of ['LICENSE', 'NOTICE']) cpSync(path.join(root, paper), path.join(folder, paper));
	for (const own of ['package.json', 'README.md']) cpSync(path.join(sourceOf(name), own), path.join(folder, own));
	if (!vendor) return cpSync(path.join(root, 'dist'), path.join(folder, 'dist'), { recursive: true });

	for (const file of filesOf(name, vendor)) {
		mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
		if (SEARCH_WORDS.test(file)) writeFileSync(path.join(folder, file), searchWords(file, name));
		else cpSync(path.join(root, file), path.join(folder, file));
	}
	await step(`Describing ${name} for n8n`, bin('n8n-generate-metadata'), [], { cwd: folder });
	// Only n8n's own linter reads these.
	rmSync(path.join(folder, 'dist', 'methods'), { recursive: true, force: true });
}

function filesOf(name, vendor) {
	const { n8n } = JSON.parse(readFileSync(path.join(sourceOf(name), 'package.json'), 'utf8'));
	const code = [...n8n.nodes, ...n8n.credentials];
	return new Set([...code, ...filesUnder(`dist/nodes/${vendor}`), ...code.flatMap(reachedBy)]);
}

/** The pictures that a built file names, and the files of libraries behind its doors (bundle.cjs). */
function reachedBy(file) {
	const text = readFileSync(path.join(root, file), 'utf8');
	const named = [...text.matchAll(/"file:([./]+\/icons\/[\w.-]+\.svg)"|require\("([./]+\/[\w/]+\/libraries\.js)"\)/g)];
	return named.map(([, icon, libraries]) => path.posix.join(path.posix.dirname(file), icon ?? libraries));
}

/** What the editor finds a node by; the node is called after its package there. */
function searchWords(file, name) {
	const codex = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
	return `${JSON.stringify({ ...codex, node: codex.node.replace(/^[^.]+/, name) }, null, '\t')}\n`;
}
