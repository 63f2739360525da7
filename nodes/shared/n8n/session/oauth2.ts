import type { IDataObject } from 'n8n-workflow';

import { failed, failureOf, isFailureError, type Failure } from '../../failure';
import type { VendorRequest } from '../../http/types';
import { checkingSend } from './checkingSend';
import { recordOf } from '../../fields/values';
import { noTokenNow } from '../../http/answers';
import { deadlines, type Ending } from './deadline';
import type { Context } from './platform';
import { notSent } from './thrown';
import { headersOf, readThrown } from './wire';

/**
 * What the platform reports as `error` of RFC 6749 although the vendor is only busy; the status is lost then.
 * Sources: RFC 6749, section 4.1.2.1; RFC 8628, section 3.5.
 */
const BUSY: Readonly<Record<string, number>> = { temporarily_unavailable: 503, server_error: 500, slow_down: 429 };

/**
 * Renews an OAuth2 token by the platform, which stores the new one and shares a renewal between executions.
 * @param context knows the credential by `getCredentials`
 * @param address where tokens are issued
 * @returns the new `oauthTokenData`
 * @throws FailureError `signIn` when the vendor does not renew it, `redirected`, `throttled`, `unreachable`, `unreadable`
 */
export async function renewedOAuth2(
	context: Context,
	credentialType: string,
	{ address, ...ending }: Readonly<{ address: string }> & Ending,
): Promise<IDataObject> {
	const asked: VendorRequest = {
		method: 'POST',
		reads: true,
		url: address,
		headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
		body: 'grant_type=refresh_token',
	};
	const { timeout } = ending;
	return await deadlines(ending)(asked, async () => await renewedByPlatform(context, credentialType, { asked, timeout }));
}

async function renewedByPlatform(
	context: Context,
	credentialType: string,
	{ asked, timeout }: Readonly<{ asked: VendorRequest; timeout: number }>,
): Promise<IDataObject> {
	await assertStaysHere(context, asked, timeout);
	const renewed: unknown = await context.helpers.refreshOAuth2Token
		.call(context, credentialType)
		.catch(async (error: unknown) => await notRenewed(error, asked));
	return { ...recordOf(renewed) } as IDataObject;
}

/**
 * The platform's client follows redirects, with the client secret and the refresh token. So the address is
 * asked first without them, and what it answers does not matter unless it leads elsewhere or is to be asked later.
 */
async function assertStaysHere(context: Context, asked: VendorRequest, timeout: number): Promise<void> {
	const answer = await checkingSend(
		context,
		async (options) => await Promise.resolve(options),
		timeout,
	)(asked).catch((error: unknown) => {
		const failure = failureOf(error);
		if (failure.kind === 'unreadable') return undefined;
		throw failed(notSent(failure));
	});
	// Some server could answer a half request with a 500 of its own.
	const failure = answer && noTokenNow({ vendor: hostOf(asked), answer });
	if (failure?.kind === 'throttled') throw failed(failure);
}

/** What the platform threw, by what is documented of its errors: their own words, or the answer's status. */
async function notRenewed(error: unknown, asked: VendorRequest): Promise<never> {
	const { failure, body, code, status, message, response } = recordOf(error);
	const vendor = hostOf(asked);
	const says = String(message);
	const answered = recordOf(response);
	const seen = BUSY[String(recordOf(body).error)] ?? status ?? answered.status;
	if (seen === 401 || seen === 403) throw failed(signIn(vendor, `HTTP ${seen}`));
	if (typeof seen === 'number') {
		const answer = { status: seen, headers: headersOf(answered.headers) };
		throw failed(noTokenNow({ vendor, answer, says: code === 'EAUTH' ? says : undefined }) ?? otherAnswer(vendor, seen));
	}
	if (code === 'EAUTH' || recordOf(failure).cause === 'credential-invalid' || /reconnect/i.test(says)) throw failed(signIn(vendor, says));
	await readThrown(error, asked).catch((reason: unknown) => {
		throw isFailureError(reason) ? failed(notSent(reason.failure)) : reason;
	});
	throw error;
}

function signIn(vendor: string, says: string): Failure {
	return {
		kind: 'signIn',
		status: 401,
		says: `${vendor} did not renew the access token: ${says}`,
		todo: 'Open the credential and connect it again.',
	};
}

function otherAnswer(vendor: string, status: number): Failure {
	return {
		kind: 'unreadable',
		status,
		says: `${vendor} was asked for a new access token and answered with something else (HTTP ${status})`,
		todo: 'Check the base URL in the credential. If it is right, connect the credential again.',
	};
}

function hostOf({ url }: VendorRequest): string {
	return new URL(url).host;
}
