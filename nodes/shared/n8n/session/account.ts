import { newTraffic, type Traffic } from '../../http/traffic';
import type { Place } from '../../http/types';
import { Places } from './places';
import type { Waited } from './renewal';

/** One account at a vendor, for all executions of this process that work with it. */
export type Account = Readonly<{
	traffic: Traffic;
	waited: Waited;
	/**
	 * Places for the requests of one execution, among those of all. The account has as many as the execution that may have
	 * most of those that have something under way.
	 * @param atOnce how many this execution may have at once
	 */
	placesFor: (atOnce: number) => Place;
}>;

export function newAccount(): Account {
	const all = new Places(1);
	return {
		traffic: newTraffic(),
		waited: {},
		placesFor: (atOnce) => {
			const own = new Places(atOnce);
			return async (task) => {
				// Nothing is awaited where there is a place: that is nearly always so, and each wait takes time.
				const ownTurn = own.taken();
				if (ownTurn) await ownTurn;
				all.grow(all.isIdle() ? atOnce : Math.max(all.most, atOnce));
				const turn = all.taken();
				if (turn) await turn;
				try {
					return await task();
				} finally {
					all.free();
					own.free();
				}
			};
		},
	};
}

/** By stored credential: n8n hands out its ID, and it is small. */
const accounts = new Map<string, Account>();

/** The account behind a stored credential; one of its own where it is not stored. */
export function accountOf(credentialId: string | null | undefined): Account {
	if (!credentialId) return newAccount();
	const known = accounts.get(credentialId) ?? newAccount();
	accounts.set(credentialId, known);
	return known;
}
