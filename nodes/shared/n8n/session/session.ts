import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { patient } from '../../http/patience';
import { readOnly } from '../../http/readOnly';
import { scrubber, type Scrub } from '../../http/secrets';
import { credentialText, type Send } from '../../http/types';
import { accountOf } from './account';
import { clockOf } from './clock';
import { secretsOf, takeTokens, tokenOf } from './credential';
import { renewedOAuth2 } from './oauth2';
import { concurrencyOf, USUAL_AT_ONCE, patienceOf, timeoutOf, type Allowance } from '../parameters/options';
import { isPreview } from '../parameters/preview';
import { exchanging, openedOnce, type Context } from './platform';
import { renewing } from './renewal';
import { placesIn, rateIn, shareIn } from './share';

/** A credential that was opened for one execution, and the way out that signs requests with it. */
export type Session = Readonly<{
	/** Decrypted values; a renewed token appears here. */
	credential: Readonly<ICredentialDataDecryptedObject>;
	send: Send;
	/** Blanks the credential's secrets in a text. */
	scrub: Scrub;
	/** How many requests were sent so far. */
	requests: () => number;
	/** How many items are worked on at once; no more requests than that are ever under way. */
	atOnce: number;
	/** How many requests the vendor takes in a day, where it counts them. */
	perDay?: number;
}>;

/**
 * Opens the credential once: the platform would otherwise read and decrypt it for every request.
 * Where its token ends, one request renews it while the others wait. With Preview, nothing but reads gets out.
 * @param limits what the vendor takes
 */
export async function openSession(context: Context, credentialType: string, limits: Allowance = USUAL_AT_ONCE): Promise<Session> {
	const secrets = new Set<string>();
	const opened = await context.getCredentials(credentialType);
	const data = remembering(opened, secrets);
	const cancel = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const ending = { timeout: timeoutOf(context), cancel };
	let requests = 0;

	const clock = clockOf(cancel);
	const { traffic, placesFor, waited } = accountOf(context.getNode().credentials?.[credentialType]?.id);
	const send = renewing({
		data,
		clock,
		ending,
		waited,
		exchange: exchanging({
			context,
			credentialType,
			opened,
			data,
			timeout: ending.timeout,
			count: () => {
				requests += 1;
			},
		}),
		stored: async () => await context.getCredentials(credentialType),
		renewOAuth2: async () => {
			// As it was turned away: what a sibling takes over meanwhile must not be renewed.
			const held = { ...data };
			const former = tokenOf(held);
			const asked = { address: credentialText(data, 'accessTokenUrl'), ...ending };
			data.oauthTokenData = await renewedOAuth2(openedOnce(context, held), credentialType, asked).catch((error: unknown) => {
				// Renewed, and only not stored: the former one is spent.
				if (tokenOf(held) !== former) takeTokens(data, held);
				throw error;
			});
		},
	});

	const share = shareIn(data);
	const atOnce = placesIn(share, concurrencyOf(context, limits));
	const { retries, perSecond } = patienceOf(context);
	const out = patient(send, { retries, perSecond: rateIn(share, perSecond) }, clock, { traffic, place: placesFor(atOnce) });
	return {
		credential: data,
		send: 'getInputData' in context && isPreview(context) ? readOnly(out) : out,
		// A token that was renewed on the way is as secret as those before.
		scrub: scrubbing(secrets),
		requests: () => requests,
		atOnce,
		...(limits.perDay === undefined ? {} : { perDay: limits.perDay }),
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

/** A scrubber is made anew only when there is another secret: there may be thousands of texts. */
function scrubbing(secrets: ReadonlySet<string>): Scrub {
	let known = 0;
	let scrub = scrubber([]);
	return (text) => {
		if (secrets.size > known) [known, scrub] = [secrets.size, scrubber([...secrets])];
		return scrub(text);
	};
}
