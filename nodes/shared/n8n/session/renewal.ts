import { createHash } from 'node:crypto';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { failed, failureOf, type Failure } from '../../failure';
import type { Clock, Send, VendorAnswer, VendorRequest } from '../../http/types';
import type { Exchange } from './platform';
import { deadlines, type Ending } from './deadline';
import { isRenewable, isStale, refreshTokenOf, takeTokens, tokenOf } from './credential';
import { holdsForAll } from './thrown';
import { readThrown } from './wire';

/** Another process that renews a token has stored the new one soon after the old one was spent. */
const LOOKS_MS = [0, 500, 1_500, 5_000];
const ONE_LOOK_MS = [0];

/** How often a request is sent at most: a token may end again before the new one is used. */
const MOST_TRIES = 6;

/** What a request was signed with: a sibling may have put another token into the credential by the time that its answer is there. */
type Sent = { token: unknown };

type Renewing = Readonly<{
	data: ICredentialDataDecryptedObject;
	/** Sends one request, after the credential has renewed its token where it is told to. */
	exchange: Exchange;
	/** Renews a token of OAuth2. */
	renewOAuth2: () => Promise<void>;
	/** The credential as it is stored now. */
	stored: () => Promise<ICredentialDataDecryptedObject>;
	clock: Pick<Clock, 'sleep' | 'isCancelled'>;
	/** The end of each request. */
	ending: Ending;
	/** Shared with all who work with the same account at the vendor. */
	waited?: Waited;
}>;

/** For which refresh token another process was waited for in vain. As a hash: it outlives the execution. */
export type Waited = { inVain?: string };

/**
 * The way out that keeps the token of an execution good: one request renews it while the others wait, and what was turned
 * away because its token was over is sent again once there is another. By what the vendor answers, not by what the platform
 * does on a 401: it does so in some versions only, and without a word of what went wrong.
 */
