import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder } from './files.mjs';
import { papersOf } from './papers.mjs';
import { bin, root, sourceOf, stagedAt } from './places.mjs';
import { step } from './step.mjs';

const DESCRIPTIONS = 'dist/types/nodes.json';
const SEARCH_WORDS = /\.node\.json$/;

/** Lays out what a package publishes, from what is built. */
export async function stage({ name, vendor }) {
	const folder = stagedAt(name);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	for (const own of ['package.json', 'README.md']) cpSync(path.join(sourceOf(name), own), path.join(folder, own));
	cpSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
	await (vendor ? stageVendor(name, vendor) : stageWhole(folder));
}

function stageWhole(folder) {
	for (const all of ['dist', 'NOTICE', 'sbom.cdx.json']) cpSync(path.join(root, all), path.join(folder, all), { recursive: true });
}

/** The files that its package.json names, and all that these reach. */
async function stageVendor(name, vendor) {
	const folder = stagedAt(name);
	const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	const files = filesOf(manifest, vendor);
	for (const file of [...files, DESCRIPTIONS]) mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
	for (const file of files) {
		if (SEARCH_WORDS.test(file)) writeFileSync(path.join(folder, file), searchWords(file, name));
		else cpSync(path.join(root, file), path.join(folder, file));
	}
	const libraries = (await bundled()).filter((library) => library.files.some((file) => files.has(file)));
	for (const [paper, text] of Object.entries(papersOf(manifest, libraries))) writeFileSync(path.join(folder, paper), text);
	writeFileSync(path.join(folder, DESCRIPTIONS), JSON.stringify(descriptionsOf(manifest)));
	await step(`Describing ${name} for n8n`, bin('n8n-generate-metadata'), [], { cwd: folder });
	// Only n8n's own linter reads these.
	rmSync(path.join(folder, 'dist', 'methods'), { recursive: true, force: true });
}

/** A built node takes its parameters from there, also when n8n describes it anew. */
function descriptionsOf({ n8n }) {
	const [known, all] = ['dist/known/nodes.json', DESCRIPTIONS].map((file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')));
	return all.filter(({ name }) => n8n.nodes.includes(known[name].sourcePath));
}

let everyLibrary;
/** What is in the bundles of all packages; to find it out is to bundle once more. */
const bundled = () => (everyLibrary ??= import('./bundle.cjs').then(({ bundleLibraries }) => bundleLibraries({ write: false })));

function filesOf({ n8n }, vendor) {
	const files = new Set([...n8n.nodes, ...n8n.credentials, ...filesUnder(`dist/nodes/${vendor}`)]);
	// A set goes on with what is added meanwhile.
	for (const file of files) if (file.endsWith('.js')) for (const reached of reachedBy(file)) files.add(reached);
	return files;
}

/** The pictures that a built file names, and the files that it requires. */
function reachedBy(file) {
	const text = readFileSync(path.join(root, file), 'utf8');
	const named = [...text.matchAll(/"file:([./]+\/icons\/[\w.-]+\.svg)"|require\("(\.[\w./]+\.js)"\)/g)];
	return named.map(([, icon, required]) => path.posix.join(path.posix.dirname(file), icon ?? required));
}

/** What the editor finds a node by; the node is called after its package there. */
function searchWords(file, name) {
	const codex = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
	return `${JSON.stringify({ ...codex, node: codex.node.replace(/^[^.]+/, name) }, null, '\t')}\n`;
}
