import {
	NodeConnectionTypes,
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type IRunExecutionData,
	type ITaskData,
} from 'n8n-workflow';

import { templates, type Example } from '../e2e/demo';

/** What the nodes before gave: items by the node's name. */
export type Given = Readonly<Record<string, readonly IDataObject[]>>;

export type Evaluation = Readonly<{ timezone: string; given: Given; input?: IDataObject; parameter?: string }>;

const NODE: INodeType = {
	description: {
		displayName: 'Node',
		name: 'node',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
};

export function templateOf(id: string): Example {
	const found = templates().find((template) => template.id === id);
	if (!found) throw new Error(`There is no template ${id}`);
	return found;
}

/**
 * What an expression of a node in a template makes, by n8n's own evaluation.
 * @param settings.timezone of the workflow
 * @param settings.input the item that comes in
 * @param settings.parameter where the expression stands; by default what an "Edit Fields" node makes
 */
export function made<T>(template: Example, name: string, { timezone, given, input = {}, parameter = 'jsonOutput' }: Evaluation): T {
	const nodes = template.nodes as unknown as readonly INode[];
	const node = nodes.find((one) => one.name === name);
	if (!node) throw new Error(`There is no node ${name}`);
	const workflow = new Workflow({
		id: template.id,
		nodes: nodes.map((one) => ({ ...one, type: 'node', parameters: {} })),
		connections: {},
		active: false,
		nodeTypes: { getByName: () => NODE, getByNameAndVersion: () => NODE, getKnownTypes: () => ({}) },
		settings: { timezone },
	});
	const items = (list: readonly IDataObject[]): INodeExecutionData[] => list.map((json) => ({ json }));
	const ran = (list: readonly IDataObject[]): ITaskData => ({
		startTime: 0,
		executionTime: 0,
		executionIndex: 0,
		source: [],
		data: { main: [items(list)] },
	});
	const runData = Object.fromEntries(Object.entries(given).map(([from, list]) => [from, [ran(list)]]));
	const execution = { resultData: { runData } } as unknown as IRunExecutionData;
	const expression = String(node.parameters[parameter]);
	return workflow.expression.getParameterValue(expression, execution, 0, 0, name, items([input]), 'manual', {}) as T;
}
