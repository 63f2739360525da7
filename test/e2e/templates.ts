import { setTimeout as sleep } from 'node:timers/promises';

import type { Sandbox } from '../sandbox';
import { demoCredentials, type Example } from './demo';
import type { CredentialJson, Execution, RunningN8n, WorkflowJson } from './n8n';

const WAIT_MS = 50_000;

/** A template with some nodes deleted, as the editor does it. */
export function without(template: Example, names: readonly string[]): WorkflowJson {
	type Targets = ReadonlyArray<Readonly<{ node: string }>>;
	const connections = Object.entries(template.connections as Record<string, { main: readonly Targets[] }>)
		.filter(([from]) => !names.includes(from))
		.map(([from, { main }]) => [from, { main: main.map((targets) => targets.filter(({ node }) => !names.includes(node))) }] as const);
	return { ...template, nodes: template.nodes.filter(({ name }) => !names.includes(name)), connections: Object.fromEntries(connections) };
}

/** Who may open the forms of the templates. */
export const FORM_USER = { user: 'people-team', password: 'only-for-this-test' };

/** What somebody chooses after the import: the vendors of this sandbox, and who may open the forms. */
export function chosenCredentials(sandbox: Sandbox): readonly CredentialJson[] {
	const forms = { demoLeaverForm: 'Leaver form', demoLogForm: 'Log form' };
	return [
		...demoCredentials(sandbox),
		...Object.entries(forms).map(([id, name]) => ({ id, name, type: 'httpBasicAuth', data: FORM_USER })),
	];
}

/** Asks again and again until the answer is not undefined. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
	const deadline = Date.now() + WAIT_MS;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		if (Date.now() > deadline) throw new Error(`Waited ${WAIT_MS} ms for ${what}`);
		await sleep(100);
	}
}

/** Runs a workflow from the trigger of that name, until it has ended or waits for somebody. */
export async function runFrom(n8n: RunningN8n, workflowId: string, trigger: string): Promise<Execution> {
	return await atRest(n8n, await n8n.begin(workflowId, trigger), ['new', 'running']);
}

/** An execution that has got beyond these states. */
export async function atRest(
	n8n: RunningN8n,
	executionId: string,
	busy: readonly string[] = ['new', 'running', 'waiting'],
): Promise<Execution> {
	return await until(`execution ${executionId}`, async () => {
		const execution = await n8n.execution(executionId);
		return busy.includes(execution.status) ? undefined : execution;
	});
}

/** The newest execution of a workflow, once it has ended. */
export async function lastRun(n8n: RunningN8n, workflowId: string): Promise<Execution> {
	const id = await until(`a run of ${workflowId}`, async () => (await n8n.executions(workflowId))[0]?.id);
	return await atRest(n8n, id);
}

export const nodesRun = ({ data }: Execution): readonly string[] => Object.keys(data.resultData.runData);

/** A form as a browser has it: it is read, filled in and sent. */
export async function fillIn(
	url: string,
	answers: readonly string[],
	headers: Readonly<Record<string, string>> = {},
): Promise<Readonly<{ page: string; answer: unknown }>> {
	const page = await fetch(url, { headers });
	if (!page.ok) throw new Error(`The form answered ${page.status}`);
	const filled = new FormData();
	answers.forEach((answer, i) => filled.set(`field-${i}`, answer));
	const sent = await fetch(url, { method: 'POST', headers, body: filled });
	if (!sent.ok) throw new Error(`The form answered ${sent.status} when it was sent`);
	return { page: await page.text(), answer: await sent.json() };
}

/** The last page after a form was sent. As a browser does, it is asked for once it is ready, and then ends the execution. */
export async function shownAfter(formWaitingUrl: string): Promise<string> {
	const status = new URL(formWaitingUrl);
	status.pathname += '/n8n-execution-status';
	await until('the next page of the form', async () => ((await (await fetch(status)).text()).trim() === 'form-waiting' ? true : undefined));
	const page = await (await fetch(formWaitingUrl)).text();
	await fetch(formWaitingUrl, { method: 'POST' });
	return page;
}
