import type { Page } from 'playwright-core';

import { demoCredentials, demoWorkflows, inOrderOfImport, templates } from '../e2e/demo';
import { screenshot } from './browser';
import { newPage } from './editor';
import { inBrowser, onStage } from './onStage';

const ACTION_MS = 30_000;

inBrowser('after npm start', () => {
	const stage = onStage((sandbox) => ({ credentials: demoCredentials(sandbox), workflows: inOrderOfImport(sandbox) }));
	let page: Page;

	beforeAll(async () => {
		const { browser, n8n } = stage();
		page = await newPage(browser, n8n);
		page.setDefaultTimeout(ACTION_MS);
	});

	it('the list begins with "Start here", and has the demo before the templates', async () => {
		const { n8n, sandbox } = stage();
		await page.goto(`${n8n.origin}/home/workflows`);
		const names = page.locator('[data-test-id="workflow-card-name"]');
		await names.first().waitFor();
		await screenshot(page, 'list of workflows');

		expect(await names.allInnerTexts()).toEqual([...demoWorkflows(sandbox), ...templates()].map(({ name }) => name));
		expect(await names.first().innerText()).toMatch(/^Start here/);
	}, 120_000);

	it('every note on a canvas shows its whole text', async () => {
		const { n8n, sandbox } = stage();
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
		const { n8n, sandbox } = stage();
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
