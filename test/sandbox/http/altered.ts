import type { FastifyReply } from 'fastify';
import type { RawAnswer } from '../types';

/** Sends what a fault makes of an answer, past fastify, which would put its headers right. */
export function sendAltered(reply: FastifyReply, payload: unknown, alter: (answer: RawAnswer) => RawAnswer): FastifyReply {
	const given = Buffer.isBuffer(payload) ? payload : Buffer.from(typeof payload === 'string' ? payload : '');
	const named = Object.entries(reply.getHeaders()).map(([name, value]): [string, string] => [name.toLowerCase(), String(value)]);
	const { status, statusText, headers, body, ends } = alter({ status: reply.statusCode, headers: Object.fromEntries(named), body: given });
	if (!reply.sent) reply.hijack();
	if (ends === 'silence') return reply;
	const length = 'content-length' in headers || status === 204 ? {} : { 'content-length': String(body.length) };
	// `end` would refuse a length that is not the body's.
	reply.raw.strictContentLength = false;
	if (statusText !== undefined) reply.raw.statusMessage = statusText;
	reply.raw.writeHead(status, { ...headers, ...length });
	if (ends === 'connection') reply.raw.write(body, () => reply.raw.socket?.end());
	else reply.raw.end(body);
	return reply;
}
