import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';

import { isFailureError, type Failure } from '../../failure';
import { sentences } from '../../words';
import { toNodeError } from './errors';
import { nearest, type Asked } from './nearest';

/** Whether an AI agent calls the node: for agents, n8n adds this ending to the name of a node's type. */
export function isTool({ type }: Pick<INode, 'type'>): boolean {
	return type.endsWith('Tool');
}

/**
 * What an agent gets of a call. Its model sees items and nothing else: of an error that is thrown, n8n hands on the
 * title alone, older agents nothing, and n8n 2.0 stops. So an error is an item `{ error }` with all its words, and says
 * who or what may be meant instead; a list without rows is `{ found: 0 }`.
 * @throws NodeApiError | NodeOperationError where "Stop Workflow" was chosen for the tool
 */
export async function toolAnswer(
	context: IExecuteFunctions,
	asked: Asked,
	execute: () => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	try {
		const items = await execute();
		if (items.length === 0) return [{ json: { found: 0 }, pairedItem: { item: 0 } }];
		return await Promise.all(items.map(async (item) => await warned(context, asked, item)));
	} catch (error) {
		const isFailure = isFailureError(error);
		const shown = isFailure ? toNodeError(context.getNode(), error.failure, { scrub: (text) => text }) : error;
		if (context.getNode().onError === 'stopWorkflow') throw shown;
		const instead = isFailure ? await nearest(context, asked, whyNobody(error.failure)) : undefined;
		return [{ json: { error: sentences(...wordsOf(shown), instead) }, pairedItem: { item: 0 } }];
	}
}

/** Nothing in a preview is thrown: it warns of what would be, also that a record could not be read. */
async function warned(context: IExecuteFunctions, asked: Asked, item: INodeExecutionData): Promise<INodeExecutionData> {
	const { preview, action, warnings } = item.json;
	if (preview !== true || !Array.isArray(warnings) || warnings.length === 0) return item;
	const instead = await nearest(context, asked, action === 'notFound' ? 'notFound' : 'refused');
	return instead === undefined ? item : { ...item, json: { ...item.json, warnings: [...warnings, instead] } };
}

function whyNobody(failure: Failure): 'notFound' | 'refused' | undefined {
	if (failure.kind === 'notFound') return failure.parameter === undefined ? 'notFound' : undefined;
	return failure.kind === 'invalid' || failure.kind === 'refused' ? 'refused' : undefined;
}

function wordsOf(error: unknown): readonly string[] {
	if (!(error instanceof Error)) return [String(error)];
	const description = 'description' in error && typeof error.description === 'string' ? [error.description] : [];
	return [error.message, ...description];
}
