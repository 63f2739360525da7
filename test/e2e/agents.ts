import { itemsOf, type CredentialJson, type Execution, type WorkflowJson } from './n8n';
import { PACKAGE } from './runs';
import type { ScriptedModel, Turn } from './scriptedModel';

/** The credential that the agent template names for its model, and the other agents here. */
export function modelCredential({ url }: Pick<ScriptedModel, 'url'>): CredentialJson {
	return { id: 'demoChatModel', name: 'OpenAI account', type: 'openAiApi', data: { apiKey: 'only-for-this-test', url, header: false } };
}

/** A node of ours as a tool: its name in the workflow, its vendor's node, and what it is set to. */
export type Tool = Readonly<{
	name: string;
	vendor: keyof typeof CREDENTIALS;
	parameters: object;
	settings?: object;
}>;

const CREDENTIALS = {
	axero: { axeroApi: { id: 'demoAxero', name: 'Axero account' } },
	appenate: { appenateApi: { id: 'demoAppenate', name: 'Appenate account' } },
	highQPublisher: { highQPublisherApi: { id: 'demoHighQ', name: 'HighQ Publisher account' } },
	iSpringLearn: { iSpringLearnApi: { id: 'demoISpring', name: 'iSpring Learn account' } },
} as const;
export type VendorNode = keyof typeof CREDENTIALS;

const LANGCHAIN = '@n8n/n8n-nodes-langchain';
const AGENT = 'Agent';

/** A value that the model gives. */
export const fromModel = (key: string, description: string): string => `={{ $fromAI('${key}', '${description}', 'string') }}`;

/** A workflow that is started by hand: n8n's own agent in this version of its, a model, and tools. */
export function agentWorkflow(id: string, version: number, tools: readonly Tool[]): WorkflowJson {
	const node = (name: string, type: string, typeVersion: number, parameters: object, more: object = {}) => ({
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
		...more,
	});
	const to = (type: string, name: string) => ({ [type]: [[{ node: name, type, index: 0 }]] });
	return {
		id,
		name: id,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node(AGENT, `${LANGCHAIN}.agent`, version, { promptType: 'define', text: 'Go on', options: { maxIterations: 30 } }),
			node(
				'Model',
				`${LANGCHAIN}.lmChatOpenAi`,
				1.2,
				{ model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
				{ credentials: { openAiApi: { id: 'demoChatModel', name: 'OpenAI account' } } },
			),
			...tools.map(({ name, vendor, parameters, settings }) =>
				node(name, `${PACKAGE}.${vendor}Tool`, 1, { resource: 'user', ...parameters }, { credentials: CREDENTIALS[vendor], ...settings }),
			),
		],
		connections: {
			Start: to('main', AGENT),
			Model: to('ai_languageModel', AGENT),
			...Object.fromEntries(tools.map(({ name }) => [name, to('ai_tool', AGENT)])),
		},
		settings: { executionOrder: 'v1' },
	};
}

/** The last words of the agent. */
export const lastWords = (execution: Execution): unknown => itemsOf(execution, AGENT)[0]?.json['output'];

/** A tool as the model calls it: n8n makes the name from that of the node. */
export const toolName = (name: string): string => name.replace(/[^\w-]+/g, '_');

/** A turn of the model that calls one tool. */
export const calling = (tool: string, args: object = {}): Turn => ({ calls: [{ tool: toolName(tool), args }] });
