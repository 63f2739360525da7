import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { failed, failureOf, type Failure } from '../failure';
import type { Clock } from '../http/patience';
import type { Send, VendorAnswer, VendorRequest } from '../http/types';
import { holdsForAll, isRenewable, isStale, refreshTokenOf, takeTokens, tokenOf } from './tokens';

/** Another process that renews a token has stored the new one soon after the old one was spent. */
const LOOKS_MS = [0, 500, 1_000, 2_000];

type Renewing = Readonly<{
	data: ICredentialDataDecryptedObject;
	/** Renews a token of OAuth2. */
	renewOAuth2: () => Promise<void>;
	/** The credential as it is stored now. */
	stored: () => Promise<ICredentialDataDecryptedObject>;
	clock: Pick<Clock, 'sleep' | 'isCancelled'>;
}>;

/** Keeps the token of an execution good. */
export type Renewal = Readonly<{
	/** Runs a request, told whether the credential has to renew its token before: one does it while the others wait. */
	withToken: (request: (renews: boolean) => Promise<VendorAnswer>) => Promise<VendorAnswer>;
	/** Sends once more what was turned away because the token was over. */
	renewing: (send: Send) => Send;
}>;

/**
 * By what the vendor answers, not by what the platform does on a 401: it does so in some versions only, and without a
 * word of what went wrong.
 */
export function renewalOf({ data, renewOAuth2, stored, clock }: Renewing): Renewal {
	let renewal: Promise<Failure | undefined> | undefined;
	/** The token that a vendor called over before its time, until the credential was asked for another. */
	let over: unknown;
	/** A renewed token that was called over at once: renewing it again would help nobody. */
	let useless: unknown;
	/** A token that could not be renewed: asking again and again could lock an account. */
	let refused: Readonly<{ token: unknown; failure: Failure }> | undefined;
	/** A refresh token for which nobody has stored another one. */
	let spent: unknown;

	const isOver = (): boolean => isStale(data) || (over !== undefined && over === tokenOf(data));
	const assertNotRefused = (): void => {
		if (refused && refused.token === tokenOf(data)) throw failed(refused.failure);
	};
	const refusedBy = (error: unknown): Failure => {
		const failure = failureOf(error);
		if (failure.kind === 'signIn') refused = { token: tokenOf(data), failure };
		return failure;
	};
	const oneRenewal = sharedWhileItRuns(async () => {
		assertNotRefused();
		await renewOAuth2().catch((error: unknown) => {
			refusedBy(error);
			throw error;
		});
		return true;
	});

	const withToken: Renewal['withToken'] = async (request) => {
		while (isOver() && renewal) {
			const failure = await renewal;
			if (failure && isOver()) throw failed(failure);
		}
		if (!isOver()) return await request(false);

		assertNotRefused();
		const first = request(true);
		renewal = first
			.then(
				(): undefined => {
					over = undefined;
				},
				(error: unknown) => {
					const failure = refusedBy(error);
					return holdsForAll(failure) ? failure : undefined;
				},
			)
			.finally(() => {
				renewal = undefined;
			});
		return await first;
	};

	const renew = async (token: unknown): Promise<void> => {
		if ('oauthTokenData' in data) await oneRenewal();
		else if ('accessTokenExpiresAt' in data) data.accessTokenExpiresAt = '0';
		else over = token;
	};

	/** The first that sees that it is over renews it for all, and each is sent once more. */
	const withOneRenewal =
		(send: Send): Send =>
		async (wanted) => {
			const token = tokenOf(data);
			const answer = await send(wanted);
			if (!saysOver(wanted, answer) || !isRenewable(data) || (useless !== undefined && useless === tokenOf(data))) return answer;
			if (tokenOf(data) === token) await renew(token);
			const again = await send(wanted);
			if (saysOver(wanted, again)) useless = tokenOf(data);
			return again;
		};

	/** Whether another process has stored other tokens. One that renews at this moment is waited for, where a token is good for one renewal. */
	const takeStored = sharedWhileItRuns(async (): Promise<boolean> => {
		const refreshToken = refreshTokenOf(data);
		const looks = refreshToken === undefined || refreshToken === spent ? LOOKS_MS.slice(0, 1) : LOOKS_MS;
		for (const wait of looks) {
			if (wait > 0) await clock.sleep(wait);
			if (clock.isCancelled()) return false;
			if (takeTokens(data, await stored().catch(() => data))) return true;
		}
		spent = refreshToken;
		return false;
	});

	const renewing: Renewal['renewing'] = (send) => {
		const renewed = withOneRenewal(send);
		return async (wanted) => {
			const token = tokenOf(data);
			return await renewed(wanted).catch(async (error: unknown) => {
				if (failureOf(error).kind !== 'signIn' || token === undefined) throw error;
				if (tokenOf(data) === token && !(await takeStored())) throw error;
				return await renewed(wanted);
			});
		};
	};

	return { withToken, renewing };
}

function saysOver({ isSignInOver }: VendorRequest, answer: VendorAnswer): boolean {
	return answer.status === 401 || (isSignInOver?.(answer) ?? false);
}

/** Those that ask for it while it runs get the same. */
function sharedWhileItRuns(task: () => Promise<boolean>): () => Promise<boolean> {
	let running: Promise<boolean> | undefined;
	return async () => {
		running ??= task().finally(() => {
			running = undefined;
		});
		return await running;
	};
}
