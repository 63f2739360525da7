import { installRegistry } from './lib/install.mjs';
import { main, prepare } from './lib/prepare.mjs';

/** What test/e2e/harness/registry.ts starts. */
await main(async () => {
	await prepare();
	await installRegistry();
});
