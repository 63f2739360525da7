import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	NodeConnectionTypes,
	Workflow,
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type ITaskData,
	type IVersionedNodeType,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { inGroups } from './inGroups';
import { notOffered } from './offered';
import { StoredCredentials } from './storedCredentials';
import { asStored } from './storedFields';

export type NodeRun = Readonly<{
	node: INodeType;
	typeVersion?: number;
	parameters: INodeParameters;
	items: readonly IDataObject[];
	credential?: Readonly<{ type: ICredentialType; data: ICredentialDataDecryptedObject }>;
	/** What the node does when an item fails; n8n's own default is to stop. */
	onError?: NonNullable<INode['onError']>;
	/** "Retry On Fail": how often the whole node is run, at most. */
	maxTries?: number;
	/** Where the credential is stored, when others work with it too. */
	stored?: StoredCredentials;
	/** The time zone in the settings of the workflow. */
	timezone?: string;
	/** Whether what a write of users can show besides comes out too, the user and the requests; only what the parameters ask for otherwise. */
	inFull?: boolean;
}>;

export type NodeResult = Readonly<{
	/** Main outputs: with `continueErrorOutput` the second one is the error output. */
	outputs: ReadonlyArray<readonly INodeExecutionData[]>;
	/** `says` is its message without the person in front. */
	error?: Readonly<{ message: string; says: string; description: string | undefined; itemIndex?: number; name: string }>;
	/** What the node tells beside its items. */
	hints: readonly string[];
	/** How often the credential was decrypted. */
	decryptions: number;
	/** The credential as it is stored after the run. */
	stored: ICredentialDataDecryptedObject;
	raw: ITaskData;
}>;

export const START: INodeType = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

/**
 * Runs one node in n8n's own execution engine: expressions, error routing and pairing are the real ones, and so is the
 * look that n8n takes at mapped values.
 */
export async function runNode(run: NodeRun): Promise<NodeResult> {
	const { node, typeVersion = 1, items, credential, onError, maxTries, timezone } = run;
	const given = inGroups(node, run.parameters);
	const unknown = notOffered(node, given);
	if (unknown.length > 0) throw new Error(`${node.description.displayName} has no ${unknown.join(', ')} in this operation`);
	const parameters = await asStored({ ...run, parameters: run.inFull === false ? given : showingAll(given) });
	const stored = run.stored ?? new StoredCredentials(credential ? [credential] : []);
	const settings = {
		typeVersion,
		parameters,
		...(credential ? { credentials: { [credential.type.name]: { id: stored.id(credential.type.name), name: credential.type.name } } } : {}),
		...(onError ? { onError } : {}),
		...(maxTries ? { retryOnFail: true, maxTries, waitBetweenTries: 1 } : {}),
	};
	const workflow = workflowOf(node, settings, timezone);
	const engine = new WorkflowExecute(additionalData(stored, workflow), 'manual', startedWith(workflow, items));
	const { data } = await engine.processRunExecutionData(workflow);
	const task = data.resultData.runData[NODE]?.[0];
	if (!task) throw data.resultData.error ?? new Error('The node did not run');

	const { error } = task;
	return {
		outputs: (task.data?.main ?? []).map((output) => output ?? []),
		...(error
			? {
					error: {
						name: error.name,
						message: error.message,
						says: withoutPerson(error.message),
						description: error.description ?? undefined,
						...itemOf(error),
					},
				}
			: {}),
		hints: (task.hints ?? []).map(({ message }) => message),
		decryptions: stored.decryptions,
		stored: credential ? stored.data(credential.type.name) : {},
		raw: task,
	};
}

/** What an operation on users can show is looked at by most tests, so that it is asked for. */
function showingAll(parameters: INodeParameters): INodeParameters {
	const { resource = 'user', operation, options } = parameters;
	const reads = typeof operation === 'string' && /^get/.test(operation);
	if (resource !== 'user' || reads || (options !== undefined && !isMembers(options))) return parameters;
	return { includeRequests: true, ...parameters, options: { includeUser: 'raw', ...options } };
}

function isMembers(value: INodeParameters['x']): value is INodeParameters {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutPerson(message: string): string {
	return message.replace(/^(?:\S+@\S+|[\da-f-]{32,36}|\d+): /, '');
}

const NODE = 'Node';
const BASE = 'http://127.0.0.1/';

function itemOf(error: NonNullable<ITaskData['error']>): { itemIndex?: number } {
	const index: unknown = 'context' in error ? error.context?.itemIndex : undefined;
	return typeof index === 'number' ? { itemIndex: index } : {};
}

function workflowOf(
	node: INodeType,
	settings: Pick<INode, 'typeVersion' | 'parameters' | 'credentials' | 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'>,
	timezone: string | undefined,
): Workflow {
	const nodes: INode[] = [
		{ id: 'start', name: 'Start', type: 'start', typeVersion: 1, position: [0, 0], parameters: {} },
		{ id: 'node', name: NODE, type: node.description.name, position: [200, 0], ...settings },
	];
	const connections = { Start: { main: [[{ node: NODE, type: NodeConnectionTypes.Main, index: 0 }]] } };
	return new Workflow({
		id: 'test',
		nodes,
		connections,
		active: false,
		nodeTypes: typesOf([START, node]),
		settings: timezone === undefined ? {} : { timezone },
	});
}

export function typesOf(types: readonly INodeType[]): INodeTypes {
	const byName = (name: string): INodeType => {
		const found = types.find(({ description }) => description.name === name);
		if (!found) throw new Error(`No node type ${name}`);
		return found;
	};
	return {
		getByName: (name): INodeType | IVersionedNodeType => byName(name),
		getByNameAndVersion: byName,
		getKnownTypes: () => ({}),
	};
}

/** An execution that begins with these items. */
export function startedWith(workflow: Workflow, items: readonly IDataObject[]) {
	const start = workflow.getNode('Start');
	if (!start) throw new Error('The workflow has no start');
	const main = [items.map((json, item) => ({ json, pairedItem: { item } }))];
	return createRunExecutionData({
		executionData: { nodeExecutionStack: [{ node: start, data: { main }, source: null }] },
	});
}

/** What the engine asks for beside a workflow. */
export function additionalData(stored: StoredCredentials, workflow: Workflow): IWorkflowExecuteAdditionalData {
	const saved: IWorkflowBase = {
		id: 'test',
		name: 'test',
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
	};
	const nothing = {
		credentialsHelper: stored,
		hooks: new ExecutionLifecycleHooks('manual', 'test', saved),
		currentNodeExecutionIndex: 0,
		variables: {},
		executionId: 'test',
		webhookWaitingBaseUrl: BASE,
		formWaitingBaseUrl: BASE,
		instanceBaseUrl: BASE,
		restApiUrl: BASE,
	};
	// The engine asks for no more of this than what is here; the rest belongs to n8n's server.
	return nothing as unknown as IWorkflowExecuteAdditionalData;
}
