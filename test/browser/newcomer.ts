import type { Locator, Page } from 'playwright-core';

import type { Entered, Step } from './steps';

/** What a page can't know: a key, an address. By the words with which the page asks for it. */
export type Own = Readonly<Record<string, string>>;

type Around = Readonly<{
	page: Page;
	origin: string;
	own: Own;
	/** Told where the page of the document shows a picture of what is on the screen now. */
	onPicture: (file: string) => Promise<void>;
}>;

/** Somebody who has the editor on the screen and does what is written, and nothing else. */
export class Newcomer {
	constructor(private readonly around: Around) {}

	async follow(steps: readonly Step[]): Promise<void> {
		for (const step of steps) {
			try {
				await this.do(step);
			} catch (cause) {
				throw new Error(`This step does not work: ${JSON.stringify(step)}`, { cause });
			}
		}
	}

	private async do(step: Step): Promise<void> {
		switch (step.kind) {
			case 'start':
				await this.page.goto(this.around.origin);
				return;
			case 'click':
				return await this.click(step.names);
			case 'openNode':
				return await this.node(step.node).dblclick();
			case 'addBehind':
				return await this.node(step.node).locator(id('canvas-handle-plus')).click();
			case 'closeNode':
				return await this.part('ndv-close-button').click();
			case 'search':
				return await this.part('node-creator-search-bar').fill(step.text);
			case 'choose':
				return await this.part('node-creator-item-name').getByText(step.name, { exact: true }).click();
			case 'set':
				if (!step.isShownAlways && !(await this.parameter(step.label).isVisible())) return;
				return await this.set(step.label, step.to);
			case 'turn':
				return await this.turn(step.label, step.on);
			case 'replace':
				await this.part('ndv').locator('.cm-content').last().click();
				await this.page.keyboard.press('ControlOrMeta+A');
				return await this.page.keyboard.insertText(step.text);
			case 'dialogCloses':
				return await this.part('editCredential-modal').waitFor({ state: 'detached' });
			case 'row':
				return await this.row(step.cells).waitFor();
			case 'hint':
				return await this.part('output-panel').getByText(step.text).first().waitFor();
			case 'picture':
				return await this.around.onPicture(step.file);
		}
	}

	/** One of what is there under these names; on the canvas, the button above its name. */
	private async click(names: readonly string[]): Promise<void> {
		const front = await this.front();
		const [first, ...others] = names.map((name) =>
			this.part('canvas-add-button')
				.filter({ hasText: name })
				.locator('button')
				.or(front.getByRole('button', { name, exact: true }))
				.or(front.getByText(name, { exact: true })),
		);
		if (!first) return;
		await others
			.reduce((either, other) => either.or(other), first)
			.locator('visible=true')
			.first()
			.click();
	}

	private async set(label: string, to: Entered): Promise<void> {
		const parameter = this.parameter(label);
		await parameter.waitFor();
		const list = parameter.getByRole('combobox');
		const text = 'text' in to ? to.text : 'option' in to ? to.option : this.ownAs(to.own);
		const isLocator = (await parameter.locator(id('rlc-input')).count()) > 0;
		if (!isLocator && (await list.count()) > 0) {
			await list.first().click();
			return await this.page.locator('[role=option]:visible').getByText(text, { exact: true }).click();
		}
		await (isLocator ? parameter.locator(`input${id('rlc-input')}, ${id('rlc-input')} input`) : parameter.locator('input, textarea'))
			.first()
			.fill(text);
	}

	private ownAs(words: string): string {
		const own = this.around.own[words];
		if (own === undefined) throw new Error(`Nobody knows what "${words}" is`);
		return own;
	}

	private async turn(label: string, on: boolean): Promise<void> {
		const button = this.parameter(label).getByRole('switch').first();
		await button.waitFor({ state: 'attached' });
		if ((await button.isChecked()) !== on) await button.locator('..').click();
	}

	/** A row of the table in which each of these is the whole text of a cell. */
	private row(cells: readonly string[]): Locator {
		return cells.reduce(
			(rows, cell) => rows.filter({ has: this.page.locator('td').filter({ hasText: exactly(cell) }) }),
			this.part('output-panel').locator('tr'),
		);
	}

	/** With its label, in whatever is in front. */
	private parameter(label: string): Locator {
		return this.page
			.locator(`${id('editCredential-modal')} form:visible, ${id('ndv')} ${id('input-label')}:visible`)
			.filter({ has: this.page.locator('label span').filter({ hasText: exactly(label, ' ?\\*?') }) })
			.last();
	}

	private node(name: string): Locator {
		return this.part('canvas-node').filter({ hasText: name });
	}

	/** The dialog, or else the open node, or else all. */
	private async front(): Promise<Locator> {
		for (const layer of ['editCredential-modal', 'ndv']) {
			if (await this.part(layer).isVisible()) return this.part(layer);
		}
		return this.page.locator('body');
	}

	private get page(): Page {
		return this.around.page;
	}

	private part(testId: string): Locator {
		return this.page.locator(`${id(testId)}:visible`);
	}
}

const id = (testId: string): string => `[data-test-id="${testId}"]`;

function exactly(text: string, more = ''): RegExp {
	return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${more}\\s*$`);
}
