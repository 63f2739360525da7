import type { Page } from 'playwright-core';

/** A row of the output's table: its cells by the header above them, and how many lines of text it is high. */
export type Row = Readonly<{ cells: Readonly<Record<string, string>>; lines: number }>;

/** What the table of the open node shows. */
export async function rowsOf(page: Page): Promise<readonly Row[]> {
	const table = page.locator('[data-test-id="output-panel"]:visible table');
	await table.locator('td').first().waitFor();
	return await table.evaluate((element): readonly Row[] => {
		const headers = [...element.querySelectorAll('th')].map((header) => header.innerText.trim());
		return [...element.querySelectorAll('tbody tr')].map((row) => {
			const cells = [...row.querySelectorAll('td')];
			const lineHeight = Number.parseFloat(element.ownerDocument.defaultView?.getComputedStyle(cells[0] ?? row).lineHeight ?? '');
			return {
				cells: Object.fromEntries(headers.map((header, i) => [header, cells[i]?.innerText.trim() ?? ''])),
				lines: Math.floor(row.getBoundingClientRect().height / lineHeight),
			};
		});
	});
}
