import path from 'node:path';

import { startSandbox, type Sandbox } from '../sandbox';
import { calling, modelCredential } from './agents';
import { demoCredentials, templates, type Example } from './demo';
import { startN8n, type Execution, type RunningN8n } from './n8n';
import { startScriptedModel, type ScriptedModel, type Turn } from './scriptedModel';
import { runFrom, until } from './templates';

const TARBALL = path.resolve(__dirname, '../../node_modules/.cache/user-provisioning/package.tgz');
const ANA = 'ana.silva@example.test';
const HELP_DESK = { id: 'templateAgent', trigger: 'When Chat Message Received' };

let sandbox: Sandbox;
let model: ScriptedModel;
let n8n: RunningN8n;
beforeAll(async () => {
	[sandbox, model] = await Promise.all([startSandbox(), startScriptedModel()]);
	n8n = await startN8n({
		tarball: TARBALL,
		credentials: [...demoCredentials(sandbox), modelCredential(model)],
		workflows: templates().flatMap(asked),
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

/** The template, as if somebody had written in its chat. */
function asked(template: Example): readonly Example[] {
	const message = { sessionId: 'test', action: 'sendMessage', chatInput: 'Please move Ana Silva to Tax.' };
	return template.id === HELP_DESK.id
		? [{ ...template, pinData: { [HELP_DESK.trigger]: [{ json: { body: undefined, ...message } }] } }]
		: [];
}

describe('IT help desk: a department by chat, with approval', () => {
	const department = () => sandbox.person('highq', ANA).department;
	const change = { email: ANA, department: 'Tax' };
	const CONVERSATION: readonly Turn[] = [
		calling('Find People', { name: 'Silva' }),
		calling('Preview Department', change),
		{ calls: [{ tool: 'Change_Department', args: { toolParameters: change, hitlParameters: {} } }] },
		{ text: 'That is done.' },
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
