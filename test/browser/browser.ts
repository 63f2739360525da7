import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { chromium, type Browser, type Page } from 'playwright-core';

type Found = Readonly<{ program: string; env: Readonly<Record<string, string>>; missing?: undefined } | { missing: string }>;

/** What the project's setup has found; see `scripts/lib/chromium.mjs`. */
export const CHROMIUM: Found = process.env.CHROMIUM_FOR_TESTS
	? (JSON.parse(process.env.CHROMIUM_FOR_TESTS) as Found)
	: { missing: 'nothing has looked for one' };

const START_MS = 30_000;

/** The sandbox stays off: where tests run, often as root in a container, Chromium can't set it up. */
export async function startBrowser(): Promise<Browser> {
	if (CHROMIUM.missing !== undefined) throw new Error(CHROMIUM.missing);
	const { program, env } = CHROMIUM;
	return await chromium.launch({
		executablePath: program,
		env: { ...process.env, ...env },
		args: [
			'--disable-gpu',
			'--font-render-hinting=none',
			'--disable-quic',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
		timeout: START_MS,
	});
}

const SCREENSHOTS = process.env.SCREENSHOTS ?? path.join(tmpdir(), 'user-provisioning-screenshots');

/** Into the folder that SCREENSHOTS names, for people to look at. */
export async function screenshot(page: Page, title: string): Promise<void> {
	mkdirSync(SCREENSHOTS, { recursive: true });
	await page.screenshot({ path: path.join(SCREENSHOTS, `${title.replace(/^in the editor /, '').replace(/\W+/g, '-')}.png`) });
}
