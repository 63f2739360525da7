import { FailureError, type Failure } from '../../failure';
import { recordOf } from '../../fields/values';

/** What errors of a connection begin with, and are made by. */
const SYSCALL = /^(connect|getaddrinfo|read|write)\b/;

/** Our own failure that the platform wrapped into an error of its own; undefined where there was none. */
export function failureBehind(error: unknown): Failure | undefined {
	const { cause, context } = recordOf(error);
	for (const one of [error, cause]) if (one instanceof FailureError) return one.failure;
	// Older versions drop the error, and keep what it says of an answer.
	const { failure } = recordOf(recordOf(context).data);
	return isFailure(failure) ? failure : undefined;
}

/** The members of the error that the platform wrapped. Older versions keep its message and its code alone. */
export function membersBehind(error: unknown): Readonly<Record<string, unknown>> {
	const { cause, messages, httpCode } = recordOf(error);
	if (cause !== undefined && cause !== null) return recordOf(cause);
	const message: unknown = Array.isArray(messages) ? messages[0] : undefined;
	if (typeof message !== 'string') return recordOf(error);
	return { message, code: httpCode ?? undefined, syscall: SYSCALL.exec(message)?.[1] };
}

function isFailure(value: unknown): value is Failure {
	const { kind, says } = recordOf(value);
	return typeof kind === 'string' && typeof says === 'string';
}
