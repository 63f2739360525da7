import { failed, failureOf, type FailureError } from '../../shared/failure';
import { credentialText, type CredentialValues, type Send, type VendorAnswer } from '../../shared/http/types';
import { isJsonObject, parseJson, scalarText } from '../../shared/json/json';
import { noTokenNow } from '../../shared/http/answers';
import { isSignInOver, notTheApi, openAnswer } from './failure';
import { highqAddress } from './request';

/** The pair that HighQ gives; a refresh token is good for one renewal. */
type Tokens = Readonly<{ accessToken: string; refreshToken: string }>;

type Renewing = Readonly<{
	credential: CredentialValues;
	/** A way out that signs with this access token. */
	signedSend: (accessToken: string) => Send;
	/** A way out without a signature: the token call carries its secrets in the body. */
	openSend: Send;
}>;

/**
 * Renewals by the instance and the refresh token that was spent there. Requests in flight that all got a 401, and executions
 * that started with the same token, must share one: HighQ gives a new refresh token each time.
 */
const renewals = new Map<string, Promise<Tokens>>();
const KEPT_RENEWALS = 50;

/**
 * Checks the access token with the smallest call there is, and renews it when HighQ says that it is over.
 * @returns the new pair, to be stored; undefined when the present access token is accepted
 * @throws FailureError when HighQ refuses for another reason, or the credential can't be renewed
 */
export async function renewedTokens({ credential, signedSend, openSend }: Renewing): Promise<Tokens | undefined> {
	const base = highqAddress(credential);
	const present = { accessToken: credentialText(credential, 'accessToken'), refreshToken: credentialText(credential, 'refreshToken') };
	const answer = await check(base, signedSend(present.accessToken));
	if (!isSignInOver(answer) || !canRenew(credential)) {
		assertUserList(answer);
		return undefined;
	}

	const line = await lineFrom(base, present.refreshToken);
	const latest = line.at(-1);
	if (latest && !isSignInOver(await check(base, signedSend(latest.tokens.accessToken)))) return latest.tokens;
	const next = async (refreshToken: string, over: Renewal | undefined): Promise<Tokens> => {
		const spent = spentAt(base, refreshToken);
		if (over && renewals.get(spent) === over.renewal) renewals.delete(spent);
		return await (renewals.get(spent) ?? renew(spent, exchange(base, { ...credential, refreshToken }, openSend)));
	};
	return await next(latest?.tokens.refreshToken ?? present.refreshToken, latest).catch(async (error: unknown) => {
		if (!latest || latest.tokens.refreshToken === present.refreshToken || failureOf(error).kind !== 'signIn') throw error;
		// What is remembered led to a refused token: the credential's own one decides.
		return await next(present.refreshToken, line[0]);
	});
}

type Renewal = Readonly<{ tokens: Tokens; renewal: Promise<Tokens> }>;

/** What became of a refresh token that was spent, of the one that came for it, and so on. */
async function lineFrom(base: string, refreshToken: string): Promise<readonly Renewal[]> {
	const line: Renewal[] = [];
	const seen = new Set<string>();
	let spent = spentAt(base, refreshToken);
	while (!seen.has(spent)) {
		seen.add(spent);
		const renewal = renewals.get(spent);
		if (!renewal) break;
		const tokens = await renewal;
		line.push({ tokens, renewal });
		spent = spentAt(base, tokens.refreshToken);
	}
	return line;
}

function spentAt(base: string, refreshToken: string): string {
	return JSON.stringify([base, refreshToken]);
}

function canRenew(credential: CredentialValues): boolean {
	return ['clientId', 'clientSecret', 'refreshToken'].every((name) => credentialText(credential, name) !== '');
}

async function renew(spent: string, renewal: Promise<Tokens>): Promise<Tokens> {
	renewals.set(spent, renewal);
	renewal.catch(() => renewals.delete(spent));
	const [oldest] = renewals.keys();
	if (renewals.size > KEPT_RENEWALS && oldest !== undefined) renewals.delete(oldest);
	return await renewal;
}

async function check(base: string, send: Send): Promise<VendorAnswer> {
	return await send({ method: 'GET', url: `${base}/api/2/users`, query: [['limit', '1']], headers: { Accept: 'application/json' } });
}

/** @throws FailureError with HighQ's words, or because this is not the list of users */
function assertUserList(answer: VendorAnswer): void {
	const opened = openAnswer(answer);
	const document = parseJson(answer.body);
	if (opened.kind === 'nobody' || !isJsonObject(document) || document.users === undefined) throw notTheApi(answer);
}

/** Client ID and secret travel in the body; no version stands in this path. Source: "API access mechanism using OAuth2". */
async function exchange(base: string, credential: CredentialValues, send: Send): Promise<Tokens> {
	const refreshToken = credentialText(credential, 'refreshToken');
	const answer = await send({
		method: 'POST',
		reads: true,
		url: `${base}/api/oauth2/token`,
		headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({
			grant_type: 'refresh_token',
			client_id: credentialText(credential, 'clientId'),
			client_secret: credentialText(credential, 'clientSecret'),
			refresh_token: refreshToken,
		}).toString(),
	});
	const said = parseJson(answer.body);
	const words = isJsonObject(said) ? (scalarText(said.error_description) ?? scalarText(said.error)) : undefined;
	const notNow = noTokenNow({ vendor: 'HighQ', answer, says: words });
	if (notNow) throw failed(notNow);
	if (!isJsonObject(said)) throw notTheApi(answer);
	const accessToken = scalarText(said.access_token) ?? '';
	if (answer.status >= 400 || accessToken === '') throw notRenewed(answer.status, words);
	return { accessToken, refreshToken: scalarText(said.refresh_token) || refreshToken };
}

function notRenewed(status: number, says = 'no reason given'): FailureError {
	return failed({
		kind: 'signIn',
		status,
		says: `HighQ did not renew the access token (HTTP ${status}): ${says}`,
		todo: 'Check Client ID and Client Secret. A refresh token works only once: authorize the application in HighQ again, and enter the new access and refresh tokens in the credential.',
	});
}
