import { failed, isFailureError, type Failure } from '../../failure';
import { recordOf } from '../../fields/values';
import type { VendorRequest } from '../../http/types';

/** Socket errors that another try does not change. */
const LASTING = new Set([
	'ENOTFOUND',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Those after which nothing can have reached the vendor. */
const NEVER_SENT = new Set([...LASTING, 'ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** What the decompression of an answer fails with. */
const GARBLED = /Z_DATA_ERROR|Z_BUF_ERROR|ERR_BROTLI|incorrect header check|unexpected end of file/i;

/** The platform's own errors where it lets no request out to an address (`N8N_SSRF_PROTECTION_ENABLED`). */
const KEPT_IN = /^SsrfBlocked/;

/** An answer as the platform has it: its status, and what nothing is known of. */
export type RawAnswer = Readonly<{ status: number; statusText: unknown; headers: unknown; data: unknown }>;

/**
 * The answer behind what the platform's helper threw. Our own failures pass, and the rest never got one.
 * @throws FailureError
 */
export function answerBehind(error: unknown, request: VendorRequest): RawAnswer {
	const own = failureBehind(error);
	if (own) throw failed(own);
	const { name, response, code, message, syscall } = propertiesBehind(error);
	if (KEPT_IN.test(String(name))) throw failed(keptIn(request, String(message)));
	const { status, statusText, headers, data } = recordOf(response);
	// An answer that was cut off, or can't be unpacked, is thrown with what came before; its body is not there.
	if (typeof status === 'number' && data !== undefined) return { status, statusText, headers, data };
	if (GARBLED.test(`${String(code)} ${String(message)}`))
		throw failed({
			kind: 'unreadable',
			status: 200,
			says: `The answer of ${new URL(request.url).host} is compressed and can't be unpacked (${String(code ?? message)})`,
			todo: 'A proxy between n8n and the vendor may be damaging answers.',
		});
	// While reading or writing, the connection was there.
	const wasConnected = syscall === 'read' || syscall === 'write';
	throw failed(
		unreachable(request, { code: typeof code === 'string' ? code : undefined, message: String(message ?? error), wasConnected }),
	);
}

function keptIn({ url }: VendorRequest, message: string): Failure {
	return {
		kind: 'unreachable',
		landed: 'no',
		lasting: true,
		says: `n8n is not allowed to call ${new URL(url).host} (${message})`,
		todo: 'Check the base URL in the credential. If it is right, an n8n administrator can allow this address in the SSRF protection settings.',
	};
}

function unreachable(
	{ url, method, reads }: VendorRequest,
	{ code, message, wasConnected }: Readonly<{ code: string | undefined; message: string; wasConnected: boolean }>,
): Failure {
	const { host } = new URL(url);
	const landed = code !== undefined && NEVER_SENT.has(code) && !wasConnected ? 'no' : 'maybe';
	const doubt =
		landed === 'maybe' && method !== 'GET' && reads !== true
			? ' It is unclear whether the request went through. Check before you create anything again.'
			: '';
	return {
		kind: 'unreachable',
		landed,
		...(code !== undefined && LASTING.has(code) ? { lasting: true } : {}),
		says: `No answer from ${host} (${code ?? message})`,
		todo: `Check the base URL in the credential, and that n8n can reach this host.${doubt}`,
	};
}

/** What errors of a connection begin with, and are made by. */
const SYSCALL = /^(connect|getaddrinfo|read|write)\b/;

/** Our own failure that the platform wrapped into an error of its own; undefined where there was none. */
function failureBehind(error: unknown): Failure | undefined {
	const { cause, context } = recordOf(error);
	for (const one of [error, cause]) if (isFailureError(one)) return one.failure;
	// Older versions drop the error, and keep what it says of an answer.
	const { failure } = recordOf(recordOf(context).data);
	return isFailure(failure) ? failure : undefined;
}

function isFailure(value: unknown): value is Failure {
	const { kind, says } = recordOf(value);
	return typeof kind === 'string' && typeof says === 'string';
}

/** The properties of the error that the platform wrapped. Older versions keep its message and its code alone. */
function propertiesBehind(error: unknown): Readonly<Record<string, unknown>> {
	const { cause, messages, httpCode } = recordOf(error);
	if (cause !== undefined && cause !== null) return recordOf(cause);
	const message: unknown = Array.isArray(messages) ? messages[0] : undefined;
	if (typeof message !== 'string') return recordOf(error);
	return { message, code: httpCode ?? undefined, syscall: SYSCALL.exec(message)?.[1] };
}

/**
 * What a credential failed with before the request was sent: for the request, an outage of what issues its token is one in which nothing
 * arrived, whatever became of the token.
 */
export function beforeSending(error: unknown): unknown {
	const failure = isFailureError(error) ? undefined : failureBehind(error);
	return failure ? failed(notSent(failure)) : error;
}

export function notSent(failure: Failure): Failure {
	const { says, todo } = failure;
	if (failure.kind === 'unreachable') return { ...failure, landed: 'no' };
	const isOutage = (failure.kind === 'refused' || failure.kind === 'unreadable') && failure.status >= 500;
	return isOutage ? { kind: 'unreachable', landed: 'no', says, ...(todo === undefined ? {} : { todo }) } : failure;
}

/** Whether it holds for all that wait for the same token. */
export function holdsForAll(failure: Failure): boolean {
	return failure.kind === 'signIn' || failure.kind === 'throttled' || (failure.kind === 'unreachable' && failure.landed === 'no');
}
