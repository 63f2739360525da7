import type { IExecuteFunctions, INode, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { isFailureError } from '../../failure';
import { assertEvaluated } from '../parameters/expressions';
import { inOrder } from '../parameters/inOrder';
import { previewParameter } from '../parameters/preview';
import { copiedOnce, resolvedOnce } from '../parameters/resolvedOnce';
import { together } from '../parameters/together';
import { errorMembers, noSuchOperation, toNodeError } from './errors';
import type { Searches } from './nearest';
import { isTool, toolAnswer } from './tool';
import { sentences, titled } from '../../words';

/** One operation of a node: its parameters and what it does, in one file. */
export type Operation = Readonly<{
	description: readonly INodeProperties[];
	/** Whether it writes, and so can be previewed. */
	writes: boolean;
	execute: (context: IExecuteFunctions) => Promise<INodeExecutionData[]>;
}>;

/** An operation as the list "Operation" has it. */
export type Offered = INodePropertyOptions & Readonly<{ value: string }>;

/** Every operation of a node, by resource and operation. */
export type Operations = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/**
 * Runs the chosen operation. Resource and operation take no expression, so they hold for all items.
 * @param searches what an agent is helped by that gives a name for an ID
 */
export async function runOperation(
	given: IExecuteFunctions,
	operations: Operations,
	searches: Searches = NO_SEARCHES,
): Promise<INodeExecutionData[][]> {
	const context = copiedOnce(given);
	const resource = context.getNodeParameter('resource', 0, 'user');
	const operation = context.getNodeParameter('operation', 0);
	const chosen = operations[resource]?.[operation];
	if (!chosen) throw noSuchOperation(context.getNode(), resource, operation);
	const execute = async (): Promise<INodeExecutionData[]> => {
		assertEvaluated(context, chosen.description);
		// A call of an agent has its own item, and n8n may resolve by that of the agent.
		return await chosen.execute(resolvedOnce(context, isTool(context.getNode()) ? [] : context.getInputData()));
	};
	if (isTool(context.getNode())) return [await toolAnswer(context, { parameters: chosen.description, searches }, execute)];
	return [runOnce(context.getNode(), await execute().catch((error: unknown) => stopped(context, error)))];
}

const NO_SEARCHES: Searches = { byName: {}, byPage: {} };

/**
 * What ended an operation as a whole: an address in the credential, an option, a list that can't be read. Where the
 * node continues on fail, it is an error of each item: thrown, n8n would let the items go on as if all were well.
 */
function stopped(context: IExecuteFunctions, error: unknown): INodeExecutionData[] {
	const errorOf = (at: Readonly<{ itemIndex?: number }>): unknown =>
		isFailureError(error) ? toNodeError(context.getNode(), error.failure, { ...at, scrub: (text) => text }) : error;
	const items = context.getInputData();
	if (!context.continueOnFail() || items.length === 0) throw errorOf({});
	return items.map((_item, item) => ({ json: errorMembers(wordsOf(errorOf({ itemIndex: item }), item)), pairedItem: { item } }));
}

function wordsOf(error: unknown, item: number): Parameters<typeof errorMembers>[0] {
	if (!(error instanceof Error)) return { message: String(error) };
	const message = titled(error.message, item);
	return { message, description: 'description' in error && typeof error.description === 'string' ? error.description : '' };
}

/** "Preview", directly below the lists of operations, then the parameters of every operation, in the order of the map. */
export function parametersOf(operations: Operations): INodeProperties[] {
	const own = Object.values(operations).flatMap((byName) => Object.values(byName).map(({ description }) => description));
	return [...previews(operations), ...together(own)];
}

function previews(operations: Operations): INodeProperties[] {
	return Object.entries(operations).flatMap(([resource, byName]) => {
		const writing = Object.entries(byName).flatMap(([operation, { writes }]) => (writes ? [operation] : []));
		return writing.length === 0 ? [] : [previewParameter({ resource: [resource], operation: writing })];
	});
}

/** The list "Resource"; users come first, and are what a new node is for. */
export function resourceParameter(options: INodePropertyOptions[]): INodeProperties {
	return { displayName: 'Resource', name: 'resource', type: 'options', noDataExpression: true, options, default: 'user' };
}

/** The list "Operation" of a resource, in the order of its names. */
export function operationParameter(resource: string, options: readonly INodePropertyOptions[], usual: string): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: inOrder(options, ({ name }) => name),
		default: usual,
	};
}

/**
 * n8n runs a node with Retry On Fail again when the first item that comes out has a member `error`, and gives out what
 * the last run made: what the first one updated would be `unchanged`. So where something went well, no error comes first.
 */
function runOnce({ retryOnFail, onError }: INode, items: readonly INodeExecutionData[]): INodeExecutionData[] {
	const [first, ...others] = items;
	const wentWell = items.findIndex((item) => !isError(item));
	if (retryOnFail !== true || !first || wentWell <= 0) return [...items];
	if (onError === 'continueErrorOutput') return items.slice(wentWell, wentWell + 1).concat(items.toSpliced(wentWell, 1));
	return [onlyLater(first), ...others];
}

function isError({ json }: INodeExecutionData): boolean {
	return json.error !== undefined && Object.keys(json).every((name) => name === 'error' || name === 'message');
}

/**
 * The item of an error that n8n puts together after it has looked: of an item with the object of an error it keeps that
 * one's message, as `error`. Hidden, so that nothing of the object goes on to later nodes.
 */
function onlyLater({ json, ...item }: INodeExecutionData): INodeExecutionData {
	const words = [json.error, json.message].filter((one) => typeof one === 'string');
	const told = sentences(...new Set(words));
	return Object.defineProperty({ ...item, json: { message: told } }, 'error', { value: { message: told }, enumerable: false });
}
