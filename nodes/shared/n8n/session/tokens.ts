import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { failed, FailureError, type Failure } from '../../failure';
import { recordOf } from '../../fields/values';
import { failureBehind } from './thrown';

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

/**
 * What a credential failed with before the request was sent: for the request, an outage of what issues its token is one in which nothing
 * arrived, whatever became of the token.
 */
export function beforeSending(error: unknown): unknown {
	const failure = error instanceof FailureError ? undefined : failureBehind(error);
	return failure ? failed(notSent(failure)) : error;
}

export function notSent(failure: Failure): Failure {
	const { says, todo } = failure;
	if (failure.kind === 'unreachable') return { ...failure, landed: 'no' };
	const isOutage = (failure.kind === 'refused' || failure.kind === 'unreadable') && failure.status >= 500;
	return isOutage ? { kind: 'unreachable', landed: 'no', says, ...(todo === undefined ? {} : { todo }) } : failure;
}

/** Whether it holds for all that wait for the same token. */
export function holdsForAll(failure: Failure): boolean {
	return failure.kind === 'signIn' || failure.kind === 'throttled' || (failure.kind === 'unreachable' && failure.landed === 'no');
}
