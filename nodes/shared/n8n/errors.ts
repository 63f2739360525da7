import { NodeApiError, NodeOperationError, type Failure as Declared, type INode } from 'n8n-workflow';

import type { Failure } from '../failure';
import type { Scrub } from '../http/secrets';

/**
 * A failure as the error that n8n shows: what happened in the vendor's own words, what to do, and the
 * item that it belongs to.
 */
export function toNodeError(node: INode, failure: Failure, { itemIndex, scrub }: Readonly<{ itemIndex: number; scrub: Scrub }>): NodeApiError | NodeOperationError {
	const message = scrub(failure.kind === 'guarded' ? failure.says : `${failure.says} [item ${itemIndex}]`);
	const description = scrub(failure.todo ?? '');
	const cause = causeOf(failure);
	const declared = cause ? { failure: cause } : {};
	if (!fromVendor(failure)) return new NodeOperationError(node, message, { itemIndex, description, ...declared });
	const httpCode = 'status' in failure ? { httpCode: String(failure.status) } : {};
	const error = new NodeApiError(node, { message }, { message, description, itemIndex, ...httpCode, ...declared });
	error.message = message; // the platform replaces texts that contain the name of a socket error
	return error;
}

/** What the node found itself, without the vendor saying so. */
const OURS: ReadonlySet<Failure['kind']> = new Set<Failure['kind']>(['invalid', 'ambiguous', 'conflict', 'guarded', 'skipped', 'cancelled', 'unexpected']);

function fromVendor({ kind }: Failure): boolean {
	return !OURS.has(kind);
}

/** The cause as n8n's own kind of failure, by which retries, alerts and reconnect hints can be decided. */
function causeOf(failure: Failure): Declared | undefined {
	switch (failure.kind) {
		case 'throttled':
			return { cause: 'rate-limited', ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }) };
		case 'signIn':
			return { cause: 'credential-invalid' };
		case 'unreachable':
			return failure.lasting ? { cause: 'configuration-invalid' } : { cause: 'temporarily-unavailable' };
		case 'refused':
		case 'unreadable':
			if (failure.status >= 500) return { cause: 'temporarily-unavailable' };
			return failure.kind === 'unreadable' ? { cause: 'configuration-invalid' } : undefined;
		case 'redirected':
			return { cause: 'configuration-invalid' };
		case 'unexpected':
			return { cause: 'node-defect' };
		default:
			return undefined;
	}
}