export function renewing({ data, exchange, renewOAuth2, stored, clock, ending, waited = {} }: Renewing): Send {
	const withinTime = deadlines(ending);
	let renewal: Promise<Failure | undefined> | undefined;
	/** The token that a vendor called over before its time, until the credential was asked for another. */
	let over: unknown;
	/** What the last renewal gave: where the vendor never accepts that, another renewal would help nobody. */
	let renewed: unknown;
	const accepted = new Set<unknown>();
	/** Never taken from what is stored, which may be behind. */
	const turnedAway = new Set<unknown>();
	/** A token that could not be renewed: asking again and again could lock an account. */
	let refused: Readonly<{ token: unknown; failure: Failure }> | undefined;

	const isOver = (): boolean => isStale(data) || (over !== undefined && over === tokenOf(data));
	const assertNotRefused = (): void => {
		if (refused && refused.token === tokenOf(data)) throw failed(refused.failure);
	};
	const refusedBy = (error: unknown, token: unknown): Failure => {
		const failure = failureOf(error);
		if (failure.kind === 'signIn') refused = { token, failure };
		return failure;
	};
	const oneRenewal = sharedWhileItRuns(async () => {
		assertNotRefused();
		const token = tokenOf(data);
		await renewOAuth2().catch((error: unknown) => {
			refusedBy(error, token);
			throw error;
		});
		renewed = tokenOf(data);
	});

	/** With a good token: where there is none, the first request has the credential renew it. */
	const withToken = async (wanted: VendorRequest, sent: Sent, signal: AbortSignal): Promise<VendorAnswer> => {
		while (isOver() && renewal) {
			const failure = await renewal;
			if (failure && isOver()) throw failed(failure);
		}
		const token = tokenOf(data);
		sent.token = token;
		signal.throwIfAborted();
		if (!isOver()) return exchange(wanted, { signal, renews: false });

		assertNotRefused();
		const first = exchange(wanted, { signal, renews: true });
		renewal = first
			.then(
				(): undefined => {
					if (over === token) over = undefined;
					renewed = tokenOf(data);
					sent.token = renewed;
				},
				(error: unknown) => {
					const failure = refusedBy(error, token);
					return holdsForAll(failure) ? failure : undefined;
				},
			)
			.finally(() => {
				renewal = undefined;
			});
		await renewal;
		return await first;
	};

	const renew = async (token: unknown): Promise<void> => {
		if ('oauthTokenData' in data) await oneRenewal();
		else if ('accessTokenExpiresAt' in data) data.accessTokenExpiresAt = '0';
		else over = token;
	};

	/** Takes what another process has stored, unless a sibling has renewed the token meanwhile. */
	const look = async (waits: readonly number[]): Promise<void> => {
		const token = tokenOf(data);
		for (const wait of waits) {
			if (wait > 0) await clock.sleep(wait);
			if (clock.isCancelled()) return;
			const found = await stored().catch(() => data);
			if (tokenOf(data) !== token) return;
			if (!turnedAway.has(tokenOf(found)) && takeTokens(data, found)) return;
		}
	};
	const lookOnce = sharedWhileItRuns(async () => await look(ONE_LOOK_MS));
	/** One that renews at this moment is waited for, where a token is good for one renewal. */
	const lookPatiently = sharedWhileItRuns(async () => {
		const [token, refreshToken] = [tokenOf(data), refreshTokenOf(data)];
		if (refreshToken === undefined) return await look(ONE_LOOK_MS);
		const hash = createHash('sha256').update(JSON.stringify(refreshToken)).digest('base64');
		await look(hash === waited.inVain ? ONE_LOOK_MS : LOOKS_MS);
		if (tokenOf(data) === token && !clock.isCancelled()) waited.inVain = hash;
	});
	const isReplaced = async (token: unknown, looking: () => Promise<void>): Promise<boolean> => {
		if (tokenOf(data) === token) await looking();
		return tokenOf(data) !== token;
	};

	/** Sees to another token than the one that the vendor turned away. */
	const another = async (token: unknown): Promise<boolean> => {
		if (!isRenewable(data)) return false;
		turnedAway.add(token);
		if (token !== undefined && token === renewed && !accepted.has(token)) return await isReplaced(token, lookPatiently);
		if (!(await isReplaced(token, lookOnce))) await renew(token);
		return true;
	};

	/** One try, within the time that a request has. */
	const sendOnce = async (wanted: VendorRequest, sent: Sent): Promise<VendorAnswer> => {
		try {
			return await withinTime(wanted, (signal) => withToken(wanted, sent, signal));
		} catch (error) {
			return await readThrown(error, wanted);
		}
	};

	/** @returns nothing where there is another token to send it with */
	const tried = async (wanted: VendorRequest, sent: Sent): Promise<VendorAnswer | undefined> => {
		const answer = await sendOnce(wanted, sent);
		if (saysOver(wanted, answer)) return (await another(sent.token)) ? undefined : answer;
		accepted.add(sent.token);
		return answer;
	};
	const replacedAfter = async (error: unknown, { token }: Sent): Promise<undefined> => {
		const isSignIn = failureOf(error).kind === 'signIn' && token !== undefined;
		if (!isSignIn || !(await isReplaced(token, lookPatiently))) throw error;
	};

	return async (wanted) => {
		for (let tries = 1; tries < MOST_TRIES; tries += 1) {
			const sent: Sent = { token: tokenOf(data) };
			const answer = await tried(wanted, sent).catch((error: unknown) => replacedAfter(error, sent));
			if (answer) return answer;
		}
		return await sendOnce(wanted, { token: undefined });
	};
}

function saysOver({ isSignInOver }: VendorRequest, answer: VendorAnswer): boolean {
	return answer.status === 401 || (isSignInOver?.(answer) ?? false);
}

/** Those that ask for it while it runs get the same. */
function sharedWhileItRuns(task: () => Promise<void>): () => Promise<void> {
	let running: Promise<void> | undefined;
	return async () => {
		running ??= task().finally(() => {
			running = undefined;
		});
		await running;
	};
}
