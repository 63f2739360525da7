const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const path = require('node:path');
const { Transform } = require('node:stream');
const { dest, parallel, series, src } = require('gulp');
const { bundleLibraries } = require('./scripts/lib/bundle.cjs');
const { bundleNodes, takeDescriptions } = require('./scripts/lib/nodeFiles.cjs');

function run(tool, ...args) {
	const command = path.join(__dirname, 'node_modules', '.bin', tool);
	return new Promise((resolve, reject) => {
		spawn(command, args, { cwd: __dirname, stdio: 'inherit', shell: process.platform === 'win32' })
			.on('error', reject)
			.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${tool} ended with code ${code}`))));
	});
}

const clean = () => rm('dist', { recursive: true, force: true });

const types = () => run('tsc', '--project', 'tsconfig.build.json');

const nodes = () => bundleNodes();

const libraries = () => bundleLibraries({ write: true });

const icons = () => src('icons/**/*.svg', { encoding: false }).pipe(dest('dist/icons'));

/** What n8n reads beside the nodes: search words, and previews of the output, which are for programs alone. */
const words = () => src('nodes/**/*.node.json', { base: '.', encoding: false }).pipe(dest('dist'));
const previews = () => src('nodes/**/__schema__/**/*.json', { base: '.', dot: true }).pipe(mapped(compact)).pipe(dest('dist'));
const assets = parallel(words, previews);

const compact = (json) => JSON.stringify(JSON.parse(json));
const mapped = (change) =>
	new Transform({
		objectMode: true,
		transform(file, _encoding, done) {
			file.contents = Buffer.from(change(file.contents.toString()));
			done(null, file);
		},
	});

/** With these files n8n need not load a node before somebody uses it. */
async function metadata() {
	await run('n8n-generate-metadata');
	// Only n8n's own linter reads these.
	await rm('dist/methods', { recursive: true, force: true });
	takeDescriptions();
}

exports.clean = clean;
exports.build = series(clean, parallel(types, nodes, libraries, icons, assets), metadata);
exports.default = exports.build;
