import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, LoggedRequest } from '../types';
import { sendAltered } from './altered';
import { channelOf } from './channels';
import type { FaultBook } from './faults';
import type { RequestLog } from './log';
import { bodyBytes } from './wire';

/** Routes of one vendor, relative to its prefix. */
export type Routes = (scope: FastifyInstance) => void;

/** One HTTP server for all vendors: raw bodies, the log and the faults. Routes are mounted on it. */
export function createServer(log: RequestLog, faults: FaultBook): FastifyInstance {
	const app = fastify({
		forceCloseConnections: true,
		bodyLimit: 8 * 1024 * 1024,
		routerOptions: { maxParamLength: 2000 },
		// The vendors don't answer HEAD, and a wrong URL must reach their own not-found answer.
		exposeHeadRoutes: false,
	});
	app.removeAllContentTypeParsers();
	// Vendors judge Content-Type themselves, a missing one too.
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

	const afterHandling = new WeakMap<FastifyRequest, Readonly<{ fault: Fault; entry: LoggedRequest }>>();
	app.addHook('onRequest', async (request, reply) => {
		if (channelOf(request.raw.url ?? '/')) log.enter(request.raw, reply.raw);
	});
	app.addHook('preHandler', async (request, reply) => {
		const channel = channelOf(request.raw.url ?? '/');
		if (!channel) return undefined;
		const entry = log.add(channel, request.raw, reply.raw, bodyBytes(request));
		const fault = faults.take(entry);
		if (!fault) return undefined;
		if (fault.kind === 'delay') await sleep(fault.delayMs, undefined, { ref: false });
		else if (strikesAfterHandling(fault)) afterHandling.set(request, { fault, entry });
		else if (fault.kind === 'altered') return sendAltered(reply, '', (answer) => fault.alter(answer, entry));
		else return strike(fault, request, reply);
		return undefined;
	});
	app.addHook('onSend', (request, reply, payload, done) => {
		const { fault, entry } = afterHandling.get(request) ?? {};
		if (fault?.kind === 'malformed')
			reply
				.code(200)
				.type(fault.contentType ?? 'application/json')
				.removeHeader('content-length');
		if (fault?.kind === 'meanwhile') fault.change();
		if (fault?.kind !== 'reset') log.answered(request.raw, reply.statusCode);
		// Not calling done keeps fastify from writing the answer itself.
		if (fault?.kind === 'reset') request.raw.socket.resetAndDestroy();
		else if (fault?.kind === 'halfBody') sendHalf(reply, payload);
		else if (fault?.kind === 'altered' && entry) sendAltered(reply, payload, (answer) => fault.alter(answer, entry));
		else done(null, fault?.kind === 'malformed' ? fault.body : payload);
	});
	return app;
}

function strikesAfterHandling(fault: Fault): boolean {
	return fault.kind === 'halfBody' || fault.kind === 'meanwhile' || ('afterHandling' in fault && fault.afterHandling === true);
}

/** Answers in place of the vendor. */
function strike(fault: Fault, request: FastifyRequest, reply: FastifyReply): FastifyReply {
	switch (fault.kind) {
		case 'status':
			if (fault.statusText !== undefined) reply.raw.statusMessage = fault.statusText;
			reply.code(fault.status).headers(fault.headers ?? {});
			return reply.type(fault.contentType ?? 'text/html; charset=utf-8').send(fault.body ?? '');
		case 'malformed':
			return reply
				.code(200)
				.type(fault.contentType ?? 'application/json')
				.send(fault.body);
		case 'redirect':
			return reply.redirect(fault.to, fault.status ?? 302);
		case 'reset':
			reply.hijack();
			request.raw.socket.resetAndDestroy();
			return reply;
		case 'delay':
		case 'meanwhile':
		case 'altered':
		case 'halfBody':
			return reply;
	}
}

function sendHalf(reply: FastifyReply, payload: unknown): void {
	const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(typeof payload === 'string' ? payload : '');
	const headers = { ...reply.getHeaders(), 'content-length': String(bytes.length) };
	reply.raw.writeHead(reply.statusCode, headers as Record<string, string>);
	reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reply.raw.socket?.destroy());
}
