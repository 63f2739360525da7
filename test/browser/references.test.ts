import { UNITS } from '../sandbox/ispring/people';
import { screenshot } from './browser';
import { Editor } from './editor';
import { inBrowser, onStage } from './onStage';
import { VENDORS } from './vendors';

const TEST_MS = 120_000;
const ANA = 'ana.silva@example.test';
const SEAN = 'sean.obrien@example.test';
const [, , DEPARTMENT] = UNITS;

inBrowser('References, in the editor', () => {
	const stage = onStage();

	it(
		'are typed as HR has them: a department by name, a supervisor by email address',
		async () => {
			const { sandbox } = stage();
			const editor = await Editor.open(stage().browser, stage().n8n);
			const vendor = VENDORS.find(({ name }) => name === 'iSpring Learn');
			if (!vendor || !DEPARTMENT) throw new Error('iSpring Learn or its departments are gone');
			const { rest, secret } = vendor.credential(sandbox);
			await editor.search('iSpring Learn');
			await editor.openActions('iSpring Learn');
			await editor.addNode('Update user');
			await editor.connect([...rest, secret]);
			const found = await editor.searchUser('Silva');
			await found.first().waitFor();
			await found.first().click();

			await editor.mapField({ name: 'departmentId', label: 'Department (Name or ID)' }, DEPARTMENT.name);
			await editor.mapField({ name: 'subordination', label: 'Supervisor (Email or ID)' }, SEAN);
			await editor.execute();

			await editor.output.getByText('updated', { exact: true }).first().waitFor();
			await screenshot(editor.page, 'references');
			const ana = sandbox.person('ispring', ANA);
			expect(ana.departmentId).toBe(DEPARTMENT.uuid);
			expect(ana.subordination).toEqual({ subordinationType: 'manual', supervisorId: sandbox.person('ispring', SEAN).userId });
			await editor.close();
		},
		TEST_MS,
	);
});
