import {
	NodeApiError,
	NodeOperationError,
	type Failure as Declared,
	type IDataObject,
	type ILoadOptionsFunctions,
	type INode,
} from 'n8n-workflow';

import { failed, failureOf, isUnwritten, type Failure, type FailureError } from '../../failure';
import type { Scrub } from '../../http/secrets';
import { sentences, shownWords, titled } from '../../words';
import type { Session } from '../session/session';

/**
 * A failure as the error that n8n shows: whom it is about, what happened in the vendor's own words, what to do, and the
 * item that it belongs to; none for what is no item's own.
 */
export function toNodeError(
	node: INode,
	failure: Failure,
	{ itemIndex, person, scrub }: Readonly<{ itemIndex?: number; person?: string | undefined; scrub: Scrub }>,
): NodeApiError | NodeOperationError {
	const isOfAll = failure.kind === 'guarded';
	const message = titled(shownWords(isOfAll ? failure.says : aboutWhom(failure.says, person), scrub), isOfAll ? undefined : itemIndex);
	const description = shownWords(sentences(failure.todo, waitInWords(failure), unwrittenInWords(failure, itemIndex)), scrub);
	const cause = causeOf(failure);
	// The editor writes the item behind the message, also behind what is no item's own.
	const ofItem = isOfAll || itemIndex === undefined ? {} : { itemIndex };
	const more = { description, ...ofItem, ...(cause ? { failure: cause } : {}) };
	const httpCode = 'status' in failure ? { httpCode: String(failure.status) } : {};
	const error = fromVendor(failure)
		? new NodeApiError(node, { message }, { message, ...more, ...httpCode })
		: new NodeOperationError(node, message, more);
	error.message = message; // the platform replaces texts that contain the name of a socket error
	return error;
}

/** A workflow may name what this version of the node does not have. */
export function noSuchOperation(node: INode, resource: string, operation: string): NodeOperationError {
	return new NodeOperationError(node, `Resource "${resource}" has no operation "${operation}"`);
}

/** Not twice, where the text names them itself. */
function aboutWhom(says: string, person: string | undefined): string {
	return person === undefined || says.toLowerCase().includes(person.toLowerCase()) ? says : `${person}: ${says}`;
}

function unwrittenInWords(failure: Failure, itemIndex: number | undefined): string | undefined {
	if (!isUnwritten(failure) || failure.todo?.includes('Nothing was written')) return undefined;
	return itemIndex === undefined ? 'Nothing was written.' : 'Nothing was written for this item.';
}

function waitInWords(failure: Failure): string | undefined {
	if (failure.kind !== 'throttled' || !failure.retryAfterMs) return undefined;
	const seconds = Math.ceil(failure.retryAfterMs / 1000);
	const [amount, unit] =
		seconds < 120 ? [seconds, 'seconds'] : seconds < 7_200 ? [Math.ceil(seconds / 60), 'minutes'] : [Math.ceil(seconds / 3_600), 'hours'];
	return `The vendor asks you to wait ${amount} ${unit}.`;
}

/** The failure of a caught error in words without secrets, for what ends an execution before its items. */
export function scrubbedFailure(error: unknown, scrub: Scrub): FailureError {
	const { todo, ...failure } = failureOf(error);
	return failed({ ...failure, says: scrub(failure.says), ...(todo === undefined ? {} : { todo: scrub(todo) }) });
}

/** Reads parameters that hold for the execution, and are no item's fault. @throws FailureError without secrets */
export function ofExecution<T>({ scrub }: Session, read: () => T): T {
	try {
		return read();
	} catch (error) {
		throw scrubbedFailure(error, scrub);
	}
}

/** What the node found itself, without the vendor saying so. */
const OURS: ReadonlySet<Failure['kind']> = new Set<Failure['kind']>([
	'invalid',
	'ambiguous',
	'conflict',
	'incomplete',
	'guarded',
	'skipped',
	'cancelled',
	'unexpected',
]);

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
			return failure.status >= 500 && !failure.inOwnWords ? { cause: 'temporarily-unavailable' } : undefined;
		case 'unreadable':
			return { cause: failure.status >= 500 ? 'temporarily-unavailable' : 'configuration-invalid' };
		case 'redirected':
			return { cause: 'configuration-invalid' };
		case 'unexpected':
			return { cause: 'node-defect' };
		default:
			return undefined;
	}
}

/**
 * An error item: by these two members and no others every n8n 2 knows it. With the error object beside them, n8n would
 * replace them.
 */
export function errorMembers({ message, description }: Words): IDataObject {
	return { error: message, message: description || message };
}

type Words = Readonly<{ message: string; description?: string | null | undefined }>;

/**
 * What the editor asks a vendor for: a list to choose from.
 * @throws NodeOperationError with the vendor's words and what to do, without the credential's secrets
 */
export async function forEditor<T>(context: ILoadOptionsFunctions, { scrub }: Session, work: () => Promise<T>): Promise<T> {
	return await work().catch((error: unknown) => {
		const { says, todo = '' } = scrubbedFailure(error, scrub).failure;
		throw new NodeOperationError(context.getNode(), says, { description: todo });
	});
}
