import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { root } from './lib/places.mjs';

/*
 * The pictures of the README, from what `npm start` is running: the demo workflow after a run, and the
 * sandbox page. Needs Chromium (CHROMIUM names its program).
 */
const { chromium } = await import('playwright-core');
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

const profile = mkdtempSync(path.join(tmpdir(), 'screenshots-'));
const browser = await chromium.launchPersistentContext(profile, {
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	headless: true,
	viewport: { width: 1440, height: 900 },
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
	await sandboxPage();
	await editorPage();
} finally {
	await browser.close();
	rmSync(profile, { recursive: true, force: true });
}

async function sandboxPage() {
	const page = await browser.newPage();
	await fetch(new URL('/control/reset', SANDBOX), { method: 'POST' });
	await page.goto(SANDBOX);
	await page.waitForTimeout(1000);
	await fetch(`${EDITOR}/webhook/employee`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(EMPLOYEE) });
	await page.waitForTimeout(1500);
	await page.screenshot({ path: path.join(root, 'docs', 'sandbox.png') });
}

async function editorPage() {
	const page = await browser.newPage();
	await page.goto(`${EDITOR}/signin`);
	await page.locator('#emailOrLdapLoginId').fill(OWNER.email);
	await page.locator('#password').fill(OWNER.password);
	await page.locator('[data-test-id=form-submit-button]').click();
	await page.waitForURL((url) => !url.pathname.includes('signin'));
	await fetch(new URL('/control/reset', SANDBOX), { method: 'POST' });
	await page.goto(`${EDITOR}/workflow/demoWebhook`);
	await page.getByText('What Became of It').first().waitFor();
	await page.locator('[data-test-id=execute-workflow-button]').first().click();
	await page.waitForTimeout(6000);
	await page.keyboard.press('1');
	await page.waitForTimeout(800);
	await page.screenshot({ path: path.join(root, 'docs', 'editor.png') });
}
