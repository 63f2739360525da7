import { request } from 'node:http';

import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';

import { scrubber } from '../../nodes/shared/http/secrets';
import type { VendorAnswer, VendorRequest } from '../../nodes/shared/http/types';
import { secretsOf } from '../../nodes/shared/n8n/session/credential';
import type { Session } from '../../nodes/shared/n8n/session/session';
import { USUAL_TIMEOUT_MS } from '../../nodes/shared/n8n/session/deadline';
import { readAnswer, readThrown, toOptions } from '../../nodes/shared/n8n/session/wire';

type Preparing = ICredentialType & {
	preAuthentication?: (this: IHttpRequestHelper, data: ICredentialDataDecryptedObject) => Promise<Record<string, unknown>>;
};

/**
 * A session without n8n: signs with the credential's own code and sends by node:http, so that a contract
 * test meets the vendor's socket and nothing of the platform. Renews a token as the platform does.
 */
export function testSession(type: Preparing, data: ICredentialDataDecryptedObject): Session {
	const renew = async (): Promise<void> => {
		const renewed = await type.preAuthentication?.call(helper, data);
		Object.assign(data, renewed);
	};
	const once = async (wanted: VendorRequest): Promise<VendorAnswer> => {
		try {
			return await readAnswer(await sendSigned(type, data, toOptions(wanted, USUAL_TIMEOUT_MS)), wanted);
		} catch (error) {
			return await readThrown(error, wanted);
		}
	};

	let requests = 0;
	return {
		credential: data,
		requests: () => requests,
		atOnce: 5,
		scrub: scrubber(secretsOf(data)),
		send: async (wanted) => {
			requests += 1;
			if (data.accessToken === '') await renew();
			const answer = await once(wanted);
			if (answer.status !== 401 || !('accessToken' in data)) return answer;
			await renew();
			return await once(wanted);
		},
	};
}

/** What the editor calls a node's lists and columns with, without n8n: signed and sent as in {@link testSession}. */
export function editorContext(
	type: ICredentialType,
	data: ICredentialDataDecryptedObject,
	parameters: Readonly<Record<string, unknown>> = {},
): ILoadOptionsFunctions {
	const given = {
		getCurrentNodeParameter: (name: string) => parameters[name],
		getCredentials: async () => await Promise.resolve(data),
		getNode: () => ({ id: '1', name: 'Node', type: 'node', typeVersion: 1, position: [0, 0], parameters: {} }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => await sendSigned(type, data, options),
		},
	};
	return given as unknown as ILoadOptionsFunctions;
}

async function sendSigned(type: Preparing, data: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<unknown> {
	if (typeof type.authenticate !== 'function') throw new Error(`${type.name} does not sign by a function`);
	return await send(await type.authenticate(data, options));
}

/** The platform's helper as far as credentials use it. */
export const helper: IHttpRequestHelper = { helpers: { httpRequest: async (options) => await send(options) } };

async function send({ url, baseURL, method = 'GET', headers = {}, qs = {}, body }: IHttpRequestOptions): Promise<unknown> {
	const target = new URL((baseURL ?? '') + url);
	for (const [name, value] of Object.entries(qs)) target.searchParams.append(name, String(value));
	return await new Promise((resolve, reject) => {
		const outgoing = request(target, { method, headers: asHeaders(headers), agent: false }, (incoming) => {
			const chunks: Buffer[] = [];
			incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
			incoming.on('error', reject);
			incoming.on('end', () => {
				resolve({
					statusCode: incoming.statusCode,
					statusMessage: incoming.statusMessage,
					headers: incoming.headers,
					body: Buffer.concat(chunks),
				});
			});
		});
		outgoing.on('error', reject);
		outgoing.end(asBody(body));
	});
}

function asHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function asBody(body: unknown): string | Buffer | undefined {
	if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) return body;
	if (body instanceof URLSearchParams) return body.toString();
	return JSON.stringify(body);
}
