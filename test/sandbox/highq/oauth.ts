import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TokenBook } from '../http/tokens';
import { bodyText, mediaType, queryOf } from '../http/wire';
import type { SandboxSecrets } from '../types';

const ACCESS_SECONDS = 18_000;
const REFRESH_SECONDS = 31_536_000;
const CODE_SECONDS = 30 * 60;

/** The authorization code flow with refresh tokens that rotate. */
export class HighQSignIn {
	private readonly access: TokenBook;
	private readonly refresh: TokenBook;
	private readonly codes = new TokenBook('highq code');

	constructor(
		private readonly secrets: SandboxSecrets['highq'],
		/** Whether a new access token ends those before it. */
		private readonly endsFormer = false,
	) {
		this.access = new TokenBook('highq access', [secrets.accessToken]);
		this.refresh = new TokenBook('highq refresh', [secrets.refreshToken]);
	}

	honours(token: string | undefined): boolean {
		return this.access.honours(token);
	}

	expireAccessTokens(): void {
		this.access.expireAll();
	}

	reset(): void {
		for (const book of [this.access, this.refresh, this.codes]) book.reset();
	}

	mount(scope: FastifyInstance): void {
		scope.get('/authorise.action', async (request, reply) => this.authorise(request, reply));
		scope.post('/api/oauth2/token', async (request, reply) => this.token(request, reply));
	}

	/** Consent is given at once. `state` goes back; whether the real Publisher does that is not known. */
	private authorise(request: FastifyRequest, reply: FastifyReply): FastifyReply {
		const query = queryOf(request);
		const back = query.get('redirect_uri') ?? '';
		const good = query.get('response_type') === 'code' && query.get('client_id') === this.secrets.clientId;
		if (!good || !URL.canParse(back)) {
			return reply.code(400).type('text/html; charset=utf-8').send('<!DOCTYPE html><h1>Unable to authorise</h1>');
		}
		const target = new URL(back);
		target.searchParams.set('code', this.codes.issue(CODE_SECONDS));
		const state = query.get('state');
		if (state !== null) target.searchParams.set('state', state);
		return reply.redirect(target.href, 302);
	}

	private token(request: FastifyRequest, reply: FastifyReply): FastifyReply {
		if (mediaType(request) !== 'application/x-www-form-urlencoded') return refuse(reply, 'invalid_request');
		const form = new URLSearchParams(bodyText(request));
		const { clientId, clientSecret } = this.secrets;
		// Id and secret are read from the body only; Basic authentication is not offered.
		if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) {
			return refuse(reply, 'invalid_client', 401);
		}
		if (!this.isGranted(form)) return refuse(reply, 'invalid_grant');
		if (this.endsFormer) this.access.expireAll();
		return reply.send({
			access_token: this.access.issue(ACCESS_SECONDS),
			token_type: 'bearer',
			// The numbers are texts, as clients have recorded them.
			expires_in: String(ACCESS_SECONDS),
			refresh_token: this.refresh.issue(REFRESH_SECONDS),
			refresh_token_expires_in: String(REFRESH_SECONDS),
			useremail: 'integration@example.test',
		});
	}

	private isGranted(form: URLSearchParams): boolean {
		const grant = form.get('grant_type');
		if (grant === 'authorization_code') return this.codes.spend(form.get('code') ?? '');
		return grant === 'refresh_token' && this.refresh.spend(form.get('refresh_token') ?? '');
	}
}

function refuse(reply: FastifyReply, error: string, status = 400): FastifyReply {
	return reply.code(status).send({ error });
}
