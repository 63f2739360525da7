import { screenshot } from './browser';
import { Editor } from './editor';
import { inBrowser, onStage } from './onStage';
import { VENDORS } from './vendors';

const TEST_MS = 120_000;
const ANA = 'ana.silva@example.test';

inBrowser('Enrollment, in the editor', () => {
	const stage = onStage();

	it(
		'offers the courses of the account by title, and enrolls a learner in those that are chosen',
		async () => {
			const { sandbox } = stage();
			const editor = await Editor.open(stage().browser, stage().n8n);
			const vendor = VENDORS.find(({ name }) => name === 'iSpring Learn');
			if (!vendor) throw new Error('iSpring Learn is gone');
			const { rest, secret } = vendor.credential(sandbox);
			await editor.search('iSpring Learn');
			await editor.openActions('iSpring Learn');
			await editor.addNode('Create enrollment');
			await editor.connect([...rest, secret]);

			const offered = await editor.openOptions('courses');
			expect(await offered.allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining('Fire Safety')]));
			await screenshot(editor.page, 'courses');
			await offered.filter({ hasText: 'Fire Safety' }).click();
			await editor.fill('learners', ANA);
			await editor.execute();

			await editor.output.getByText('created', { exact: true }).first().waitFor();
			await screenshot(editor.page, 'enrolled');
			expect(sandbox.ispringCourses.coursesOf(sandbox.person('ispring', ANA).userId)).toEqual(['Fire Safety']);
			await editor.close();
		},
		TEST_MS,
	);
});
