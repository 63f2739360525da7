import type { IHttpRequestOptions } from 'n8n-workflow';

import { failed, NOT_THE_API } from '../../failure';
import { assertHeader } from '../../http/headers';
import type { VendorAnswer, VendorRequest } from '../../http/types';
import { wholeText } from '../../words';
import { recordOf } from '../../fields/values';
import { answerBehind, type RawAnswer } from './thrown';

/** How the bytes of an answer come: a stream is read up to a limit, and takes the platform's client a tenth of the whole request more. */
export type Coming = 'stream' | 'arraybuffer';

/**
 * A request as the platform's helper takes it: bytes back, no redirect followed.
 * @throws FailureError `invalid` for a header or a query that can't be carried
 */
export function toOptions(
	{ method, url, query = [], headers = {}, body }: VendorRequest,
	timeout: number,
	coming: Coming = 'stream',
): IHttpRequestOptions {
	for (const [name, value] of Object.entries(headers)) assertHeader(name, value);
	const search = query.length === 0 ? '' : searchOf(query);
	return {
		method,
		url: search ? `${url}?${search}` : url,
		headers: { ...headers },
		...(body === undefined ? {} : { body }),
		encoding: coming,
		returnFullResponse: true,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true, // in no finer form: older versions take any other for this one
		timeout: 2 * timeout, // a last resort, without words: `deadlines` ends it before
	};
}

function searchOf(query: NonNullable<VendorRequest['query']>): string {
	return new URLSearchParams(query.map(([name, value]): [string, string] => [name, wholeText(name, value)])).toString();
}

/**
 * What the platform's helper gave back for `returnFullResponse`.
 * @throws FailureError `redirected`, or `unreadable` when the body is too large or not in the encoding that it claims
 */
export function readAnswer(response: unknown, request: VendorRequest): Promise<VendorAnswer> {
	const { statusCode, statusMessage, headers, body } = recordOf(response);
	return toAnswer({ status: Number(statusCode), statusText: statusMessage, headers, data: body }, request);
}

/**
 * Translates what the platform's helper threw: our own failures pass, an answer is one after all, the rest never got one.
 * @returns the answer, where one came
 * @throws FailureError
 */
export async function readThrown(error: unknown, request: VendorRequest): Promise<VendorAnswer> {
	return await toAnswer(answerBehind(error, request), request);
}

async function toAnswer(
	{ status, statusText, headers: rawHeaders, data }: RawAnswer,
	{ url, waits }: VendorRequest,
): Promise<VendorAnswer> {
	const headers = headersOf(rawHeaders);
	if (status >= 300 && status < 400) {
		const target = headers.location === undefined ? 'an unnamed address' : targetOf(headers.location, url);
		throw failed({
			kind: 'redirected',
			status,
			says: `The address redirects to ${target} (HTTP ${status}); redirects are not followed, to protect the credential`,
			todo: 'Enter the final address as the base URL in the credential. A redirect to a login page means that this is not the address of the API.',
		});
	}
	const head = { status, statusText: typeof statusText === 'string' ? statusText : '', headers };
	if (typeof data === 'string') return { ...head, body: data };
	const chunks = await chunksOf(data, status);
	return waits ? new Waiting(chunks, head) : { ...head, body: textOf(chunks, head) };
}

/**
 * An answer that waits. Text that it kept would outlive what asked for it: parts of a promise that was kept for long keep what
 * came with it until everything is looked through. A class, because an object with a getter of its own is kept as long.
 */
class Waiting implements VendorAnswer {
	readonly status: number;
	readonly statusText: string;
	readonly headers: VendorAnswer['headers'];

	constructor(
		readonly chunks: readonly Uint8Array[],
		{ status, statusText, headers }: Omit<VendorAnswer, 'body'>,
	) {
		this.status = status;
		this.statusText = statusText;
		this.headers = headers;
	}

	get body(): string {
		return textOf(this.chunks, this);
	}
}

/** Origin and path of a redirect; its query could hold a session. */
function targetOf(location: string, base: string): string {
	if (!URL.canParse(location, base)) return 'an unreadable address';
	const { origin, pathname } = new URL(location, base);
	return origin + pathname;
}

export function headersOf(value: unknown): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const [name, text] of Object.entries(recordOf(value)))
		headers[name.toLowerCase()] = Array.isArray(text) ? text.join(', ') : String(text);
	return headers;
}

/** The same as the limits of JSON and XML documents, in bytes; a compressed body counts as it is when opened. */
export const MOST_BYTES = 64_000_000;

/** What nearly every answer is in: one decoder serves them all. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The body of an answer as text in the encoding that it claims.
 * @throws FailureError `unreadable` when it is not in that encoding
 */
function textOf(chunks: readonly Uint8Array[], { headers, status }: Pick<VendorAnswer, 'headers' | 'status'>): string {
	const [only = new Uint8Array(), ...others] = chunks;
	const bytes = others.length === 0 ? only : Buffer.concat(chunks);
	const charset = /charset="?([\w-]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
	try {
		return (/^utf-8$/i.test(charset) ? UTF_8 : new TextDecoder(charset, { fatal: true })).decode(bytes);
	} catch {
		throw notTheApi(status, `The answer is not text in the encoding ${charset}`);
	}
}

/**
 * The whole body of an answer, in the pieces that came.
 * @param data what the platform's helper gives: a stream, or bytes
 * @throws FailureError `unreadable` when it is too large; what the stream fails with
 */
async function chunksOf(data: unknown, status: number): Promise<readonly Uint8Array[]> {
	if (data === undefined || data === null) return [];
	if (data instanceof Uint8Array || data instanceof ArrayBuffer) {
		if (data.byteLength > MOST_BYTES) throw tooLong(status, 'was not looked at');
		return [data instanceof Uint8Array ? data : new Uint8Array(data)];
	}
	if (!isStream(data)) return [new TextEncoder().encode(JSON.stringify(data))];
	const chunks: Uint8Array[] = [];
	let size = 0;
	// Leaving the loop closes the connection.
	for await (const chunk of data) {
		size += chunk.length;
		if (size > MOST_BYTES) throw tooLong(status, 'was not read to the end');
		chunks.push(chunk);
	}
	return chunks;
}

function isStream(data: unknown): data is AsyncIterable<Uint8Array> {
	return typeof data === 'object' && data !== null && Symbol.asyncIterator in data;
}

function tooLong(status: number, so: string) {
	return notTheApi(status, `The answer is larger than ${MOST_BYTES / 1_000_000} MB and ${so}`);
}

function notTheApi(status: number, says: string) {
	return failed({
		kind: 'unreadable',
		status,
		says: `${says} (HTTP ${status})`,
		todo: NOT_THE_API,
	});
}
