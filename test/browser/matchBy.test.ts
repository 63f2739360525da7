import { screenshot } from './browser';
import { Editor } from './editor';
import { inBrowser, onStage } from './onStage';

const TEST_MS = 120_000;

inBrowser('Sync Users, in the editor', () => {
	const stage = onStage();

	it(
		'asks by what people are matched, and offers the column "email" before anything is typed',
		async () => {
			const editor = await Editor.open(stage().browser, stage().n8n);
			await editor.search('Axero');
			await editor.openActions('Axero');
			await editor.addNode('Sync users with list');
			const texts = await editor.parameterTexts();
			await screenshot(editor.page, 'match by');

			expect(texts).toContain('Match By');
			expect(texts).not.toContain('User');
			expect(await editor.page.locator('[data-test-id="resource-locator-matchBy"]').innerText()).toContain('{{ $json.email }}');
			await editor.close();
		},
		TEST_MS,
	);
});
