import path from 'node:path';
import { claimFolder } from './lib/claim.mjs';
import { hasN8n, installN8n, installRoot } from './lib/install.mjs';
import { packIfChanged } from './lib/package.mjs';
import { node24, root } from './lib/places.mjs';
import { main, prepare, whenOrphaned } from './lib/prepare.mjs';
import { seconds, sideBySide, step, ticking } from './lib/step.mjs';

const EDITOR_PORT = 5678;
const SANDBOX_PORT = 5680;

/** What has to be closed when we end, in the order of opening. */
const open = [];
let ending = false;

/** Everything on one machine: the package in the real n8n, and the four vendors as a sandbox. */
await main(async () => {
	if (!hasN8n()) await installEverything();
	await prepare();
	const userFolder = path.join(root, '.demo');
	const claim = claimFolder(userFolder);
	if (claim.heldBy) {
		console.log(`npm start runs already, as process ${claim.heldBy.pid}.\n${claim.heldBy.says}`);
		return 0;
	}
	open.push(claim.release);
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => end(0));
	whenOrphaned(() => end(0));
	try {
		const { n8n, texts } = await demo(userFolder);
		claim.say(texts);
		console.log(`\n${texts}\n\nCtrl-C ends everything. What you change in n8n is kept in .demo/; delete that folder to begin anew.`);
		await n8n.ended;
		if (!ending) console.error(`\nn8n ended by itself.\n${n8n.log().slice(-4_000)}`);
	} catch (error) {
		if (!ending) console.error(`\n${error.stack}`);
	}
	return end(1);
});

/** n8n takes longest; meanwhile the tools get there, and build the package. May run on any Node, as `prepare` may. */
async function installEverything() {
	console.log('The first start installs a real n8n and builds the package, which takes a few minutes.');
	await sideBySide(installN8n, async () => {
		await installRoot();
		await step('Building the package', node24, [path.join(root, 'scripts', 'pack.mjs'), '--only-whole'], { cwd: root });
	});
}

async function demo(userFolder) {
	const tarball = await packIfChanged();
	const { tsImport } = await import('tsx/esm/api');
	const { startSandbox } = await tsImport('../test/sandbox/index.ts', import.meta.url);
	const { OWNER, startN8n } = await tsImport('../test/e2e/n8n.ts', import.meta.url);
	const { demoCredentials, inOrderOfImport, welcome } = await tsImport('../test/e2e/demo.ts', import.meta.url);
	const { freePort } = await tsImport('../test/e2e/harness/environment.ts', import.meta.url);

	// The page has a link to the editor, which starts after it.
	const editorPort = await freePort(EDITOR_PORT);
	const editor = `http://127.0.0.1:${editorPort}/`;
	const sandbox = await startSandbox({ port: await freePort(SANDBOX_PORT), editor });
	open.push(() => sandbox.close());

	let doing = '';
	const quiet = ticking('Starting n8n', () => doing);
	const n8n = await startN8n({
		tarball,
		userFolder,
		port: editorPort,
		editor: true,
		workflows: inOrderOfImport(sandbox),
		credentials: demoCredentials(sandbox),
		onProgress: (now) => (doing = now),
		onStarted: (stop) => open.push(stop),
	}).finally(() => console.log(`  n8n: ${seconds(quiet())}`));
	tellOfOtherPort('n8n', EDITOR_PORT, n8n.origin);
	tellOfOtherPort('The sandbox', SANDBOX_PORT, sandbox.origin);
	return { n8n, texts: welcome(sandbox, n8n.origin, OWNER) };
}

function tellOfOtherPort(what, wanted, origin) {
	const { port } = new URL(origin);
	if (Number(port) !== wanted) console.log(`  Port ${wanted} was taken: ${what} is on ${port}.`);
}

/** Closes whatever is open by now, then ends us; asked a second time it does not wait. */
async function end(code) {
	if (ending && code === 0) process.exit(130);
	if (ending) return new Promise(() => {});
	ending = true;
	if (code === 0) console.log('\nStopping …');
	await Promise.allSettled([...open].reverse().map((close) => close()));
	process.exit(code);
}
