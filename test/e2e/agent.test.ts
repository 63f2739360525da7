import path from 'node:path';

import { startSandbox, type Sandbox } from '../sandbox';
import { agentWorkflow, fromModel, lastWords, modelCredential, toolName, type Tool, type VendorNode } from './agents';
import { demoCredentials, templates, type Example } from './demo';
import { startN8n, type Execution, type RunningN8n } from './n8n';
import { startScriptedModel, type ScriptedModel, type Turn } from './scriptedModel';
import { runFrom, until } from './templates';

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
const HELP_DESK = { id: 'templateAgent', trigger: 'When Chat Message Received' };

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
		workflows: [agentWorkflow('agent', 3.1, TOOLS), agentWorkflow('olderAgent', 2.2, TOOLS), ...templates().flatMap(asked)],
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

/** The template for a help desk, as if somebody had written in its chat. */
function asked(template: Example): readonly Example[] {
	const message = { sessionId: 'test', action: 'sendMessage', chatInput: 'Please move Ana Silva to Tax.' };
	return template.id === HELP_DESK.id
		? [{ ...template, pinData: { [HELP_DESK.trigger]: [{ json: { body: undefined, ...message } }] } }]
		: [];
}

const call = (tool: string, args: object = {}): Turn => ({ calls: [{ tool: toolName(tool), args }] });
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
			call(`${vendor} get`, { email: ANA }),
			call(`${vendor} preview`, args),
			call(`${vendor} update`, args),
			call(`${vendor} list`),
		);
		const [got, preview, update, list] = answers;

		expect([got?.length, preview?.length, update?.length, list?.length]).toEqual([1, 1, 1, 3]);
		expect(preview?.[0]).toMatchObject({ preview: true });
		expect(update?.[0]?.preview).toBeUndefined();
		expect(JSON.stringify(update)).toContain('Tax');
		for (const person of [got, list].flat()) expect(JSON.stringify(person).length).toBeLessThan(KB);
		expect(sandbox.writes()).toHaveLength(1);
	});

	it.each(VENDORS)('goes on when %s has nobody, and is told whom it may mean', async (vendor) => {
		const [got, preview, update] = await told(
			workflow,
			call(`${vendor} get`, { email: 'Ana Silva' }),
			call(`${vendor} preview`, { email: 'Ana Silva', value: 'Tax' }),
			call(`${vendor} update`, { email: 'Ana Silva', value: 'Tax' }),
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
		const [got] = await told(workflow, call('highQPublisher get', { email: ANA }));

		expect(got?.[0]?.error).toMatch(/^HighQ.+\. \S+/);
	});
});

describe('what the model is told of the tools', () => {
	it.each(VENDORS)('names what each one of %s does, and to what', async (vendor) => {
		await told('agent', call(`${vendor} get`, { email: ANA }));
		const tools = model.tools();
		const description = (name: string) => tools.get(toolName(`${vendor} ${name}`))?.description;

		expect(description('get')).toMatch(/^Get a user in /);
		expect(description('list')).toMatch(/^Get many users in /);
		expect(description('update')).toMatch(/^Update a user in /);
	});

	it('asks for what the model has to fill in, and for nothing else', async () => {
		await told('agent', call('axero get', { email: ANA }));

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

describe('the template for a help desk', () => {
	const department = () => sandbox.person('highq', ANA).department;
	const change = { email: ANA, department: 'Tax' };
	const CONVERSATION: readonly Turn[] = [
		call('Find People', { name: 'Silva' }),
		call('Preview Department', change),
		{ calls: [{ tool: 'Change_Department', args: { toolParameters: change, hitlParameters: {} } }] },
		DONE,
	];

	/** Where the buttons under the question lead. */
	function buttonsOf(execution: Execution): ReadonlyMap<string, string> {
		const text = JSON.stringify(execution.data.resultData.runData['Approve Change']);
		const links = [...text.matchAll(/"text":"([^"]+)","link":"([^"]+)"/g)];
		return new Map(links.map(([, label = '', link = '']) => [label, link]));
	}

	async function untilAsked(): Promise<Execution> {
		model.follow(...CONVERSATION);
		return await runFrom(n8n, HELP_DESK.id, HELP_DESK.trigger);
	}

	it('finds the person, previews, and waits with what would be written', async () => {
		const execution = await untilAsked();

		expect(execution.status).toBe('waiting');
		expect(model.answers().map((answer) => JSON.parse(answer) as unknown)).toEqual([
			[expect.objectContaining({ email: ANA, department: 'Sales' })],
			[expect.objectContaining({ preview: true, changes: [expect.objectContaining({ from: 'Sales', to: 'Tax' })] })],
		]);
		expect(JSON.stringify(execution.data.resultData.runData['Approve Change'])).toContain(
			`Set the department of ${ANA} to \\"Tax\\" in HighQ Publisher?`,
		);
		expect([department(), sandbox.writes()]).toEqual(['Sales', []]);
	});

	it.each([
		['Change it', 'Tax', /"action":"updated"/],
		['Leave it', 'Sales', /rejected the tool call/],
	])('after "%s" the department is %s', async (button, expected, answer) => {
		const waiting = await untilAsked();
		// n8n takes no answer from what does not look like a browser, as mail programs open links too.
		const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36' };
		const pressed = await fetch(buttonsOf(waiting).get(button) ?? '', { headers });
		const last = await until('the answer', async () => {
			const { lastNodeExecuted } = (await n8n.execution(waiting.id)).data.resultData;
			return lastNodeExecuted === 'Answer' ? model.answers().at(-1) : undefined;
		});

		expect(pressed.status).toBe(200);
		expect(last).toMatch(answer);
		expect(department()).toBe(expected);
	});
});
