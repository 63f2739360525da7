import type { INode, INodeExecutionData } from 'n8n-workflow';

import { sentences } from './words';

/**
 * n8n runs a node with Retry On Fail again when the first item that comes out has a member `error`, and gives out what
 * the last run made: what the first one updated would be `unchanged`. So where something went well, no error comes first.
 */
export function runOnce({ retryOnFail, onError }: INode, items: readonly INodeExecutionData[]): INodeExecutionData[] {
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
