const { readFileSync, writeFileSync } = require('node:fs');
const { glob } = require('node:fs/promises');
const path = require('node:path');
const esbuild = require('esbuild');

const root = path.join(__dirname, '..', '..');
const BUNDLE = 'bundled.js';
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
 * A published node has no dependencies: each `libraries.ts` takes its libraries along, in a file beside it that is read
 * when the first of them is used. n8n loads a node's file to show the node; what writes XML is no part of that.
 * @returns what ended up in the bundles, as `{ name, version, license, author, folder }`, sorted by name
 */
async function bundleLibraries({ write }) {
	const folders = new Set();
	for await (const file of glob('nodes/**/libraries.ts', { cwd: root })) {
		const door = path.join('dist', file.replace(/\.ts$/, '.js'));
		if (write) writeFileSync(path.join(root, door), doorOf(await exportsOf(file)));
		const { metafile } = await esbuild.build({
			absWorkingDir: root,
			entryPoints: [file],
			outfile: path.join(path.dirname(door), BUNDLE),
			write,
			metafile: true,
			bundle: true,
			format: 'cjs',
			platform: 'node',
			target: 'node20',
			plugins: [withoutUnreached],
			// Some libraries log; n8n's scanner takes any mention of the console for a finding.
			drop: ['console'],
			legalComments: 'inline',
			logLevel: 'warning',
		});
		for (const output of Object.values(metafile.outputs)) {
			// What was left out of the bundle again has no bytes in it.
			for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) if (bytesInOutput > 0) folders.add(libraryFolder(input));
		}
	}
	folders.delete(undefined);
	return [...folders].map(described).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What a `libraries.ts` gives. */
async function exportsOf(file) {
	const { metafile } = await esbuild.build({
		absWorkingDir: root,
		entryPoints: [file],
		outdir: 'dist',
		format: 'esm',
		metafile: true,
		write: false,
	});
	return Object.values(metafile.outputs).flatMap((output) => output.exports);
}

/** The same names; the bundle behind them is required with the first one that is used. */
function doorOf(names) {
	const bundle = [`let bundle;`, `const read = () => (bundle ??= require('./${BUNDLE}'));`];
	const getters = names.map((name) => `\t${name}: { enumerable: true, get: () => read().${name} },`);
	return ['"use strict";', ...bundle, 'Object.defineProperties(exports, {', ...getters, '});', ''].join('\n');
}

const libraryFolder = (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];

function described(folder) {
	const { name, version, license, author } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
	return { name, version, license, author: author?.name ?? author, folder: path.join(root, folder) };
}

module.exports = { bundleLibraries };
