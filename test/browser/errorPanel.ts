import type { Page } from 'playwright-core';

import { Newcomer } from './newcomer';
import type { UsualError } from './errors';
import type { Stage } from './stage';

/** What stands in the panel of a node that failed: the first line, and what to do. */
export type Shown = Readonly<{ message: string; description: string }>;

/** Executes the node that fails, from its trigger, and leaves its panel open. */
export async function showError(page: Page, { n8n, sandbox }: Stage, { id, title, prepare }: UsualError): Promise<Shown> {
	sandbox.reset();
	prepare?.(sandbox);
	await page.goto(`${n8n.origin}/workflow/${id}`);
	const newcomer = new Newcomer({ page, origin: n8n.origin, own: {}, onPicture: async () => {} });
	await newcomer.follow([
		{ kind: 'openNode', node: title },
		{ kind: 'click', names: ['Execute step'] },
	]);
	const message = page.locator('[data-test-id="node-error-message"]');
	await message.waitFor();
	const description = page.locator('[data-test-id="node-error-description"]');
	return { message: await message.innerText(), description: (await description.isVisible()) ? await description.innerText() : '' };
}
