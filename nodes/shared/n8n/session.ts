import type { ICredentialDataDecryptedObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import { patient } from '../http/patience';
import { readOnly } from '../http/readOnly';
import { scrubber, type Scrub } from '../http/secrets';
import type { Send, VendorAnswer, VendorRequest } from '../http/types';
import { clockOf } from './clock';
import { CHECKED } from './credential';
import { patienceOf } from './patienceOptions';
import { isPreview } from './previewOption';
import { deadline, readAnswer, readThrown, toOptions } from './wire';

type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** A credential that was opened for one execution, and the way out that signs requests with it. */
export type Session = Readonly<{
	/** Decrypted values; a renewed token appears here. */
	credential: Readonly<ICredentialDataDecryptedObject>;
	send: Send;
	/** Blanks the credential's secrets in a text. */
	scrub: Scrub;
	/** How many requests were sent so far. */
	requests: () => number;
}>;

/** A token is not used any more this long before it ends. */
const TOKEN_MARGIN_MS = 60_000;
const SECRET_NAMES = /key|secret|password|token/i;
/** `accessTokenUrl`, `token_type`, `accessTokenExpiresAt`: names that hold such a word and no secret. */
const NO_SECRETS = /url$|type$|expires/i;

/**
 * Opens the credential once: the platform would otherwise read and decrypt it for every request.
 * Where the credential keeps a token that ends (`accessTokenExpiresAt`), one request renews it while
 * the others wait. With the option Preview, nothing but reads gets out.
 */
export async function openSession(context: Context, credentialType: string): Promise<Session> {
	const secrets = new Set<string>();
	const data = remembering(await context.getCredentials(credentialType), secrets);
	const opened = openedOnce(context, data);
	const additional = { credentialsDecrypted: { id: '', name: credentialType, type: credentialType, data } };
	const cancel = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	let renewal: Promise<unknown> | undefined;
	let requests = 0;

	/** By OAuth2, the platform signs with a token that another execution has renewed, and does not say so: what was refused may repeat it. */
	const catchUp = async (): Promise<void> => {
		if (!('oauthTokenData' in data)) return;
		const { oauthTokenData } = await context.getCredentials(credentialType).catch(() => data);
		if (oauthTokenData !== undefined) data.oauthTokenData = oauthTokenData;
	};

	const request = async (wanted: VendorRequest): Promise<VendorAnswer> => {
		requests += 1;
		data[CHECKED] = isStale(data) ? '' : 'not in an execution';
		const { signal, explain } = deadline(cancel, wanted);
		try {
			// A 401 has to be thrown where the platform can renew the token; everywhere else it is an answer.
			const options = toOptions(wanted, { throwOn: renewsItself(data) ? [401] : [] });
			const answer = await readAnswer(await context.helpers.httpRequestWithAuthentication.call(endingWith(opened, signal), credentialType, options, additional), wanted);
			if (answer.status >= 400) await catchUp();
			return answer;
		} catch (error) {
			await catchUp();
			return await readThrown(explain(error), wanted);
		}
	};

	/** With a token that is good: one request renews it while the others wait. */
	const withToken: Send = async (wanted) => {
		while (isStale(data) && renewal) await renewal;
		if (!isStale(data)) return await request(wanted);

		const first = request(wanted);
		renewal = first.then(undefined, () => undefined).finally(() => {
			renewal = undefined;
		});
		return await first;
	};

	const send: Send = async (wanted) => {
		const token = data.accessToken;
		const answer = await withToken(wanted);
		const isOver = answer.status === 401 || (wanted.isSignInOver?.(answer) ?? false);
		if (!isOver || !('accessTokenExpiresAt' in data)) return answer;
		// The token ended before its time: the first that sees it renews it for all, and each is sent once more.
		if (data.accessToken === token) data.accessTokenExpiresAt = '0';
		return await withToken(wanted);
	};

	const out = patient(send, patienceOf(context), clockOf(cancel));
	return {
		credential: data,
		send: 'getInputData' in context && isPreview(context) ? readOnly(out) : out,
		// A token that was renewed on the way is as secret as those before.
		scrub: renewed(() => [...secrets]),
		requests: () => requests,
	};
}

/** The credential, with a note of every secret that was ever in it: what is shown in the end may have been said under a token of long ago. */
function remembering(data: ICredentialDataDecryptedObject, secrets: Set<string>): ICredentialDataDecryptedObject {
	const note = (from: object): void => secretsOf(from).forEach((secret) => secrets.add(secret));
	note(data);
	return new Proxy(data, {
		set: (target, name, value: unknown) => {
			note({ [String(name)]: value });
			return Reflect.set(target, name, value);
		},
	});
}

/** A scrubber is made anew only when a secret has changed: there may be thousands of texts. */
function renewed(secrets: () => readonly string[]): Scrub {
	let known: readonly string[] = [];
	let scrub = scrubber(known);
	return (text) => {
		const now = secrets();
		if (now.length !== known.length || now.some((secret, i) => secret !== known[i])) [known, scrub] = [now, scrubber(now)];
		return scrub(text);
	};
}

/** The OAuth2 path of the platform asks the context for the credential again at each request. */
function openedOnce<C extends Context>(context: C, data: ICredentialDataDecryptedObject): C {
	return Object.create(context, { getCredentials: { value: async () => data } }) as C;
}

/** Ends a request of the platform's helper, which takes the signal from its context. */
function endingWith<C extends Context>(context: C, signal: AbortSignal): C {
	return Object.create(context, { getExecutionCancelSignal: { value: () => signal } }) as C;
}

/** Where the platform renews a token when it sees a 401, and shares the renewal between requests. */
function renewsItself(data: ICredentialDataDecryptedObject): boolean {
	return ('accessToken' in data && !('accessTokenExpiresAt' in data)) || 'oauthTokenData' in data;
}

function isStale(data: ICredentialDataDecryptedObject): boolean {
	if (!('accessTokenExpiresAt' in data)) return false;
	return data.accessToken === '' || Number(data.accessTokenExpiresAt) - TOKEN_MARGIN_MS < Date.now();
}

/** The values of a credential that must not be seen, also inside `oauthTokenData`. */
export function secretsOf(data: object): string[] {
	return Object.entries(data).flatMap(([name, value]: [string, unknown]): string[] => {
		if (typeof value === 'object' && value !== null) return secretsOf(value);
		return typeof value === 'string' && isSecret(name) ? [value] : [];
	});
}

function isSecret(name: string): boolean {
	return SECRET_NAMES.test(name) && !NO_SECRETS.test(name);
}
