const { readFileSync } = require('node:fs');
const { glob } = require('node:fs/promises');
const path = require('node:path');
const esbuild = require('esbuild');

const root = path.join(__dirname, '..', '..');
const { nodes, credentials } = require('../../package.json').n8n;

const sourceOf = (file) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts');

/** What n8n gives to every community node. */
const PROVIDED = ['n8n-workflow', 'luxon'];

const FORM = {
	absWorkingDir: root,
	bundle: true,
	format: 'cjs',
	platform: 'node',
	target: 'node20',
	metafile: true,
	logLevel: 'warning',
};

/** For our own code, as short as it is with its names and lines; "neutral" spares a second list of what a file exports. */
const OWN = { minifySyntax: true, platform: 'neutral', external: [...PROVIDED, 'node:*'] };

/**
 * Each node and each credential as one file, beside what all share: to read one file takes n8n a fraction of the time for
 * a hundred. Names stay as they are, for whoever reads a stack.
 */
async function bundleNodes() {
	const wanted = new Map([...SHARED.keys()].map((file) => [file, { modules: new Set(), names: new Set() }]));
	const fileOf = new Map();
	const bundle = async (outfile, from) => {
		const plugins = [withShared(wanted, outfile), withDoors(outfile)];
		const { metafile } = await esbuild.build({ ...FORM, ...OWN, ...from, outfile, plugins });
		for (const source of Object.keys(metafile.outputs[outfile].inputs).filter((input) => input.endsWith('.ts'))) {
			// What a module keeps would be kept twice.
			if (fileOf.has(source)) throw new Error(`${source} is in ${fileOf.get(source)} and in ${outfile}`);
			fileOf.set(source, outfile);
		}
		noteNames(wanted, outfile);
	};
	await Promise.all([...nodes, ...credentials].map((file) => bundle(file, { entryPoints: [sourceOf(file)] })));
	for (const [outfile, asked] of wanted) await bundle(outfile, { stdin: { contents: await givingOut(asked), resolveDir: root } });
}

/**
 * What several files have in common, as file → which sources: what a vendor's node and its credentials know of the vendor,
 * what only vendors that speak XML need, and the rest. A file wants something of the later ones only.
 */
const SHARED = new Map([
	...nodes.map((file) => [`${path.posix.dirname(file)}/vendor.js`, new RegExp(`^${path.posix.dirname(sourceOf(file))}/(user|wire)/`)]),
	['dist/nodes/shared/xml.js', /^nodes\/shared\/xml\//],
	['dist/nodes/shared/common.js', /^nodes\/shared\/(?!xml\/)/],
]);

/** Sends what a bundle imports from a shared module to the file that holds it, and notes the module. */
const withShared = (wanted, outfile) => ({
	name: 'with-shared',
	setup: ({ onResolve }) =>
		onResolve({ filter: /^\.\.?\// }, ({ path: target, resolveDir, kind }) => {
			const source = path
				.relative(root, path.join(resolveDir, `${target}.ts`))
				.split(path.sep)
				.join('/');
			const [file] = [...SHARED].find(([, holds]) => holds.test(source)) ?? [];
			if (kind === 'entry-point' || file === undefined || file === outfile) return undefined;
			wanted.get(file).modules.add(source);
			return { path: path.posix.relative(path.posix.dirname(outfile), file).replace(/^(?!\.)/, './'), external: true };
		}),
});

/** Notes the names that a written bundle uses of shared files: `var import_failure = require("../shared/common.js")`, `import_failure.failed`. */
function noteNames(wanted, outfile) {
	const text = readFileSync(path.join(root, outfile), 'utf8');
	const filesOf = new Map(
		[...text.matchAll(/\b(import_\w+) = require\("(\.[^"]+)"\)/g)].map(([, variable, file]) => [
			variable,
			path.posix.join(path.posix.dirname(outfile), file),
		]),
	);
	for (const [, variable, name] of text.matchAll(/\b(import_\w+)\.(\w+)/g)) wanted.get(filesOf.get(variable))?.names.add(name);
}

