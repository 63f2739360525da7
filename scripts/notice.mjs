import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';

const HEAD = `n8n-nodes-user-provisioning is published under the MIT license, see LICENSE.

So that it needs no dependencies at run time, the published package contains copies of the
libraries below. Each is the work of its authors and stays under its own license.
`;

const RULE = '-'.repeat(80);

/** Writes NOTICE anew; with --check only says whether it is as it should be. */
await main(async () => {
	await prepare();
	const { bundleLibraries } = await import('./lib/bundle.cjs');
	const libraries = await bundleLibraries({ write: false });
	const text = [HEAD, ...libraries.map(section)].join(`\n${RULE}\n`);
	const file = path.join(root, 'NOTICE');
	if (!process.argv.includes('--check')) {
		writeFileSync(file, text);
		return 0;
	}
	if (existsSync(file) && readFileSync(file, 'utf8') === text) return 0;
	console.error('NOTICE does not name exactly what the bundles contain. Run: npm run notice');
	return 1;
});

function section({ name, version, license, author, folder }) {
	return `${name} ${version} (${license})\n\n${textOf({ name, license, author, folder })}\n`;
}

/** Where a package comes without the text of its license, it was taken from its repository. */
function ownText(name) {
	return path.join(root, 'scripts', 'licenses', `${name.replace('/', '+')}.txt`);
}

function textOf({ name, license, author, folder }) {
	if (existsSync(ownText(name))) return tidy(readFileSync(ownText(name), 'utf8'));
	const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
	if (file) return tidy(readFileSync(path.join(folder, file), 'utf8'));
	if (license !== 'MIT') throw new Error(`${name} comes without the text of its license; write it down in ${ownText(name)}.`);
	// The terms are the same as ours; only whose they are differs.
	return tidy(readFileSync(path.join(root, 'LICENSE'), 'utf8')).replace(/^Copyright .*$/m, `Copyright (c) ${author}`);
}

function tidy(text) {
	return text
		.replace(/\r\n/g, '\n')
		.replace(/[ \t]+$/gm, '')
		.trim();
}
