import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { recordOf } from '../../fields/values';

/** The hidden property of every credential that decides whether the platform calls `preAuthentication`: it does where this is empty. */
export const CHECKED = 'checked';

/** A token is not used any more this long before it ends. */
const TOKEN_MARGIN_MS = 60_000;

/** Where a credential keeps what is renewed. */
const TOKENS = ['accessToken', 'accessTokenExpiresAt', 'refreshToken', 'oauthTokenData'] as const;

/** Whether the credential's token ends at a known time, and that is near. */
export function isStale(data: ICredentialDataDecryptedObject): boolean {
	if (!('accessTokenExpiresAt' in data)) return false;
	return data.accessToken === '' || Number(data.accessTokenExpiresAt) - TOKEN_MARGIN_MS < Date.now();
}

/** What requests are signed with; undefined where a credential has no token. */
export function tokenOf({ accessToken, oauthTokenData }: ICredentialDataDecryptedObject): unknown {
	return oauthTokenData === undefined ? accessToken : recordOf(oauthTokenData).access_token;
}

/** What the token is renewed with, where that is good for one renewal. */
export function refreshTokenOf({ refreshToken, oauthTokenData }: ICredentialDataDecryptedObject): unknown {
	return (oauthTokenData === undefined ? refreshToken : recordOf(oauthTokenData).refresh_token) || undefined;
}

/** Whether a token that is over can be had anew. */
export function isRenewable(data: ICredentialDataDecryptedObject): boolean {
	return 'accessTokenExpiresAt' in data || 'oauthTokenData' in data || refreshTokenOf(data) !== undefined;
}

/**
 * Takes over the tokens that are stored: another execution may have renewed them, and spent the refresh token.
 * @returns whether they are others than before
 */
export function takeTokens(data: ICredentialDataDecryptedObject, stored: ICredentialDataDecryptedObject): boolean {
	const before = tokenOf(data);
	for (const name of TOKENS) {
		const value = stored[name];
		if (name in data && value !== undefined) data[name] = value;
	}
	return tokenOf(data) !== before;
}

const SECRET_NAMES = /key|secret|password|token/i;
/** `accessTokenUrl`, `token_type`, `accessTokenExpiresAt`: names that hold such a word and no secret. */
const NO_SECRETS = /url$|type$|expires/i;

/** The values of a credential that must not be seen, also inside `oauthTokenData`. */
export function secretsOf(data: object): string[] {
	return Object.entries(data).flatMap(([name, value]: [string, unknown]): string[] => {
		if (typeof value === 'object' && value !== null) return secretsOf(value);
		if (!SECRET_NAMES.test(name) || NO_SECRETS.test(name) || (typeof value !== 'string' && typeof value !== 'number')) return [];
		const text = String(value);
		// Blanks around it get lost on the way; so does its stop in a sentence of the vendor's.
		return [...new Set([text, text.trim(), text.trim().replace(/\.+$/, '')])];
	});
}