/** A module that gives out these names, of whichever of these modules has each. */
async function givingOut({ modules, names }) {
	const from = new Map();
	for (const file of [...modules].sort())
		for (const name of (await exportsOf(file)).filter((one) => names.has(one))) {
			if (from.has(name)) throw new Error(`${from.get(name)} and ${file} both export "${name}": one of them needs another name`);
			from.set(name, file);
		}
	for (const name of names) if (!from.has(name)) throw new Error(`No shared module exports "${name}"`);
	return [...from].map(([name, file]) => `export { ${name} } from './${file.replace(/\.ts$/, '')}';`).join('\n');
}

/**
 * In these files, `libraries.ts` is a door: it has the same names, and the libraries behind it, in a file of their own,
 * are read with the first that is used. Who only meets JSON reads no XML library.
 */
const withDoors = (outfile) => ({
	name: 'with-doors',
	setup: ({ onLoad, onResolve }) => {
		onLoad({ filter: /[\\/]libraries\.ts$/ }, async ({ path: source }) => {
			const file = path.relative(root, source).split(path.sep).join('/');
			const target = path.posix.relative(path.posix.dirname(outfile), path.posix.join('dist', file.replace(/\.ts$/, '.js')));
			return { contents: doorOf(await exportsOf(file), `./${target}`), loader: 'js' };
		});
		onResolve({ filter: /\/libraries\.js$/ }, ({ path: target }) => ({ path: target, external: true }));
	},
});

function doorOf(names, target) {
	const getters = names.map((name) => `${name}: { get: () => (libraries ??= require('${target}')).${name} },`);
	return ['let libraries;', 'Object.defineProperties(exports, {', ...getters, '});'].join('\n');
}

async function exportsOf(file) {
	const { metafile } = await esbuild.build({ ...FORM, bundle: false, entryPoints: [file], outdir: 'dist', format: 'esm', write: false });
	return Object.values(metafile.outputs).flatMap((output) => output.exports);
}

/**
 * What of the libraries is never reached, and in part requires what n8n forbids a community node (`events`, `url`):
 * xmlbuilder2's streaming builder and its readers and writers of other formats, and the addresses and the parser of its DOM.
 */
const UNREACHED = [
	'xmlbuilder2/lib/builder/(XMLBuilderCBImpl|BuilderFunctionsCB)',
	'xmlbuilder2/lib/readers/(JSON|Object|XML|YAML)Reader',
	'xmlbuilder2/lib/writers/(JSON|Map|Object|YAML)(CB)?Writer',
	'@oozcitak/url/lib/.*',
	'@oozcitak/dom/lib/parser/.*',
];
const withoutUnreached = {
	name: 'without-unreached',
	setup: ({ onLoad }) =>
		onLoad({ filter: new RegExp(`/node_modules/(${UNREACHED.join('|')})\\.js$`.replaceAll('/', '[\\\\/]')) }, () => ({ contents: '' })),
};

/**
 * A published node has no dependencies: each `libraries.ts` becomes a file that brings its libraries along.
 * @returns what ended up in the files, as `{ name, version, license, author, folder, files }`, sorted by name; `files` are those that hold it
 */
async function bundleLibraries({ write }) {
	const filesOf = new Map();
	for (const file of await libraryFiles()) {
		const outfile = path.posix.join('dist', file.replace(/\.ts$/, '.js'));
		const { metafile } = await esbuild.build({
			...FORM,
			entryPoints: [file],
			outfile,
			write,
			plugins: [withoutUnreached],
			minify: true,
			// Some libraries log; n8n's scanner takes any mention of the console for a finding.
			drop: ['console'],
			legalComments: 'inline',
		});
		for (const output of Object.values(metafile.outputs)) {
			// What was left out of the bundle again has no bytes in it.
			const within = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
			const folders = new Set(within.map(([input]) => libraryFolder(input)).filter(Boolean));
			for (const folder of folders) filesOf.set(folder, [...(filesOf.get(folder) ?? []), outfile]);
		}
	}
	return [...filesOf].map(([folder, files]) => ({ ...described(folder), files })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** From the project's root, with slashes. */
const libraryFiles = async () =>
	(await Array.fromAsync(glob('nodes/**/libraries.ts', { cwd: root }))).map((file) => file.split(path.sep).join('/')).sort();

const libraryFolder = (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];

function described(folder) {
	const { name, version, license, author } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
	return { name, version, license, author: author?.name ?? author, folder: path.join(root, folder) };
}

module.exports = { bundleLibraries, bundleNodes };
