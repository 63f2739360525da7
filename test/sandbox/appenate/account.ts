import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../http/wire';

/**
 * What a company's account allows, when told so. Sources: "API Usage Limits" (3 connections at once, 2,500
 * calls a day) and "Organization Setup" (keys that only read). No page tells what a call beyond them gets.
 */
export class AppenateAccount {
	atOnce: number | undefined;
	perDay: number | undefined;
	/** The status of a call beyond the limits. */
	beyond = 429;
	/** The status of a write with a key that may only read. */
	readOnlyRefusal = 403;
	/** Whether `GET /user` exists: some brands have a page for it, Appenate itself has none. */
	hasDetails = true;
	private calls = 0;
	private open = 0;

	reset(): void {
		[this.atOnce, this.perDay, this.beyond, this.readOnlyRefusal, this.hasDetails, this.calls] = [undefined, undefined, 429, 403, true, 0];
	}

	/** Counts the calls of a scope, and refuses those beyond the limits. */
	watch(scope: FastifyInstance): void {
		const crowded = new WeakSet<FastifyRequest>();
		scope.addHook('onRequest', (request, reply, done) => {
			this.open += 1;
			if (this.open > (this.atOnce ?? Infinity)) crowded.add(request);
			reply.raw.once('close', () => {
				this.open -= 1;
			});
			done();
		});
		// Refused only here, so that the log and the faults see the call first.
		scope.addHook('preHandler', (request, _reply, done) => {
			this.calls += 1;
			if (crowded.has(request)) throw new Refusal(this.beyond, 'Too many concurrent connections.', 'TooManyRequests');
			if (this.calls > (this.perDay ?? Infinity))
				throw new Refusal(this.beyond, 'The daily API usage limit was exceeded.', 'LimitExceeded');
			done();
		});
	}
}
