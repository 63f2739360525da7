import { failed } from '../../failure';

/** The same as the limits of JSON and XML documents, in bytes; a compressed body counts as it is when opened. */
export const MOST_BYTES = 64_000_000;

/**
 * The whole body of an answer as text in the encoding that it claims.
 * @param data what the platform's helper gives for `encoding: 'stream'`; bytes and texts are taken too
 * @throws FailureError `unreadable` when it is too large or not in that encoding; what the stream fails with
 */
export async function textOf(data: unknown, { contentType, status }: Readonly<{ contentType: string; status: number }>): Promise<string> {
	if (data === undefined || data === null) return '';
	if (typeof data === 'string') return data;
	const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
	const bytes = await bytesOf(data, status);
	try {
		return new TextDecoder(charset, { fatal: true }).decode(bytes);
	} catch {
		throw failed({
			kind: 'unreadable',
			status,
			says: `The answer is not text in the encoding ${charset} (HTTP ${status})`,
			todo: "Check the base URL in the credential: something else than the vendor's API may be answering.",
		});
	}
}

async function bytesOf(data: unknown, status: number): Promise<Uint8Array> {
	if (data instanceof Uint8Array) return data;
	if (data instanceof ArrayBuffer) return new Uint8Array(data);
	if (!isStream(data)) return new TextEncoder().encode(JSON.stringify(data));
	const chunks: Uint8Array[] = [];
	let size = 0;
	// Leaving the loop closes the connection.
	for await (const chunk of data) {
		size += chunk.length;
		if (size > MOST_BYTES)
			throw failed({
				kind: 'unreadable',
				status,
				says: `The answer is larger than ${MOST_BYTES / 1_000_000} MB and was not read to its end (HTTP ${status})`,
				todo: "Check the base URL in the credential: something else than the vendor's API may be answering.",
			});
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function isStream(data: unknown): data is AsyncIterable<Uint8Array> {
	return typeof data === 'object' && data !== null && Symbol.asyncIterator in data;
}
