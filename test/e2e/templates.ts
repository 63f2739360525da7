import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Sandbox } from '../sandbox';
import type { CredentialJson, Execution, RunningN8n, WorkflowJson } from './n8n';

const WORKFLOWS = path.resolve(__dirname, '../../workflows');
const WAIT_MS = 20_000;

/** A template as it is imported, with the examples that are pinned to its trigger. */
export type Template = WorkflowJson &
	Readonly<{ pinData?: Readonly<Record<string, ReadonlyArray<Readonly<{ json: Readonly<{ body: unknown }> }>>>> }>;

/** The files of `workflows/templates`, as they are. */
export function templates(): readonly Template[] {
	const folder = path.join(WORKFLOWS, 'templates');
	return readdirSync(folder)
		.sort()
		.map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Template);
}

/** A template with some nodes deleted, as the editor does it. */
export function without(template: Template, names: readonly string[]): WorkflowJson {
	type Targets = ReadonlyArray<Readonly<{ node: string }>>;
	const connections = Object.entries(template.connections as Record<string, { main: readonly Targets[] }>)
		.filter(([from]) => !names.includes(from))
		.map(([from, { main }]) => [from, { main: main.map((targets) => targets.filter(({ node }) => !names.includes(node))) }] as const);
	return { ...template, nodes: template.nodes.filter(({ name }) => !names.includes(name)), connections: Object.fromEntries(connections) };
}

/** Who may open the form of the leaver template. */
export const FORM_USER = { user: 'people-team', password: 'only-for-this-test' };

/** What somebody chooses after the import: the vendors of this sandbox, and who may open the form. */
export function chosenCredentials({ urls, secrets }: Sandbox): readonly CredentialJson[] {
	const values = new Map<string, string>([
		...Object.entries(urls).map(([name, url]): [string, string] => [`${name}Url`, url]),
		...Object.entries(secrets).flatMap(([vendor, own]) =>
			Object.entries<string>(own).map(([name, value]): [string, string] => [
				`${vendor}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
				value,
			]),
		),
	]);
	const text = readFileSync(path.join(WORKFLOWS, 'demo', 'credentials.json'), 'utf8').replace(
		/\{\{(\w+)\}\}/g,
		(whole, key: string) => values.get(key) ?? whole,
	);
	return [...(JSON.parse(text) as CredentialJson[]), { id: 'demoLeaverForm', name: 'Leaver form', type: 'httpBasicAuth', data: FORM_USER }];
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
