import { createRequire } from 'node:module';

import { WorkflowExecute } from 'n8n-core';
import {
	NodeConnectionTypes,
	Workflow,
	type ICredentialType,
	type IConnection,
	type IConnections,
	type INode,
	type INodeType,
	type NodeInputConnections,
} from 'n8n-workflow';

import { heldBytes } from '../unit/heldBytes';
import { additionalData, START, startedWith, typesOf } from '../workflow/engine';
import { StoredCredentials } from '../workflow/storedCredentials';
import { forgetPeakMemory, peakMemory, type Cost, type Job, type Loaded, type Step } from './contender';
import { rawly } from './raw';

/* One job in a process of its own: see `contender.ts`. */

const load = createRequire(__filename);

function made<T>({ file, name, args = [] }: Loaded): T {
	const found = (load(file) as Readonly<Record<string, new (...args: readonly unknown[]) => T>>)[name];
	if (!found) throw new Error(`${file} has no ${name}`);
	return new found(...args);
}

type Result = Readonly<{ items: number; error?: string }>;

const LOOP = 'Loop Over Items';

/** One step after another; in a loop, the last one asks for the next batch. */
function connected(steps: readonly string[], isLoop: boolean): IConnections {
	const to = (node: string): IConnection[] => [{ node, type: NodeConnectionTypes.Main, index: 0 }];
	const [first = '', ...others] = steps;
	const chain = steps.map((step, i): [string, NodeInputConnections] => [step, others[i] === undefined ? [] : [to(others[i])]]);
	const connections = Object.fromEntries(chain.map(([step, main]) => [step, { main }]));
	if (!isLoop) return { ...connections, Start: { main: [to(first)] } };
	return { ...connections, Start: { main: [to(LOOP)] }, [LOOP]: { main: [[], to(first)] }, [steps.at(-1) ?? '']: { main: [to(LOOP)] } };
}

/** Loads everything. @returns what runs the steps with some items, as one execution */
function workflowOf(steps: readonly Step[], loop: Step | undefined): (items: Job['items']) => Promise<Result> {
	const all = [...steps, ...(loop ? [loop] : [])];
	const types = all.map(({ node }) => made<INodeType>(node));
	const credentials = all.flatMap(({ credential }) =>
		credential ? [{ type: made<ICredentialType>(credential), data: credential.data }] : [],
	);
	// One for all executions, as in n8n: what belongs to an account is shared by its credential.
	const stored = new StoredCredentials(credentials);
	const names = all.map((step, i) => (step === loop ? LOOP : `Step ${i + 1}`));
	const nodes = all.map(({ typeVersion, parameters, credential }, i): INode => {
		const type = credential && made<ICredentialType>(credential).name;
		return {
			id: `${i}`,
			name: names[i] ?? '',
			type: types[i]?.description.name ?? '',
			typeVersion,
			position: [i * 200, 0],
			parameters,
			...(type ? { credentials: { [type]: { id: stored.id(type), name: type } } } : {}),
		};
	});
	const start: INode = { id: 'start', name: 'Start', type: 'start', typeVersion: 1, position: [0, 0], parameters: {} };
	const connections = connected(names.slice(0, steps.length), loop !== undefined);

	return async (items) => {
		const workflow = new Workflow({
			id: 'bench',
			nodes: [start, ...nodes],
			connections,
			active: false,
			nodeTypes: typesOf([START, ...types]),
		});
		const engine = new WorkflowExecute(additionalData(stored, workflow), 'manual', startedWith(workflow, items));
		const { data } = await engine.processRunExecutionData(workflow);
		const last = data.resultData.runData[names.at(-1) ?? '']?.at(-1);
		const error = data.resultData.error?.message;
		return { items: last?.data?.main?.[0]?.length ?? 0, ...(error === undefined ? {} : { error }) };
	};
}

/** Loads what a job needs. @returns what does it with some items */
function preparedFor(job: Job): (items: Job['items'], executions: number) => Promise<Result> {
	if (job.kind === 'raw') return rawly(job, made<ICredentialType>(job.credential));
	const run = workflowOf(job.steps, job.loop);
	return async (all, executions) => {
		const share = Math.ceil(all.length / executions);
		const shares = Array.from({ length: executions }, (_one, i) => all.slice(i * share, (i + 1) * share));
		const results = await Promise.all(shares.map(async (items) => await run(items)));
		const error = results.find((result) => result.error !== undefined)?.error;
		return { items: results.reduce((sum, { items }) => sum + items, 0), ...(error === undefined ? {} : { error }) };
	};
}

/** In bytes, with what V8 keeps outside of its heap. */
function reachable(): number {
	return heldBytes() + process.memoryUsage().external;
}

const LOOK_EVERY_MS = 500;

/** Looks every half second. @returns the most so far, in MB beyond what was at first */
function watched(): () => number {
	const before = reachable();
	let most = before;
	setInterval(() => (most = Math.max(most, reachable())), LOOK_EVERY_MS).unref();
	return () => (most - before) / 1e6;
}

async function measured(run: () => Promise<Result>, isWatched: boolean): Promise<Cost> {
	const kept = isWatched ? watched() : () => 0;
	forgetPeakMemory();
	const memoryBefore = process.memoryUsage().rss;
	const cpuBefore = process.cpuUsage();
	const startedAt = performance.now();
	const result = await run();
	const seconds = (performance.now() - startedAt) / 1000;
	const { user, system } = process.cpuUsage(cpuBefore);
	const peak = peakMemory();
	return {
		...result,
		seconds,
		cpuSeconds: (user + system) / 1e6,
		peakMegabytes: peak / 1e6,
		grownMegabytes: (peak - memoryBefore) / 1e6,
		keptMegabytes: kept(),
	};
}

process.once('message', (job: Job) => {
	void (async () => {
		const run = preparedFor(job);
		if (job.warmUp.length > 0) await run(job.warmUp, 1);
		process.once('message', () => {
			const executions = job.kind === 'raw' ? 1 : job.executions;
			void measured(async () => await run(job.items, executions), job.isWatched ?? false).then((cost) =>
				process.send?.(cost, () => process.exit(0)),
			);
		});
		process.send?.('ready');
	})();
});
