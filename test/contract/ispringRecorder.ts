import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request and its answer, as they went over the line. */
export type Exchange = Readonly<{ method: string; url: URL; contentType: string; sent: string; status: number; answered: string }>;

export type Recorder = Readonly<{ url: string; exchanges: Exchange[]; close: () => Promise<void> }>;

/** Passes everything on to another server on this machine and keeps what was said. */
export async function startRecorder(target: string): Promise<Recorder> {
	const exchanges: Exchange[] = [];
	const server = createServer((incoming, outgoing) => {
		void (async () => {
			const sent = await bytesOf(incoming);
			const { pathname, search } = new URL(incoming.url ?? '/', 'http://recorder');
			const onward = request(target + pathname + search, { method: incoming.method, headers: incoming.headers, agent: false });
			onward.on('response', (answer) => {
				void bytesOf(answer).then((answered) => {
					const { statusCode: status = 0, headers } = answer;
					exchanges.push({
						method: incoming.method ?? '',
						url: new URL(pathname + search, 'http://vendor'),
						contentType: incoming.headers['content-type'] ?? '',
						sent: sent.toString(),
						status,
						answered: answered.toString(),
					});
					outgoing.writeHead(status, headers).end(answered);
				});
			});
			onward.end(sent);
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}`, exchanges, close: async () => await new Promise((resolve) => server.close(() => resolve())) };
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks);
}
