import { installN8n } from './lib/install.mjs';
import { packAll, packIfChanged } from './lib/package.mjs';
import { main, prepare } from './lib/prepare.mjs';

await main(async () => {
	await prepare();
	if (process.argv.includes('--with-n8n')) await installN8n();
	await (process.argv.includes('--only-whole') ? packIfChanged() : packAll());
});
