import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder } from './lib/files.mjs';
import { root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';
import { inherit } from './lib/step.mjs';
import { fileOf, sources } from './release/sources.mjs';
import { isVersion } from './release/version.mjs';

/** npm run release:version -- 1.2.3: the version of every package, and wherever a document names it. CHANGELOG.md is for people. */
await main(async () => {
	await prepare();
	const [, , version = ''] = process.argv;
	if (!isVersion(version)) throw new Error('Which version? Three numbers: npm run release:version -- 1.2.3');
	const all = sources();
	const [{ manifest }] = all;
	for (const one of all) inJson(fileOf(one, 'package.json'), (own) => ({ ...own, version }));
	inJson('package-lock.json', (lock) => ({ ...lock, version, packages: { ...lock.packages, '': { ...lock.packages[''], version } } }));
	for (const file of documents()) inText(file, manifest.version, version);
	return await inherit(process.execPath, [path.join(root, 'scripts', 'notice.mjs')], { cwd: root });
});

function inJson(file, change) {
	const place = path.join(root, file);
	writeFileSync(place, `${JSON.stringify(change(JSON.parse(readFileSync(place, 'utf8'))), null, '\t')}\n`);
}

/** As in `"version":"1.2.3"`, `n8n-nodes-axero@1.2.3` and `n8n-nodes-axero-1.2.3.tgz`. */
function inText(file, before, after) {
	const place = path.join(root, file);
	const text = readFileSync(place, 'utf8');
	const changed = text
		.replaceAll(`"version":"${before}"`, `"version":"${after}"`)
		.replaceAll(`"version": "${before}"`, `"version": "${after}"`)
		.replace(new RegExp(`(n8n-nodes-[a-z-]+[@-])${before.replaceAll('.', '\\.')}(?![\\w-])`, 'g'), `$1${after}`);
	if (changed !== text) writeFileSync(place, changed);
}

function documents() {
	return ['README.md', ...filesUnder('docs'), ...filesUnder('packages')].filter((file) => file.endsWith('.md'));
}
