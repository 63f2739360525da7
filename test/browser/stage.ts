import path from 'node:path';

import type { Browser } from 'playwright-core';

import { freePort } from '../e2e/harness/environment';
import { startN8n, type N8nOptions, type RunningN8n } from '../e2e/n8n';
import { startSandbox, type Sandbox } from '../sandbox';
import { startBrowser } from './browser';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');

export type Furniture = (sandbox: Sandbox) => Pick<N8nOptions, 'credentials' | 'workflows'>;

/** The vendors, a real n8n with the package, and a browser. */
export class Stage {
	private constructor(
		readonly sandbox: Sandbox,
		readonly n8n: RunningN8n,
		readonly browser: Browser,
		private readonly ends: ReadonlyArray<() => Promise<void>>,
	) {}

	/** What runs by then is ended when the next one does not start. */
	static async start(furniture: Furniture = () => ({})): Promise<Stage> {
		const ends: Array<() => Promise<void>> = [];
		try {
			const port = await freePort();
			// Its page has a link to the editor, which starts after it.
			const sandbox = await startSandbox({ editor: `http://127.0.0.1:${port}/` });
			ends.push(() => sandbox.close());
			const browser = await startBrowser();
			ends.push(() => browser.close());
			const n8n = await startN8n({ tarball: TARBALL, port, editor: true, ...furniture(sandbox) });
			ends.push(() => n8n.stop());
			return new Stage(sandbox, n8n, browser, ends);
		} catch (error) {
			await endAll(ends);
			throw error;
		}
	}

	async end(): Promise<void> {
		await endAll(this.ends);
	}
}

async function endAll(ends: ReadonlyArray<() => Promise<void>>): Promise<void> {
	await Promise.allSettled([...ends].reverse().map((end) => end()));
}
