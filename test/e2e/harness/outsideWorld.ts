import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { writeFileSync } from 'node:fs';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import { newAuthority } from './certificates';
import type { Environment } from './programs';

export type OutsideWorld = Readonly<{
	/** For a program that is to take it for the world. */
	env: Environment;
	/** The hosts, once for each time. */
	asked: () => readonly string[];
	close: () => Promise<void>;
}>;

/** npm's registry, whatever its whole name is. */
const isRegistry = (host: string): boolean => host.startsWith('registry.');

/**
 * All that n8n and the npm that it starts get to see of the world: a proxy on this machine, which hands what is meant for
 * npm's registry to another one, and knows no other host. n8n takes another registry by a setting only with a license.
 * @param folder where the certificate that they trust is kept
 */
export async function outsideWorld(registry: string, folder: string): Promise<OutsideWorld> {
	const authority = newAuthority();
	const file = path.join(folder, 'authority.pem');
	writeFileSync(file, authority.certificate);
	const contexts = new Map<string, SecureContext>();
	const contextOf = (host: string): SecureContext => {
		const context = contexts.get(host) ?? createSecureContext(authority.issue(host));
		contexts.set(host, context);
		return context;
	};

	const asked: string[] = [];
	const sockets = new Set<Socket>();
	const inside = createServer((incoming, answer) => forward(registry, incoming, answer));
	const proxy = createServer((_incoming, answer) => void answer.writeHead(403).end());
	proxy.on('connection', (socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket)).on('error', () => {});
	});
	proxy.on('connect', ({ url = '' }: IncomingMessage, socket: Socket) => {
		const host = url.replace(/:\d+$/, '');
		asked.push(host);
		if (!isRegistry(host)) {
			socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
		inside.emit(
			'connection',
			new TLSSocket(socket, { isServer: true, secureContext: contextOf(host) }).on('error', () => {}),
		);
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));

	return {
		env: { HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, NODE_EXTRA_CA_CERTS: file },
		asked: () => [...asked],
		close: async () => {
			const closed = new Promise((resolve) => proxy.close(resolve));
			for (const socket of sockets) socket.destroy();
			await closed;
		},
	};
}

/** The name of the host goes along, by which the registry makes the addresses of its tarballs. */
function forward(registry: string, incoming: IncomingMessage, answer: ServerResponse): void {
	const headers = { ...incoming.headers, 'x-forwarded-proto': 'https' };
	const outgoing = request(new URL(incoming.url ?? '/', registry), { method: incoming.method, headers }, (got) => {
		answer.writeHead(got.statusCode ?? 502, got.headers);
		got.pipe(answer);
	});
	outgoing.on('error', () => answer.destroy());
	incoming.pipe(outgoing);
}
