import type { Browser, Locator, Page } from 'playwright-core';

import type { RunningN8n } from '../e2e/n8n';

const ACTION_MS = 45_000;

/** A credential's parameter and what somebody types into it, or chooses where it offers options. */
export type Entry = Readonly<{ parameter: string; type: string } | { parameter: string; choose: string }>;

type SignedIn = Pick<RunningN8n, 'origin' | 'cookie'>;

/** A page of the owner's. */
export async function newPage(browser: Browser, { origin, cookie }: SignedIn, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme });
	await context.addCookies(
		cookie.split('; ').map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1), url: origin })),
	);
	return await context.newPage();
}

/** The editor on a new workflow, as the owner sees it. All its parts are found by n8n's own test IDs. */
export class Editor {
	private constructor(readonly page: Page) {}

	/** With a manual trigger, from which the first node is added. */
	static async open(browser: Browser, n8n: SignedIn): Promise<Editor> {
		const page = await newPage(browser, n8n);
		page.setDefaultTimeout(ACTION_MS);
		const editor = new Editor(page);
		await page.goto(`${n8n.origin}/workflow/new`);
		await editor.part('canvas-plus-button').first().click();
		// Offered at once; a search would find it by another name.
		await editor.offered('Trigger manually').click();
		await editor.part('node-creator-plus-button').click();
		return editor;
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}

	/** Types into the node panel, which is open. What an earlier search has found is gone by then. */
	async search(text: string): Promise<void> {
		await this.part('node-creator-search-bar').fill('nothing is called like this');
		await this.part('node-creator-item-name').first().waitFor({ state: 'hidden' });
		await this.part('node-creator-search-bar').fill(text);
	}

	/** A node or an action that the panel offers. */
	offered(name: string): Locator {
		return this.part('node-creator-item-name').getByText(name, { exact: true });
	}

	/** From the node panel; what it then offers to do with the node. */
	async openActions(name: string): Promise<readonly string[]> {
		await this.offered(name).click();
		await this.offered('Update user').first().waitFor();
		await this.offered(name).waitFor({ state: 'hidden' });
		return await this.part('node-creator-item-name').allInnerTexts();
	}

	/** From the actions of a node; opens the new node. */
	async addNode(action: string): Promise<void> {
		await this.offered(action).click();
		await this.part('node-execute-button').waitFor();
	}

	/** All that stands in the parameters of the open node, once its fields are there too. */
	async parameterTexts(): Promise<readonly string[]> {
		await this.part('add-fields-select').waitFor();
		return (await this.part('node-parameters').innerText()).split('\n');
	}

	async createCredential(entries: readonly Entry[]): Promise<void> {
		await this.part('node-credentials-empty-state').locator('button').first().click();
		for (const entry of entries) await this.enter(entry);
		await this.part('credential-save-button').click();
	}

	/** A credential that works: its dialog closes by itself. */
	async connect(entries: readonly Entry[]): Promise<void> {
		await this.createCredential(entries);
		await this.credentialDialog.waitFor({ state: 'detached' });
	}

	/** In the dialog that is open. Once the connection works, it closes by itself. */
	async correctCredential(entry: Entry): Promise<void> {
		await this.enter(entry);
		await this.part('credential-save-button').click();
		await this.credentialDialog.waitFor({ state: 'detached' });
	}

	async openCredential(): Promise<void> {
		await this.part('credential-edit-button').click();
	}

	get credentialDialog(): Locator {
		return this.part('editCredential-modal');
	}

	async showWhyNotConnected(): Promise<void> {
		await this.credentialDialog.getByText('More details').click();
	}

	async closeCredential(): Promise<void> {
		await this.credentialDialog.getByRole('button', { name: 'Close this dialog' }).click();
		await this.credentialDialog.waitFor({ state: 'detached' });
	}

	/** The parameter "User", From List: types into its search and answers with what is then offered. */
	async searchUser(text: string): Promise<Locator> {
		await this.part('resource-locator-user').locator(id('rlc-mode-selector')).click();
		await this.part('mode-list').click();
		await this.part('rlc-input').click();
		await this.part('rlc-search').and(this.page.locator('input')).or(this.part('rlc-search').locator('input')).fill(text);
		return this.part('rlc-item').filter({ hasText: text });
	}

	/** "Map Each Column": the field is added, unless a new node shows it at once. */
	async mapField({ name, label }: Readonly<{ name: string; label: string }>, value: string): Promise<void> {
		const add = this.part('add-fields-select').locator('button');
		await add.waitFor();
		const input = this.part('mapping-fields-container')
			.locator(id(`parameter-input-${name}`))
			.locator('input, textarea')
			.first();
		if (!(await input.isVisible())) {
			await add.click();
			await this.page.getByRole('menuitem', { name: label, exact: true }).click();
		}
		await input.fill(value);
	}

	/** Switches a parameter on that is seen. */
	async switchOn(name: string): Promise<void> {
		await this.part(`parameter-input-${name}`).getByRole('switch').locator('..').click();
	}

	/** Opens the list of a parameter with options; what it offers. */
	async openOptions(name: string): Promise<Locator> {
		await this.part(`parameter-input-${name}`).locator('[role=combobox]:not([readonly])').click();
		const offered = this.page.locator('[role=option]:visible');
		await offered.first().waitFor();
		return offered;
	}

	async fill(name: string, value: string): Promise<void> {
		await this.part(`parameter-input-${name}`).locator('input').first().fill(value);
	}

	/** Comes back when the node has run, well or not. */
	async execute(): Promise<void> {
		await this.part('node-execute-button').click();
		await this.part('node-run-status-success').or(this.part('node-run-status-danger')).first().waitFor();
	}

	get output(): Locator {
		return this.part('output-panel');
	}

	private part(testId: string): Locator {
		return this.page.locator(`${id(testId)}:visible`);
	}

	private async enter(entry: Entry): Promise<void> {
		const parameter = this.credentialDialog.locator(id(`parameter-input-${entry.parameter}`));
		if ('type' in entry) return await parameter.locator('input').fill(entry.type);
		await parameter.click();
		await this.page.locator('[role=option]:visible').getByText(entry.choose, { exact: true }).first().click();
	}
}

const id = (testId: string): string => `[data-test-id="${testId}"]`;
