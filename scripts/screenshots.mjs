import path from 'node:path';

import { findChromium } from './lib/chromium.mjs';
import { root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';

/*
 * The pictures of the README, from what `npm start` is running: the demo workflow after a run, and the
 * sandbox page.
 */
const EDITOR = process.env.EDITOR_URL ?? 'http://127.0.0.1:5678';
const SANDBOX = process.env.SANDBOX_URL ?? 'http://127.0.0.1:5680/';
const OWNER = { email: 'demo@example.test', password: 'Provision-2026' };
const EMPLOYEE = {
	email: 'ana.silva@example.test',
	firstName: 'Ana Łucja',
	lastName: "O'Brien-Silva",
	employeeNumber: '0012',
	jobTitle: 'Head of Tax & Law',
	department: 'Tax',
	phone: '+44 7700 900123',
};

const part = (page, testId) => page.locator(`[data-test-id="${testId}"]:visible`).first();
const picture = (page, name) => page.screenshot({ path: path.join(root, 'docs', `${name}.png`) });
const startOver = () => fetch(new URL('/control/reset', SANDBOX), { method: 'POST' });

await main(async () => {
	await prepare();
	const { program, env, missing } = await findChromium();
	if (missing) throw new Error(`No browser to take pictures with: ${missing}`);
	const { chromium } = await import('playwright-core');
	const browser = await chromium.launch({
		executablePath: program,
		env: { ...process.env, ...env },
		args: ['--disable-gpu', '--font-render-hinting=none'],
	});
	try {
		await sandboxPage(await browser.newPage({ viewport: { width: 1440, height: 900 } }));
		await editorPage(await browser.newPage({ viewport: { width: 1440, height: 1000 } }));
	} finally {
		await browser.close();
	}
});

async function sandboxPage(page) {
	await startOver();
	await page.goto(SANDBOX);
	await page.getByText('live', { exact: true }).waitFor();
	await fetch(`${EDITOR}/webhook/employee`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(EMPLOYEE),
	});
	await page.getByText('1 changed').nth(3).waitFor();
	await page.waitForTimeout(1000);
	await picture(page, 'sandbox');
}

async function editorPage(page) {
	await page.goto(`${EDITOR}/signin`);
	await page.locator('#emailOrLdapLoginId').fill(OWNER.email);
	await page.locator('#password').fill(OWNER.password);
	await part(page, 'form-submit-button').click();
	await page.waitForURL((url) => !url.pathname.includes('signin'));
	await startOver();
	await page.goto(`${EDITOR}/workflow/demoWebhook`);
	await page.getByText('What Became of It').first().waitFor();
	await part(page, 'execute-workflow-button').click();
	await page.getByText('6 items').first().waitFor();
	await part(page, 'zoom-to-fit').click();
	// The button to run it would cover the lowest node: one step smaller there is room above it.
	await part(page, 'zoom-out-button').click();
	await page.locator('.el-notification__closeBtn:visible').first().click();
	await page.mouse.move(1, 1);
	await page.waitForTimeout(1500);
	await picture(page, 'editor');
}
