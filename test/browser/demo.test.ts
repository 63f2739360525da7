import path from 'node:path';

import type { Browser, Page } from 'playwright-core';

import { demoCredentials, demoWorkflows, inOrderOfImport, templates } from '../e2e/demo';
import { startN8n, type RunningN8n } from '../e2e/n8n';
import { startSandbox, type Sandbox } from '../sandbox';
import { CHROMIUM, screenshot, startBrowser } from './browser';
import { newPage } from './editor';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const ACTION_MS = 30_000;

const inEditor = CHROMIUM.missing === undefined ? describe : describe.skip;

inEditor('after npm start', () => {
	let sandbox: Sandbox;
	let n8n: RunningN8n;
	let browser: Browser;
	let page: Page;
	const running: Array<() => Promise<void>> = [];

	beforeAll(async () => {
		sandbox = await startSandbox();
		running.push(() => sandbox.close());
		browser = await startBrowser();
		running.push(() => browser.close());
		n8n = await startN8n({ tarball: TARBALL, credentials: demoCredentials(sandbox), workflows: inOrderOfImport(sandbox) });
		running.push(() => n8n.stop());
		page = await newPage(browser, n8n);
		page.setDefaultTimeout(ACTION_MS);
	}, 180_000);
	afterAll(async () => {
		await Promise.allSettled([...running].reverse().map((end) => end()));
	}, 30_000);

	it('the list begins with "Start here", and has the demo before the templates', async () => {
		await page.goto(`${n8n.origin}/home/workflows`);
		const names = page.locator('[data-test-id="workflow-card-name"]');
		await names.first().waitFor();
		await screenshot(page, 'list of workflows');

		expect(await names.allInnerTexts()).toEqual([...demoWorkflows(sandbox), ...templates()].map(({ name }) => name));
		expect(await names.first().innerText()).toMatch(/^Start here/);
	}, 120_000);

	it('every note on a canvas shows its whole text', async () => {
		for (const { id, name } of inOrderOfImport(sandbox)) {
			await page.goto(`${n8n.origin}/workflow/${id}`);
			await page.locator('[data-test-id="sticky"]').first().waitFor();
			await screenshot(page, `workflow ${name}`);
			const cut = await page.evaluate<readonly string[]>(`[...document.querySelectorAll('[data-test-id="sticky"]')]
				.filter((note) => [...note.querySelectorAll('h2, h3, p, li')].some((part) => part.getBoundingClientRect().bottom > note.getBoundingClientRect().bottom))
				.map((note) => note.innerText)`);

			expect([name, cut]).toEqual([name, []]);
		}
	}, 240_000);

	it('"Start here" leads to the vendors, and changes one person at all four', async () => {
		await page.goto(`${n8n.origin}/workflow/demoWebhook`);
		await page.locator('[data-test-id="execute-workflow-button"]:visible').first().click();
		await page.getByText('4 items').first().waitFor();
		await screenshot(page, 'Start here, executed');

		expect(await page.getByRole('link', { name: /vendors. page/ }).getAttribute('href')).toBe(sandbox.urls.page);
		expect([
			sandbox.person('axero', 'ana.silva@example.test').labels['Job title'],
			sandbox.person('highq', 'ana.silva@example.test').jobtitle,
			sandbox.person('ispring', 'ana.silva@example.test').fields.job_title,
			sandbox.person('appenate', 'ana.silva@example.test').FirstName,
		]).toEqual([...Array<string>(3).fill('Head of Tax & Law'), 'Ana Łucja']);
	}, 120_000);
});
