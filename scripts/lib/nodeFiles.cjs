const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { glob } = require('node:fs/promises');
const path = require('node:path');
const esbuild = require('esbuild');
const { FORM, root } = require('./bundle.cjs');
const { PARTS, partOf } = require('./parts.cjs');

const { nodes, credentials } = require('../../package.json').n8n;

const sourceOf = (file) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts');
const slashed = (file) => file.split(path.sep).join('/');

/** What n8n gives to every community node. */
const PROVIDED = ['n8n-workflow', 'luxon'];

/** For our own code, as short as it is with its names and lines; "neutral" spares a second list of what a file exports. */
const OWN = { ...FORM, minifySyntax: true, platform: 'neutral', external: [...PROVIDED, 'node:*'], write: false };

/**
 * Each node and each credential as one file, beside what several share (parts.cjs): to read one file takes n8n a fraction
 * of the time for a hundred. Names stay as they are, for whoever reads a stack.
 */
async function bundleNodes() {
	const exported = await exportsOfParts();
	const asked = new Map(PARTS.map(({ file }) => [file, new Set()]));
	const fileOf = new Map();
	const bundle = async (outfile, from, turn = 0) => {
		const { metafile, outputFiles } = await esbuild.build({ ...OWN, ...from, outfile, plugins: [withParts(exported, outfile)] });
		for (const source of Object.keys(metafile.outputs[outfile].inputs).filter((input) => input.endsWith('.ts'))) {
			// What a module keeps would be kept twice.
			if ((fileOf.get(source) ?? outfile) !== outfile) throw new Error(`${source} is in ${fileOf.get(source)} and in ${outfile}`);
			fileOf.set(source, outfile);
		}
		const [{ text }] = outputFiles;
		const parts = partsIn(text, outfile);
		for (const [, variable, name] of text.matchAll(USE)) asked.get(parts.get(variable)?.file)?.add(name);
		const later = [...parts].filter(([, part]) => part.turn > turn).map(([variable]) => variable);
		mkdirSync(path.join(root, path.dirname(outfile)), { recursive: true });
		const own = nodes.includes(outfile) ? calledLater(text) : text;
		writeFileSync(path.join(root, outfile), withPlainExports(later.reduce(readLater, own)));
	};
	await Promise.all([...nodes, ...credentials].map((file) => bundle(file, { entryPoints: [sourceOf(file)] })));
	// What describes and what runs use names of each other: until none asks for more.
	const count = () => [...asked.values()].reduce((sum, { size }) => sum + size, 0);
	for (let before = -1; before < count();) {
		before = count();
		for (const { file, turn } of PARTS) {
			const contents = givingOut(asked.get(file), exported.get(file));
			await bundle(file, { stdin: { contents, resolveDir: root } }, turn);
		}
	}
}

/** By file, the names that its sources export, with the sources that have each. */
async function exportsOfParts() {
	const sources = (await Array.fromAsync(glob('nodes/**/*.ts', { cwd: root }))).map(slashed).sort();
	for (const name of PARTS.flatMap(({ names = [] }) => names)) if (!sources.includes(name)) throw new Error(`There is no ${name}`);
	const { metafile } = await esbuild.build({ ...FORM, bundle: false, write: false, format: 'esm', entryPoints: sources, outdir: 'dist' });
	const parts = new Map();
	for (const { entryPoint, exports } of Object.values(metafile.outputs)) {
		const { file } = partOf(entryPoint) ?? {};
		const names = parts.get(file) ?? parts.set(file, new Map()).get(file);
		for (const name of exports) names.set(name, [...(names.get(name) ?? []), entryPoint]);
	}
	return parts;
}

/** Sends what a file imports of another part to the file that holds it, as one module, so that it is required once. */
const withParts = (exported, outfile) => ({
	name: 'with-parts',
	setup: ({ onLoad, onResolve }) => {
		onResolve({ filter: /^\.\.?\//, namespace: 'file' }, ({ path: target, resolveDir, kind }) => {
			const part = partOf(slashed(path.relative(root, path.join(resolveDir, `${target}.ts`))));
			if (kind === 'entry-point' || part === undefined || part.file === outfile) return undefined;
			return { path: part.file, namespace: 'part', sideEffects: false };
		});
		onLoad({ filter: /^/, namespace: 'part' }, ({ path: file }) => {
			const target = path.posix.relative(path.posix.dirname(outfile), file).replace(/^(?!\.)/, './');
			return { contents: `export { ${[...exported.get(file).keys()].join(', ')} } from '${target}';` };
		});
		onResolve({ filter: /^/, namespace: 'part' }, ({ path: target }) => ({ path: target, external: true, sideEffects: false }));
	},
});

