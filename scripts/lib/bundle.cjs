const { readFileSync } = require('node:fs');
const { glob } = require('node:fs/promises');
const path = require('node:path');
const esbuild = require('esbuild');

const root = path.join(__dirname, '..', '..');
const FORM = {
	absWorkingDir: root,
	bundle: true,
	format: 'cjs',
	platform: 'node',
	target: 'node20',
	metafile: true,
	logLevel: 'warning',
};

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

module.exports = { FORM, bundleLibraries, root };
