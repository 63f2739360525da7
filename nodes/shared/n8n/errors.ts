import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import type { Failure } from '../failure';
import type { Scrub } from '../http/secrets';

/**
 * A failure as the error that n8n shows: what happened in the vendor's own words, what to do, and the
 * item that it belongs to.
 */
export function toNodeError(node: INode, failure: Failure, { itemIndex, scrub }: Readonly<{ itemIndex: number; scrub: Scrub }>): NodeApiError | NodeOperationError {
	const message = scrub(failure.kind === 'guarded' ? failure.says : `${failure.says} [item ${itemIndex}]`);
	const description = scrub(failure.todo ?? '');
	if (!fromVendor(failure)) return new NodeOperationError(node, message, { itemIndex, description });
	const httpCode = 'status' in failure ? { httpCode: String(failure.status) } : {};
	const error = new NodeApiError(node, { message }, { message, description, itemIndex, ...httpCode });
	error.message = message; // the platform replaces texts that contain the name of a socket error
	return error;
}

/** What the node found itself, without the vendor saying so. */
const OURS: ReadonlySet<Failure['kind']> = new Set<Failure['kind']>(['invalid', 'ambiguous', 'conflict', 'guarded', 'unexpected']);

function fromVendor({ kind }: Failure): boolean {
	return !OURS.has(kind);
}