/** What esbuild makes of it: `import_common = require("../shared/common.js")`, and `import_common.failed` where it is used. */
const REQUIRED = /\b(import_\w+) = require\("(\.[^"]+)"\)/g;
const USE = /\b(import_\w+)\.(\w+)/g;

/** The parts that a file requires, by the names of their variables. */
function partsIn(text, outfile) {
	return new Map(
		[...text.matchAll(REQUIRED)].map(([, variable, target]) => {
			const file = path.posix.join(path.posix.dirname(outfile), target);
			return [variable, PARTS.find((part) => part.file === file) ?? partOf(sourceOf(file))];
		}),
	);
}

const METHODS = /^ {2}methods = \{\n[^]*?^ {2}\};\n/m;

/** A node whose methods n8n can look at without calling them: what is required for one is required when it is called. */
function calledLater(text) {
	const called = 'async $1(...given) {\n        return await $2.apply(this, given);\n      }';
	return text.replace(METHODS, (methods) => methods.replace(/\b(\w+): (import_\w+\.\1)\b/g, called));
}

/** The same file, with one that it requires read when the first of its names is used. */
function readLater(text, variable) {
	const later = text
		.replaceAll(`new ${variable}.`, `new (${variable}()).`)
		.replaceAll(`${variable}.`, `${variable}().`)
		.replace(new RegExp(`\\b${variable} = (require\\("[^"]+"\\))`), `${variable} = ((file) => () => file ??= $1)()`);
	if (new RegExp(`\\b${variable}\\b(?!\\(\\)| = \\(\\(file\\))`).test(later)) throw new Error(`${variable} is used as a whole`);
	return later;
}

/** A module that gives out these names, of whichever source has each. */
function givingOut(names, sourcesOf) {
	const given = [...names].sort().map((name) => {
		const [source, another] = sourcesOf.get(name);
		if (another) throw new Error(`${source} and ${another} both export "${name}": one of them needs another name`);
		return `export { ${name} } from './${source.replace(/\.ts$/, '')}';`;
	});
	return given.join('\n');
}

const GETTERS =
	/^var stdin_exports = \{\};\n__export\(stdin_exports, \{\n([^}]*)\n\}\);\nmodule\.exports = __toCommonJS\(stdin_exports\);\n/m;
const HELPERS = /^var __defProp = [^]*?\b__toCommonJS = .*\n/m;

/** All that a part exports is there once it is read: as values, they spare two calls with each use. */
function withPlainExports(text) {
	const [getters, names] = GETTERS.exec(text) ?? [];
	if (getters === undefined) return text;
	const values = names.replaceAll(': () => ', ': ').replaceAll(/\b(\w+): \1\b/g, '$1');
	return `${text.replace(getters, '').replace(HELPERS, '')}module.exports = {\n${values}\n};\n`;
}

const PROPERTIES = /\(0, import_\w+\(\)\.properties\)\(\)/;

/**
 * Once n8n's own file of descriptions is there, a node takes its parameters from it: they are put together when the package is
 * built, not each time that n8n loads the node.
 */
function takeDescriptions() {
	for (const file of nodes) {
		const [Class] = Object.values(require(path.join(root, file)));
		const { name } = new Class().description;
		const target = path.posix.relative(path.posix.dirname(file), 'dist/types/nodes.json');
		const text = readFileSync(path.join(root, file), 'utf8');
		if (!PROPERTIES.test(text)) throw new Error(`${file} does not call properties()`);
		const taken = `require("${target}").find(({ name }) => name === "${name}").properties`;
		writeFileSync(path.join(root, file), text.replace(PROPERTIES, taken));
	}
}

module.exports = { bundleNodes, takeDescriptions };
