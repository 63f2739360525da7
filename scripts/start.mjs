import path from 'node:path';
import { box, demoFiles, placeholdersOf, webhookCommands } from './lib/demo.mjs';
import { installN8n } from './lib/install.mjs';
import { packIfChanged } from './lib/package.mjs';
import { root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';
import { seconds, ticking } from './lib/step.mjs';

const EDITOR_PORT = 5678;
const SANDBOX_PORT = 5680;

/** Everything on one machine: the package in the real n8n, and the four vendors as a sandbox. */
await main(async () => {
	await prepare();
	await installN8n();
	const tarball = await packIfChanged();

	const { tsImport } = await import('tsx/esm/api');
	const { startSandbox } = await tsImport('../test/sandbox/index.ts', import.meta.url);
	const { OWNER, startN8n } = await tsImport('../test/e2e/n8n.ts', import.meta.url);
	const { freePort } = await tsImport('../test/e2e/harness/environment.ts', import.meta.url);

	const open = [];
	const stopping = stopOnSignals(open);
	const sandbox = await startSandbox({ port: await freePort(SANDBOX_PORT) });
	open.push(() => sandbox.close());
	const { credentials, workflows } = demoFiles(placeholdersOf(sandbox));

	let doing = '';
	const quiet = ticking('Starting n8n', () => doing);
	const n8n = await startN8n({
		tarball,
		userFolder: path.join(root, '.demo'),
		port: EDITOR_PORT,
		workflows,
		credentials,
		onProgress: (now) => (doing = now),
		onStarted: (stop) => open.push(stop),
	}).finally(() => console.log(`  n8n: ${seconds(quiet())}`));
	for (const [name, wanted, url] of [
		['n8n', EDITOR_PORT, n8n.origin],
		['The sandbox', SANDBOX_PORT, sandbox.origin],
	]) {
		if (Number(new URL(url).port) !== wanted) console.log(`  Port ${wanted} was taken: ${name} is on ${new URL(url).port}.`);
	}

	console.log(`\n${welcome(n8n, sandbox, OWNER)}`);
	for (const { name, command } of webhookCommands(workflows, n8n.origin)) console.log(`\n${name}:\n  ${command}`);
	console.log('\nCtrl-C ends everything. What you change in n8n is kept in .demo/; delete that folder to begin anew.');

	await n8n.ended;
	if (stopping()) return new Promise(() => {});
	console.error(`\nn8n ended by itself.\n${n8n.log().slice(-4000)}`);
	await closeAll(open);
	return 1;
});

function welcome(n8n, sandbox, { email, password }) {
	return box('User provisioning in n8n', [
		['Editor', n8n.origin],
		['E-mail', email],
		['Password', password],
		['Vendors', sandbox.urls.page],
	]);
}

/** Whenever the signal comes, whatever is open by then is closed; a second one does not wait. Answers whether one came. */
function stopOnSignals(open) {
	let ending = false;
	const end = async () => {
		if (ending) process.exit(130);
		ending = true;
		console.log('\nStopping …');
		await closeAll(open);
		process.exit(0);
	};
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, end);
	return () => ending;
}

function closeAll(open) {
	return Promise.allSettled(open.reverse().map((close) => close()));
}
