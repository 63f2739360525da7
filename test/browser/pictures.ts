import { mkdirSync } from 'node:fs';
import path from 'node:path';

import type { Page } from 'playwright-core';

import { pageText } from '../documents';
import { demoCredentials, demoWorkflows, inOrderOfImport } from '../e2e/demo';
import { newPage } from './editor';
import { showError } from './errorPanel';
import { errorFurniture, USUAL_ERRORS } from './errors';
import { Newcomer } from './newcomer';
import { Stage, type Furniture } from './stage';
import { stepsIn } from './steps';
import { VENDORS } from './vendors';

const ACTION_MS = 60_000;
/** What slides or fades in has come to rest by then. */
const REST_MS = 2_000;
const TEMPLATES = {
	'template-hr-webhook': 'templateHrWebhook',
	'template-nightly-sync': 'templateNightlySync',
	'template-leaver': 'templateLeaver',
	'template-errors-retried': 'templateErrorsRetried',
	'template-agent': 'templateAgent',
	'template-joiner-courses': 'templateJoinerCourses',
	'template-leaver-courses': 'templateLeaverCourses',
	'template-not-finished': 'templateNotFinished',
	'template-provisioning-log': 'templateProvisioningLog',
	'template-joiners-and-leavers': 'templateJoinersLeavers',
	'template-links': 'templateLinks',
	'template-not-signed-in': 'templateNotSignedIn',
};

type Session = Readonly<{
	stage: Stage;
	page: Page;
	/** Takes a picture of what is on the screen; `name` may have folders. */
	take: (name: string) => Promise<void>;
}>;

type Part = Readonly<{ furniture?: Furniture; story: (session: Session) => Promise<void> }>;

/** Each has an n8n of its own. */
const PARTS: Readonly<Record<string, Part>> = {
	'first-workflow': { story: firstWorkflows },
	demo: { furniture: (sandbox) => ({ credentials: demoCredentials(sandbox), workflows: inOrderOfImport(sandbox) }), story: demo },
	errors: { furniture: errorFurniture, story: errors },
};

/**
 * Takes the pictures of these parts.
 * @param folder where they go, as .png
 * @returns their names, without that ending
 */
export async function takePictures(folder: string, parts: readonly string[], colorScheme: 'light' | 'dark'): Promise<readonly string[]> {
	const taken: string[] = [];
	for (const [name, { furniture, story }] of Object.entries(PARTS)) {
		if (!parts.includes(name)) continue;
		const stage = await Stage.start(furniture);
		try {
			const page = await newPage(stage.browser, stage.n8n, colorScheme);
			page.setDefaultTimeout(ACTION_MS);
			const takeOne = async (picture: string): Promise<void> => {
				await take(page, path.join(folder, `${picture}.png`));
				taken.push(picture);
			};
			await story({ stage, page, take: takeOne });
		} finally {
			await stage.end();
		}
	}
	return taken;
}

async function take(page: Page, file: string): Promise<void> {
	mkdirSync(path.dirname(file), { recursive: true });
	// All at once: some go away by themselves.
	await page
		.locator('.el-notification__closeBtn')
		.evaluateAll((buttons) => buttons.forEach((button) => button.dispatchEvent(new Event('click'))));
	await page.mouse.move(1, 1);
	await page.waitForTimeout(REST_MS);
	await page.screenshot({ path: file });
	console.log(`  ${file}`);
}

/** Where a page shows a picture, what its steps have led to is on the screen. */
async function firstWorkflows({ stage, page, take: takeOne }: Session): Promise<void> {
	for (const { firstWorkflow } of VENDORS) {
		const onPicture = (file: string): Promise<void> => takeOne(file.replace(/\.png$/, ''));
		const newcomer = new Newcomer({ page, origin: stage.n8n.origin, own: firstWorkflow.own(stage.sandbox), onPicture });
		await newcomer.follow(stepsIn(pageText(firstWorkflow.page)));
	}
}

async function demo({ stage, page, take: takeOne }: Session): Promise<void> {
	const { sandbox, n8n } = stage;
	const [start] = demoWorkflows(sandbox);
	const sent = start?.pinData?.Webhook?.[0]?.json.body;
	await page.goto(sandbox.urls.page);
	await page.getByText('live', { exact: true }).waitFor();
	await n8n.webhook('employee', sent);
	await page.getByText('1 changed').nth(3).waitFor();
	await takeOne('sandbox');
	for (const summary of await page.locator('.column details:first-of-type > summary').all()) await summary.click();
	await takeOne('sandbox-connect');

	sandbox.reset();
	await openWorkflow(page, `${n8n.origin}/workflow/${start?.id}`);
	await page.locator('[data-test-id="execute-workflow-button"]:visible').first().click();
	await page.getByText('4 items').first().waitFor();
	await wholeCanvas(page);
	await takeOne('editor');
	for (const [name, id] of Object.entries(TEMPLATES)) {
		await openWorkflow(page, `${n8n.origin}/workflow/${id}`);
		await takeOne(name);
	}
}

async function openWorkflow(page: Page, url: string): Promise<void> {
	await page.goto(url);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
	await wholeCanvas(page);
}

async function wholeCanvas(page: Page): Promise<void> {
	await page.waitForTimeout(REST_MS);
	await page.locator('[data-test-id="zoom-to-fit"]:visible').click();
}

async function errors({ stage, page, take: takeOne }: Session): Promise<void> {
	for (const error of USUAL_ERRORS) {
		const { message, description } = await showError(page, stage, error);
		console.log(`\n${error.title}\n  ${message}\n  ${description}`);
		await takeOne(`errors/${error.id}`);
	}
}
