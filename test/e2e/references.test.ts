import path from 'node:path';

import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox';
import { UNITS } from '../sandbox/ispring/people';
import type { SyncWay } from '../workflow/syncWays';
import { itemsOf, startN8n, type RunningN8n } from './n8n';
import { credentialOf, OURS, slug, syncWay, workflowOf, type Row } from './runs';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const ANA = 'ana.silva@example.test';
const BO = 'bo.boss@example.test';
const [, DEPARTMENT] = UNITS;

const AXERO = syncWay('Axero (a label that the list shows)');
const ISPRING = syncWay('iSpring Learn (REST, account)');
const FIELDS: ReadonlyArray<readonly [way: SyncWay, fields: INodeParameters]> = [
	[AXERO, { Username: '={{ $json.login }}', 'Reports to': '={{ $json.manager }}' }],
	[ISPRING, { subordination: '={{ $json.manager }}', departmentId: '={{ $json.department }}' }],
];

/** Who reports to whom as HR has it, and the manager, who is new, behind. */
const PEOPLE: ReadonlyArray<Row & Readonly<{ manager: string; department: string }>> = [
	{ email: ANA, text: '', firstName: '', lastName: '', login: '', manager: BO, department: '' },
	{ email: BO, text: 'Boss', firstName: 'Bo', lastName: 'Boss', login: 'bo.boss', manager: '', department: DEPARTMENT?.name ?? '' },
];

let sandbox: Sandbox;
let n8n: RunningN8n;
beforeAll(async () => {
	sandbox = await startSandbox();
	n8n = await startN8n({
		tarball: TARBALL,
		credentials: FIELDS.map(([way]) => credentialOf(way, sandbox)),
		workflows: FIELDS.map(([way, fields]) => workflowOf(way, { id: slug(way), operation: 'sync', people: PEOPLE, fields })),
	});
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await sandbox.close();
}, 30_000);

const run = async (way: SyncWay) => {
	const items = itemsOf(await n8n.runWorkflow(slug(way)), OURS);
	return items.map(({ json }) => [json.person, json.action]);
};

describe('managers and departments as HR has them, in the real n8n', () => {
	it('Axero: whoever reports to somebody new is written behind, with the username; a second run writes nothing', async () => {
		expect(await run(AXERO)).toEqual([
			[ANA, 'updated'],
			[BO, 'created'],
		]);
		expect(sandbox.person('axero', ANA).labels['Reports to']).toBe('bo.boss');
		expect(await run(AXERO)).toEqual([
			[ANA, 'unchanged'],
			[BO, 'unchanged'],
		]);
	});

	it('iSpring Learn: with the ID, and the department by its name', async () => {
		expect(await run(ISPRING)).toEqual([
			[ANA, 'updated'],
			[BO, 'created'],
		]);
		const bo = sandbox.person('ispring', BO);
		expect(sandbox.person('ispring', ANA).subordination).toEqual({ subordinationType: 'manual', supervisorId: bo.userId });
		expect(bo.departmentId).toBe(DEPARTMENT?.uuid);
		expect(await run(ISPRING)).toEqual([
			[ANA, 'unchanged'],
			[BO, 'unchanged'],
		]);
	});
});
