import type { IHttpRequestOptions } from 'n8n-workflow';

import { failed, type Failure } from '../../failure';
import { carried } from '../../http/headers';
import type { VendorAnswer, VendorRequest } from '../../http/types';
import { wholeText } from '../../words';
import { textOf } from './body';
import { recordOf } from '../../fields/values';
import { failureBehind, membersBehind } from './thrown';

/** Socket errors after which nothing can have reached the vendor. */
const NEVER_SENT = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Those that another try does not change. */
const LASTING = new Set([...NEVER_SENT].filter((code) => !['ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code)));

/** For the whole answer, its body too. */
const TIMEOUT_MS = 120_000;
/** What the decompression of an answer fails with. */
const GARBLED = /Z_DATA_ERROR|Z_BUF_ERROR|ERR_BROTLI|incorrect header check|unexpected end of file/i;

/** The platform's own errors where it lets no request out to an address (`N8N_SSRF_PROTECTION_ENABLED`). */
const KEPT_IN = /^SsrfBlocked/;

/** What the platform's client says of a connection that ended before the body did. */
const CUT_OFF = /\baborted\b/i;

/** The end of one request's time, or of the execution; and the words for it, where the platform's helper has none. */
export function deadline(
	cancel: AbortSignal | undefined,
	{ url }: VendorRequest,
): Readonly<{ signal: AbortSignal; explain: (error: unknown) => unknown }> {
	const timeout = AbortSignal.timeout(TIMEOUT_MS);
	return {
		signal: AbortSignal.any(cancel ? [timeout, cancel] : [timeout]),
		explain: (error) => {
			if (cancel?.aborted)
				return failed({
					kind: 'cancelled',
					says: 'The execution was cancelled',
					todo: 'Whether this request was carried out is not known.',
				});
			if (!timeout.aborted) return error;
			return failed({
				kind: 'unreachable',
				landed: 'maybe',
				says: `No complete answer from ${new URL(url).host} within ${TIMEOUT_MS / 1000} seconds`,
				todo: 'The vendor may be slow at the moment. Whether a write was carried out is not known: run it again later, what is done already is left alone.',
			});
		},
	};
}

/**
 * A request as the platform's helper takes it: a stream of bytes back, no redirect followed.
 * @throws FailureError `invalid` for a header or a query that can't be carried
 */
export function toOptions({ method, url, query = [], headers = {}, body }: VendorRequest): IHttpRequestOptions {
	for (const [name, value] of Object.entries(headers)) carried(name, value);
	const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, wholeText(name, value)])).toString();
	return {
		method,
		url: search ? `${url}?${search}` : url,
		headers: { ...headers },
		...(body === undefined ? {} : { body }),
		encoding: 'stream',
		returnFullResponse: true,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true, // in no finer form: older versions take any other for this one
		timeout: TIMEOUT_MS,
	};
}

/**
 * What the platform's helper gave back for `returnFullResponse`.
 * @throws FailureError `redirected`, or `unreadable` when the body is too large or not in the encoding that it claims
 */
export async function readAnswer(response: unknown, request: VendorRequest): Promise<VendorAnswer> {
	const { statusCode, statusMessage, headers, body } = recordOf(response);
	return await toAnswer({ status: Number(statusCode), statusText: statusMessage, headers, data: body }, request);
}

/**
 * Translates what the platform's helper threw: our own failures pass, an answer is one after all, the rest never got one.
 * @returns the answer, where one came
 * @throws FailureError
 */
export async function readThrown(error: unknown, request: VendorRequest): Promise<VendorAnswer> {
	const own = failureBehind(error);
	if (own) throw failed(own);
	const { name, response, code, message, syscall } = membersBehind(error);
	if (KEPT_IN.test(String(name))) throw failed(keptIn(request, String(message)));
	const { status, statusText, headers, data } = recordOf(response);
	// An answer that was cut off is thrown with what came before the cut; its body is not there.
	if (typeof status === 'number' && !CUT_OFF.test(String(message))) return await toAnswer({ status, statusText, headers, data }, request);
	if (GARBLED.test(`${String(code)} ${String(message)}`))
		throw failed({
			kind: 'unreadable',
			status: 200,
			says: `The answer of ${new URL(request.url).host} is compressed and can't be opened (${String(code ?? message)})`,
			todo: 'Something between n8n and the vendor may spoil answers.',
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
		says: `n8n sends nothing to ${new URL(url).host} (${message})`,
		todo: "Check the base URL in the credential. If it is right, an administrator of n8n can allow this address in the settings of n8n's protection against server-side request forgery.",
	};
}

type Broken = Readonly<{ code: string | undefined; message: string; wasConnected: boolean }>;

function unreachable({ url, method, reads }: VendorRequest, { code, message, wasConnected }: Broken): Failure {
	const { host } = new URL(url);
	const landed = code !== undefined && NEVER_SENT.has(code) && !wasConnected ? 'no' : 'maybe';
	const doubt =
		landed === 'maybe' && method !== 'GET' && reads !== true
			? ' Whether the request was carried out is not known: look before you create anything again.'
			: '';
	return {
		kind: 'unreachable',
		landed,
		...(code !== undefined && LASTING.has(code) ? { lasting: true } : {}),
		says: `No answer from ${host} (${code ?? message})`,
		todo: `Check the base URL in the credential, and that n8n can reach this host.${doubt}`,
	};
}

type Raw = Readonly<{ status: number; statusText: unknown; headers: unknown; data: unknown }>;

async function toAnswer({ status, statusText, headers: rawHeaders, data }: Raw, { url }: VendorRequest): Promise<VendorAnswer> {
	const headers = headersOf(rawHeaders);
	if (status >= 300 && status < 400) {
		const target = headers.location === undefined ? 'an address that it does not name' : targetOf(headers.location, url);
		throw failed({
			kind: 'redirected',
			status,
			says: `The address redirects to ${target} (HTTP ${status}); redirects are not followed, because the sign-in would go along`,
			todo: 'Put the final address into the base URL of the credential. A redirect to a login page means that this is not the address of the API.',
		});
	}
	return {
		status,
		statusText: typeof statusText === 'string' ? statusText : '',
		headers,
		body: await textOf(data, { contentType: headers['content-type'] ?? '', status }),
	};
}

/** Origin and path of a redirect; its query could hold a session. */
function targetOf(location: string, base: string): string {
	if (!URL.canParse(location, base)) return 'an unreadable address';
	const { origin, pathname } = new URL(location, base);
	return origin + pathname;
}

function headersOf(value: unknown): Record<string, string> {
	return Object.fromEntries(
		Object.entries(recordOf(value)).map(([name, text]) => [name.toLowerCase(), Array.isArray(text) ? text.join(', ') : String(text)]),
	);
}

/**
 * What a task comes to, or an error at the end of its time: the platform's helper does not end its own requests for a token by a signal.
 * @throws what the task throws; an error without meaning when the signal ends it, for the words of `deadline`
 */
export async function within<T>(signal: AbortSignal, task: Promise<T>): Promise<T> {
	let end = (): void => undefined;
	const over = new Promise<never>((_resolve, reject) => {
		end = () => reject(new Error('The time is over'));
	});
	if (signal.aborted) end();
	signal.addEventListener('abort', end, { once: true });
	return await Promise.race([task, over]).finally(() => signal.removeEventListener('abort', end));
}
