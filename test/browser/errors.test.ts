import type { Page } from 'playwright-core';

import { screenshot } from './browser';
import { newPage } from './editor';
import { showError } from './errorPanel';
import { errorFurniture, USUAL_ERRORS } from './errors';
import { inBrowser, onStage } from './onStage';

const ACTION_MS = 30_000;

inBrowser('in the editor, the panel of a node that failed', () => {
	const stage = onStage(errorFurniture);
	let page: Page;
	beforeAll(async () => {
		page = await newPage(stage().browser, stage().n8n);
		page.setDefaultTimeout(ACTION_MS);
	}, ACTION_MS);

	it.each(USUAL_ERRORS)(
		'says in its first line what is wrong, and nothing twice: $title',
		async (error) => {
			const { message, description } = await showError(page, stage(), error);
			await screenshot(page, `error ${error.title}`);

			expect(message).toContain(error.names);
			const sentences = `${message}\n${description}`.split(/(?<=[.!?])\s+|\n/).map((sentence) => sentence.trim());
			const said = sentences.filter((sentence) => sentence !== '');
			expect(said).toEqual([...new Set(said)]);
			expect(`${message} ${description}`).not.toMatch(/(\[item \d+\]).*\1|undefined|\[object/);
			expect(description).not.toBe('');
		},
		90_000,
	);
});
