import type { Send, VendorRequest } from './types';

/** Thrown instead of sending a write: carries what was not sent. */
export class NotSentError extends Error {
	override readonly name = 'NotSentError';

	constructor(readonly requests: readonly VendorRequest[]) {
		super('A preview sends nothing that could change a user');
	}
}

/** A way out for previews: reads pass, a write is thrown as a {@link NotSentError}. No code above it can write by mistake. */
export function readOnly(send: Send): Send {
	return async (request) => {
		if (isRead(request)) return await send(request);
		throw new NotSentError([request]);
	};
}

/** Whether a request changes nothing. */
export function isRead({ method, reads }: VendorRequest): boolean {
	return method === 'GET' || reads === true;
}

/** The requests that a preview kept back; undefined for any other error. */
export function unsentOf(thrown: unknown): readonly VendorRequest[] | undefined {
	return thrown instanceof NotSentError ? thrown.requests : undefined;
}
