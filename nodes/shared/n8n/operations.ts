import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { FailureError } from '../failure';

/** The resource and operation that a parameter belongs to. */
export type ShownFor = { resource: string[]; operation: string[] };

/** One operation of a node: its parameters and what it does, in one file. */
export type Operation = Readonly<{
	description: readonly INodeProperties[];
	execute: (context: IExecuteFunctions) => Promise<INodeExecutionData[]>;
}>;

/** Every operation of a node, by resource and operation. */
export type Operations = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** Runs the chosen operation. Resource and operation take no expression, so they hold for all items. */
export async function runOperation(context: IExecuteFunctions, operations: Operations): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0, 'user');
	const operation = context.getNodeParameter('operation', 0);
	const chosen = operations[resource]?.[operation];
	if (!chosen) throw new NodeOperationError(context.getNode(), `Resource "${resource}" has no operation "${operation}"`);
	return [await chosen.execute(context).catch((error: unknown) => {
		throw asNodeError(context, error);
	})];
}

/** What stops an operation before its items, such as an address in the credential. */
function asNodeError(context: IExecuteFunctions, error: unknown): unknown {
	if (!(error instanceof FailureError)) return error;
	const { says, todo = '' } = error.failure;
	return new NodeOperationError(context.getNode(), says, { description: todo });
}

/** The parameters of every operation, in the order of the map. */
export function parametersOf(operations: Operations): INodeProperties[] {
	return Object.values(operations).flatMap((byName) => Object.values(byName).flatMap(({ description }) => description));
}
