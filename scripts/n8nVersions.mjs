import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installN8n } from './lib/install.mjs';
import { countedBy, pinnedIn, resultsFile, tableOf, withTable } from './lib/n8nVersions.mjs';
import { bin, n8nHome, otherN8nHomes, root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';
import { inherit, seconds } from './lib/step.mjs';

/*
 * npm run test:n8n-versions [-- [--write] [more arguments for jest]]
 *
 * The heart of the e2e suite in each n8n of `test/n8n-versions` and in that of `test/n8n`, one after another. `--write`
 * notes what was found, and puts it into README.md.
 */
const isWritten = process.argv.includes('--write');
const forJest = process.argv.slice(2).filter((arg) => arg !== '--write');

await main(async () => {
	if (isWritten && forJest.length > 0) throw new Error('With --write all tests run: leave out the other arguments.');
	await prepare();
	const results = [];
	for (const home of [...otherN8nHomes, n8nHome]) results.push(await heartIn(home));
	console.log(
		`\n${results.map(({ version, failed, took }) => `${failed ? 'FAIL' : 'ok  '}  n8n ${version} (${seconds(took)})`).join('\n')}`,
	);
	if (results.some(({ failed }) => failed !== 0)) return 1;
	if (forJest.length === 0) tell(results.map(({ version, node, passed }) => ({ version, node, passed })));
	return 0;
});

async function heartIn(home) {
	const pinned = pinnedIn(home);
	console.log(`\n== n8n ${pinned.version}`);
	await installN8n(home, `n8n ${pinned.version}`);
	const folder = mkdtempSync(path.join(tmpdir(), 'user-provisioning-n8n-versions-'));
	const report = path.join(folder, 'report.json');
	const start = Date.now();
	const args = ['--selectProjects', 'heart', '--runInBand', '--json', `--outputFile=${report}`, ...forJest];
	const code = await inherit(bin('jest'), args, { cwd: root, env: { N8N_HOME_FOR_TESTS: home } });
	const { passed, failed } = countedBy(report);
	rmSync(folder, { recursive: true, force: true });
	return { ...pinned, passed, failed: failed || code, took: Date.now() - start };
}

function tell(results) {
	const table = tableOf(results);
	console.log(`\n${table}`);
	if (!isWritten) return;
	const readme = path.join(root, 'README.md');
	writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), table));
	writeFileSync(resultsFile, `${JSON.stringify(results, null, '\t')}\n`);
}
