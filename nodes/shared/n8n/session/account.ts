import { newTraffic, type Traffic } from '../../http/traffic';
import type { Place } from '../../http/types';
import { pLimit } from '../../provisioning/libraries';

/** One account at a vendor, for all executions of this process that work with it. */
export type Account = Readonly<{
	traffic: Traffic;
	/**
	 * Places for the requests of one execution, among those of all. The account has as many as the execution that may have
	 * most of those that have something under way.
	 * @param atOnce how many this execution may have at once
	 */
	placesFor: (atOnce: number) => Place;
}>;

export function newAccount(): Account {
	const all = pLimit(1);
	const isIdle = (): boolean => all.activeCount + all.pendingCount === 0;
	return {
		traffic: newTraffic(),
		placesFor: (atOnce) => {
			const own = pLimit(atOnce);
			return async (task) =>
				await own(async () => {
					all.concurrency = isIdle() ? atOnce : Math.max(all.concurrency, atOnce);
					return await all(task);
				});
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
