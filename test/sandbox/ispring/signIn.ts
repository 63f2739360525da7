import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TokenBook } from '../http/tokens';
import { Refusal, bearerToken, bodyText, headerText, mediaType } from '../http/wire';
import type { SandboxSecrets } from '../types';
import { sendFlat } from './reply';

const TOKEN_SECONDS = 1800;

/** Who may call: a token from /api/v3/token, or an administrator's own sign-in. One account for all three channels. */
export class ISpringSignIn {
	private readonly tokens = new TokenBook('ispring');

	constructor(private readonly secrets: SandboxSecrets['ispring']) {}

	honours(token: string | undefined): boolean {
		return this.tokens.honours(token);
	}

	isAccount(accountUrl: string | undefined, email: string | undefined, password: string | undefined): boolean {
		const { secrets } = this;
		// A trailing slash appears in some of the vendor's samples.
		return accountUrl?.replace(/\/$/, '') === secrets.accountUrl && email === secrets.email && password === secrets.password;
	}

	hasAccountHeaders(request: FastifyRequest): boolean {
		const [url, email, password] = ['url', 'email', 'password'].map((part) =>
			headerText(request, part === 'url' ? 'x-auth-account-url' : `x-auth-${part}`),
		);
		return this.isAccount(url, email, password);
	}

	/** Current REST: `Bearer`, or the three headers. A token without the scheme word is refused. */
	requireCaller(request: FastifyRequest): void {
		const known = request.headers.authorization === undefined ? this.hasAccountHeaders(request) : this.honours(bearerToken(request));
		if (!known) throw new Refusal(401, 'Authorization failed');
	}

	expireAll(): void {
		this.tokens.expireAll();
	}

	reset(): void {
		this.tokens.reset();
	}

	mount(scope: FastifyInstance): void {
		scope.post('/api/v3/token', async (request, reply) => {
			if (mediaType(request) !== 'application/x-www-form-urlencoded') throw new Refusal(400, 'Wrong content type');
			const form = new URLSearchParams(bodyText(request));
			if (form.get('grant_type') !== 'client_credentials') throw new Refusal(400, 'Unsupported grant type');
			const { clientId, clientSecret } = this.secrets;
			if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) {
				throw new Refusal(401, 'Invalid client credentials');
			}
			const access_token = this.tokens.issue(TOKEN_SECONDS);
			return sendFlat(request, reply, {
				access_token,
				expires_in: TOKEN_SECONDS,
				token_type: 'bearer',
			});
		});
	}
}
