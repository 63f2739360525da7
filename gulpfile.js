const { spawn } = require('node:child_process');
const { existsSync } = require('node:fs');
const { rm } = require('node:fs/promises');
const path = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const { bundleLibraries } = require('./scripts/lib/bundle.cjs');

const manifest = require('./package.json');

function run(tool, ...args) {
	const command = path.join(__dirname, 'node_modules', '.bin', tool);
	return new Promise((resolve, reject) => {
		spawn(command, args, { cwd: __dirname, stdio: 'inherit', shell: process.platform === 'win32' })
			.on('error', reject)
			.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${tool} ended with code ${code}`))));
	});
}

const clean = () => rm('dist', { recursive: true, force: true });

const compile = () => run('tsc', '--project', 'tsconfig.build.json');

const libraries = () => bundleLibraries({ write: true });

const icons = () => src('icons/**/*.svg', { encoding: false }).pipe(dest('dist/icons'));

/** What n8n reads beside the compiled nodes: search words, and previews of the output. */
const assets = () =>
	src(['nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], { base: '.', dot: true, encoding: false }).pipe(dest('dist'));

/** With these files n8n need not load a node before somebody uses it. */
async function metadata() {
	const missing = [...manifest.n8n.nodes, ...manifest.n8n.credentials].filter((file) => !existsSync(file));
	if (missing.length > 0) throw new Error(`package.json lists files that the sources don't give:\n  ${missing.join('\n  ')}`);
	await run('n8n-generate-metadata');
	// Only n8n's own linter reads these.
	await rm('dist/methods', { recursive: true, force: true });
}

exports.clean = clean;
exports.build = series(clean, compile, parallel(libraries, icons, assets), metadata);
exports.default = exports.build;
