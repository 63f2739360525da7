import { failed, failureOf, invalid } from '../../shared/failure';
import { baseAddress } from '../../shared/http/address';
import { judged } from '../../shared/http/answers';
import { credentialText, type CredentialValues, type VendorAnswer, type VendorRequest, type WayOut } from '../../shared/http/types';
import { jsonBody, type JsonObject } from '../../shared/json/json';
import { lacksPatch, openScim, SCIM_PAGE, type ScimExpected } from './scimFailure';
import { PASTED_PATH } from './request';

/** Below the site's address. Source: "Setup Guide: Entra ID SCIM Provisioning". */
export const SCIM_PATH = '/api/scim/v2';
const MEDIA_TYPE = 'application/scim+json';

/** A read, or the replacement of a whole user. `path` is below the service, its ids encoded. */
type ScimCall = ScimExpected &
	Readonly<{
		method: 'GET' | 'PUT';
		path: string;
		query?: NonNullable<VendorRequest['query']>;
		body?: JsonObject;
		/** The version that is to be replaced: RFC 7644, section 3.14. */
		ifMatch?: string | undefined;
		beforeRepeat?: () => Promise<void>;
	}>;

type Sending = Omit<VendorRequest, 'url' | 'headers' | 'body'> & Readonly<Pick<ScimCall, 'path' | 'body' | 'ifMatch'>>;

export type ScimService = Readonly<{
	call: (call: ScimCall) => Promise<JsonObject | undefined>;
	/** @returns whether the service takes PATCH at all */
	patch: (call: ScimExpected & Readonly<{ path: string; body: JsonObject }>) => Promise<boolean>;
}>;

/** Axero's SCIM service; undefined where the credential has no token for it. */
export function scimService({ credential, send }: WayOut): ScimService | undefined {
	if (!hasScimToken(credential)) return undefined;
	const sent = async ({ path, body, ifMatch, ...request }: Sending): Promise<VendorAnswer> =>
		await send({
			...request,
			url: `${siteOf(credential)}${SCIM_PATH}${path}`,
			headers: {
				Accept: MEDIA_TYPE,
				...(body === undefined ? {} : { 'Content-Type': MEDIA_TYPE }),
				...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
			},
			...(body === undefined ? {} : { body: jsonBody(body) }),
		});
	return {
		call: async ({ about, isUser, ...call }) => {
			const answer = await sent(call);
			const open = (): JsonObject | undefined => openScim(answer, { about, isUser });
			return call.method === 'GET' ? open() : judged(answer, open);
		},
		patch: async ({ path, body, ...expected }) => {
			// Told the same state twice, a user is in that state.
			const answer = await sent({ method: 'PATCH', path, body, repeats: true });
			if (lacksPatch(answer)) return false;
			judged(answer, () => openScim(answer, expected));
			return true;
		},
	};
}

/**
 * Tries the token of the SCIM service, where there is one, when the one of the REST API is known to work.
 * @throws FailureError that tells which of the two does not
 */
export async function checkScim(wayOut: WayOut): Promise<void> {
	await scimService(wayOut)
		?.call({ method: 'GET', path: '/Users', query: [['count', '1']], about: 'the first user' })
		.catch((error: unknown) => {
			const failure = failureOf(error);
			throw failed({ ...failure, says: `Token or Key works, but SCIM Token does not: ${failure.says}` });
		});
}

/** Whether a credential has a token for the SCIM service. */
export function hasScimToken(credential: CredentialValues): boolean {
	return credentialText(credential, 'scimToken').trim() !== '';
}

/** @throws FailureError `invalid` where there is none */
export function scimTokenOf(credential: CredentialValues): string {
	if (hasScimToken(credential)) return credentialText(credential, 'scimToken');
	throw invalid('SCIM Token', 'The credential has no SCIM Token', `Copy it from ${SCIM_PAGE} in Axero into the credential.`);
}

/** Whether a request goes to the SCIM service: then no other token may be on it, and its own on no other. */
export function isForScim(url: string): boolean {
	return `${new URL(url).pathname}/`.includes(`${SCIM_PATH}/`);
}

function siteOf(credential: CredentialValues): string {
	return baseAddress('Base URL', credentialText(credential, 'baseUrl'), PASTED_PATH);
}
