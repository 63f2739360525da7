import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Routes } from '../../http/server';
import { accepts, bodyBytes, headerText, looseQuery, mediaType } from '../../http/wire';
import type { Store } from '../../store';
import type { AxeroPerson } from '../people';
import { startScimHost } from './host';
import type { ScimService } from './service';

const PATH = '/api/scim/v2';
const MEDIA_TYPE = 'application/scim+json';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

type Scim = Readonly<{ service: ScimService; token: string; base: () => string }>;

/**
 * Axero's SCIM service at {site}/api/scim/v2, with a token of its own (documented for Entra ID and Okta; what it does
 * exactly is not). It is a SCIM library by somebody else; in front of it stand the switches, and what RFC 7644 asks of a client.
 */
export function scimRoutes(people: Store<AxeroPerson>, { service, token, base }: Scim): Routes {
	return (scope) => {
		let host: ReturnType<typeof startScimHost> | undefined;
		// Started for those who ask: most tests never do.
		const hosted = async () => await (host ??= startScimHost({ people, service, token }, base));
		scope.addHook('onClose', async () => (await host)?.close());
		scope.setErrorHandler<Error>((error, _request, reply) => scimError(reply, 500, error.message));

		scope.all(`${PATH}/*`, async (request, reply) => {
			const refusal = refusalOf(request, service);
			if (refusal) return refusal(reply);
			const { origin } = await hosted();
			const answer = await fetch(origin + pathBelow(request), {
				method: request.method,
				headers: {
					accept: MEDIA_TYPE,
					...(request.headers.authorization === undefined ? {} : { authorization: request.headers.authorization }),
					...(bodyBytes(request).length > 0 ? { 'content-type': mediaType(request) } : {}),
				},
				...(bodyBytes(request).length > 0 ? { body: new Uint8Array(bodyBytes(request)) } : {}),
			});
			return reply
				.code(answer.status)
				.type(answer.headers.get('content-type') ?? MEDIA_TYPE)
				.send(Buffer.from(await answer.arrayBuffer()));
		});
	};
}

function pathBelow(request: FastifyRequest): string {
	const url = request.raw.url ?? '/';
	return url.slice(url.indexOf(PATH) + PATH.length);
}

type Answering = (reply: FastifyReply) => FastifyReply;

/** What keeps a request from the service. */
function refusalOf(request: FastifyRequest, { service, patch }: ScimService): Answering | undefined {
	if (service === 'notFound') return (reply) => webPage(reply, 404, 'Page not found');
	if (service === 'webPage') return (reply) => webPage(reply, 200, 'Sign in');
	if (service === 'notSetUp') return (reply) => scimError(reply, 501, 'SCIM user provisioning is not enabled.');
	if (looseQuery(request).has('token')) return (reply) => scimError(reply, 401, 'A token in the URL is not accepted.');
	if (headerText(request, 'rest-api-key') !== undefined) return (reply) => scimError(reply, 401, 'A REST API key is not accepted here.');
	if (!accepts(request, MEDIA_TYPE)) return (reply) => scimError(reply, 406, `The answer is ${MEDIA_TYPE}.`);
	if (bodyBytes(request).length > 0 && mediaType(request) !== MEDIA_TYPE)
		return (reply) => scimError(reply, 415, `The content type must be ${MEDIA_TYPE}.`);
	if (request.method === 'PATCH' && patch !== 'answered') return (reply) => scimError(reply, patch, 'PATCH is not supported.');
	return undefined;
}

function webPage(reply: FastifyReply, status: number, title: string): FastifyReply {
	return reply.code(status).type('text/html; charset=utf-8').send(`<!DOCTYPE html><title>${title}</title><h1>${title}</h1>`);
}

/** RFC 7644, section 3.12. */
function scimError(reply: FastifyReply, status: number, detail: string): FastifyReply {
	return reply
		.code(status)
		.type(MEDIA_TYPE)
		.send(JSON.stringify({ schemas: [ERROR], status: String(status), detail }));
}
