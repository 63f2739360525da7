import path from 'node:path';

import { pageText } from '../documents';
import { screenshot } from './browser';
import { newPage } from './editor';
import { Newcomer } from './newcomer';
import { inBrowser, onStage } from './onStage';
import { stepsIn } from './steps';
import { VENDORS } from './vendors';

const STEP_MS = 20_000;

/* The pages for the first ten minutes, carried out word for word: a step that doesn't work any more fails. */
inBrowser('a first workflow', () => {
	const stage = onStage();

	it.each(VENDORS)(
		'with $name: every step of its page works',
		async ({ firstWorkflow }) => {
			const { browser, n8n, sandbox } = stage();
			const page = await newPage(browser, n8n);
			page.setDefaultTimeout(STEP_MS);
			const onPicture = (file: string): Promise<void> => screenshot(page, path.basename(file, '.png'));
			const newcomer = new Newcomer({ page, origin: n8n.origin, own: firstWorkflow.own(sandbox), onPicture });
			try {
				await newcomer.follow(stepsIn(pageText(firstWorkflow.page)));
			} finally {
				await screenshot(page, `${path.basename(firstWorkflow.page)} at the end`);
				await page.context().close();
			}
		},
		180_000,
	);
});
