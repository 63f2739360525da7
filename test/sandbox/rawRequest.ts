import { request } from 'node:http';

export interface RawAnswer {
	readonly status: number;
	readonly statusText: string;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly text: string;
}

interface Sending {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Buffer;
}

/** One request with exactly these headers: fetch would add a Content-Type and refuse some values. */
export async function rawRequest(url: string, sending: Sending = {}): Promise<RawAnswer> {
	const { method = 'GET', headers = {}, body = '' } = sending;
	const length = Buffer.byteLength(body);
	const allHeaders = length === 0 ? headers : { ...headers, 'Content-Length': String(length) };
	return new Promise((resolve, reject) => {
		const outgoing = request(url, { method, headers: allHeaders, agent: false }, (incoming) => {
			const chunks: Buffer[] = [];
			incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
			incoming.on('error', reject);
			incoming.on('end', () =>
				resolve({
					status: incoming.statusCode ?? 0,
					statusText: Buffer.from(incoming.statusMessage ?? '', 'latin1').toString(),
					headers: incoming.headers,
					text: Buffer.concat(chunks).toString(),
				}),
			);
		});
		outgoing.on('error', reject);
		outgoing.end(body);
	});
}
