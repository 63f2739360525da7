import { screenshot } from './browser';
import { wroteBy } from '../workflow/ways';
import { Editor } from './editor';
import { inBrowser, onStage } from './onStage';
import { actionsOf, labelsOf, VENDORS, withWrongSecret } from './vendors';

const PERSON = { lastName: 'Silva', email: 'ana.silva@example.test' };
const TEXT = `Łucja O'Brien & <"Co">`;
const TEST_MS = 180_000;

inBrowser('in the editor', () => {
	const stage = onStage();

	/** One person's first minutes with a node, so each promise continues where the one before it ended. */
	describe.each(VENDORS)('$name', ({ name, names, credential, field, way, outOfReach = [] }) => {
		let editor: Editor;
		beforeAll(async () => {
			editor = await Editor.open(stage().browser, stage().n8n);
		}, TEST_MS);
		afterEach(() => screenshot(editor.page, expect.getState().currentTestName ?? name));
		afterAll(() => editor.close());

		it.each(names)(
			'is found in the node panel as "%s"',
			async (searched) => {
				await editor.search(searched);

				await editor.offered(name).waitFor();
			},
			TEST_MS,
		);

		it(
			'offers every action of its description, each once',
			async () => {
				const offered = await editor.openActions(name);

				expect([...offered].sort()).toEqual([...actionsOf(way)].sort());
			},
			TEST_MS,
		);

		it(
			'asks all that its description says',
			async () => {
				await editor.addNode('Update user');
				const shown = await editor.parameterTexts();
				const labels = labelsOf(way, { resource: 'user', operation: 'update' });

				expect(labels.filter((label) => !shown.includes(label))).toEqual(outOfReach);
			},
			TEST_MS,
		);

		it(
			'says in the credential dialog that a key is wrong',
			async () => {
				await editor.createCredential(withWrongSecret(credential(stage().sandbox)));
				await editor.showWhyNotConnected();

				expect(await editor.credentialDialog.innerText()).toMatch(/rejected/);
			},
			TEST_MS,
		);

		it(
			'says that the corrected credential works',
			async () => {
				await editor.correctCredential(credential(stage().sandbox).secret);
				await editor.openCredential();

				await editor.credentialDialog.getByText('Connection tested successfully').waitFor();
				await screenshot(editor.page, `${name} connected`);
				await editor.closeCredential();
			},
			TEST_MS,
		);

		it(
			'offers its users in a list that can be searched',
			async () => {
				const found = await editor.searchUser(PERSON.lastName);
				await found.first().waitFor();
				await screenshot(editor.page, `${name} list`);
				await found.first().click();
			},
			TEST_MS,
		);

		it(
			'updates the chosen user, and shows what it did',
			async () => {
				await editor.mapField(field, TEXT);
				await editor.execute();

				await editor.output.getByText(wroteBy(way), { exact: true }).waitFor();
				expect(way.stored(stage().sandbox, PERSON.email)).toBe(TEXT);
			},
			TEST_MS,
		);

		it(
			'previews another change with its request, and writes nothing',
			async () => {
				await editor.mapField(field, 'something else');
				await editor.switchOn('preview');
				await editor.switchOn('includeRequests');
				await editor.execute();

				await editor.output.getByText(way.compares ? 'update' : 'send', { exact: true }).waitFor();
				expect(await editor.output.innerText()).toContain('requests');
				expect(way.stored(stage().sandbox, PERSON.email)).toBe(TEXT);
			},
			TEST_MS,
		);
	});
});
