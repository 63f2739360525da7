const { spawn } = require('node:child_process');
const { existsSync } = require('node:fs');
const { glob, rm } = require('node:fs/promises');
const path = require('node:path');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const manifest = require('./package.json');

const shim = (name) => path.join(__dirname, 'scripts', 'shims', `${name}.js`);

/** What n8n forbids a community node to require, and what of the libraries is never reached. */
const ALIASES = { url: shim('url'), events: shim('events'), 'js-yaml': shim('js-yaml') };

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

/** A published node has no dependencies: each `libraries.ts` takes its libraries along. */
async function libraries() {
	for await (const file of glob('nodes/**/libraries.ts', { cwd: __dirname })) {
		await esbuild.build({
			entryPoints: [file],
			outfile: path.join('dist', file.replace(/\.ts$/, '.js')),
			allowOverwrite: true,
			bundle: true,
			format: 'cjs',
			platform: 'node',
			target: 'node20',
			alias: ALIASES,
			// Some libraries log; n8n's scanner takes any mention of the console for a finding.
			drop: ['console'],
			legalComments: 'inline',
			logLevel: 'warning',
		});
	}
}

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
