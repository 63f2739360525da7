import { setTimeout as sleep } from 'node:timers/promises';

import type { Execution, RunningN8n, WorkflowJson } from '../e2e/n8n';
import { node, nodeOfOurs, to, untilTrue, type Row, type Step } from '../e2e/runs';
import type { SyncWay } from '../workflow/syncWays';

type OurStep = Readonly<{ id: string }> & Omit<Step, 'name' | 'people'>;

const webhook = (id: string) =>
	node(
		'Start',
		'n8n-nodes-base.webhook',
		2.1,
		{ httpMethod: 'POST', path: id, responseMode: 'onReceived', options: {} },
		{ webhookId: id },
	);
const rows = node('Rows', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'body.people', options: {} });
const settings = { executionOrder: 'v1' };

/** Takes a list at its webhook: each list is an execution, which n8n hands to a worker. */
export function listWorkflow(way: SyncWay, { id, ...step }: OurStep): WorkflowJson {
	return {
		id,
		name: id,
		active: true,
		nodes: [webhook(id), rows, nodeOfOurs(way, step)],
		connections: { Start: to('Rows'), Rows: to('Ours') },
		settings,
	};
}

/** Takes a list at its webhook, and hands it on in batches; each is a sub-workflow execution. */
export function batchesWorkflow(id: string, { batch, size }: Readonly<{ batch: string; size: number }>): WorkflowJson {
	const [done, loop] = [[], to('Batch').main[0]];
	return {
		id,
		name: id,
		active: true,
		nodes: [
			webhook(id),
			rows,
			node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: size, options: {} }),
			node('Batch', 'n8n-nodes-base.executeWorkflow', 1.2, {
				workflowId: { __rl: true, mode: 'id', value: batch },
				mode: 'once',
				options: { waitForSubWorkflow: true },
			}),
		],
		connections: { Start: to('Rows'), Rows: to('Loop'), Loop: { main: [done, loop] }, Batch: to('Loop') },
		settings,
	};
}

/** What a batch is handed to. */
export function batchWorkflow(way: SyncWay, { id, ...step }: OurStep): WorkflowJson {
	const start = node('Start', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' });
	return { id, name: id, active: true, nodes: [start, nodeOfOurs(way, step)], connections: { Start: to('Ours') }, settings };
}

/** So many lists of the same length, in order. */
export function split<T>(list: readonly T[], into: number): ReadonlyArray<readonly T[]> {
	const each = Math.ceil(list.length / into);
	return Array.from({ length: into }, (_, i) => list.slice(i * each, (i + 1) * each));
}

/** A new text for each of these people. */
export const changed = (people: ReadonlyArray<Readonly<{ email: string }>>, text = 'new'): readonly Row[] =>
	people.map(({ email }): Row => ({ email, text: `${text} ${email}`, firstName: '', lastName: '', login: '' }));

const IN_PROGRESS: ReadonlySet<string> = new Set(['new', 'running', 'waiting']);

/** Sends lists to the webhook of a workflow. */
export async function begin(n8n: RunningN8n, workflowId: string, lists: ReadonlyArray<readonly Row[]>): Promise<void> {
	const answers = await Promise.all(lists.map(async (people) => await n8n.webhook(workflowId, { people })));
	const refused = answers.find(({ status }) => status !== 200);
	if (refused) throw new Error(`n8n answered ${refused.status}: ${refused.text}`);
}

/** The newest executions of a workflow; n8n lists those that run before all others. */
export async function newest(n8n: RunningN8n, workflowId: string, howMany: number): Promise<Awaited<ReturnType<RunningN8n['executions']>>> {
	const asked = async () => await n8n.executions(workflowId);
	// n8n may close a connection in the moment in which it is used again.
	const all = await asked().catch(asked);
	return [...all].sort((one, other) => Number(other.id) - Number(one.id)).slice(0, howMany);
}

/** Waits until they have ended. */
export async function ended(
	n8n: () => RunningN8n,
	workflowId: string,
	howMany: number,
	longestMs = 600_000,
): Promise<readonly Execution[]> {
	const isOver = async (): Promise<boolean> => {
		// n8n has better things to do than to answer this.
		await sleep(500);
		return (await newest(n8n(), workflowId, howMany)).filter(({ status }) => !IN_PROGRESS.has(status)).length === howMany;
	};
	await untilTrue(`the executions of ${workflowId}`, async () => await isOver().catch(() => false), longestMs);
	return await Promise.all((await newest(n8n(), workflowId, howMany)).map(async ({ id }) => await n8n().execution(id)));
}
