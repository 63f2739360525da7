import path from 'node:path';

import { startSandbox, type Sandbox } from '../sandbox';
import { agentWorkflow, calling, fromModel, lastWords, modelCredential, toolName, type Tool, type VendorNode } from './agents';
import { demoCredentials } from './demo';
import { startN8n, type RunningN8n } from './n8n';
import { startScriptedModel, type ScriptedModel, type Turn } from './scriptedModel';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const ANA = 'ana.silva@example.test';
/** A field of each vendor that takes any text. */
const FIELDS: Readonly<Record<VendorNode, string>> = {
	axero: 'Department',
	appenate: 'LastName',
	highQPublisher: 'department',
	iSpringLearn: 'job_title',
};
const VENDORS: readonly VendorNode[] = ['axero', 'appenate', 'highQPublisher', 'iSpringLearn'];
const KB = 1024;

const TOOLS = VENDORS.flatMap((vendor): Tool[] => {
	const user = { __rl: true, mode: 'email', value: fromModel('email', 'Email address of the person') };
	const value = { [FIELDS[vendor]]: fromModel('value', 'The new value') };
	const update = { operation: 'update', user, fields: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] } };
	return [
		{ name: `${vendor} get`, vendor, parameters: { operation: 'get', user } },
		{ name: `${vendor} list`, vendor, parameters: { operation: 'getAll', returnAll: false, limit: 3 } },
		{ name: `${vendor} update`, vendor, parameters: update },
		{ name: `${vendor} preview`, vendor, parameters: { ...update, preview: true } },
	];
});

let sandbox: Sandbox;
let model: ScriptedModel;
let n8n: RunningN8n;
beforeAll(async () => {
	[sandbox, model] = await Promise.all([startSandbox(), startScriptedModel()]);
	n8n = await startN8n({
		tarball: TARBALL,
		credentials: [...demoCredentials(sandbox), modelCredential(model)],
		workflows: [agentWorkflow('agent', 3, TOOLS), agentWorkflow('olderAgent', 2.2, TOOLS)],
	});
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await model.close();
	await sandbox.close();
}, 30_000);
beforeEach(() => {
	sandbox.reset();
});

const DONE: Turn = { text: 'That is done.' };

/** What the model was told by the tools that it called one after another, parsed. */
async function told(workflow: string, ...turns: readonly Turn[]): Promise<ReadonlyArray<ReadonlyArray<Record<string, unknown>>>> {
	model.follow(...turns, DONE);
	const execution = await n8n.runWorkflow(workflow);

	expect([execution.status, lastWords(execution)]).toEqual(['success', 'That is done.']);
	return model.answers().map((answer) => JSON.parse(answer) as Array<Record<string, unknown>>);
}

describe.each(['agent', 'olderAgent'])("n8n's own agent (%s)", (workflow) => {
	it.each(VENDORS)('reads, previews and changes a person with %s, each in a flat answer of at most 1 KB', async (vendor) => {
		const args = { email: ANA, value: 'Tax' };
		const answers = await told(
			workflow,
			calling(`${vendor} get`, { email: ANA }),
			calling(`${vendor} preview`, args),
			calling(`${vendor} update`, args),
			calling(`${vendor} list`),
		);
		const [got, preview, update, list] = answers;

		expect([got?.length, preview?.length, update?.length, list?.length]).toEqual([1, 1, 1, 3]);
		expect(preview?.[0]).toMatchObject({ preview: true, person: ANA, summary: expect.stringContaining('Tax') });
		expect(update?.[0]).toMatchObject({ person: ANA, summary: expect.stringContaining('Tax') });
		expect(update?.[0]?.preview).toBeUndefined();
		for (const person of answers.flat()) expect(JSON.stringify(person).length).toBeLessThan(KB);
		expect(sandbox.writes()).toHaveLength(1);
	});

	it.each(VENDORS)('goes on when %s has nobody, and is told whom it may mean', async (vendor) => {
		const [got, preview, update] = await told(
			workflow,
			calling(`${vendor} get`, { email: 'Ana Silva' }),
			calling(`${vendor} preview`, { email: 'Ana Silva', value: 'Tax' }),
			calling(`${vendor} update`, { email: 'Ana Silva', value: 'Tax' }),
		);

		for (const answer of [got, update]) {
			expect(Object.keys(answer?.[0] ?? {})).toEqual(['error']);
			expect(answer?.[0]?.error).toMatch(/Ana Silva.* Did you mean Ana Silva \(ana\.silva@example\.test\), ID \S+\?$/);
		}
		expect(JSON.stringify(preview?.[0])).toContain('Did you mean Ana Silva (ana.silva@example.test), ID ');
		expect(sandbox.writes()).toEqual([]);
	});

	it('goes on when a vendor fails or refuses the credential, and is told what happened and what to do', async () => {
		sandbox.fail({ channel: 'highq', kind: 'status', status: 403 });
		const [got] = await told(workflow, calling('highQPublisher get', { email: ANA }));

		expect(got?.[0]?.error).toMatch(/^HighQ.+\. \S+/);
	});
});

describe('what the model is told of the tools', () => {
	it.each(VENDORS)('names what each one of %s does, and to what', async (vendor) => {
		await told('agent', calling(`${vendor} get`, { email: ANA }));
		const tools = model.tools();
		const description = (name: string) => tools.get(toolName(`${vendor} ${name}`))?.description;

		expect(description('get')).toMatch(/^Get user in /);
		expect(description('list')).toMatch(/^Get many users in /);
		expect(description('update')).toMatch(/^Update user in /);
	});

	it('asks for what the model has to fill in, and for nothing else', async () => {
		await told('agent', calling('axero get', { email: ANA }));

		expect(model.tools().get('axero_update')?.parameters).toMatchObject({
			properties: {
				email: { type: 'string', description: 'Email address of the person' },
				value: { type: 'string', description: 'The new value' },
			},
			required: ['email', 'value'],
			additionalProperties: false,
		});
		expect(Object.keys(model.tools().get('axero_list')?.parameters.properties ?? {})).toEqual([]);
	});
});
