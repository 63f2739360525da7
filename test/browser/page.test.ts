import path from 'node:path';

import type { Browser, Page } from 'playwright-core';

import { startSandbox, type Sandbox } from '../sandbox';
import { rawRequest } from '../sandbox/rawRequest';
import { connectionsOf } from '../sandbox/page/connect';
import { screenshot, startBrowser } from './browser';
import { inBrowser } from './onStage';

const AXE = path.resolve(__dirname, '../../node_modules/axe-core/axe.min.js');
const EDITOR = 'http://127.0.0.1:5678/';
const START_MS = 60_000;

type Violation = Readonly<{ id: string; help: string; nodes: ReadonlyArray<Readonly<{ html: string; failureSummary?: string }>> }>;

inBrowser('on the sandbox page', () => {
	let sandbox: Sandbox;
	let browser: Browser;
	let page: Page;

	beforeAll(async () => {
		browser = await startBrowser();
		sandbox = await startSandbox({ editor: EDITOR });
	}, START_MS);
	afterEach(async () => {
		await screenshot(page, expect.getState().currentTestName ?? 'page');
		await page.context().close();
		sandbox.reset();
	});
	afterAll(async () => {
		await browser.close();
		await sandbox.close();
	});

	/** Still, because what fades in has no contrast yet. */
	async function open(options: Readonly<{ colorScheme?: 'light' | 'dark'; width?: number }> = {}): Promise<void> {
		const { colorScheme = 'light', width = 1440 } = options;
		const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
		await context.grantPermissions(['clipboard-read', 'clipboard-write']);
		page = await context.newPage();
		await page.goto(sandbox.urls.page);
		await page.getByText('live', { exact: true }).waitFor();
		await page.locator('.person').first().waitFor();
	}

	/** Somebody changed, somebody kept out, a request refused, and the panels open: all that the page can show. */
	async function showEverything(): Promise<void> {
		sandbox.edit('axero', 'ana.silva@example.test', ({ labels }) =>
			Object.assign(labels, {
				Phone: '0012',
				'Job title': 'Head of Tax & Law',
				Department: '',
				City: 'Porto',
				Bio: 'New',
				Country: 'Spain',
			}),
		);
		sandbox.edit('highq', 'sean.obrien@example.test', (stored) => (stored.status = 'disable'));
		sandbox.remove('ispring', 'wei.zhang@example.test');
		await rawRequest(`${sandbox.urls.axero}/api/users/me`);
		await rawRequest(`${sandbox.urls.axero}/api/users/fields?AddUser=false`, { method: 'POST', body: '{}' });
		const { accessToken } = sandbox.secrets.highq;
		await rawRequest(`${sandbox.urls.highq}/api/2/users?limit=1`, { headers: { Authorization: `Bearer ${accessToken}` } });
		await page.locator('#requests > li').nth(2).waitFor();
		await page.getByText('1 changed').nth(2).waitFor();
		for (const summary of await page.locator('summary').all()) await summary.click();
	}

	/** What axe holds against the page, each with the element's HTML. */
	async function violations(): Promise<readonly string[]> {
		await page.addScriptTag({ path: AXE });
		const found = await page.evaluate<readonly Violation[]>('axe.run().then(({ violations }) => violations)');
		return found.flatMap(({ id, help, nodes }) =>
			nodes.map(({ html, failureSummary = '' }) => [id, help, html, failureSummary].join('\n')),
		);
	}

	it.each([
		{ colorScheme: 'light', width: 1440 },
		{ colorScheme: 'dark', width: 1440 },
		{ colorScheme: 'light', width: 480 },
		{ colorScheme: 'dark', width: 480 },
	] as const)('axe finds nothing to object to: $colorScheme, $width wide', async (options) => {
		await open(options);

		expect(await violations()).toEqual([]);

		await showEverything();

		expect(await violations()).toEqual([]);
	});

	it.each(['light', 'dark'] as const)('each vendor has a color of its own, that of its icon: %s', async (colorScheme) => {
		await open({ colorScheme });
		const colors = await page.evaluate<readonly string[]>(
			`[...document.querySelectorAll('.column')].map((column) => getComputedStyle(column).borderTopColor)`,
		);
		const icons = await page.evaluate<readonly string[]>(
			`Promise.all([...document.querySelectorAll('.column img')].map(async ({ currentSrc }) => (await fetch(currentSrc)).text()))`,
		);

		expect(new Set(colors).size).toBe(4);
		expect(colors).toEqual(icons.map((icon) => asRgb(/<rect[^>]* fill="(#\w+)"/.exec(icon)?.[1])));
	});

	it('its lists say to a screen reader whose people they show, and its log tells the times', async () => {
		await open();
		await showEverything();

		for (const vendor of ['Axero', 'Appenate', 'HighQ Publisher', 'iSpring Learn']) {
			const list = page.getByRole('list', { name: `People at ${vendor}` });
			expect(await list.getByRole('listitem').count()).toBeGreaterThan(30);
		}
		const log = page.getByRole('list', { name: 'Latest requests' });
		expect(await log.getByRole('listitem').first().innerText()).toMatch(/^\d\d:\d\d:\d\d\s+highq\s+200\s+GET\s/);
	});

	it('each column says how to connect, and its buttons copy just that', async () => {
		await open();
		for (const { credential, fields } of connectionsOf(sandbox)) {
			const panel = page.locator('.connect').filter({ has: page.getByText(`Connect: ${credential}`, { exact: true }) });
			await panel.locator('summary').click();
			for (const { label, value, isChoice } of fields) {
				if (isChoice) {
					await panel.getByText(`Choose ${value}`, { exact: true }).waitFor();
					continue;
				}
				await page.getByRole('button', { name: `Copy ${label} of ${credential}`, exact: true }).click();
				await page.getByRole('status').getByText(`${label} of ${credential} is copied`, { exact: true }).waitFor();
				expect(await page.evaluate('navigator.clipboard.readText()')).toBe(value);
			}
		}
	}, 60_000);

	it('a link leads to the editor', async () => {
		await open();

		expect(await page.getByRole('link', { name: 'Open the editor' }).getAttribute('href')).toBe(EDITOR);
	});
});

function asRgb(hex = ''): string {
	const parts = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
	return `rgb(${parts.join(', ')})`;
}
