import { readFileSync } from 'node:fs';
import path from 'node:path';

import { findChromium } from './lib/chromium.mjs';
import { root } from './lib/places.mjs';
import { main, prepare } from './lib/prepare.mjs';

/* The pictures in docs/, from what `npm start` is running: the vendors' page, and the workflows in the editor. */
const EDITOR = process.env.EDITOR_URL ?? 'http://127.0.0.1:5678';
const SANDBOX = process.env.SANDBOX_URL ?? 'http://127.0.0.1:5680/';
const OWNER = { email: 'demo@example.test', password: 'Provision-2026' };
const VIEWPORT = { width: 1440, height: 900 };
const TEMPLATES = {
	'template-hr-webhook': 'templateHrWebhook',
	'template-nightly-sync': 'templateNightlySync',
	'template-leaver': 'templateLeaver',
	'template-errors-retried': 'templateErrorsRetried',
	'template-agent': 'templateAgent',
};

const part = (page, testId) => page.locator(`[data-test-id="${testId}"]:visible`).first();
const picture = (page, name) => page.screenshot({ path: path.join(root, 'docs', `${name}.png`) });
const post = (url, body) => fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
const startOver = () => post(new URL('/control/reset', SANDBOX), {});

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
		const page = await browser.newPage({ viewport: VIEWPORT });
		page.setDefaultTimeout(60_000);
		await vendorsPage(page);
		await signIn(page);
		await startHere(page);
		for (const [name, id] of Object.entries(TEMPLATES)) {
			await openWorkflow(page, id);
			await picture(page, name);
		}
	} finally {
		await browser.close();
	}
});

/** After the command that `npm start` prints; then with what a credential asks for. */
async function vendorsPage(page) {
	await startOver();
	await page.goto(SANDBOX);
	await page.getByText('live', { exact: true }).waitFor();
	const { pinData } = JSON.parse(readFileSync(path.join(root, 'workflows', 'demo', '1-start-here.json'), 'utf8'));
	await post(`${EDITOR}/webhook/employee`, pinData.Webhook[0].json.body);
	await page.getByText('1 changed').nth(3).waitFor();
	// The people that just arrived fade in.
	await page.waitForTimeout(2000);
	await picture(page, 'sandbox');
	for (const summary of await page.locator('.column details:first-of-type > summary').all()) await summary.click();
	await picture(page, 'sandbox-connect');
}

async function signIn(page) {
	await page.goto(`${EDITOR}/signin`);
	await page.locator('#emailOrLdapLoginId').fill(OWNER.email);
	await page.locator('#password').fill(OWNER.password);
	await part(page, 'form-submit-button').click();
	await page.waitForURL((url) => !url.pathname.includes('signin'));
}

/** The whole canvas, once it has come to rest. */
async function openWorkflow(page, id) {
	await page.goto(`${EDITOR}/workflow/${id}`);
	await part(page, 'canvas-node').waitFor();
	await atRest(page);
}

async function atRest(page) {
	await page.waitForTimeout(2000);
	await part(page, 'zoom-to-fit').click();
	await page.mouse.move(1, 1);
	await page.waitForTimeout(1500);
}

async function startHere(page) {
	await startOver();
	await openWorkflow(page, 'demoWebhook');
	await part(page, 'execute-workflow-button').click();
	await page.getByText('4 items').first().waitFor();
	await page.locator('.el-notification__closeBtn:visible').first().click();
	await atRest(page);
	await picture(page, 'editor');
}
