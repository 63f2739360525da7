import type { Page } from 'playwright-core';
import type { INodeParameters } from 'n8n-workflow';

import { demoCredentials } from '../e2e/demo';
import type { WorkflowJson } from '../e2e/n8n';
import type { Sandbox } from '../sandbox';
import { screenshot } from './browser';
import { newPage } from './editor';
import { exampleWorkflow } from './exampleWorkflow';
import { Newcomer } from './newcomer';
import { inBrowser, onStage } from './onStage';
import { rowsOf, type Row } from './table';
import { VENDORS, type Vendor } from './vendors';

const ACTION_MS = 30_000;
const ANA = 'ana.silva@example.test';
const JO = 'jo.doe@example.test';
const SEAN = 'sean.obrien@example.test';
const TEXT = 'New "text" & <more>';
const A_FEW_LINES = 8;

type Named = Readonly<{ vendor: Vendor; operation: 'update' | 'sync'; parameters: INodeParameters }>;

const automatic: INodeParameters = { mappingMode: 'autoMapInputData', value: {}, matchingColumns: [], schema: [] };
const byEmail = { __rl: true, mode: 'email', value: '={{ $json.email }}' };

/** Items that are named as the editor names the fields: one person who is there, and for a sync one who is not. */
function workflowOf({ vendor, operation, parameters }: Named, sandbox: Sandbox): WorkflowJson {
	const type = vendor.way.credential().name;
	const credential = demoCredentials(sandbox).find((one) => one.type === type);
	if (!credential) throw new Error(`The demo has no credential ${type}`);
	const people = operation === 'sync' ? [ANA, JO] : [ANA];
	return exampleWorkflow({
		id: idOf(vendor, operation),
		title: vendor.name,
		node: vendor.way.node().description.name,
		credential,
		items: people.map((email) => ({ email, [vendor.field.label]: TEXT })),
		parameters: { resource: 'user', operation, fields: automatic, ...vendor.way.protocol, ...parameters },
	});
}

const idOf = (vendor: Vendor, operation: string): string => `${vendor.way.node().description.name}${operation}`;

inBrowser("in the editor's table", () => {
	const stage = onStage((sandbox) => ({
		credentials: demoCredentials(sandbox),
		workflows: VENDORS.flatMap((vendor) => [
			workflowOf({ vendor, operation: 'update', parameters: { user: byEmail } }, sandbox),
			workflowOf({ vendor, operation: 'sync', parameters: { matchBy: byEmail, leavers: 'report' } }, sandbox),
		]),
	}));
	let page: Page;
	let newcomer: Newcomer;
	beforeAll(async () => {
		const { browser, n8n } = stage();
		page = await newPage(browser, n8n);
		page.setDefaultTimeout(ACTION_MS);
		newcomer = new Newcomer({ page, origin: n8n.origin, own: {}, onPicture: async () => {} });
	}, ACTION_MS);
	beforeEach(() => stage().sandbox.reset());
	afterEach(() => screenshot(page, expect.getState().currentTestName ?? 'table'));

	async function open(vendor: Vendor, operation: string): Promise<void> {
		await page.goto(`${stage().n8n.origin}/workflow/${idOf(vendor, operation)}`);
		await newcomer.follow([{ kind: 'openNode', node: vendor.name }]);
	}

	const rowOf = (rows: readonly Row[], person: string): Row['cells'] | undefined =>
		rows.find(({ cells }) => cells.person === person)?.cells;

	it.each(VENDORS)(
		'$name: Map Automatically takes columns that are named as the editor names the fields',
		async (vendor) => {
			const { sandbox } = stage();
			await open(vendor, 'update');
			await newcomer.follow([{ kind: 'click', names: ['Execute step'] }]);
			const rows = await rowsOf(page);

			expect(rows.map(({ cells }) => cells.person)).toEqual([ANA]);
			expect(rows[0]?.cells.action).toMatch(/^(updated|sent)$/);
			expect(rows[0]?.cells.summary).toContain(vendor.field.label);
			expect(vendor.way.stored(sandbox, ANA)).toBe(TEXT);
		},
		90_000,
	);

	it.each(VENDORS)(
		'$name: Preview, by its switch, writes nothing and says so',
		async (vendor) => {
			const { sandbox } = stage();
			await open(vendor, 'update');
			await newcomer.follow([
				{ kind: 'turn', label: 'Preview', on: true },
				{ kind: 'click', names: ['Execute step'] },
				{ kind: 'hint', text: 'Nothing was written' },
			]);
			const rows = await rowsOf(page);

			expect(rows[0]?.cells).toMatchObject({ preview: 'true', person: ANA });
			expect(sandbox.writes()).toEqual([]);
		},
		90_000,
	);

	it.each(VENDORS)(
		'$name: the rows of a sync say who is updated, missing and a leaver, each in a few lines',
		async (vendor) => {
			await open(vendor, 'sync');
			await newcomer.follow([{ kind: 'click', names: ['Execute step'] }]);
			const rows = await rowsOf(page);

			expect(Object.keys(rows[0]?.cells ?? {}).slice(0, 3)).toEqual(['action', 'person', 'summary']);
			expect(rowOf(rows, ANA)?.action).toBe('updated');
			expect(rowOf(rows, ANA)?.summary).toMatch(new RegExp(`^${vendor.field.label}: .* → `));
			expect(rowOf(rows, JO)?.action).toBe('missing');
			expect(rowOf(rows, SEAN)?.action).toBe('leaver');
			expect(rows.filter(({ cells }) => !/^\S+@\S+$/.test(cells.person ?? '') || /undefined|\n/.test(cells.summary ?? ''))).toEqual([]);
			expect(rows.filter(({ lines }) => lines > A_FEW_LINES)).toEqual([]);
		},
		90_000,
	);
});
