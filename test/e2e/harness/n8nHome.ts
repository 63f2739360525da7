import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..', '..');

/** Where the n8n is installed that is started: the newest, unless `npm run test:n8n-versions` names another. */
export const N8N_HOME = process.env.N8N_HOME_FOR_TESTS ?? path.join(ROOT, 'test', 'n8n');

/** Those that this n8n has: it does not start when it is told of a module that it does not know. */
export const modulesAmong = (names: readonly string[]): readonly string[] =>
	names.filter((name) => existsSync(path.join(N8N_HOME, 'node_modules', 'n8n', 'dist', 'modules', name)));

/** What an n8n can not do. In 2.0.0, the test of an OAuth2 credential tells of a refused request in n8n's words, whatever the credential says. */
export function lacksOwnWordsByOAuth2(): boolean {
	const { version } = JSON.parse(readFileSync(path.join(N8N_HOME, 'node_modules', 'n8n', 'package.json'), 'utf8')) as { version: string };
	return version === '2.0.0';
}
