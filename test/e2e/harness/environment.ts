import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { modulesAmong } from './n8nHome';
import type { Environment } from './programs';

const OFF = [
	'N8N_DIAGNOSTICS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED',
	'N8N_DYNAMIC_BANNERS_ENABLED',
	'N8N_HIRING_BANNER_ENABLED',
	'N8N_TEMPLATES_ENABLED',
	'N8N_PERSONALIZATION_ENABLED',
	'N8N_LICENSE_AUTO_RENEW_ENABLED',
	// Otherwise the editor asks n8n's own servers for the list of verified packages.
	'N8N_VERIFIED_PACKAGES_ENABLED',
	'N8N_REINSTALL_MISSING_PACKAGES',
	'N8N_SECURE_COOKIE',
];

/** One would ask n8n's servers for a list when it starts, the other shows its own page in place of the workflows. */
const UNWANTED_MODULES = ['mcp-registry', 'instance-ai'];

/** A port that nothing listens on; the wanted one when it is free. */
export function freePort(wanted = 0): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort(wanted + 1))));
		server.listen(wanted, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => resolve(port));
		});
	});
}

/** Nothing of the caller's environment but what a program needs to run: no stray n8n setting gets in. */
export function environment(userFolder: string, ports: Readonly<{ editor: number; broker: number }>, extra: Environment = {}): Environment {
	return {
		PATH: process.env.PATH ?? '',
		TMPDIR: process.env.TMPDIR ?? '/tmp',
		HOME: userFolder,
		NODE_ENV: 'production',
		NO_COLOR: '1',
		GENERIC_TIMEZONE: 'UTC',
		TZ: 'UTC',
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: 'only-for-tests-and-the-demo',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(ports.editor),
		N8N_RUNNERS_BROKER_PORT: String(ports.broker),
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_DISABLED_MODULES: modulesAmong(UNWANTED_MODULES).join(','),
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		...Object.fromEntries(OFF.map((name) => [name, 'false'])),
		...extra,
	};
}
