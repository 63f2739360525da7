import path from 'node:path';
import { installN8n } from './lib/install.mjs';
import { bin, otherN8nHomes, root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';
import { inherit, seconds } from './lib/step.mjs';

/** The heart of the e2e suite in each n8n of `test/n8n-versions`, one after another; more arguments go to jest. */
await main(async () => {
	await prepare();
	const results = [];
	for (const home of otherN8nHomes) results.push(await heartIn(home, process.argv.slice(2)));
	console.log(`\n${results.map(({ version, code, took }) => `${code ? 'FAIL' : 'ok  '}  n8n ${version} (${seconds(took)})`).join('\n')}`);
	return results.some(({ code }) => code !== 0) ? 1 : 0;
});

async function heartIn(home, forJest) {
	const version = path.basename(home);
	console.log(`\n== n8n ${version}`);
	await installN8n(home, `n8n ${version}`);
	const start = Date.now();
	const code = await inherit(bin('jest'), ['--selectProjects', 'heart', '--runInBand', ...forJest], {
		cwd: root,
		env: { N8N_HOME_FOR_TESTS: home },
	});
	return { version, code, took: Date.now() - start };
}
